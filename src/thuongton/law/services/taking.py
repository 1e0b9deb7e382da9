"""Acts that come in together: what the register holds of them is asked once, and all of them are written at once.

However many acts a batch has, it takes the same number of statements. What is filled, and what becomes a question, is
said in ``services.importing``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from thuongton.law.by_hand import as_text
from thuongton.law.importing.facts import ActFacts
from thuongton.law.models import ActMention, ActOrder, ActQuestion, ActText, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.register import acts_of_numbers, answered_questions, read_already
from thuongton.law.reading import ActRead
from thuongton.law.rows import KEY, details_key, found_by, issuer_key, issuer_told, operation_data, target_of
from thuongton.law.works import name_key
from vanban.symbols import normalise

TWO_TEXTS = "{number}: sổ đã có toàn văn khác ({one}); tệp {two} không ghi đè."
TWO_FACTS = "{number}: {what} trong sổ là {one}, nguồn {source} nói {two}."
ROWS = 500
_FILLED = (
    ("title", "tên gọi"), ("kind", "loại"), ("issued_on", "ngày ban hành"),
    ("effective_on", "ngày có hiệu lực"), ("expired_on", "ngày hết hiệu lực"),
)  # fmt: skip


@dataclass(slots=True)
class BatchCount:
    """What a batch did, in numbers."""

    new: int = 0
    same: int = 0
    changed: int = 0
    read: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class SourceDoubt:
    """What a source makes a person be asked: the kind, the sentence, the column it is about, what the source says."""

    kind: str
    message: str
    field: str = ""
    theirs: str = ""


class ActBatch:
    """Acts taken in one after another, then written together: :meth:`take` each, then :meth:`write`.

    ``asked`` are the questions, ``keys`` the numbers of acts that came in or were filled and of those that they name,
    ``with_orders`` the acts whose orders were counted.
    """

    def __init__(self, numbers: Iterable[str]) -> None:
        self.count = BatchCount()
        self.asked: list[dict[str, str]] = []
        self.keys: set[str] = set()
        self.with_orders: list[LegalAct] = []
        self._held: dict[str, list[LegalAct]] = defaultdict(list)
        for act in acts_of_numbers(set(numbers)):
            self._held[act.number_key].append(act)
        self._read = read_already(act.pk for acts in self._held.values() for act in acts if act.sha256)
        self._new: list[LegalAct] = []
        self._filled: dict[int, LegalAct] = {}
        self._columns: set[str] = set()
        self._texts: list[tuple[LegalAct, str]] = []
        self._reads: list[tuple[LegalAct, ActRead]] = []
        self._questions: list[tuple[LegalAct, SourceDoubt, str]] = []

    def take(self, facts: ActFacts, read: ActRead | None, place: str, asked: list[SourceDoubt]) -> None:
        """Take one act in: new, the same, or filled; what does not agree is a question, as what is ``asked`` of it."""
        key, issuer = normalise(facts.number)[:120], issuer_told(facts.number, facts.issuer)
        near = (act for act in self._held[key] if _same_issuer(act, issuer) and _same_day(act, facts))
        act = next(near, None)
        digest = hashlib.sha256(read.text.encode()).hexdigest() if read is not None else ""
        if act is None:
            act = self._add(facts, key, issuer, read, digest, place)
        else:
            filled = self._fill(act, facts, read, digest, place, asked)
            self.count.changed += filled
            self.count.same += not filled
            if digest and act.sha256 != digest and read is not None:
                message = TWO_TEXTS.format(number=act.number, one=act.source, two=place)
                asked.append(SourceDoubt("duplicate", message, "text", read.text))
        self._questions += [(act, one, place[:400]) for one in asked]
        if read is None or act.sha256 != digest:
            return
        if act.pk not in self._read and not self._is_read(act):
            self._reads.append((act, read))
        if read.orders:
            self.with_orders.append(act)
        self.count.read += len(read.orders)
        self.count.waiting += sum(operation.needs_person for operation, _payload in read.orders)

    def _is_read(self, act: LegalAct) -> bool:
        return any(other is act for other, _read in self._reads)

    def _add(self, facts: ActFacts, key: str, issuer: str, read: ActRead | None, digest: str, place: str) -> LegalAct:
        act = LegalAct(
            number=facts.number[:120],
            number_key=key,
            issuer=issuer[:300],
            issuer_key=issuer_key(issuer),
            kind=facts.kind[:80],
            title=facts.title,
            name_key=found_by(facts.title, facts.kind),
            details_key=details_key(facts.title),
            issued_on=facts.issued_on,
            effective_on=facts.effective_on,
            effective_words=read.effective_words if read is not None else "",
            expired_on=facts.expired_on,
            status_told=facts.status[:80],
            source=place[:400],
            sha256=digest,
        )
        self.count.new += 1
        self._held[key].append(act)
        self._new.append(act)
        if read is not None:
            self._texts.append((act, read.text))
        return act

    def _fill(
        self, act: LegalAct, facts: ActFacts, read: ActRead | None, digest: str, place: str, asked: list[SourceDoubt]
    ) -> bool:
        """Fill what an act lacks; a question for what does not agree. Tells whether anything was filled."""
        filled: dict[str, object] = {}
        for name, what in _FILLED:
            mine, theirs = getattr(act, name), getattr(facts, name)
            if theirs in (None, ""):
                continue
            if mine in (None, ""):
                filled[name] = theirs
            elif (
                mine != theirs and (name != "title" or name_key(str(mine)) != name_key(str(theirs))) and name != "kind"
            ):
                message = TWO_FACTS.format(number=act.number, what=what, one=mine, source=place, two=theirs)
                asked.append(SourceDoubt("conflict", message, name, as_text(theirs)))
        if "title" in filled:
            filled |= {"name_key": found_by(facts.title, facts.kind), "details_key": details_key(facts.title)}
        if read is not None and not act.sha256:
            filled |= {"sha256": digest, "effective_words": read.effective_words}
            self._texts.append((act, read.text))
        for name, value in filled.items():
            setattr(act, name, value)
        if filled and act.pk is not None:
            self._filled[act.pk] = act
            self._columns |= set(filled)
        return bool(filled)

    def write(self) -> set[int]:
        """Write everything; returns the rows of the acts that are new or were filled. In a transaction."""
        LegalAct.objects.bulk_create(self._new, batch_size=ROWS)
        if self._filled:
            LegalAct.objects.bulk_update(list(self._filled.values()), sorted(self._columns), batch_size=200)
        ActText.objects.bulk_create((ActText(act=act, text=text) for act, text in self._texts), batch_size=ROWS)
        keep_reads(self._reads)
        self._ask()
        changed = [*self._new, *self._filled.values(), *(act for act, read in self._reads if read.orders)]
        self.keys |= {act.number_key for act in changed}
        self.keys |= {one.target[:KEY] for _act, read in self._reads for one in read.mentions}
        return {act.pk for act in changed}

    def _ask(self) -> None:
        """Ask each question once; what a person has answered is asked no more."""
        answered = answered_questions({place for _act, _one, place in self._questions})
        open_now = [one for one in self._questions if (one[1].kind, one[2], one[1].message) not in answered]
        self.asked += [{"file": place, "kind": one.kind, "message": one.message} for _act, one, place in open_now]
        ActQuestion.objects.bulk_create(
            (
                ActQuestion(
                    act=act, kind=one.kind, source=place, message=one.message, field=one.field, theirs=one.theirs
                )
                for act, one, place in open_now
            ),
            ignore_conflicts=True,
            batch_size=ROWS,
        )


def _same_issuer(act: LegalAct, issuer: str) -> bool:
    key = issuer_key(issuer)
    return not key or not act.issuer_key or act.issuer_key == key


def _same_day(act: LegalAct, facts: ActFacts) -> bool:
    return act.issued_on is None or facts.issued_on is None or act.issued_on == facts.issued_on


def keep_read(act: LegalAct, read: ActRead) -> None:
    """Keep what was read of the words of one act."""
    keep_reads([(act, read)])


def keep_reads(reads: Iterable[tuple[LegalAct, ActRead]]) -> None:
    """Keep what was read of the words of acts: their orders and what they cite."""
    for some in pieces(reads):
        orders = (
            ActOrder(
                act=act,
                index=index,
                kind=operation.kind.value,
                target=target_of(operation),
                data=operation_data(operation),
                payload=payload,
                waits=operation.needs_person,
            )
            for act, read in some
            for index, (operation, payload) in enumerate(read.orders)
        )
        ActOrder.objects.bulk_create(orders, batch_size=ROWS)
        mentions = (
            ActMention(
                act=act,
                target=one.target[:KEY],
                role=one.role,
                provision=one.provision[:200],
                title=one.title[:KEY],
                issued_on=one.issued_on,
                times=one.times,
                quote=one.quote[:400],
            )
            for act, read in some
            for one in read.mentions
        )
        ActMention.objects.bulk_create(mentions, batch_size=ROWS)
