"""What rests on an act of the law (tác động): rooms beside and above say which of their records do.

The room of the law asks every :class:`Citing` and knows none of its sisters; papers answer here by their links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from thuongton.documents.models import DocumentLink
from thuongton.web.rooms import given

MOST = 5_000
"""Records of one room that are looked at for one act."""


@dataclass(frozen=True, slots=True)
class RestingRecord:
    """A record of a unit that names an act: ``kind`` («paper», «task» …) and ``key`` say which, ``address`` its page.

    ``quote`` are its words, in which the clauses are looked for unless ``clauses`` names them; ``role`` is why it rests
    on the act («basis»).
    """

    kind: str
    key: str
    unit: int
    name: str
    address: str
    quote: str
    role: str = "mentions"
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citing:
    """How a room finds its records that name an act, by how its number is written («79/2025/NĐ-CP»)."""

    find: Callable[[str], Iterable[RestingRecord]]


def resting_on(number: str) -> list[RestingRecord]:
    """Every record of the house that names an act."""
    return [record for one in given(Citing) for record in one.find(number)]


def papers_citing(number: str) -> Sequence[RestingRecord]:
    """Papers of registers that are based on an act, implement it, or answer it."""
    from django.urls import reverse

    links = DocumentLink.objects.filter(
        Q(target_text__icontains=number) | Q(target__number__iexact=number), source__secrecy=""
    )
    return [
        RestingRecord(
            "paper",
            str(link.source_id),
            link.source.unit_id,
            str(link.source)[:300],
            reverse("documents:document", args=[link.source_id]),
            link.target_text or str(link.target),
            link.kind,
        )
        for link in links.select_related("source", "target").order_by("pk")[:MOST]
    ]


CITING = Citing(papers_citing)
