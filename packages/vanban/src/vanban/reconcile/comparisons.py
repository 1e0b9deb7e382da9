"""Two periods compared in one sentence («33 vụ, giảm 12 vụ (26,7%) so với cùng kỳ (45 vụ)»): does the difference agree.

The number of now, the difference and the number of then must all be named with one noun; else nothing is said. A pair
«từ 120 xuống còn 86, giảm 34» is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.model import Reading
from vanban.numerals import NUMBER, plain, read_number
from vanban.reconcile.counts import noun_of, same_thing
from vanban.reconcile.values import Part, Reconciliation, shown
from vanban.text import Cleaned, clean

_S = r"[ \u00a0]"
_CHANGE = re.compile(
    rf"""(?<!\w)(?P<way>tăng|giảm){_S}+(?:thêm{_S}+)?(?P<gap>{NUMBER})(?P<percent>{_S}?%)?   # the difference
    (?P<unit>(?:{_S}+[^\W\d_]+){{0,4}}?)
    (?:{_S}*\({_S}*(?P<share>{NUMBER}){_S}?%{_S}*\))?                                     # and its share
    {_S}*,?{_S}*so{_S}+với{_S}+(?P<when>[^.;\n()]{{2,70}}?){_S}*
    \((?:là{_S}+|có{_S}+|đạt{_S}+)?(?P<then>{NUMBER})(?!{_S}?%)(?P<then_unit>[^()%\n]{{0,30}})\)   # the number of then
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NOW = re.compile(
    rf"""(?<![\w./,–-])(?P<now>{NUMBER})(?!{_S}?%|[/.-]\d)   # the number of now
    (?P<unit>(?:{_S}+[^\W\d_]+){{0,4}}){_S}*[,;:(]?{_S}*(?:đã{_S}+|và{_S}+)?$   # and its noun
    """,
    re.VERBOSE,
)
_FROM_TO = re.compile(
    rf"""(?<!\w)từ{_S}+(?P<then>{NUMBER})(?!{_S}?%)(?P<then_unit>(?:{_S}+[^\W\d_]+){{0,3}}?)   # from, to
    {_S}+(?P<to>(?:xuống|lên)(?:{_S}+còn)?|còn){_S}+(?P<now>{NUMBER})(?!{_S}?%)(?P<unit>(?:{_S}+[^\W\d_]+){{0,3}}?)
    {_S}*[,(]{_S}*(?P<way>tăng|giảm){_S}+(?P<gap>{NUMBER})(?!{_S}?%)   # the difference
    (?P<gap_unit>(?:{_S}+[^\W\d_]+){{0,3}}?){_S}*[.,;)\n]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REACH = 90


def reconcile_comparisons(reading: Reading) -> Iterator[Reconciliation]:
    """The differences that the sentences of one paper state between two of their numbers."""
    cleaned = clean(reading.text)
    text = cleaned.text
    for change in _CHANGE.finditer(text):
        begin = max(text.rfind(mark, max(0, change.start() - _REACH), change.start()) for mark in (". ", ";", "\n"))
        now = _NOW.search(text, max(begin + 1, change.start() - _REACH), change.start())
        if now is not None and not change["percent"]:
            yield from _judged(reading, cleaned, now, change)
    for change in _FROM_TO.finditer(text):
        yield from _judged(reading, cleaned, change, change)


def _judged(reading: Reading, cleaned: Cleaned, now: re.Match[str], change: re.Match[str]) -> Iterator[Reconciliation]:
    units = [noun_of(now["unit"]), noun_of(change["then_unit"])]
    units.append(noun_of(change["gap_unit"] if "gap_unit" in change.re.groupindex else change["unit"]))
    named = [unit for unit in units if unit]
    if any(not same_thing(named[0], unit) for unit in named[1:]):
        return
    value, then, gap = (read_number(m[g]) for m, g in ((now, "now"), (change, "then"), (change, "gap")))
    real = value - then
    rising = change["way"].casefold() == "tăng"
    said = f"{change['way'].lower()} {change['gap']}"
    parts = tuple(
        Part(reading.source.name, *cleaned.source_span(*match.span(group)), read_number(match[group]), label)
        for match, group, label in ((now, "now", "kỳ này"), (change, "then", "kỳ trước"), (change, "gap", said))
    )
    decimals = max(len(printed.partition(",")[2]) for printed in (now["now"], change["then"], change["gap"]))
    if abs(abs(real) - gap) <= 0.5 * 10.0**-decimals and (rising == (real > 0) or real == 0):
        yield Reconciliation(f"{plain(value)} − {plain(then)}: {said}", "khớp", parts, about="comparison")
        return
    if then == 0 or abs(100 * real / then - gap) < 0.06 or _fits_share(change, real, then, gap) is False:
        return  # the difference is a share, or the words speak of other numbers
    way = "tăng" if real > 0 else "giảm"
    reason = f"{plain(value)} so với {plain(then)} là {way} {shown(abs(real), decimals)}, văn bản ghi {said}."
    yield Reconciliation(
        f"{plain(value)} − {plain(then)} ≠ {said}", "lệch", parts, round(real - (gap if rising else -gap), 6), reason,
        "comparison",
    )  # fmt: skip


def _fits_share(change: re.Match[str], real: float, then: float, gap: float) -> bool | None:
    """Whether the share in brackets proves that the two numbers are meant; None without one.

    It must fit the real difference, or the printed one of the same base: else both may speak of something else.
    """
    if "share" not in change.re.groupindex or change["share"] is None:
        return None
    share = read_number(change["share"])
    decimals = len(change["share"].partition(",")[2])
    slack = 1.5 * 10.0**-decimals
    return any(abs(100 * abs(difference) / then - share) <= slack for difference in (real, gap))
