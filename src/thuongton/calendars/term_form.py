"""The form of «Tính hạn»: a clock by its name or written out, its event, a pause, an extension."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.calendars.clock import Shift
from thuongton.calendars.queries import find_rule
from thuongton.calendars.terms.reading import TermCase, demand_hour
from thuongton.calendars.terms.rules import TermRules
from thuongton.calendars.terms.silent import ASKED, EXTEND, RESUME, TAKEN, readings_of, silences
from thuongton.calendars.terms.spec import MEASURES, MOST, Measure, More, Stop, Term, UnusableTerm
from thuongton.people.forms import Styled
from thuongton.web.rooms import given
from thuongton.web.widgets import DayField

HOURS = ("%H:%M", "%Hh%M", "%H")
WAYS = [("after", gettext_lazy("sau sự kiện")), ("before", gettext_lazy("trước sự kiện"))]
SHIFTS = [
    ("none", gettext_lazy("giữ nguyên")),
    ("next", gettext_lazy("sang ngày làm việc tiếp theo")),
    ("previous", gettext_lazy("về ngày làm việc liền trước")),
]
MODES = [("add", gettext_lazy("thêm vào thời hạn")), ("total", gettext_lazy("thay cho thời hạn"))]


def _measures() -> list[tuple[str, str]]:
    return [(str(measure), _(words)) for measure, words in MEASURES.items()]


def _silent(key: str) -> list[tuple[str, str]]:
    return [(value, _(TAKEN[key, value])) for value in silences()[key].values]


def _rules() -> list[tuple[str, Any]]:
    named = [(group, list(choices)) for rules in given(TermRules) for group, choices in rules.known()]
    return [("", _("Chọn một thời hạn")), *named]


class TermForm(Styled):
    """What is counted, and from when."""

    rule = forms.ChoiceField(label=gettext_lazy("Thời hạn"), choices=_rules, required=False)
    start = DayField(label=gettext_lazy("Ngày có sự kiện"))
    hour = forms.TimeField(label=gettext_lazy("Giờ"), input_formats=HOURS, required=False)
    number = forms.IntegerField(label=gettext_lazy("Số"), min_value=0, max_value=MOST, required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị tính"), choices=_measures, required=False)
    direction = forms.ChoiceField(label=gettext_lazy("Tính"), choices=WAYS, required=False)
    shift = forms.ChoiceField(label=gettext_lazy("Ngày cuối là ngày nghỉ thì"), choices=SHIFTS, required=False)
    cutoff = forms.TimeField(
        label=gettext_lazy("Giờ khoá sổ (khi tính trong ngày)"), input_formats=HOURS, required=False
    )
    pause_first = DayField(label=gettext_lazy("Tạm dừng từ ngày"), required=False)
    pause_last = DayField(label=gettext_lazy("đến hết ngày (để trống: chưa tiếp tục)"), required=False)
    longer = forms.IntegerField(label=gettext_lazy("Gia hạn"), min_value=1, max_value=MOST, required=False)
    longer_unit = forms.ChoiceField(label=gettext_lazy("Đơn vị của gia hạn"), choices=_measures, required=False)
    longer_mode = forms.ChoiceField(label=gettext_lazy("Gia hạn là"), choices=MODES, required=False)
    resume_day = forms.ChoiceField(label=gettext_lazy(ASKED[RESUME]), choices=lambda: _silent(RESUME), required=False)
    extension_from = forms.ChoiceField(
        label=gettext_lazy(ASKED[EXTEND]), choices=lambda: _silent(EXTEND), required=False
    )

    parts = (
        ("rule", "start", "hour"),
        ("number", "unit", "direction", "shift", "cutoff"),
        ("pause_first", "pause_last", "longer", "longer_unit", "longer_mode"),
        ("resume_day", "extension_from"),
    )
    case: TermCase | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.says_when = name not in ("hour", "longer", "pause_first")  # type: ignore[attr-defined]
        for name in ("hour", "cutoff"):
            self.fields[name].widget.attrs |= {
                "placeholder": "09:00",
                "maxlength": "5",
                "inputmode": "numeric",
                "size": "5",
            }

    def _bound(self, at: int) -> list[Any]:
        return [self[name] for name in self.parts[at]]

    @property
    def first(self) -> list[Any]:
        """The fields everybody fills."""
        return self._bound(0)

    @property
    def written(self) -> list[Any]:
        """The fields of a clock that is written out."""
        return self._bound(1)

    @property
    def since(self) -> list[Any]:
        """The fields of what happened since."""
        return self._bound(2)

    @property
    def unsettled(self) -> list[Any]:
        """The fields of what the law leaves open."""
        return self._bound(3)

    @property
    def happened(self) -> bool:
        """Whether a pause or an extension is asked about, or one of them is wrong."""
        return any(field.value() or field.errors for field in (self["pause_first"], self["pause_last"], self["longer"]))

    def clean(self) -> dict[str, Any]:
        """The case; what cannot be counted is said beside its field or above the form."""
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            self.case = self._case(given)
        except UnusableTerm as error:
            raise ValidationError(str(error)) from error
        return given

    def _case(self, given: dict[str, Any]) -> TermCase:
        rule = find_rule(given["rule"], given["start"]) if given["rule"] else None
        if given["rule"] and rule is None:
            raise UnusableTerm(_("Vào ngày này chưa có, hoặc không còn, quy định về thời hạn đã chọn."))
        spec = rule.spec if rule else self._spec(given)
        demand_hour(spec, given["hour"] is not None)
        return TermCase(
            dt.datetime.combine(given["start"], given["hour"] or dt.time()),
            given["rule"] or None,
            None if rule else spec,
            self._stops(given),
            self._extensions(given),
            readings=readings_of({key: given[key] for key in (RESUME, EXTEND) if given[key]}),
        )

    def _spec(self, given: dict[str, Any]) -> Term:
        measure = Measure(given["unit"] or Measure.WORKING_DAY)
        if given["number"] is None and measure is not Measure.SAME_DAY:
            raise UnusableTerm(_("Chọn một thời hạn, hoặc ghi số và đơn vị tính."))
        way = given["shift"]
        return Term(
            0 if measure is Measure.SAME_DAY else given["number"],
            measure,
            given["direction"] == "before",
            Shift.NONE if way in ("", "none") else Shift(way),
            given["cutoff"] if measure is Measure.SAME_DAY else None,
        )

    def _stops(self, given: dict[str, Any]) -> tuple[Stop, ...]:
        if given["pause_first"] is None:
            if given["pause_last"] is not None:
                raise UnusableTerm(_("Kỳ tạm dừng cần ngày bắt đầu."))
            return ()
        return (Stop(given["pause_first"], given["pause_last"]),)

    def _extensions(self, given: dict[str, Any]) -> tuple[More, ...]:
        if given["longer"] is None:
            return ()
        measure = Measure(given["longer_unit"] or Measure.WORKING_DAY)
        return (More(given["longer"], measure, given["longer_mode"] == "total"),)
