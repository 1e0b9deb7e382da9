"""The forms of the acts on a task."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.documents.forms import ScreenedFileField
from thuongton.plans.forms.papers import PaperField
from thuongton.plans.models import Occurrence, ProofKind
from thuongton.plans.queries.children import (
    changes_of,
    occurrences_of,
    proofs_of,
    side_of,
    subtasks_writable_by,
)
from thuongton.records.queries import colleagues
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.widgets import DayField


def _text(label: Any, *, rows: int = 2, empty: Any = None, **given: Any) -> forms.CharField:
    """A text of some lines; ``empty`` is said when it is needed and missing."""
    field = forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **given)
    if empty is not None:
        field.error_messages["required"] = empty
    return field


def _saying_when(field: forms.Field) -> Any:
    """A field whose label says when it is filled in, or that always has a value: it is not marked «nếu có»."""
    field.says_when = True  # type: ignore[attr-defined]
    return field


def _period(turn: Occurrence) -> str:
    return turn.period


def _turn() -> RowField:
    whole = _("cả nhiệm vụ")
    field: RowField = _saying_when(
        RowField(occurrences_of, called=_period, empty=whole, label=_("Cho kỳ"), required=False)
    )
    return field


class _OfTurns(ActForm):
    """A form that may speak of one turn; a task without turns is not asked about them."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        if not self.is_bound and not self.known.get("occurrence"):
            del self.fields["occurrence"]


class HandInForm(_OfTurns):
    """A product and its paper: known by its number, or new with its day, title and file."""

    sent = {
        "number": "so", "issued_on": "ngay-ky", "title": "trich-yeu", "issuer": "tac-gia", "file": "tep",
        "outgoing": "so-di", "kind": "loai", "occurrence": "ky",
    }  # fmt: skip
    number = _saying_when(
        forms.CharField(
            label=_("Số, ký hiệu văn bản"), required=False, widget=forms.TextInput(attrs={"placeholder": "05/BC-STP"})
        )
    )
    issued_on = DayField(label=_("Ngày ký"), required=False)
    kind = _saying_when(
        forms.ChoiceField(
            label=_("Văn bản này là"),
            choices=[
                (ProofKind.PRODUCT, _("Sản phẩm đã ban hành")),
                (ProofKind.SUBMISSION, _("Văn bản trình, lấy ý kiến (chưa phải sản phẩm)")),
            ],
            required=False,
        )
    )
    title = _saying_when(forms.CharField(label=_("Trích yếu (khi văn bản chưa có trong sổ)"), required=False))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), required=False)
    file = ScreenedFileField(label=_("Tệp"), required=False)
    outgoing = forms.BooleanField(label=_("Văn bản do đơn vị mình ban hành (sổ văn bản đi)"), required=False)
    occurrence = _turn()

    def clean_kind(self) -> str:
        """A product, unless something else was said."""
        return self.cleaned_data["kind"] or ProofKind.PRODUCT


class AcceptForm(ActForm):
    """A product to be accepted."""

    sent = {"row": "san-pham"}
    row = RowField(proofs_of)


class HandBackForm(AcceptForm):
    """A product handed back, and why."""

    sent = {"row": "san-pham", "reason": "ly-do"}
    reason = _text(_("Lý do trả lại"))


class DeclareForm(_OfTurns):
    """How a task stands by the end of a period, said for the whole of it or for one's own part (``phan-minh``)."""

    sent = {
        "state": "trang-thai", "period_end": "den-ngay", "done_on": "xong-ngay", "result": "ket-qua",
        "occurrence": "ky", "own": "phan-minh",
    }  # fmt: skip
    state = forms.ChoiceField(
        label=_("Trạng thái"),
        choices=[
            ("in_progress", _("Đang thực hiện")),
            ("completed", _("Đã hoàn thành")),
            ("not_due", _("Chưa đến hạn")),
        ],
        error_messages={
            "invalid_choice": _("Trạng thái khai báo phải là: đã hoàn thành, đang thực hiện hoặc chưa đến hạn.")
        },
    )
    period_end = DayField(label=_("Kỳ báo cáo đến ngày"))
    done_on = _saying_when(DayField(label=_("Hoàn thành ngày (nếu xong)"), required=False))
    result = _text(_("Kết quả"), rows=3, required=False)
    occurrence = _turn()
    own = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """For one's own part the unit speaks that the hat worn writes for."""
        found = super().clean() or {}
        own = found.pop("own", "")
        return found | {"unit": side_of(self.user, self.record) if own == "1" else None}


class StartForm(ActForm):
    """The day the work began; without one, today."""

    sent = {"on": "tu-ngay"}
    on = DayField(label=_("Ngày bắt đầu"), required=False)


class ExtensionForm(_OfTurns):
    """A later deadline that is asked for."""

    sent = {"new_due": "han-moi", "reason": "ly-do", "occurrence": "ky", "document": "so"}
    new_due = DayField(label=_("Hạn mới"))
    reason = _text(_("Lý do"))
    occurrence = _turn()
    document = PaperField()


class AnswerForm(ActForm):
    """The answer to such a request: granted or refused by the button that is pressed."""

    sent = {"row": "de-nghi", "answer": "y-kien", "document": "so"}
    row = RowField(changes_of)
    answer = forms.CharField(label=_("Ý kiến"), required=False)
    document = PaperField(label=_("Số văn bản đồng ý"))


class CancelForm(ActForm):
    """Why a task leaves its plan, and the paper that says so."""

    sent = {"reason": "ly-do", "document": "so"}
    reason = _text(_("Lý do"), empty=_("Ghi lý do huỷ, điều chỉnh nhiệm vụ."))
    document = PaperField()


class EventForm(ActForm):
    """The day an awaited event happened."""

    sent = {"occurred_on": "xay-ra", "document": "so"}
    occurred_on = DayField(label=_("Ngày xảy ra"))
    document = PaperField()


class RemindForm(ActForm):
    """A colleague who is reminded, named by the button beside them."""

    sent = {"row": "nguoi"}
    row = RowField(colleagues)


class StepForm(ActForm):
    """A step of the work."""

    sent = {"title": "viec", "due": "han", "person": "nguoi"}
    title = forms.CharField(label=_("Việc con"), error_messages={"required": _("Hãy ghi việc con cần làm.")})
    due = DayField(label=_("Hạn"), required=False)
    person = RowField(colleagues, called=str, empty="—", label=_("Người làm"), required=False)


class TickForm(ActForm):
    """A step that is done, or open again."""

    sent = {"row": "viec-con"}
    row = RowField(subtasks_writable_by)
