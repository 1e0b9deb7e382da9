"""The page «Đọc & kiểm tra» of one text: its source with marks, and the findings beside it, as a person asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from thuongton.documents.findings import OTHER, Compared, ShownFinding, by_family, counts_by, in_order, known_rules
from thuongton.documents.marking import TextMark, mark
from thuongton.documents.rule_texts import (
    SEVERITY_NAMES,
    SEVERITY_STATES,
    family_name,
    family_reason,
)
from thuongton.documents.source_marks import BY_NAME, COUNTED, KINDS, READ, on_sheet, spans_of_findings
from thuongton.documents.text_sheets import sheet_at, sheets_of
from vanban.lint import FAMILIES
from vanban.lint.registry import SEVERITIES
from vanban.model import Reading

LISTED = 50
"""Findings on one page of the list."""
MOST_ASIDE = 200
NONE = "khong"


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """What a person asks to see. ``sheet`` is None when the passage or the start of the text decides it.

    ``severity`` narrows the list to one severity, ``chosen`` is the number of the finding that stands open.
    """

    kinds: frozenset[str]
    hidden: frozenset[str]
    sheet: int | None = None
    page: int = 1
    passage: tuple[int, int] | None = None
    fresh: bool = False
    severity: str = ""
    chosen: int | None = None
    kept: tuple[tuple[str, str], ...] = ()

    def link(self, **changes: Any) -> str:
        """The query string of this state with some parameters changed; None takes one away."""
        default = {kind.name for kind in KINDS if kind.shown}
        params: dict[str, str] = dict(self.kept)
        if self.kinds != default:
            params["xem"] = ",".join(kind.name for kind in KINDS if kind.name in self.kinds) or NONE
        if self.hidden:
            params["an"] = ",".join(sorted(self.hidden))
        if self.fresh:
            params["so"] = "moi"
        if self.severity:
            params["muc"] = self.severity
        if self.sheet:
            params["trang"] = str(self.sheet)
        if self.page > 1:
            params["ds"] = str(self.page)
        for name, value in changes.items():
            if value in (None, ""):
                params.pop(name, None)
            else:
                params[name] = str(value)
        return "?" + urlencode(params, safe=",")


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def asked_of(given: Mapping[str, str], *, keep: Sequence[str] = ()) -> ReviewAsked:
    """Read the parameters of an address; what cannot be understood is left out. ``keep`` names those of the page."""
    chosen = given.get("xem", "")
    kinds = frozenset(name for name in chosen.split(",") if name in BY_NAME)
    if not kinds and chosen != NONE:
        kinds = frozenset(kind.name for kind in KINDS if kind.shown)
    start, end = _number(given.get("tu", "")), _number(given.get("den", ""))
    return ReviewAsked(
        kinds=kinds,
        hidden=frozenset(given.get("an", "").split(",")) & {*FAMILIES, OTHER},
        sheet=_number(given.get("trang", "")) or None,
        page=_number(given.get("ds", "")) or 1,
        passage=(start, end) if start is not None and end is not None and start < end else None,
        fresh=given.get("so") == "moi",
        severity=given.get("muc", "") if given.get("muc", "") in SEVERITIES else "",
        chosen=_number(given.get("chon", "")),
        kept=tuple((name, given[name]) for name in keep if given.get(name)),
    )


@dataclass(frozen=True, slots=True)
class ReviewChip:
    """A switch of the page: a link that turns one thing on or off."""

    words: str
    on: bool
    link: str
    css: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as listed.

    ``sign`` is its severity as a state of ``web/states.py``; ``jump`` leads to its passage, ``place`` counts it in the
    list, ``sentence`` is its rule; ``after`` is the address of the page once it is done with, the next finding open.
    """

    found: ShownFinding
    jump: str
    sign: str
    severity: str
    state: str
    aside: Any
    same: int
    sentence: str = ""
    place: int = 0
    after: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class SeverityCount:
    """How many findings of one severity, and the address that lists them alone."""

    sign: str
    words: str
    number: int
    link: str
    on: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template shows. ``off`` counts findings of rules that the unit switched off."""

    source: SafeString
    sheet: int
    sheets: int
    kinds: tuple[ReviewChip, ...]
    families: tuple[ReviewChip, ...]
    groups: tuple[tuple[str, str, tuple[FindingLine, ...]], ...]
    aside: tuple[FindingLine, ...]
    severities: tuple[SeverityCount, ...]
    total: int
    listed: int
    off: int
    page: int
    pages: int
    asked: ReviewAsked
    gone: tuple[FindingLine, ...] = ()
    fresh: int = 0
    stay: int = 0
    compared: bool = False

    @property
    def hidden(self) -> tuple[ReviewChip, ...]:
        """The families that are hidden; the link of each shows it again."""
        return tuple(chip for chip in self.families if not chip.on)

    @property
    def all_link(self) -> str:
        """The address of the whole list."""
        return self.asked.link(so=None, muc=None, an=None, ds=None)

    @property
    def fresh_link(self) -> str:
        """The address of what is new since the version before."""
        return self.asked.link(so="moi", ds=None)

    @property
    def previous_sheet(self) -> str:
        """The address of the sheet before, empty on the first."""
        return self.asked.link(trang=self.sheet - 1) if self.sheet > 1 else ""

    @property
    def next_sheet(self) -> str:
        """The address of the sheet after, empty on the last."""
        return self.asked.link(trang=self.sheet + 1) if self.sheet < self.sheets else ""

    @property
    def previous_page(self) -> str:
        """The address of the findings before, empty on the first page of the list."""
        return self.asked.link(ds=self.page - 1) if self.page > 1 else ""

    @property
    def next_page(self) -> str:
        """The address of the findings after, empty on the last page of the list."""
        return self.asked.link(ds=self.page + 1) if self.page < self.pages else ""


def review(
    reading: Reading,
    found: Sequence[ShownFinding],
    asked: ReviewAsked,
    *,
    off: int = 0,
    asides: Mapping[str, Any] | None = None,
    compared: Compared | None = None,
) -> Page:
    """Lay the page out.

    Args:
        reading: what was read of the text.
        found: its findings of the rules that are on in the unit, in the order of the text.
        off: how many findings belong to rules that are switched off.
        asides: what people set aside, by the key of the finding.
        compared: this version beside the one before, when there is one.
    """
    asides = asides or {}
    text = reading.text
    sheets = sheets_of(text)
    aim = asked.passage[0] if asked.passage else None
    aim = next((one.start for one in found if one.number == asked.chosen and one.placed), aim)
    sheet = asked.sheet or (sheet_at(sheets, aim) if aim is not None else 1)
    sheet = min(max(sheet, 1), len(sheets))
    open_ones = [one for one in found if one.key not in asides]
    chosen = [one for one in open_ones if one.family not in asked.hidden]
    if asked.severity:
        chosen = [one for one in chosen if one.severity == asked.severity]
    if asked.fresh and compared:
        chosen = [one for one in chosen if one.number in compared.new]
    ordered = in_order(chosen)
    pages = max(1, -(-len(ordered) // LISTED))
    place = {one.number: at // LISTED + 1 for at, one in enumerate(ordered)}
    page = place.get(asked.chosen or 0) or min(asked.page, pages)
    order = {one.number: at for at, one in enumerate(ordered, start=1)}
    here = counts_by(open_ones, lambda one: one.key)

    def back(one: ShownFinding) -> str:
        goes = place.get(one.number)
        link = asked.link(trang=sheet if len(sheets) > 1 else None, ds=goes if goes and goes > 1 else None)
        return f"#loi-{one.number}" if goes in (None, page) else f"{link}#loi-{one.number}"

    def line(one: ShownFinding) -> FindingLine:
        at = sheet_at(sheets, one.start)
        target = f"#nguon-l-{one.number}"
        shown = "loi" in asked.kinds and one.family not in asked.hidden
        if not one.placed:
            jump = ""
        elif at == sheet and shown:
            jump = target
        else:
            kinds = None if shown else ",".join([*sorted(asked.kinds), "loi"])
            jump = asked.link(trang=at if len(sheets) > 1 else None, **({"xem": kinds} if kinds else {})) + target
        state = ""
        if compared:
            state = "new" if one.number in compared.new else "stay"
        severity = one.severity if one.severity in SEVERITY_NAMES else "info"
        left, known = asides.get(one.key), known_rules().get(one.rule)
        at = order.get(one.number, 0)
        following = next((other.number for other in ordered[at:] if other.key != one.key), None) if at else one.number
        return FindingLine(
            found=one,
            jump=jump,
            sign="left" if left else SEVERITY_STATES[severity],
            severity=str(SEVERITY_NAMES[severity]),
            state=state,
            aside=left,
            same=here.get(one.key, 1),
            sentence=known.sentence if known else "",
            place=at,
            after=asked.link(trang=None, ds=None, chon=following),
            open=one.number == opened,
        )

    listed = ordered[(page - 1) * LISTED : page * LISTED]
    opened = asked.chosen if asked.chosen in order else listed[0].number if listed else 0
    left = [one for one in found if one.key in asides]
    marked = [one for one in found if one.family not in asked.hidden] if "loi" in asked.kinds else []
    start, end = sheets[sheet - 1]
    marks = [
        each for kind in KINDS if kind.name in READ and kind.name in asked.kinds for each in READ[kind.name](reading)
    ]
    marks += spans_of_findings(marked, set(asides), back)
    if asked.passage:
        marks.append(TextMark(*asked.passage, "passage", "cho-xem"))
    in_families = counts_by(open_ones, lambda one: one.family)
    by_severity = counts_by(open_ones, lambda one: one.severity)
    return Page(
        source=mark(text[start:end], on_sheet(marks, start, end)),
        sheet=sheet,
        sheets=len(sheets),
        kinds=tuple(_kind_chips(reading, asked, len(found))),
        families=tuple(_family_chips(asked, in_families)),
        groups=tuple(
            (family_name(name), family_reason(name), tuple(map(line, group))) for name, group in by_family(listed)
        ),
        aside=tuple(map(line, left[:MOST_ASIDE])),
        severities=tuple(
            SeverityCount(
                SEVERITY_STATES[each],
                str(SEVERITY_NAMES[each]),
                by_severity[each],
                asked.link(muc=None if asked.severity == each else each, ds=None),
                asked.severity == each,
            )
            for each in SEVERITIES
            if by_severity.get(each)
        ),
        total=len(open_ones),
        listed=len(ordered),
        off=off,
        page=page,
        pages=pages,
        asked=asked,
        gone=tuple(map(line, in_order(compared.gone))) if compared else (),
        fresh=sum(1 for one in open_ones if compared and one.number in compared.new),
        stay=sum(1 for one in open_ones if compared and one.number in compared.stay),
        compared=compared is not None,
    )


def _kind_chips(reading: Reading, asked: ReviewAsked, findings: int) -> list[ReviewChip]:
    chips = []
    for kind in KINDS:
        on = kind.name in asked.kinds
        wanted = asked.kinds - {kind.name} if on else asked.kinds | {kind.name}
        names = ",".join(each.name for each in KINDS if each.name in wanted) or NONE
        counted = COUNTED.get(kind.name)
        count = findings if kind.name == "loi" else counted(reading) if counted else None
        chips.append(ReviewChip(str(kind.words), on, asked.link(xem=names), f"m-{kind.mark}", count))
    return chips


def _family_chips(asked: ReviewAsked, counts: Mapping[str, int]) -> list[ReviewChip]:
    chips = []
    for family in (*FAMILIES, OTHER):
        count = counts.get(family, 0)
        on = family not in asked.hidden
        if not count and on:
            continue
        hidden = asked.hidden | {family} if on else asked.hidden - {family}
        chips.append(ReviewChip(family_name(family), on, asked.link(an=",".join(sorted(hidden)), ds=None), "", count))
    return chips
