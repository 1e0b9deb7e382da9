"""What the review desk shows: rows with the validity of their document on a day, grounds of one page, what waits for a
person, reasons the unit has used, who may decide alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import CharField, Count, DateField, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from thuongton.law.models import LegalAct
from thuongton.law.queries.states import acts_in, window_on
from thuongton.law.rows import work_of
from thuongton.law.states import LegalState
from thuongton.law.territory import territory_on
from thuongton.people.models import Unit, UnitSettings, User
from thuongton.people.queries import has_role, in_scope
from thuongton.people.scopes import DECIDERS, worn, writing_unit
from thuongton.reviews.models import (
    Campaign,
    Judgement,
    JudgementBatch,
    ReviewGround,
    ReviewRow,
    ReviewStep,
    Settlement,
)
from thuongton.reviews.queries.grounds import grounds_by_row
from thuongton.reviews.queries.rows import visible_to
from thuongton.reviews.states import CONDITIONS, RowState
from thuongton.web.asked import MOST_WORDS, asked_words
from vanban.settling import settled

DUE = Coalesce("decision__due", "due", output_field=DateField())
"""By when a row must be handled: the day that was decided, else its own."""
NOT_HELD = "not_held"
"""The validity of a row whose document the register of law does not hold."""
SAID_BY = ("proposal__batch__by", "decision__batch__by")
"""Who said what stands now, for one row that is shown whole."""
MOST_REASONS = 9
"""Reasons that one digit chooses."""
_WITHOUT_MARKS = re.compile(r"(?<=[NQH])D")
"""The letter of «NĐ-CP», «QĐ-UBND», «HĐND» as it is typed without marks."""
LOOKED_AT = 2_000
"""The newest judgements of a unit among which its reasons are counted."""


def listed_rows(user: User) -> QuerySet[ReviewRow]:
    """The rows one may see with what their order and their names need alone: a list finds its page among these, and
    reads what it shows of that page by :func:`desk_rows`."""
    return ReviewRow.objects.filter(in_scope(user)).only("number", "title", "place", "version", "unit")


def desk_rows(user: User, day: dt.date) -> QuerySet[ReviewRow]:
    """The rows one may see, each with ``validity`` and ``validity_by`` of its document on a day, and ``due_on``."""
    window = window_on(day, "act")
    found: QuerySet[ReviewRow] = (
        visible_to(user)
        .defer("told")
        .annotate(
            validity=Coalesce(Subquery(window.values("state")), Value(""), output_field=CharField()),
            validity_by=Subquery(window.values("by__number")),
            due_on=DUE,
        )
    )
    return found


def validity_of(row: ReviewRow) -> LegalState | None:
    """The validity of the document of a row of :func:`desk_rows`; None where the register does not hold it."""
    if row.act_id is None:
        return None
    return LegalState(row.validity or LegalState.UNKNOWN)  # type: ignore[attr-defined]


def in_validity(rows: QuerySet[ReviewRow], day: dt.date, states: Collection[str]) -> QuerySet[ReviewRow]:
    """The rows whose document is in one of some states on a day; ``NOT_HELD`` are those without a document."""
    wanted = [one for one in states if one != NOT_HELD]
    found = Q(pk__in=[])
    if LegalState.IN_FORCE in wanted:  # most rows are: asked row by row, so that a page ends with its last line
        found = Q(Exists(window_on(day, "act").filter(state__in=wanted)))
    elif wanted:
        found = Q(act__in=acts_in(day, wanted))
    if LegalState.UNKNOWN in wanted:  # those whose windows were not derived yet
        found |= Q(~Exists(window_on(day, "act")), act__isnull=False)
    if NOT_HELD in states:
        found |= Q(act__isnull=True)
    return rows.filter(found)


def territory_of(act: LegalAct | None, day: dt.date) -> tuple[str, str] | None:
    """In which old territory a document holds on a day, and the sentence that says so; None where as issued."""
    return territory_on(work_of(act, []), day) if act is not None else None


def grounds_of(rows: Iterable[ReviewRow]) -> dict[int, list[ReviewGround]]:
    """The grounds of some rows, direct ones first, those that the register says no more last; a row of a campaign has
    those of the continuous row of its document too."""
    return dict(grounds_by_row(rows))


def with_ground(rows: QuerySet[ReviewRow], rules: Collection[str]) -> QuerySet[ReviewRow]:
    """The rows that have a ground of one of some rules, or whose document has it in another row of their unit."""
    told = ReviewGround.objects.filter(rule__in=list(rules))
    same = told.filter(row__act=OuterRef("act"), row__unit=OuterRef("unit"))
    held = Q(Exists(same), act__in=told.values("row__act"))
    return rows.filter(held | Q(pk__in=told.values("row"), act__isnull=True))


def late_rows(rows: QuerySet[ReviewRow], day: dt.date) -> QuerySet[ReviewRow]:
    """The rows that are not settled and whose day is past."""
    return rows.alias(late_due=DUE).filter(settled_on__isnull=True, late_due__lt=day)


def deciding_alone(units: Iterable[int]) -> set[int]:
    """Those of some units that let one person both propose and decide."""
    found = UnitSettings.objects.filter(unit__in=set(units), one_person_decides=True)
    return set(found.values_list("unit", flat=True))


def to_propose(user: User) -> Q:
    """The condition «waits for this person's proposal»: given to him, or to nobody in his own unit."""
    unit = writing_unit(user)
    if unit is None:
        return Q(pk__in=[])
    mine = Q(handler=user)
    if not has_role(user, DECIDERS[0]):  # a leader decides what others propose
        mine |= Q(handler__isnull=True, unit=unit)
    return CONDITIONS[RowState.WAITING] & mine


def to_decide(user: User) -> Q:
    """The condition «waits for this person's decision»: proposed in his own unit, by somebody else or where one may."""
    unit = writing_unit(user)
    if unit is None or not has_role(user, *DECIDERS):
        return Q(pk__in=[])
    found = CONDITIONS[RowState.PROPOSED] & Q(unit=unit)
    return found if deciding_alone([unit.pk]) else found & ~Q(proposal__batch__by=user)


def waiting_for(user: User) -> QuerySet[ReviewRow]:
    """The rows that wait for a person: to propose or to decide."""
    return visible_to(user).filter(to_propose(user) | to_decide(user))


def number_waiting(user: User) -> int:
    """How many rows wait for a person; asked of the database once a request for each hat."""
    hat = worn(user)
    kept: dict[int | None, int] = user.__dict__.setdefault("_reviews_waiting", {})
    key = hat.pk if hat is not None else None
    if key not in kept:
        every = ReviewRow.objects.order_by()
        mine = every.filter(in_scope(user), CONDITIONS[RowState.WAITING], handler=user)
        own = every.filter(to_propose(user), handler__isnull=True)
        kept[key] = mine.count() + own.count() + every.filter(to_decide(user)).count() if writing_unit(user) else 0
    return kept[key]


def late_for(user: User, day: dt.date) -> QuerySet[ReviewRow]:
    """The late rows of a person: those he handles, and of his own unit for who decides in it."""
    unit = writing_unit(user)
    if unit is None:
        return ReviewRow.objects.none()
    mine = Q(handler=user)
    if has_role(user, *DECIDERS):
        mine |= Q(unit=unit)
    return late_rows(visible_to(user).filter(mine), day).alias(by_due=DUE).order_by("by_due", "pk")


def number_late(user: User, day: dt.date) -> int:
    """How many rows :func:`late_for` has: its two halves, each by its own index; asked once a request for each hat."""
    unit, hat = writing_unit(user), worn(user)
    if unit is None or hat is None:
        return 0
    kept: dict[tuple[int, dt.date], int] = user.__dict__.setdefault("_reviews_late", {})
    if (hat.pk, day) not in kept:
        late = late_rows(ReviewRow.objects.order_by(), day)
        number = late.filter(in_scope(user), handler=user).count()
        if has_role(user, *DECIDERS):
            number += late.filter(unit=unit).exclude(handler=user).count()
        kept[hat.pk, day] = number
    return kept[hat.pk, day]


def due_between(
    user: User, first: dt.date, last: dt.date, most: int, *, own: bool = False
) -> tuple[list[tuple[ReviewRow, dt.date]], dict[dt.date, int]]:
    """The first rows of a person that are due from a day to a day, and how many are due on each; ``own``: those he
    handles himself, else also those of his unit for who decides in it."""
    unit = writing_unit(user)
    if unit is None:
        return [], {}
    mine = Q(handler=user)
    if not own and has_role(user, *DECIDERS):
        mine |= Q(unit=unit)
    found = visible_to(user).defer("told").filter(mine, settled_on__isnull=True).annotate(due_on=DUE)
    found = found.filter(due_on__gte=first, due_on__lte=last)
    counted = found.select_related(None).order_by().values_list("due_on").annotate(number=Count("pk"))
    rows: list[tuple[ReviewRow, dt.date]] = [(row, row.due_on) for row in found.order_by("due_on", "pk")[:most]]
    return rows, dict(counted)


def named(rows: QuerySet[ReviewRow], words: str) -> QuerySet[ReviewRow]:
    """The rows whose number or name holds every word, with or without marks where the register holds the name."""
    for word in settled(words).text.split()[:MOST_WORDS]:
        numbers = {word.upper(), _WITHOUT_MARKS.sub("Đ", word.upper())}
        found = Q()
        for number in numbers:
            found |= Q(number_key__icontains=number) | Q(number__icontains=number)
        if "/" not in word and (folded := " ".join(asked_words(word))):
            found |= Q(title__icontains=word) | Q(act__name_key__contains=folded)
        rows = rows.filter(found)
    return rows


@dataclass(frozen=True, slots=True)
class UsedReason:
    """A reason that a unit has used, and how often."""

    reason: str
    times: int


def used_reasons(unit: Unit | None, action: str = "", most: int = MOST_REASONS) -> list[UsedReason]:
    """Reasons of the newest judgements of a unit, most used first, the newer of two first; for one action or any."""
    if unit is None:
        return []
    newest = Judgement.objects.filter(row__unit=unit, batch__undone_at__isnull=True).exclude(reason="")
    if action:
        newest = newest.filter(action=action)
    keys = newest.order_by("-pk").values("pk")[:LOOKED_AT]
    told = Judgement.objects.filter(pk__in=keys).order_by().values("reason")
    counted = told.annotate(times=Count("pk"), last=Max("pk")).order_by("-times", "-last")
    return [UsedReason(one["reason"], one["times"]) for one in counted[:most]]


def newest_judgement() -> int:
    """The key of the newest judgement: what a form that is opened now has seen."""
    return Judgement.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def judged_since(user: User, rows: Iterable[ReviewRow], seen: int) -> set[int]:
    """The keys of rows of which somebody else has said something since a judgement."""
    keys = [row.pk for row in rows]
    found = Judgement.objects.filter(pk__gt=seen, row__in=keys).exclude(batch__by=user)
    return set(found.values_list("row", flat=True))


def judgements_of(row: ReviewRow) -> list[Judgement]:
    """All that was said of a row, newest first, with who said it and what was taken back."""
    return list(row.judgements.select_related("batch__by", "batch__hat").order_by("-pk"))


def first_judgement(batch: JudgementBatch) -> Judgement | None:
    """What was said of the first row of an act."""
    return batch.judgements.order_by("pk").first()


def newest_batch_of(user: User, row: ReviewRow) -> JudgementBatch | None:
    """The act of this person by which a judgement of the row stands now; None where somebody else said it since."""
    told = row.decision or row.proposal
    if told is None:
        return None
    return JudgementBatch.objects.filter(pk=told.batch_id, by=user, undone_at__isnull=True).first()


def steps_of(row: ReviewRow) -> list[ReviewStep]:
    """How far the handling has come, newest first."""
    return list(row.steps.select_related("by").order_by("-pk")[:20])


def settlements_of(row: ReviewRow) -> list[Settlement]:
    """By which documents the row was closed, newest first."""
    return list(row.settlements.select_related("by").order_by("-pk")[:20])


def batch_to_undo(user: User, pk: int) -> JudgementBatch | None:
    """What a person said together, for him to take back."""
    return JudgementBatch.objects.filter(in_scope(user), pk=pk, by=user).first()


def campaigns_of(user: User) -> QuerySet[Campaign]:
    """The campaigns that have rows one may see, or are of units one sees."""
    rows = ReviewRow.objects.filter(in_scope(user), campaign=OuterRef("pk"))
    return Campaign.objects.filter(Q(in_scope(user)) | Exists(rows)).order_by("-pk")


def units_of(user: User) -> QuerySet[Unit]:
    """The units that have rows one may see."""
    rows = ReviewRow.objects.filter(in_scope(user), unit=OuterRef("pk"))
    return Unit.objects.filter(in_scope(user, "")).filter(Exists(rows)).order_by("path")
