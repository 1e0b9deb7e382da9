"""The forms of joining tasks that are one work in several plans."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import User
from thuongton.plans.models import LinkConsent, Task
from thuongton.plans.queries.linking import consents_to_give, offers_writable_by
from thuongton.plans.queries.tasks import visible_to
from thuongton.web.forms.base import ActForm, RowField


def _tasks(user: User, task: Task) -> QuerySet[Task]:
    return visible_to(user).select_related("plan__unit", "unit", "common")


def _asked(user: User, task: Task) -> QuerySet[LinkConsent]:
    return consents_to_give(user).filter(task=task)


class JoinForm(ActForm):
    """The task of the other plan."""

    sent = {"row": "other"}
    row = RowField(_tasks)


class AgreeForm(ActForm):
    """An offer that is agreed to; the form is shared with refusing, so a reason may come along."""

    sent = {"row": "de-nghi"}
    row = RowField(_asked, key="offer_id")


class RefuseForm(AgreeForm):
    """An offer that is refused, and why."""

    sent = {"row": "de-nghi", "reason": "ly-do"}
    reason = forms.CharField(label=_("Lý do không đồng ý"), required=False, max_length=400)


class WithdrawOfferForm(ActForm):
    """An offer that is taken back."""

    sent = {"row": "de-nghi"}
    row = RowField(offers_writable_by)
