"""The open cases of a unit that could go on under a newer version of their kind, and why others cannot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from thuongton.calendars.queries import book
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseSentence
from thuongton.cases.engine.moving import why_not_moved
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.models import OPEN, Case, KindMove
from thuongton.cases.queries.cases import Timekeepers, acts_by_case, folded, visible_to
from thuongton.people.models import Unit, User

CHUNK = 500
MOST_LISTED = 200


@dataclass(slots=True)
class MovePreview:
    """What a move would do: how many go, the first of those that stay with why, how many stay, how many are there."""

    can: int = 0
    stay: int = 0
    cannot: list[tuple[Case, list[CaseSentence]]] = field(default_factory=list)
    newer_already: int = 0

    @property
    def more(self) -> int:
        """How many that stay are not listed."""
        return self.stay - len(self.cannot)


def newest_of(kind: str) -> CaseKind | None:
    """The newest version of a kind that has several; None for one version alone."""
    versions = known_kinds().get(kind, ())
    return versions[-1] if len(versions) > 1 else None


def open_of_kind(unit: Unit, kind: str) -> QuerySet[Case]:
    """The open cases in one register of a unit, in the order of their rows."""
    return Case.objects.filter(OPEN, unit=unit, kind=kind, erased_on=None).select_related("unit").order_by("pk")


def with_folds(cases: list[Case]) -> Iterator[tuple[Case, FoldedCase]]:
    """Cases with what they are folded to; those of a version that is not there are left out."""
    times, acts = Timekeepers(book()), acts_by_case(cases)
    for case in cases:
        try:
            yield case, folded(case, times.of(case.unit), acts.get(case.pk, []))
        except LookupError:
            continue


def preview_of(user: User, unit: Unit, new: CaseKind) -> MovePreview:
    """What moving the open cases of a register to a version would do; batch after batch, nothing is written."""
    found, last = MovePreview(), 0
    mine = visible_to(user).filter(pk__in=open_of_kind(unit, new.kind).values("pk")).select_related("unit")
    while rows := list(mine.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = rows[-1].pk
        for case, fold in with_folds(rows):
            if fold.kind.version >= new.version:
                found.newer_already += 1
            elif reasons := list(why_not_moved(fold, new)):
                found.stay += 1
                if len(found.cannot) < MOST_LISTED:
                    found.cannot.append((case, reasons))
            else:
                found.can += 1
    return found


def moves_of(unit: Unit, kind: str) -> QuerySet[KindMove]:
    """The moves of a register, the latest first."""
    return KindMove.objects.filter(unit=unit, kind=kind).select_related("user")


def unfinished_moves() -> QuerySet[KindMove]:
    """Moves that a job has still to bring to their end."""
    return KindMove.objects.filter(done_at=None)
