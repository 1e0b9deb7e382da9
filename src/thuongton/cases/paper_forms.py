"""The forms of printing: purpose, number and signer, an official form and its withdrawal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.documents.forms import ScreenedFileField
from thuongton.web.forms.base import ActForm
from thuongton.web.widgets import DayField


class PurposeForm(ActForm):
    """For which purpose sensitive fields are printed."""

    sent = {"purpose": "muc-dich"}
    purpose = forms.CharField(
        label=_("Mục đích (không ghi tên người dân)"), min_length=5, max_length=300, widget=forms.TextInput()
    )


class NumberedPrintForm(ActForm):
    """The number, the day and the signer of a paper."""

    sent = {"symbol": "ky-hieu", "on": "ngay", "capacity": "chuc-vu", "signer": "nguoi-ky"}
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, required=False)
    on = DayField(label=_("Ngày văn bản"), required=False)
    capacity = forms.CharField(label=_("Thẩm quyền, chức vụ người ký"), max_length=200, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=160, required=False)


class PlainPrintForm(ActForm):
    """The day and the signer of a paper that takes no number."""

    sent = {"on": "ngay", "capacity": "chuc-vu", "signer": "nguoi-ky"}
    on = DayField(label=_("Ngày trên giấy"), required=False)
    capacity = forms.CharField(label=_("Thẩm quyền, chức vụ người ký"), max_length=200, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=160, required=False)


class LoadForm(ActForm):
    """An official form of a paper: the file, and the text that issued it."""

    sent = {"paper": "giay", "file": "tep", "source": "van-ban"}
    paper = forms.ChoiceField(label=_("Giấy tờ"))
    source = forms.CharField(label=_("Văn bản ban hành mẫu"), max_length=300)
    file = ScreenedFileField(
        label=_("Tệp Word của mẫu"),
        error_messages={"required": _("Chưa chọn tệp; hãy chọn tệp Word của mẫu.")},
    )

    def bind_papers(self, papers: list[tuple[str, str]]) -> None:
        """Say which papers there are to choose from."""
        field: Any = self.fields["paper"]
        field.choices = papers
