"""The forms of parallel documents: whether two are on one subject, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from thuongton.web.forms.base import ActForm


class SameSubjectForm(ActForm):
    """Two documents are on one subject; a word on it may be added."""

    sent: ClassVar[Mapping[str, str]] = {"reason": "y-kien"}
    reason = forms.CharField(label=gettext_lazy("Ý kiến"), max_length=400, required=False)


class OtherSubjectForm(ActForm):
    """Two documents are not on one subject, and why."""

    sent: ClassVar[Mapping[str, str]] = {"reason": "ly-do"}
    reason = forms.CharField(label=gettext_lazy("Vì sao không cùng nội dung"), max_length=400)
