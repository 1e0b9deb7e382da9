"""What the first page of an administrator holds: who signs in too lightly, which units nobody works for, what ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import Hat, Unit, User
from thuongton.people.queries import (
    hats_that_end,
    never_begun,
    units_without_people,
    without_second_factor,
)
from thuongton.web.dates import day_words
from thuongton.web.today import SHOWN, Queue, Queued, QueuePlace, QueueRow

ENDS_WITHIN = dt.timedelta(days=30)


def _person(person: User) -> QueueRow:
    return QueueRow(str(person), reverse("people:person", args=[person.pk]), note=person.username)


def _unit(unit: Unit) -> QueueRow:
    return QueueRow(unit.name, reverse("people:unit", args=[unit.pk]), note=unit.get_kind_display())


def _hat(hat: Hat) -> QueueRow:
    address = reverse("people:person", args=[hat.user_id])
    return QueueRow(f"{hat.user} – {hat}", address, when=day_words(hat.valid_to))


def _queue(
    key: str,
    label: Any,
    rows: Callable[[User, dt.date], QuerySet[Any]],
    shown: Callable[[Any], QueueRow],
    page: str,
    tone: str = "",
) -> Queue:
    """A queue with no section while nothing stands in it."""

    def find(request: Any) -> Queued | None:
        found = rows(request.user, request.as_of)
        some = [shown(row) for row in found[:SHOWN]]
        return Queued(found.count(), some, reverse(page)) if some else None

    return Queue(key, label, find, QueuePlace.KEEPING, tone=tone)


KEPT = (
    _queue(
        "mot-lop",
        _("Chưa bật xác thực hai lớp"),
        without_second_factor,
        _person,
        "people:persons",
        "red",
    ),
    _queue(
        "vai-tro-het",
        _("Vai trò hết hiệu lực trong 30 ngày"),
        lambda user, day: hats_that_end(user, day, day + ENDS_WITHIN),
        _hat,
        "people:persons",
        "amber",
    ),
    _queue("don-vi-trong", _("Đơn vị chưa có ai"), units_without_people, _unit, "people:units"),
    _queue("chua-dung", _("Tài khoản chưa đăng nhập lần nào"), never_begun, _person, "people:persons"),
)
