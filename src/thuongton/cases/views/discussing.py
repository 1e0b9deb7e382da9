"""What people say about a case, who does it, who handles it, when somebody is reminded; each as an act of its page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases import services
from thuongton.cases.kind_fields import CaseNumberField, NamesLater
from thuongton.cases.models import Case
from thuongton.cases.queries.attached import attached_to, numbers_to_attach, paper_numbered
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.rights import acts_on
from thuongton.cases.services.attaching import attach, detach
from thuongton.cases.views.frame import SAID, frame_of
from thuongton.people.models import User
from thuongton.people.queries import people_visible_to
from thuongton.people.requests import SignedInRequest
from thuongton.records.doing import ACTS, demand_writing
from thuongton.records.queries import hanging
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.base import ActForm, RowField


def _people(user: User, case: Case) -> QuerySet[User]:
    return people_visible_to(user, within=case.unit).filter(is_active=True).order_by("full_name", "pk")


class HandOverForm(ActForm):
    """To whom a case is given to handle, and why."""

    sent = {"person": "nguoi", "reason": "ly-do"}
    person = RowField(_people, called=str, label=gettext_lazy("Người xử lý mới"))
    reason = forms.CharField(label=gettext_lazy("Lý do"), required=False, max_length=300)


def _hand_over(user: Any, case: Case, *, person: User, reason: str) -> Case:
    services.hand_over(user, [case], person, reason=reason)
    return case


def _said(case: Case) -> str:
    return _("Đã giao hồ sơ cho %(person)s.") % {"person": case.handler}


def _gives(page: Any) -> bool:
    return bool(page.writes)


class PaperNumberField(CaseNumberField):
    """A paper by its number, among those that the person may open."""

    def bind(self, user: Any, record: Any) -> None:
        """Say who chooses, and for which case."""
        self.asked = (user, record)
        widget: Any = self.widget
        widget.names = NamesLater(lambda: numbers_to_attach(user, record))

    def to_python(self, value: Any) -> Any:
        """The paper; None for nothing."""
        text = str(value or "").strip()
        return paper_numbered(*self.asked, text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """A paper stands in the form by its number."""
        return value if isinstance(value, str) else ""

    def run_validators(self, value: Any) -> None:
        """The number was looked up; there is nothing more to ask of a paper."""


class AttachPaperForm(ActForm):
    """Which paper belongs to the case."""

    sent = {"document": "van-ban"}
    document = PaperNumberField(label=gettext_lazy("Số, ký hiệu văn bản"))


class DetachPaperForm(ActForm):
    """A paper that is taken off."""

    sent = {"row": "kem"}
    row = RowField(attached_to)


ATTACH = Act(
    "kem-van-ban",
    gettext_lazy("Kèm văn bản"),
    attach,
    form=AttachPaperForm,
    said=gettext_lazy("Đã kèm văn bản vào hồ sơ."),
    place="kem-theo",
    may=_gives,
)
DETACH = Act(
    "bo-van-ban",
    gettext_lazy("Bỏ khỏi hồ sơ"),
    detach,
    form=DetachPaperForm,
    of_row=True,
    said=gettext_lazy("Đã bỏ văn bản khỏi hồ sơ."),
    place="kem-theo",
    may=_gives,
)
HAND_OVER = Act(
    "giao-xu-ly",
    gettext_lazy("Giao xử lý"),
    _hand_over,
    form=HandOverForm,
    said=_said,
    place="xu-ly",
    may=_gives,
    opens=gettext_lazy("Giao người khác xử lý"),
)


def _found(user: User, uid: UUID) -> Case:
    return get_object_or_404(visible_to(user).select_related("unit", "handler"), uid=uid)


def _refused(request: Any, case: Case, refused: Refused) -> HttpResponse:
    return show_discussion(request, case, refused, 400)


def _address(case: Case) -> str:
    return f"{reverse('cases:case', args=[case.uid])}?phan={SAID}"


DISCUSSION = Acts([*ACTS, HAND_OVER, ATTACH, DETACH], _found, _refused, _address, demand_writing)


def show_discussion(
    request: SignedInRequest, case: Case, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    """The tab of a case with what hangs on it."""
    context = frame_of(request, case, SAID) | discussion(request, case, refused)
    return render(request, "cases/discussion.html", context, status=status)


def discussion(request: SignedInRequest, case: Case, refused: Refused | None = None) -> dict[str, Any]:
    """What hangs on a case, with the acts on it."""
    on = hanging(request.user, case)
    page = SimpleNamespace(on=on, writes=acts_on(request.user, case))
    offered = Offered(
        DISCUSSION,
        request.user,
        case,
        page,
        "cases:case-",
        (case.uid,),
        refused=refused,
        doing=request.GET.get("lam", ""),
    )
    return {"on": on, "offered": offered, "attached": list(attached_to(request.user, case)), "writes": page.writes}


urls = DISCUSSION.urls("ho-so/<uuid:uid>/", "case-")
