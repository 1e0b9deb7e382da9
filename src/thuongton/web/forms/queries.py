"""Forms kept for a person in a browser; nobody else's are ever read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from thuongton.web.models import KeptFile, KeptForm, Undoable

KEPT = dt.timedelta(days=3)


def kept_on(owner: int, browser: str, path: str) -> list[KeptForm]:
    """The forms of a page that are kept for a person in this browser, the latest first."""
    rows = KeptForm.objects.filter(owner_id=owner, browser=browser, kept_at__gt=timezone.now() - KEPT)
    return [form for form in rows.order_by("-kept_at", "-pk") if form.page.partition("?")[0] == path]


def files_of(forms: Iterable[KeptForm]) -> list[KeptFile]:
    """The files of kept forms, without their bytes."""
    return list(KeptFile.objects.filter(form__in=list(forms)).defer("data").order_by("pk"))


def chosen_files(owner: int, browser: str, numbers: Iterable[int]) -> list[KeptFile]:
    """The kept files that a person sends again, with their bytes."""
    rows = KeptFile.objects.filter(pk__in=list(numbers), form__owner_id=owner, form__browser=browser)
    return list(rows.filter(form__kept_at__gt=timezone.now() - KEPT).order_by("pk"))


def about(fields: Iterable[Iterable[str]]) -> list[tuple[str, str]]:
    """What tells forms of one address apart: the numbers of rows in them, which a person does not type."""
    return sorted((name, value) for name, value in fields if value.isdecimal())


def undoable_of(owner: int, pk: int) -> Undoable | None:
    """An act of a person that may be taken back, locked."""
    return Undoable.objects.select_for_update().filter(owner_id=owner, pk=pk).first()
