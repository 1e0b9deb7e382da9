"""The working desk of an act: what people recorded of it, orders that wait, questions, what rests on it, following."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from thuongton.audit.queries import history
from thuongton.law.by_hand import DAYS, FIELDS, as_value
from thuongton.law.desk_forms import FactForm, FollowedForm, FollowLawForm, OrderDayForm, OrderForm, WithdrawRecordForm
from thuongton.law.marks import MARKS
from thuongton.law.models import ActOrder, ActRecord, LegalAct
from thuongton.law.queries.acts import WHOLE, visible_to
from thuongton.law.queries.desk import orders_of, orders_on, questions_of, records_of_act
from thuongton.law.queries.following import follows_of
from thuongton.law.queries.impact import impacts_visible_to
from thuongton.law.queries.register import histories_of
from thuongton.law.rights import demand_reader, keeps_register
from thuongton.law.rows import operation_of, order_key
from thuongton.law.said import title_of
from thuongton.law.services.by_hand import record_fact, record_order, withdraw
from thuongton.law.services.following import follow, unfollow
from thuongton.law.services.impact import ask_impact
from thuongton.law.states import state_on
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.dates import day_words

SHOWN = 100


@dataclass(frozen=True, slots=True)
class OnAct:
    """What offers an act of the desk: the record, whether one keeps the register, whether the page is rewound."""

    act: LegalAct
    keeps: bool
    rewound: bool


@dataclass(frozen=True, slots=True)
class DeskRecord:
    """A record as the page says it."""

    row: ActRecord
    what: str
    before: str
    after: str
    order: ActOrder | None = None


@dataclass(frozen=True, slots=True)
class DeskOrder:
    """An order with what people recorded of it."""

    order: ActOrder
    checked: str
    day: dt.date | None
    reason: str

    @property
    def pk(self) -> int:
        """Its number, by which forms name it."""
        return self.order.pk


def _found(user: User, pk: int) -> LegalAct:
    demand_reader(user)
    act = visible_to(user).filter(pk=pk).first()
    if act is None:
        raise Http404
    return act


def desk_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is kept of an act by hand, and what waits for a person."""
    return show_desk(request, _found(request.user, pk))


def show_desk(request: SignedInRequest, act: LegalAct, refused: Refused | None = None) -> HttpResponse:
    """The desk of an act, as it is after a refusal too."""
    page = OnAct(act, keeps_register(request.user), request.rewound)
    offered = Offered(DESK, request.user, act, page, "law:desk-", (act.pk,), refused, request.GET.get("lam", ""))
    records = list(records_of_act(act)[:SHOWN])
    orders = list(orders_of(act).defer("payload")[:SHOWN])
    by_key = {order_key(operation_of(order.data)): order for order in orders}
    histories, works = histories_of([act])
    told = state_on(histories.of(works[act.pk]), WHOLE, request.as_of)
    refused_form = refused.form if refused is not None else None
    context: dict[str, Any] = {
        "room": "law",
        "act": act,
        "title": title_of(act),
        "offered": offered,
        "keeps": page.keeps,
        "mark": MARKS[told.state],
        "findings": told.findings[:10],
        "records": [_said(row, by_key.get(row.order)) for row in records],
        "orders": [_of_order(order, key, records) for key, order in by_key.items()],
        "orders_on": list(orders_on(act).defer("payload")[:SHOWN]),
        "questions": list(questions_of(act)[:SHOWN]),
        "follows": [one for one in follows_of(request.user) if one.act_id == act.pk],
        "impacts": impacts_visible_to(request.user).filter(act=act).count(),
        "rests": impacts_visible_to(request.user).filter(target=act).count(),
        "history": history(act, *records)[:20],
        "needs": getattr(refused_form, "needs", None),
    }
    return render(request, "law/desk.html", context, status=400 if refused else 200)


def _said(row: ActRecord, order: ActOrder | None) -> DeskRecord:
    before, after = ((day_words(as_value(row.field, text)) if text else "") for text in (row.before, row.after)) if (
        row.field in DAYS or row.field == "day"
    ) else (row.before, row.after)  # fmt: skip
    return DeskRecord(row, str(FIELDS[row.field]), before, after, order)


def _of_order(order: ActOrder, key: str, records: list[ActRecord]) -> DeskOrder:
    mine = {row.field: row.after for row in records if row.order == key and row.withdrawn_at is None}
    day = dt.date.fromisoformat(mine["day"]) if mine.get("day") else None
    return DeskOrder(order, mine.get("checked", ""), day, str(order.data.get("reason") or ""))


def _keeps(page: OnAct) -> bool:
    return page.keeps and not page.rewound


def _check(user: User, order: ActOrder, *, source: str, reason: str, agreed: str) -> ActRecord:
    return record_order(user, order, source, reason=reason, agreed=agreed)


DESK = Acts(
    [
        Act("ghi", gettext_lazy("Ghi"), record_fact, FactForm, said=gettext_lazy("Đã ghi, kèm nguồn."), may=_keeps,
            place="ghi-tay", opens=gettext_lazy("Ghi hoặc sửa một mục"), code="record"),
        Act("xac-nhan", gettext_lazy("Xác nhận như máy đọc"), _check, OrderForm, of_row=True, may=_keeps, code="check",
            said=gettext_lazy("Đã xác nhận; lời văn do lệnh này tạo ra mang tên người xem."), place="lenh"),
        Act("ngay-lenh", gettext_lazy("Ghi ngày"), record_order, OrderDayForm, of_row=True, may=_keeps, code="day",
            said=gettext_lazy("Đã ghi ngày, kèm nguồn."), place="lenh"),
        Act("rut", gettext_lazy("Rút"), withdraw, WithdrawRecordForm, of_row=True, may=_keeps, code="withdraw",
            danger=True, said=gettext_lazy("Đã rút; điều ghi trước đó dùng lại từ nay."), place="ghi-tay"),
        Act("tac-dong", gettext_lazy("Lập lại danh sách tác động"), ask_impact, may=_keeps, code="impact",
            said=gettext_lazy("Máy đang lập danh sách; mở lại «Tác động» sau ít phút."), place="tac-dong",
            heavy="doi-chieu"),
        Act("theo-doi", gettext_lazy("Theo dõi"), follow, FollowLawForm, code="follow", place="theo-doi",
            said=gettext_lazy("Thay đổi sẽ hiện ở «Hôm nay»."), opens=gettext_lazy("Theo dõi"),
            may=lambda page: not page.rewound),
        Act("thoi-theo-doi", gettext_lazy("Thôi theo dõi"), unfollow, FollowedForm, of_row=True, code="unfollow",
            said=gettext_lazy("Đã thôi theo dõi."), place="theo-doi", may=lambda page: not page.rewound),
    ],
    find=_found,
    show=show_desk,
    address=lambda act: reverse("law:desk", args=[act.pk]),
)  # fmt: skip

urls = [
    path("van-ban/<int:pk>/giu-so/", desk_page, name="desk"),
    *DESK.urls("van-ban/<int:pk>/giu-so/", "desk-"),
]
