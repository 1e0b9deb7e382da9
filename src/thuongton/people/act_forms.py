"""The forms of acts on hats, offers and names of units: short ones that stand beside what they are about."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.people.queries import hats_of
from thuongton.web.forms.base import ActForm
from thuongton.web.inputs import whole


class WearForm(ActForm):
    """Which of one's own hats is put on."""

    hat = forms.CharField()

    def clean_hat(self) -> int:
        """The number of a hat that the person has."""
        number = whole(self.cleaned_data["hat"])
        if number is None or not hats_of(self.user).filter(pk=number).exists():
            raise forms.ValidationError(_("Vai trò này không phải của anh chị."))
        return number


class OfferAnswerForm(ActForm):
    """Whether an offered hat is accepted (nhận) or declined (từ chối)."""

    sent = {"accepts": "tra-loi"}
    accepts = forms.TypedChoiceField(
        choices=[("nhan", gettext_lazy("Nhận vai trò")), ("tu-choi", gettext_lazy("Từ chối"))],
        coerce=lambda value: value == "nhan",
        error_messages={"required": gettext_lazy("Hãy chọn nhận hoặc từ chối.")},
    )


class EndHatForm(ActForm):
    """Why a hat is taken away."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300, required=False)


class AliasForm(ActForm):
    """Another name of a unit, as papers print it."""

    sent = {"name": "ten"}
    name = forms.CharField(
        label=gettext_lazy("Tên gọi khác"),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi tên gọi khác của đơn vị.")},
    )
