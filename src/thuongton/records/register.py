"""A register (sổ) as a room declares it: a list, a form, two acts; pages, history, search and API follow from these.

::

    CLUBS = Register(
        listing=Listing(key="cau-lac-bo", …),
        room="clubs",
        form=ClubForm,
        add_label=_("Thêm câu lạc bộ"),
        added="clubs.club-added",
        changed="clubs.club-changed",
        new=lambda unit: LegalClub(unit=unit),
    )

With ``on_record=OnRecord(model=LegalClub, visible=visible_to)`` its records have a discussion, people who do them and
reminders; with ``removed="clubs.club-removed"`` they can be taken out, with the reason, and put back for some minutes.

``register_urls(CLUBS)`` are its addresses, ``parts_of(CLUBS)`` what it gives the house (``joining.py``). The model has
``unit``, ``get_absolute_url`` and, to be found, a column ``search`` with folded words; its room says the rule of right
over it (``people.scopes``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from thuongton.people.models import Unit, User
from thuongton.people.scopes import Right, writing_unit
from thuongton.records.on_record import OnRecord
from thuongton.web.lists.listing import Listing, Shown


@dataclass(frozen=True, kw_only=True)
class Register:
    """The declaration. ``room`` is the name of its addresses and of its entry in the menu, ``new(unit)`` an empty row.

    ``added``, ``changed`` and ``removed`` are codes of declared acts ("" takes nothing out), ``remove_right`` is needed
    to take a record out; ``visible(user)`` are the records one may see.
    """

    listing: Listing
    room: str
    form: type[forms.ModelForm]
    visible: Callable[[User], QuerySet[Any]]
    new: Callable[[Unit], Model]
    added: str
    changed: str
    add_label: str | Promise
    name: str = "list"
    on_record: OnRecord | None = None
    removed: str = ""
    remove_right: Right = Right.ACT

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that the form writes."""
        return tuple(self.form.base_fields)

    def list_with_add(self) -> Listing:
        """The list with the button that adds a record, for those who write."""
        own = self.listing.head

        def head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
            writes = writing_unit(shown.asked.question.reader) is not None and not shown.asked.question.rewound
            add = {"add_url": reverse(f"{self.room}:add") if writes else "", "add_label": self.add_label}
            return {"room": self.room, **add, **(own(request, shown) if own else {})}

        return replace(self.listing, template="records/list.html", head=head)
