"""Decided rows are followed until the document that settles them is in force, and opened again where it falls.

What closes a row is what the register says of its document today (``queries.settling``): doing it again changes
nothing, and a row whose document is withdrawn stands as it stood before, with both in the trail. Settlements that a
table or a person told, without an operation of the register, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from thuongton.audit.services import ToldEvent, acting, recording_each
from thuongton.jobs.services import demand_lease
from thuongton.reviews.closing import Closing
from thuongton.reviews.models import ReviewRow, Settlement
from thuongton.reviews.queries.settling import BATCH, open_settlements, standing_of, to_follow

NOT_DECIDED = "Quyết định đã được rút lại."
NO_LONGER = "Văn bản xử lý không còn làm việc đã quyết định: đã bị rút, bãi bỏ hoặc được ghi lại."
_ROW, _SETTLEMENT = ReviewRow._meta.db_table, Settlement._meta.db_table


def settle(rows: Iterable[ReviewRow]) -> int:
    """Close and open again some rows as the register says today; returns how many changed.

    The rows are read again and held, so that two who do it at one time close a row once.
    """
    with acting():
        held = ReviewRow.objects.select_for_update(of=("self",)).filter(pk__in=sorted({row.pk for row in rows}))
        locked = list(held.select_related("unit").order_by("pk"))
        standing = standing_of(locked)
        have = open_settlements(row.pk for row in locked)
        opening = [(row, have[row.pk]) for row in locked if _falls(have.get(row.pk), standing[row.pk].closing)]
        _reopen(opening)
        gone = {row.pk for row, _settlement in opening}
        closing = [
            (row, one)
            for row in locked
            if (one := standing[row.pk].closing) and (row.pk in gone or (row.pk not in have and row.settled_on is None))
        ]
        _close(closing)
        return len(gone | {row.pk for row, _closing in closing})


def settle_all() -> int:
    """Do so with every row that is decided or was settled by the register; returns how many changed."""
    number = behind = 0
    while rows := to_follow(behind, BATCH):
        with acting():
            demand_lease()
            number += settle(rows)
        behind = rows[-1].pk
    return number


def _falls(settlement: Settlement | None, closing: Closing | None) -> bool:
    """Whether a settlement stands no longer as the register says; what was told without an operation stays."""
    if settlement is None or not settlement.order:
        return False
    return closing is None or (settlement.by_id, settlement.order, settlement.on) != (
        closing.by,
        closing.order,
        closing.on,
    )


def _reopen(some: list[tuple[ReviewRow, Settlement]]) -> None:
    lines: list[ToldEvent] = []
    if not some:
        return
    with recording_each(None, "Mở lại dòng rà soát", lines, "Mở lại dòng rà soát"):
        now = timezone.now()
        for row, settlement in some:
            settlement.reopened_at = now
            settlement.reopened_why = NOT_DECIDED if row.decision_id is None else NO_LONGER
            lines.append(_line(row, settlement, settlement.reopened_why))
        Settlement.objects.bulk_update([one for _row, one in some], ["reopened_at", "reopened_why"], batch_size=200)
        ReviewRow.objects.filter(pk__in=[row.pk for row, _one in some]).update(
            settled_on=None, version=F("version") + 1
        )


def _close(some: list[tuple[ReviewRow, Closing]]) -> None:
    lines: list[ToldEvent] = []
    if not some:
        return
    with recording_each(None, "Đóng dòng rà soát", lines, "Đóng dòng rà soát"):
        made = Settlement.objects.bulk_create(
            [
                Settlement(row=row, by_id=one.by or None, order=one.order[:64], quote=one.quote, on=one.on)
                for row, one in some
            ],
            batch_size=500,
        )
        for (row, one), settlement in zip(some, made, strict=True):
            lines.append(_line(row, settlement, one.quote[:400]))
        for on in sorted({one.on for _row, one in some}):
            rows = [row.pk for row, one in some if one.on == on]
            ReviewRow.objects.filter(pk__in=rows).update(settled_on=on, version=F("version") + 1)


def _line(row: ReviewRow, settlement: Settlement, reason: str) -> ToldEvent:
    return ToldEvent(row, reason, ((_ROW, row.pk), (_SETTLEMENT, settlement.pk)))
