"""Which cases may be about the matter of one (trùng): closed ones too, in scope alone, in a fixed number of queries.

Candidates are found as sets, by keyed marks of names and words and by clauses; a budget of them is opened and compared.
Nothing that is closed takes part on either side, so a suggestion never tells who denounced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind, KindTwins
from thuongton.cases.models import Case, CaseCompared, CaseMark, CaseTie
from thuongton.cases.queries.cases import kind_of, opened_fields, visible_to
from thuongton.cases.queries.closed import closed_fields
from thuongton.cases.sealed_fields import closed_in, is_personal, telling, texts
from thuongton.cases.shown.twin_reasons import TwinReason, cut, enough, likeness, names_of, search_words
from thuongton.keyring.box import Unopenable, token
from thuongton.keyring.master import NoMaster, UnusableMasters
from thuongton.keyring.queries import index_key
from thuongton.people.models import User

BUDGET = 30
"""Candidates of each kind of likeness: by name, by words, by clause."""
SHOWN = 8


@dataclass(frozen=True, slots=True)
class LikeCase:
    """A case that may be about the same matter, and why."""

    case: Case
    kind: CaseKind
    reason: TwinReason


@dataclass(frozen=True, slots=True)
class _Compared:
    """What of a case is held against others."""

    names: frozenset[str]
    clauses: frozenset[str]
    words: str


def twins_of(user: User, case: Case) -> list[LikeCase]:
    """The cases in scope that may be about the same matter, the likeliest first.

    Those that were held beside it already, and those tied to it, are left out.
    """
    kind = kind_of(case)
    if kind.twins is None or case.erased_on is not None:
        return []
    known = _known(case)
    data = opened_fields([case]).get(case.pk, {})
    mine = _compared(kind, kind.twins, data, telling(kind, case.data, closed_fields(case, kind)))
    return _alike(user, kind, kind.twins, mine, data, known | {case.pk})


def twins_of_data(user: User, kind: CaseKind, data: Mapping[str, Any]) -> list[LikeCase]:
    """The cases in scope that may be about the matter of what is being taken in."""
    if kind.twins is None:
        return []
    mine = _compared(kind, kind.twins, data, telling(kind, data, closed_in(kind, data)))
    return _alike(user, kind, kind.twins, mine, data, set())


def compared_with(user: User, case: Case) -> list[tuple[Case, str]]:
    """The cases in scope that were held beside a case, each with what was found."""
    seen = visible_to(user)
    rows = CaseCompared.objects.filter(Q(case=case, other__in=seen) | Q(other=case, case__in=seen))
    rows = rows.select_related("case__unit", "other__unit").order_by("-pk")
    return [(row.other if row.case_id == case.pk else row.case, row.get_found_display()) for row in rows]


def _known(case: Case) -> set[int]:
    """The cases that were held beside it, and those it is tied to."""
    pairs = CaseCompared.objects.filter(Q(case=case) | Q(other=case)).values_list("case_id", "other_id")
    ties = CaseTie.objects.filter(Q(case=case) | Q(other=case)).values_list("case_id", "other_id")
    return {one for pair in pairs.union(ties) for one in pair}


def _compared(kind: CaseKind, twins: KindTwins, data: Mapping[str, Any], shut: frozenset[str]) -> _Compared:
    def of(fields: Iterable[str]) -> list[str]:
        return [text for name in fields if name not in shut for text in texts(data.get(name))]

    clauses = [data.get(name) for name in twins.clauses if name not in shut]
    return _Compared(
        frozenset(names_of(of(twins.persons))),
        frozenset(clause_key(one) for one in clauses if one),
        cut(" ".join(of(twins.words))),
    )


def clause_key(clause: Any) -> str:
    """A clause as it is compared: its address, or the paper, article and clause that it names."""
    if isinstance(clause, Mapping):
        return cut(" ".join(f"{name} {clause[name]}" for name in sorted(clause) if clause[name]))
    return cut(str(clause))


def _alike(
    user: User, kind: CaseKind, twins: KindTwins, mine: _Compared, data: Mapping[str, Any], known: set[int]
) -> list[LikeCase]:
    candidates = list(_candidates(user, kind, twins, mine, data, known))
    opened = opened_fields(candidates)
    found = []
    for case in candidates:
        theirs_kind = kind_of(case)
        if theirs_kind.twins is None or case.pk not in opened:
            continue
        shut = telling(theirs_kind, case.data, closed_fields(case, theirs_kind))
        theirs = _compared(theirs_kind, theirs_kind.twins, opened[case.pk], shut)
        reason = TwinReason(
            bool(mine.names & theirs.names), bool(mine.clauses & theirs.clauses), likeness(mine.words, theirs.words)
        )
        if enough(reason, has_words=bool(mine.words and theirs.words)):
            found.append(LikeCase(case, theirs_kind, reason))
    return sorted(found, key=lambda one: (-one.reason.weight, -one.case.pk))[:SHOWN]


def _candidates(
    user: User, kind: CaseKind, twins: KindTwins, mine: _Compared, data: Mapping[str, Any], known: set[int]
) -> QuerySet[Case]:
    """Cases in scope that share a name, a clause or most of the rare words: a budget of each."""
    compared = [name for name, versions in known_kinds().items() if versions[-1].twins is not None]
    seen = visible_to(user).filter(kind__in=compared, erased_on__isnull=True).exclude(pk__in=known)
    words = search_words(mine.words)
    found: set[int] = set()
    for wanted in (mine.names, words):
        if marks := _marks(wanted):
            shared = CaseMark.objects.filter(mark__in=marks, case__in=seen.values("pk")).values("case")
            near = shared.annotate(shared=Count("pk")).order_by("-shared", "-case")[:BUDGET]
            found |= {row["case"] for row in near}
    clear = Q(pk__in=[])
    for name in twins.clauses:
        if data.get(name):
            clear |= Q(**{f"data__{name}": data[name]})
    if not any(is_personal(kind, name) for name in twins.words):
        for word in words[:3]:
            clear |= Q(search__contains=word)
    found |= set(seen.filter(clear, kind=kind.kind).order_by("-pk").values_list("pk", flat=True)[:BUDGET])
    return visible_to(user).filter(pk__in=found).select_related("unit")


def _marks(words: Iterable[str]) -> list[str]:
    """The marks of words; none where the site has no key or has sealed nothing."""
    try:
        key = index_key()
    except (NoMaster, UnusableMasters, Unopenable):
        return []
    return [token(key, word) for word in words] if key is not None else []
