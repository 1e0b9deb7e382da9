"""Correcting a field, taking the last act back, moving to a newer version: each with its reason."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases import services
from thuongton.cases.act_form import MORE_ROWS
from thuongton.cases.act_in_hand import ActOutcome
from thuongton.cases.kind_fields import PartRowsField, form_field
from thuongton.cases.queries.built_in import BuiltInHand, correcting, moving, taking_back, to_correct
from thuongton.cases.refusals import REFUSALS
from thuongton.cases.said import said_done
from thuongton.cases.services.acting import said
from thuongton.cases.views.frame import frame_of
from thuongton.cases.words import said_label
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Act, Acts, Refused
from thuongton.web.forms.base import ActForm, dress
from thuongton.web.inputs import whole

VALUE = "gia-tri"


class BuiltInForm(ActForm):
    """A reason, and the number of acts that the person saw."""

    sent: ClassVar[dict[str, str]] = {"reason": "ly-do"}
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        help_text=gettext_lazy("Lý do được giữ trong lịch sử; không ghi tên người hay dữ liệu cá nhân vào đây."),
    )
    seen = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, *given: Any, record: BuiltInHand, **more: Any) -> None:
        super().__init__(*given, record=record, **more)
        self.hand = record
        self.initial.setdefault("seen", str(record.case.acts))

    def given(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """The data of the act."""
        return {}

    def clean(self) -> dict[str, Any]:
        """The arguments of the service."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        data = {**self.given(cleaned), "ly_do": cleaned["reason"]}
        return {"data": data, "tx": self.press, "seq": whole(cleaned.get("seen") or "")}


class RightValueForm(BuiltInForm):
    """The right value of a field."""

    def __init__(self, *given: Any, record: BuiltInHand, **more: Any) -> None:
        super().__init__(*given, record=record, **more)
        assert record.corrects is not None
        made = form_field(record.corrects)
        made.label = _("Giá trị đúng")
        made.says_when = True  # type: ignore[attr-defined]
        dress(made)
        if hasattr(made, "bind"):
            made.bind(self.user, record)
        if isinstance(made, PartRowsField):
            made.lengthen(record.page, more=self.is_bound and self.data.get(MORE_ROWS) == VALUE)
        if not record.hidden and record.corrects.kind != "case":
            self.initial.setdefault(VALUE, record.stands)
        self.fields[VALUE] = made
        self.order_fields([VALUE, "reason", "seen"])

    def given(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """The field and its right value; none empties it."""
        assert self.hand.corrects is not None
        return {"truong": self.hand.corrects.name, "gia_tri": cleaned.get(VALUE)}


class MoveForm(BuiltInForm):
    """The newer version."""

    sent: ClassVar[dict[str, str]] = {"reason": "ly-do", "version": "phien-ban"}
    version = forms.TypedChoiceField(label=gettext_lazy("Phiên bản mới"), coerce=int)

    def __init__(self, *given: Any, record: BuiltInHand, **more: Any) -> None:
        super().__init__(*given, record=record, **more)
        field: Any = self.fields["version"]
        field.choices = [(kind.version, str(kind.version)) for kind, reasons in record.newer if not reasons]
        self.order_fields(["version", "reason", "seen"])

    def given(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """The version."""
        return {"phien_ban": cleaned["version"]}


def _do(user: Any, hand: BuiltInHand, *, data: dict[str, Any], tx: str, seq: int | None) -> ActOutcome:
    on = today().isoformat()
    answer = services.act_on(user, hand.case, hand.transition.name, on, data, tx=tx, seq=seq)
    return ActOutcome(hand.case, answer, hand.label)


def _shown(name: str) -> Any:
    def show(request: Any, hand: BuiltInHand, refused: Refused) -> HttpResponse:
        return _page(request, name, hand, refused.form, 400)

    return show


def _page(request: SignedInRequest, name: str, hand: BuiltInHand, form: Any, status: int = 200) -> HttpResponse:
    where = [hand.case.uid, *([hand.corrects.name] if hand.corrects is not None else [])]
    context = frame_of(request, hand.case) | {
        "hand": hand,
        "field_label": said_label(hand.corrects.label) if hand.corrects is not None else "",
        "form": form,
        "send_to": reverse(f"cases:{name}-record", args=where),
        "page": reverse(f"cases:{name}", args=where),
        "reasons": [(kind.version, [said(one) for one in reasons]) for kind, reasons in hand.newer if reasons],
        "possible": not hand.newer or any(not reasons for _kind, reasons in hand.newer),
    }
    return render(request, "cases/built_in.html", context, status=status)


def _address(hand: BuiltInHand) -> str:
    return hand.case.get_absolute_url()


def _acts(name: str, label: Any, form: type[BuiltInForm], find: Any, *, undone: bool = True) -> Acts:
    undo = ("ghi-ho-so", lambda done: done.undo_facts) if undone else None
    act = Act("ghi", label, _do, form=form, said=said_done, code=f"{name}-record", undo=undo)
    return Acts([act], find, _shown(name), _address, demand_writing, REFUSALS)


CORRECTING = _acts("correct-field", gettext_lazy("Đính chính"), RightValueForm, correcting)
TAKING_BACK = _acts("take-back", gettext_lazy("Hoàn tác"), BuiltInForm, taking_back, undone=False)
MOVING = _acts("move", gettext_lazy("Chuyển phiên bản"), MoveForm, moving)


def correct(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The fields of a case that can be corrected."""
    hand, rows = to_correct(request.user, uid)
    context = frame_of(request, hand.case) | {"hand": hand, "rows": rows}
    return render(request, "cases/correct.html", context)


def correct_field(request: SignedInRequest, uid: UUID, name: str) -> HttpResponse:
    """The form that corrects one field; sent with «Thêm dòng» it comes back with a row more."""
    hand = correcting(request.user, uid, name)
    return _page(request, "correct-field", hand, _again(request, RightValueForm, hand))


def take_back(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The form that takes the last act back."""
    hand = taking_back(request.user, uid)
    if not hand.last:
        raise ValidationError(_("Không hoàn tác được thao tác mở hồ sơ."))
    return _page(request, "take-back", hand, BuiltInForm(user=request.user, record=hand))


def move(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The form that moves a case to a newer version, with what forbids it."""
    hand = moving(request.user, uid)
    return _page(request, "move", hand, MoveForm(user=request.user, record=hand))


def _again(request: SignedInRequest, form: type[BuiltInForm], hand: BuiltInHand) -> BuiltInForm:
    if request.method == "POST":
        made = form(request.POST, user=request.user, record=hand)
        made.look_only()
        return made
    return form(user=request.user, record=hand)


urls = [
    path("ho-so/<uuid:uid>/dinh-chinh/", correct, name="correct"),
    path("ho-so/<uuid:uid>/dinh-chinh/<slug:name>/", correct_field, name="correct-field"),
    *CORRECTING.urls("ho-so/<uuid:uid>/dinh-chinh/<slug:name>/", ""),
    path("ho-so/<uuid:uid>/hoan-tac/", take_back, name="take-back"),
    *TAKING_BACK.urls("ho-so/<uuid:uid>/hoan-tac/", ""),
    path("ho-so/<uuid:uid>/phien-ban/", move, name="move"),
    *MOVING.urls("ho-so/<uuid:uid>/phien-ban/", ""),
]
