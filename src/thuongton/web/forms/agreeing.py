"""What an act would change beyond its own row, shown before anything is written, and agreed to by its mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from thuongton.web.forms.base import ActForm


class NeedsAgreement(ValidationError):
    """An act changes more than its own row, and nobody has said that it shall.

    ``mark`` is the mark (``web.forms.marks``) of what would change: sent back, it says that the person saw just that.
    ``template`` and ``shown`` are the part of a page that shows it.
    """

    def __init__(self, sentence: str, mark: str, template: str, shown: Mapping[str, Any]) -> None:
        super().__init__(sentence)
        self.mark, self.template, self.shown = mark, template, shown


class AgreementForm(ActForm):
    """The mark of what a person was shown and agreed to («đã xem»), beside the form of the act."""

    sent: ClassVar[Mapping[str, str]] = {"agreed": "da-xem"}
    agreed = forms.CharField(required=False, max_length=200)

    @property
    def mark(self) -> str:
        """The mark that was sent; "" when nothing was shown yet."""
        return str(self.cleaned_data["agreed"]) if self.is_valid() else ""
