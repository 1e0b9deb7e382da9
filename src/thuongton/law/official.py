"""Official consolidated texts (văn bản hợp nhất): what one puts together, its articles, what its footnotes tell; pure.

Pháp lệnh 01/2012/UBTVQH13: such a text has no force of its own. Its footnotes say of each changed provision which act
did it, where and from which day: a second witness of the operations that were read of the acts themselves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from thuongton.law.text.notes import Note, without_notes
from thuongton.law.text.parts import ARTICLE, ATTACHED, TextPart, read_act
from thuongton.law.text.places import Place, place_of
from vanban.patterns import any_of
from vanban.symbols import normalise

HEAD = 6_000
"""Letters of the head in which a consolidated text says what it puts together."""
_KINDS = (
    *("Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Thông tư liên tịch", "Thông tư", "Quyết định"),
    *("Nghị quyết liên tịch", "Lệnh", "Chỉ thị"),
)
_NUMBER = r"\d{1,5}(?:/\d{4})?/[A-ZĐa-zđ0-9][\w&-]*"
_OWN = re.compile(r"\b(?P<number>\d{1,4}/(?:\d{4}/)?VBHN-[A-ZĐ]{2,12}(?:-[A-ZĐ]{2,12})*)")
_DAY = r"ngày\s+(?P<{0}d>\d{{1,2}})\s*(?:tháng|[/.-])\s*(?P<{0}m>\d{{1,2}})\s*(?:năm|[/.-])\s*(?P<{0}y>\d{{4}})"
_EFFECT = re.compile(r"có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+" + _DAY.format("e"))
_ACT = re.compile(rf"(?:{any_of(_KINDS)})[^;\n]{{0,200}}?\bsố\s*:?\s*(?P<number>{_NUMBER})")
_OPENING = re.compile(
    r"\b(?:được|đã được)\s+(?:sửa\s+đổi|bổ\s+sung|đính\s+chính)[^.;:\n]{0,60}?\s(?:bởi|tại|theo)\s*:?"
)
_LISTED = re.compile(r"\s*(?:\d{1,2}\s*[.)]|[-–+])?\s*" + any_of(_KINDS) + r"\b", re.IGNORECASE)
_AT = r"(?:(?:tiết|điểm|khoản)\s+[\w.]+\s*,?\s*)*(?:Điều|Mục|Phụ\s+lục)\s*[\w.]*"
_PARTS = (
    *("Điều", "Khoản", "Điểm", "Tiết", "Đoạn", "Câu", "Tiểu mục", "Chương", "Mục", "Phần", "Phụ lục", "Mẫu", "Biểu"),
    *("Tiêu đề", "Gạch đầu dòng", "Nội dung"),
)
_NAMED = r"Tên\s+(?:của\s+)?(?:[Đđ]iều|[Cc]hương|[Mm]ục|[Pp]hần|[Pp]hụ\s+lục)"
_WHAT = rf"(?:{_NAMED}|{any_of(_PARTS)})\b[^\n.;]{{0,120}}?|(?:Các\s+cụm|Cụm|Nội\s+dung|Các)\s+từ\b[^\n]{{0,400}}?"
_VERBS = ("sửa đổi", "bổ sung", "bãi bỏ", "huỷ bỏ", "hủy bỏ", "thay thế", "thay", "bỏ", "đính chính", "chuyển", "đổi")
_BY = rf"(?:của\s+)?(?:{any_of(_KINDS)})\s+(?:liên\s+tịch\s+)?số\s*:?\s*(?P<act>{_NUMBER})"
_TOLD = re.compile(
    rf"(?P<what>{_WHAT})\s+(?:được|bị|đã\s+được)\s+(?P<verb>{any_of(_VERBS)})(?P<words>[^\n]{{0,400}}?)\s+"
    rf"(?:theo|tại|bởi)\s+(?:quy\s+định\s+)?(?:tại\s+|của\s+)?(?P<at>{_AT})?\s*,?\s*{_BY}"
)
_BODY_ENDS = re.compile(r"^[^\n]*XÁC\s+THỰC\s+VĂN\s+BẢN\s+HỢP\s+NHẤT[^\n]*$", re.MULTILINE)
_LEVELS = {"điều": 1, "khoản": 2, "điểm": 3, "tiết": 4}
_ENDED = re.compile(r"\((?:được|đã được|bị)\s+(?:bãi|huỷ|hủy)\s+bỏ\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfficialAct:
    """An act that is put together, and from which day it acts."""

    number: str
    effective: dt.date | None


@dataclass(frozen=True, slots=True)
class ToldOperation:
    """What a footnote tells: on which provision, what, by which act, where in it, from which day."""

    place: Place
    kind: str
    act: str
    at: str
    effective: dt.date | None
    quote: str


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A consolidated text: its number, the act it prints and those that changed it, its tree, what its notes tell."""

    number: str | None
    base: OfficialAct
    acts: tuple[OfficialAct, ...]
    act: TextPart = field(repr=False)
    told: tuple[ToldOperation, ...] = field(repr=False)
    unplaced: tuple[str, ...] = ()

    @property
    def as_of(self) -> dt.date | None:
        """The day whose text it prints: on which the last of its acts came into force."""
        return max((one.effective for one in (self.base, *self.acts) if one.effective is not None), default=None)


@dataclass(frozen=True, slots=True)
class OfficialHead:
    """What a consolidated text says of itself: its number and day, the act that it prints, those that changed it."""

    number: str | None
    signed_on: dt.date | None
    base: OfficialAct
    acts: tuple[OfficialAct, ...]


def own_number(text: str) -> str | None:
    """The number that a consolidated text bears at its head or under it, or None."""
    found = _OWN.search(text[:HEAD]) or next(
        (match for match in _OWN.finditer(text) if "Số" in text[max(0, match.start() - 8) : match.start()]), None
    )
    return normalise(found["number"]) if found is not None else None


def official_head(text: str) -> OfficialHead | None:
    """What a consolidated text says of itself; None for a paper of another kind."""
    opening = _opening(text)
    if opening is None:
        return None
    base, acts, start = opening
    end = _BODY_ENDS.search(text, start)
    signed = re.search(_DAY.format("s"), text[end.end() : end.end() + 400] if end else text[:400])
    day = _day(signed["sy"], signed["sm"], signed["sd"]) if signed is not None else None
    return OfficialHead(own_number(text), day, base, acts)


def read_official(text: str) -> OfficialText | None:
    """The consolidated text with its articles and notes, or None for a paper of another kind."""
    opening = _opening(text)
    if opening is None:
        return None
    base, acts, start = opening
    end = _BODY_ENDS.search(text, start)
    body, notes = without_notes(text[start : end.start()] if end else text[start:], text[end.end() :] if end else "")
    tree = read_act(body)
    told: list[ToldOperation] = []
    unplaced: list[str] = []
    for note, place in _placed(tree, body, notes):
        for one in told_in(note.text, place):
            if one.place.steps or one.kind == "rename":
                told.append(one)
            else:
                unplaced.append(one.quote)
    return OfficialText(own_number(text), base, acts, tree, tuple(told), tuple(unplaced))


def _opening(text: str) -> tuple[OfficialAct, tuple[OfficialAct, ...], int] | None:
    """The act at the head, those that changed it, and where the text of the act begins."""
    for line in re.finditer(r"[^\n]+", text[:HEAD]):
        said = _OPENING.search(line[0])
        first = _ACT.search(line[0])
        if said is None or first is None or first.start() > said.start():
            continue
        if not re.match(r"\s*(?:\[\d+\]\s*)?" + any_of(_KINDS), line[0], re.IGNORECASE):
            continue
        base = OfficialAct(normalise(first["number"]), _effect(line[0][first.end() : said.start()]))
        acts = list(_acts(line[0][said.end() :]))
        at = line.end()
        for after in re.finditer(r"[^\n]+", text[at : at + HEAD]):
            if not _LISTED.match(after[0]) or not (found := list(_acts(after[0]))):
                at += after.start()
                break
            acts += found[:1]
        if acts and (base.effective is not None or own_number(text) is not None):
            return base, tuple(acts), at
    return None


def _acts(line: str) -> Iterator[OfficialAct]:
    for piece in line.split(";"):
        if (found := _ACT.search(piece)) is not None:
            yield OfficialAct(normalise(found["number"]), _effect(piece[found.end() :]))


def _effect(words: str) -> dt.date | None:
    found = _EFFECT.search(words)
    if found is None:
        return None
    return _day(found["ey"], found["em"], found["ed"])


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _placed(tree: TextPart, body: str, notes: tuple[Note, ...]) -> Iterator[tuple[Note, Place]]:
    """Each note with the provision in which its mark stands."""
    starts = sorted(_starts(tree, body))
    at, place = 0, Place()
    for note in sorted((one for one in notes if one.mark_at is not None), key=lambda one: one.mark_at or 0):
        while at < len(starts) and starts[at][0] <= (note.mark_at or 0):
            place = starts[at][1]
            at += 1
        yield note, place
    for note in notes:
        if note.mark_at is None:
            yield note, Place()


def _starts(tree: TextPart, body: str) -> Iterator[tuple[int, Place]]:
    """Where each part begins in the body, in its order."""
    at = 0
    for trail, part in tree.walk():
        if not part.own:
            continue
        found = body.find(part.own[:200], at)
        if found >= 0:
            at = found
            yield at, _place_at(tree, trail)


def _place_at(tree: TextPart, trail: tuple[int, ...]) -> Place:
    steps, part = [], tree
    for step in trail:
        part = part.parts[step]
        steps.append((part.level, part.label))
    return Place(tuple(steps)).bare


def told_in(note: str, place: Place) -> Iterator[ToldOperation]:
    """The operations that a note tells of the provision in which its mark stands."""
    text = " ".join(note.split())
    found = list(_TOLD.finditer(text))
    for at, match in enumerate(found):
        stop = found[at + 1].start() if at + 1 < len(found) else len(text)
        what = match["what"].lower()
        named = place_of(re.sub(r"\bnày\b", "", what)) if re.search(r"(?:điều|khoản|điểm)\s+\d", what) else None
        yield ToldOperation(
            named if named is not None and named.article else _cut(place, what),
            _kind(what, match["verb"].lower(), match["words"].lower()),
            normalise(match["act"]),
            " ".join((match["at"] or "").split()).strip(" ,"),
            _effect(text[match.end() : stop]),
            text[match.start() : min(stop, match.end())],
        )


def _cut(place: Place, what: str) -> Place:
    """The place at the level that a note names: «Khoản này» of a mark in a point is its clause."""
    level = next((level for level in _LEVELS if re.search(rf"\b{level}\b", what)), None)
    if level is None:
        return place
    kept = []
    for one in place.steps:
        kept.append(one)
        if one[0] == level:
            break
    return Place(tuple(kept))


def _kind(what: str, verb: str, words: str) -> str:
    verb = " ".join(verb.split())
    phrase = "cụm từ" in what or what.startswith("từ ") or "cụm từ" in words
    if what.startswith(("tên", "tiêu đề")):
        return "rename"
    if phrase:
        gone = ("bỏ", "bãi bỏ", "huỷ bỏ", "hủy bỏ")
        return "delete_phrase" if verb in gone else "insert_phrase" if verb == "bổ sung" else "replace_phrase"
    if verb in ("bãi bỏ", "huỷ bỏ", "hủy bỏ"):
        return "repeal"
    return {"bổ sung": "insert", "bỏ": "delete_phrase", "đính chính": "correct", "chuyển": "renumber"}.get(
        verb, "amend"
    )


def articles(act: TextPart) -> dict[str, str]:
    """The articles of an act itself with their words; "" for one that only says that it was repealed."""
    found: dict[str, str] = {}
    for trail, part in act.walk():
        if part.level == ARTICLE and not _attached(act, trail):
            text = part.text
            found.setdefault(part.label, "" if part.ended or _only_ended(part) else text)
    return found


def _only_ended(part: TextPart) -> bool:
    return not part.parts and _ENDED.search(part.own) is not None and len(part.own.split("\n")) <= 2


def _attached(act: TextPart, trail: tuple[int, ...]) -> bool:
    part = act
    for step in trail:
        part = part.parts[step]
        if part.level in ATTACHED:
            return True
    return False
