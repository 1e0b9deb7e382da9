"""The job that moves what depends on the calendar: in batches, each one transaction, so that it goes on where it was.

A batch finds its rows, moves them with a line in the trail each, notes how far it came, and is written whole or not at
all. Run twice, or by two workers at once, it moves nothing twice: the change is locked, and a row that already stands
where the calendar puts it does not move.
"""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import acting
from thuongton.calendars.dependents import Move, Span, all_dependents
from thuongton.calendars.models import CalendarChange, CalendarMove
from thuongton.calendars.queries import book, unfinished
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.people.models import User
from thuongton.people.services import notify

ASKED = 5_000
"""Rows of which one statement asks who answers for them."""


def start(change: CalendarChange) -> None:
    """Put the moving of what depends on a change into the queue; call it inside the act that makes the change."""
    enqueue_once(apply_change, change.pk)


@task()
def apply_change(change_id: int) -> str:
    """Move what depends on a change, batch after batch; running it again goes on where it stopped."""
    return move_dependents(change_id)


def move_dependents(change_id: int) -> str:
    """Do every batch that is left; returns a sentence for the list of jobs."""
    while _step(change_id):
        pass
    change = CalendarChange.objects.get(pk=change_id)
    return f"Đã dời {change.moved} thời hạn, giữ nguyên {change.kept} việc đã xong."


def resume() -> int:
    """Queue again the changes that no job will bring to their end; returns how many."""
    put_back = 0
    for pk in unqueued(apply_change, list(unfinished().values_list("pk", flat=True))):
        with acting():  # the row is held, so that two processes do not queue it twice
            if unfinished().select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(apply_change, pk)
    return put_back


def _step(change_id: int) -> bool:
    """One batch; False when nothing is left."""
    with acting():
        demand_lease()
        change = CalendarChange.objects.select_for_update(of=("self",)).get(pk=change_id)
        if change.done_at is not None:
            return False
        rooms = {room.name: room for room in all_dependents()}
        left = [name for name in rooms if name >= change.room]
        if not left:
            _finish(change)
            return False
        room = rooms[left[0]]
        after = change.place if change.room == room.name else 0
        span = Span(change.first, change.last, change.unit.path if change.unit else "")
        batch = room.find(span, book(), after, True)
        written = [move for move in batch.moves if not move.kept]
        if written:
            room.apply(_who(change), written, change.reason)
        moved = [move for move in written if move.moves]
        CalendarMove.objects.bulk_create([_move(change, room.name, move) for move in moved], ignore_conflicts=True)
        change.moved += len(moved)
        change.kept += sum(move.kept for move in batch.moves)
        if batch.next is None:
            # «~» stands after every letter of a name: the next room is the first whose name is greater.
            change.room, change.place = f"{room.name}~", 0
        else:
            change.room, change.place = room.name, batch.next
        change.save(update_fields=["moved", "kept", "room", "place"])
        return True


def _move(change: CalendarChange, room: str, move: Move) -> CalendarMove:
    return CalendarMove(
        change=change, room=room, row=move.row, label=move.label[:300], unit_id=move.unit_id, old=move.old, new=move.new
    )


def _who(change: CalendarChange) -> User | None:
    if change.by is None:
        return None
    if change.hat is not None:
        change.by.hat = change.hat
    return change.by


def _finish(change: CalendarChange) -> None:
    """Tell each person once how many of his or her deadlines moved, and close the job."""
    told: Counter[int] = Counter()
    for room in all_dependents():
        rows = list(change.moves.filter(room=room.name).values_list("row", flat=True))
        for start in range(0, len(rows), ASKED):  # a statement takes so many values and no more
            told.update(room.answering(rows[start : start + ASKED]))
    people = User.objects.in_bulk(list(told))
    for person, number in sorted(told.items()):
        if person in people:
            with translation.override(settings.LANGUAGE_CODE):
                text = _("%(number)s thời hạn của bạn dời theo lịch làm việc: %(why)s") % {
                    "number": number,
                    "why": change.reason,
                }
            notify(
                people[person],
                text,
                url=reverse("calendars:change", args=[change.pk]),
                key=f"lich-{change.pk}-{person}",
            )
    change.done_at = timezone.now()
    change.save(update_fields=["done_at"])
