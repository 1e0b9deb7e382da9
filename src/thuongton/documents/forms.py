"""The forms of documents: what a person types, checked before the services see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents.models import Degree, Direction, Document, LinkKind
from thuongton.documents.proposal import BY_KEY
from thuongton.documents.queries import visible_to
from thuongton.documents.services.drafts import name_of_paste
from thuongton.documents.services.files import Screened, screened
from thuongton.files.store import StoreError
from thuongton.people.queries import units_in_scope
from thuongton.web.forms.base import ActForm, RowField, TextsField
from thuongton.web.forms.marks import Seen
from thuongton.web.uploads import take
from thuongton.web.widgets import DayField, DayInput
from vanban.model import UnreadableFile
from vanban.vocabulary import kinds

INCOMING: tuple[str, ...] = (
    "arrived_on",
    "arrival_no",
    "issuer",
    "number",
    "issued_on",
    "kind",
    "title",
    "handler",
    "forwarded_on",
)
INCOMING += ("received_by", "answer_due", "urgency", "signer", "signer_capacity", "recipients", "place", "note")
OUTGOING: tuple[str, ...] = (
    "kind",
    "number",
    "symbol",
    "issued_on",
    "title",
    "issuer",
    "place",
    "signer",
    "signer_capacity",
    "recipients",
)
OUTGOING += ("keeper", "copies", "forwarded_on", "received_by", "urgency", "note")
HEAD_BOXES = (*BY_KEY, "direction")
"""The boxes of the head that is confirmed, by the names they are sent by."""
DAYS = ("arrived_on", "issued_on", "forwarded_on", "answer_due")
WIDE = {"title", "recipients", "note"}
HINTS = {
    "arrival_no": gettext_lazy("Để trống: hệ thống lấy số đến tiếp theo của năm."),
    "number": gettext_lazy("Cả số và ký hiệu, ví dụ 444/KH-UBND. Văn bản đi chưa cấp số thì để trống."),
    "symbol": gettext_lazy("Ví dụ BC-UBND; cần khi chưa có số, để sau này cấp số."),
    "recipients": gettext_lazy("Mỗi dòng một nơi nhận."),
}


class ScreenedFileField(forms.FileField):
    """A file to be kept, looked at before an act begins; a refused one says why beside its field."""

    def __init__(self, **given: Any) -> None:
        super().__init__(allow_empty_file=True, **given)

    def clean(self, data: Any, initial: Any = None) -> Screened | None:
        """The file as the services take it; None when none was chosen."""
        found = super().clean(data, initial)
        if not found:
            return None
        try:
            return screened(*take(found))
        except (UnreadableFile, StoreError) as error:
            raise forms.ValidationError(str(error)) from error


def _dress(form: forms.BaseForm) -> None:
    """The look of the house for every box, and the tie between a box and its error."""
    for name, field in form.fields.items():
        kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        if not isinstance(field.widget, (forms.CheckboxInput, forms.RadioSelect, forms.HiddenInput)):
            field.widget.attrs.setdefault("class", kind)
        if form.is_bound and name in form.errors:
            field.widget.attrs["aria-invalid"] = "true"
            field.widget.attrs["aria-describedby"] = f"loi-{name}"
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 3


class DocumentForm(forms.ModelForm):
    """A paper typed by hand, or corrected; ``direction`` decides the boxes."""

    class Meta:
        model = Document
        fields = list(dict.fromkeys((*INCOMING, *OUTGOING)))
        field_classes = dict.fromkeys(DAYS, DayField)
        widgets = {
            **dict.fromkeys(("title", "recipients", "note"), forms.Textarea),
            **dict.fromkeys(DAYS, DayInput({"placeholder": "31/3/2026"})),
        }
        help_texts = HINTS

    def __init__(self, *given: Any, direction: str, reason: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        wanted = OUTGOING if direction == Direction.OUTGOING else INCOMING
        self.direction = direction
        self.fields = {name: self.fields[name] for name in wanted}
        self.fields["kind"].widget.attrs["list"] = "ten-loai"
        self.kinds = [kind.name for kind in kinds()]
        if reason:
            self.fields["reason"] = forms.CharField(
                label=_("Lý do sửa"), max_length=400, help_text=_("Được giữ trong lịch sử của văn bản.")
            )
        _dress(self)

    def clean(self) -> dict[str, Any]:
        """A paper must have something to know it by."""
        found = super().clean() or {}
        if not self.errors and not any(found.get(name) for name in ("number", "symbol", "title")):
            self.add_error("title", _("Hãy ghi ít nhất số, ký hiệu hoặc trích yếu."))
        return found

    def validate_unique(self) -> None:
        """Uniqueness is a warning of the page, not an error of the form."""

    @property
    def columns(self) -> dict[str, Any]:
        """The typed fields as the service takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class AnywayForm(ActForm):
    """Whether a paper like one of the register is filed all the same («Đây là văn bản khác, vẫn vào sổ»)."""

    sent: ClassVar[Mapping[str, str]] = {"anyway": "van-vao-so"}
    anyway = forms.BooleanField(required=False)

    @property
    def ticked(self) -> bool:
        """Whether the person said so."""
        return self.is_valid() and bool(self.cleaned_data["anyway"])


class StubForm(forms.Form):
    """What may be noted of a secret paper, and nothing else."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=120, required=False)
    issued_on = DayField(label=gettext_lazy("Ngày văn bản"), required=False)
    secrecy = forms.ChoiceField(label=gettext_lazy("Độ mật"), choices=[("", "—"), *Degree.choices])
    kept_at = forms.CharField(label=gettext_lazy("Nơi lưu giữ"), max_length=255)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        _dress(self)


class LinkForm(forms.Form):
    """Which paper, and how this one stands to it."""

    kind = forms.ChoiceField(label=gettext_lazy("Quan hệ"), choices=LinkKind.choices)
    q = forms.CharField(label=gettext_lazy("Số, ký hiệu hoặc tên văn bản"), max_length=400)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        _dress(self)


class MakeLinkForm(ActForm):
    """How a paper stands to another one: one of the register, or one known by its printed name only."""

    sent: ClassVar[Mapping[str, str]] = {"target": "van-ban", "target_text": "theo-ten"}
    kind = forms.CharField(required=False)
    target = RowField(lambda user, _paper: visible_to(user), required=False)
    target_text = forms.CharField(max_length=400, required=False)


class PastedForm(ActForm):
    """The text of a paper that is pasted, as it came."""

    sent: ClassVar[Mapping[str, str]] = {"pasted": "noi-dung"}
    pasted = forms.CharField(required=False, strip=False)


class HeadForm(ActForm):
    """The head of a paper that is confirmed: what was typed in each box, and what is done with it.

    A script sends one box as it is left, a person all of them; boxes that were not sent are not touched.
    """

    sent: ClassVar[Mapping[str, str]] = {"agreed": "dung", "filing": "vao-so"}
    agreed = TextsField(required=False)
    filing = forms.BooleanField(required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for key in HEAD_BOXES:
            self.fields[key] = forms.CharField(required=False, strip=False)

    @property
    def typed(self) -> dict[str, str]:
        """The boxes that were sent, as typed; asked of a form that was cleaned."""
        return {key: self.cleaned_data[key] for key in HEAD_BOXES if key in self.data}

    @property
    def looked_at(self) -> list[str]:
        """The boxes that the person found right as they stand."""
        return [key for key in self.cleaned_data["agreed"] if key in BY_KEY]


class DraftTextForm(ActForm):
    """The text of a draft: a file, or pasted; the service gets its bytes and a name."""

    sent: ClassVar[Mapping[str, str]] = {"file": "tep", "pasted": "noi-dung"}
    file = forms.FileField(label=gettext_lazy("Tệp Word, PDF hoặc văn bản"), required=False, allow_empty_file=True)
    pasted = forms.CharField(
        label=gettext_lazy("Nội dung văn bản"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 6, "placeholder": gettext_lazy("hoặc dán toàn bộ nội dung vào đây")}),
    )

    file.says_when = pasted.says_when = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Bytes and name of the one text; a sentence when there is none."""
        given: dict[str, Any] = super().clean() or {}
        upload, pasted = given.pop("file", None), given.pop("pasted", "")
        if upload:
            given["data"], given["name"] = take(upload)
        elif pasted.strip():
            given["data"], given["name"] = pasted.encode("utf-8"), name_of_paste()
        else:
            raise forms.ValidationError(_("Chưa có nội dung; hãy chọn một tệp hoặc dán văn bản vào ô."))
        return given


class NewDraftForm(DraftTextForm):
    """A draft that begins: its first text, and its name where it is not the one printed in it."""

    sent: ClassVar[Mapping[str, str]] = {**DraftTextForm.sent, "title": "ten"}
    title = forms.CharField(
        label=gettext_lazy("Tên dự thảo"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("Để trống: lấy trích yếu in trong văn bản."),
    )


class DraftNameForm(ActForm):
    """Another name for a draft, with the mark of the one that was seen."""

    sent: ClassVar[Mapping[str, str]] = {"title": "ten"}
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("Tên dự thảo"), max_length=255)

    def clean_seen(self) -> Seen:
        """The mark as the service asks it."""
        return Seen(("title",), self.cleaned_data["seen"])


class ReasonForm(ActForm):
    """A reason."""

    sent: ClassVar[Mapping[str, str]] = {"reason": "ly-do"}
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        help_text=gettext_lazy("Các bản và quyết định trên đó cũng được bỏ."),
    )


class StateForm(ActForm):
    """A form of the page of findings: it carries how the page stood, so that the person comes back to it."""

    sent: ClassVar[Mapping[str, str]] = {"state": "trang-thai"}
    state = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """What the service needs; the state is the page's own."""
        given: dict[str, Any] = super().clean() or {}
        self.stood = given.pop("state", "")
        return given

    def leads(self, address: str) -> str:
        """Back to the page as it was: the words of the form can only name a state of that page."""
        asked = "".join(letter for letter in self.stood if letter.isalnum() or letter in "?&=,-%")[:300]
        return f"{address}?{asked.lstrip('?')}"


class AsideForm(StateForm):
    """A finding that is left («Bỏ qua vì …»): which one, of which version of a draft, and why."""

    sent: ClassVar[Mapping[str, str]] = {
        **StateForm.sent, "number": "loi", "key": "ma", "version": "ban", "reason": "ly-do",
    }  # fmt: skip
    number = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=gettext_lazy("Lý do bỏ qua"), required=False)


class SwitchForm(ActForm):
    """A rule or a family that is switched in a unit, with the mark of how it was seen to stand, and why."""

    sent: ClassVar[Mapping[str, str]] = {"unit": "don-vi", "name": "quy-tac"}
    unit = RowField(lambda user, _record: units_in_scope(user))
    name = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def leads(self, address: str) -> str:
        """Back to the rules of the unit."""
        return f"{address}?{urlencode({'don-vi': self.cleaned_data['unit'].pk})}"


class SwitchReasonForm(SwitchForm):
    """The same with the reason."""

    sent: ClassVar[Mapping[str, str]] = {**SwitchForm.sent, "reason": "ly-do"}
    reason = forms.CharField(label=gettext_lazy("Vì sao"), required=False)
