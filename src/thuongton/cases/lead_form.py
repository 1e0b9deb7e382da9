"""The form of cases made from a case: for each register what goes over as it stands, and what must still be typed.

What goes over is named, never shown: it passes no page. Where a letter holds several matters the part of each is typed
in its own words, and takes the place of the whole.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.definition.model import KindField
from thuongton.cases.kind_fields import form_field
from thuongton.cases.queries.leading import LeadOffer
from thuongton.cases.services import NewCase
from thuongton.cases.words import said_label
from thuongton.web.forms.base import dress
from thuongton.web.widgets import DayField

TAKE, CARRY = "lap", "mang"
PREFIX = "f-"
TYPED = ("text", "long_text", "choice", "yes_no", "number", "money", "day")
"""Types of fields that are typed here; others are given on the page of the new case."""


class LeadDayForm(forms.Form):
    """The day on which the cases are taken in, and how many acts of the source the person saw."""

    on = DayField(label=gettext_lazy("Ngày tiếp nhận"))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, **more: Any) -> None:
        more |= {"label_suffix": ""}
        super().__init__(*given, **more)
        for field in self.fields.values():
            dress(field)


class LeadForm(forms.Form):
    """One register into which the case may grow; its fields are asked for where it is taken.

    ``opened``: whether the page shows it unfolded.
    """

    opened = True

    def __init__(self, offer: LeadOffer, *given: Any, **more: Any) -> None:
        more |= {"prefix": offer.there.kind, "label_suffix": "", "use_required_attribute": False}
        super().__init__(*given, **more)
        self.offer = offer
        self.kind_label = said_label(offer.there.label)
        self.fields[TAKE] = forms.BooleanField(
            label=_("Lập hồ sơ: %(kind)s") % {"kind": self.kind_label}, required=False
        )
        choices = [(here.name, said_label(there.label)) for here, there in offer.carried]
        if choices:
            self.fields[CARRY] = forms.MultipleChoiceField(
                label=_("Mang sang nguyên như đã ghi"),
                choices=choices,
                required=False,
                initial=[name for name, _label in choices],
                widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            )
        for _here, there in offer.carried:
            if there.kind == "long_text":
                self._add(there, False, _("%(field)s của riêng phần này") % {"field": said_label(there.label)})
        act = offer.there.transitions[offer.lead.do]
        needed = {need.field for need in act.requires if need.when is None}
        for field in offer.typed:
            if field.kind in TYPED:
                self._add(field, field.name in needed, said_label(field.label))
        for made in self.fields.values():
            if not isinstance(made.widget, forms.CheckboxSelectMultiple):
                dress(made)

    def _add(self, field: KindField, needed: bool, label: str) -> None:
        made = form_field(field)
        made.label = label
        made.needed = needed  # type: ignore[attr-defined]
        made.says_when = needed  # type: ignore[attr-defined]
        self.fields[PREFIX + field.name] = made

    @property
    def wanted(self) -> bool:
        """Whether this register was chosen."""
        return bool(self.cleaned_data.get(TAKE)) if self.is_bound and self.is_valid() else False

    @property
    def held_names(self) -> list[str]:
        """What does not go over, in words."""
        return [said_label(one.label) for one in self.offer.held]

    @property
    def shown(self) -> list[Any]:
        """The fields to type, as the page shows them."""
        return [self[name] for name in self.fields if name not in (TAKE, CARRY)]

    def clean(self) -> dict[str, Any]:
        """Ask for what the act needs, of a register that was chosen."""
        data = super().clean() or {}
        if data.get(TAKE):
            for name, field in self.fields.items():
                if getattr(field, "needed", False) and data.get(name) in (None, ""):
                    self.add_error(name, _("Hãy điền «%(label)s».") % {"label": field.label})
        return data

    def new_case(self) -> NewCase:
        """What the service is asked for."""
        typed = {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value not in (None, "")
        }
        over = {here.name for here, there in self.offer.carried if there.name not in typed}
        return NewCase(self.offer.there.kind, typed, sorted(over & set(self.cleaned_data.get(CARRY) or ())))


def chosen(forms_: list[LeadForm]) -> list[NewCase]:
    """The cases that were asked for. Raises ValidationError when none was."""
    found = [one.new_case() for one in forms_ if one.wanted]
    if not found:
        raise ValidationError(_("Chọn ít nhất một loại hồ sơ để lập."))
    return found
