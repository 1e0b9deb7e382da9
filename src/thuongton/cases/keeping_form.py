"""The form by which the time of keeping is entered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import KeepingRule
from thuongton.cases.words import said_label
from thuongton.web.forms.base import ActForm
from thuongton.web.widgets import DayField


class KeepingForm(ActForm):
    """A kind, years, from when they count, the clause, and from which day the entry holds."""

    sent = {"kind": "loai", "years": "so-nam", "since": "tinh-tu", "clause": "dieu-khoan", "valid_from": "ap-dung-tu"}
    kind = forms.ChoiceField(label=_("Loại hồ sơ"), choices=[])
    years = forms.IntegerField(
        label=_("Số năm lưu"), min_value=1, max_value=100, required=False, help_text=_("Để trống: không có thời hạn.")
    )
    since = forms.ChoiceField(label=_("Tính từ"), choices=KeepingRule.Since.choices)
    clause = forms.CharField(label=_("Điều khoản làm căn cứ"), max_length=500)
    valid_from = DayField(
        label=_("Áp dụng từ ngày"), required=False, help_text=_("Để trống: áp dụng cho mọi hồ sơ đã có.")
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        labels = sorted(
            ((name, said_label(each[-1].label)) for name, each in known_kinds().items()), key=lambda one: one[1]
        )
        self.fields["kind"].choices = labels  # type: ignore[attr-defined]
