"""A counted form as tables for Excel and Word: its cells; a line for each unit below with a column for each cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.cases.queries.form_pages import AskedForm, CellLine, CountedForm, UnitLine
from thuongton.cases.words import said_label
from thuongton.web.dates import day_words
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.table import Table, TableLine

WORDINGS = {
    "known": gettext_noop("Đã đọc mẫu"),
    "partly unknown": gettext_noop("Có ô chưa rõ cách đọc"),
    "unknown": gettext_noop("Chưa đọc được mẫu"),
}
CELLS = (
    Column("o", gettext_noop("Ô"), lambda line: line.cell.number, 24),
    Column("chi-tieu", gettext_noop("Chỉ tiêu"), lambda line: cell_label(line), 120),
    Column("so-lieu", gettext_noop("Số liệu"), lambda line: line.figure, 26, Kind.NUMBER),
)
SENT = (
    Column("da-gui", gettext_noop("Đã gửi"), lambda line: line.sent, 24, Kind.NUMBER),
    Column("chenh", gettext_noop("Chênh"), lambda line: line.more, 22, Kind.NUMBER),
)
DOUBT = Column("luu-y", gettext_noop("Lưu ý"), lambda line: _("chưa rõ cách đọc") if line.unknown else "", 44)


def cell_label(line: CellLine) -> str:
    """What a cell counts, and in what where that is no number of things."""
    label = said_label(line.cell.label)
    unit = line.cell.unit
    return f"{label} ({unit})" if unit and unit not in label else label


def form_title(asked: AskedForm) -> str:
    """The name of a form with its code."""
    label = said_label(asked.form.label)
    return f"{asked.form.number} · {label}" if asked.form.number else label


def days_words(asked: AskedForm) -> str:
    """The days that are counted."""
    first, last = asked.period.days(closed=asked.closed)
    days = {"first": day_words(first), "last": day_words(last)}
    return _("Số liệu từ %(first)s đến hết %(last)s") % days


def above(found: CountedForm) -> list[str]:
    """What must be said of the figures before they are read."""
    asked = found.asked
    said = [f"{asked.unit.name} · {asked.period.label} · {days_words(asked)}", f"{_(WORDINGS[found.count.wording])}."]
    if asked.as_of:
        said.append(_("Theo những gì đã ghi đến hết %(day)s.") % {"day": day_words(asked.as_of)})
    if asked.sent:
        said.append(_("Số đã gửi: theo những gì đã ghi đến hết %(day)s.") % {"day": day_words(asked.sent)})
    said += [_("Không khớp: %(identity)s.") % {"identity": one.text} for one in found.count.identities if not one.holds]
    return said + found.count.doubts + ([found.count.form.note] if found.count.form.note else [])


def form_tables(found: CountedForm) -> list[Table]:
    """The cells of a form, then a line for each unit below."""
    columns: Sequence[Column] = (*CELLS, *(SENT if found.asked.sent else ()), DOUBT)
    title = form_title(found.asked)
    cells = Table(columns, [TableLine(row=line) for line in found.lines], title, above=above(found), name=_("Các ô"))
    return [cells, units_table(found)] if found.units else [cells]


def units_table(found: CountedForm) -> Table:
    """The form as it is printed: a column for each cell, a line for each unit."""
    columns = [Column("don-vi", gettext_noop("Đơn vị"), lambda line: line.unit.name, 50, vi=True)]
    columns += [
        Column(f"o-{n}", f"({line.cell.number or n + 1})", _figure(n), 16, Kind.NUMBER)
        for n, line in enumerate(found.lines)
    ]
    total = UnitLine(found.asked.unit, [line.figure for line in found.lines])
    lines = [TableLine(row=one) for one in [*found.units, total]]
    return Table(columns, lines, form_title(found.asked), above=above(found), name=_("Theo đơn vị"), frozen=1)


def _figure(place: int) -> Callable[[UnitLine], int]:
    return lambda line: line.figures[place]
