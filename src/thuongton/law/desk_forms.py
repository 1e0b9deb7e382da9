"""The forms of the working desk: what a person types of an act, of an order, of a question, of a finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents.services.files import Screened, screened
from thuongton.files.store import StoreError
from thuongton.law.by_hand import DAYS, WORDS
from thuongton.law.models import ActQuestion, ImpactFinding
from thuongton.law.queries.desk import orders_of, records_of_act
from thuongton.law.queries.following import follows_of
from thuongton.law.queries.impact import impacts_visible_to
from thuongton.web.forms.agreeing import NeedsAgreement
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.forms.marks import Seen
from thuongton.web.uploads import take
from thuongton.web.widgets import DayField, DayInput
from vanban.apart import Busy
from vanban.model import UnreadableFile

MOST_FILES = 200


class AgreeingForm(ActForm):
    """A form whose act may change what is in force: refused once with what changes, sent again with the mark of it."""

    sent: ClassVar[Mapping[str, str]] = {"agreed": "da-xem"}
    agreed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    needs: NeedsAgreement | None = None

    def refuse(self, error: ValidationError) -> None:
        """Keep the mark of what was shown, so that the next press agrees to just that."""
        super().refuse(error)
        if isinstance(error, NeedsAgreement):
            self.needs = error
            data: Any = QueryDict(mutable=True)
            data.update(self.data)
            data[self.add_prefix("agreed")] = error.mark
            self.data = data


class FactForm(AgreeingForm):
    """A fact of an act: which, what it is, where it was read, why what stands is wrong."""

    sent: ClassVar[Mapping[str, str]] = {
        **AgreeingForm.sent, "field": "muc", "value": "gia-tri", "source": "nguon", "reason": "ly-do",
    }  # fmt: skip
    field = forms.ChoiceField(label=gettext_lazy("Mục"), choices=[*DAYS.items(), *WORDS.items()])
    value = forms.CharField(
        label=gettext_lazy("Là"),
        max_length=1_000,
        help_text=gettext_lazy("Ngày viết như 31/3/2026."),
    )
    source = forms.CharField(
        label=gettext_lazy("Nguồn"),
        max_length=400,
        help_text=gettext_lazy("Số Công báo, văn bản hoặc trang đã xem."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Cần khi sổ đang ghi khác."),
    )

    def clean(self) -> dict[str, Any]:
        """The value as the field holds it: a day or words."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("field") in DAYS and given.get("value"):
            try:
                given["value"] = DayField().clean(given["value"])
            except forms.ValidationError as error:
                self.add_error("value", error)
        return given


class OrderForm(AgreeingForm):
    """An order that is looked at and found as the machine read it."""

    sent: ClassVar[Mapping[str, str]] = {**AgreeingForm.sent, "row": "lenh", "source": "nguon", "reason": "y-kien"}
    row = RowField(lambda _user, act: orders_of(act))
    source = forms.CharField(label=gettext_lazy("Đã xem ở đâu"), max_length=400)
    reason = forms.CharField(label=gettext_lazy("Ý kiến"), required=False, max_length=400)


class OrderDayForm(OrderForm):
    """The day from which an order acts, when the event that it hangs on has come."""

    sent: ClassVar[Mapping[str, str]] = {**OrderForm.sent, "day": "ngay"}
    day = DayField(label=gettext_lazy("Có hiệu lực từ ngày"), widget=DayInput({"placeholder": "31/3/2026"}))
    field_order = ("row", "day", "source", "reason", "agreed")


class WithdrawRecordForm(AgreeingForm):
    """Why a record is withdrawn."""

    sent: ClassVar[Mapping[str, str]] = {**AgreeingForm.sent, "row": "dieu", "reason": "ly-do"}
    row = RowField(lambda _user, act: records_of_act(act))
    reason = forms.CharField(label=gettext_lazy("Lý do rút"), max_length=400)


class FollowLawForm(ActForm):
    """Which provision is followed; the whole act where none is named."""

    sent: ClassVar[Mapping[str, str]] = {"provision": "dieu-khoan"}
    provision = forms.CharField(
        label=gettext_lazy("Điều, khoản"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Để trống: theo dõi cả văn bản. Ví dụ «khoản 4 Điều 9»."),
    )


class FollowedForm(ActForm):
    """Something that one follows."""

    sent: ClassVar[Mapping[str, str]] = {"row": "theo-doi"}
    row = RowField(lambda user, _record: follows_of(user))


class DecideForm(AgreeingForm):
    """What becomes of a question, why, and what tells two acts apart where both are acts."""

    sent: ClassVar[Mapping[str, str]] = {
        **AgreeingForm.sent, "answer": "quyet-dinh", "reason": "ly-do", "issuer": "co-quan", "issued_on": "ngay",
    }  # fmt: skip
    answer = forms.ChoiceField(label=gettext_lazy("Quyết định"), choices=ActQuestion.Answer.choices)
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=400)
    issuer = forms.CharField(
        label=gettext_lazy("Cơ quan của văn bản thứ hai"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Chỉ khi là hai văn bản khác nhau."),
    )
    issued_on = DayField(
        label=gettext_lazy("Ngày ban hành của văn bản thứ hai"),
        required=False,
        widget=DayInput({"placeholder": "31/3/2026"}),
    )


class ImpactForm(ActForm):
    """What a person says of a finding of impact, with the mark of what was seen."""

    sent: ClassVar[Mapping[str, str]] = {"row": "dong-tac-dong", "state": "tinh-trang", "note": "y-kien"}
    row = RowField(lambda user, _record: impacts_visible_to(user))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=gettext_lazy("Ý kiến"), choices=ImpactFinding.State.choices)
    note = forms.CharField(label=gettext_lazy("Vì sao"), required=False, max_length=400)

    def clean_seen(self) -> Seen:
        """The mark as the service asks it."""
        return Seen(("state", "note"), self.cleaned_data["seen"])


class ManyFiles(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each judged before anything is kept; one that is refused refuses all, by name."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Screened]:
        """Every file as the service takes it."""
        brought = [super(ManyFilesField, self).clean(one, initial) for one in (data or [None])]
        if len(brought) > MOST_FILES:
            said = _("Mỗi lần tối đa %(most)s tệp; nhiều hơn thì nén lại thành .zip.")
            raise forms.ValidationError(said % {"most": MOST_FILES})
        found: list[Screened] = []
        for one in brought:
            try:
                found.append(screened(*take(one)))
            except (UnreadableFile, Busy, StoreError) as error:
                raise forms.ValidationError(f"{one.name}: {error.sentence}") from error
        return found


class FilesForm(ActForm):
    """Files for the register."""

    sent: ClassVar[Mapping[str, str]] = {"brought": "tep"}
    brought = ManyFilesField(label=gettext_lazy("Tệp văn bản, tệp nén .zip, bảng .xlsx, .jsonl"), allow_empty_file=True)
