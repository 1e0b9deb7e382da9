"""Assigned contents follow the register of law, and people say what becomes of each.

Acts are read once, ten in one transaction, by a job that goes on where it was killed; then what acts of ours cite
closes contents, and what fell opens them again. What people typed is never undone by a new reading.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.drafting.assigned import FORMS, content_key, local_issuer, may_issue, rules_it
from thuongton.drafting.models import AssignedClosing, AssignedContent, AssignedScan, CitedProvision
from thuongton.drafting.queries.assigned import (
    bodies_of,
    cited_of,
    contents_of,
    named_units,
    open_closings,
    ruling,
    targets_in_use,
    text_of,
    unread,
)
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.law.models import LegalAct
from thuongton.law.queries.register import histories_of
from thuongton.law.rows import NAMED
from thuongton.law.text.places import place_of
from thuongton.law.works import LegalWork, name_key
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import demand
from thuongton.web.dates import day_words
from thuongton.web.lists.bulk import Done
from vanban.citations import read_citations
from vanban.delegations import Delegation, read_delegations
from vanban.header import read_header
from vanban.model import Document, Source
from vanban.symbols import normalise
from vanban.text import join_lines

TOGETHER = 10
"""Acts that are read in one transaction."""
FELL = "{number} không còn hiệu lực từ ngày {day}."
Verdict = AssignedContent.Verdict


def read_register() -> int:
    """Read every act that was not read, then settle; returns how many acts. Killed and begun again it goes on."""
    number = 0
    while waiting := list(unread().values_list("pk", flat=True)[:TOGETHER]):
        with transaction.atomic():
            demand_lease()
            for act in LegalAct.objects.select_for_update().filter(pk__in=waiting).order_by("pk"):
                read_act(act)
        number += len(waiting)
    settle()
    return number


def read_act(act: LegalAct) -> None:
    """Read what an act leaves to local bodies, or, of an act of one, which provisions it rests on. In a transaction."""
    text = text_of(act)
    document = Document(text, Source(name="-", format="txt", sha256=""))
    if local_issuer(act.issuer) is not None:
        _read_bases(act, document)
    else:
        _read_contents(act, document)
    AssignedScan.objects.update_or_create(act=act, defaults={"sha256": act.sha256})


def _read_bases(act: LegalAct, document: Document) -> None:
    CitedProvision.objects.filter(act=act).delete()
    found: dict[tuple[str, str], CitedProvision] = {}
    for one in read_citations(document, read_header(document)):
        if one.role != "basis" or not one.pinpoint:
            continue
        number = one.number or (one.target or "").partition("@")[0]
        target = normalise(number) if number else NAMED + name_key(f"{one.kind or ''} {one.title or ''}")
        if target == NAMED:
            continue
        quote = f"{one.pinpoint} {join_lines(one.surface)}"[:400]
        row = CitedProvision(act=act, target=target[:500], provision=one.pinpoint[:200], quote=quote)
        found.setdefault((row.target, row.provision), row)
    CitedProvision.objects.bulk_create(found.values())


def _read_contents(act: LegalAct, document: Document) -> None:
    left = [one for one in read_delegations(document) if one.body in FORMS]
    there = {(row.unit_id, row.key): row for row in contents_of(act)}
    if not left and not there:
        return
    work = histories_of([act])[1][act.pk]
    units = {kinds: bodies_of(kinds) for kinds in {FORMS[one.body][1] for one in left}}
    wanted: dict[tuple[int, str], AssignedContent] = {}
    for one in left:
        row = _row(act, work, one, document.text)
        for unit in units[FORMS[one.body][1]]:
            wanted.setdefault((unit.pk, row.key), _for(row, unit))
    gone = [row.pk for mark, row in there.items() if mark not in wanted and not _touched(row)]
    with recording(None, "Đọc nội dung được giao từ văn bản", act):
        AssignedContent.objects.filter(pk__in=gone).delete()
        AssignedContent.objects.bulk_create(
            [row for mark, row in wanted.items() if mark not in there], batch_size=500, ignore_conflicts=True
        )


def _row(act: LegalAct, work: LegalWork, one: Delegation, text: str) -> AssignedContent:
    number, _at, _issuer = (one.document or "").partition("@")
    put_in = bool(one.document)
    named = put_in and "/" not in number
    return AssignedContent(
        act=act,
        key=content_key(one),
        body=one.body,
        form=FORMS[one.body][0],
        target=(NAMED + name_key(number) if named else normalise(number) if put_in else act.number_key)[:500],
        target_name="" if put_in else (NAMED + act.name_key if act.name_key else "")[:500],
        provision=(one.provision or "")[:200],
        details="; ".join(one.details)[:400],
        content=one.content,
        quote=join_lines(text[one.start : one.end])[:4000],
        sure=one.sure,
        doubt=(one.reason or "")[:400],
        own_day=None if put_in else _own_day(work, one.provision),
    )


def _for(row: AssignedContent, unit: Unit) -> AssignedContent:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    return AssignedContent(**{**values, "unit_id": unit.pk})


def _own_day(work: LegalWork, provision: str | None) -> dt.date | None:
    """The day of effect of a provision that has one of its own."""
    place = place_of(provision)
    days = [
        other.effect.date
        for other in work.commencements
        if other.effect is not None and place_of(other.provision).steps and place_of(other.provision).holds(place)
    ]
    return days[-1] if days else None


def _touched(row: AssignedContent) -> bool:
    return bool(row.verdict or row.proposer_id or row.due_set or row.confirmed_at or row.closings.exists())


def settle(day: dt.date | None = None) -> tuple[int, int]:
    """Close what an act of ours in force rules and open what fell; returns how many of each. Again it does nothing."""
    on = day or today()
    with transaction.atomic():
        demand_lease()
        opened = _open_fallen(on)
        return _close_ruled(on), opened


def _open_fallen(on: dt.date) -> int:
    standing = open_closings()
    alive = ruling([row.by_id for row in standing], on)
    fallen = [row for row in standing if row.by_id not in alive]
    for row in fallen:
        why = FELL.format(number=row.by.number, day=day_words(on))
        with recording(None, "Mở lại một nội dung được giao", row.content, reason=why):
            AssignedClosing.objects.filter(pk=row.pk).update(until=on, ended_why=why)
    return len(fallen)


def _close_ruled(on: dt.date) -> int:
    contents = targets_in_use()
    closed = {(row.content_id, row.by_id) for row in open_closings()}
    keys = {key for rows in contents.values() for row in rows for key in (row.target, row.target_name) if key}
    cited: dict[str, list[CitedProvision]] = defaultdict(list)
    for one in cited_of(keys):
        cited[one.target].append(one)
    alive = ruling([one.act_id for some in cited.values() for one in some], on)
    units = named_units()
    number = 0
    for rows in contents.values():
        beside: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in rows:
            beside[row.target, row.form].append(row.provision)
        for row in rows:
            for one in [*cited.get(row.target, ()), *(cited.get(row.target_name, ()) if row.target_name else ())]:
                if (row.pk, one.act_id) in closed or one.act_id not in alive or not _is_ours(one.act, row, units):
                    continue
                if rules_it(one.provision, row.provision, row.details, beside[row.target, row.form]):
                    closed.add((row.pk, one.act_id))
                    with recording(None, "Khép một nội dung được giao bằng văn bản đã ban hành", row):
                        AssignedClosing.objects.create(
                            content=row, by=one.act, quote=one.quote, since=alive[one.act_id]
                        )
                    number += 1
    return number


def _is_ours(act: LegalAct, row: AssignedContent, units: dict[str, list[Unit]]) -> bool:
    """Whether an act is one of the body that a content was left to: a name that two units bear tells of neither."""
    issuer = local_issuer(act.issuer)
    if issuer is None or not may_issue(row.form, issuer[0]):
        return False
    named = units.get(issuer[1], [])
    return len(named) == 1 and named[0].pk == row.unit_id


def follow_register() -> None:
    """Queue the job that reads what is not read."""
    if unread().exists():
        enqueue_once(read_waiting, 0)


@task()
def read_waiting(_number: int) -> str:
    """Read what waits; running it again goes on where it stopped."""
    return f"Đã đọc nội dung được giao của {read_register()} văn bản."


def resume_reading() -> int:
    """Queue again the reading that no job will bring to its end; returns how many."""
    if not unread().exists() or not unqueued(read_waiting, [0]):
        return 0
    return int(enqueue_once(read_waiting, 0))


def give_to(user: User, rows: Sequence[AssignedContent], *, unit: Unit) -> Done:
    """Have a unit propose and draft the documents of some contents."""
    if not any(unit.path.startswith(row.unit.path) for row in rows):
        raise ValidationError(_("Hãy chọn đơn vị thuộc đơn vị được giao."))
    return _each(
        user, rows, "Giao đơn vị đề xuất một nội dung được giao", {"proposer": unit},
        _("đơn vị chọn không thuộc đơn vị được giao"), lambda row: unit.path.startswith(row.unit.path),
    )  # fmt: skip


def set_due(user: User, rows: Sequence[AssignedContent], *, day: dt.date, reason: str) -> Done:
    """Set the day by which the documents of some contents must be there."""
    return _each(user, rows, "Đặt hạn cho một nội dung được giao", {"due_set": day}, reason=_reason(reason))


def judge(user: User, rows: Sequence[AssignedContent], *, verdict: str, reason: str) -> Done:
    """Say why some contents need no new document: not the task of the unit, or another document has them."""
    if verdict not in Verdict.values:
        raise ValidationError(_("Hãy chọn một kết luận."))
    values = {"verdict": verdict, "reason": _reason(reason), "judged_by": user, "judged_at": timezone.now()}
    return _each(user, rows, "Kết luận một nội dung được giao", values, reason=_reason(reason))


def reopen(user: User, rows: Sequence[AssignedContent]) -> Done:
    """Take back what was said of some contents: they wait for their document again."""
    values = {"verdict": "", "reason": "", "judged_by": None, "judged_at": None}
    return _each(user, rows, "Bỏ kết luận về một nội dung được giao", values)


def confirm(user: User, rows: Sequence[AssignedContent]) -> Done:
    """Say of doubtful contents that they are what they seem: rules that the unit must make."""
    values = {"confirmed_by": user, "confirmed_at": timezone.now()}
    return _each(
        user, rows, "Xác nhận một nội dung được giao", values, _("đã chắc chắn từ trước"),
        lambda row: not row.sure and row.confirmed_at is None,
    )  # fmt: skip


def _reason(words: str) -> str:
    said = join_lines(words).strip()[:400]
    if not said:
        raise ValidationError({"ly_do": _("Hãy ghi lý do.")})
    return said


def _each(
    user: User,
    rows: Iterable[AssignedContent],
    code: str,
    values: Mapping[str, object],
    why_not: str = "",
    fits: Callable[[AssignedContent], bool] = lambda _row: True,
    *,
    reason: str = "",
) -> Done:
    refused: list[tuple[str, str]] = []
    number = 0
    with acting():
        for row in rows:
            try:
                demand(user, row)
            except PermissionDenied as error:
                refused.append((str(row), str(error)))
                continue
            if not fits(row):
                refused.append((str(row), why_not))
                continue
            with recording(user, code, row, reason=reason):
                for name, value in values.items():
                    setattr(row, name, value)
                row.save(update_fields=list(values))
            number += 1
    said = ngettext("Đã ghi %(number)s nội dung.", "Đã ghi %(number)s nội dung.", number) % {"number": number}
    return Done(said if number else "", refused)
