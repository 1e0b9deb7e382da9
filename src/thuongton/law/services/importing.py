"""Acts come into the register: each once, whole or not at all; what does not agree becomes a question.

Bringing the same files again changes nothing. A process that is killed leaves whole acts behind it and goes on where
it stopped. Nothing is overwritten: facts are filled where they were missing, and a second text is a question.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Upper

from thuongton.audit.services import recording
from thuongton.law.followers import register_changed
from thuongton.law.importing.facts import ActFacts
from thuongton.law.importing.sources import Candidate, RefusedSource
from thuongton.law.models import ActMention, LegalAct
from thuongton.law.official import OfficialHead
from thuongton.law.queries.pieces import pieces
from thuongton.law.reading import ActRead, read_act_text
from thuongton.law.rows import KEY, details_key
from thuongton.law.services.deriving import derive_pending, hold_register, touched
from thuongton.law.services.taking import ActBatch, SourceDoubt
from thuongton.law.works import OFFICIAL, name_key
from thuongton.people.models import User
from vanban.symbols import normalise, parse

Said = TypeVar("Said")
TOGETHER = 500
WORDS_TOGETHER = 1_500_000
"""Acts written in one transaction: so many, or so many letters of them."""
MOST_KEYS = 20_000
KIND_IN_NUMBER = "VBHN"
NO_NUMBER = "Không đọc được số, ký hiệu văn bản; hãy nêu trong tệp catalogue.jsonl."
OTHER_NUMBER = "{number}: lời văn trong tệp mang số {found}."
_TOLD = ("told_title", "told_issued_on", "name_key", "details_key")
PRINTS = "{number}: lời văn trong tệp là văn bản hợp nhất {found}, không lấy làm lời văn khi ban hành."
BAD_DAY = "{number}: «{day}» không phải một ngày."


@dataclass(slots=True)
class ImportReport:
    """What an import did, in the names of the command."""

    documents: int = 0
    new: int = 0
    same: int = 0
    changed: int = 0
    questions: list[dict[str, str]] = field(default_factory=list)
    read: int = 0
    sure: int = 0
    waiting: int = 0
    taken: int = 0
    """Sources that were looked at, refused ones too: where an import that was stopped goes on."""

    keys: set[str] | None = field(default_factory=set)
    """The numbers of acts that came in or were filled, and those that they name; None when they are many."""

    ordering: set[int] | None = field(default_factory=set)
    """The rows of acts whose orders are counted; None when they are many."""

    def add(self, batch: ActBatch) -> None:
        """Count what a batch did."""
        self.new += batch.count.new
        self.same += batch.count.same
        self.changed += batch.count.changed
        self.read += batch.count.read
        self.sure += batch.count.read - batch.count.waiting
        self.waiting += batch.count.waiting
        self.questions += batch.asked
        if self.keys is not None:
            self.keys |= batch.keys
        if self.keys is not None and len(self.keys) > MOST_KEYS:
            self.keys = None
        if self.ordering is not None:
            self.ordering |= {act.pk for act in batch.with_orders}
        if self.ordering is not None and len(self.ordering) > MOST_KEYS:
            self.ordering = None

    def ask(self, file: str, kind: str, message: str) -> None:
        """Note a question."""
        self.questions.append({"file": file, "kind": kind, "message": message})


def import_acts(
    user: User | None,
    found: Iterable[Candidate | RefusedSource],
    *,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _number: None,
    report: ImportReport | None = None,
    kept: Callable[[ImportReport], None] | None = None,
) -> ImportReport:
    """Take acts in. ``user`` None: the operator of the machine. ``dry_run``: say what would be done, write nothing.

    ``report`` is that of an import which was stopped: ``found`` goes on behind its ``taken``. ``kept`` is told how far
    it is inside each transaction, so that what is written and what is told of it never differ.
    """
    report = report if report is not None else ImportReport()
    batch: list[tuple[Candidate, ActRead | None]] = []
    words = 0
    for one in found:
        report.taken += 1
        if isinstance(one, RefusedSource):
            report.ask(one.place, one.kind, one.reason)
            continue
        report.documents += 1
        batch.append((one, _read(one)))
        words += len(one.text or "")
        if len(batch) >= TOGETHER or words >= WORDS_TOGETHER:
            _write(user, batch, report, kept, dry_run=dry_run)
            batch, words = [], 0
            progress(report.documents)
    if batch or kept is not None:
        _write(user, batch, report, kept, dry_run=dry_run)
        progress(report.documents)
    if not dry_run:
        derive_pending()
        register_changed()
    return report


def _read(one: Candidate) -> ActRead | None:
    if one.text is None:
        return None
    return read_act_text(one.text, one.facts.number if one.facts is not None else "")


class _NothingWritten(Exception):
    """A trial run ends here."""


def _write(
    user: User | None,
    batch: list[tuple[Candidate, ActRead | None]],
    report: ImportReport,
    kept: Callable[[ImportReport], None] | None,
    *,
    dry_run: bool,
) -> None:
    with_facts: list[tuple[ActFacts, list[SourceDoubt], Candidate, ActRead | None]] = []
    for candidate, read in batch:
        asked: list[SourceDoubt] = []
        another = read is not None and read.official is not None and _prints_another(candidate, read.official, asked)
        own = None if another else read
        facts = _joined(candidate, own, report, asked)
        if facts is not None:
            with_facts.append((facts, asked, candidate, own))
    try:
        with recording(user, "Nhập văn bản vào sổ pháp luật"):
            hold_register()
            together = ActBatch(normalise(facts.number)[:120] for facts, _asked, _one, _read in with_facts)
            for facts, asked, candidate, read in with_facts:
                together.take(facts, read, candidate.place, asked)
            touched(together.write(), by_job=False)
            report.add(together)
            if kept is not None:
                kept(report)
            if dry_run:
                raise _NothingWritten
    except _NothingWritten:
        pass


def _joined(
    candidate: Candidate, read: ActRead | None, report: ImportReport, asked: list[SourceDoubt]
) -> ActFacts | None:
    """The facts of the source with those of the head of the text; a question where the numbers differ."""
    head = read.header if read is not None else None
    facts = candidate.facts
    if read is not None and read.official is not None:
        return _official(candidate, read, read.official, report, asked)
    if facts is None:
        if head is None or not head.number:
            report.ask(candidate.place, "no-number", NO_NUMBER)
            return None
        facts = ActFacts(number=normalise(head.number))
    elif head is not None and head.number and normalise(head.number) != facts.number:
        message = OTHER_NUMBER.format(number=facts.number, found=head.number)
        asked.append(SourceDoubt("other-number", message, "number", normalise(head.number)))
    for day in facts.unusable:
        asked.append(SourceDoubt("bad-date", BAD_DAY.format(number=facts.number, day=day), "", day))
    parsed = parse(facts.number)
    kind = facts.kind or (head.kind if head is not None and head.kind else "")
    if not kind and parsed is not None and parsed.kind is not None:
        kind = parsed.kind.name
    return ActFacts(
        number=facts.number,
        title=facts.title or (head.title if head is not None and head.title else ""),
        issuer=facts.issuer or (head.issuer if head is not None and head.issuer else ""),
        kind=kind,
        issued_on=facts.issued_on or (head.date if head is not None else None),
        effective_on=facts.effective_on or (read.effective_on if read is not None else None),
        expired_on=facts.expired_on or (read.expired_on if read is not None else None),
        status=facts.status,
    )


def _official(
    candidate: Candidate, read: ActRead, official: OfficialHead, report: ImportReport, asked: list[SourceDoubt]
) -> ActFacts | None:
    """The facts of an official consolidated text: a work of its own, without a day of effect."""
    facts = candidate.facts
    number = facts.number if facts is not None else official.number
    if number is None:
        report.ask(candidate.place, "no-number", NO_NUMBER)
        return None
    if facts is not None and official.number is not None and official.number != facts.number:
        message = OTHER_NUMBER.format(number=facts.number, found=official.number)
        asked.append(SourceDoubt("other-number", message, "number", official.number))
    return ActFacts(
        number=number,
        title=facts.title if facts is not None and facts.title else read.header.title or "",
        issuer=facts.issuer if facts is not None else "",
        kind=OFFICIAL,
        issued_on=(facts.issued_on if facts is not None else None) or official.signed_on,
        status=facts.status if facts is not None else "",
    )


def _prints_another(candidate: Candidate, official: OfficialHead, asked: list[SourceDoubt]) -> bool:
    """Whether a source gives a consolidated text as the words of an act as issued, which is a question."""
    if candidate.facts is None or KIND_IN_NUMBER in candidate.facts.number:
        return False
    message = PRINTS.format(number=candidate.facts.number, found=official.number or "")
    asked.append(SourceDoubt("conflict", message))
    return True


def complete_from_mentions(user: User | None, *, numbers: Collection[str] | None = None) -> int:
    """Give acts without a title or a day of issue what other acts say of them, where those agree; returns how many.

    A title that is printed in capitals is told again as others write the same words.

    ``numbers`` are those of the acts to look at (``number_key``), None: all. A number that several acts bear is left
    alone: nobody can tell which of them is meant.
    """
    number = 0
    for some in [None] if numbers is None else pieces(sorted(numbers)):
        with transaction.atomic():
            hold_register()
            changed = _completed(some)
            if changed:
                with recording(user, "Nhập văn bản vào sổ pháp luật"):
                    LegalAct.objects.bulk_update(changed, _TOLD, batch_size=200)
                    touched((act.pk for act in changed), by_job=False)
        number += len(changed)
    derive_pending()
    register_changed()
    return number


def _completed(numbers: list[str] | None) -> list[LegalAct]:
    """Acts with what others say of them filled in, not yet written."""
    every = LegalAct.objects.all() if numbers is None else LegalAct.objects.filter(number_key__in=numbers)
    several = every.values("number_key").annotate(acts=Count("pk")).filter(acts__gt=1).values("number_key")
    lacking = Q(issued_on=None) | Q(title="") | Q(title=Upper("title"))
    acts = every.filter(lacking).exclude(number_key__in=several).exclude(kind=OFFICIAL)
    titles: dict[str, Counter[str]] = {}
    days: dict[str, Counter[dt.date]] = {}
    said = ActMention.objects.filter(target__in=acts.values("number_key")).exclude(title="", issued_on=None)
    for target, title, day in said.values_list("target", "title", "issued_on").iterator():
        if title and not title.lower().startswith(("sửa đổi", "bổ sung")):
            titles.setdefault(target, Counter())[title] += 1
        if day is not None:
            days.setdefault(target, Counter())[day] += 1
    changed = []
    for act in acts.only(*_TOLD, "number_key", "title", "issued_on").iterator():
        called, day = _agreed(titles.get(act.number_key)), _agreed(days.get(act.number_key))
        before = (act.told_title, act.told_issued_on)
        if called is not None and not act.title:
            act.told_title = called
            act.name_key = name_key(called)[:KEY]
            act.details_key = details_key(called)
        elif called is not None and act.title.isupper() and name_key(called) == name_key(act.title):
            act.told_title = called
        if day is not None and act.issued_on is None:
            act.told_issued_on = day
        if (act.told_title, act.told_issued_on) != before:
            changed.append(act)
    return changed


def _agreed(said: Counter[Said] | None) -> Said | None:
    """What two thirds of those who say it say; None where they do not agree."""
    if not said:
        return None
    ((value, times),) = said.most_common(1)
    return value if times * 3 >= sum(said.values()) * 2 else None
