"""The windows of acts, derived and as kept, and what hangs on an act: whose windows it can change."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from thuongton.law.models import ActOrder, ActToDerive, ActWindow, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.register import histories_of, keys_of, rows_of_keys
from thuongton.law.rows import NAMED
from thuongton.law.windows import StateWindow, windows_of


@dataclass(frozen=True, slots=True)
class KeptWindow:
    """A window as it stands in a row; ``by`` is the row of the act that caused it."""

    since: dt.date
    until: dt.date
    state: str
    reason: str
    by: int | None


_COLUMNS = ("act", "since", "until", "state", "reason", "by")


def derived(acts: Iterable[LegalAct]) -> dict[int, tuple[KeptWindow, ...]]:
    """The windows of some acts as all acts of the register make them, by row."""
    acts = list(acts)
    histories, works = histories_of(acts, all_words=False)
    rows = {id(work): pk for pk, work in works.items()}
    return {act.pk: tuple(_as_row(one, rows) for one in windows_of(histories.of(works[act.pk]))) for act in acts}


def _as_row(window: StateWindow, rows: dict[int, int]) -> KeptWindow:
    by = rows.get(id(window.by)) if window.by is not None else None
    return KeptWindow(window.since, window.until, window.state.value, window.reason.value, by)


def kept(acts: Iterable[int]) -> dict[int, tuple[KeptWindow, ...]]:
    """The windows of some acts that stand in the register, by row; none for an act without any."""
    found: dict[int, list[KeptWindow]] = defaultdict(list)
    for some in pieces(acts):
        rows = ActWindow.objects.filter(act__in=some).order_by("act", "since")
        for act, since, until, state, reason, by in rows.values_list(*_COLUMNS):
            found[act].append(KeptWindow(since, until, state, reason, by))
    return {act: tuple(windows) for act, windows in found.items()}


def hanging_on(acts: Iterable[int], most: int | None = None) -> set[int]:
    """The acts whose windows some acts can change: they, those that share a number or name by which something is
    ordered, those that these order something of, and so on. It stops looking when there are more than ``most``."""
    new = set(acts)
    found: set[int] = set()
    first = True
    while new and (most is None or len(found | new) <= most):
        found |= new
        keys = _keys(new)
        shared = keys if first else {key for key in keys if key.startswith(NAMED)}
        wanted = _ordered(shared) | _targets(new)
        new = (rows_of_keys(wanted) | _details_of(keys)) - found
        first = False
    return found | new


def _details_of(keys: Iterable[str]) -> set[int]:
    """The acts that detail acts of some keys."""
    found: set[int] = set()
    for some in pieces(sorted(keys)):
        found.update(LegalAct.objects.filter(details_key__in=some).values_list("pk", flat=True))
    return found


def _keys(acts: Iterable[int]) -> set[str]:
    """What orders call some acts by."""
    found: set[str] = set()
    for some in pieces(sorted(acts)):
        for number, name in LegalAct.objects.filter(pk__in=some).values_list("number_key", "name_key"):
            found.update(keys_of(number, name))
    return found


def _ordered(keys: Iterable[str]) -> set[str]:
    """Those keys by which something is ordered."""
    found: set[str] = set()
    for some in pieces(sorted(keys)):
        found.update(ActOrder.objects.filter(target__in=some).order_by().values_list("target", flat=True).distinct())
    return found


def _targets(acts: Iterable[int]) -> set[str]:
    """What some acts order something of."""
    found: set[str] = set()
    for some in pieces(sorted(acts)):
        rows = ActOrder.objects.filter(act__in=some).exclude(target="").order_by()
        found.update(rows.values_list("target", flat=True).distinct())
    return found


def waiting() -> QuerySet[ActToDerive]:
    """Acts whose windows wait to be derived, in the order in which they came."""
    return ActToDerive.objects.order_by("pk")


def without_windows() -> QuerySet[LegalAct]:
    """Acts that have no windows yet."""
    return LegalAct.objects.filter(~Exists(ActWindow.objects.filter(act=OuterRef("pk")))).order_by("pk")


def acts_behind(row: int, most: int) -> list[LegalAct]:
    """The next acts behind a row, in order."""
    return list(LegalAct.objects.filter(pk__gt=row).order_by("pk")[:most])
