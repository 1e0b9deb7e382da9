"""Tasks that are one work in several plans: suggested, offered to the other side, answered, linked and parted."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.plans.forms import twins as forms
from thuongton.plans.models import LinkConsent, LinkOffer, Task
from thuongton.plans.queries import linking, twins
from thuongton.plans.queries.rights import may_write
from thuongton.plans.queries.tasks import visible_to
from thuongton.plans.services.linking import answer_link, link_tasks, unlink_task, withdraw_offer
from thuongton.web.acts import Act, Acts, Offered, Refused


def _found(user: User, task_id: int) -> Task:
    return get_object_or_404(visible_to(user).select_related("plan__unit", "unit", "common"), pk=task_id)


def _show(request: SignedInRequest, task: Task, refused: Refused | None = None) -> HttpResponse:
    writable = may_write(request.user, task.plan)
    context = {
        "room": "plans",
        "task": task,
        "writable": writable,
        "linked": twins.linked_with(request.user, task),
        "asked": linking.asked_about(request.user, task),
        "offers": linking.offers_of(request.user, task)[:20],
        "twins": twins.twins_of(request.user, task),
        "offered": Offered(TWINS, request.user, task, writable, "plans:twins-", (task.pk,), refused=refused),
    }
    return render(request, "plans/twins.html", context, status=400 if refused else 200)


def twins_page(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Tasks of other plans that are, or may be, the same work, and the offers that wait, each quote beside its own."""
    return _show(request, _found(request.user, task_id))


def _address(task: Task) -> str:
    return reverse("plans:twins", args=[task.pk])


def _joined(made: Any) -> str:
    if isinstance(made, LinkOffer):
        return _("Đã gửi đề nghị nối; hai nhiệm vụ được nối khi bên kia đồng ý.")
    return _("Đã nối: làm một lần, tính cho cả hai kế hoạch.")


def _agreed(offer: LinkOffer) -> str:
    if offer.outcome == "linked":
        return _("Đã nối: làm một lần, tính cho cả hai kế hoạch.")
    return _("Đã đồng ý; còn chờ các bên khác trả lời.")


def _agree(user: User, consent: LinkConsent) -> LinkOffer:
    return answer_link(user, consent, True)


def _refuse(user: User, consent: LinkConsent, reason: str) -> LinkOffer:
    return answer_link(user, consent, False, reason=reason)


def _writes(writable: bool) -> bool:
    return writable


TWINS = Acts(
    (
        Act(
            "noi", gettext_lazy("Đúng là một việc, nối lại"), lambda user, task, row: link_tasks(user, task, row),
            code="link", form=forms.JoinForm, said=_joined, may=_writes,
        ),
        Act(
            "bo", gettext_lazy("Bỏ nối nhiệm vụ này"), unlink_task, code="unlink", may=_writes,
            confirm=gettext_lazy("Bỏ nối? Kết quả của các nhiệm vụ kia sẽ không còn tính cho nhiệm vụ này."),
            said=gettext_lazy("Đã bỏ nối. Kết quả của các nhiệm vụ kia không còn tính cho nhiệm vụ này."),
        ),
        Act(
            "dong-y", gettext_lazy("Đồng ý nối"), _agree, code="agree", form=forms.AgreeForm, of_row=True,
            said=_agreed,
        ),
        Act(
            "khong-dong-y", gettext_lazy("Không đồng ý"), _refuse, code="refuse", form=forms.RefuseForm, of_row=True,
            danger=True, said=gettext_lazy("Đã trả lời không đồng ý nối; hai nhiệm vụ giữ riêng."),
        ),
        Act(
            "rut", gettext_lazy("Rút đề nghị"), withdraw_offer,
            code="withdraw", form=forms.WithdrawOfferForm, of_row=True, may=_writes,
            said=gettext_lazy("Đã rút đề nghị nối."),
        ),
    ),
    _found,
    _show,
    _address,
)  # fmt: skip
urls = [
    path("nhiem-vu/<int:task_id>/cung-noi-dung/", twins_page, name="twins"),
    *TWINS.urls("nhiem-vu/<int:task_id>/cung-noi-dung/", "twins-"),
]
