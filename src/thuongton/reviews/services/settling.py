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
from thuongton.reviews.closing import BY_DECISION, Closing
from thuongton.reviews.models import ReviewRow, Settlement
from thuongton.reviews.queries.settling import BATCH, open_settlements, standing_of, to_follow

NOT_DECIDED = "Quyết định đã được rút lại."
NO_LONGER = "Văn bản xử lý không còn làm việc đã quyết định: đã bị rút, bãi bỏ hoặc được ghi lại."
NEW_GROUND = "Có căn cứ rà soát mới sau khi quyết định giữ nguyên."
_ROW, _SETTLEMENT = ReviewRow._meta.db_table, Settlement._meta.db_table


def settle(rows: Iterable[ReviewRow], *, grows: bool = True) -> int:
    """Close and open again some rows as the register says today; returns how many changed.

    The rows are read again and held, so that two who do it at one time close a row once. ``grows`` False: it is one
    write with the judgement before it, so that the version stays.
    """
    with acting():
        held = ReviewRow.objects.select_for_update(of=("self",)).filter(pk__in=sorted({row.pk for row in rows}))
        locked = list(held.select_related("unit").order_by("pk"))
        standing = standing_of(locked)
        have = open_settlements(row.pk for row in locked)
        opening = [(row, have[row.pk]) for row in locked if _falls(have.get(row.pk), standing[row.pk].closing)]
        _reopen(opening, grows=grows)
        gone = {row.pk for row, _settlement in opening}
        closing = [
            (row, one)
            for row in locked
            if (one := standing[row.pk].closing) and (row.pk in gone or (row.pk not in have and row.settled_on is None))
        ]
        _close(closing, grows=grows)
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


def review_again(rows: Iterable[ReviewRow]) -> int:
    """Have rows that stay as they are by a decision reviewed again, because a new ground came; returns how many.

    What was judged stays in the judgements of the row; nothing of it stands any more.
    """
    with acting():
        held = ReviewRow.objects.select_for_update(of=("self",)).filter(pk__in=sorted({row.pk for row in rows}))
        locked = {row.pk: row for row in held.select_related("unit").order_by("pk")}
        have = open_settlements(locked)
        some = [(locked[pk], one) for pk, one in sorted(have.items()) if one.order == BY_DECISION]
        _reopen(some, why=NEW_GROUND, anew=True)
        return len(some)


def _reopen(some: list[tuple[ReviewRow, Settlement]], *, grows: bool = True, why: str = "", anew: bool = False) -> None:
    lines: list[ToldEvent] = []
    if not some:
        return
    with recording_each(None, "Mở lại dòng rà soát", lines, "Mở lại dòng rà soát"):
        now = timezone.now()
        for row, settlement in some:
            settlement.reopened_at = now
            settlement.reopened_why = why or (NOT_DECIDED if row.decision_id is None else NO_LONGER)
            lines.append(_line(row, settlement, settlement.reopened_why))
        Settlement.objects.bulk_update([one for _row, one in some], ["reopened_at", "reopened_why"], batch_size=200)
        judged = {"proposal": None, "decision": None} if anew else {}
        ReviewRow.objects.filter(pk__in=[row.pk for row, _one in some]).update(
            settled_on=None, version=F("version") + int(grows), **judged
        )


def _close(some: list[tuple[ReviewRow, Closing]], *, grows: bool = True) -> None:
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
            ReviewRow.objects.filter(pk__in=rows).update(settled_on=on, version=F("version") + int(grows))


def _line(row: ReviewRow, settlement: Settlement, reason: str) -> ToldEvent:
    return ToldEvent(row, reason, ((_ROW, row.pk), (_SETTLEMENT, settlement.pk)))
