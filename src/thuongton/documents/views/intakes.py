"""«Các lần đưa vào»: every file and pasted text that came in, and what became of it; declared on ``web/lists``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop, ngettext

from thuongton.documents.models import Intake, IntakeState
from thuongton.documents.queries import intakes_visible_to
from thuongton.people.filters import unit_filter
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import DayRange, Many, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.views import listing_urls

MARKS = {
    IntakeState.QUEUED: "waiting",
    IntakeState.READING: "running",
    IntakeState.READ: "pending",
    IntakeState.CONFIRMED: "confirmed",
    IntakeState.REFUSED: "refused",
}
"""The states of an intake as states of ``web/states.py``."""


class Came:
    """One intake as a line: the record, and its state as a mark."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.mark = MARKS[IntakeState(intake.state)]


def _what(line: Came) -> str:
    """Why it was refused, else how far it was read."""
    return line.intake.refusal or line.intake.step


def _by(line: Came) -> str:
    return str(line.intake.user) if line.intake.user else ""


def _state(line: Came) -> str:
    return str(line.intake.get_state_display())


COLUMNS = (
    Column("ten", gettext_noop("Tệp"), lambda line: line.intake.label, 90, sort=("name",),
           template="documents/parts/intake_named.html", fixed=True, vi=True),
    Column("trang-thai", gettext_noop("Trạng thái"), _state, 46, sort=("state", "-pk"),
           template="documents/parts/intake_state.html", phone="1"),
    Column("doc-duoc", gettext_noop("Đọc được gì"), _what, 58, vi=True),
    Column("don-vi", gettext_noop("Đơn vị"), lambda line: line.intake.unit.name, 38, sort=("unit__path",), phone="3",
           vi=True),
    Column("nguoi", gettext_noop("Người đưa"), _by, 46, sort=("user__full_name",), phone="4", vi=True),
    Column("luc", gettext_noop("Lúc"), lambda line: line.intake.created_at, 34, Kind.MOMENT, sort=("created_at",),
           phone="2"),
)  # fmt: skip


def _counted(number: int, words: str) -> str:
    return ngettext("%(number)s lần đưa vào", "%(number)s lần đưa vào", number) % {"number": words}


def _head(_request: HttpRequest, _shown: Shown) -> Mapping[str, Any]:
    return {"room": "documents", "here": "intake"}


INTAKES = Listing(
    key="dua-vao",
    title=gettext_noop("Các lần đưa văn bản vào"),
    columns=COLUMNS,
    query=lambda question: intakes_visible_to(question.reader),
    rows=lambda _question, found: [Came(one) for one in found],
    order=("-pk",),
    order_label=gettext_noop("Mới đưa vào trước"),
    filters=(
        Words(key="q", label=gettext_noop("Tên tệp"), column="name", folded=False),
        Many(key="trang-thai", label=gettext_noop("Trạng thái"), options=IntakeState.choices, column="state"),
        unit_filter("don-vi", gettext_noop("Đơn vị"), column="unit"),
        DayRange(key="tu", until="den", label=gettext_noop("Đưa vào từ ngày"), column="created_at", moments=True),
    ),
    counted=_counted,
    file_name=lambda question: f"dua-vao-{question.as_of}",
    template="documents/intakes.html",
    head=_head,
    empty=gettext_noop("Chưa có văn bản nào đang đưa vào."),
    name_of=lambda line: getattr(line, "intake", line).name,
    id_of=lambda line: line.intake.pk,
)

urls = listing_urls(INTAKES, room="documents", name="intakes", at="dua-vao/danh-sach/")
