"""The three registers and their columns: Nghị định 30/2020/NĐ-CP, Phụ lục IV; rows are papers on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.documents.followup import standing
from thuongton.documents.models import Document
from thuongton.web.dates import day_words
from thuongton.web.lists.columns import Column, Kind, Value


@dataclass(frozen=True, slots=True)
class Filed:
    """One line of a register: the paper, and the day it is looked at."""

    paper: Document
    as_of: dt.date


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
        str(_("ngày %(day)s") % {"day": day_words(paper.issued_on)}) if paper.issued_on else "",
    ]
    return "; ".join(part for part in (" ".join(p for p in parts if p), paper.issuer) if part) or _number(paper)


def _progress(line: Filed) -> str:
    paper, as_of = line.paper, line.as_of
    answered = (paper.answer.issued_on or paper.answer.registered_on) if paper.answer else None
    now = standing(paper.answer_due, answered, as_of).words
    return f"{paper.progress} ({now})" if paper.progress else now


def _answer(paper: Document) -> str:
    return _number(paper.answer) if paper.answer else ""


def _of(words: Callable[[Document], str]) -> Callable[[Filed], str]:
    return lambda line: words(line.paper)


def _field(name: str) -> Callable[[Filed], Value]:
    return lambda line: getattr(line.paper, name)


def _one_line(name: str) -> Callable[[Filed], str]:
    return lambda line: "; ".join(part.strip() for part in getattr(line.paper, name).splitlines() if part.strip())


@dataclass(frozen=True, slots=True)
class PaperRegister:
    """One register (sổ): its address, its official title, its columns and its usual order."""

    key: str
    title: str
    direction: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    order_label: str
    slug: str
    empty: str


PAPER_CELL, TITLE_CELL = "documents/parts/register_paper.html", "documents/parts/register_title.html"
NOTE = Column("note", gettext_noop("Ghi chú"), _one_line("note"), 18, beside=False)
HANDLER = Column(
    "handler",
    gettext_noop("Đơn vị hoặc người nhận"),
    _field("handler"),
    34,
    sort=("handler",),
    beside=False,
    brief=gettext_noop("Người nhận"),
)
FORWARDED = Column(
    "forwarded",
    gettext_noop("Ngày chuyển"),
    _field("forwarded_on"),
    26,
    Kind.DAY,
    sort=("forwarded_on",),
    beside=False,
)
RECEIVED = Column("received", gettext_noop("Ký nhận"), _field("received_by"), 18, beside=False)
NUMBER = Column(
    "number",
    gettext_noop("Số, ký hiệu văn bản"),
    _of(_number),
    38,
    sort=("number",),
    template=PAPER_CELL,
    fixed=True,
    phone="1",
    brief=gettext_noop("Số, ký hiệu"),
)
ISSUED = Column(
    "issued",
    gettext_noop("Ngày tháng văn bản"),
    _field("issued_on"),
    26,
    Kind.DAY,
    sort=("issued_on",),
    phone="2",
    brief=gettext_noop("Ngày văn bản"),
)
TITLE = Column(
    "title",
    gettext_noop("Tên loại và trích yếu nội dung văn bản"),
    _of(_name_and_title),
    64,
    template=TITLE_CELL,
    brief=gettext_noop("Tên loại, trích yếu"),
)
ARRIVAL = Column(
    "arrival", gettext_noop("Số đến"), _field("arrival_no"), 14, Kind.NUMBER, sort=("arrival_no",), phone="4"
)

INCOMING = PaperRegister(
    "incoming",
    gettext_noop("Sổ đăng ký văn bản đến"),
    "incoming",
    (
        Column(
            "arrived", gettext_noop("Ngày đến"), _field("arrived_on"), 22, Kind.DAY, sort=("arrived_on",), beside=False
        ),
        ARRIVAL,
        Column("issuer", gettext_noop("Tác giả"), _field("issuer"), 46, sort=("issuer",), phone="3", vi=True),
        NUMBER,
        ISSUED,
        TITLE,
        HANDLER,
        FORWARDED,
        RECEIVED,
        NOTE,
    ),
    ("-registered_on", "-id"),
    gettext_noop("Mới vào sổ trước"),
    "den",
    gettext_noop("Chưa có văn bản đến nào."),
)
OUTGOING = PaperRegister(
    "outgoing",
    gettext_noop("Sổ đăng ký văn bản đi"),
    "outgoing",
    (
        NUMBER,
        ISSUED,
        TITLE,
        Column("signer", gettext_noop("Người ký"), _field("signer"), 28, sort=("signer",), phone="3"),
        Column(
            "recipients",
            gettext_noop("Nơi nhận văn bản"),
            _one_line("recipients"),
            46,
            beside=False,
            brief=gettext_noop("Nơi nhận"),
        ),
        Column(
            "keeper",
            gettext_noop("Đơn vị, người nhận bản lưu"),
            _field("keeper"),
            34,
            beside=False,
            brief=gettext_noop("Người nhận bản lưu"),
        ),
        Column(
            "copies",
            gettext_noop("Số lượng bản"),
            _field("copies"),
            14,
            Kind.NUMBER,
            sort=("copies",),
            beside=False,
            brief=gettext_noop("Số bản"),
        ),
        FORWARDED,
        RECEIVED,
        NOTE,
    ),
    ("-registered_on", "-id"),
    gettext_noop("Mới vào sổ trước"),
    "di",
    gettext_noop("Chưa có văn bản đi nào."),
)
FOLLOWED = PaperRegister(
    "followed",
    gettext_noop("Sổ theo dõi giải quyết văn bản đến"),
    "incoming",
    (
        ARRIVAL,
        Column(
            "paper",
            gettext_noop("Tên loại, số và ký hiệu, ngày tháng và cơ quan ban hành văn bản"),
            _of(_full),
            64,
            sort=("issuer", "number"),
            template=TITLE_CELL,
            fixed=True,
            brief=gettext_noop("Văn bản đến"),
        ),
        HANDLER,
        Column(
            "due",
            gettext_noop("Thời hạn giải quyết"),
            _field("answer_due"),
            26,
            Kind.DAY,
            sort=("answer_due",),
            phone="3",
            brief=gettext_noop("Hạn giải quyết"),
        ),
        Column("progress", gettext_noop("Tiến độ giải quyết"), _progress, 44, phone="1"),
        Column(
            "answer",
            gettext_noop("Số, ký hiệu văn bản trả lời"),
            _of(_answer),
            34,
            phone="2",
            brief=gettext_noop("Văn bản trả lời"),
        ),
        NOTE,
    ),
    ("answer_due", "-id"),
    gettext_noop("Đến hạn trước đứng trước"),
    "theo-doi",
    gettext_noop("Chưa có văn bản đến nào được giao thời hạn giải quyết."),
)
REGISTERS = (INCOMING, OUTGOING, FOLLOWED)
UNIT = Column("unit", gettext_noop("Đơn vị"), lambda line: line.paper.unit.name, 30, sort=("unit__path",))
