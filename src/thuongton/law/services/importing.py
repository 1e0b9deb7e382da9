"""Acts come into the register: each once, whole or not at all; what does not agree becomes a question.

Bringing the same files again changes nothing. A process that is killed leaves whole acts behind it and goes on where
it stopped. Nothing is overwritten: facts are filled where they were missing, and a second text is a question.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Count, Q

from thuongton.audit.services import recording
from thuongton.law.by_hand import as_text
from thuongton.law.importing.facts import ActFacts
from thuongton.law.importing.sources import Candidate, RefusedSource
from thuongton.law.models import ActMention, ActOrder, ActQuestion, ActText, LegalAct
from thuongton.law.official import OfficialHead
from thuongton.law.reading import ActRead, read_act_text
from thuongton.law.rows import KEY, details_key, found_by, issuer_key, issuer_told, operation_data, target_of
from thuongton.law.services.deriving import derive_pending, touched
from thuongton.law.works import OFFICIAL, name_key
from thuongton.people.models import User
from vanban.symbols import normalise, parse

Said = TypeVar("Said")
TOGETHER = 25
"""Acts written in one transaction."""
KIND_IN_NUMBER = "VBHN"
NO_NUMBER = "Không đọc được số, ký hiệu văn bản; hãy nêu trong tệp catalogue.jsonl."
TWO_TEXTS = "{number}: sổ đã có toàn văn khác ({one}); tệp {two} không ghi đè."
TWO_FACTS = "{number}: {what} trong sổ là {one}, nguồn {source} nói {two}."
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
    for one in found:
        report.taken += 1
        if isinstance(one, RefusedSource):
            report.ask(one.place, one.kind, one.reason)
            continue
        report.documents += 1
        batch.append((one, _read(one)))
        if len(batch) >= TOGETHER:
            _write(user, batch, report, kept, dry_run=dry_run)
            batch = []
            progress(report.documents)
    if batch or kept is not None:
        _write(user, batch, report, kept, dry_run=dry_run)
        progress(report.documents)
    if not dry_run:
        derive_pending()
    return report


def _read(one: Candidate) -> ActRead | None:
    if one.text is None:
        return None
    return read_act_text(one.text, one.facts.number if one.facts is not None else "")


@dataclass(frozen=True, slots=True)
class SourceDoubt:
    """What a source makes a person be asked: the kind, the sentence, the column it is about, what the source says."""

    kind: str
    message: str
    field: str = ""
    theirs: str = ""


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
    try:
        with recording(user, "Nhập văn bản vào sổ pháp luật"):
            changed = [pk for candidate, read in batch if (pk := _take(candidate, read, report)) is not None]
            touched(changed, by_job=False)
            if kept is not None:
                kept(report)
            if dry_run:
                raise _NothingWritten
    except _NothingWritten:
        pass


def _take(candidate: Candidate, read: ActRead | None, report: ImportReport) -> int | None:
    """Take one act in; returns its row when it is new or something was filled."""
    asked: list[SourceDoubt] = []
    if read is not None and read.official is not None and _prints_another(candidate, read.official, asked):
        read = None
    facts = _joined(candidate, read, report, asked)
    if facts is None:
        return None
    key = normalise(facts.number)
    issuer = issuer_told(facts.number, facts.issuer)
    near = [act for act in LegalAct.objects.filter(number_key=key) if _same_issuer(act, issuer)]
    act = next((one for one in near if _same_day(one, facts)), None)
    digest = hashlib.sha256(read.text.encode()).hexdigest() if read is not None else ""
    if act is None:
        act = _new(facts, key, issuer, read, digest, candidate.place)
        changed = True
        report.new += 1
    else:
        changed = _fill(act, facts, read, digest, candidate.place, asked)
        report.changed += changed
        report.same += not changed
        if digest and act.sha256 and act.sha256 != digest:
            message = TWO_TEXTS.format(number=act.number, one=act.source, two=candidate.place)
            asked.append(SourceDoubt("duplicate", message, "text", read.text if read is not None else ""))
    for one in asked:
        _question(act, one, candidate.place, report)
    if digest and act.sha256 != digest:
        return act.pk if changed else None
    if read is not None and act.sha256 == digest and not act.orders.exists() and not act.mentions.exists():
        keep_read(act, read)
        changed = True
    if read is not None:
        report.read += len(read.orders)
        waiting = sum(operation.needs_person for operation, _payload in read.orders)
        report.waiting += waiting
        report.sure += len(read.orders) - waiting
    return act.pk if changed else None


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


def _same_issuer(act: LegalAct, issuer: str) -> bool:
    key = issuer_key(issuer)
    return not key or not act.issuer_key or act.issuer_key == key


def _same_day(act: LegalAct, facts: ActFacts) -> bool:
    return act.issued_on is None or facts.issued_on is None or act.issued_on == facts.issued_on


def _new(facts: ActFacts, key: str, issuer: str, read: ActRead | None, digest: str, place: str) -> LegalAct:
    act = LegalAct.objects.create(
        number=facts.number[:120],
        number_key=key[:120],
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
    if read is not None:
        ActText.objects.create(act=act, text=read.text)
    return act


def _fill(
    act: LegalAct, facts: ActFacts, read: ActRead | None, digest: str, place: str, asked: list[SourceDoubt]
) -> bool:
    """Fill what an act lacks; a question for what does not agree. Tells whether anything was filled."""
    filled: dict[str, object] = {}
    for name, what in (
        ("title", "tên gọi"), ("kind", "loại"), ("issued_on", "ngày ban hành"),
        ("effective_on", "ngày có hiệu lực"), ("expired_on", "ngày hết hiệu lực"),
    ):  # fmt: skip
        mine, theirs = getattr(act, name), getattr(facts, name)
        if theirs in (None, ""):
            continue
        if mine in (None, ""):
            filled[name] = theirs
        elif mine != theirs and (name != "title" or name_key(str(mine)) != name_key(str(theirs))) and name != "kind":
            message = TWO_FACTS.format(number=act.number, what=what, one=mine, source=place, two=theirs)
            asked.append(SourceDoubt("conflict", message, name, as_text(theirs)))
    if "title" in filled:
        filled |= {"name_key": found_by(facts.title, facts.kind), "details_key": details_key(facts.title)}
    if read is not None and not act.sha256:
        filled |= {"sha256": digest, "effective_words": read.effective_words}
        ActText.objects.create(act=act, text=read.text)
    if not filled:
        return False
    for name, value in filled.items():
        setattr(act, name, value)
    act.save(update_fields=list(filled))
    return True


def _question(act: LegalAct, asked: SourceDoubt, place: str, report: ImportReport) -> None:
    """Ask once; what a person has answered is asked no more."""
    row, _made = ActQuestion.objects.get_or_create(
        kind=asked.kind,
        source=place[:400],
        message=asked.message,
        defaults={"act": act, "field": asked.field, "theirs": asked.theirs},
    )
    if not row.answer:
        report.ask(place, asked.kind, asked.message)


def keep_read(act: LegalAct, read: ActRead) -> None:
    """Keep what was read of an act's words: what it orders, what it cites."""
    ActOrder.objects.bulk_create(
        ActOrder(
            act=act,
            index=index,
            kind=operation.kind.value,
            target=target_of(operation),
            data=operation_data(operation),
            payload=payload,
            waits=operation.needs_person,
        )
        for index, (operation, payload) in enumerate(read.orders)
    )
    ActMention.objects.bulk_create(
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
        for one in read.mentions
    )


def complete_from_mentions(user: User | None) -> int:
    """Give acts without a title or a day of issue what other acts say of them, where those agree; returns how many.

    A number that several acts bear is left alone: nobody can tell which of them is meant.
    """
    several = LegalAct.objects.values("number_key").annotate(acts=Count("pk")).filter(acts__gt=1).values("number_key")
    acts = (
        LegalAct.objects.filter(Q(issued_on=None) | Q(title="")).exclude(number_key__in=several).exclude(kind=OFFICIAL)
    )
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
        if day is not None and act.issued_on is None:
            act.told_issued_on = day
        if (act.told_title, act.told_issued_on) != before:
            changed.append(act)
    with recording(user, "Nhập văn bản vào sổ pháp luật"):
        LegalAct.objects.bulk_update(changed, _TOLD, batch_size=200)
        touched((act.pk for act in changed), by_job=False)
    derive_pending()
    return len(changed)


def _agreed(said: Counter[Said] | None) -> Said | None:
    """What two thirds of those who say it say; None where they do not agree."""
    if not said:
        return None
    ((value, times),) = said.most_common(1)
    return value if times * 3 >= sum(said.values()) * 2 else None
