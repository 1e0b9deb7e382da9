"""«Xây dựng văn bản»: every draft in scope with its step and next day; the counts of a year, each open to its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.cases.models import Case
from thuongton.cases.queries.case_list import NEWEST, list_rows, open_on_day
from thuongton.cases.queries.case_rows import CaseRow
from thuongton.cases.queries.cases import kinds_for
from thuongton.cases.views.columns import clock_label, left_words, state_words
from thuongton.cases.words import said_label
from thuongton.drafting.local_forms import LocalForm
from thuongton.drafting.models import ConsultedBody
from thuongton.drafting.queries.drafts import (
    MILESTONES,
    count_of_year,
    drafting_cases,
    of_form,
    opinions_visible_to,
    reached,
)
from thuongton.drafting.views.tabs import room_tabs
from thuongton.people.scopes import writing_unit
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, Many, Words, Year
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls

STEPS = (
    ("dang-ky", gettext_noop("Đăng ký")),
    ("tham-dinh", gettext_noop("Đã thẩm định")),
    ("ban-hanh", gettext_noop("Đã ban hành")),
)
OPEN = (("mo", gettext_noop("Đang xây dựng")), ("xong", gettext_noop("Đã kết thúc")))
ANSWERS = (("co", gettext_noop("Đã trả lời")), ("khong", gettext_noop("Chưa trả lời")))


def _field(name: str) -> Any:
    return lambda row: str(row.fields.get(name) or "")


def _form(row: CaseRow) -> str:
    return str(LocalForm(row.case.kind).label) if row.case.kind in LocalForm.values else ""


def _year(question: Question) -> int:
    text = question.get("nam")
    return int(text) if text.isdigit() and len(text) == 4 else question.as_of.year


def _at_step(rows: QuerySet[Case], value: str, question: Question) -> QuerySet[Case]:
    year = question.get("nam")
    return reached(rows, value, int(year) if year.isdigit() and len(year) == 4 else None)


def _in_year(rows: QuerySet[Case], value: int, question: Question) -> QuerySet[Case]:
    """Without a milestone a year is that of registration; with one the milestone asks it."""
    return rows if question.get("moc") in MILESTONES else reached(rows, "dang-ky", value)


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    question = shown.asked.question
    count = count_of_year(question.reader, _year(question))
    unit = writing_unit(question.reader)
    kept = kinds_for(unit) if unit is not None and not question.rewound else {}
    return {
        **room_tabs("list"),
        "count": count,
        "opens": [
            (reverse("cases:new", args=[name]), said_label(kept[name].label))
            for name in LocalForm.values
            if name in kept
        ],
        "unlawful": reverse("cases:list", args=["van_ban_trai_phap_luat"]),
    }


DRAFTS = Listing(
    key="xay-dung-van-ban",
    title=gettext_noop("Xây dựng văn bản"),
    columns=(
        Column(
            "so",
            gettext_noop("Số"),
            lambda row: str(row.case),
            22,
            phone="1",
            sort=("year", "number"),
            template="drafting/parts/number_cell.html",
        ),
        Column(
            "ten",
            gettext_noop("Tên gọi dự thảo"),
            _field("ten_goi"),
            110,
            fixed=True,
            vi=True,
            phone="title",
            template="drafting/parts/title_cell.html",
        ),
        Column("hinh-thuc", gettext_noop("Hình thức văn bản"), _form, 44),
        Column("soan-thao", gettext_noop("Cơ quan soạn thảo"), _field("co_quan_soan_thao"), 44, vi=True, phone="3"),
        Column("trang-thai", gettext_noop("Bước"), state_words, 44, phone="2"),
        Column("han", gettext_noop("Thời hạn"), clock_label, 40),
        Column("con", gettext_noop("Còn lại"), left_words, 34, phone="4"),
        Column("so-ky-hieu", gettext_noop("Số, ký hiệu ban hành"), _field("so_ky_hieu"), 34, vi=True, shown=False),
        Column("hieu-luc", gettext_noop("Ngày có hiệu lực"), _field("ngay_hieu_luc"), 26, shown=False),
    ),
    query=lambda question: drafting_cases(question.reader),
    rows=list_rows,
    order=NEWEST,
    order_label=gettext_noop("Mới đăng ký trước"),
    filters=(
        Words(key="q", label=gettext_noop("Tên gọi, cơ quan"), column="search"),
        Many(
            key="hinh-thuc",
            label=gettext_noop("Hình thức văn bản"),
            options=lambda _q: LocalForm.choices,
            by=lambda rows, value, _question: of_form(rows, value),
        ),
        Choice(
            key="dang",
            label=gettext_noop("Tình trạng"),
            options=OPEN,
            by=lambda rows, value, question: open_on_day(rows, value == "mo", question),
        ),
        Choice(key="moc", label=gettext_noop("Mốc"), options=STEPS, by=_at_step),
        Year(key="nam", label=gettext_noop("Năm"), by=_in_year),
    ),
    counted=lambda number, words: ngettext("%(number)s dự thảo", "%(number)s dự thảo", number) % {"number": words},
    file_name=lambda question: f"xay-dung-van-ban-{question.as_of}",
    template="drafting/list.html",
    head=_head,
    empty=gettext_noop("Chưa có dự thảo nào."),
    name_of=lambda row: str(row.case),
)


def _answered(body: ConsultedBody) -> str:
    return body.get_answer_display() if body.answered_on else _("Chưa trả lời")


OPINIONS = Listing(
    key="lay-y-kien",
    title=gettext_noop("Lấy ý kiến dự thảo"),
    columns=(
        Column(
            "co-quan",
            gettext_noop("Cơ quan, đối tượng được hỏi"),
            lambda row: row.name,
            80,
            fixed=True,
            vi=True,
            phone="title",
            template="drafting/parts/body_cell.html",
        ),
        Column(
            "du-thao",
            gettext_noop("Dự thảo"),
            lambda row: str(row.case.data.get("ten_goi") or row.case),
            90,
            vi=True,
            phone="3",
        ),
        Column("hoi", gettext_noop("Hỏi ngày"), lambda row: row.asked_on, 26, Kind.DAY, sort=("asked_on",)),
        Column("han", gettext_noop("Trước ngày"), lambda row: row.due, 26, Kind.DAY, sort=("due",), phone="2"),
        Column(
            "tra-loi", gettext_noop("Trả lời ngày"), lambda row: row.answered_on, 26, Kind.DAY, sort=("answered_on",)
        ),
        Column("ket-qua", gettext_noop("Trả lời"), _answered, 30, phone="1"),
        Column("so-van-ban", gettext_noop("Số văn bản trả lời"), lambda row: row.number, 34, vi=True),
    ),
    query=lambda question: opinions_visible_to(question.reader),
    order=("-asked_on", "-pk"),
    order_label=gettext_noop("Mới hỏi trước"),
    filters=(
        Words(key="q", label=gettext_noop("Cơ quan"), column="name", folded=False),
        Choice(
            key="tra-loi",
            label=gettext_noop("Trả lời"),
            options=ANSWERS,
            by=lambda rows, value, _question: rows.filter(answered_on__isnull=value == "khong"),
        ),
        Year(key="nam", label=gettext_noop("Năm trả lời"), column="answered_on"),
    ),
    counted=lambda number, words: ngettext("%(number)s lượt hỏi", "%(number)s lượt hỏi", number) % {"number": words},
    file_name=lambda question: f"lay-y-kien-{question.as_of}",
    template="drafting/plain_list.html",
    head=lambda _request, _shown: room_tabs("opinions"),
    empty=gettext_noop("Chưa hỏi ý kiến cơ quan nào."),
    name_of=lambda row: row.name,
)

urls = [
    *listing_urls(DRAFTS, room="drafting", name="list"),
    *listing_urls(OPINIONS, room="drafting", name="opinions", at="lay-y-kien/"),
]
