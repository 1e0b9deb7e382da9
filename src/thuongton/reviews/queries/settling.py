"""What closes decided rows today: the operations on their documents as the register derives them, set-based."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localtime

from thuongton.law.history import ActHistory
from thuongton.law.models import LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.register import acts_of, acts_of_numbers, histories_of
from thuongton.law.queries.states import states_on
from thuongton.law.queries.windows import kept
from thuongton.law.rows import order_key
from thuongton.law.states import LegalState
from thuongton.people.queries import today
from thuongton.reviews.actions import Action
from thuongton.reviews.closing import AT_ONCE, Closing, DecidedAction, NamedDocument, Operation, closing_of
from thuongton.reviews.models import Judgement, ReviewRow, Settlement
from vanban.symbols import normalise

_NUMBER = re.compile(r"\d{1,4}(?:/\d{4})?/[A-ZĐ][\w-]*")
BATCH = 200


@dataclass(frozen=True, slots=True)
class StandingOf:
    """How a row stands today: what closes it, and what is told of operations that do not."""

    closing: Closing | None
    told: tuple[str, ...] = ()


def standing_of(rows: Iterable[ReviewRow], day: dt.date | None = None) -> dict[int, StandingOf]:
    """What closes each of some rows on a day (today unless told); rows without decision are closed by nothing.

    The register is read in a fixed number of statements, whatever the number of rows.
    """
    day = day or today()
    decided = [row for row in rows if row.decision_id is not None]
    decisions = _decisions({row.decision_id for row in decided if row.decision_id is not None})
    acts = acts_of(
        {
            row.act_id
            for row in decided
            if row.act_id is not None and decisions[row.decision_id or 0].action not in AT_ONCE
        }
    )
    histories, works = histories_of(acts, all_words=False)
    of_work = {id(work): pk for pk, work in works.items()}
    operations = {act.pk: list(_operations(histories.of(works[act.pk]), of_work)) for act in acts}
    expired = _expired(acts, day)
    named = _named(decisions.values(), day)
    found = {row.pk: StandingOf(None) for row in rows}
    for row in decided:
        decision = decisions[row.decision_id or 0]
        closing, told = closing_of(
            decision,
            operations.get(row.act_id or 0, ()),
            day,
            expired=expired.get(row.act_id or 0),
            named=[one for key in sorted(decision.named) for one in named.get(key, ())],
        )
        found[row.pk] = StandingOf(closing, told)
    return found


def _decisions(keys: set[int]) -> dict[int, DecidedAction]:
    found = {}
    for some in pieces(sorted(keys)):
        for one in Judgement.objects.filter(pk__in=some).select_related("batch"):
            numbers = frozenset(normalise(number) for number in _NUMBER.findall(one.by_document))
            on = localtime(one.batch.at).date()
            found[one.pk] = DecidedAction(Action(one.action), on, one.get_action_display(), numbers)
    return found


def _operations(history: ActHistory, rows: dict[int, int]) -> Iterator[Operation]:
    for step in history.steps:
        operation = step.operation
        yield Operation(
            by=rows.get(id(step.by), 0),
            number=step.by.number,
            number_key=normalise(step.by.number),
            title=step.by.title,
            issued=step.by.issued_on,
            kind=operation.kind.value,
            whole=operation.scope == "document",
            order=order_key(operation),
            quote=operation.surface,
            since=step.effective,
            waits=step.waits,
            ends=step.ends,
        )


def _expired(acts: Iterable[LegalAct], day: dt.date) -> dict[int, dt.date]:
    """Since when those of some acts that have expired by a day have."""
    wanted: list[int] = []
    for some in pieces([act.pk for act in acts]):
        rows = states_on(day).filter(act__in=some, state=LegalState.EXPIRED.value)
        wanted += [act for act, _state in rows]
    return {
        act: next(one.since for one in windows if one.since <= day < one.until) for act, windows in kept(wanted).items()
    }


def _named(decisions: Iterable[DecidedAction], day: dt.date) -> dict[str, list[NamedDocument]]:
    """The documents that decisions name and the register holds, by the key of their number."""
    found: dict[str, list[NamedDocument]] = defaultdict(list)
    acts = acts_of_numbers({key for one in decisions for key in one.named})
    windows = kept(act.pk for act in acts)
    alive = (LegalState.IN_FORCE.value, LegalState.PARTLY_EXPIRED.value)
    for act in acts:
        began = [one.since for one in windows.get(act.pk, ()) if one.state in alive]
        here = [one for one in windows.get(act.pk, ()) if one.since <= day < one.until and one.state in alive]
        since = min(began) if here else None
        found[act.number_key].append(NamedDocument(act.pk, act.number, since))
    return {key: some for key, some in found.items() if len(some) == 1}


def to_follow(behind: int, most: int) -> list[ReviewRow]:
    """The next rows behind a row that are decided, or that the register has settled, in order."""
    rows = ReviewRow.objects.filter(Q(decision__isnull=False) | Q(settlements__reopened_at__isnull=True))
    wanted = rows.filter(Q(decision__isnull=False) | Q(settled_on__isnull=False), pk__gt=behind)
    return list(wanted.order_by("pk").distinct()[:most])


def open_settlements(rows: Iterable[int]) -> dict[int, Settlement]:
    """The settlement that stands of each of some rows, the last where there are more."""
    found: dict[int, Settlement] = {}
    for some in pieces(sorted(rows)):
        for one in Settlement.objects.filter(row__in=some, reopened_at__isnull=True).order_by("pk"):
            found[one.row_id] = one
    return found
