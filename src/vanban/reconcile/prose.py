"""Sums stated in sentences and lists: parts and whole, complements («hết hiệu lực», «còn hiệu lực»), bullets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vanban.model import Reading
from vanban.numerals import read_number
from vanban.reconcile.values import Part, Reconciliation, weigh
from vanban.text import clean, fold, join_lines

_NUMBER = r"(?<![\w./,–-])(?:\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,\d+)?(?![\d%]|[./-]\d|[/-]\w)"
_ITEM = re.compile(
    rf"(?P<number>{_NUMBER})(?:\*\*)?\s+(?P<what>[^\W\d_][^\d;.()]{{1,80}}?)(?=\s*(?:[,;.()]|\bvà\s+\d|$))"
)
_TOTAL = re.compile(
    rf"(?P<number>{_NUMBER})(?:\*\*)?\s+(?P<unit>[a-zđà-ỹ]+(?:\s+[a-zđà-ỹ]+){{0,5}}?)\s*"
    r"(?P<link>[,:;]?\s*(?:gồm|bao gồm|chia ra|cụ thể|trong đó)(?:\s+có)?\s*:?\s*|\()"
)
_LIST_END = re.compile(r"[.;](?=\s|$)|\n\s*\n|\)")
_COMPLEMENTS = (
    ("het hieu luc", "con hieu luc"),
    ("da hoan thanh", "chua hoan thanh"),
    ("thuong xuyen", "co thoi han"),
    ("dung han", "qua han"),
    ("dat", "chua dat"),
    ("nam", "nu"),
)
_BULLET_TOTAL = re.compile(
    r"^[^\S\n]*+[-–+•*]?[^\S\n]*+(?:\*\*)?"
    rf"(?P<what>Tổng (?:số|cộng)[^:\n\d]{{2,80}}):?\s*(?:\*\*)?(?P<number>{_NUMBER})",
    re.M,
)
_BULLET = re.compile(
    rf"[-–+•*]?\s*(?:\*\*)?(?P<what>Số[^:\n\d]{{2,80}}|[^:\n\d]{{2,80}}):\s*(?:\*\*)?(?P<number>{_NUMBER})[^\n]{{0,40}}$"
)
_REACH = 700


def reconcile_prose(reading: Reading) -> Iterator[Reconciliation]:
    """The sums that the sentences and lists of one paper state."""
    yield from _prose_sums(reading)
    yield from _complements(reading)
    yield from _bulleted(reading)


def _prose_sums(reading: Reading) -> Iterator[Reconciliation]:
    """«1.127 văn bản, gồm 268 nghị quyết, 838 quyết định, 21 chỉ thị»: the parts must make the whole."""
    text = reading.text
    for total in _TOTAL.finditer(text):
        bracket = "(" in total["link"]
        end = _LIST_END.search(text, total.end(), total.end() + _REACH)
        stop = end.start() if end is not None else min(len(text), total.end() + _REACH)
        items = list(_ITEM.finditer(text, total.end(), stop))
        if len(items) < 2 or not _one_kind(total["unit"], items, bracket):
            continue
        if "\n-" in text[total.end() : items[0].start()].replace(" ", ""):
            continue
        parts = [_part(reading, item) for item in items]
        whole = _part(reading, total)
        gap = whole.value - sum(part.value for part in parts)
        if gap > 0 and "trong đó" in total["link"]:
            continue
        yield weigh(parts, whole)


def _one_kind(unit: str, items: Sequence[re.Match[str]], bracket: bool) -> bool:
    """Whether the items of a list part what the total counts (in brackets the same unit must stand again)."""
    if not bracket:
        return True
    head = fold(unit).split()[0]
    return all(fold(item["what"]).split()[0] == head for item in items)


def _complements(reading: Reading) -> Iterator[Reconciliation]:
    """«670 văn bản hết hiệu lực, 457 văn bản còn hiệu lực» after a total of the same unit: the two halves make it."""
    text = reading.text
    items = list(_ITEM.finditer(text))
    starts = [item.start() for item in items]
    for left, right in pairwise(items):
        if right.start() - left.end() > 60 or "\n\n" in text[left.end() : right.start()]:
            continue
        pair = (fold(join_lines(left["what"])), fold(join_lines(right["what"])))
        unit = _shared_unit(*pair)
        if unit is None or not any(pair[0].endswith(a) and pair[1].endswith(b) for a, b in _COMPLEMENTS):
            continue
        parts = [_part(reading, left), _part(reading, right)]
        near = items[bisect_right(starts, left.start() - _REACH) : bisect_right(starts, left.start())]
        before = [m for m in near if m.end() < left.start()]
        same = [m for m in before if fold(join_lines(m["what"])).startswith(unit)]
        same = [m for m in same if read_number(m["number"]) >= max(p.value for p in parts)]
        if same:
            yield weigh(parts, _part(reading, same[-1]))


def _shared_unit(left: str, right: str) -> str | None:
    a, b = left.split(), right.split()
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return " ".join(a[:shared]) if shared else None


def _bulleted(reading: Reading) -> Iterator[Reconciliation]:
    """«Tổng số nhiệm vụ: 42», and under it the lines that part it."""
    text = reading.text
    for total in _BULLET_TOTAL.finditer(text):
        stop = text.find("\n", total.end())
        parts: list[Part] = []
        noun = fold(total["what"]).split()[2:4]
        while 0 <= stop < len(text) - 1:
            line_end = text.find("\n", stop + 1)
            line_end = len(text) if line_end < 0 else line_end
            line = text[stop + 1 : line_end]
            item = _BULLET.match(line.rstrip(" .;*"))
            if item is None or (noun and not all(word in fold(item["what"]).split() for word in noun)):
                break
            offset = stop + 1
            value = read_number(item["number"])
            span = (offset + item.start("number"), offset + item.end("number"))
            parts.append(Part(reading.source.name, *span, value, join_lines(item["what"])))
            stop = line_end
        if len(parts) >= 2:
            yield weigh(parts, _part(reading, total))


def _part(reading: Reading, match: re.Match[str]) -> Part:
    groups = match.groupdict()
    label = join_lines(clean(groups.get("what") or groups.get("unit") or "").text)
    start, end = match.span("number")
    return Part(reading.source.name, start, end, read_number(match["number"]), label)
