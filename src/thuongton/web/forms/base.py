"""The form of an act: fields named as the service names them, sent by short Vietnamese names, dressed in one way.

A form knows who fills it in (``user``) and what it is about (``record``), so that a row is chosen only among those that
the person may name. What it gives (``cleaned_data``) are the arguments of the service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.utils import ErrorDict
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from thuongton.web.inputs import whole

Rows = Callable[[Any, Any], "QuerySet[Any] | list[Any]"]


class RowField(forms.Field):
    """A row by its number, among those that ``rows(user, record)`` gives; any other is not found (404), never named.

    Hidden, it names the row a button stands beside. Shown, it is a choice: ``called`` gives the words of each row, and
    ``empty`` those of choosing none. ``key`` is the column the number is of, where it is not the row's own.
    """

    widget: type[forms.Widget] = forms.HiddenInput
    shown: type[forms.Widget] = forms.Select

    def __init__(
        self,
        rows: Rows,
        *,
        called: Callable[[Any], str] | None = None,
        empty: Any = None,
        key: str = "pk",
        **given: Any,
    ) -> None:
        self.rows, self.called, self.empty, self.key = rows, called, empty, key
        if called is not None:
            given.setdefault("widget", self.shown)
        super().__init__(**given)
        self.asked: tuple[Any, Any] = (None, None)

    def bind(self, user: Any, record: Any, known: Iterable[Any] | None = None) -> None:
        """Say who chooses and about what; ``known`` are the rows to choose from, where the page has read them."""
        self.asked = (user, record)
        if self.called is None:
            return
        rows = self.rows(user, record) if known is None else known
        choices = [(row.pk, self.called(row)) for row in rows]
        widget: Any = self.widget
        widget.choices = [("", self.empty), *choices] if self.empty is not None else choices

    def prepare_value(self, value: Any) -> Any:
        """A row stands in a form by its number."""
        return value.pk if isinstance(value, Model) else value

    def to_python(self, value: Any) -> Any:
        """The row; None for none."""
        if value in self.empty_values:
            return None
        return self.named(value)

    def named(self, value: Any) -> Any:
        """The row of one number; Http404 when there is none for this person."""
        number, rows = whole(str(value)) or 0, self.rows(*self.asked)
        if isinstance(rows, list):
            found = next((row for row in rows if getattr(row, self.key) == number), None)
        else:
            found = rows.filter(**{self.key: number}).first()
        if found is None:
            raise Http404
        return found


class RowsField(RowField):
    """Several such rows, chosen among all of them; none is an empty list."""

    widget = shown = forms.SelectMultiple

    def prepare_value(self, value: Any) -> Any:
        """Rows stand in a form by their numbers."""
        return [super(RowsField, self).prepare_value(one) for one in value or ()]

    def to_python(self, value: Any) -> list[Any]:
        """The rows."""
        return [self.named(one) for one in value or ()]


class TextsField(forms.Field):
    """Several short texts sent by one name, in the order of the page; none is an empty list."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        """The texts."""
        return [str(one) for one in value or ()]


class ActForm(forms.Form):
    """The form of one act on a record. Without fields it is the button alone.

    ``sent`` gives the name by which a field is sent where it is not the field's own. Each field that has a ``bind`` is
    told who fills the form in and about what.
    """

    sent: ClassVar[Mapping[str, str]] = {}
    press: str = ""
    """The mark of one press of the button (``web.forms.keeping``), for services that do a thing once for each."""
    refused_by: ValidationError | None = None

    def __init__(
        self,
        *given: Any,
        user: Any,
        record: Any,
        ident: str = "",
        known: Mapping[str, Iterable[Any]] | None = None,
        **more: Any,
    ) -> None:
        self.user, self.record, self.known = user, record, known or {}
        more |= {"auto_id": f"{ident}-%s" if ident else "id_%s", "label_suffix": ""}
        super().__init__(*given, **more)
        for name, field in self.fields.items():
            dress(field)
            if isinstance(field, RowField):
                field.bind(user, record, self.known.get(name))
            elif hasattr(field, "bind"):
                field.bind(user, record)

    def add_prefix(self, field_name: str) -> str:
        """The name by which a field is sent."""
        return super().add_prefix(self.sent.get(field_name, field_name))

    def refuse(self, error: ValidationError) -> None:
        """Put the sentences of a service beside their fields, or above the form when they name none."""
        self.refused_by = error
        if hasattr(error, "error_dict"):
            for name, sentences in error.error_dict.items():
                self.add_error(name if name in self.fields else None, sentences)
        else:
            self.add_error(None, error)

    def leads(self, address: str) -> str:
        """The page after the act, from the address of the record; a form that knows how the page stood says so here."""
        return address

    @property
    def sentences(self) -> str:
        """What is said against the form, in one line: for acts that are told of on the page that follows."""
        return " ".join(str(one) for said in self.errors.values() for one in said)

    @property
    def is_refused(self) -> bool:
        """Whether the form was sent and something was said against it."""
        return self.is_bound and self._errors is not None and bool(self._errors)

    def look_only(self) -> None:
        """Show the form as typed without asking whether it is whole."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    def seen_anew(self, mark: str, field: str = "seen") -> Self:
        """The same form with what was typed and the mark of what stands now (``web.forms.marks``), in its field."""
        data: Any = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix(field)] = mark
        fresh = type(self)(data, self.files, user=self.user, record=self.record)
        fresh.look_only()
        return fresh

    @property
    def takes_files(self) -> bool:
        """Whether the form must be sent as parts."""
        return self.is_multipart()


def dress(field: forms.Field) -> None:
    """The look of the house for one field, and a sentence that names it when it is left empty."""
    widget = field.widget
    if not isinstance(widget, (forms.HiddenInput, forms.RadioSelect)):
        kind = "form-control"
        if isinstance(widget, forms.CheckboxInput):
            kind = "form-check-input"
            widget.attrs.setdefault("value", "1")
        elif isinstance(widget, forms.Select):
            kind = "form-select"
        widget.attrs.setdefault("class", kind)
    if isinstance(widget, forms.Textarea):
        widget.attrs.pop("cols", None)
    if field.required and field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _("Hãy điền «%(label)s».") % {"label": field.label or ""}
