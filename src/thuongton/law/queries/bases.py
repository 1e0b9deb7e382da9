"""The legal bases of a paper judged by the register: its acts read once, with the histories of all that are cited."""

from __future__ import annotations

from collections import defaultdict

from django.utils import timezone

from thuongton.law.bases import HeldActs, check_bases
from thuongton.law.models import LegalAct
from thuongton.law.queries.register import histories_of
from thuongton.law.works import LegalWork, name_key
from vanban.citations import read_citations
from vanban.header import read_header
from vanban.model import Document, Finding
from vanban.symbols import normalise


def findings_of(document: Document) -> list[Finding]:
    """The faults of what a paper cites, on its own day; today where it bears none."""
    header = read_header(document)
    citations = read_citations(document, header)
    on = header.date or timezone.localdate()
    numbers = {normalise(one.number) for one in citations if one.number}
    names = {name_key(f"{one.kind or ''} {one.title}") for one in citations if one.title}
    acts = list(LegalAct.objects.filter(number_key__in=numbers) | LegalAct.objects.filter(name_key__in=names))
    histories, works = histories_of(acts)
    by_number: dict[str, list[LegalWork]] = defaultdict(list)
    by_name: dict[str, list[LegalWork]] = defaultdict(list)
    for act in acts:
        by_number[act.number_key].append(works[act.pk])
        by_name[act.name_key].append(works[act.pk])
    held = HeldActs(
        lambda number: by_number.get(normalise(number), []),
        lambda name: by_name.get(name_key(name), []),
        histories.of,
    )
    return check_bases(citations, on, held)
