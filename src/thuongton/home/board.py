"""«Bảng lãnh đạo» as a page shows it: which rows, in which order, every number with the address of its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.home import queries
from thuongton.home.heat import PAGE, SORTS, STATES, HeatRow, ordered, shade, summed
from thuongton.people.models import Unit
from thuongton.people.requests import SignedInRequest
from thuongton.plans.models import Task
from thuongton.plans.queries.areas import COMMUNES, communes_of, provinces_of
from thuongton.plans.queries.turns import WorkNumber, longest_overdue
from thuongton.plans.queries.work import awaited_of
from thuongton.plans.status import DONE, Basis, State
from thuongton.plans.today import late_is
from thuongton.web.charts import Value, line
from thuongton.web.inputs import whole
from thuongton.web.numbers import number_words
from thuongton.web.states import mark_of

AT_ONCE = 5_000
"""Up to so many tasks the boxes below the table come with the page; of a larger table they are asked for after it."""
LATE_DONE = ",".join(str(state) for state in State if state in DONE)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: what it says, where it leads, its colour; ``beside`` is a second number after a stroke."""

    words: str
    href: str = ""
    css: str = ""
    beside: str = ""
    beside_href: str = ""


@dataclass(frozen=True, slots=True)
class BoardHead:
    """One column head with the address that sorts by it."""

    label: str
    href: str
    chosen: bool
    css: str = "num"


def basis_of(request: SignedInRequest) -> Basis:
    """The lens of the page."""
    return Basis.PROVEN if request.GET.get("theo") == "san-pham" else Basis.DECLARED


def _columns(total: HeatRow) -> list[tuple[str, str]]:
    labels = {str(state): _(mark_of(str(state))[0].words) for state in STATES}
    keys = [
        ("overdue", labels["overdue"]),
        ("turns", _("Kỳ quá hạn")),
        ("due_soon", labels["due_soon"]),
        ("longest", _("Trễ nhất, ngày")),
        *[(str(state), labels[str(state)]) for state in STATES[2:]],
        ("done", _("Khai báo / chứng minh")),
    ]
    if total.counts[State.CANCELLED]:
        keys.append(("cancelled", _(State.CANCELLED.label)))
    return [*keys, ("total", _("Cộng"))]


class HeatTable:
    """The cells of a table: addresses and colours for one lens on one day."""

    def __init__(self, rows: Sequence[HeatRow], total: HeatRow, as_of: dt.date, basis: Basis) -> None:
        self.tasks, self.turns = reverse("plans:tasks"), reverse("plans:turns")
        self.as_of = as_of
        self.lens = "&theo=san-pham" if basis is Basis.PROVEN else ""
        self.keys = _columns(total)
        self.largest = {
            "overdue": max((row.counts[State.OVERDUE] for row in rows), default=0),
            "turns": max((row.late_turns for row in rows), default=0),
        }

    def _number(self, number: int, address: str, css: str = "") -> HeatCell:
        return HeatCell(number_words(number), address, css) if number else HeatCell("0", css="zero")

    def cell(self, row: HeatRow, key: str, *, coloured: bool) -> HeatCell:
        """The cell of a row in a column."""
        tasks, turns = self.tasks + row.query, self.turns + row.query
        if key == "turns":
            css = f"red-{shade(row.late_turns, self.largest['turns'])}" if coloured else "red"
            return self._number(row.late_turns, f"{turns}&trang-thai=overdue{self.lens}", css)
        if key == "longest":
            return (
                HeatCell(number_words((self.as_of - row.longest).days), css="red")
                if row.longest
                else HeatCell("–", css="zero")
            )
        if key == "done":
            done = f"{tasks}&trang-thai={LATE_DONE}"
            return HeatCell(
                number_words(row.done),
                done + self.lens if row.done else "",
                "" if row.done or row.proven else "zero",
                number_words(row.proven),
                f"{done}&theo=san-pham" if row.proven else "",
            )
        if key == "total":
            return self._number(row.total, tasks + self.lens)
        number = row.counts[State(key)]
        css = ""
        if key == "overdue":
            css = f"red-{shade(number, self.largest['overdue'])}" if coloured else "red"
        elif key == "due_soon":
            css = "amber-1" if coloured else "amber"
        return self._number(number, f"{tasks}&trang-thai={key}{self.lens}", css)

    def cells(self, row: HeatRow, *, coloured: bool = True) -> list[HeatCell]:
        """The cells of a row; the row of sums has no heat."""
        return [self.cell(row, key, coloured=coloured) for key, _label in self.keys]


def _name(row: HeatRow) -> str:
    return {"shared": _("Việc giao nhiều cơ quan"), "nobody": _("Chưa giao")}.get(row.group, row.name)


def _address(request: SignedInRequest, row: HeatRow, level: str) -> str:
    """Where the name of a row leads: a province to its communes, an agency to its page."""
    if row.unit_id is None:
        return ""
    if level == "provinces" and row.group == "area":
        return _with(request, xem="xa", tinh=row.unit_id, xep="", trang="")
    return reverse("home:unit", args=[row.unit_id])


def _with(request: SignedInRequest, **changes: Any) -> str:
    kept = {name: value for name, value in request.GET.items() if name in ("xem", "tinh", "xep", "theo", "trang")}
    kept |= {name: str(value) for name, value in changes.items()}
    return "?" + urlencode({name: value for name, value in kept.items() if value})


@dataclass(frozen=True, slots=True)
class Level:
    """What the rows are: «leads», «provinces», or «communes» of one province."""

    name: str
    province: Unit | None
    tabs: Sequence[dict[str, Any]]


def _level(request: SignedInRequest) -> Level:
    provinces = provinces_of(request.user)
    asked = request.GET.get("xem", "")
    country = len(provinces) > 1
    wanted = whole(request.GET.get("tinh", ""))
    province = next((one for one in provinces if one.pk == wanted), None) if country else next(iter(provinces), None)
    name = "communes" if asked == "xa" and province is not None else "provinces" if country else "leads"
    if asked == "co-quan":
        name = "leads"
    tabs: list[dict[str, Any]] = [
        {"key": "leads", "label": _("Cơ quan chủ trì"), "address": _with(request, xem="co-quan", xep="", trang="")}
    ]
    if country:
        address = _with(request, xem="", tinh="", xep="", trang="")
        tabs.insert(0, {"key": "provinces", "label": _("Theo tỉnh"), "number": len(provinces), "address": address})
    if province is not None:
        address = _with(request, xem="xa", tinh=province.pk if country else "", xep="", trang="")
        label = province.name if country else _("Xã, phường")
        tabs.append({"key": "communes", "label": label, "address": address})
    return Level(name, province, tabs if len(tabs) > 1 else ())


def _tasks(request: SignedInRequest, level: Level) -> QuerySet[Task]:
    """The tasks of the whole page: of one province those of its plans, else all that one answers for."""
    tasks = queries.answered_for(request.user)
    return queries.under(tasks, level.province) if level.name == "communes" and level.province is not None else tasks


def _everything(level: Level) -> str:
    """The query of the list of those tasks."""
    of_one = level.province if level.name == "communes" else None
    return f"?thuoc={of_one.pk}&cua-toi=1" if of_one is not None else "?cua-toi=1"


def _rows(request: SignedInRequest, level: Level, tasks: QuerySet[Task], basis: Basis) -> list[HeatRow]:
    user, day = request.user, request.as_of
    if level.name == "provinces":
        return queries.heat_of_areas(user, day, basis, tasks)
    if level.name == "communes" and level.province is not None:
        communes = communes_of(user, level.province)
        return queries.heat_of_areas(user, day, basis, tasks, COMMUNES, communes, level.province)
    return queries.heat(user, day, basis, tasks)


def of(request: SignedInRequest) -> dict[str, Any]:
    """What the template needs: heads, rows of one page, sums, the late work; the boxes too when the table is small."""
    basis, level = basis_of(request), _level(request)
    tasks = _tasks(request, level)
    found = _rows(request, level, tasks, basis)
    everything = _everything(level)
    if basis is Basis.DECLARED and level.name != "communes":
        late_is(request, sum(row.counts[State.OVERDUE] + row.late_turns for row in found))
    total = summed(found, everything)
    sort = request.GET.get("xep", "")
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(whole(request.GET.get("trang", "")) or 1, 1), pages)
    shown = ordered(found, sort)[(page - 1) * PAGE : page * PAGE]
    table = HeatTable(found, total, request.as_of, basis)
    context: dict[str, Any] = {
        "basis": basis,
        "level": level.name,
        "province": level.province,
        "tabs": level.tabs,
        "tab": level.name,
        "heads": [
            BoardHead(label, _with(request, xep=key if key in SORTS else "", trang=""), key == sort)
            for key, label in table.keys
        ],
        "name_head": BoardHead(
            _("Đơn vị") if level.name != "leads" else _("Cơ quan chủ trì"),
            _with(request, xep="name", trang=""),
            sort == "name",
            "lead",
        ),
        "worst_href": _with(request, xep="", trang="") if sort in SORTS else "",
        "rows": [(_name(row), _address(request, row, level.name), table.cells(row)) for row in shown],
        "sums": table.cells(total, coloured=False),
        "number_of_rows": len(found),
        "page": page,
        "pages": pages,
        "before": _with(request, trang=page - 1) if page > 1 else "",
        "after": _with(request, trang=page + 1) if page < pages else "",
        "late": WorkNumber(total.counts[State.OVERDUE], total.late_turns),
        "total": total,
        "late_done": LATE_DONE,
        "everything": everything,
        "lens": table.lens,
        "beside_href": reverse("home:dashboard_beside") + _with(request, xep="", trang=""),
    }
    if level.name == "communes":
        context["cells"] = _cells(found)
    if total.total <= AT_ONCE:
        context |= beside(request, tasks)
    return context


def _cells(rows: Sequence[HeatRow]) -> list[Value]:
    """The communes by name, coloured by what is late and what is soon."""
    return [
        Value(
            row.name,
            row.late,
            reverse("home:unit", args=[row.unit_id]),
            "red" if row.late else "amber" if row.counts[State.DUE_SOON] else "",
        )
        for row in ordered((row for row in rows if row.group == "area"), "name")
    ]


def beside(request: SignedInRequest, tasks: QuerySet[Task] | None = None) -> dict[str, Any]:
    """The boxes below the table: the trend as a chart, the longest overdue, what is waited for from above."""
    basis, day = basis_of(request), request.as_of
    level = _level(request)
    tasks = _tasks(request, level) if tasks is None else tasks
    trend = queries.overdue_trend(request.user, day, basis, tasks=tasks)
    values = [Value(f"{end.month}/{end.year % 100:02}", number) for end, number in trend]
    words = "; ".join(f"{value.name}: {value.number}" for value in values)
    label = _("Số việc quá hạn cuối mỗi tháng: %(months)s") % {"months": words}
    return {
        "basis": basis,
        "chart": line(label, values),
        "chart_tone": "red" if values and values[-1].number else "",
        "oldest": longest_overdue(tasks, day, basis, reader=request.user),
        "waits": awaited_of(tasks, day),
        "everything": _everything(level),
    }
