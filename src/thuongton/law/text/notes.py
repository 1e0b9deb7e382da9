"""Footnotes of a consolidated text and their marks, taken off the words of the act they stand in; pure.

Notes stand at the foot of pages or at the end; marks are raised («18.²»), in brackets («18.[2]»), or, where a reader
lost the raised type, stuck to the words («Điều 423.» is Điều 42 with note 3). Marks follow one another: 1, 2, 3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_RAISED, "0123456789")
_KINDS = r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư(?: liên tịch)?|Quyết định)"
_PART = r"(?:Tên\s+)?(?:Điều|Khoản|Điểm|Tiết|Đoạn|Câu|Tiểu mục|Chương|Mục|Phần|Phụ lục|Mẫu|Biểu)"
_TELLS = (
    rf"(?:{_PART}\b[^.\n]{{0,80}}?\s(?:được|bị)\s|(?:Các\s)?[Cc]ụm từ\s|{_KINDS}\s(?:số\s)?\S*\d|"
    rf"(?:Các\s+)?[Đđ]iều\s+\d\S*[^.\n]{{0,60}}?\s(?:của\s+)?{_KINDS}\s|Căn cứ\s|Đoạn\s|Nội dung\s)"
)
_NOTE = re.compile(
    rf"[ \t]*(?:\[(?P<b>\d{{1,3}})\]|(?P<r>[{_RAISED}]{{1,3}})|(?P<d>\d{{1,3}})(?=[ \t]+{_TELLS}))[ \t]*"
)
_BARE = re.compile(r"[ \t]*(?:\[(?P<b>\d{1,3})\]|(?P<d>\d{1,3}))[ \t]*$")
_TELLING = re.compile(rf"[ \t]*[“\"]?{_TELLS}")
_GOES_ON = re.compile(
    rf"[ \t]*(?:[“\"]|{_PART}\s+này\s+(?:được|bị)\s"
    rf"|(?:Các\s+)?Điều\s+\d\S*[^.\n]{{0,60}}?\s(?:của\s+)?{_KINDS}\s+(?:liên tịch\s+)?số)"
)
_INLINE = re.compile(rf"(?<=[.”\"])[ \t]+(?P<d>\d{{1,3}})[ \t]+(?={_PART}\s+này\s+(?:được|bị)\s)")
_ARTICLE = re.compile(r"[ \t]*Điều\s+(?P<number>\d+)")
_ARTICLE_LINE = re.compile(r"^[ \t]*Điều\s+(?P<number>\d+)", re.MULTILINE)
_HEADING = re.compile(r"[ \t]*(?:Chương|Mục|Phần)\s+[IVXLC\d]+\b")
LONGEST_NOTE = 300
"""Lines of one note: some quote whole articles of an act."""
_MARK = re.compile(rf"(?P<r>[{_RAISED}]{{1,3}})|\[(?P<b>\d{{1,3}})\]")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its number, its words, and where its mark stands in the words of the act (None: not found)."""

    number: int
    text: str
    mark_at: int | None = None


def without_notes(body: str, behind: str) -> tuple[str, tuple[Note, ...]]:
    """The words of the act without notes and marks, and the notes, those behind the signature too."""
    kept, notes = _taken_off(body.split("\n"))
    more = _behind(behind.split("\n"))
    texts: dict[int, str] = {}
    for number, text in [*notes, *more]:
        texts.setdefault(number, text)
    clean, places = _unmarked("\n".join(kept), max(texts, default=0))
    return clean, tuple(Note(number, text, places.get(number)) for number, text in sorted(texts.items()))


def _taken_off(lines: Sequence[str]) -> tuple[list[str], list[tuple[int, str]]]:
    kept: list[str] = []
    notes: list[tuple[int, str]] = []
    last = 0  # article of the act itself that was read last
    at = 0
    while at < len(lines):
        found = _begins(lines, at)
        if found is None:
            if (article := _ARTICLE.match(lines[at])) is not None:
                last = _as_printed(article["number"], last)
            kept.append(lines[at])
            at += 1
            continue
        number, first = found
        stop = _note_end(lines, first, last)
        notes += _split(number, " ".join(line.strip() for line in [_unheaded(lines[first]), *lines[first + 1 : stop]]))
        at = stop
    return kept, notes


def _as_printed(digits: str, last: int) -> int:
    """The number of an article to which the mark of a note may be stuck: the one that follows the last."""
    for cut in range(len(digits), 0, -1):
        if int(digits[:cut]) in (last, last + 1):
            return int(digits[:cut])
    return int(digits)


def _begins(lines: Sequence[str], at: int) -> tuple[int, int] | None:
    """The number of the note that begins at a line, and the line of its words."""
    found = _NOTE.match(lines[at])
    if found is not None and lines[at][found.end() :].strip():
        return int((found["b"] or found["r"] or found["d"]).translate(_DIGITS)), at
    bare = _BARE.match(lines[at])
    if bare is not None and at + 1 < len(lines) and _TELLING.match(lines[at + 1]):
        return int(bare["b"] or bare["d"]), at + 1
    return None


def _unheaded(line: str) -> str:
    """The words of a note behind its number."""
    found = _NOTE.match(line)
    return line[found.end() :] if found is not None else line


def _note_end(lines: Sequence[str], first: int, last: int) -> int:
    """The line behind a note: its quotations are closed, and nothing goes on telling."""
    open_quotes = 0
    for at in range(first, min(len(lines), first + LONGEST_NOTE)):
        line = lines[at]
        if at > first:
            article = _ARTICLE.match(line)
            if _HEADING.match(line) or (article is not None and int(article["number"]) == last + 1 > 1):
                return at
            if open_quotes <= 0 and (not _GOES_ON.match(line) or _begins(lines, at) is not None):
                return at
        open_quotes += line.count("“") - line.count("”")
    return min(len(lines), first + LONGEST_NOTE)


def _behind(lines: Sequence[str]) -> list[tuple[int, str]]:
    notes: list[tuple[int, list[str]]] = []
    for at, line in enumerate(lines):
        found = _begins(lines, at)
        if found is not None:
            notes.append((found[0], [_unheaded(line)] if found[1] == at else []))
        elif notes and line.strip():
            notes[-1][1].append(line)
    return [one for number, words in notes for one in _split(number, " ".join(words))]


def _split(number: int, text: str) -> list[tuple[int, str]]:
    """A note with those that a reader put on the same line behind it («… năm 2020. 31 Điều này được …»)."""
    found, start = [], 0
    for match in _INLINE.finditer(text):
        if number < int(match["d"]) <= number + 20:
            found.append((number, text[start : match.start()].strip()))
            number, start = int(match["d"]), match.end()
    return [*found, (number, text[start:].strip())]


def _unmarked(body: str, most: int) -> tuple[str, dict[int, int]]:
    """The body without the marks of notes, and where each stood."""
    places: dict[int, int] = {}
    pieces: list[str] = []
    length = position = 0

    def put(words: str) -> None:
        nonlocal length
        pieces.append(words)
        length += len(words)

    for number, start, end in _marks(body, most):
        put(body[position:start])
        places.setdefault(number, length)
        position = end
    put(body[position:])
    return "".join(pieces), places


def _marks(body: str, most: int) -> list[tuple[int, int, int]]:
    """The marks in their order: number, start, end. A stuck one is looked for only where no other has the number."""
    found = []
    for match in _MARK.finditer(body):
        number = int((match["r"] or match["b"]).translate(_DIGITS))
        if 0 < number <= most:
            found.append((number, match.start(), match.end()))
    seen = {number for number, _start, _end in found}
    for number, start, end in _stuck_to_articles(body, most):
        if number not in seen:
            found.append((number, start, end))
            seen.add(number)
    starts = {number: (start, end) for number, start, end in reversed(found)}
    at = 0
    for number in range(1, most + 1):
        if number in starts:
            at = max(at, starts[number][1])
            continue
        later = [start for one, (start, _end) in starts.items() if one > number and start > at]
        stuck = _stuck(body, number, at, min(later, default=len(body)))
        if stuck is not None:
            found.append((number, *stuck))
            at = stuck[1]
    return sorted(found, key=lambda one: one[1])


def _stuck_to_articles(body: str, most: int) -> list[tuple[int, int, int]]:
    """Marks stuck to the numbers of articles: what is left of a number when the one that follows the last is taken."""
    found = []
    last = 0
    for match in _ARTICLE_LINE.finditer(body):
        number = _as_printed(match["number"], last)
        rest = match["number"][len(str(number)) :]
        if rest and 0 < int(rest) <= most and not rest.startswith("0"):
            found.append((int(rest), match.end("number") - len(rest), match.end("number")))
        last = number
    return found


def _stuck(body: str, number: int, start: int, end: int) -> tuple[int, int] | None:
    """Where a mark without raised type stands: behind a label, or ending a line."""
    form = re.compile(
        rf"^[ \t]*(?:\d{{1,3}}[a-zđ]{{0,2}}[.]|[a-zđ]\d{{0,2}}[)]|Điều\s+\d+[a-zđ]{{0,2}}[.])(?P<a>{number})(?=[ \t])"
        rf"|^[ \t]*Điều\s+\d+[a-zđ]{{1,2}}(?P<l>{number})(?=[.])"
        rf"|[^\W\d_](?P<h>{number})(?=[.;:]?[ \t]*$)",
        re.MULTILINE,
    )
    match = form.search(body, start, end)
    if match is None:
        return None
    name = next(name for name in "alh" if match[name] is not None)
    return match.start(name), match.end(name)
