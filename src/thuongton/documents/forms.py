"""The forms of documents: what a person types, checked before the services see it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.documents.models import Degree, Direction, Document, LinkKind
from thuongton.web.dates import parse_day
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
WIDE = {"title", "recipients", "note"}
HINTS = {
    "arrival_no": gettext_lazy("Để trống: hệ thống lấy số đến tiếp theo của năm."),
    "number": gettext_lazy("Cả số và ký hiệu, ví dụ 444/KH-UBND. Văn bản đi chưa cấp số thì để trống."),
    "symbol": gettext_lazy("Ví dụ BC-UBND; cần khi chưa có số, để sau này cấp số."),
    "recipients": gettext_lazy("Mỗi dòng một nơi nhận."),
}


class DayField(forms.DateField):
    """A day as offices write it (31/3/2026) or as a date picker sends it."""

    widget = forms.TextInput

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.TextInput(attrs={"placeholder": "31/3/2026", "inputmode": "numeric"}))
        super().__init__(**given)

    def to_python(self, value: Any) -> Any:
        """The day; a sentence when the text is no real day."""
        if value in (None, "") or not isinstance(value, str):
            return None if value in (None, "") else value
        if not value.strip():
            return None
        day = parse_day(value)
        if day is None:
            raise forms.ValidationError(
                _("«%(text)s» không phải là một ngày; hãy ghi như 31/3/2026.") % {"text": value[:40]}
            )
        return day

    def prepare_value(self, value: Any) -> Any:
        """A day in the box as offices write it."""
        return f"{value.day}/{value.month}/{value.year}" if hasattr(value, "day") else value


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
        field_classes = dict.fromkeys(("arrived_on", "issued_on", "forwarded_on", "answer_due"), DayField)
        widgets = dict.fromkeys(("title", "recipients", "note"), forms.Textarea)
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


class StubForm(forms.Form):
    """What may be noted of a secret paper, and nothing else."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=120, required=False)
    issued_on = DayField(label=gettext_lazy("Ngày văn bản"), required=False)
    secrecy = forms.ChoiceField(label=gettext_lazy("Độ mật"), choices=[("", "—"), *Degree.choices])
    kept_at = forms.CharField(label=gettext_lazy("Nơi lưu giữ"), max_length=255)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        _dress(self)


class FollowForm(forms.Form):
    """Following an incoming paper."""

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
        _dress(self)


class LinkForm(forms.Form):
    """Which paper, and how this one stands to it."""

    kind = forms.ChoiceField(label=gettext_lazy("Quan hệ"), choices=LinkKind.choices)
    q = forms.CharField(label=gettext_lazy("Số, ký hiệu hoặc tên văn bản"), max_length=400)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        _dress(self)


class NumberForm(forms.Form):
    """Giving a number to an outgoing paper."""

    symbol = forms.CharField(label=gettext_lazy("Ký hiệu"), max_length=100, required=False)
    on = DayField(label=gettext_lazy("Ngày văn bản"), required=False)
    with_year = forms.BooleanField(label=gettext_lazy("Văn bản quy phạm pháp luật (có năm trong số)"), required=False)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        _dress(self)
