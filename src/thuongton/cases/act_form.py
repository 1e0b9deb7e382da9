"""The form of an act on a case, made from its kind alone: day, fields, why it comes late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.act_in_hand import ActInHand
from thuongton.cases.definition.model import KindField
from thuongton.cases.engine.built_in import LATE_REASON
from thuongton.cases.kind_fields import PartRowsField, form_field, hour_of
from thuongton.cases.services import NotAllowed
from thuongton.cases.shown.values import value_words
from thuongton.cases.words import said_label
from thuongton.people.queries import today
from thuongton.web.dates import day_words, parse_day
from thuongton.web.forms.base import ActForm, dress
from thuongton.web.forms.marks import FIELD as SEEN
from thuongton.web.inputs import whole
from thuongton.web.widgets import DayField

PREFIX = "f-"
"""Before the name of a field of the kind, so that none meets a field of the form."""
MORE_ROWS = "them-dong"
LONGEST_REASON = 1_000


class HourField(forms.Field):
    """The hour of an act, where it is known."""

    def __init__(self, **given: Any) -> None:
        super().__init__(required=False, **given)
        self.widget.attrs |= {"placeholder": "8:30", "autocomplete": "off", "maxlength": "5"}

    def to_python(self, value: Any) -> Any:
        """The hour; None for nothing."""
        text = str(value or "").strip()
        if not text:
            return None
        hour = hour_of(text)
        if hour is None:
            raise ValidationError(_("Viết giờ như 8:30 hoặc 14h."), code="invalid")
        return hour


class CaseActForm(ActForm):
    """An act in hand as a form; what it gives are the arguments of the service.

    ``on``, ``data``, ``tx`` (the mark of one press) and ``seq`` (how many acts the person saw).
    """

    sent: ClassVar[dict[str, str]] = {"day": "ngay", "hour": "gio", "why_late": "ly-do-tre"}
    day = DayField(label=gettext_lazy("Ngày xảy ra"))
    hour = HourField(label=gettext_lazy("Giờ"))
    why_late = forms.CharField(
        label=gettext_lazy("Lý do quá hạn"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    answer: Any = None

    def __init__(self, *given: Any, record: ActInHand, **more: Any) -> None:
        super().__init__(*given, record=record, **more)
        self.hand = record
        self.late: list[Any] = self._late_now()
        if not record.wants_hour:
            del self.fields["hour"]
        if not self.late or record.kind_asks_why_late:
            del self.fields["why_late"]
        self.initial.setdefault("day", today())
        self.initial.setdefault("seen", str(record.case.acts) if record.case is not None else "0")
        always = {need.field for need in record.transition.requires if need.when is None}
        for name, field in record.fields.items():
            self._add(name, field, required=name in always)
        self.order_fields([*(PREFIX + name for name in record.fields), "day", "hour", "why_late", "seen"])

    def _add(self, name: str, field: KindField, *, required: bool) -> None:
        made = form_field(field, required=required)
        made.help_text = self._hint(name, field)
        made.says_when = required or bool(self.hand.needed_when(name))  # type: ignore[attr-defined]
        dress(made)
        if hasattr(made, "bind"):
            made.bind(self.user, self.hand)
        if isinstance(made, PartRowsField):
            made.lengthen(self.hand.page, more=self.is_bound and self.data.get(MORE_ROWS) == PREFIX + name)
        self.fields[PREFIX + name] = made

    def _hint(self, name: str, field: KindField) -> str:
        said = [self.hand.needed_when(name)]
        if name in self.hand.transition.asks:
            said.append(_("Nên ghi."))
        if field.kind == "case":
            said.append(_("Số trong sổ, như 7/2026; sổ khác thì ghi cả tên sổ."))
        stands = self.hand.shown.get(name)
        if stands not in (None, "", [], {}) and field.kind != "rows":
            said.append(_("Đang ghi: %(value)s.") % {"value": value_words(field, stands)[:120]})
        return " ".join(one for one in said if one)

    def _late_now(self) -> list[Any]:
        """The clocks that the act comes after, on the day typed or today."""
        typed = parse_day(str(self.data.get("ngay", ""))) if self.is_bound else None
        when = dt.datetime.combine(typed, dt.time()) if typed else dt.datetime.combine(today(), dt.time())
        return self.hand.late_clocks(self.hand.view({}, when, False))

    @property
    def late_words(self) -> list[str]:
        """What is said of each limit that has passed; the act is done all the same."""
        found = []
        for clock in self.late:
            end = clock.due_day(self.hand.time)
            words = {"clock": said_label(clock.clock.label), "day": day_words(end.due)}
            found.append(
                _("Thời hạn «%(clock)s» đã hết ngày %(day)s; thao tác vẫn ghi được, hồ sơ ghi là trễ.") % words
            )
        return found

    @property
    def own(self) -> Iterator[Any]:
        """The fields of the kind."""
        return (self[name] for name in self.fields if name.startswith(PREFIX))

    @property
    def frame(self) -> Iterator[Any]:
        """The day of the act, its hour, why it is late."""
        return (self[name] for name in ("day", "hour", "why_late") if name in self.fields)

    def clean(self) -> dict[str, Any]:
        """The arguments of the service; what is required under a condition is told beside its field."""
        given = super().clean() or {}
        day, hour = given.get("day"), given.get("hour")
        data = {
            name.removeprefix(PREFIX): value
            for name, value in given.items()
            if name.startswith(PREFIX) and value is not None
        }
        if day is None:
            return given
        when = dt.datetime.combine(day, hour or dt.time())
        view = self.hand.view(data, when, hour is not None)
        for need in self.hand.transition.requires:
            name = PREFIX + need.field
            empty = data.get(need.field) in (None, "", [], {})
            if need.when is not None and empty and name not in self.errors and need.when.holds(view):
                self.add_error(name, _("Hãy điền «%(label)s».") % {"label": self.fields[name].label})
        if "why_late" in self.fields:
            why = (given.get("why_late") or "").strip()
            if not why:
                self.add_error("why_late", _("Thao tác quá hạn phải ghi lý do."))
            data[LATE_REASON] = why
        on = f"{day.isoformat()}T{hour:%H:%M}" if hour is not None else day.isoformat()
        return {"on": on, "data": data, "tx": self.press, "seq": whole(given.get("seen") or "")}

    def refuse(self, error: ValidationError) -> None:
        """A refusal of the interpreter stands beside the field it speaks of; what is allowed instead is kept."""
        if isinstance(error, NotAllowed):
            self.answer = error.answer
            spoken = str(error.answer.refused.values.get("field", "")) if error.answer.refused else ""
            for name, field in self.hand.fields.items():
                if spoken and field.label.vi == spoken:
                    self.add_error(PREFIX + name, error)
                    return
            if error.answer.code == "day":
                self.add_error("day", error)
                return
        super().refuse(error)

    def anew(self) -> None:
        """After another act came before: show what was typed with the number of acts there are now."""
        data: Any = QueryDict(mutable=True)
        data.update(self.data)
        data[SEEN] = str(self.hand.case.acts) if self.hand.case is not None else "0"
        self.data = data
