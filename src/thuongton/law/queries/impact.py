"""What depends on an act or a provision (tác động): everything that cites or changes it, with its quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thuongton.documents.queries.citing import resting_on
from thuongton.law.models import ActMention, ActOrder, ImpactFinding, LegalAct
from thuongton.law.rows import NAMED
from thuongton.law.text.places import Place, place_of
from thuongton.people.models import User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import worn
from vanban.citations import read_citations
from vanban.model import Document, Source
from vanban.symbols import normalise

ACT = "act"
"""The kind of a dependant that is an act of the register."""
CHANGES = "changes"
"""Why an act is here that orders something of the same place."""


@dataclass(frozen=True, slots=True)
class Dependant:
    """What rests on a place of an act: ``role`` says why, ``provision`` which clause it names, ``quote`` its words."""

    kind: str
    key: str
    name: str
    role: str
    provision: str
    quote: str
    address: str = ""
    unit: int | None = None
    times: int = 1


def dependants(number: str, provision: str | None) -> list[dict[str, object]]:
    """The acts that name an act, those of a provision alone where one is given: role, place, quote."""
    return [
        {
            "act": one.name, "role": one.role, "provision": one.provision or None, "times": one.times,
            "quote": one.quote,
        }
        for one in acts_on(normalise(number), place_of(provision))
    ]  # fmt: skip


def acts_on(number: str, wanted: Place) -> Iterator[Dependant]:
    """The acts of the register that rest on a place of an act, or change it.

    What names the whole act rests on every clause of it, unless it only mentions it.
    """
    for row in ActMention.objects.filter(target=number).select_related("act").order_by("act__number_key", "pk"):
        place = place_of(row.provision)
        if not meets(wanted, place) or (wanted.steps and not place.steps and row.role == "mentions"):
            continue
        yield Dependant(ACT, str(row.act_id), row.act.number, row.role, row.provision, row.quote, times=row.times)
    for order in ActOrder.objects.filter(target=number).select_related("act").order_by("act__number_key", "index"):
        if meets(wanted, place_of(order.data.get("provision"))):
            provision = str(order.data.get("provision") or "")
            surface = str(order.data.get("surface") or "")
            yield Dependant(ACT, str(order.act_id), order.act.number, order.kind, provision, surface)


def records_on(number: str, wanted: Place) -> Iterator[Dependant]:
    """The papers, tasks and cases that rest on a place of an act; one that names another clause does not."""
    for one in resting_on(number):
        clauses = one.clauses or _clauses(one.quote, number)
        named = [place for place in clauses if place_of(place).steps]
        if named and not any(meets(wanted, place_of(place)) for place in named):
            continue
        if wanted.steps and not named and one.role == "mentions":
            continue
        provision = next((place for place in named if meets(wanted, place_of(place))), "")
        yield Dependant(one.kind, one.key, one.name, one.role, provision, one.quote, one.address, one.unit)


def _clauses(words: str, number: str) -> list[str]:
    """The clauses of an act that some words name."""
    document = Document(words, Source(name="-", format="txt", sha256=""))
    found = read_citations(document)
    return [one.pinpoint or "" for one in found if one.number and normalise(one.number) == number]


def meets(one: Place, other: Place) -> bool:
    """Whether two places touch: one holds the other, or one is the whole act."""
    return not one.steps or not other.steps or one.holds(other) or other.holds(one)


def targets_of(order: ActOrder) -> list[LegalAct]:
    """The acts that an order is on, by number or by name."""
    if not order.target:
        return []
    if order.target.startswith(NAMED):
        rows = LegalAct.objects.filter(name_key=order.target[len(NAMED) :])
    else:
        rows = LegalAct.objects.filter(number_key=order.target)
    return list(rows.exclude(pk=order.act_id).order_by("pk")[:10])


def impacts_visible_to(user: User) -> QuerySet[ImpactFinding]:
    """Findings on acts of the register for everybody of an office, on records of units within one's scope."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return ImpactFinding.objects.none()
    return ImpactFinding.objects.filter(Q(unit__isnull=True) | in_scope(user)).select_related(
        "act", "target", "unit", "by"
    )
