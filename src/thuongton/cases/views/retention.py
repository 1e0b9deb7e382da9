"""«Lưu giữ»: closed cases past their day, those whose day cannot be worked out, what was erased; and the clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from thuongton.calendars.queries import keeper
from thuongton.cases.definition.library import known_kinds, version_of
from thuongton.cases.keeping_form import KeepingForm
from thuongton.cases.models import Case, KeepingRule
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.queries.keeping import (
    KeptFor,
    erasable_from,
    erased_cases,
    keeping_of,
    keeping_rules,
    past_their_day,
    said_keeping,
    without_a_day,
)
from thuongton.cases.rights import keeps_installation
from thuongton.cases.sealed_fields import ERASED
from thuongton.cases.services.retention import erase_kept, set_keeping
from thuongton.cases.words import said_label
from thuongton.people.models import Role, User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import worn
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.lists.bulk import Bulk, Done
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls
from thuongton.web.menu import with_scope
from vanban.text import fold

VIEW = "xem"
PAST, NO_DAY, GONE = "", "chua-tinh-duoc", "da-xoa"
TABS = (
    (PAST, gettext_noop("Đã hết thời hạn lưu")),
    (NO_DAY, gettext_noop("Chưa tính được ngày")),
    (GONE, gettext_noop("Đã xoá dữ liệu cá nhân")),
)


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A case with the rule that holds for it."""

    pk: int
    case: Case
    label: str
    keeping: KeptFor
    day: Any

    @property
    def rule(self) -> str:
        """The rule in words."""
        if self.keeping.years is None:
            return _("chưa có điều khoản")
        return said_keeping(self.keeping.years, self.keeping.since, self.keeping.clause, None)

    @property
    def erased(self) -> Any:
        """The day on which its data were erased; after a restore that of erasing them anew."""
        key = self.case.key
        return self.case.erased_on or (localtime(key.destroyed_at).date() if key and key.destroyed_at else None)


def _demand(request: HttpRequest) -> None:
    if not with_scope(request.user):
        raise PermissionDenied(_("Trang này dành cho người làm việc ở các cơ quan."))


def _query(question: Question) -> Any:
    cases = visible_to(question.reader)
    asked = question.get(VIEW)
    if asked == GONE:
        found = erased_cases(question.reader)
    elif asked == NO_DAY:
        found = without_a_day(cases)
    else:
        found = past_their_day(cases, question.as_of)
    return found.select_related("unit", "key")


def _rows(_question: Question, cases: list[Case]) -> list[KeptCase]:
    rules = keeping_rules()
    return [
        KeptCase(case.pk, case, _label(case), keeping_of(case, rules), erasable_from(case, rules)) for case in cases
    ]


def _label(case: Case) -> str:
    kind = version_of(case.kind, case.version)
    return f"{said_label(kind.label) if kind is not None else case.kind} {case}"


def _kinds(_question: Question) -> list[tuple[str, str]]:
    return sorted(
        ((name, said_label(each[-1].label)) for name, each in known_kinds().items()), key=lambda one: fold(one[1])
    )


def _leads(question: Question) -> bool:
    hat = worn(question.reader)
    return hat is not None and hat.role == Role.LEADER and question.get(VIEW) == PAST


def _decision(_question: Question) -> type[forms.Form]:
    """The form that asks by which decision."""

    class Decision(forms.Form):
        quyet_dinh = forms.CharField(label=_("Quyết định xoá (số, ngày, người ký)"), max_length=300)

    return Decision


def _erase(question: Question, cases: list[Case], sent: dict[str, Any]) -> Done:
    return erase_kept(question.reader, cases, sent["quyet_dinh"])


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    question = shown.asked.question
    cases = visible_to(question.reader)
    numbers = {
        PAST: past_their_day(cases, question.as_of).count(),
        NO_DAY: without_a_day(cases).count(),
        GONE: erased_cases(question.reader).count(),
    }
    at = reverse("cases:retention")
    tabs = [
        {"key": key, "address": f"{at}?{VIEW}={key}" if key else at, "label": _(label), "number": numbers[key]}
        for key, label in TABS
    ]
    return {"room": "cases", "tabs": tabs, "tab": question.get(VIEW), "erased": ERASED}


ERASE = Bulk(
    key="xoa",
    label=gettext_noop("Xoá dữ liệu cá nhân…"),
    run=_erase,
    form=_decision,
    may=_leads,
    question=gettext_noop(
        "Khoá của từng hồ sơ bị huỷ, không ai lấy lại được dữ liệu cá nhân; các thao tác và số liệu vẫn còn."
    ),
)
RETENTION = Listing(
    key="luu-giu",
    title=gettext_noop("Lưu giữ hồ sơ"),
    columns=(
        Column(
            "ho-so", gettext_noop("Hồ sơ"), lambda row: row.label, 62, sort=("kind", "year", "number"),
            template="cases/parts/kept_case.html", fixed=True, phone="title",
        ),
        Column("don-vi", gettext_noop("Đơn vị"), lambda row: str(row.case.unit), 40, vi=True, phone="3"),
        Column(
            "tiep-nhan", gettext_noop("Tiếp nhận"), lambda row: row.case.opened_on, 24, Kind.DAY, sort=("opened_on",),
        ),
        Column("ket-thuc", gettext_noop("Kết thúc"), lambda row: row.case.closed_on, 24, Kind.DAY, sort=("closed_on",)),
        Column("thoi-han-luu", gettext_noop("Thời hạn lưu"), lambda row: row.rule, 60, phone="hide"),
        Column(
            "xoa-tu", gettext_noop("Được xoá từ"), lambda row: row.day or _("chưa tính được"), 26, Kind.DAY, phone="4",
        ),
        Column("da-xoa", gettext_noop("Đã xoá"), lambda row: row.erased, 24, Kind.DAY, sort=("erased_on",)),
    ),
    query=_query,
    rows=_rows,
    order=("closed_on", "pk"),
    order_label=gettext_noop("Kết thúc lâu nhất trước"),
    filters=(Choice(key="loai", label=gettext_noop("Loại hồ sơ"), column="kind", options=_kinds),),
    lens=(VIEW,),
    bulk=(ERASE,),
    counted=lambda number, words: ngettext("%(number)s hồ sơ", "%(number)s hồ sơ", number) % {"number": words},
    template="cases/retention.html",
    head=_head,
    demand=_demand,
    name_of=lambda row: row.label if isinstance(row, KeptCase) else _label(row),
    empty=gettext_noop("Không có hồ sơ nào ở đây."),
)  # fmt: skip


def _rules_page(request: Any, refused: Refused | None = None) -> HttpResponse:
    rules = keeping_rules()
    lines = []
    for name, each in known_kinds().items():
        entered = [(said_keeping(row.years, row.since, row.clause, row.valid_from), row) for row in rules.get(name, ())]
        own = each[-1].retention
        words = said_keeping(own.years, own.since, own.clause, None) if own.years is not None else ""
        lines.append((said_label(each[-1].label), name, entered, words))
    page = Offered(KEEPING, request.user, KeepingRule(), request, "cases:keeping-", (), refused)
    lines.sort(key=lambda one: fold(one[0]))
    context = {"room": "cases", "lines": lines, "offered": page, "keeper": keeper()}
    return render(request, "cases/keeping.html", context, status=400 if refused else 200)


def keeping_page(request: SignedInRequest) -> HttpResponse:
    """For each kind how long its cases are kept, by which clause and who entered it; and the form to enter one."""
    _demand(request)
    return _rules_page(request)


def _demand_keeper(user: User) -> None:
    if not keeps_installation(user):
        raise PermissionDenied(_("Chỉ quản trị viên của đơn vị cao nhất, nơi giữ lịch chung, được làm việc này."))


KEEPING = Acts(
    [
        Act(
            "ghi",
            gettext_lazy("Ghi thời hạn lưu"),
            set_keeping,
            KeepingForm,
            said=gettext_lazy("Đã ghi thời hạn lưu; không hồ sơ nào bị xoá vì việc này."),
            may=lambda request: keeps_installation(request.user) and not request.rewound,
            code="set",
        ),
    ],
    find=lambda _user: KeepingRule(),
    show=lambda request, _record, refused: _rules_page(request, refused),
    address=lambda _record: reverse("cases:keeping"),
    demand=_demand_keeper,
)

urls = [
    *listing_urls(RETENTION, room="cases", name="retention", at="luu-giu/"),
    path("luu-giu/thoi-han/", keeping_page, name="keeping"),
    *KEEPING.urls("luu-giu/thoi-han/", "keeping-"),
]
