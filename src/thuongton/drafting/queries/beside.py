"""A draft laid beside the register: the acts that it changes, those that it rests on, what they leave to its body."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from thuongton.documents.models import Document as Paper
from thuongton.documents.models import Draft
from thuongton.documents.queries import visible_to as papers_visible_to
from thuongton.documents.queries.papers import reading_of, reading_of_file
from thuongton.documents.queries.review import drafts_visible_to, kept_of, with_versions
from thuongton.drafting.assigned import local_issuer
from thuongton.drafting.beside import Restated, RightToRule, WouldBe, in_order, restated, right_to_rule, would_be
from thuongton.law.bases import JudgedBasis
from thuongton.law.mending import basis_words
from thuongton.law.models import LegalAct
from thuongton.law.queries.bases import judged_paper
from thuongton.law.queries.register import histories_of
from thuongton.law.reading import orders_of
from thuongton.law.states import LegalState
from thuongton.law.text.parts import ARTICLE, read_act
from thuongton.law.works import LegalWorks, Order, name_key
from thuongton.people.models import User
from vanban.delegations import read_delegations
from vanban.model import Document, Reading, Source
from vanban.symbols import normalise

MOST_ACTS = 40
"""Acts that a draft changes or rests on and that are looked through."""
_BODIES = {
    "hdnd": ("hdnd_tinh", "hdnd_xa", "hdnd"),
    "ubnd": ("ubnd_tinh", "ubnd_xa", "ubnd"),
    "chu tich ubnd": ("chu_tich_ubnd_tinh", "chu_tich_ubnd_xa", "chu_tich_ubnd"),
}
_RULING = (LegalState.IN_FORCE, LegalState.PARTLY_EXPIRED)


@dataclass(frozen=True, slots=True)
class LaidBeside:
    """What the register says of a draft on a day."""

    reading: Reading
    acts: tuple[tuple[LegalAct, WouldBe], ...]
    unmet: tuple[str, ...]
    rights: tuple[RightToRule, ...]
    restated: tuple[Restated, ...]
    bases: tuple[str, ...]
    left_out: tuple[str, ...]
    local: bool

    @property
    def says(self) -> tuple[str, ...]:
        """What is to be looked at."""
        return (
            *(one.mostly for _act, one in self.acts if one.mostly),
            *(one.says for one in self.rights if one.says),
            *(one.says for one in self.restated),
        )


def draft_of(user: User, pk: int) -> tuple[Draft, Reading | None] | None:
    """A draft of one's scope with the reading of its newest version."""
    found = with_versions(drafts_visible_to(user)).filter(pk=pk).first()
    if found is None:
        return None
    kept = kept_of(found)
    kept_reading = reading_of_file(kept[0].file_id) if kept else None
    return found, kept_reading.value if kept_reading is not None else None


def paper_of(user: User, pk: int) -> tuple[Paper, Reading | None] | None:
    """A paper of one's scope with its reading; of a secret one nothing is read."""
    found = papers_visible_to(user).filter(pk=pk).first()
    if found is None:
        return None
    kept = None if found.secrecy else reading_of(found)
    return found, kept.value if kept is not None else None


def laid_beside(reading: Reading, day: dt.date) -> LaidBeside:
    """A draft laid beside the register on a day; nothing is written."""
    acts, unmet = _changed(reading, day)
    paper = judged_paper(Document(reading.text, Source(name="-", format="txt", sha256="")), day)
    bases = [one for one in paper.bases if one.citation.role == "basis"]
    issuer = local_issuer(reading.header.issuer or "")
    rights, over = _on_bases(reading, bases[:MOST_ACTS], issuer[0] if issuer is not None else "")
    standing = [one for one in bases if one.work is not None and one.state in _RULING]
    named = in_order({id(one.work): one.work for one in standing if one.work is not None}.values())
    return LaidBeside(
        reading,
        tuple(acts),
        tuple(unmet),
        tuple(rights),
        tuple(over),
        tuple(f"Căn cứ {basis_words(work)};" for work in named),
        tuple(one.citation.surface for one in bases if one not in standing),
        issuer is not None,
    )


def _changed(reading: Reading, day: dt.date) -> tuple[list[tuple[LegalAct, WouldBe]], list[str]]:
    orders = [Order(one, payload) for one, payload in orders_of(reading.text, reading.amendments)]
    own = normalise(reading.header.number or "")
    numbers = {normalise(one.operation.document.partition("@")[0]) for one in orders if one.operation.document}
    names = {name_key(one.operation.document_name) for one in orders if one.operation.document_name}
    acts = list(LegalAct.objects.filter(number_key__in=numbers - {own}))
    acts += list(LegalAct.objects.filter(name_key__in=names - {""}).exclude(pk__in=[act.pk for act in acts]))
    histories, works = histories_of(acts[:MOST_ACTS])
    register = LegalWorks(works[act.pk] for act in acts[:MOST_ACTS])
    by_work: dict[int, list[Order]] = defaultdict(list)
    unmet: list[str] = []
    for order in orders:
        operation = order.operation
        if operation.document is not None:
            targets = register.by_key(operation.document)
        elif operation.document_name:
            targets = register.by_name(operation.document_name, day)
        else:
            continue
        if len(targets) == 1:
            by_work[id(targets[0])].append(order)
        elif operation.document is None or normalise(operation.document.partition("@")[0]) != own:
            unmet.append(operation.document or operation.document_name or "")
    rows = {id(works[act.pk]): act for act in acts[:MOST_ACTS]}
    return [(rows[key], would_be(histories.of(works[rows[key].pk]), some, day)) for key, some in by_work.items()], list(
        dict.fromkeys(unmet)
    )


def _on_bases(reading: Reading, bases: list[JudgedBasis], body: str) -> tuple[list[RightToRule], list[Restated]]:
    keys = _BODIES.get(body, ())
    rights: list[RightToRule] = []
    theirs: list[tuple[str, str, str]] = []
    seen: set[int] = set()
    for one in bases:
        work = one.work
        if work is None or not work.text:
            continue
        if one.citation.pinpoint and keys:
            left = read_delegations(work.text)
            rights.append(right_to_rule(one.citation.pinpoint, work.number, keys, reading.header.issuer or "", left))
        if id(work) not in seen:
            seen.add(id(work))
            theirs.extend((work.number, place, words) for place, words in _articles(work.text))
    return rights, restated(_articles(reading.text), theirs)


def _articles(text: str) -> list[tuple[str, str]]:
    return [(f"Điều {part.label}", part.text) for _trail, part in read_act(text).walk() if part.level == ARTICLE]
