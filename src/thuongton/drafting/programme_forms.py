"""The forms of the programme: a line, why it leaves, adoption."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.drafting.local_forms import LocalForm
from thuongton.web.forms.base import ActForm
from thuongton.web.widgets import DayField


class LineForm(ActForm):
    """A document that the programme is to hold."""

    sent: ClassVar = {
        "year": "nam", "form": "hinh-thuc", "title": "ten-goi", "drafter_told": "co-quan", "month": "thang",
        "provision": "dieu-khoan", "note": "ghi-chu", "basis": "can-cu",
    }  # fmt: skip
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    form = forms.ChoiceField(label=_("Hình thức văn bản"), choices=LocalForm.choices)
    title = forms.CharField(label=_("Tên gọi văn bản"), max_length=2_000, widget=forms.Textarea({"rows": 2}))
    drafter_told = forms.CharField(label=_("Cơ quan chủ trì soạn thảo"), max_length=300)
    month = forms.IntegerField(label=_("Tháng dự kiến trình"), min_value=1, max_value=12, required=False)
    provision = forms.CharField(label=_("Điều khoản giao, căn cứ"), max_length=500, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=2_000, required=False)
    basis = forms.CharField(
        label=_("Căn cứ bổ sung"),
        max_length=300,
        required=False,
        help_text=_("Cần khi chương trình của năm đã ban hành."),
    )


class DropForm(ActForm):
    """Why a line leaves the programme."""

    sent: ClassVar = {"reason": "ly-do"}
    reason = forms.CharField(label=_("Lý do"), max_length=400)


class AdoptProgrammeForm(ActForm):
    """By which document the programme was issued."""

    sent: ClassVar = {"number": "so", "adopted_on": "ngay"}
    number = forms.CharField(label=_("Số văn bản ban hành"), max_length=120)
    adopted_on = DayField(label=_("Ban hành ngày"))
