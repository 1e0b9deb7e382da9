"""Operations on annexes, forms, their items and the rows of their tables (phụ lục, biểu mẫu): pure, like the others."""

from __future__ import annotations

import re
from dataclasses import replace

from thuongton.law.text.annexes import attached_label, item_label, number_key, read_attached, read_items
from thuongton.law.text.outcomes import (
    MANY_ITEMS,
    NO_ANNEX,
    NO_LABEL,
    NO_TEXT,
    NOT_BY_MACHINE,
    OCCUPIED,
    Applied,
    Waits,
    one,
)
from thuongton.law.text.places import Place, find, place_at, place_of
from thuongton.law.text.tree import ATTACHED, ROW, TextPart, Trail
from vanban.model import Amendment

_MARKS = " \t\n“”\"«»'"
_NAMED = {
    "phụ lục": re.compile(r"phụ[ \t]+lục(?:[ \t]+(?:số[ \t]+)?(?P<label>[\w.-]+))?", re.IGNORECASE),
    "mẫu": re.compile(r"(?:biểu[ \t]+)?(?:mẫu|biểu)(?:[ \t]+(?:số|biểu))*[ \t]*:?[ \t]+(?P<label>[\w./-]+)", re.I),
}
_CALLED = r"(?:(?:mục|phần|điểm|khoản|stt|số thứ tự|dòng)[ \t]+)?"
_PLAIN = re.compile(r"\d{1,3}[a-zđ]?|[IVXLC]+")


def text_of_annex(act: TextPart, provision: str) -> str | None:
    """The words of an annex or form that an act encloses and puts in the place of another's; None where unsure."""
    place = place_of(provision)
    only = Place(tuple(step for step in place.steps if step[0] in ATTACHED))
    for asked in dict.fromkeys((place, only, Place(only.steps[-1:]))):
        found = find(act, asked) if asked.steps else []
        if len(found) == 1:
            return act.at(found[0]).text
    return None


def amend_attached(act: TextPart, operation: Amendment, payload: str | None) -> Applied:
    """A whole annex or form, an item or a row in new words."""
    place = place_of(operation.provision)
    trail = one(act, place)
    new = _new_part(operation, payload, act.at(trail).level, act.at(trail).label)
    return Applied(act.put(trail, [new]), (place_at(act, trail),))


def insert_attached(act: TextPart, operation: Amendment, payload: str | None) -> Applied:
    """A new annex, form, item or row in its place by number."""
    place = place_of(operation.provision)
    if place.unread or not place.steps:
        raise Waits(NOT_BY_MACHINE)
    level, label = place.steps[-1]
    if any(not act.at(trail).ended for trail in find(act, place)):
        raise Waits(OCCUPIED.format(place=place))
    new = _new_part(operation, payload, level, label)
    above, at = _slot(act, operation, place)
    act = act.put(above, [act.at(above).with_part(at, new)])
    return Applied(act, (place_at(act, (*above, at)),))


def _new_part(operation: Amendment, payload: str | None, level: str, label: str) -> TextPart:
    """The new text as a part: with the label of its target at its beginning, or enclosed with the amending act."""
    text = (payload or "").strip().strip(_MARKS)
    if not text:
        raise Waits(NO_ANNEX.format(place=operation.replacement) if operation.replacement else NO_TEXT)
    if level in ATTACHED:
        return _new_annex(text, level, label, enclosed=bool(operation.replacement))
    if level not in ("mục", ROW, "khoản", "điểm", "tiết", "phần", "chương", "tiểu mục"):
        raise Waits(NOT_BY_MACHINE)
    begins = re.compile(rf"\W{{0,3}}{_CALLED}{re.escape(label)}[ \t]*(?:[.):|–-]|\t|$|[ ](?=\S))", re.IGNORECASE)
    if begins.match(text.split("\n", 1)[0]) is None:
        raise Waits(NO_LABEL.format(place=label))
    if any(_beside(label, other) for line in text.split("\n")[1:] if (other := item_label(line))):
        raise Waits(MANY_ITEMS)
    return read_items(text, level, label)


def _beside(label: str, other: str) -> bool:
    """Whether a label at the start of a line is the next of its own kind: then the text holds two items."""
    if not (_PLAIN.fullmatch(label) and _PLAIN.fullmatch(other)) or label[0].isdigit() != other[0].isdigit():
        return False
    return number_key(other)[0] - number_key(label)[0] in (0, 1) and number_key(other) > number_key(label)


def _new_annex(text: str, level: str, label: str, *, enclosed: bool) -> TextPart:
    head, line, rest = text.partition("\n")
    match = _NAMED[level].match(head)
    printed = (match["label"] or "") if match is not None else None
    fits = printed is not None and attached_label(printed.rstrip(".:")) == attached_label(label)
    if not fits and not enclosed:
        raise Waits(NO_LABEL.format(place=f"{level.capitalize()} {label}".strip()))
    if not fits and match is not None and printed:
        head = f"{head[: match.start('label')]}{label}{head[match.end('label') :]}"
        if match["label"].endswith((".", ":")):
            head = head.replace(label, label + match["label"][-1], 1)
    text = head + line + rest
    parts = read_attached(text)
    if len(parts) == 1 and parts[0].level == level:
        return replace(parts[0], label=label)
    return read_items(text, level, label)


def _slot(act: TextPart, operation: Amendment, place: Place) -> tuple[Trail, int]:
    """Where a new annex, form, item or row goes: beside its anchor, else behind the one whose number comes before."""
    level, label = place.steps[-1]
    anchor = operation.anchor
    if anchor is not None and anchor.provision and anchor.position in ("after", "before"):
        beside = place_of(anchor.provision)
        if beside.steps and beside.attached:
            trail = one(act, beside)
            return trail[:-1], trail[-1] + (1 if anchor.position == "after" else 0)
    above = one(act, place.above) if place.above.steps else ()
    top = act.at(above)
    beside_it = [(trail, part) for trail, part in _same_kind(top, level) if number_key(part.label) < number_key(label)]
    if beside_it:
        trail = max(beside_it, key=lambda pair: number_key(pair[1].label))[0]
        return (*above, *trail[:-1]), trail[-1] + 1
    if level in ATTACHED and (above or level == "phụ lục"):
        return above, len(top.parts)
    raise Waits(NOT_BY_MACHINE)


def _same_kind(top: TextPart, level: str) -> list[tuple[Trail, TextPart]]:
    """The parts beside which one of a level may stand: annexes and forms wherever they are attached, items here."""
    if level in ATTACHED:
        return [(trail, part) for trail, part in top.walk() if part.level == level and trail]
    return [((at,), part) for at, part in enumerate(top.parts) if part.level in ("mục", ROW)]
