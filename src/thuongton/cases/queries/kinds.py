"""How much the kinds are used, within what one may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from thuongton.cases.queries.cases import visible_to
from thuongton.people.models import User


@dataclass(frozen=True, slots=True)
class KindUse:
    """The cases of a kind: how many are open, and how many there are."""

    open: int = 0
    all: int = 0


def use_of_kinds(user: User) -> Mapping[str, KindUse]:
    """The use of each kind that has cases in scope; one statement."""
    found = visible_to(user).values("kind").annotate(all=Count("pk"), open=Count("pk", filter=Q(closed_on=None)))
    return {row["kind"]: KindUse(row["open"], row["all"]) for row in found.order_by("kind")}


def use_of_versions(user: User, kind: str) -> Mapping[int, int]:
    """How many cases in scope were taken in by each version of a kind."""
    found = visible_to(user).filter(kind=kind).values("version").annotate(all=Count("pk")).order_by("version")
    return {row["version"]: row["all"] for row in found}
