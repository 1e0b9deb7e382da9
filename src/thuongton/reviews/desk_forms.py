"""The forms of the review desk: what is proposed or decided of a row, to whom it is given, one row of the queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.people.models import User
from thuongton.people.queries import colleagues_of
from thuongton.reviews.actions import Action
from thuongton.reviews.models import Judgement, ReviewRow
from thuongton.reviews.queries.rows import visible_to
from thuongton.reviews.services.judging import MOST_REASON, MOST_WORDS, RowsChanged
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.widgets import DayField, DayInput

NAMES = {
    "action": "hinh-thuc",
    "extent": "phan",
    "by_document": "bang-van-ban",
    "reason": "ly-do",
    "due": "han",
    "version": "lan-ghi",
}
"""By which names the parts of a judgement are sent."""
NO_ACTION = ("", gettext_lazy("Chọn hình thức xử lý"))


class ReasonInput(forms.Textarea):
    """A reason typed or taken from those the unit has used; they stand below it and are chosen with one press."""

    template_name = "reviews/widgets/reason.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"rows": 3, **(attrs or {})})
        self.used: Sequence[Any] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The reasons beside the field."""
        found: dict[str, Any] = super().get_context(name, value, attrs)
        found["used"] = self.used
        return found


class JudgeForm(ActForm):
    """One action with its reason for a row; ``version`` is that of the row that the page showed."""

    sent: ClassVar[Mapping[str, str]] = NAMES
    action = forms.ChoiceField(label=gettext_lazy("Hình thức xử lý"), choices=[NO_ACTION, *Action.choices])
    extent = forms.CharField(
        label=gettext_lazy("Phần văn bản"),
        max_length=MOST_WORDS,
        required=False,
        help_text=gettext_lazy("Khi chỉ sửa, bãi bỏ một phần: điều, khoản nào."),
    )
    by_document = forms.CharField(
        label=gettext_lazy("Bằng văn bản"),
        max_length=MOST_WORDS,
        required=False,
        help_text=gettext_lazy("Văn bản sửa đổi, thay thế, bãi bỏ; để trống khi chưa xác định."),
    )
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=MOST_REASON, widget=ReasonInput())
    due = DayField(label=gettext_lazy("Hạn xử lý"), required=False, widget=DayInput({"placeholder": "31/12/2026"}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    theirs: list[tuple[str, str, str]]

    def refuse(self, error: ValidationError) -> None:
        """Where somebody wrote meanwhile, keep what was typed beside what stands, and agree to just that next time."""
        super().refuse(error)
        if not isinstance(error, RowsChanged) or not error.rows:
            return
        row = error.rows[0]
        self.theirs = _both(self, row)
        data: Any = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("version")] = str(row.version)
        self.data = data


class ReviewDecisionForm(JudgeForm):
    """As the form of a proposal; the reason may be left out where the action is the one proposed."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=MOST_REASON,
        required=False,
        widget=ReasonInput(),
        help_text=gettext_lazy("Để trống: như đề xuất."),
    )


class AsProposedForm(ActForm):
    """The button that decides as proposed."""

    sent: ClassVar[Mapping[str, str]] = NAMES
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class UndoForm(ActForm):
    """The button that takes back the newest act on a row."""


def _colleagues(user: User, _row: Any) -> QuerySet[User]:
    return colleagues_of(user)


class HandRowForm(ActForm):
    """To whom a row is given."""

    sent: ClassVar[Mapping[str, str]] = {"to": "nguoi", "version": "lan-ghi"}
    to = RowField(_colleagues, called=str, label=gettext_lazy("Giao cho"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class QueueForm(JudgeForm):
    """One row of the queue: the row, one action or «as proposed», the reason chosen or typed."""

    sent: ClassVar[Mapping[str, str]] = {
        **NAMES, "row": "dong", "kind": "viec", "query": "query", "used": "ly-do-cu",
    }  # fmt: skip
    AGREE: ClassVar[str] = "theo-de-xuat"
    row = RowField(lambda user, _record: visible_to(user))
    kind = forms.ChoiceField(choices=[("propose", ""), ("decide", "")])
    query = forms.CharField(required=False, max_length=2_000)
    action = forms.ChoiceField(
        choices=[*Action.choices, (AGREE, "")],
        error_messages={"required": gettext_lazy("Hãy chọn một hình thức xử lý.")},
    )
    used = forms.CharField(required=False, max_length=MOST_REASON)
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=MOST_REASON, required=False)
    due = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """What was typed goes before what was chosen."""
        given: dict[str, Any] = super().clean() or {}
        given["reason"] = given.get("reason") or given.get("used") or ""
        return given

    @property
    def typed_query(self) -> str:
        """The conditions of the list that the queue goes through."""
        return str(self.data.get("query", ""))


class QueueUndoForm(ActForm):
    """What was said last in the queue."""

    sent: ClassVar[Mapping[str, str]] = {"batch": "lan", "query": "query"}
    batch = forms.IntegerField()
    query = forms.CharField(required=False, max_length=2_000)

    @property
    def typed_query(self) -> str:
        """The conditions of the list that the queue goes through."""
        return str(self.data.get("query", ""))


def _both(form: forms.Form, row: ReviewRow) -> list[tuple[str, str, str]]:
    """What stands now and what was typed, where they differ."""
    now = row.decision or row.proposal
    told = [(name, _words(now, name), str(form[name].value() or "")) for name in ("action", "extent", "reason")]
    labels = {"action": _("Hình thức xử lý"), "extent": _("Phần văn bản"), "reason": _("Lý do")}
    actions = dict(Action.choices)
    shown = [(labels[name], theirs, str(actions.get(mine, mine))) for name, theirs, mine in told]
    return [one for one in shown if one[1] != one[2]]


def _words(told: Judgement | None, name: str) -> str:
    if told is None:
        return ""
    return str(told.get_action_display()) if name == "action" else str(getattr(told, name))
