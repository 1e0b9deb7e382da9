"""«Chất lượng»: doubtful facts of the register, each with the page where it is mended; the check of all bases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST

from thuongton.law.queries.quality import KINDS, DoubtfulFact, doubtful, kind_words, last_check
from thuongton.law.rights import demand_reader, keeps_register
from thuongton.law.services.checking import begin_check
from thuongton.law.views.tabs import desk_tabs
from thuongton.people.requests import SignedInRequest
from thuongton.web.limits import heavy
from thuongton.web.lists.columns import Column
from thuongton.web.lists.filters import Many, Words
from thuongton.web.lists.held import Held, held_by
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.views import listing_urls
from vanban.text import fold


def mend_words(row: DoubtfulFact) -> str:
    """What a person does about it, in the language of the page."""
    if row.kind == "question":
        return _("Quyết định câu hỏi")
    if row.kind in ("no-text", "basis"):
        return _("Xem văn bản")
    return _("Ghi ở trang giữ sổ") if row.kind != "individual" else _("Xem lại số, loại")


def mend_address(row: DoubtfulFact) -> str:
    """The page where it is mended."""
    if row.record is not None:
        return reverse("law:question", args=[row.record])
    if row.act is None:
        return ""
    name = "law:act" if row.kind in ("no-text", "basis") else "law:desk"
    return reverse(name, args=[row.act]) + ("?lam=ghi#ghi-tay" if name == "law:desk" else "")


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    reader = shown.asked.question.reader
    for row in shown.rows:
        shown.asked.noted[row.pk] = mend_address(row)
    return {
        "room": "law",
        "keeps": keeps_register(reader) and not shown.asked.question.rewound,
        "check": last_check(),
        **desk_tabs(reader, "quality"),
    }


QUALITY = Listing(
    key="chat-luong-so-luat",
    title=gettext_noop("Chất lượng sổ pháp luật"),
    columns=(
        Column("so", gettext_noop("Số, ký hiệu"), lambda row: row.number, 40, sort=("number",), fixed=True, phone="1",
               vi=True, template="law/parts/doubt_number.html"),
        Column("loai", gettext_noop("Điều đáng ngờ"), lambda row: kind_words(row.kind), 50, sort=("rank", "number"),
               phone="2"),
        Column("noi-ro", gettext_noop("Nói rõ"), lambda row: row.message, 120, phone="title", vi=True),
        Column("cach-sua", gettext_noop("Cách sửa"), mend_words, 46, phone="3", template="law/parts/doubt_mend.html"),
    ),
    query=lambda _question: Held(doubtful()),
    order=("pk",),
    order_label=gettext_noop("Nặng trước"),
    filters=(
        Words(
            key="q",
            label=gettext_noop("Số hoặc lời"),
            by=held_by(lambda row, value: fold(value) in fold(f"{row.number} {row.message}")),
        ),
        Many(
            key="loai",
            label=gettext_noop("Điều đáng ngờ"),
            options=lambda _question: [(key, str(words)) for key, words in KINDS.items()],
            by=held_by(lambda row, value: row.kind in value),
        ),
    ),
    counted=lambda number, words: ngettext("%(number)s chỗ", "%(number)s chỗ", number) % {"number": words},
    file_name=lambda question: f"chat-luong-so-phap-luat-{question.as_of}",
    template="law/quality.html",
    head=_head,
    demand=lambda request: demand_reader(request.user),
    empty=gettext_noop("Không có chỗ nào đáng ngờ."),
    name_of=lambda row: row.number,
)  # fmt: skip


@require_POST
@heavy("bang")
def check(request: SignedInRequest) -> HttpResponse:
    """Have the bases of every act judged in the background."""
    try:
        begin_check(request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đang kiểm tra căn cứ của cả sổ; có thể rời trang này."))
    return redirect("law:quality")


def check_progress(request: SignedInRequest) -> HttpResponse:
    """How far the check is, for the page that waits."""
    demand_reader(request.user)
    return render(request, "law/parts/check_progress.html", {"check": last_check()})


urls = [
    path("chat-luong/kiem-tra-can-cu/", check, name="quality-check"),
    path("chat-luong/tien-do/", check_progress, name="quality-progress"),
    *listing_urls(QUALITY, room="law", name="quality", at="chat-luong/"),
]
