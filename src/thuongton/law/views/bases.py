"""«Kiểm tra căn cứ»: a pasted text, a file, a paper or a draft of one's scope against the register; nothing is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents import queries as papers
from thuongton.documents.queries.papers import reading_of, reading_of_file
from thuongton.documents.queries.review import drafts_visible_to, kept_of, with_versions
from thuongton.law.bases import NOT_HELD, JudgedBasis
from thuongton.law.importing.screened import clean_bytes, words_in
from thuongton.law.marks import MARKS
from thuongton.law.mending import mended
from thuongton.law.models import LegalAct
from thuongton.law.queries.bases import JudgedPaper, judged_paper
from thuongton.law.rights import demand_reader
from thuongton.people.requests import SignedInRequest
from thuongton.web.dates import day_words
from thuongton.web.forms.base import ActForm
from thuongton.web.inputs import takes_long, whole
from thuongton.web.limits import heavy
from thuongton.web.uploads import take
from thuongton.web.widgets import DayField, DayInput
from vanban.apart import Busy
from vanban.model import Document, Finding, Source, UnreadableFile

MOST_LETTERS = 1_000_000
SHOWN = 300
"""Bases that are shown; a paper has a dozen."""
WRONG = {
    "basis-number": gettext_lazy("Sai số"),
    "basis-day": gettext_lazy("Sai ngày"),
    "basis-issuer": gettext_lazy("Sai cơ quan"),
    "basis-kind": gettext_lazy("Sai loại"),
    "basis-title": gettext_lazy("Sai tên"),
}


class BasesForm(ActForm):
    """The text that is checked: pasted or a file; the day it is checked for, and which fault is put right."""

    sent: ClassVar[dict[str, str]] = {"file": "tep", "pasted": "noi-dung", "day": "ngay", "mend": "sua"}
    pasted = forms.CharField(
        label=gettext_lazy("Phần căn cứ, hoặc toàn bộ dự thảo"),
        required=False,
        strip=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea({"rows": 8, "lang": "vi", "placeholder": gettext_lazy("Căn cứ Luật … số … ngày …;")}),
    )
    file = forms.FileField(label=gettext_lazy("hoặc tệp Word, PDF"), required=False, allow_empty_file=True)
    day = DayField(
        label=gettext_lazy("Xét ở ngày"),
        required=False,
        widget=DayInput({"placeholder": "31/3/2026"}),
        help_text=gettext_lazy("Để trống: ngày ghi trong văn bản; văn bản chưa ghi ngày thì hôm nay."),
    )
    mend = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    pasted.says_when = file.says_when = day.says_when = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The words that are checked, judged before anything else is done with them."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        upload, pasted = given.get("file"), given.get("pasted") or ""
        try:
            if upload:
                data, name = take(upload)
                given["pasted"] = words_in(clean_bytes(data), name)
            elif pasted.strip():
                given["pasted"] = words_in(pasted.encode("utf-8"), "dan.txt")
            else:
                raise forms.ValidationError(_("Chưa có nội dung; hãy dán phần căn cứ hoặc chọn một tệp."))
        except (UnreadableFile, Busy) as error:
            raise forms.ValidationError(error.sentence) from error
        return given


@dataclass(frozen=True, slots=True)
class BasisRow:
    """One line of the page: a cited act, what does not agree, its force, and the mend that is offered."""

    number: int
    judged: JudgedBasis
    act: LegalAct | None
    fact_state: str
    fact_words: str
    force_state: str
    said: tuple[str, ...]
    mend: str = ""
    mend_words: str = ""

    @property
    def title(self) -> str:
        """Its name: as cited, else as the register has it."""
        work = self.judged.work
        return self.judged.citation.title or (work.title if work is not None else "")

    @property
    def named(self) -> str:
        """Its number, or the name by which it is cited."""
        return self.judged.citation.number or self.judged.citation.surface


def _row(number: int, paper: JudgedPaper, one: JudgedBasis, text: str) -> BasisRow:
    wrong = one.facts
    fault: Finding | None = wrong[0] if wrong else None
    if fault is not None:
        fact_state, fact_words = "fault", str(WRONG[fault.rule])
    elif one.work is None:
        fact_state, fact_words = "named_only", _("Chưa có trong sổ")
    else:
        fact_state, fact_words = "agrees", ""
    mend = fault is not None and mended(text, one.citation, fault, one.work) is not None
    said = tuple(str(each.message) for each in one.findings if each.rule != NOT_HELD)
    return BasisRow(
        number,
        one,
        paper.act_of(one),
        fact_state,
        fact_words,
        MARKS[one.state] if one.state is not None else "",
        said or ((_("Văn bản này chưa có trong sổ nên chưa kiểm tra được."),) if one.work is None else ()),
        f"{one.citation.start}:{fault.rule}" if fault is not None and mend else "",
        _mend_words(fault, one) if fault is not None and mend else "",
    )


def _mend_words(fault: Finding, one: JudgedBasis) -> str:
    said = fault.suggestion or ""
    if fault.rule == "basis-day" and one.work is not None and one.work.issued_on is not None:
        said = day_words(one.work.issued_on)
    return _("Sửa thành %(words)s") % {"words": said if len(said) <= 40 else said[:38] + " …"}


def _judged(text: str, on: dt.date | None) -> JudgedPaper:
    return judged_paper(Document(text, Source(name="-", format="txt", sha256="")), on)


def _put_right(text: str, asked: str, on: dt.date | None) -> str:
    """The text with the fault put right that a button named; all faults for «all»."""
    for _round in range(SHOWN):
        paper = _judged(text, on)
        changed = None
        for one in paper.bases:
            for fault in one.facts:
                if asked not in ("all", f"{one.citation.start}:{fault.rule}"):
                    continue
                changed = mended(text, one.citation, fault, one.work)
                if changed is not None:
                    break
            if changed is not None:
                break
        if changed is None:
            return text
        text = changed
        if asked != "all":
            return text
    return text


def _context(text: str, on: dt.date | None) -> dict[str, Any]:
    paper = _judged(text, on)
    bases = [one for one in paper.bases if one.citation.role == "basis"] or list(paper.bases)
    chosen = {id(one) for one in bases}
    rows = [_row(number, paper, one, text) for number, one in enumerate(bases[:SHOWN], 1)]
    others = [
        _row(0, paper, one, text)
        for one in paper.bases
        if id(one) not in chosen and any(each.severity == "error" for each in one.findings)
    ]
    faults = [row for row in rows if row.fact_state == "fault"]
    return {
        "paper": paper,
        "rows": rows,
        "others": others[:SHOWN],
        "faults": len(faults),
        "agree": sum(row.fact_state == "agrees" for row in rows),
        "lacking": sum(row.fact_state == "named_only" for row in rows),
        "ended": sum(row.force_state not in ("", "in_force", "unknown", "law_partly") for row in rows),
        "unknown": sum(row.force_state == "unknown" for row in rows),
        "mendable": sum(bool(row.mend) for row in [*rows, *others]),
        "text": text,
    }


@heavy("du-thao", "POST")
@takes_long("noi-dung")
def bases_page(request: SignedInRequest) -> HttpResponse:
    """Check the bases of a text that is pasted or brought, put one right, and check again; nothing is kept."""
    demand_reader(request.user)
    context: dict[str, Any] = {"room": "law", "here": "bases"}
    if request.method == "POST":
        form = BasesForm(request.POST, request.FILES, user=request.user, record=None, ident="cc")
        if not form.is_valid():
            return render(request, "law/bases.html", context | {"form": form}, status=400)
        given = form.cleaned_data
        text, on, asked = given["pasted"], given["day"], given["mend"]
        if asked:
            before, text = text, _put_right(text, asked, on)
            context["mended"] = text != before
        return render(request, "law/bases.html", context | _context(text, on) | {"form": _again(form, text, on)})
    form = BasesForm(user=request.user, record=None, ident="cc")
    text, source = _from_papers(request)
    if source:
        context |= {"source": source, **(_context(text, None) if text else {"unread": True})}
        form = _again(form, text, None)
    return render(request, "law/bases.html", context | {"form": form})


def _again(form: BasesForm, text: str, on: dt.date | None) -> BasesForm:
    """The form with the text as it is now, to be mended and checked again."""
    initial = {"pasted": text, "day": on}
    return BasesForm(user=form.user, record=None, ident="cc", initial=initial)


def _from_papers(request: SignedInRequest) -> tuple[str, tuple[str, str] | None]:
    """The words of the paper or draft that an address names, and its name and page; Http404 for one out of scope."""
    paper, draft = whole(request.GET.get("van-ban", "")), whole(request.GET.get("du-thao", ""))
    if paper is not None:
        document = get_object_or_404(papers.visible_to(request.user), pk=paper)
        reading = None if document.secrecy else reading_of(document)
        name, address = str(document), reverse("documents:document", args=[paper])
    elif draft is not None:
        found = get_object_or_404(with_versions(drafts_visible_to(request.user)), pk=draft)
        kept = kept_of(found)
        reading = reading_of_file(kept[0].file_id) if kept else None
        name, address = found.title or _("Dự thảo chưa có tên"), reverse("documents:draft", args=[draft])
    else:
        return "", None
    return (reading.value.text[:MOST_LETTERS] if reading is not None else ""), (name, address)


urls = [path("can-cu/", bases_page, name="bases")]
