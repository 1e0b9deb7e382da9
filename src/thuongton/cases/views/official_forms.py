"""«Mẫu giấy tờ»: which papers are filled into an official form, loading one, withdrawing one, its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.models import OfficialForm
from thuongton.cases.paper_forms import LoadForm
from thuongton.cases.papers.book import form_names
from thuongton.cases.queries.official_forms import (
    FormState,
    forms_to_withdraw,
    forms_visible_to,
    loads_forms,
    states_of_forms,
    unit_of_forms,
)
from thuongton.cases.services.official_forms import load_form, withdraw_form
from thuongton.cases.words import said_label
from thuongton.documents.services.files import Screened
from thuongton.files import store
from thuongton.people.models import Unit, User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.lists.word import word_response


@dataclass(frozen=True, slots=True)
class FormsPage:
    """The official forms as a page shows them to a person."""

    user: User
    unit: Unit

    @property
    def loads(self) -> bool:
        """Whether the person loads forms."""
        return loads_forms(self.user)


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A paper on the page of forms."""

    state: FormState

    @property
    def name(self) -> str:
        """The paper as a form names it."""
        return f"{self.state.kind.kind}.{self.state.paper.name}"

    @property
    def label(self) -> str:
        """Its name in the language of the reader."""
        return said_label(self.state.paper.label)

    @property
    def kind_label(self) -> str:
        """The name of its register."""
        return said_label(self.state.kind.label)

    @property
    def places(self) -> str:
        """The places that a form of it may have."""
        return ", ".join(f"{{{{{name}}}}}" for name in form_names(self.state.kind, self.state.paper))


class LoadPaperForm(LoadForm):
    """An official form, of one of the papers of all registers."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        shown = [ShownForm(one) for one in states_of_forms(self.record.unit)]
        self.bind_papers([("", _("Chọn giấy tờ"))] + [(one.name, f"{one.kind_label}: {one.label}") for one in shown])


class WithdrawForm(ActForm):
    """A form that is filled no more, and why."""

    sent = {"row": "mau", "reason": "ly-do"}
    row = RowField(lambda user, _page: forms_to_withdraw(user))
    reason = forms.CharField(label=gettext_lazy("Lý do thôi dùng"), max_length=300)


def _find(user: User) -> FormsPage:
    unit = unit_of_forms(user)
    if unit is None:
        raise PermissionDenied(_("Trang này dành cho người làm việc ở các cơ quan."))
    return FormsPage(user, unit)


def official_forms(request: SignedInRequest) -> HttpResponse:
    """Every paper of every register, and the official form that fills it."""
    return _shown(request, _find(request.user))


def _shown(request: SignedInRequest, page: FormsPage, refused: Refused | None = None) -> HttpResponse:
    offered = Offered(ACTS, page.user, page, page, "cases:form-", (), refused, request.GET.get("lam", ""))
    papers = [ShownForm(one) for one in states_of_forms(page.unit)]
    labels = {one.name: f"{one.kind_label}: {one.label}" for one in papers}
    context = {
        "room": "cases",
        "page": page,
        "papers": papers,
        "loaded": [(one, labels.get(f"{one.kind}.{one.paper}", one.paper)) for one in forms_visible_to(page.user)],
        "mine": set(forms_to_withdraw(page.user).values_list("pk", flat=True)),
        "offered": offered,
    }
    return render(request, "cases/official_forms.html", context, status=400 if refused else 200)


def file(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file of an official form, as it was loaded."""
    form: OfficialForm = get_object_or_404(forms_visible_to(request.user), pk=pk)
    try:
        found: FileResponse = word_response(store.read(form.file.sha256), form.name)
    except store.StoreError as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    return found


def _load(user: User, page: FormsPage, paper: str, source: str, file: Screened) -> OfficialForm:
    kind, _dot, name = paper.partition(".")
    return load_form(user, page.unit, kind, name, file, source)


def _loaded(form: OfficialForm) -> str:
    return _("Đã nạp mẫu, phiên bản %(version)s, có %(number)s chỗ điền.") % {
        "version": form.version,
        "number": len(form.places),
    }


ACTS = Acts(
    (
        Act(
            "nap", gettext_lazy("Nạp mẫu"), _load, LoadPaperForm, said=_loaded, code="load", heavy="dua-vao",
            may=lambda page: page.loads, opens=gettext_lazy("Nạp mẫu chính thức…"),
        ),
        Act(
            "thoi-dung", gettext_lazy("Thôi dùng"), withdraw_form, WithdrawForm, of_row=True, code="withdraw",
            said=gettext_lazy("Đã thôi dùng mẫu; giấy đã in theo mẫu này vẫn in lại được như cũ."),
            may=lambda page: page.loads, danger=True,
        ),
    ),
    _find,
    _shown,
    lambda _page: reverse("cases:official-forms"),
    refusals=(store.StoreError,),
)  # fmt: skip

AT = "mau-giay-to/"
urls = [
    path(AT, official_forms, name="official-forms"),
    path(f"{AT}<int:pk>/mau.docx", not_a_page(file), name="form-file"),
    *ACTS.urls(AT, "form-"),
]
