"""Forms kept for a person in a browser; nobody else's are ever read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from thuongton.web.forms.keys import named
from thuongton.web.forms.screens import File
from thuongton.web.forms.sealing import FormSeal, ShutForm
from thuongton.web.models import KeptFile, KeptForm, Undoable

KEPT = dt.timedelta(days=3)
CELL = "o."
"""How the name of a cell of a grid begins: a number in it was typed, and names no row."""


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """A kept form, opened with the secret of its browser."""

    pk: int
    page: str
    address: str
    fields: list[tuple[str, str]]
    lost: list[list[str]]
    kept_at: dt.datetime


def kept_on(owner: int, secret: str, path: str) -> list[OpenedForm]:
    """The forms of a page that are kept for a person in this browser, the latest first, opened."""
    rows = KeptForm.objects.filter(owner_id=owner, browser=named(secret), kept_at__gt=timezone.now() - KEPT)
    found = [form for form in rows.order_by("-kept_at", "-pk") if form.page.partition("?")[0] == path]
    return [one for form in found if (one := opened(form, secret)) is not None]


def opened(form: KeptForm, secret: str) -> OpenedForm | None:
    """A kept form as it was typed; None when this browser does not open it."""
    try:
        fields = FormSeal.of(secret, form.owner_id, form.address).open_pairs(form.fields)
    except ShutForm:
        return None
    return OpenedForm(form.pk, form.page, form.address, fields, form.lost, form.kept_at)


def files_of(forms: Iterable[OpenedForm]) -> list[KeptFile]:
    """The files of kept forms, without their bytes."""
    return list(KeptFile.objects.filter(form__in=[form.pk for form in forms]).defer("data").order_by("pk"))


def chosen_files(owner: int, secret: str, numbers: Iterable[int]) -> list[File]:
    """The kept files that a person sends again, with their bytes."""
    rows = KeptFile.objects.filter(pk__in=list(numbers), form__owner_id=owner, form__browser=named(secret))
    rows = rows.filter(form__kept_at__gt=timezone.now() - KEPT).select_related("form")
    return [one for row in rows.order_by("pk") if (one := _file(row, secret)) is not None]


def _file(row: KeptFile, secret: str) -> File | None:
    data = bytes(row.data)
    if not isinstance(row.form.fields, list):  # else kept before forms were sealed
        try:
            data = FormSeal.of(secret, row.form.owner_id, row.form.address).open(data)
        except ShutForm:
            return None
    return File(row.field, row.name, row.media_type, data)


def about(fields: Iterable[Iterable[str]]) -> list[tuple[str, str]]:
    """What tells forms of one address apart: the numbers of rows in them, which a person does not type."""
    return sorted((name, value) for name, value in fields if value.isdecimal() and not name.startswith(CELL))


def undoable_of(owner: int, pk: int) -> Undoable | None:
    """An act of a person that may be taken back, locked."""
    return Undoable.objects.select_for_update().filter(owner_id=owner, pk=pk).first()
