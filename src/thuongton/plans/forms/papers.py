"""A paper of the register named by its number in a form of a task or a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents.models import Document
from thuongton.documents.queries.papers import of_number


class PaperField(forms.CharField):
    """The number of a paper that stands in the register; gives the paper, None when nothing was typed."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("label", gettext_lazy("Theo văn bản số"))
        given.setdefault("widget", forms.TextInput(attrs={"placeholder": gettext_lazy("12/QĐ-UBND")}))
        super().__init__(required=False, **given)
        self.user: Any = None

    def bind(self, user: Any, record: Any) -> None:
        """Say who names the paper: only what they may see is found."""
        self.user = user

    def clean(self, value: Any) -> Document | None:
        """The paper of that number."""
        number = super().clean(value)
        if not number:
            return None
        same = of_number(self.user, number)
        if len(same) == 1:
            return same[0]
        words = {"n": len(same), "so": number}
        if same:
            raise forms.ValidationError(
                _("Sổ có %(n)s văn bản cùng số %(so)s; bỏ trống ô này và ghi rõ văn bản trong lý do.") % words
            )
        raise forms.ValidationError(
            _("Không thấy văn bản số %(so)s trong sổ; vào sổ văn bản đó trước, hoặc bỏ trống ô này.") % words
        )
