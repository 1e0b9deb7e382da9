"""The forms by which a kind or a form is installed and withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.definition.lines import MOST_BYTES
from thuongton.web.forms.base import ActForm


class InstallForm(ActForm):
    """A file, or its text; ``cleaned_data["raw"]`` is what was given, with the name of the file."""

    sent = {"file": "tep", "text": "noi-dung", "name": "ten-tep", "basis": "can-cu", "confirmed": "cai"}
    file = forms.FileField(label=gettext_lazy("Tệp loại hồ sơ hoặc biểu (.yaml)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Hoặc dán nội dung tệp"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "lang": "vi"}),
    )
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=500,
        help_text=gettext_lazy("Văn bản nào lập sổ, biểu này: số, ngày, cơ quan."),
    )

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Take the file before the text."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None:
            if file.size > MOST_BYTES:
                raise ValidationError({"file": _("Tệp lớn hơn %(size)d KiB.") % {"size": MOST_BYTES // 1024}})
            given["raw"], given["name"] = file.read(MOST_BYTES + 1), file.name
        elif given.get("text"):
            given["raw"], given["name"] = given["text"].encode(), given.get("name") or "noi-dung.yaml"
        else:
            raise ValidationError({"file": _("Chọn một tệp hoặc dán nội dung tệp.")})
        return given


class WithdrawFileForm(ActForm):
    """Why an installed file is withdrawn."""

    sent = {"reason": "ly-do"}
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500)
