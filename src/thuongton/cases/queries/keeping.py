"""How long cases are kept (lưu giữ): the rule of a case, the day from which it may be erased, those past their day.

Years are counted from the year in which a case was closed (or taken in); what is kept five years from 2026 may be
erased from 01/01/2032. A rule that people entered comes before that of the file of the kind; where neither gives
years, no day can be worked out, and nothing is erased.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from thuongton.cases.definition.library import known_kinds, version_of
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.models import Case, KeepingRule
from thuongton.cases.queries.cases import visible_to
from thuongton.people.models import User
from thuongton.web.dates import day_words

Rules = Mapping[str, Sequence[KeepingRule]]
CLOSED = KeepingRule.Since.CLOSED


@dataclass(frozen=True, slots=True)
class KeptFor:
    """The rule that holds for a case; ``years`` None: no clause gives an end."""

    years: int | None
    since: str
    clause: str


def keeping_rules() -> Rules:
    """What was entered for each kind, the newest entry first; one statement."""
    found: dict[str, list[KeepingRule]] = {}
    for row in KeepingRule.objects.select_related("by").order_by("-pk"):
        found.setdefault(row.kind, []).append(row)
    return found


def keeping_of(case: Case, rules: Rules) -> KeptFor:
    """The rule that holds for a case."""
    for row in rules.get(case.kind, ()):
        begins = case.closed_on if row.since == CLOSED else case.opened_on
        if row.valid_from is None or (begins is not None and begins >= row.valid_from):
            return KeptFor(row.years, row.since, row.clause)
    kind = version_of(case.kind, case.version)
    if kind is None:
        return KeptFor(None, CLOSED, "")
    return KeptFor(kind.retention.years, kind.retention.since, kind.retention.clause)


def erasable_from(case: Case, rules: Rules) -> dt.date | None:
    """The day from which a case may be erased; None where it cannot be worked out."""
    keeping = keeping_of(case, rules)
    begins = case.closed_on if keeping.since == CLOSED else case.opened_on
    if keeping.years is None or begins is None or case.closed_on is None:
        return None
    return dt.date(begins.year + keeping.years + 1, 1, 1)


def _branches(rules: Rules) -> list[tuple[Q, int | None, str]]:
    """Which cases each rule holds for, its years and from what they count; every case stands in one of them at most."""
    found: list[tuple[Q, int | None, str]] = []
    kinds = known_kinds()
    for name in {*rules, *kinds}:
        left = Q(kind=name)
        for row in rules.get(name, ()):
            column = "closed_on" if row.since == CLOSED else "opened_on"
            if row.valid_from is None:
                found.append((left, row.years, column))
                break
            found.append((left & Q(**{f"{column}__gte": row.valid_from}), row.years, column))
            left &= Q(**{f"{column}__lt": row.valid_from})
        else:
            for kind in kinds.get(name, ()):
                column = "closed_on" if kind.retention.since == CLOSED else "opened_on"
                found.append((left & Q(version=kind.version), kind.retention.years, column))
    return found


def with_data(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Closed cases that still have personal data."""
    return cases.filter(
        closed_on__isnull=False, erased_on__isnull=True, key__destroyed_at__isnull=True, key__isnull=False
    )


def past_their_day(cases: QuerySet[Case], day: dt.date) -> QuerySet[Case]:
    """Closed cases with personal data whose years were over on a day."""
    found = Q(pk__in=[])
    for which, years, column in _branches(keeping_rules()):
        if years is not None and years < day.year - 1:
            found |= which & Q(**{f"{column}__lt": dt.date(day.year - years, 1, 1)})
    return with_data(cases).filter(found)


def without_a_day(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Closed cases with personal data of which no day can be worked out: no clause gives years."""
    dated = Q(pk__in=[])
    for which, years, _column in _branches(keeping_rules()):
        if years is not None:
            dated |= which
    return with_data(cases).exclude(dated)


def erased_cases(user: User) -> QuerySet[Case]:
    """The cases in scope whose personal data were erased, those erased anew after a restore among them."""
    return visible_to(user).filter(Q(erased_on__isnull=False) | Q(key__destroyed_at__isnull=False))


def keeping_words(kind: CaseKind) -> list[str]:
    """What holds for a kind, in words, the newest entry first; none while there is no clause."""
    found = [
        said_keeping(row.years, row.since, row.clause, row.valid_from) for row in keeping_rules().get(kind.kind, ())
    ]
    own = kind.retention
    return found + ([said_keeping(own.years, own.since, own.clause, None)] if own.years is not None else [])


def said_keeping(years: int | None, since: str, clause: str, valid_from: dt.date | None) -> str:
    """A rule in words."""
    if years is None:
        words = _("không có thời hạn (%(clause)s)") % {"clause": clause}
    else:
        start = KeepingRule.Since(since).label
        words = _("%(years)d năm, %(start)s (%(clause)s)") % {
            "years": years, "start": str(start)[:1].lower() + str(start)[1:], "clause": clause,
        }  # fmt: skip
    if valid_from is None:
        return words
    return _("%(words)s, áp dụng từ %(day)s") % {"words": words, "day": day_words(valid_from)}
