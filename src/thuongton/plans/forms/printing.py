"""The form that prints a report: in which shape it is wanted."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.web.forms.base import ActForm

SHAPES = (("word", _("In ra Word")), ("excel", _("In ra Excel")), ("trang", _("Trang để in")))


class PrintForm(ActForm):
    """In which shape a report goes out; the page to print where none is named."""

    shape = forms.ChoiceField(choices=SHAPES, required=False)
    sent = {"shape": "dang"}
