"""Finding a paper that is here already: by number and issuer, or by the very same file."""

from __future__ import annotations

from django.db.models import QuerySet

from thuongton.documents.issuers import same_issuer
from thuongton.documents.models import Document
from thuongton.documents.queries import visible_to
from thuongton.people.models import Unit, User
from vanban.symbols import normalise
from vanban.text import join_lines


def duplicates(
    unit: Unit, direction: str, number: str, issuer: str, *, title: str = "", exclude: Document | None = None
) -> list[Document]:
    """Papers in the same register with this number, symbol and issuer (cảnh báo trùng, Phụ lục VI NĐ 30/2020/NĐ-CP).

    A paper without a number is known by its issuer and its title, among papers that have no number either.
    """
    if number.strip():
        found = Document.objects.filter(unit=unit, direction=direction, number__iexact=normalise(number))
    elif join_lines(title):
        found = Document.objects.filter(unit=unit, direction=direction, number="", title__iexact=join_lines(title))
    else:
        return []
    if exclude is not None:
        found = found.exclude(pk=exclude.pk)
    return [paper for paper in found.select_related("unit")[:20] if same_issuer(paper.issuer, issuer)]


def with_file(unit: Unit, sha256: str, part: int = 0, *, exclude: Document | None = None) -> QuerySet[Document]:
    """Papers of the unit that hold the very same file; of a file with several papers those that are the same one."""
    same = {"attachments__part__in": {0, part}} if part else {}
    found = Document.objects.filter(unit=unit, attachments__file__sha256=sha256, **same).distinct()
    return found.exclude(pk=exclude.pk) if exclude is not None else found


def known_by_number(user: User | None, unit: Unit, number: str, issuer: str | None) -> Document | None:
    """The paper of a number and issuer that the unit can cite: in its own register, or one above that the hat worn
    may read (the system itself, None, looks into all of them; pages show a link only to those who may open it).

    A number alone is not enough (every province has a 444/KH-UBND): without an issuer only the unit's own register
    is looked at, and only when exactly one paper there has the number.
    """
    units = [unit.pk, *unit.ancestor_ids]
    known = Document.objects.all() if user is None else visible_to(user)
    found = list(
        known.filter(unit_id__in=units, number__iexact=normalise(number), secrecy="").select_related("unit")[:50]
    )
    if issuer:
        named = [paper for paper in found if paper.issuer and same_issuer(paper.issuer, issuer)]
        named.sort(key=lambda paper: (paper.unit_id != unit.pk, paper.pk))
        return named[0] if named else None
    own = [paper for paper in found if paper.unit_id == unit.pk]
    return own[0] if len(own) == 1 else None
