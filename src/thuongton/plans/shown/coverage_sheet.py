"""The coverage matrix as tables for Excel: the cells in words, and the tasks that stand only below."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.plans.models import Plan, Task, Verdict
from thuongton.plans.queries.coverage import SIGNS, CellView, Matrix, MatrixRow
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.table import Table, TableLine

ROW_COLUMNS = (
    Column("ma", gettext_noop("Mã"), lambda row: row.code, 16),
    Column("nhiem-vu", gettext_noop("Nhiệm vụ của cấp trên"), lambda row: row.text, 100),
    Column("phu", gettext_noop("Phủ"), lambda row: row.bar.covered, 14, Kind.NUMBER),
    Column("mot-phan", gettext_noop("Một phần"), lambda row: row.bar.partly, 14, Kind.NUMBER),
    Column("duoc-giao", gettext_noop("Đơn vị được giao"), lambda row: row.bar.asked, 16, Kind.NUMBER),
)
EXTRA_COLUMNS = (
    Column("ke-hoach", gettext_noop("Kế hoạch"), lambda one: str(one[0]), 70),
    Column("ma", gettext_noop("Mã"), lambda one: one[1].code, 16),
    Column("nhiem-vu", gettext_noop("Nhiệm vụ chỉ có ở cấp dưới"), lambda one: one[1].title, 160),
)


def cell_text(cell: CellView) -> str:
    """A cell as the page shows it: sign, words, «đề xuất» when nobody decided, and the task below that answers."""
    lines = [f"{cell.sign} {cell.words}".strip()]
    if cell.decided is None and cell.sign:
        lines[0] += " " + _("(đề xuất)")
    if cell.text:
        lines.append(f"{cell.code} {cell.text}".strip())
    return "\n".join(lines)


def _words_of(place: int) -> Callable[[MatrixRow], str]:
    return lambda row: cell_text(row.cells[place])


def matrix_tables(matrix: Matrix) -> list[Table]:
    """One sheet of the cells, one of the tasks that stand only below; the columns are those of the matrix."""
    lower = [Column(f"kh-{plan.pk}", plan, _words_of(n), 70) for n, plan in enumerate(matrix.columns)]
    shown = _("Cột %(first)d–%(last)d / %(total)d kế hoạch cấp dưới") % {
        "first": matrix.first + 1, "last": matrix.last, "total": matrix.total,
    }  # fmt: skip
    legend = "   ".join(f"{SIGNS[verdict]} {verdict.label}" for verdict in Verdict)
    cells = Table(
        (*ROW_COLUMNS, *lower),
        [TableLine(row=row) for row in matrix.rows if row.text],
        _("Ma trận bao phủ: %(plan)s") % {"plan": matrix.plan},
        above=(legend, shown),
        name=_("Ma trận bao phủ"),
        frozen=2,
    )
    below: list[tuple[Plan, Task]] = [(plan, task) for plan, tasks in matrix.extra for task in tasks]
    title = _("Nhiệm vụ chỉ có ở cấp dưới: %(plan)s") % {"plan": matrix.plan}
    return [cells, Table(EXTRA_COLUMNS, [TableLine(row=one) for one in below], title, name=_("Thêm ở dưới"))]
