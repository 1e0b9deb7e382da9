"""The list of plans: one line a plan with what is late, done and proven; every number opens its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext_lazy

from thuongton.people.filters import unit_filter
from thuongton.plans.queries.lists import basis_of
from thuongton.plans.queries.plans_list import PlanRow, followed_first, only, plans_in, rows_of_plans, with_words
from thuongton.plans.shown.bars import parts, segments
from thuongton.plans.status import Basis, State
from thuongton.plans.views.frame import StateCount, late_address, state_address, states_of_done, words_of
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, Words, Year
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls

FOLLOWED = [("theo-doi", gettext_noop("Đang theo dõi")), ("doi-chieu", gettext_noop("Chỉ để đối chiếu"))]
STATES = {
    "qua-han": State.OVERDUE, "sap-han": State.DUE_SOON, "dang-lam": State.RUNNING, "cho": State.WAITING,
    "chua-den-han": State.NOT_DUE, "thuong-xuyen": State.REGULAR,
}  # fmt: skip
"""The states that have a column of their own."""


class PlanLine:
    """A plan as a line of the list: its bar, and its numbers with the rows that each opens."""

    def __init__(self, row: PlanRow) -> None:
        self.row, self.plan = row, row.plan
        self.bar_parts = parts(row.counted, row.proven)
        self.bar_label = "; ".join(f"{part.number} {words_of(part.state)}" for part in segments(row.counted))
        plan, basis, done = row.plan, row.basis, states_of_done()
        self.links = {
            key: StateCount(key, "", row.counted[state], state_address(plan, state, basis))
            for key, state in STATES.items()
        } | {
            "nhiem-vu": StateCount("total", "", row.total, state_address(plan, "", basis)),
            "ky-qua-han": StateCount("turn_overdue", "", row.late_turns, late_address(plan, basis)),
            "xong": StateCount("done", "", row.done, state_address(plan, done, basis)),
            "chung-minh": StateCount("proven", "", row.proven, state_address(plan, done, Basis.PROVEN)),
        }


def _lines(question: Question, plans: list[Any]) -> list[PlanLine]:
    return [PlanLine(row) for row in rows_of_plans(question, plans)]


def _number(key: str, label: str, *, width: int = 18, shown: bool = True, phone: str = "") -> Column:
    return Column(
        key, label, lambda line: line.links[key].number, width, Kind.NUMBER, shown=shown, phone=phone,
        template="plans/parts/plans_number.html",
    )  # fmt: skip


def _named(line: PlanLine) -> str:
    return line.plan.number or _("(chưa có số)")


COLUMNS = (
    Column(
        "so", gettext_noop("Số"), _named, 34, sort=("number",), template="plans/parts/plans_named.html", fixed=True,
        phone="1",
    ),
    Column(
        "ten", gettext_noop("Kế hoạch"), lambda line: line.plan.title, 90, sort=("title",),
        template="plans/parts/plans_named.html", vi=True,
    ),
    Column(
        "don-vi", gettext_noop("Đơn vị"), lambda line: line.plan.unit.name, 26, sort=("unit__path",), phone="3",
        vi=True,
    ),
    Column(
        "ban-hanh", gettext_noop("Ban hành"), lambda line: line.plan.issued_on, 22, Kind.DAY, sort=("issued_on",),
        phone="4",
    ),
    _number("nhiem-vu", gettext_noop("Nhiệm vụ")),
    Column(
        "tien-do", gettext_noop("Tiến độ"), lambda line: line.bar_label, 26, template="plans/parts/plans_bar.html",
        phone="2",
    ),
    _number("qua-han", gettext_noop("Quá hạn")),
    _number("ky-qua-han", gettext_noop("Kỳ quá hạn"), width=22),
    _number("sap-han", gettext_noop("Sắp đến hạn"), shown=False),
    _number("dang-lam", gettext_noop("Đang làm")),
    _number("cho", gettext_noop("Chờ"), shown=False),
    _number("chua-den-han", gettext_noop("Chưa đến hạn"), shown=False),
    _number("thuong-xuyen", gettext_noop("Thường xuyên"), shown=False),
    _number("xong", gettext_noop("Xong")),
    _number("chung-minh", gettext_noop("Chứng minh"), width=22),
)  # fmt: skip


def _group(line: PlanLine) -> str:
    return "" if line.plan.tracked_from else _("Chỉ để đối chiếu")


def _counted(number: int, words: str) -> str:
    return ngettext("%(number)s kế hoạch", "%(number)s kế hoạch", number) % {"number": words}


def _above(question: Question) -> Iterable[str]:
    """By which lens what is done was counted."""
    return [_("Theo sản phẩm chứng minh") if basis_of(question) is Basis.PROVEN else _("Theo khai báo")]


def _head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    return {"room": "plans", "basis": basis_of(shown.asked.question)}


PLANS = Listing(
    key="cac-ke-hoach",
    title=pgettext_lazy("nhiều", "Kế hoạch"),
    columns=COLUMNS,
    query=plans_in,
    rows=_lines,
    order=followed_first,
    order_label=gettext_noop("Mới ban hành trước"),
    group=_group,
    filters=(
        Words(key="q", label=gettext_noop("Số hoặc tên kế hoạch"), by=with_words),
        unit_filter("don-vi", gettext_noop("Đơn vị"), column="unit"),
        Choice(key="loai", label=gettext_noop("Loại"), options=FOLLOWED, by=only),
        Year(key="nam", label=gettext_noop("Năm ban hành"), column="issued_on"),
    ),
    lens=("theo",),
    counted=_counted,
    above=lambda question: list(_above(question)),
    file_name=lambda question: f"ke-hoach-{question.as_of}",
    template="plans/list.html",
    head=_head,
    empty=gettext_noop("Chưa có kế hoạch nào được theo dõi."),
    name_of=lambda line: getattr(line, "plan", line).called,
    id_of=lambda line: line.plan.pk,
)

urls = listing_urls(PLANS, room="plans", name="list")
