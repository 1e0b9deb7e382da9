"""«Tải về»: the words of an act on a day as Word, PDF, Akoma Ntoso and JSON-LD."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse

from thuongton.files.office import PDF, as_pdf
from thuongton.law.answers import as_paper
from thuongton.law.formats import as_akn, as_json_ld
from thuongton.law.history import ActHistory
from thuongton.law.queries.act_page import history_of
from thuongton.law.queries.acts import WHOLE, visible_to
from thuongton.law.states import state_on
from thuongton.law.views.days import LawDay, law_day
from thuongton.people.requests import SignedInRequest
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.limits import heavy
from vanban.model import UnreadableFile
from vanban.write.docx import write_docx

Made = Callable[[ActHistory, LawDay], bytes]


def _word(history: ActHistory, day: LawDay) -> bytes:
    return write_docx(as_paper(history, day.on))


def _pdf(history: ActHistory, day: LawDay) -> bytes:
    return as_pdf(_word(history, day))


def _akn(history: ActHistory, day: LawDay) -> bytes:
    return as_akn(history, day.on)


def _json(history: ActHistory, day: LawDay) -> bytes:
    return as_json_ld(history, state_on(history, WHOLE, day.on), day.on).encode()


FORMATS: dict[str, tuple[Made, str]] = {
    "docx": (_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (_pdf, PDF),
    "xml": (_akn, "application/akn+xml"),
    "jsonld": (_json, "application/ld+json"),
}


def download(request: SignedInRequest, pk: int, ending: str) -> HttpResponse:
    """The act on the day of the page as a file; 404 for an ending that no writer has.

    Where a file cannot be made (no LibreOffice for PDF, beyond its time) the page of the act says so in one sentence.
    """
    record = get_object_or_404(visible_to(request.user), pk=pk)
    if ending not in FORMATS:
        raise Http404
    make, media_type = FORMATS[ending]
    day = law_day(request)
    history, _makers, work = history_of(record, day.known)
    try:
        made = make(history, day)
    except UnreadableFile as error:
        messages.error(request, error.sentence)
        return redirect(reverse("law:act", args=[pk]) + day.query())
    name = "".join(one if one.isalnum() else "-" for one in f"{work.number}-{day.on}").strip("-")
    answer = HttpResponse(made, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{_ascii(name)}.{ending}"'
    return answer


def _ascii(name: str) -> str:
    return name.replace("Đ", "D").replace("đ", "d").encode("ascii", "ignore").decode()


urls = [path("van-ban/<int:pk>/tai-ve.<slug:ending>", not_a_page(heavy("xuat")(download)), name="download")]
