"""The forms of parallel documents: whether two are on one subject, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from thuongton.reviews.actions import Action
from thuongton.reviews.desk_forms import NO_ACTION
from thuongton.web.forms.base import ActForm
from thuongton.web.widgets import DayField, DayInput


class SameSubjectForm(ActForm):
    """Two documents are on one subject; a word on it may be added."""

    sent: ClassVar[Mapping[str, str]] = {"reason": "y-kien"}
    reason = forms.CharField(label=gettext_lazy("Ý kiến"), max_length=400, required=False)


class OtherSubjectForm(ActForm):
    """Two documents are not on one subject, and why."""

    sent: ClassVar[Mapping[str, str]] = {"reason": "ly-do"}
    reason = forms.CharField(label=gettext_lazy("Vì sao không cùng nội dung"), max_length=400)


class TogetherForm(ActForm):
    """One handling with one reason for the rows of both documents."""

    sent: ClassVar[Mapping[str, str]] = {
        "action": "hinh-thuc", "reason": "ly-do", "by_document": "bang-van-ban", "due": "han",
    }  # fmt: skip
    action = forms.ChoiceField(label=gettext_lazy("Hình thức xử lý"), choices=[NO_ACTION, *Action.choices])
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=400, widget=forms.Textarea({"rows": 3}))
    by_document = forms.CharField(label=gettext_lazy("Bằng văn bản"), max_length=300, required=False)
    due = DayField(label=gettext_lazy("Hạn xử lý"), required=False, widget=DayInput({"placeholder": "31/12/2026"}))
