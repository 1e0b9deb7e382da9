"""Keeping a form that was sent and not done, letting it go, and telling a second press from a second act."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from thuongton.web.forms.keys import named
from thuongton.web.forms.queries import KEPT, OpenedForm, about, opened
from thuongton.web.forms.screens import File
from thuongton.web.forms.sealing import FormSeal
from thuongton.web.models import KeptFile, KeptForm, SentForm, Undoable

MOST_FORMS = 10
SAME_ACT = dt.timedelta(minutes=10)
PATIENCE = 10.0
"""Seconds that a second press waits for the answer to the first."""


def keep(
    owner: int,
    secret: str,
    page: str,
    address: str,
    fields: Sequence[tuple[str, str]],
    files: Sequence[File],
    lost: Sequence[tuple[str, str]] = (),
) -> OpenedForm | None:
    """Keep a form for its owner in the browser of a secret, sealed with it; None when there is no such person.

    The same form kept before in this browser gives way, with its files; of the others the oldest go when there are more
    than :data:`MOST_FORMS` or when their files are larger than two uploads.
    """
    if not get_user_model()._default_manager.filter(pk=owner, is_active=True).exists():
        return None
    browser, seal = named(secret), FormSeal.of(secret, owner, address)
    with transaction.atomic():
        for older in KeptForm.objects.filter(owner_id=owner, browser=browser, page=page, address=address):
            before = opened(older, secret)
            if before is None or about(before.fields) == about(fields):
                older.delete()
        form = KeptForm.objects.create(
            owner_id=owner,
            browser=browser,
            page=page,
            address=address,
            fields=seal.close_pairs(fields),
            lost=[list(pair) for pair in lost],
        )
        KeptFile.objects.bulk_create(
            KeptFile(
                form=form,
                field=one.field,
                name=one.name,
                media_type=one.media_type,
                size=len(one.data),
                data=seal.close(one.data),
            )
            for one in files
        )
        _make_room(owner)
    return OpenedForm(form.pk, page, address, list(fields), form.lost, form.kept_at)


def _make_room(owner: int) -> None:
    total = 0
    rows = KeptFile.objects.filter(form__owner_id=owner).values_list("form_id", "size")
    sizes: dict[int, int] = {}
    for form, size in rows:
        sizes[form] = sizes.get(form, 0) + size
    forms = list(KeptForm.objects.filter(owner_id=owner).order_by("-kept_at", "-pk").values_list("pk", flat=True))
    gone = []
    for place, pk in enumerate(forms):
        total += sizes.get(pk, 0)
        if place >= MOST_FORMS or (place and total > 2 * settings.MAX_UPLOAD_BYTES):
            gone.append(pk)
    KeptForm.objects.filter(pk__in=gone).delete()


def let_go(owner: int, browser: str, *, page: str, address: str) -> None:
    """Forget what was kept of a form, after it was done."""
    KeptForm.objects.filter(owner_id=owner, browser=browser, page=page, address=address).delete()


def drop(owner: int, browser: str, pk: int) -> str:
    """Throw one kept form away; returns the page it stood on, "" when there is none of this person here."""
    form = KeptForm.objects.filter(owner_id=owner, browser=browser, pk=pk).first()
    if form is None:
        return ""
    form.delete()
    return form.page


def sweep() -> int:
    """Remove kept forms and marks of sent ones whose time is over; returns how many forms."""
    now = timezone.now()
    SentForm.objects.filter(sent_at__lt=now - 6 * SAME_ACT).delete()
    Undoable.objects.filter(done_at__lt=now - 6 * SAME_ACT).delete()
    old = KeptForm.objects.filter(kept_at__lt=now - KEPT)
    count = old.count()
    old.delete()
    return count


def first_press(key: str) -> str | None:
    """None for the first press of a form; else where the first one led («» when it is not known).

    Marking is one insert, so that of two presses at once only one is first, whatever number of processes serve.
    """
    SentForm.objects.filter(key=key, sent_at__lt=timezone.now() - SAME_ACT).delete()
    try:
        with transaction.atomic():
            SentForm.objects.create(key=key)
        return None
    except IntegrityError:
        pass
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        row = SentForm.objects.filter(key=key).first()
        if row is None:  # the first was refused: this one is an act of its own
            return first_press(key)
        if row.led_to:
            return row.led_to
        time.sleep(0.1)
    return ""


def pressed(key: str, led_to: str) -> None:
    """Say where the first press led, or with "" that it did nothing and the form may be sent again."""
    if led_to:
        SentForm.objects.filter(key=key).update(led_to=led_to[:1000])
    else:
        SentForm.objects.filter(key=key).delete()


def remember_undoable(owner: int, act: str, facts: Mapping[str, Any], page: str) -> Undoable:
    """Remember an act that its doer may take back."""
    return Undoable.objects.create(owner_id=owner, act=act, facts=dict(facts), page=page[:500])


def forget_undoable(made: Undoable) -> None:
    """Forget an act that was taken back."""
    made.delete()
