"""The forms of the acts on a paper: following it, giving it a number, its files and links, taking it out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents.forms import ScreenedFileField
from thuongton.documents.queries.papers import answer_by_number, files_on, links_on
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.forms.marks import FIELD, Seen
from thuongton.web.widgets import DayField

FOLLOWED = ("handler", "forwarded_on", "received_by", "answer_due", "progress", "answer")
"""What the form of following shows of a paper."""


class FollowForm(ActForm):
    """How the handling of an incoming paper stands (theo dõi giải quyết)."""

    handler = forms.CharField(label=gettext_lazy("Đơn vị hoặc người nhận"), max_length=200, required=False)
    forwarded_on = DayField(label=gettext_lazy("Ngày chuyển"), required=False)
    received_by = forms.CharField(label=gettext_lazy("Ký nhận"), max_length=160, required=False)
    answer_due = DayField(label=gettext_lazy("Thời hạn giải quyết"), required=False)
    progress = forms.CharField(label=gettext_lazy("Tiến độ giải quyết"), max_length=200, required=False)
    answer = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản trả lời"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Văn bản trả lời phải có trong sổ văn bản đi."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for field in self.fields.values():
            field.says_when = True  # type: ignore[attr-defined]

    def clean_answer(self) -> Any:
        """The paper of one's own register that answers, None for none."""
        printed = self.cleaned_data["answer"].strip()
        if not printed:
            return None
        found = answer_by_number(self.user, self.record, printed)
        if found is None:
            sentence = _("Sổ văn bản đi chưa có số %(number)s; hãy vào sổ văn bản trả lời trước.")
            raise forms.ValidationError(sentence % {"number": printed[:60]})
        return found

    def clean(self) -> dict[str, Any]:
        """The changes, and the mark of what was seen."""
        changes = super().clean() or {}
        return {"changes": changes, "seen": Seen(FOLLOWED, self.data.get(FIELD, ""))}


class NumberForm(ActForm):
    """Giving a number to an outgoing paper (cấp số)."""

    symbol = forms.CharField(label=gettext_lazy("Ký hiệu"), max_length=100, required=False)
    on = DayField(label=gettext_lazy("Ngày văn bản"), required=False)
    with_year = forms.BooleanField(label=gettext_lazy("Văn bản quy phạm pháp luật (có năm trong số)"), required=False)


class AttachForm(ActForm):
    """One more file."""

    sent = {"file": "tep"}
    file = ScreenedFileField(
        label=gettext_lazy("Thêm tệp"),
        error_messages={"required": gettext_lazy("Chưa chọn tệp; hãy chọn một tệp rồi đính kèm.")},
    )


class DetachForm(ActForm):
    """A file to be taken off, and why."""

    sent = {"row": "tep", "reason": "ly-do"}
    row = RowField(files_on)
    reason = forms.CharField(label=gettext_lazy("Lý do gỡ"), max_length=400, required=False)


class UnlinkForm(ActForm):
    """A link to be taken away."""

    sent = {"row": "lien-ket"}
    row = RowField(links_on)
