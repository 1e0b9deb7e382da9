"""«Đọc & kiểm tra»: a paper's source with what was read of it, and the findings of the linter beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents import queries
from thuongton.documents.findings import ShownFinding, compare, findings_of
from thuongton.documents.forms import AsideForm, StateForm
from thuongton.documents.models import Document, Draft, Reading
from thuongton.documents.queries import papers
from thuongton.documents.queries.review import asides_of, finding_in, rules_of
from thuongton.documents.review_page import asked_of, review
from thuongton.documents.services import review as services
from thuongton.documents.services.reading import read_paper
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Offered, Refused

KEPT = ("ban",)


def review_context(
    request: SignedInRequest,
    target: Document | Draft,
    reading: Reading,
    before: Reading | None = None,
    refused: Refused | None = None,
) -> dict[str, Any]:
    """What ``documents/parts/review.html`` shows of a text: findings of the rules that hold in its unit.

    After a refusal the page stands as it did, with the finding at hand open and its reason as typed.
    """
    rules = rules_of(target.unit)
    draft = isinstance(target, Draft)
    found = findings_of(reading.value.findings, draft=draft)
    holding = rules.holding(found)
    inside = isinstance(target, Draft) or queries.may_read_trail(request.user, target)
    asides = asides_of(target) if inside else {}
    compared = None
    if before is not None:
        compared = compare(rules.holding(findings_of(before.value.findings, draft=draft)), holding)
    page = review(
        reading.value,
        holding,
        asked_of(_stood(refused) or request.GET, keep=KEPT),
        off=len(found) - len(holding),
        asides=asides,
        compared=compared,
    )
    return {
        "room": "documents",
        "review": page,
        "rules_url": f"{reverse('documents:rules')}?don-vi={target.unit_id}",
        "may_write": queries.may_write(request.user, target.unit) and not request.rewound,
        "state": page.asked.link(trang=page.sheet if page.sheets > 1 else None),
        "typed": refused.form if refused is not None and isinstance(refused.form, AsideForm) else None,
    }


def _stood(refused: Refused | None) -> QueryDict | None:
    """How the page stood when a form was sent from it, with the finding that the form was about."""
    if refused is None or not isinstance(refused.form, StateForm):
        return None
    stood = QueryDict((refused.form["state"].value() or "").lstrip("?")[:300], mutable=True)
    if isinstance(refused.form, AsideForm):
        stood["chon"] = refused.form["number"].value() or ""
    return stood


def said_of(found: ShownFinding) -> str:
    """What is said of a finding that was left."""
    return _("Đã bỏ qua phát hiện %(number)d; lý do được giữ lại.") % {"number": found.number}


def _reading(paper: Document) -> Reading | None:
    return None if paper.secrecy else papers.reading_of(paper)


def _set_aside(user: User, paper: Document, *, number: str, key: str, version: str, reason: str) -> ShownFinding:
    found = finding_in(_reading(paper), number, key, draft=False)
    services.set_aside(user, paper, found, reason)
    return found


def _found(user: User, pk: int) -> Document:
    found: Document = get_object_or_404(queries.visible_to(user), pk=pk)
    return found


def check_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """The source of a paper of the register on one side, the findings on the other."""
    return show_check(request, _found(request.user, pk))


def show_check(request: SignedInRequest, paper: Document, refused: Refused | None = None) -> HttpResponse:
    """The page of a paper, as it is after a refusal too."""
    reading = _reading(paper)
    may_write = queries.may_write(request.user, paper.unit) and not request.rewound
    offered = Offered(CHECK, request.user, paper, may_write, "documents:check-", (paper.pk,), refused=refused)
    context: dict[str, Any] = {"room": "documents", "paper": paper, "offered": offered}
    if reading is None and not paper.secrecy:
        files = queries.attachments_visible_to(request.user).filter(document=paper)
        context["may_read_file"] = may_write and files.exists()
    if reading is not None:
        context |= review_context(request, paper, reading, refused=refused)
        context |= {
            "aside_url": reverse("documents:check-aside", args=[paper.pk]),
            "older_rules": reading.by_older_rules,
            "lead": _("Văn bản đã vào sổ: phát hiện để biết và rút kinh nghiệm, không làm thay đổi văn bản."),
        }
    return render(request, "documents/check.html", context, status=400 if refused else 200)


def _address(paper: Document) -> str:
    return reverse("documents:check", args=[paper.pk])


def aside_act(do: Any) -> Act:
    """The act that leaves a finding, of a paper or of a draft."""
    return Act(
        "bo-qua",
        gettext_lazy("Bỏ qua phát hiện này"),
        do,
        AsideForm,
        said=said_of,
        may=bool,
        code="aside",
    )


CHECK = Acts(
    [
        Act(
            "doc",
            gettext_lazy("Cho máy đọc tệp"),
            read_paper,
            said=lambda done: "" if done else _("Máy đang đọc tệp này; hãy tải lại trang sau ít phút."),
            may=bool,
            code="read",
            heavy="doc-lai",
        ),
        aside_act(_set_aside),
    ],
    find=_found,
    show=show_check,
    address=_address,
)


urls = [
    path("<int:pk>/soat/", check_page, name="check"),
    *CHECK.urls("<int:pk>/soat/", "check-"),
]
