"""The papers of a case: which there are, one as it would be printed, its number, its Word file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases import paper_forms as forms
from thuongton.cases.models import Case, CasePaper
from thuongton.cases.opened import MINUTES, OPENED, is_open, opening
from thuongton.cases.paper_files import paper_as_word
from thuongton.cases.paper_part import shown_papers
from thuongton.cases.papers.letter import addressee_words, foot_words, is_numbered, subject_words
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.queries.papers import (
    PaperView,
    documents_seen,
    form_of,
    is_marked,
    layout_of,
    missing_of,
    paper_view,
    print_of,
    prints_of,
    view_of_print,
)
from thuongton.cases.services.printing import look_into_paper, print_paper
from thuongton.cases.views.frame import frame_of
from thuongton.cases.words import said_label
from thuongton.files.store import StoreError
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import holds
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.inputs import whole
from thuongton.web.limits import heavy

PRINT = "ban"
"""The name of a print in addresses."""
TAB = "giay-to"


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper as a page shows it to a person; ``looked``: they said for which purpose they open what is sensitive."""

    user: User
    view: PaperView
    looked: bool = False

    @property
    def writes(self) -> bool:
        """Whether the person may print it under a number."""
        return holds(self.user, self.view.case)

    @property
    def address(self) -> str:
        """The address of the page."""
        return reverse("cases:paper", args=[self.view.case.uid, self.view.paper.name])

    @property
    def query(self) -> str:
        """What the address says beside it: which print, and what was opened."""
        said: dict[str, object] = {}
        if self.view.printed is not None:
            said[PRINT] = self.view.printed.pk
        if self.looked:
            said[OPENED] = opening(self.user, *self.opened)
        return f"?{urlencode(said)}" if said else ""

    @property
    def opened(self) -> tuple[object, ...]:
        """What a look opens: this paper of this case."""
        return ("paper", self.view.case.uid, self.view.paper.name)


def _case(request: HttpRequest, uid: UUID) -> Case:
    found: Case = get_object_or_404(visible_to(request.user).select_related("unit", "handler"), uid=uid)  # type: ignore[arg-type]
    return found


def _view(case: Case, paper: str, printed: str) -> PaperView:
    """The paper as it stands now, or as a print of it was; Http404 for what there is not."""
    number = whole(printed)
    try:
        if printed:
            row = print_of(case, paper, number or 0)
            if row is None:
                raise Http404
            return view_of_print(row)
        return paper_view(case, paper)
    except LookupError as error:
        raise Http404 from error


def _asked(request: SignedInRequest, uid: UUID, paper: str) -> PaperPage:
    view = _view(_case(request, uid), paper, request.GET.get(PRINT, ""))
    page = PaperPage(request.user, view)
    looked = page.writes and is_open(request.user, request.GET.get(OPENED, ""), *page.opened)
    return PaperPage(request.user, view, looked)


def papers(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The papers of a case, and what was printed of it."""
    case = _case(request, uid)
    shown = shown_papers(request.user, case)
    context = {"room": "cases", **frame_of(request, case, TAB), "shown": shown}
    return render(request, "cases/papers.html", context)


def paper(request: SignedInRequest, uid: UUID, paper: str) -> HttpResponse:
    """A paper as it would be printed, or as it was; sensitive fields are masked until a purpose is said."""
    return _page(request, _asked(request, uid, paper))


def _page(request: SignedInRequest, page: PaperPage, refused: Refused | None = None) -> HttpResponse:
    view = page.view
    layout = layout_of(view, looked=page.looked)
    form = form_of(view)
    prints = list(prints_of(view.case).filter(paper=view.paper.name))
    initial = {"symbol": layout.symbol, "capacity": layout.capacity, "signer": layout.signer, "on": layout.date}
    offered = Offered(ACTS, page.user, page, page, "cases:paper-", (view.case.uid, view.paper.name), refused,
                      request.GET.get("lam", ""), initial=initial)  # fmt: skip
    context = {
        "room": "cases",
        **frame_of(request, view.case, TAB),
        "page": page,
        "view": view,
        "paper_label": said_label(view.paper.label),
        "layout": layout,
        "subject": subject_words(layout),
        "addressee": addressee_words(layout),
        "foot": foot_words(layout),
        "form": form,
        "mark": form is None and is_marked(view),
        "missing": missing_of(view),
        "opens": [said_label(view.kind.fields[name].label) for name in view.opens],
        "prints": prints,
        "documents": documents_seen(page.user, prints),
        "offered": offered,
        "number_act": NUMBERED if is_numbered(view.paper) else PLAIN,
        "minutes": MINUTES,
        "waits": [said_label(view.kind.transitions[act].label) for act in view.paper.acts],
    }  # fmt: skip
    return render(request, "cases/paper.html", context, status=400 if refused else 200)


@heavy("xuat")
def word(request: SignedInRequest, uid: UUID, paper: str) -> HttpResponseBase:
    """The paper as a Word file: the official form filled where one was loaded."""
    page = _asked(request, uid, paper)
    try:
        return paper_as_word(page.view, looked=page.looked)
    except StoreError as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")


def _found(user: User, uid: UUID, paper: str) -> PaperPage:
    case: Case = get_object_or_404(visible_to(user).select_related("unit", "handler"), uid=uid)
    return PaperPage(user, _view(case, paper, ""))


def _refused(request: SignedInRequest, page: PaperPage, refused: Refused) -> HttpResponse:
    return _page(request, page, refused)


def _look(user: User, page: PaperPage, purpose: str) -> int:
    return look_into_paper(user, page.view.case, page.view.paper.name, purpose)


def _print(user: User, page: PaperPage, **typed: Any) -> CasePaper:
    return print_paper(user, page.view.case, page.view.paper.name, **typed)


def _said(printed: CasePaper) -> str:
    if printed.number:
        return _("Đã cấp số %(number)s và vào sổ văn bản đi.") % {"number": printed.number}
    return _("Đã ghi bản in của giấy này.")


def _opened_page(page: PaperPage) -> str:
    return f"{page.address}{PaperPage(page.user, page.view, looked=True).query}"


NUMBERED, PLAIN, LOOK = "cap-so", "ghi-ban-in", "mo"
ACTS = Acts(
    (
        Act(
            NUMBERED, gettext_lazy("Cấp số và ghi bản in"), _print, forms.NumberedPrintForm, said=_said, code="number",
            may=lambda page: page.writes and page.view.printed is None and page.view.ready,
            opens=gettext_lazy("Cấp số…"),
        ),
        Act(
            PLAIN, gettext_lazy("Ghi bản in"), _print, forms.PlainPrintForm, said=_said, code="record",
            may=lambda page: page.writes and page.view.printed is None and page.view.ready,
            opens=gettext_lazy("Ghi bản in…"),
        ),
        Act(
            LOOK, gettext_lazy("Mở để in"), _look, forms.PurposeForm, code="look",
            said=gettext_lazy("Đã ghi mục đích; các trường nhạy cảm hiện trong bản in này."), leads=_opened_page,
            may=lambda page: page.writes and bool(page.view.opens) and not page.looked,
            opens=gettext_lazy("In cả trường nhạy cảm…"),
        ),
    ),
    _found,
    _refused,
    lambda page: page.address,
)  # fmt: skip

AT = "ho-so/<uuid:uid>/giay-to/"
urls = [
    path(AT, papers, name="papers"),
    path(f"{AT}<slug:paper>/", paper, name="paper"),
    path(f"{AT}<slug:paper>/giay.docx", not_a_page(word), name="paper-word"),
    *ACTS.urls(f"{AT}<slug:paper>/", "paper-"),
]
