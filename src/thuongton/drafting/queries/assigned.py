"""Assigned contents that a person may see, with their state on a day; what is not read yet; what may close them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from thuongton.drafting.assigned import AssignedState, in_force, state_column
from thuongton.drafting.models import AssignedClosing, AssignedContent, AssignedScan, CitedProvision
from thuongton.law.models import ActText, ActWindow, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.states import states_on
from thuongton.law.states import LegalState
from thuongton.people.models import COMMUNE_KINDS, Unit, UnitKind, User
from thuongton.people.queries import in_force as units_in_force
from thuongton.people.queries import in_scope
from vanban.text import fold

_BEGUN = (LegalState.IN_FORCE.value, LegalState.PARTLY_EXPIRED.value, LegalState.SUSPENDED.value)


def visible_to(user: User) -> QuerySet[AssignedContent]:
    """The contents of one's unit and the units below it, and those that they are to propose."""
    return AssignedContent.objects.filter(in_scope(user) | in_scope(user, "proposer")).select_related(
        "unit", "act", "proposer"
    )


def with_state(rows: QuerySet[AssignedContent], day: dt.date) -> QuerySet[AssignedContent]:
    """The rows with ``due_now`` (the day of effect of the provision, or the day that a person set), ``issued_now``,
    ``issued_by`` and ``state`` on a day."""
    windows = ActWindow.objects.filter(act=OuterRef("act"))
    closings = AssignedClosing.objects.filter(content=OuterRef("pk"), since__lte=day).filter(
        Q(until__isnull=True) | Q(until__gt=day)
    )
    begins = windows.filter(state__in=_BEGUN).order_by("since").values("since")[:1]
    now = windows.filter(since__lte=day, until__gt=day).values("state")[:1]
    said = Q(judged_at__date__lte=day)
    found: QuerySet[AssignedContent] = rows.annotate(
        due_now=Coalesce(
            F("due_set"), F("own_day"), Subquery(begins), F("act__effective_on"), output_field=DateField()
        ),
        act_state=Coalesce(Subquery(now), Value(LegalState.UNKNOWN.value), output_field=CharField()),
        issued_now=Exists(closings),
        issued_by=Coalesce(
            Subquery(closings.order_by("since", "pk").values("by__number")[:1]), Value(""), output_field=CharField()
        ),
        verdict_now=Case(When(said, then=F("verdict")), default=Value(""), output_field=CharField()),
        sure_now=Case(
            When(Q(sure=True) | Q(confirmed_at__date__lte=day), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        ),
    ).annotate(state=state_column(day))
    return found


def counts(rows: QuerySet[AssignedContent], day: dt.date) -> dict[AssignedState, int]:
    """How many of some rows are in each state on a day; every state is there, and they add up to all."""
    stated: QuerySet[Any] = with_state(rows.select_related(None).order_by(), day)
    told = stated.values_list("state").annotate(number=Count("pk"))
    found = dict.fromkeys(AssignedState, 0)
    for state, number in told:
        found[AssignedState(state)] = number
    return found


def closings_of(rows: Iterable[AssignedContent]) -> list[AssignedClosing]:
    """What closed some contents, those that were ended too, oldest first."""
    keys = [row.pk for row in rows]
    return list(AssignedClosing.objects.filter(content__in=keys).select_related("by", "content__unit"))


def unread() -> QuerySet[LegalAct]:
    """The acts with words whose assigned contents were not read, or whose words changed since."""
    done = AssignedScan.objects.filter(act=OuterRef("pk"), sha256=OuterRef("sha256"))
    words = ActText.objects.filter(act=OuterRef("pk"))
    return LegalAct.objects.filter(Exists(words), ~Exists(done)).order_by("pk")


def text_of(act: LegalAct) -> str:
    """The words of an act."""
    return ActText.objects.filter(act=act).values_list("text", flat=True).first() or ""


def bodies_of(kinds: Iterable[str]) -> list[Unit]:
    """The units of some kinds that exist today."""
    return list(units_in_force(Unit.objects.filter(kind__in=list(kinds))).order_by("path"))


def named_units() -> dict[str, list[Unit]]:
    """The provinces and communes by folded name, those that are no more too: their acts live on."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.filter(kind__in=[UnitKind.PROVINCE, *COMMUNE_KINDS]):
        found[fold(unit.name)].append(unit)
    return found


def contents_of(act: LegalAct) -> list[AssignedContent]:
    """The rows that the words of an act made."""
    return list(AssignedContent.objects.filter(act=act))


def targets_in_use() -> dict[int, list[AssignedContent]]:
    """All contents by unit: what a basis may close."""
    found: dict[int, list[AssignedContent]] = defaultdict(list)
    for row in AssignedContent.objects.select_related("unit").order_by("pk"):
        found[row.unit_id].append(row)
    return found


def cited_of(targets: Iterable[str]) -> list[CitedProvision]:
    """The bases of local acts that name provisions of some acts."""
    return [
        row
        for some in pieces(sorted(set(targets)))
        for row in CitedProvision.objects.filter(target__in=some).select_related("act").order_by("pk")
    ]


def open_closings() -> list[AssignedClosing]:
    """The closings that stand."""
    return list(AssignedClosing.objects.filter(until__isnull=True).select_related("by", "content__unit"))


def ruling(acts: Iterable[int], day: dt.date) -> dict[int, dt.date]:
    """Those of some acts that are in force on a day, with the first day on which they were."""
    wanted = set(acts)
    now = {
        pk for some in pieces(sorted(wanted)) for pk, state in states_on(day).filter(act__in=some) if in_force(state)
    }
    found: dict[int, dt.date] = {}
    for some in pieces(sorted(now)):
        rows = ActWindow.objects.filter(act__in=some, state__in=_BEGUN).order_by("act", "-since")
        for pk, since in rows.values_list("act", "since"):
            found[pk] = since
    return found
