"""What one operation does to the text of an act: a new tree, or the reason why it waits for a person.

Nothing is guessed: an occupied place, a phrase that is not there, a place that is not found or found twice, a new text
without the label of its target wait, with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from thuongton.law.text.annexes import number_key
from thuongton.law.text.attaching import amend_attached, insert_attached
from thuongton.law.text.outcomes import (
    ENDED,
    NO_LABEL,
    NO_PHRASE,
    NO_TEXT,
    NO_TITLE,
    NOT_BY_MACHINE,
    OCCUPIED,
    Applied,
    Waits,
    one,
    places_with,
)
from thuongton.law.text.payloads import read_payload
from thuongton.law.text.places import SMALL, Place, find, place_at, place_of
from thuongton.law.text.renumbering import renumber
from thuongton.law.text.tree import ARTICLE, ATTACHED, TextPart, Trail, label_key, rank
from vanban.header import read_header
from vanban.model import Amendment, AmendmentKind, Document, Source

ANOTHER_ORDER = "Nội dung mới chứa một lệnh sửa đổi khác: «{words}»."
_FREE = r"[^“”\"\n]"
_BY_VERB = rf"(?:Sửa đổi|Bổ sung|Thay thế|Bãi bỏ)[ ,]{_FREE}{{0,200}}(?:Điều|khoản|điểm){_FREE}{{0,120}}"
_BY_PLACE = rf"(?:Tên |Điều |[Kk]hoản |[Đđ]iểm ){_FREE}{{0,200}}được (?:sửa đổi|bổ sung){_FREE}{{0,60}}"
_NEXT_ORDER = re.compile(
    rf"^[ \t]*(?:\d{{1,3}}|[a-zđ])[.)][ \t]+(?:{_BY_VERB}|{_BY_PLACE})như sau[ ]?:?[ \t]*$", re.MULTILINE
)
"""An instruction inside a new text: its quotation was never closed, and more was taken for it than it is."""
_ARTICLE_LABEL = re.compile(r"điều\s+\d+")


def apply(act: TextPart, operation: Amendment, payload: str | None) -> Applied:
    """The tree after an operation. ``payload``: its quoted new text, None when it has none."""
    how = _KINDS.get(operation.kind)
    if how is None:
        return Applied(act, waits=(NOT_BY_MACHINE,))
    try:
        return how(act, operation, payload)
    except Waits as reason:
        return Applied(act, waits=(str(reason),))


def _amend(act: TextPart, operation: Amendment, payload: str | None) -> Applied:
    place = place_of(operation.provision)
    if place.attached and place.steps[-1][0] not in (*SMALL, "tên"):
        return amend_attached(act, operation, payload)
    if not payload or not payload.strip():
        raise Waits(NO_TEXT)
    if place.steps and place.steps[-1][0] in (*SMALL, "tên"):
        return _rename(act, operation, payload) if place.steps[-1][0] == "tên" else _unfit()
    trail = one(act, place)
    _demand_one_order(payload)
    level, label = place.steps[-1]
    parts = read_payload(payload, level, label)
    if not _labelled(parts, level, label):
        raise Waits(NO_LABEL.format(place=f"{level} {label}"))
    old = act.at(trail)
    above = act.at(trail[:-1])
    beside = {part.label.lower() for at, part in enumerate(above.parts) if at != trail[-1] and part.level == level}
    if any(part.label.lower() in beside for part in parts[1:]):
        raise Waits(OCCUPIED.format(place=f"{level} {parts[1].label}"))
    new = _keep_below(old, parts)
    if place.of_chapters:
        _no_article_twice(act.put(trail, [replace(old, parts=())]), new)
    return Applied(act.put(trail, new), places_with(place, old, *new))


def _no_article_twice(act: TextPart, parts: Sequence[TextPart]) -> None:
    """Hold a chapter that brings an article which stands elsewhere in the act."""
    for part in parts:
        for _trail, below in part.walk():
            same = Place(((ARTICLE, below.label),))
            if below.level == ARTICLE and any(not act.at(trail).ended for trail in find(act, same)):
                raise Waits(OCCUPIED.format(place=same))


def _keep_below(old: TextPart, parts: list[TextPart]) -> list[TextPart]:
    """A chapter or section whose new text is its heading alone keeps what stands below it."""
    if rank(old.level) < rank(ARTICLE) and len(parts) == 1 and not parts[0].parts:
        return [replace(old, own=parts[0].own)]
    return parts


def _demand_one_order(payload: str) -> None:
    another = _NEXT_ORDER.search(payload)
    if another is not None:
        raise Waits(ANOTHER_ORDER.format(words=another[0].strip()[:120]))


def _labelled(parts: list[TextPart], level: str, label: str) -> bool:
    first = parts[0]
    if first.label.lower() != label.lower():
        return False
    text = first.own.lower()
    if level == ARTICLE:
        return _ARTICLE_LABEL.match(text) is not None
    if rank(level) < rank(ARTICLE):
        return text.startswith(f"{level} {label}".lower())
    return text.startswith((f"{label.lower()}.", f"{label.lower()})"))


def _unfit() -> Applied:
    raise Waits(NOT_BY_MACHINE)


def _insert(act: TextPart, operation: Amendment, payload: str | None) -> Applied:
    place = place_of(operation.provision)
    if not place.steps or place.steps[-1][0] in (*SMALL, "tên"):
        raise Waits(NOT_BY_MACHINE)
    if place.attached:
        return insert_attached(act, operation, payload)
    if not payload or not payload.strip():
        raise Waits(NO_TEXT)
    _demand_one_order(payload)
    level, label = place.steps[-1]
    parts = read_payload(payload, level, label)
    if not _labelled(parts, level, label):
        raise Waits(NO_LABEL.format(place=f"{level} {label}"))
    for new in parts:
        same = Place((*place.bare.steps[:-1], (level, new.label)))
        taken = find(act, same)
        if any(not act.at(trail).ended for trail in taken):
            raise Waits(OCCUPIED.format(place=same))
        if taken:
            raise Waits(ENDED.format(place=same))
    if place.of_chapters:
        _no_article_twice(act, parts)
    above, at = _slot(act, operation, place)
    for offset, new in enumerate(parts):
        top = act.at(above)
        act = act.put(above, [top.with_part(at + offset, new)])
    touched = [Place((*place.bare.steps[:-1], (level, new.label))) for new in parts]
    return Applied(act, tuple(dict.fromkeys(spot for whole in touched for spot in places_with(whole, *parts))))


def _slot(act: TextPart, operation: Amendment, place: Place) -> tuple[Trail, int]:
    """Where a new part goes: behind or before its anchor, else by the order of labels."""
    level, label = place.steps[-1]
    anchor = operation.anchor
    if anchor is not None and anchor.provision and anchor.position in ("after", "before"):
        beside = place_of(anchor.provision)
        if beside.steps and beside.steps[-1][0] == level:
            trail = one(act, beside)
            at = trail[-1] + (1 if anchor.position == "after" else 0)
            above = act.at(trail[:-1])
            key = label_key(label)
            while at < len(above.parts) and anchor.position == "after" and above.parts[at].level == level:
                if label_key(above.parts[at].label) >= key:  # 7b goes behind 7a, which was put behind 7 before it
                    break
                at += 1
            return trail[:-1], at
    if level == ARTICLE:
        return _article_slot(act, label)
    if rank(level) < rank(ARTICLE):
        return _chapter_slot(act, operation, place)
    trail = one(act, place.above) if place.above.steps else ()
    top = act.at(trail)
    below = [(at, part) for at, part in enumerate(top.parts) if part.level == level]
    if not below and top.parts:
        raise Waits(NOT_BY_MACHINE)
    after = [at for at, part in below if label_key(part.label) < label_key(label)]
    return trail, (after[-1] + 1 if after else (below[0][0] if below else 0))


def _chapter_slot(act: TextPart, operation: Amendment, place: Place) -> tuple[Trail, int]:
    """Where a new chapter or section goes: behind the last article of the one before it, else by number."""
    level, label = place.steps[-1]
    anchor = operation.anchor
    if anchor is not None and anchor.provision and anchor.position == "after":
        trail = one(act, place_of(anchor.provision))
        above = act.at(trail[:-1])
        if above.level != level or trail[-1] != len(above.parts) - 1:
            raise Waits(NOT_BY_MACHINE)
        return trail[:-2], trail[-2] + 1
    trail = one(act, place.above) if place.above.steps else ()
    before = [
        at
        for at, part in enumerate(act.at(trail).parts)
        if part.level == level and number_key(part.label) < number_key(label)
    ]
    if not before:
        raise Waits(NOT_BY_MACHINE)
    return trail, before[-1] + 1


def _article_slot(act: TextPart, label: str) -> tuple[Trail, int]:
    before = [
        (label_key(part.label), trail) for trail, part in act.walk() if part.level == ARTICLE and _inside(act, trail)
    ]
    smaller = [pair for pair in before if pair[0] < label_key(label)]
    if not smaller:
        raise Waits(NOT_BY_MACHINE)
    trail = max(smaller)[1]
    return trail[:-1], trail[-1] + 1


def _inside(act: TextPart, trail: Trail) -> bool:
    """Whether a part stands in the act itself, not in what is attached to it."""
    part = act
    for step in trail:
        part = part.parts[step]
        if part.level in ATTACHED:
            return False
    return True


def _repeal(act: TextPart, operation: Amendment, _payload: str | None) -> Applied:
    place = place_of(operation.provision)
    if place.steps and place.steps[-1][0] in (*SMALL, "tên"):
        raise Waits(NOT_BY_MACHINE)
    trail = one(act, place)
    part = act.at(trail)
    if part.ended:
        raise Waits(ENDED.format(place=place))
    touched = (place_at(act, trail),) if place.attached else places_with(place, part)
    return Applied(act.put(trail, [_ended(part)]), touched)


def _ended(part: TextPart) -> TextPart:
    """A part that was repealed: it and what lies below keep their places and lose their words."""
    return replace(part, ended=True, parts=tuple(_ended(below) for below in part.parts))


def _rename(act: TextPart, operation: Amendment, payload: str | None) -> Applied:
    if operation.scope == "title":
        return _retitle(act, operation, payload)
    place = place_of(operation.provision)
    if place.steps and place.steps[-1][0] == "tên":
        place = place.above
    if not place.steps or place.attached:
        raise Waits(NOT_BY_MACHINE)
    trail = one(act, place)
    part = act.at(trail)
    words = (payload or "").strip().strip('“”"«»').strip()
    if operation.new is not None and not words:
        words = operation.new.text
    if not words:
        raise Waits(NO_TEXT)
    level, label = place.steps[-1]
    if not words.lower().startswith(f"{level} {label}".lower()):
        gap = "\n" if rank(level) < rank(ARTICLE) else " "
        printed = f"{level.capitalize()} {label}" + ("." if level == ARTICLE else "")
        words = f"{printed}{gap}{words}"
    if level == ARTICLE and part.parts == () and "\n" in part.own:
        words = words + part.own[part.own.index("\n") :]
    return Applied(act.put(trail, [replace(part, own=words)]), (place.bare,))


def _retitle(act: TextPart, operation: Amendment, payload: str | None) -> Applied:
    """The act under another name: the words of its head that bear the old one are changed."""
    words = (payload or (operation.new.text if operation.new is not None else "")).strip().strip('“”"«»').strip()
    if not words:
        raise Waits(NO_TEXT)
    title = read_header(Document(act.own, Source(name="-", format="txt", sha256=""))).title
    match = phrase_pattern(title).search(act.own) if title else None
    if match is None:
        raise Waits(NO_TITLE)
    return Applied(replace(act, own=act.own[: match.start()] + words + act.own[match.end() :]), (Place(),))


def _phrases(change: Callable[[Amendment], Callable[[str], tuple[str, int]]]) -> Callable[..., Applied]:
    def how(act: TextPart, operation: Amendment, _payload: str | None) -> Applied:
        if operation.old is None and operation.anchor is None:
            raise Waits(NO_TEXT)
        places = [place_of(one.provision) for one in operation.places]
        if not places and operation.provision:
            places = [place_of(operation.provision)]
        if not places:
            raise Waits(NOT_BY_MACHINE)
        words = change(operation)
        touched, waits = [], []
        for place in places:
            heading = bool(place.steps) and place.steps[-1][0] == "tên"
            if place.steps and place.steps[-1][0] in SMALL:
                place = Place(tuple(step for step in place.steps if step[0] not in SMALL), place.unread)
            try:
                trail = one(act, place.above if heading else place)
            except Waits as reason:
                waits.append(str(reason))
                continue
            new, count = _changed(act.at(trail), words, heading=heading)
            if not count:
                phrase = operation.old.text if operation.old else (operation.anchor and operation.anchor.phrase) or ""
                waits.append(NO_PHRASE.format(phrase=phrase, place=place))
                continue
            act = act.put(trail, [new])
            touched.append(place_at(act, trail) if place.attached else place.bare)
        return Applied(act, tuple(touched), tuple(waits))

    return how


def _changed(part: TextPart, words: Callable[[str], tuple[str, int]], *, heading: bool = False) -> tuple[TextPart, int]:
    """A part with words changed in it and below it, and how often."""
    if part.ended:
        return part, 0
    if heading:
        first, line, rest = part.own.partition("\n")
        first, count = words(first)
        return replace(part, own=first + line + rest), count
    own, count = words(part.own)
    tail, more = words(part.tail)
    below = [_changed(small, words) for small in part.parts]
    count += more + sum(number for _small, number in below)
    return replace(part, own=own, tail=tail, parts=tuple(small for small, _number in below)), count


def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """A phrase wherever it stands whole, whatever spaces and line ends are in it; its first letter in both cases."""
    words = [re.escape(word) for word in phrase.split()]
    body = r"\s+".join(words)
    first = phrase.lstrip()[:1]
    if first.isalpha():
        body = f"[{re.escape(first.lower())}{re.escape(first.upper())}]" + body[len(re.escape(first)) :]
    left = r"(?<!\w)" if first.isalnum() else ""
    right = r"(?!\w)" if phrase.rstrip()[-1:].isalnum() else ""
    return re.compile(left + body + right)


def _like(printed: str, new: str, old: str) -> str:
    """The new words, with a capital where the old ones stand with one that the instruction does not have."""
    if printed[:1].isupper() and old.lstrip()[:1].islower() and new[:1].islower():
        return new[:1].upper() + new[1:]
    return new


def _replacing(operation: Amendment) -> Callable[[str], tuple[str, int]]:
    old = operation.old.text if operation.old is not None else ""
    new = operation.new.text if operation.new is not None else ""
    if not old.strip() or operation.new is None:
        raise Waits(NO_TEXT)
    form = phrase_pattern(old)
    return lambda text: form.subn(lambda match: _like(match[0], new, old), text)


def _deleting(operation: Amendment) -> Callable[[str], tuple[str, int]]:
    old = operation.old.text if operation.old is not None else ""
    if not old.strip():
        raise Waits(NO_TEXT)
    form = re.compile(r"[ \t]*" + phrase_pattern(old).pattern)
    return lambda text: form.subn("", text)


def _inserting(operation: Amendment) -> Callable[[str], tuple[str, int]]:
    anchor, new = operation.anchor, operation.new
    if anchor is None or not anchor.phrase or new is None or anchor.position not in ("after", "before"):
        raise Waits(NOT_BY_MACHINE)
    form = phrase_pattern(anchor.phrase)
    words = new.text
    if anchor.position == "before":
        return lambda text: form.subn(lambda match: f"{words} {match[0]}", text)
    gap = "" if words[:1] in ",;:." else " "
    return lambda text: form.subn(lambda match: f"{match[0]}{gap}{words}", text)


def _correct(act: TextPart, operation: Amendment, payload: str | None) -> Applied:
    if operation.old is not None and operation.new is not None:
        return _phrases(_replacing)(act, operation, payload)
    return _amend(act, operation, payload)


def _replace_annex(act: TextPart, operation: Amendment, payload: str | None) -> Applied:
    if not place_of(operation.provision).attached:
        raise Waits(NOT_BY_MACHINE)
    return amend_attached(act, operation, payload)


def _renumber(act: TextPart, operation: Amendment, _payload: str | None) -> Applied:
    return renumber(act, (operation,))


_KINDS: dict[AmendmentKind, Callable[[TextPart, Amendment, str | None], Applied]] = {
    AmendmentKind.AMEND: _amend,
    AmendmentKind.INSERT: _insert,
    AmendmentKind.REPEAL: _repeal,
    AmendmentKind.RENAME: _rename,
    AmendmentKind.REPLACE_PHRASE: _phrases(_replacing),
    AmendmentKind.DELETE_PHRASE: _phrases(_deleting),
    AmendmentKind.INSERT_PHRASE: _phrases(_inserting),
    AmendmentKind.CORRECT: _correct,
    AmendmentKind.REPLACE_ANNEX: _replace_annex,
    AmendmentKind.RENUMBER: _renumber,
}
