"""What was recorded after a form was sent and touches its window («đã gửi 5, nay 6»): late acts and corrections."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thuongton.cases.engine.built_in import CORRECT, UNDO
from thuongton.cases.models import Case
from thuongton.cases.queries.counting import recorded
from thuongton.cases.rows import zoned
from thuongton.cases.statistics.counting import FormWindow, LateRecord, recorded_since
from thuongton.cases.statistics.model import StatisticsForm

MOST = 500
"""Cases whose late acts are listed; there are more where more than these were touched."""


@dataclass(frozen=True, slots=True)
class LateLine:
    """A late act with the row of its case."""

    case: Case
    record: LateRecord


def late_records(
    cases: QuerySet[Case], form: StatisticsForm, window: FormWindow, sent: FormWindow
) -> tuple[list[LateLine], bool]:
    """What was recorded between two days of knowledge and touches the window; whether there is more than is listed."""
    assert sent.known is not None
    late = Q(entries__at__gt=zoned(sent.known))
    if window.known is not None:
        late &= Q(entries__at__lte=zoned(window.known))
    after = f"{window.last:%Y-%m-%d}T99"
    late &= Q(entries__on__lte=after) | Q(entries__do__in=(CORRECT, UNDO))
    mine = cases.filter(kind__in=form.kinds, opened_on__lte=window.last)
    keys = mine.filter(late).order_by("pk").values_list("pk", flat=True).distinct()[: MOST + 1]
    rows = list(mine.filter(pk__in=list(keys)).select_related("unit").order_by("pk"))
    by_uid = {str(row.uid): row for row in rows[:MOST]}
    found = recorded_since(recorded(rows[:MOST]), window, sent.known)
    return [LateLine(by_uid[one.case], one) for one in found], len(rows) > MOST
