"""Fields of kind files as fields of forms: each type typed as people type it, read into what an act carries.

``form_field(field)`` makes the form field; its ``to_python`` gives the value of the act (None for nothing typed): text,
name of a choice, True or False, a whole number, «2026-03-10», «2026-03-10T08:30», the identifier of a case, rows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.definition.model import KindField
from thuongton.cases.queries.named_cases import cases_to_name, named_case
from thuongton.cases.words import said_label
from thuongton.web.dates import day_words, parse_day
from thuongton.web.inputs import MOST_LETTERS, clean_text
from thuongton.web.numbers import number_words
from thuongton.web.widgets import DayField

LONGEST_TEXT = 500
MOST_ROWS = 200
LARGEST_NUMBER = 10**15
_NUMBER = re.compile(r"\d{1,16}\Z", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(?:[:hg](\d{0,2}))?\Z", re.ASCII | re.IGNORECASE)


def hour_of(text: str) -> dt.time | None:
    """An hour as people type it: 8:30, 8h30, 8g30, 14h, 14; None when it is none.

    >>> hour_of("8h30"), hour_of("14h"), hour_of("25:00")
    (datetime.time(8, 30), datetime.time(14, 0), None)
    """
    found = _HOUR.match(text.strip())
    if found is None:
        return None
    try:
        return dt.time(int(found[1]), int(found[2] or 0))
    except ValueError:
        return None


class WholeNumberField(forms.Field):
    """A whole number that is not negative, with dots or spaces between thousands where people type them."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "maxlength": "24"}

    def to_python(self, value: Any) -> Any:
        """The number; None for nothing."""
        text = re.sub(r"[ .\u00a0]", "", str(value or ""))
        if not text:
            return None
        if not _NUMBER.match(text) or int(text) > LARGEST_NUMBER:
            raise ValidationError(_("«%(value)s» không phải số nguyên.") % {"value": str(value)[:40]}, code="invalid")
        return int(text)

    def prepare_value(self, value: Any) -> Any:
        """A number as offices write it; what was typed stays as typed."""
        return number_words(value) if isinstance(value, int) else value


class KindDayField(DayField):
    """A day, kept as «2026-03-10»."""

    def to_python(self, value: Any) -> Any:
        """The day; None for nothing."""
        if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d\Z", value):
            value = parse_day(value) or value
        day = super().to_python(value)
        return day.isoformat() if day is not None else None

    def prepare_value(self, value: Any) -> Any:
        """A day as offices write it."""
        found = parse_day(value) if isinstance(value, str) else value
        return day_words(found) if isinstance(found, dt.date) else value


class MomentField(forms.CharField):
    """A moment: «8:30 10/3/2026», or a day alone where the hour is not known."""

    default_error_messages = {"invalid": gettext_lazy("Viết giờ và ngày như 8:30 10/3/2026, hoặc chỉ ngày.")}

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=24, **given)
        self.widget.attrs |= {"autocomplete": "off", "placeholder": "8:30 10/3/2026"}

    def to_python(self, value: Any) -> Any:
        """«2026-03-10T08:30» or «2026-03-10»; None for nothing."""
        words = (super().to_python(value) or "").replace("T", " ").split()
        if not words:
            return None
        day = next((one for word in words if (one := parse_day(word))), None)
        hour = next((at for word in words if parse_day(word) is None and (at := hour_of(word))), None)
        if day is None or len(words) > 2 or (len(words) == 2 and hour is None):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{day.isoformat()}T{hour:%H:%M}" if hour is not None else day.isoformat()


class YesNoField(forms.ChoiceField):
    """Yes, no, or not known."""

    def __init__(self, **given: Any) -> None:
        choices = [("", gettext_lazy("Chưa rõ")), ("co", gettext_lazy("Có")), ("khong", gettext_lazy("Không"))]
        super().__init__(choices=choices, **given)

    def to_python(self, value: Any) -> Any:
        """True, False, None."""
        return {"co": True, "khong": False, True: True, False: False}.get(value, value or None)

    def validate(self, value: Any) -> None:
        """Only what the list has."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if value not in (None, True, False):
            raise ValidationError(_("Chọn một trong các mục của danh sách."), code="invalid_choice")

    def prepare_value(self, value: Any) -> Any:
        """The name of the value in the list."""
        return {True: "co", False: "khong", None: ""}.get(value, value) if not isinstance(value, str) else value


class CaseNumberInput(forms.TextInput):
    """The number of a case, with those of the unit to choose from."""

    template_name = "cases/widgets/case_number.html"
    names: Iterable[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        listed = f"{context['widget']['attrs'].get('id', name)}-ds"
        context["widget"]["attrs"]["list"] = listed
        return {**context, "listed": listed, "names": list(self.names)}


class CaseNumberField(forms.CharField):
    """A case by its number («7/2026», «Tiếp công dân 4/2026»), among those that the person may see."""

    widget = CaseNumberInput

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=200, **given)
        self.widget.attrs |= {"autocomplete": "off"}
        self.asked: tuple[Any, Any] = (None, None)

    def bind(self, user: Any, record: Any) -> None:
        """Say who chooses, and for which act (``record.unit``, ``record.kind``)."""
        self.asked = (user, record)
        widget: Any = self.widget
        widget.names = NamesLater(lambda: cases_to_name(user, record.unit, besides=record.case))

    def to_python(self, value: Any) -> Any:
        """The identifier of the case; None for nothing."""
        text = super().to_python(value)
        if not text:
            return None
        user, record = self.asked
        return str(named_case(user, record.unit, text, record.kind.kind).uid)


class NamesLater:
    """Names that are read only where they are shown."""

    def __init__(self, read: Any) -> None:
        self.read = read

    def __iter__(self) -> Any:
        return iter(self.read())


class PartRowsInput(forms.Widget):
    """Rows of some columns as a small table; one row more is asked for with or without a script."""

    template_name = "cases/widgets/rows.html"
    least = 2
    more = 0
    called: Any = ""
    page = ""

    def __init__(self, columns: Mapping[str, tuple[str, forms.Field]]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        """The rows as typed, empty ones between them too."""
        found = []
        number = 0
        while number < MOST_ROWS and any(f"{name}-{number}-{part}" in data for part in self.columns):
            found.append(
                {
                    part: field.widget.value_from_datadict(data, files, f"{name}-{number}-{part}")
                    for part, (_label, field) in self.columns.items()
                }
            )
            number += 1
        return found

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether no row came."""
        return not any(f"{name}-0-{part}" in data for part in self.columns)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """A cell for each column of each row, with names of their own."""
        context = super().get_context(name, value, attrs)
        ident = context["widget"]["attrs"].get("id", f"id_{name}")
        given = list(value or [])
        shown = max(self.least, len(given) + self.more)
        rows = []
        for number in range(shown):
            row = given[number] if number < len(given) else {}
            rows.append([self._cell(name, ident, number, part, row.get(part)) for part in self.columns])
        heads = [label for label, _field in self.columns.values()]
        return {
            **context,
            "heads": heads,
            "rows": rows,
            "name": name,
            "ident": ident,
            "called": self.called,
            "page": self.page,
        }

    def id_for_label(self, id_: str) -> str:
        """The label leads to the first cell."""
        return f"{id_}-0-{next(iter(self.columns))}" if id_ else id_

    def _cell(self, name: str, ident: str, number: int, part: str, value: Any) -> str:
        label, field = self.columns[part]
        attrs = {
            "id": f"{ident}-{number}-{part}",
            "aria-label": _("%(what)s, dòng %(row)d") % {"what": label, "row": number + 1},
        }
        return field.widget.render(f"{name}-{number}-{part}", field.prepare_value(value), attrs)


class PartRowsField(forms.Field):
    """Rows with parts («Các bên»): a list of what was typed in each, without the rows left empty."""

    def __init__(self, parts: Iterable[KindField], **given: Any) -> None:
        self.parts = {part.name: form_field(part) for part in parts}
        for field in self.parts.values():
            _dress_cell(field)
        columns = {name: (str(field.label), field) for name, field in self.parts.items()}
        super().__init__(widget=PartRowsInput(columns), **given)
        self.widget.called = self.label

    def __deepcopy__(self, memo: Any) -> PartRowsField:
        return self

    def lengthen(self, page: str, *, more: bool) -> None:
        """Say where a row more is asked for without a script, and whether it was."""
        widget: Any = self.widget
        widget.page, widget.more = page, int(more)

    def to_python(self, value: Any) -> Any:
        """The rows; None for none. Each wrong cell is told with the row it stands in."""
        rows: list[dict[str, Any]] = []
        wrong: list[str] = []
        for number, typed in enumerate(value or [], 1):
            row = {}
            for name, field in self.parts.items():
                try:
                    found = field.clean(typed.get(name))
                except ValidationError as error:
                    wrong += [_("Dòng %(row)d: %(said)s") % {"row": number, "said": said} for said in error.messages]
                    continue
                if found not in (None, ""):
                    row[name] = found
            if row:
                rows.append(row)
        if wrong:
            raise ValidationError(wrong)
        return rows or None


def _dress_cell(field: forms.Field) -> None:
    kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
    field.widget.attrs.setdefault("class", kind)
    if isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 1


class KindTextField(forms.CharField):
    """A text; None for nothing."""

    def to_python(self, value: Any) -> Any:
        """The text without letters that no keyboard gives."""
        return clean_text(super().to_python(value) or "") or None


class KindChoiceField(forms.ChoiceField):
    """A choice; None for none."""

    def to_python(self, value: Any) -> Any:
        """The name of the choice."""
        return super().to_python(value) or None


def form_field(field: KindField, *, required: bool = False) -> forms.Field:
    """The form field of a field of a kind."""
    label = said_label(field.label)
    given: dict[str, Any] = {"label": label, "required": required}
    match field.kind:
        case "long_text":
            area = forms.Textarea(attrs={"rows": 3})
            return KindTextField(max_length=MOST_LETTERS, widget=area, **given)
        case "choice":
            choices = [("", _("Chọn…")), *((name, said_label(words)) for name, words in field.choices.items())]
            return KindChoiceField(choices=choices, **given)
        case "yes_no":
            return YesNoField(**given)
        case "number" | "money":
            return WholeNumberField(**given)
        case "day":
            return KindDayField(**given)
        case "moment":
            return MomentField(**given)
        case "case":
            return CaseNumberField(**given)
        case "rows":
            return PartRowsField(field.parts, **given)
    return KindTextField(max_length=LONGEST_TEXT, **given)
