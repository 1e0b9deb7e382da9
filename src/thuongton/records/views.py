"""The pages of one record of a register: its facts and what hangs on it, the acts on it, the forms that add and correct
it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.people.forms import add_errors
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import demand, holds, writing_unit
from thuongton.records.doing import ACTS, demand_writing
from thuongton.records.forms import RemoveForm
from thuongton.records.queries import Hanging, events_of, hanging
from thuongton.records.register import Register
from thuongton.records.services import rows as services
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.marks import Seen, guarded
from thuongton.web.lists.columns import words
from thuongton.web.lists.question import question_of, said
from thuongton.web.lists.table import label_of


def _found(request: SignedInRequest, register: Register, pk: int) -> Any:
    return get_object_or_404(register.visible(request.user), pk=pk)


def acts_of(register: Register) -> Acts:
    """The acts on a record of a register: on what hangs on it, and taking it out."""

    def find(user: User, **where: Any) -> Any:
        return get_object_or_404(register.visible(user), pk=next(iter(where.values())))

    def remove(user: User, row: Any, reason: str) -> dict[str, Any]:
        kept = services.remove(user, row, register.removed, reason, right=register.remove_right)
        return {"kept": kept, "right": register.remove_right}

    def show(request: SignedInRequest, row: Any, refused: Refused) -> HttpResponse:
        return record(request, register, row.pk, refused)

    taking_out = Act(
        "xoa",
        gettext_lazy("Xoá"),
        remove,
        form=RemoveForm,
        said=gettext_lazy("Đã xoá khỏi sổ."),
        may=lambda page: page.may_remove,
        undo=("ho-so-xoa", lambda facts: facts),
        leads=lambda row: reverse(f"{register.room}:{register.name}"),
        danger=True,
    )
    on_it = ACTS if register.on_record is not None else ()
    acts = (*on_it, *((taking_out,) if register.removed else ()))
    return Acts(acts, find, show, lambda row: row.get_absolute_url(), demand_writing)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What the page of a record offers: what hangs on it, and whether it may be taken out."""

    on: Hanging | None
    may_remove: bool


def record(request: SignedInRequest, register: Register, pk: int, refused: Refused | None = None) -> HttpResponse:
    """One record: every column of the list, what hangs on it and what happened to it."""
    row = _found(request, register, pk)
    question = question_of(request)
    made = register.listing.rows(question, [row])[0] if register.listing.rows else row
    on = hanging(request.user, row) if register.on_record is not None else None
    may_remove = bool(register.removed) and not question.rewound and holds(request.user, row, register.remove_right)
    offered = Offered(
        acts_of(register),
        request.user,
        row,
        RecordPage(on, may_remove),
        f"{register.room}:record-",
        (row.pk,),
        refused=refused,
        doing=request.GET.get("lam", ""),
        known={"person": on.people} if on is not None else {},
    )
    context = {
        "on": on,
        "offered": offered,
        "removes": may_remove,
        "room": register.room,
        "record": row,
        "title": register.listing.name_of(made),
        "list_title": said(register.listing.title, question),
        "list_url": f"{register.room}:{register.name}",
        "edit_url": f"{register.room}:edit" if holds(request.user, row) and not question.rewound else "",
        "facts": [(label_of(one), words(one.printed(made))) for one in register.listing.columns_of(question)],
        "events": on.events if on is not None else events_of(request.user, row),
    }
    return render(request, "records/record.html", context, status=400 if refused else 200)


def add(request: SignedInRequest, register: Register) -> HttpResponse:
    """Put a new record into the register of the unit whose hat is worn."""
    unit = writing_unit(request.user)
    if unit is None:
        raise PermissionDenied
    empty = register.new(unit)
    form = register.form(request.POST or None, instance=empty)
    if request.method == "POST" and form.is_valid():
        try:
            made: Any = services.add(request.user, register.new(unit), register.added, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã thêm «%(name)s».") % {"name": made})
            return redirect(made.get_absolute_url())
    return _form_page(request, register, form, said(register.add_label, question_of(request)))


def edit(request: SignedInRequest, register: Register, pk: int) -> HttpResponse:
    """Correct a record; what somebody else changed meanwhile is shown and not overwritten."""
    row = _found(request, register, pk)
    demand(request.user, row)
    form = register.form(request.POST or None, instance=row)
    refused: ValidationError | None = None
    if request.method == "POST" and form.is_valid():
        seen = Seen.sent(request, register.fields)
        try:
            made = services.change(
                request.user, _found(request, register, pk), register.changed, form.cleaned_data, seen=seen
            )
        except ValidationError as error:
            add_errors(form, error)
            refused = error
        else:
            messages.success(request, _("Đã sửa «%(name)s».") % {"name": made})
            return redirect(made.get_absolute_url())
    now: Model = _found(request, register, pk)
    guarded(form, request, now, register.fields, refused)
    return _form_page(request, register, form, _("Sửa «%(name)s»") % {"name": now}, now)


def _form_page(
    request: SignedInRequest, register: Register, form: forms.ModelForm, title: str, row: Any = None
) -> HttpResponse:
    back = row.get_absolute_url() if row is not None else ""
    context = {
        "room": register.room,
        "form": form,
        "title": title,
        "back": back,
        "list_url": f"{register.room}:{register.name}",
    }
    return render(request, "records/form.html", context, status=400 if form.errors else 200)
