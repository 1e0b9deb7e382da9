"""The legal bases of a paper judged by the register: its acts read once, with the histories of all that are cited."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from thuongton.law.bases import HeldActs, JudgedBasis, check_bases, judged_bases
from thuongton.law.models import LegalAct
from thuongton.law.queries.register import histories_of
from thuongton.law.works import LegalWork, name_key
from vanban.citations import read_citations
from vanban.header import read_header
from vanban.model import Citation, Document, Finding
from vanban.symbols import normalise


@dataclass(frozen=True, slots=True)
class JudgedPaper:
    """A paper with its cited acts as judged on its day; ``acts`` are the rows of the acts that are meant, by number."""

    on: dt.date
    dated: bool
    title: str
    bases: tuple[JudgedBasis, ...]
    acts: Mapping[int, LegalAct]

    def act_of(self, one: JudgedBasis) -> LegalAct | None:
        """The row of the act that a basis means."""
        return self.acts.get(id(one.work)) if one.work is not None else None


def judged_paper(document: Document, on: dt.date | None = None) -> JudgedPaper:
    """What a paper cites, as judged on a day: the one that is given, else its own, else today."""
    header = read_header(document)
    citations = read_citations(document, header)
    day = on or header.date
    held, acts = _held(citations)
    title = " ".join(part for part in (header.kind, header.number, header.title) if part)
    found = judged_bases(citations, day or timezone.localdate(), held)
    return JudgedPaper(day or timezone.localdate(), day is not None, title, tuple(found), acts)


def findings_of(document: Document, on: dt.date | None = None) -> list[Finding]:
    """The faults of what a paper cites, on a day: the one that is given, else its own, else today."""
    header = read_header(document)
    citations = read_citations(document, header)
    held, _acts = _held(citations)
    return check_bases(citations, on or header.date or timezone.localdate(), held)


def _held(citations: Sequence[Citation]) -> tuple[HeldActs, dict[int, LegalAct]]:
    """As much of the register as the citations of a paper ask for, read once."""
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
    return held, {id(works[act.pk]): act for act in acts}
