"""Counts of personal data for the assessment of impact: cases and looks of one unit, by kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone, translation

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.impact import KindCounts, LookLine, frozen_impact
from thuongton.cases.models import OPEN, Case, CaseLook
from thuongton.cases.queries.cases import kinds_for
from thuongton.cases.queries.keeping import keeping_words
from thuongton.cases.sealed_fields import sealed_fields
from thuongton.people.letterheads import sender_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope
from thuongton.prints.frozen import Frozen, PrintHead

MOST_LOOKS = 5_000
GONE = Q(erased_on__isnull=False) | Q(key__destroyed_at__isnull=False)
"""Cases whose personal data were erased."""


def personal_kinds(user: User, unit: Unit) -> list[CaseKind]:
    """The kinds that hold personal data: those that a unit keeps, and those of which it has cases."""
    kept = dict(kinds_for(unit))
    had = Case.objects.filter(in_scope(user), unit=unit).values_list("kind", flat=True).distinct()
    for name in had.order_by("kind"):
        if name not in kept and known_kinds().get(name):
            kept[name] = known_kinds()[name][-1]
    return sorted((kind for kind in kept.values() if sealed_fields(kind)), key=lambda kind: kind.label.vi)


def _counted(cases: Mapping[str, Any], looks: Mapping[str, Any]) -> KindCounts:
    names = ("all", "open", "erased")
    return KindCounts(*(cases.get(name, 0) for name in names), *(looks.get(name, 0) for name in ("looks", "who")))


def impact_of(user: User, unit: Unit, window: tuple[dt.date, dt.date], most: int = MOST_LOOKS) -> Frozen:
    """The assessment of one unit between two days, with at most so many lines of looks, the newest first."""
    start = timezone.make_aware(dt.datetime.combine(window[0], dt.time()))
    end = timezone.make_aware(dt.datetime.combine(window[1], dt.time())) + dt.timedelta(days=1)
    looks = CaseLook.objects.filter(in_scope(user), unit=unit, at__gte=start, at__lt=end)
    cases = Case.objects.filter(in_scope(user), unit=unit)
    by_kind: dict[str, Mapping[str, Any]] = {
        row["kind"]: row
        for row in cases.order_by()
        .values("kind")
        .annotate(all=Count("pk"), open=Count("pk", filter=OPEN), erased=Count("pk", filter=GONE))
    }
    looked: dict[str, Mapping[str, Any]] = {
        row["case__kind"]: row
        for row in looks.order_by().values("case__kind").annotate(looks=Count("pk"), who=Count("user", distinct=True))
    }
    none: Mapping[str, Any] = {}
    counts = {name: _counted(by_kind.get(name, none), looked.get(name, none)) for name in {*by_kind, *looked}}
    lines = [
        LookLine(one.pk, one.at, str(one.user or "–"), one.case.kind, str(one.case), one.fields, one.purpose)
        for one in looks.select_related("case", "user").order_by("-pk")[:most]
    ]
    sender = sender_of(unit)
    head = PrintHead(sender.issuer, sender.issuer_parent, "", sender.place)
    total = sum(one.looks for one in counts.values())
    kinds = personal_kinds(user, unit)
    with translation.override(settings.LANGUAGE_CODE):
        keeping = {kind.kind: "; ".join(keeping_words(kind)) for kind in kinds}
    return frozen_impact(kinds, counts, keeping, lines, total, head, window)
