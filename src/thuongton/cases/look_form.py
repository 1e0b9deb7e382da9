"""The form that opens sensitive fields of a case: for which purpose."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from thuongton.web.forms.base import ActForm


class LookForm(ActForm):
    """For which purpose sensitive fields are opened."""

    sent = {"purpose": "muc-dich"}
    purpose = forms.CharField(
        label=gettext_lazy("Mục đích xem"),
        min_length=5,
        max_length=300,
        help_text=gettext_lazy("Được ghi vào hồ sơ cùng tên người xem; ai xem được hồ sơ đều đọc được."),
        error_messages={
            "required": gettext_lazy("Ghi mục đích mở trường nhạy cảm."),
            "min_length": gettext_lazy("Ghi mục đích mở trường nhạy cảm."),
        },
    )
