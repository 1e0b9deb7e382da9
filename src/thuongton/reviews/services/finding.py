"""Documents that must be reviewed come into the queue by themselves, with why: made of the register alone.

Grounds of an act are worked out anew of all that the register holds (``queries.grounds``), so that it is of no matter
in which order acts came, and doing it again changes nothing. What comes in is followed by a job in office hours; a full
run once a working day finds what else has changed. A batch and the note that it is done are one transaction. A ground
that the register says no more is marked as gone: the row keeps it and whatever was judged of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.calendars.office_hours import is_office_time
from thuongton.calendars.queries import calendar
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.law.models import LegalAct
from thuongton.law.queries.register import acts_of
from thuongton.people.models import Unit
from thuongton.reviews.grounds import FoundGround
from thuongton.reviews.issuers import IssuingBodies
from thuongton.reviews.models import GroundSearch, ReviewGround, ReviewRow
from thuongton.reviews.queries.bodies import acts_behind, issuing_bodies, local_only
from thuongton.reviews.queries.grounds import anything_new, arrived_since, found_of, kept_of, search_row
from thuongton.reviews.services.settling import review_again, settle_all
from vanban.symbols import parse

BATCH = 200
"""Acts judged in one transaction."""
DIRECT_PLACE, BASIS_PLACE, BODY_PLACE = 1, 2, 3
"""Places of continuous rows in the queue: direct hits before basis hits before changes of the issuer."""


def find(acts: Iterable[LegalAct], bodies: IssuingBodies | None = None) -> int:
    """Bring the rows and grounds of some acts to what the register says; returns how many rows changed.

    Only documents with the year in their number, of units of the installation or those before them, become rows.
    """
    bodies = bodies or issuing_bodies()
    local = [act for act in local_only(acts, bodies) if is_legal(act)]
    if not local:
        return 0
    wanted = found_of(local, bodies)
    rows, kept = kept_of(act.pk for act in local)
    new: dict[int, list[ReviewRow]] = defaultdict(list)
    changed: dict[int, list[tuple[ReviewRow, list[FoundGround]]]] = defaultdict(list)
    for act in local:
        body = bodies.of(act.issuer, act.issued_on)
        answering = set(body.answering) if body is not None else set()
        for unit in sorted(answering):
            row = rows.get((unit, act.pk))
            grounds = wanted[act.pk]
            if row is None and grounds:
                row = row_of(act, unit)
                new[unit].append(row)
            if row is not None and (row.pk is None or _differs(kept.get(row.pk, {}), grounds)):
                changed[unit].append((row, grounds))
        for (unit, pk), row in rows.items():
            if pk == act.pk and unit not in answering and _differs(kept.get(row.pk, {}), []):
                changed[unit].append((row, []))
    for unit, some in sorted(changed.items()):
        place = Unit.objects.get(pk=unit)
        with recording(None, "Cập nhật căn cứ rà soát", place, unit=place):
            ReviewRow.objects.bulk_create(new.get(unit, ()), batch_size=500)
            _write(some, kept)
    return sum(len(some) for some in changed.values())


def is_legal(act: LegalAct) -> bool:
    """Whether the number of an act has a year, as that of a legal document (văn bản quy phạm pháp luật) has."""
    parsed = parse(act.number)
    return parsed is not None and parsed.year is not None


def row_of(act: LegalAct, unit: int) -> ReviewRow:
    """A row of a unit for an act of the register, not yet written."""
    return ReviewRow(
        unit_id=unit,
        act=act,
        number=act.number,
        number_key=act.number_key,
        issuer=act.issuer,
        title=act.title or act.told_title,
        issued_on=act.issued_on or act.told_issued_on,
        origin=ReviewRow.Origin.COMPUTED,
    )


def _differs(kept: dict[str, ReviewGround], wanted: list[FoundGround]) -> bool:
    """Whether the grounds that stand are others than those wanted; what people told is not the register's."""
    standing = {key: _said(one) for key, one in kept.items() if one.gone_at is None and one.rule != "told"}
    return standing != {one.key: _said(one) for one in wanted}


def _said(one: ReviewGround | FoundGround) -> tuple[object, ...]:
    by, through = (one.by_id, one.through_id) if isinstance(one, ReviewGround) else (one.by, one.through)
    return (one.rule, one.direct, by, one.order, through, one.quote, one.own_quote, one.since)


def _write(some: list[tuple[ReviewRow, list[FoundGround]]], kept: dict[int, dict[str, ReviewGround]]) -> None:
    made, mended, placed, now = [], [], [], timezone.now()
    again: list[ReviewRow] = []
    for row, wanted in some:
        have = kept.get(row.pk, {})
        by_key = {one.key: one for one in wanted}
        for key, one in have.items():
            if one.rule == "told" or (key not in by_key and one.gone_at is not None):
                continue
            if key not in by_key:
                one.gone_at = now
                mended.append(one)
            elif one.gone_at is not None or _said(one) != _said(by_key[key]):
                _fill(one, by_key[key])
                mended.append(one)
        new = [_fill(ReviewGround(row=row), one) for one in wanted if one.key not in have]
        made += new
        if new and row.settled_on is not None:
            again.append(row)
        place = _place(wanted)
        if wanted and row.place != place:
            row.place = place
            placed.append(row)
    ReviewGround.objects.bulk_create(made, batch_size=500)
    ReviewGround.objects.bulk_update(mended, [*_FIELDS, "gone_at"], batch_size=200)
    ReviewRow.objects.bulk_update(placed, ["place"], batch_size=200)
    if again:
        review_again(again)


_FIELDS = ("rule", "direct", "by", "order", "through", "quote", "own_quote", "since")


def _fill(ground: ReviewGround, found: FoundGround) -> ReviewGround:
    ground.key, ground.rule, ground.direct, ground.order = found.key, found.rule, found.direct, found.order
    ground.by_id, ground.through_id = found.by, found.through
    ground.quote, ground.own_quote, ground.since = found.quote, found.own_quote, found.since
    ground.gone_at = None
    return ground


def _place(grounds: list[FoundGround]) -> int:
    if any(one.direct for one in grounds):
        return DIRECT_PLACE
    return BASIS_PLACE if any(one.by is not None or one.order for one in grounds) else BODY_PLACE


def follow_new() -> int:
    """Bring the rows of everything that what came into the register can touch; returns how many rows changed."""
    search = search_row() or GroundSearch()
    arrived = arrived_since(search)
    bodies, number, touched = issuing_bodies(), 0, sorted(arrived.touched)
    for at in range(0, len(touched), BATCH):
        with acting():
            demand_lease()
            hold_search()
            number += find(acts_of(touched[at : at + BATCH]), bodies)
    with acting():
        demand_lease()
        row = hold_search()
        for name in ("acts", "orders", "mentions"):
            setattr(row, name, max(getattr(row, name), getattr(arrived, name)))
        row.save(update_fields=["acts", "orders", "mentions"])
    return number


def scan(progress: Callable[[int], None] = lambda _number: None) -> int:
    """Bring the rows of every act of the register to what it says today; returns how many rows changed.

    Killed and begun again it goes on behind the last batch.
    """
    bodies, number = issuing_bodies(), 0
    while True:
        with acting():
            demand_lease()
            row = hold_search()
            acts = acts_behind(row.scan or 0, BATCH)
            number += find(acts, bodies)
            row.scan = acts[-1].pk if acts else None
            row.save(update_fields=["scan"])
        if not acts:
            return number
        progress(number)


@task()
def look_for_grounds(_number: int) -> str:
    """Follow what came into the register, go on with a full run under way, close and open rows; may run twice."""
    found = follow_new()
    search = search_row()
    if search is not None and search.scan is not None:
        found += scan()
    settled = settle_all()
    return f"Đã cập nhật căn cứ của {found} văn bản, đóng hoặc mở lại {settled} dòng rà soát."


def follow_register() -> None:
    """In office hours queue the job that follows what came in; at other hours the next working day does."""
    if _office_is_open() and anything_new(search_row()):
        enqueue_once(look_for_grounds, 0)


def look_again() -> str:
    """Begin the full run of a working day."""
    with transaction.atomic():
        row = hold_search()
        if row.scan is None:
            row.scan = 0
            row.save(update_fields=["scan"])
        enqueue_once(look_for_grounds, 0)
    return "Đã xếp hàng việc tìm căn cứ rà soát."


def resume_finding() -> int:
    """Queue again the search that no job will bring to its end; returns how many."""
    search = search_row()
    under_way = search is not None and search.scan is not None
    if not under_way and not (_office_is_open() and anything_new(search)):
        return 0
    if not unqueued(look_for_grounds, [0]):
        return 0
    with transaction.atomic():
        hold_search()
        return int(enqueue_once(look_for_grounds, 0))


def hold_search() -> GroundSearch:
    """The row that who looks for grounds holds until the end of the transaction."""
    GroundSearch.objects.get_or_create(pk=1)
    return GroundSearch.objects.select_for_update().get(pk=1)


def _office_is_open() -> bool:
    now = timezone.localtime()
    return is_office_time(now, calendar(now.date(), now.date()))
