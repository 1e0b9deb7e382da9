"""The form by which an administrator changes the working calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.calendars.changes import ACTS, ChangeKind, Wanted
from thuongton.people.forms import Styled
from thuongton.people.queries import units_in_scope
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.widgets import DayField


class ChangeForm(Styled):
    """Which act, which day, by which paper."""

    act = forms.ChoiceField(label=_("Việc"), choices=[])
    day = DayField(label=_("Ngày"))
    worked = DayField(label=_("Ngày làm bù (khi hoán đổi)"), required=False)
    name = forms.CharField(label=_("Tên ngày, nội dung"), max_length=160)
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=120)
    issued_on = DayField(label=_("Ngày văn bản"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(act), _(label)) for act, label in ACTS.items()]
        self.fields["act"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The change asked for; only of a form that is valid."""
        given = self.cleaned_data
        return Wanted(
            ChangeKind(given["act"]),
            given["day"],
            given["name"],
            given["number"],
            given["issued_on"],
            given["issuer"],
            given["worked"] if given["act"] == ChangeKind.SWAP else None,
        )


class OwnDaysForm(ActForm):
    """Whose days are changed: those of a unit of one's scope, or of everybody (no unit)."""

    sent = {"unit": "don-vi"}
    unit = RowField(lambda user, _record: units_in_scope(user), required=False)


class AnnounceForm(Styled):
    """By which paper the days off of a year were announced."""

    source = forms.CharField(label=_("Số, ngày, cơ quan ban hành thông báo"), max_length=255)
