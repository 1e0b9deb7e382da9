"""The forms of acts between cases: what a comparison found, answering every sender, handing over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import CaseCompared
from thuongton.cases.queries.handing import givers, takers
from thuongton.people.models import User
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.widgets import DayField
from thuongton.web.work import work_places

APART = [(value, label) for value, label in CaseCompared.Found.choices if value != CaseCompared.Found.SAME]


class SameForm(ActForm):
    """The case is the same matter as the other."""

    sent = {"on": "ngay", "seen": "seen"}
    on = DayField(label=_("Ngày xác định"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ApartForm(ActForm):
    """The two cases are not one matter, and why."""

    sent = {"found": "ket-luan"}
    found = forms.ChoiceField(label=_("Vì"), choices=APART)


class TellJoinedForm(ActForm):
    """Every sender of a joined case was answered by a paper."""

    sent = {"number": "so", "on": "ngay"}
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=120)
    on = DayField(label=_("Ngày trả lời"))


def _name(person: User) -> str:
    return str(person)


class HandOverAllForm(ActForm):
    """Whose open cases go to whom."""

    sent = {"giver": "nguoi-giao", "taker": "nguoi-nhan"}
    giver = RowField(lambda user, _record: givers(user), called=_name, empty=_("Chọn…"), label=_("Người đang xử lý"))
    taker = RowField(lambda user, _record: takers(user), called=_name, empty=_("Chọn…"), label=_("Giao cho"))
    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A person hands nothing to himself."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("giver") is not None and data.get("giver") == data.get("taker"):
            self.add_error("taker", _("Chọn người khác với người đang xử lý."))
        return data


class CaseTaskForm(ActForm):
    """A task made of a case: where, how it is called, when that was decided."""

    sent = {"place": "noi-nhan", "title": "noi-dung", "on": "ngay"}
    place = forms.ChoiceField(label=_("Kế hoạch nhận việc"))
    title = forms.CharField(label=_("Nội dung nhiệm vụ"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))
    on = DayField(label=_("Ngày giao"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        place: Any = self.fields["place"]
        place.choices = [("", _("Chọn…")), *work_places(self.user)]
