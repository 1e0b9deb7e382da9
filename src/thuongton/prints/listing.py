"""«Bản in đã lưu»: the prints of one's scope, of every room; a room may show its own with a filter more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop, ngettext

from thuongton.prints.kinds import kind_of, kinds
from thuongton.prints.models import Printout
from thuongton.prints.queries import kinds_among, visible_to
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, DayRange, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question


def _counted(number: int, words: str) -> str:
    return ngettext("%(number)s bản in", "%(number)s bản in", number) % {"number": words}


def _kinds(question: Question) -> list[tuple[str, str]]:
    known = kinds()
    return [(code, known[code].words) for code in kinds_among(question.reader) if code in known]


def _by(one: Printout) -> str:
    return str(one.by) if one.by else ""


def _lens(one: Printout) -> str:
    return str(one.get_basis_display()) if one.basis else ""


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    chosen = kinds().get(shown.asked.values.get("loai", ""))
    return {"room": chosen.room if chosen else ""}


TITLE = Column("ban-in", gettext_noop("Bản in"), lambda one: one.title, 90, sort=("title", "-pk"),
               template="prints/parts/link.html", fixed=True, vi=True)  # fmt: skip
KIND = Column("loai", gettext_noop("Loại bản in"), lambda one: kind_of(one).words, 50, sort=("kind",))
FACTS = (
    Column("tinh-den-ngay", gettext_noop("Tính đến"), lambda one: one.as_of, 24, Kind.DAY, sort=("as_of",), phone="1"),
    Column("cach-tinh", gettext_noop("Cách tính"), _lens, 46, phone="3"),
    Column("in-luc", gettext_noop("In lúc"), lambda one: one.made_at, 34, Kind.MOMENT, sort=("made_at",), phone="2"),
    Column("nguoi-in", gettext_noop("Người in"), _by, 46, sort=("by__full_name",), phone="4", vi=True),
    Column("sha-256", gettext_noop("In lại, mã kiểm tra"), lambda one: f"{one.sha256[:12]}…", 50,
           full=lambda one: one.sha256, template="prints/parts/files.html"),
)  # fmt: skip
FILTERS = (
    Words(key="q", label=gettext_noop("Tên bản in"), column="title", folded=False),
    Words(key="nguoi", label=gettext_noop("Người in"), column="by__full_name", folded=False),
    DayRange(key="tu", until="den", label=gettext_noop("In từ ngày"), column="made_at", moments=True),
)

PRINTS = Listing(
    key="ban-in-moi-phong",
    title=gettext_noop("Bản in đã lưu"),
    columns=(TITLE, KIND, *(replace(one, shown=one.key != "cach-tinh") for one in FACTS)),
    query=lambda question: visible_to(question.reader).order_by(),
    filters=(Choice(key="loai", label=gettext_noop("Loại bản in"), column="kind", options=_kinds), *FILTERS),
    order=("-pk",),
    order_label=gettext_noop("Mới in trước"),
    counted=_counted,
    file_name=lambda question: f"ban-in-{question.as_of}",
    head=_head,
    empty=gettext_noop("Chưa giữ bản in nào. Bản in có khi bấm «In và giữ bản» ở một bảng, hoặc in một báo cáo."),
)
