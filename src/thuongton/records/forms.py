"""The forms of the acts on any record: what is said, to whom it is given, when somebody is reminded, why it goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.records.queries import assignments_writable_by, colleagues, reminders_of
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.widgets import DayField


class CommentForm(ActForm):
    """What is said of a record."""

    sent = {"text": "noi-dung"}
    text = forms.CharField(
        label=_("Viết trao đổi; gõ @tên để nhắc người"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Nội dung trao đổi đang trống.")},
    )


class ColleagueForm(ActForm):
    """A colleague."""

    sent = {"person": "nguoi"}
    person = RowField(colleagues, called=str, label=_("Giao cho"))


class AssignForm(ColleagueForm):
    """A colleague, and why."""

    sent = {"person": "nguoi", "reason": "ly-do"}
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=300)


class ReminderForm(ColleagueForm):
    """Who is reminded, when, and of what."""

    sent = {"person": "nguoi", "day": "ngay", "text": "viec"}
    person = RowField(colleagues, called=str, label=_("Nhắc"))
    day = DayField(label=_("Ngày nhắc"))
    text = forms.CharField(label=_("Việc"), max_length=300)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.initial.setdefault("person", self.user.pk)


class EndReminderForm(ActForm):
    """A reminder that ends."""

    sent = {"row": "hen"}
    row = RowField(reminders_of)


class RemoveForm(ActForm):
    """Why a record is taken out of its register."""

    sent = {"reason": "ly-do"}
    reason = forms.CharField(
        label=_("Lý do xoá"),
        max_length=400,
        error_messages={"required": _("Hãy ghi lý do xoá; lý do được giữ trong nhật ký.")},
    )


class UnassignForm(ActForm):
    """An assignment that ends, and why."""

    sent = {"row": "phan-cong", "reason": "ly-do"}
    row = RowField(assignments_writable_by)
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=300)
