"""What is attached to an act (phụ lục, biểu mẫu) as parts: annexes, forms in them, their numbered items, table rows.

An act prints its forms behind the signature, one behind the other, often with a list of them first. Heads are told by
their own line; an entry of such a list is no form: the form of that number stands further below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from thuongton.law.text.tree import ITEM, ROW, TextPart, label_key

_HEAD = re.compile(
    r"""[ \t]*(?:
      (?P<annex>phụ[ \t]+lục)(?:[ \t]+(?:số[ \t]+)?                       # «Phụ lục», «PHỤ LỤC SỐ II»
      (?P<annex_no>[IVXLC]{1,7}[A-Z]?(?![\w])|\d{1,3}[A-Za-zđ]?(?![\w/])))?
    | (?:biểu[ \t]+)?(?P<form>mẫu|biểu)(?:[ \t]+(?:số|biểu))*[ \t]*:?[ \t]+  # «Mẫu số 03», «Biểu mẫu 04-A»
      (?P<form_no>(?:\d{1,3}[A-Za-zđ]?|[IVX]{1,5}|[A-Z])(?:[./-][\w.-]{1,18}(?<![.-]))?)(?!\w)
    )[ \t]*(?:[.:–-][ \t]*(?P<title>[^\n]*)|\((?P<note>[^\n]*)|$)         # then its name, a note, or nothing
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ITEM = re.compile(
    r"""[ \t]*(?:
      (?:(?:Phần|PHẦN|Mục|MỤC)[ \t]+)?(?P<roman>[IVXLC]{1,7})(?:[.:–-]|(?=[ \t]*$))(?=[ \t\n]|$|[A-ZĐÀ-Ỹ])  # I.
    | (?P<deep>\d{1,3}(?:\.\d{1,3}){1,3})[.)]?(?=[ \t])   # 1.1
    | (?P<number>\d{1,3}[a-zđ]?)[.)](?=[ \t]|[^\W\d])     # 1.
    | (?P<letter>[a-zđ]\d?)\)(?=[ \t]|[^\W\d])            # a)
    )""",
    re.VERBOSE,
)
_CELL = re.compile(r"[ ]*\|?[ ]*(?P<label>\d{1,4}[a-zđ]?(?:\.\d{1,3})*)[.)]?[ ]*(?:\t|[ ]\|[ ]|\|)")
_SIGNED = re.compile(r"\./\.|^[ \t]*(?:TM|KT|TL|TUQ)\.[ \t]?[A-ZĐÀ-Ỹ]{2}", re.MULTILINE)
_DEPTH = {"roman": 1, "number": 2, "deep": 3, "letter": 9}
_ENTRY = 400
"""Longer than this no entry of a list of forms is."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that heads an annex or a form: its place, level and label."""

    line: int
    level: str
    label: str


def attached_label(label: str) -> str:
    """A label of an annex or form as it is compared: no zeros before it, capitals, arabic for roman numbers.

    >>> attached_label("03"), attached_label("II"), attached_label("4a"), attached_label("04-A")
    ('3', '2', '4A', '4-A')
    """
    words = label.upper().removeprefix("SỐ ").strip().rstrip(".:")
    words = re.sub(r"(?<!\d)0+(?=\d)", "", words)
    match = _ROMAN.fullmatch(words)
    if match is None:
        return words
    return f"{_of_roman(match['number'])}{match['letter']}"


def number_key(label: str) -> tuple[int, tuple[int, ...], str]:
    """The order of chapters, annexes and forms: II, IIa, III; 04, 04-A, 05.

    >>> sorted(["III", "II", "IIa", "XIX"], key=number_key)
    ['II', 'IIa', 'III', 'XIX']
    """
    match = _KEY.match(attached_label(label))
    assert match is not None
    letters = label_key(match["rest"].lower())[1] if match["rest"].isalpha() else ()
    return int(match["number"] or 0), letters, match["rest"]


_KEY = re.compile(r"(?P<number>\d*)(?P<rest>.*)", re.DOTALL)
_ROMAN = re.compile(r"(?P<number>(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?<=[IVXLC])(?P<letter>[A-ZĐ]?)")
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def _of_roman(printed: str) -> int:
    total = 0
    for at, letter in enumerate(printed):
        value = _DIGITS[letter]
        following = _DIGITS.get(printed[at + 1 : at + 2], 0)
        total += -value if value < following else value
    return total


def attached_from(text: str) -> int:
    """Where forms begin in the words of a last article that runs on behind the signature; its length if none do."""
    signed = _SIGNED.search(text)
    if signed is None:
        return len(text)
    at = text.find("\n", signed.end())
    while 0 <= at < len(text):
        stop = text.find("\n", at + 1)
        stop = len(text) if stop < 0 else stop
        if _head(text[at + 1 : stop], 0) is not None:
            return at + 1
        at = stop if stop < len(text) else -1
    return len(text)


def read_attached(text: str) -> tuple[TextPart, ...]:
    """The annexes of a passage behind the signature, each with its forms and numbered items."""
    lines = text.split("\n")
    heads = _forms(lines, [head for at, line in enumerate(lines) if (head := _head(line, at)) is not None])
    if not heads:
        return ()
    found: list[TextPart] = []
    for at, head in enumerate(heads):
        stop = heads[at + 1].line if at + 1 < len(heads) else len(lines)
        first = 0 if at == 0 else head.line
        part = read_items("\n".join(lines[first:stop]), head.level, head.label)
        above = found[-1] if found else None
        if head.level == "mẫu" and above is not None and above.level == "phụ lục":
            found[-1] = replace(above, parts=(*above.parts, part))
        else:
            found.append(part)
    return tuple(found)


def _head(line: str, at: int) -> _Head | None:
    match = _HEAD.match(line)
    if match is None:
        return None
    title = match["title"] or match["note"] or ""
    if match["annex"]:
        if not match["annex"][0].isupper() or (title[:1].islower() and not match["note"]):
            return None
        return _Head(at, "phụ lục", match["annex_no"] or "")
    if line.lstrip()[:1].islower() or (title[:1].islower() and not match["note"]):
        return None
    return _Head(at, "mẫu", match["form_no"])


def _forms(lines: Sequence[str], heads: Sequence[_Head]) -> list[_Head]:
    """The heads without the entries of a list of forms: of one number the last one is the form."""
    last: dict[tuple[int, str, str], int] = {}
    annex = 0
    keyed = []
    for at, head in enumerate(heads):
        annex += head.level == "phụ lục" and bool(head.label)
        key = (annex if head.level == "mẫu" else 0, head.level, attached_label(head.label))
        keyed.append(key)
        last[key] = at
    found = []
    for at, head in enumerate(heads):
        if last[keyed[at]] != at:
            stop = heads[at + 1].line
            if sum(len(line) for line in lines[head.line : stop]) <= _ENTRY:
                continue
        found.append(head)
    return found


def read_items(text: str, level: str, label: str) -> TextPart:
    """An annex or form with its numbered items and table rows as parts.

    >>> [part.label for part in read_items("PHỤ LỤC I\\n1. Một\\na) A\\n2. Hai", "phụ lục", "I").parts]
    ['1', '2']
    """
    lines = text.strip("\n").split("\n")
    marks = list(_marks(lines))
    if not marks:
        return TextPart(level, label, text.strip())
    own = "\n".join(lines[: marks[0][0]]).strip()
    return TextPart(level, label, own, tuple(_nested(lines, marks, 0, len(marks), len(lines))))


def item_label(line: str) -> str:
    """The number with which a line begins an item or a row; "" when with none."""
    row = _CELL.match(line)
    match = _ITEM.match(line)
    if row is not None:
        return row["label"]
    return match[match.lastgroup] if match is not None and match.lastgroup is not None else ""


def _marks(lines: Sequence[str]) -> Iterator[tuple[int, int, str, str]]:
    """The lines that begin an item or a row: line, depth, level, label; numbers that follow no list begin nothing."""
    last: dict[int, str] = {}
    for at, line in enumerate(lines):
        if not line.strip() or at == 0:
            continue
        row = _CELL.match(line)
        if row is not None:
            yield at, 20, ROW, row["label"]
            continue
        match = _ITEM.match(line)
        if match is None or match.lastgroup is None:
            continue
        form = match.lastgroup
        label = match[form]
        depth = _DEPTH[form] + (label.count(".") - 1 if form == "deep" else 0)
        before = last.get(depth)
        if not _follows(form, before, label, last.get(2, "")):
            continue
        last[depth] = label
        for below in [one for one in last if one > depth]:
            del last[below]
        yield at, depth, ITEM, label


def _follows(form: str, before: str | None, label: str, number: str) -> bool:
    """Whether a label begins a list or goes on with the one before it."""
    if form == "roman":
        return _next_roman(before, label)
    if form == "deep":
        head, _, tail = label.rpartition(".")
        if before is not None and before.rpartition(".")[0] == head:
            return int(tail) - int(before.rpartition(".")[2]) == 1
        return tail == "1" and (not number or head.split(".")[0] == number or before is not None)
    if before is None:
        return label in ("1", "a")
    mine, earlier = label_key(label), label_key(before)
    return label in ("1", "a") or (mine > earlier and mine[0] - earlier[0] <= 1)


def _next_roman(before: str | None, label: str) -> bool:
    if _ROMAN.fullmatch(label) is None:
        return False
    return _of_roman(label) == (_of_roman(before) + 1 if before is not None else 1)


def _nested(
    lines: Sequence[str], marks: Sequence[tuple[int, int, str, str]], first: int, last: int, end: int
) -> Iterator[TextPart]:
    at = first
    while at < last:
        line, depth, level, label = marks[at]
        after = at + 1
        while after < last and marks[after][1] > depth:
            after += 1
        stop = marks[after][0] if after < last else end
        own_stop = marks[at + 1][0] if at + 1 < after else stop
        own = "\n".join(lines[line:own_stop]).strip()
        yield TextPart(level, label, own, tuple(_nested(lines, marks, at + 1, after, stop)))
        at = after
