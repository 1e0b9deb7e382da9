"""The three registers and their columns: Nghị định 30/2020/NĐ-CP, Phụ lục IV. One table for page, Excel and print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents.followup import standing
from thuongton.documents.models import Document
from thuongton.web.templatetags.web import ngay


def _name_and_title(paper: Document) -> str:
    if paper.secrecy:
        return str(_("Văn bản độ %(degree)s; lưu giữ tại: %(place)s") % {
            "degree": paper.get_secrecy_display(), "place": paper.kept_at
        })  # fmt: skip
    return " – ".join(part for part in (paper.kind, paper.title) if part)


def _number(paper: Document) -> str:
    if paper.number:
        return paper.number
    return (
        str(_("(chưa có số) %(symbol)s") % {"symbol": paper.symbol}).strip() if paper.symbol else str(_("(chưa có số)"))
    )


def _full(paper: Document) -> str:
    parts = [
        paper.kind,
        paper.number,
        str(_("ngày %(day)s") % {"day": ngay(paper.issued_on)}) if paper.issued_on else "",
    ]
    return "; ".join(part for part in (" ".join(p for p in parts if p), paper.issuer) if part) or _number(paper)


def _progress(paper: Document, as_of: dt.date) -> str:
    answered = (paper.answer.issued_on or paper.answer.registered_on) if paper.answer else None
    now = standing(paper.answer_due, answered, as_of).words
    return f"{paper.progress} ({now})" if paper.progress else now


def _answer(paper: Document) -> str:
    return _number(paper.answer) if paper.answer else ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title as the decree prints it, the text of its cell on a day, and how it is sorted."""

    key: str
    title: Any
    cell: Callable[[Document, dt.date], str]
    width: int = 14
    sort: tuple[str, ...] = ()
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """One register (sổ): its address, its title, its columns and its usual order."""

    key: str
    title: Any
    direction: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    slug: str
    empty: Any


def _day(field: str) -> Callable[[Document, dt.date], str]:
    return lambda paper, _as_of: ngay(getattr(paper, field))


def _plain(field: str) -> Callable[[Document, dt.date], str]:
    return lambda paper, _as_of: str(getattr(paper, field) if getattr(paper, field) is not None else "")


def _one_line(field: str) -> Callable[[Document, dt.date], str]:
    return lambda paper, _as_of: "; ".join(line.strip() for line in getattr(paper, field).splitlines() if line.strip())


INCOMING = Register(
    "incoming",
    gettext_lazy("Văn bản đến"),
    "incoming",
    (
        Column("arrived", gettext_lazy("Ngày đến"), _day("arrived_on"), 11, ("arrived_on",)),
        Column("arrival", gettext_lazy("Số đến"), _plain("arrival_no"), 8, ("arrival_no",), True),
        Column("issuer", gettext_lazy("Tác giả"), _plain("issuer"), 28, ("issuer",)),
        Column("number", gettext_lazy("Số, ký hiệu văn bản"), lambda p, _d: _number(p), 20, ("number",)),
        Column("issued", gettext_lazy("Ngày tháng văn bản"), _day("issued_on"), 12, ("issued_on",)),
        Column("title", gettext_lazy("Tên loại và trích yếu nội dung văn bản"), lambda p, _d: _name_and_title(p), 60),
        Column("handler", gettext_lazy("Đơn vị hoặc người nhận"), _plain("handler"), 24, ("handler",)),
        Column("forwarded", gettext_lazy("Ngày chuyển"), _day("forwarded_on"), 11, ("forwarded_on",)),
        Column("received", gettext_lazy("Ký nhận"), _plain("received_by"), 16),
        Column("note", gettext_lazy("Ghi chú"), _one_line("note"), 20),
    ),
    ("-registered_on", "-id"),
    "den",
    gettext_lazy("Chưa có văn bản đến nào."),
)
OUTGOING = Register(
    "outgoing",
    gettext_lazy("Văn bản đi"),
    "outgoing",
    (
        Column("number", gettext_lazy("Số, ký hiệu văn bản"), lambda p, _d: _number(p), 20, ("number",)),
        Column("issued", gettext_lazy("Ngày tháng văn bản"), _day("issued_on"), 12, ("issued_on",)),
        Column("title", gettext_lazy("Tên loại và trích yếu nội dung văn bản"), lambda p, _d: _name_and_title(p), 60),
        Column("signer", gettext_lazy("Người ký"), _plain("signer"), 22, ("signer",)),
        Column("recipients", gettext_lazy("Nơi nhận văn bản"), _one_line("recipients"), 36),
        Column("keeper", gettext_lazy("Đơn vị, người nhận bản lưu"), _plain("keeper"), 20),
        Column("copies", gettext_lazy("Số lượng bản"), _plain("copies"), 8, ("copies",), True),
        Column("forwarded", gettext_lazy("Ngày chuyển"), _day("forwarded_on"), 11, ("forwarded_on",)),
        Column("received", gettext_lazy("Ký nhận"), _plain("received_by"), 16),
        Column("note", gettext_lazy("Ghi chú"), _one_line("note"), 20),
    ),
    ("-registered_on", "-id"),
    "di",
    gettext_lazy("Chưa có văn bản đi nào."),
)
FOLLOWED = Register(
    "followed",
    gettext_lazy("Theo dõi giải quyết văn bản đến"),
    "incoming",
    (
        Column("arrival", gettext_lazy("Số đến"), _plain("arrival_no"), 8, ("arrival_no",), True),
        Column(
            "paper",
            gettext_lazy("Tên loại, số và ký hiệu, ngày tháng và cơ quan ban hành văn bản"),
            lambda p, _d: _full(p),
            60,
            ("issuer", "number"),
        ),
        Column("handler", gettext_lazy("Đơn vị hoặc người nhận"), _plain("handler"), 24, ("handler",)),
        Column("due", gettext_lazy("Thời hạn giải quyết"), _day("answer_due"), 12, ("answer_due",)),
        Column("progress", gettext_lazy("Tiến độ giải quyết"), _progress, 28),
        Column("answer", gettext_lazy("Số, ký hiệu văn bản trả lời"), lambda p, _d: _answer(p), 20),
        Column("note", gettext_lazy("Ghi chú"), _one_line("note"), 20),
    ),
    ("answer_due", "-id"),
    "theo-doi",
    gettext_lazy("Chưa có văn bản đến nào được giao thời hạn giải quyết."),
)
REGISTERS = (INCOMING, OUTGOING, FOLLOWED)
UNIT = Column("unit", gettext_lazy("Đơn vị"), lambda p, _d: p.unit.name, 26, ("unit__path",))
