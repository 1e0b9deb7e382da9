"""Sums stated in sentences and lists: parts and whole, complements («hết hiệu lực», «còn hiệu lực»), bullets.

«Lệch» is an accusation and must survive its rival: the list is complete (nothing in it is left unread, no «…», no
«còn lại», no «mỗi»), its parts count what the whole counts, and no other reading of the same numbers balances. Else
nothing is said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vanban.model import Reading
from vanban.numerals import read_number
from vanban.reconcile.counts import (
    MOST,
    NUMBER,
    OPEN,
    Count,
    balances,
    counts,
    disjoint,
    masked,
    one_noun,
    other_reading,
    others,
)
from vanban.reconcile.values import Part, Reconciliation, weigh
from vanban.text import Cleaned, clean, fold, join_lines

_ITEM = re.compile(
    rf"(?P<number>{NUMBER})(?:\*\*)?\s+(?P<what>[^\W\d_][^\d;.()]{{1,80}}?)(?=\s*(?:[,;.()]|\bvà\s+\d|$))"
)
_TOTAL = re.compile(
    rf"""(?P<number>{NUMBER})(?:\*\*)?\s+(?P<unit>[a-zđà-ỹ]+(?:\s+[a-zđà-ỹ]+){{0,5}}?)\s*   # the whole and its noun
    (?P<link>[,:;]?\s*(?:trong\s+đó\s+)?                                                  # how its list begins
      (?:bao\s+gồm|gồm(?:\s+có)?|chia\s+ra|cụ\s+thể|trong\s+đó)(?:\s+có)?\s*:?\s*)
    """,
    re.VERBOSE,
)
_IN_ALL = re.compile(  # «Tổng số 45 hộ được hỗ trợ: 20 hộ nghèo, …»: what is counted in all, and a colon
    rf"[Tt]ổng\s+(?:số|cộng)\s+(?:có\s+|là\s+)?(?P<number>{NUMBER})\s+"
    r"(?P<unit>[a-zđà-ỹ]+(?:\s+[a-zđà-ỹ]+){0,7}?)(?P<link>[^\S\n]*:[^\S\n]*)(?=\d)"
)
_BRACKETED = re.compile(
    rf"(?P<number>{NUMBER})(?:\*\*)?\s+(?P<unit>[a-zđà-ỹ]+(?:[ \u00a0]+[\wà-ỹ-]+){{0,12}}?)[ \u00a0]*"
    r"\((?P<lead>(?:trong đó|gồm|bao gồm|cụ thể)[ \u00a0:]*)?(?P<inside>[^()\n]{3,400})\)"
)
_LIST_END = re.compile(r"[.;](?=\s|$)|\n|\)")
_COMPLEMENTS = (
    ("het hieu luc", "con hieu luc"),
    ("da hoan thanh", "chua hoan thanh"),
    ("thuong xuyen", "co thoi han"),
    ("dung han", "qua han"),
    ("dat", "chua dat"),
    ("nam", "nu"),
)
_BULLET_TOTAL = re.compile(
    r"^[^\S\n]*+(?P<mark>[-–+•*]|[a-zđ]\)|\d{1,2}[.)])?[^\S\n]*+(?:\*\*)?"
    r"(?P<what>(?:Tổng|Có|Số|Toàn)[^:\n\d]{2,90}?)(?::| là| có)?[^\S\n]*(?:\*\*)?"
    rf"(?P<number>{NUMBER})(?P<after>[^\n]{{0,60}})$",
    re.M,
)
_BULLET = re.compile(
    r"[^\S\n]*(?P<mark>[-–+•*]|[a-zđ]\)|\d{1,2}[.)])[^\S\n]*(?:\*\*)?(?P<what>[^\n\d:]{2,110}?)(?::| là| có| gồm)?"
    rf"[^\S\n]*(?:\*\*)?(?P<number>{NUMBER})(?:\*\*)?(?P<after>[^\n]*)$"
)
_PLAIN_AFTER = re.compile(r"(?:\*\*)?[^\d\n:]{0,40}[.;,]?\s*$")
_ANNOUNCES = re.compile(r"(?:cụ thể|trong đó|gồm|bao gồm|chia ra|như sau)\s*:\s*$|:\s*$")
_REACH = 700
_SENTENCE = re.compile(r"[.;](?=\s)|\n")


class _Text:
    """The clean view of a paper, and parts at their places in the text as read."""

    def __init__(self, reading: Reading) -> None:
        self.cleaned: Cleaned = clean(reading.text)
        self.text = self.cleaned.text
        self.name = reading.source.name

    def part(self, start: int, end: int, value: float | int, label: str) -> Part:
        return Part(self.name, *self.cleaned.source_span(start, end), value, join_lines(label))

    def of(self, count: Count) -> Part:
        return self.part(count.start, count.end, count.value, count.noun)


def reconcile_prose(reading: Reading) -> Iterator[Reconciliation]:
    """The sums that the sentences and lists of one paper state."""
    text = _Text(reading)
    yield from _listed(text)
    yield from _bracketed(text)
    yield from _complements(text)
    yield from _bulleted(text)


def _listed(paper: _Text) -> Iterator[Reconciliation]:
    """«1.127 văn bản, gồm 268 nghị quyết, 838 quyết định, 21 chỉ thị»: the parts must make the whole."""
    text = paper.text
    for total in (*_TOTAL.finditer(text), *_IN_ALL.finditer(text)):
        end = _LIST_END.search(text, total.end(), total.end() + _REACH)
        stop = end.start() if end is not None else min(len(text), total.end() + _REACH)
        view = masked(text, total.end(), stop)
        items = counts(view, total.end())
        whole = _whole(total)
        begin = max(text.rfind(mark, max(0, total.start() - 160), total.start()) for mark in (". ", ";", "\n"))
        closed = end is None or end.group() != "\n"
        exact = OPEN.search(view) is None and OPEN.search(text, max(0, begin), total.start()) is None
        complete = closed and exact and not others(view, total.end(), items)
        parted = "trong đó" in total["link"]
        yield from _judged(paper, whole, items, complete=complete, parted=parted, may_lack=False)


def _bracketed(paper: _Text) -> Iterator[Reconciliation]:
    """«5.264 hồ sơ liên thông (4.031 hồ sơ … và 1.233 hồ sơ …)»: parts in brackets behind their whole."""
    text = paper.text
    for total in _BRACKETED.finditer(text):
        start, stop = total.span("inside")
        view = text[start:stop]
        items = counts(view, start)
        whole = _whole(total)
        if not one_noun(whole.noun, items):
            continue
        complete = OPEN.search(view) is None and not others(view, start, items)
        parted = total["lead"] is not None and "trong đó" in total["lead"]
        yield from _judged(paper, whole, items, complete=complete, parted=parted, may_lack=True)


def _judged(
    paper: _Text, whole: Count, items: Sequence[Count], *, complete: bool, parted: bool, may_lack: bool
) -> Iterator[Reconciliation]:
    """The verdict on one list, none when it cannot be proved.

    Args:
        complete: nothing of the list was left unread.
        parted: «trong đó»: the list names some of the parts only.
        may_lack: fewer than the whole may be named without saying so (brackets).
    """
    if not 2 <= len(items) <= MOST:
        return
    parts, stated = [paper.of(item) for item in items], paper.of(whole)
    values = [item.value for item in items]
    if balances(values, whole.value):
        yield weigh(parts, stated)
        return
    rival = other_reading(values, whole.value)
    if rival is not None:
        if rival and one_noun(whole.noun, [items[i] for i in rival]):
            yield weigh([parts[i] for i in rival], stated)
        return
    if not complete or not one_noun(whole.noun, items) or max(values) > whole.value:
        return
    gap = whole.value - sum(values)
    rounded = sum(0.5 * 10.0**-count.decimals for count in (whole, *items))
    if any(count.decimals for count in (whole, *items)) and abs(gap) <= rounded:
        return
    if (gap > 0 and (parted or may_lack)) or (gap < 0 and parted and not disjoint(items)):
        return
    yield weigh(parts, stated)


def _whole(total: re.Match[str]) -> Count:
    found = counts(total.string[total.start("number") : total.end("unit")])
    noun = found[0].noun if found else total["unit"].split()[0]
    return Count(*total.span("number"), read_number(total["number"]), noun, len(total["number"].partition(",")[2]))


def _complements(paper: _Text) -> Iterator[Reconciliation]:
    """«670 văn bản hết hiệu lực, 457 văn bản còn hiệu lực» after a total of the same unit: the two halves make it."""
    text = paper.text
    items = list(_ITEM.finditer(text))
    starts = [item.start() for item in items]
    for left, right in pairwise(items):
        if right.start() - left.end() > 60 or "\n\n" in text[left.end() : right.start()]:
            continue
        pair = (fold(join_lines(left["what"])), fold(join_lines(right["what"])))
        unit = _shared_unit(*pair)
        if unit is None or not any(pair[0].endswith(a) and pair[1].endswith(b) for a, b in _COMPLEMENTS):
            continue
        parts = [_part(paper, left), _part(paper, right)]
        near = items[bisect_right(starts, left.start() - _REACH) : bisect_right(starts, left.start())]
        before = [m for m in near if m.end() < left.start()]
        same = [m for m in before if fold(join_lines(m["what"])).startswith(unit)]
        same = [m for m in same if read_number(m["number"]) >= max(p.value for p in parts)]
        made = sum(part.value for part in parts)
        total = next((m for m in reversed(same) if read_number(m["number"]) == made), None)
        if total is not None:
            yield weigh(parts, _part(paper, total))


def _shared_unit(left: str, right: str) -> str | None:
    a, b = left.split(), right.split()
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return " ".join(a[:shared]) if shared else None


def _bulleted(paper: _Text) -> Iterator[Reconciliation]:
    """«Tổng số nhiệm vụ: 42», and under it the lines that part it, up to the first line that is none of the list."""
    text = paper.text
    for total in _BULLET_TOTAL.finditer(text):
        after = total["after"]
        if not (_PLAIN_AFTER.match(after) or _ANNOUNCES.search(after)):
            continue
        whole = _count_of(total, text)
        items, complete = _bullets(text, total, whole)
        parted = "trong đó" in after
        yield from _judged(paper, whole, items, complete=complete, parted=parted, may_lack=False)


def _count_of(match: re.Match[str], text: str, offset: int = 0) -> Count:
    """The number of a line: its noun stands behind it, or in the label («Số nhiệm vụ có thời hạn: 19»)."""
    start, end = offset + match.start("number"), offset + match.end("number")
    found = counts(text[start : end + 60], start)
    if found and found[0].start == start:
        return found[0]
    words = re.sub(r"^(?:Tổng\s+)?(?:[Ss]ố|cộng)\s+(?:lượng\s+)?", "", match["what"].strip(" *"))
    noun = counts(f"1 {words}")
    decimals = len(match["number"].partition(",")[2])
    return Count(start, end, read_number(match["number"]), noun[0].noun if noun else "", decimals)


def _bullets(text: str, total: re.Match[str], whole: Count) -> tuple[list[Count], bool]:
    """The numbers of the lines below a total, and whether they are all of its list.

    The lines of the list bear one mark; a line of another mark ends it when the total itself bears it, and is a part of
    the line above when it does not.
    """
    items: list[Count] = []
    complete = True
    mark: str | None = None
    position = total.end() + 1
    while 0 < position < len(text) and len(items) <= MOST:
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = text[position:stop]
        if not line.strip():
            break
        shown = masked(text, position, stop)
        item = _BULLET.match(shown.rstrip(" .;*"))
        printed = re.match(r"\s*([-–+•*]|[a-zđ]\)|\d{1,2}[.)])\s", line)
        kind = _mark(printed[1]) if printed is not None else None
        if kind is None or (mark is not None and kind != mark and kind == _mark(total["mark"] or "")):
            break
        mark = mark or kind
        if kind != mark:
            complete = complete and bool(items)  # a part of the line above
        elif item is None or OPEN.search(shown) is not None:
            complete = False
        else:
            items.append(_count_of(item, text, position))
        position = stop + 1
    if len({item.head for item in items} | {whole.head}) > 1:
        complete = False
    return items, complete


def _mark(printed: str) -> str:
    """The kind of a bullet: the sign itself, or «a)» for letters, «1.» for numbers."""
    return "1." if printed[:1].isdigit() else "a)" if printed.endswith(")") else printed


def _part(paper: _Text, match: re.Match[str]) -> Part:
    groups = match.groupdict()
    label = groups.get("what") or groups.get("unit") or ""
    return paper.part(*match.span("number"), read_number(match["number"]), label)
