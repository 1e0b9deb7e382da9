"""«Chương trình»: the documents of a year by form, body and month; adding, taking out, adoption, registration."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from thuongton.cases.models import Case
from thuongton.cases.queries.naming import state_called
from thuongton.drafting.local_forms import LocalForm
from thuongton.drafting.models import Programme, ProgrammeLine
from thuongton.drafting.programme_forms import AdoptProgrammeForm, DropForm, LineForm
from thuongton.drafting.queries.programme import lines_visible_to, programmes_visible_to
from thuongton.drafting.services import programme as services
from thuongton.drafting.views.tabs import room_tabs
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, holds, writing_unit
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, Many, Number, Words
from thuongton.web.lists.listing import Listing
from thuongton.web.lists.views import listing_urls

STANDS = (
    ("chua", gettext_noop("Chưa đăng ký")),
    ("dang", gettext_noop("Đã đăng ký xây dựng")),
    ("ra", gettext_noop("Đã ra khỏi chương trình")),
)


def standing(line: ProgrammeLine) -> str:
    """How far a document of the programme has come."""
    if line.dropped_why:
        return _("Ra khỏi chương trình: %(why)s") % {"why": line.dropped_why}
    return state_called(line.case) if line.case is not None else _("Chưa đăng ký")


def _stands(rows: Any, value: str, _question: Any) -> Any:
    if value == "ra":
        return rows.exclude(dropped_why="")
    return rows.filter(dropped_why="", case__isnull=value == "chua")


def _drafter(line: ProgrammeLine) -> str:
    return str(line.drafter) if line.drafter is not None else line.drafter_told


LINES = Listing(
    key="chuong-trinh-xay-dung",
    title=gettext_noop("Chương trình xây dựng văn bản"),
    columns=(
        Column(
            "nam",
            gettext_noop("Năm"),
            lambda row: row.programme.year,
            14,
            Kind.NUMBER,
            sort=("programme__year", "place"),
            phone="1",
        ),
        Column(
            "ten",
            gettext_noop("Tên gọi văn bản"),
            lambda row: row.title,
            110,
            fixed=True,
            vi=True,
            phone="title",
            template="drafting/parts/line_cell.html",
        ),
        Column("hinh-thuc", gettext_noop("Hình thức văn bản"), lambda row: row.get_form_display(), 44),
        Column("co-quan", gettext_noop("Cơ quan chủ trì soạn thảo"), _drafter, 50, vi=True, phone="3"),
        Column(
            "thang", gettext_noop("Tháng"), lambda row: row.month, 14, Kind.NUMBER, sort=("month", "place"), phone="4"
        ),
        Column("tinh-trang", gettext_noop("Tình trạng"), standing, 50, phone="2"),
        Column(
            "dieu-khoan", gettext_noop("Điều khoản giao, căn cứ"), lambda row: row.provision, 50, vi=True, shown=False
        ),
        Column("bo-sung", gettext_noop("Căn cứ bổ sung"), lambda row: row.basis, 34, vi=True, shown=False),
        Column("don-vi", gettext_noop("Đơn vị"), lambda row: str(row.programme.unit), 34, vi=True, shown=False),
    ),
    query=lambda question: lines_visible_to(question.reader),
    order=("-programme__year", "programme", "place"),
    order_label=gettext_noop("Theo thứ tự chương trình"),
    filters=(
        Words(key="q", label=gettext_noop("Tên gọi văn bản"), column="title", folded=False),
        Number(key="nam", label=gettext_noop("Năm"), column="programme__year"),
        Many(
            key="hinh-thuc",
            label=gettext_noop("Hình thức văn bản"),
            column="form",
            options=lambda _q: LocalForm.choices,
        ),
        Number(key="thang", label=gettext_noop("Tháng"), column="month", least=1, most=12),
        Choice(key="tinh-trang", label=gettext_noop("Tình trạng"), options=STANDS, by=_stands),
    ),
    counted=lambda number, words: ngettext("%(number)s văn bản", "%(number)s văn bản", number) % {"number": words},
    file_name=lambda question: f"chuong-trinh-xay-dung-van-ban-{question.as_of}",
    template="drafting/programme.html",
    head=lambda request, shown: {
        **room_tabs("programme"),
        "adds": writing_unit(shown.asked.question.reader) is not None and not shown.asked.question.rewound,
        "years": programmes_visible_to(shown.asked.question.reader)[:6],
    },
    empty=gettext_noop("Chưa có văn bản nào trong chương trình."),
    name_of=lambda row: row.title[:80],
)


def _unit(user: User) -> Unit:
    unit = writing_unit(user)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    return unit


def add_page(request: SignedInRequest) -> HttpResponse:
    """The form that adds a document to the programme."""
    return _show_add(request, _unit(request.user))


def _show_add(request: Any, unit: Unit, refused: Refused | None = None) -> HttpResponse:
    initial = {"year": today().year}
    offered = Offered(ADDING, request.user, unit, not request.rewound, "drafting:line-", (), refused, initial=initial)
    context = {**room_tabs("programme"), "offered": offered, "unit": unit}
    return render(request, "drafting/add_line.html", context, status=400 if refused else 200)


def _add(user: User, unit: Unit, **typed: Any) -> ProgrammeLine:
    return services.add_line(user, unit, **typed)


ADDING = Acts(
    [
        Act(
            "ghi",
            gettext_lazy("Thêm vào chương trình"),
            _add,
            LineForm,
            said=gettext_lazy("Đã thêm văn bản vào chương trình."),
            may=bool,
            code="add",
            leads=lambda _unit: reverse("drafting:programme"),
        ),
    ],
    _unit,
    _show_add,
    lambda _unit: reverse("drafting:line-new"),
    demand_writing,
)


def _line(user: User, pk: int) -> ProgrammeLine:
    return get_object_or_404(lines_visible_to(user), pk=pk)


def line_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """A document of the programme, and what can be done with it."""
    return _show_line(request, _line(request.user, pk))


def _show_line(request: Any, line: ProgrammeLine, refused: Refused | None = None) -> HttpResponse:
    may = holds(request.user, line) and not request.rewound and not line.dropped_why and line.case_id is None
    offered = Offered(OF_LINE, request.user, line, may, "drafting:line-", (line.pk,), refused)
    context = {
        **room_tabs("programme"),
        "line": line,
        "drafter": _drafter(line),
        "standing": standing(line),
        "offered": offered,
    }
    return render(request, "drafting/line.html", context, status=400 if refused else 200)


def _started(case: Case) -> str:
    return _("Đã đăng ký xây dựng; hồ sơ số %(number)s.") % {"number": case}


def _to_case(line: ProgrammeLine) -> str:
    line.refresh_from_db()
    return line.case.get_absolute_url() if line.case is not None else reverse("drafting:line", args=[line.pk])


OF_LINE = Acts(
    [
        Act(
            "dang-ky",
            gettext_lazy("Đăng ký xây dựng"),
            services.start_line,
            said=_started,
            may=bool,
            code="start",
            leads=_to_case,
        ),
        Act(
            "dua-ra",
            gettext_lazy("Đưa ra khỏi chương trình"),
            services.drop_line,
            DropForm,
            danger=True,
            may=bool,
            code="drop",
            said=gettext_lazy("Đã đưa văn bản ra khỏi chương trình."),
        ),
    ],
    _line,
    _show_line,
    lambda line: reverse("drafting:line", args=[line.pk]),
    demand_writing,
)


def _programme(user: User, pk: int) -> Programme:
    return get_object_or_404(programmes_visible_to(user), pk=pk)


def programme_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """The programme of a year: what it holds, by which document it was issued."""
    return _show_programme(request, _programme(request.user, pk))


def _show_programme(request: Any, row: Programme, refused: Refused | None = None) -> HttpResponse:
    lines = list(row.lines.select_related("case", "drafter"))
    stand = [one for one in lines if not one.dropped_why]
    may = holds(request.user, row, Right.DECIDE) and row.adopted_on is None and not request.rewound
    offered = Offered(OF_PROGRAMME, request.user, row, may, "drafting:programme-", (row.pk,), refused)
    context = {
        **room_tabs("programme"),
        "programme": row,
        "number": len(stand),
        "dropped": len(lines) - len(stand),
        "started": sum(one.case_id is not None for one in stand),
        "offered": offered,
        "lines": [(one, _drafter(one), standing(one)) for one in stand],
    }
    return render(request, "drafting/programme_year.html", context, status=400 if refused else 200)


OF_PROGRAMME = Acts(
    [
        Act(
            "ban-hanh",
            gettext_lazy("Ghi đã ban hành"),
            services.adopt,
            AdoptProgrammeForm,
            may=bool,
            code="adopt",
            said=gettext_lazy("Đã ghi ban hành chương trình."),
        ),
    ],
    _programme,
    _show_programme,
    lambda row: reverse("drafting:programme-year", args=[row.pk]),
    demand_writing,
)
AT = "chuong-trinh/"
urls = [
    *listing_urls(LINES, room="drafting", name="programme", at=AT),
    path(f"{AT}them/", add_page, name="line-new"),
    *ADDING.urls(f"{AT}them/", "line-"),
    path(f"{AT}van-ban/<int:pk>/", line_page, name="line"),
    *OF_LINE.urls(f"{AT}van-ban/<int:pk>/", "line-"),
    path(f"{AT}nam/<int:pk>/", programme_page, name="programme-year"),
    *OF_PROGRAMME.urls(f"{AT}nam/<int:pk>/", "programme-"),
]
