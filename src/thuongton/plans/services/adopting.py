"""Adopting a plan: the tasks read from a paper become rows that are tracked, all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from thuongton.audit.services import acting, recording
from thuongton.calendars.queries import calendar as working_calendar
from thuongton.documents.models import Document, Intake
from thuongton.people.models import Unit, User
from thuongton.people.scopes import Right, demand
from thuongton.people.services import add_alias
from thuongton.plans.deadlines.waiting import AwaitedEvent, is_regular, rules_of, waiting_of
from thuongton.plans.models import Party, PartyRole, Plan, Proposal, Rule, Section, Task, Trigger
from thuongton.plans.queries.adoption import known_units, report_period
from thuongton.plans.queries.proposals import adopted_from, reading_of
from thuongton.plans.services.deadlines import apply_rules
from thuongton.plans.services.reporting import declare_from_reading
from thuongton.plans.taking_in.read_task import ReadTask
from vanban.model import Group, Timing
from vanban.text import fold, join_lines


def adopt_plan(
    user: User | None,
    unit: Unit,
    *,
    title: str,
    tasks: Sequence[ReadTask],
    tracked_from: dt.date | None,
    document: Document | None = None,
    source: Document | None = None,
    number: str = "",
    issued_on: dt.date | None = None,
    implements: Iterable[Plan] = (),
    headings: Sequence[Group] = (),
) -> Plan:
    """Take a plan into tracking with its groups, tasks, agencies, rules and awaited events, in one transaction.

    ``tasks`` stand in the order of the paper; entries that only report on a task (``progress``) are left out.
    ``document`` is the plan itself, ``source`` the paper it was read from when that is another one; ``tracked_from``
    None keeps the plan for comparison only. ``headings`` are kept of a paper without tasks, such as a
    report, that is to be compared by its headings. Raises ValidationError with a
    sentence when there is nothing to keep or the paper was taken in already.
    """
    demand(user, unit)
    for paper in (document, source):
        if paper is not None:
            demand(user, paper)
    implements = list(implements)
    for above in implements:
        demand(user, above, Right.READ)
    wanted = [task for task in tasks if task.progress is None]
    if not wanted and not headings:
        raise ValidationError(_("Văn bản chưa có nhiệm vụ nào để theo dõi. Thêm ít nhất một nhiệm vụ rồi thử lại."))
    if document is not None and Plan.objects.filter(document=document).exists():
        raise ValidationError(_("Văn bản này đã được đưa vào theo dõi."))
    with recording(user, "Đưa kế hoạch vào theo dõi", unit=unit) as note:
        plan = Plan.objects.create(
            unit=unit,
            document=document,
            source=source or document,
            number=number[:120],
            issued_on=issued_on,
            title=title,
            tracked_from=tracked_from,
        )
        plan.implements.set(implements)
        fill_plan(plan, wanted)
        if not wanted:
            _add_headings(plan, headings)
        note.subject = plan
    return plan


@dataclass(frozen=True, slots=True)
class Adopted:
    """A plan taken from an intake; ``unmatched`` are progress entries of the paper that fit no task of it."""

    plan: Plan
    unmatched: list[ReadTask]


def adopt_intake(
    user: User | None,
    intake: Intake,
    *,
    unit: Unit,
    own: bool,
    number: str,
    issued_on: dt.date | None,
    title: str,
    tracked_from: dt.date | None,
    implements: Iterable[Plan] = (),
    duties: bool = True,
    declare: bool = False,
    agencies: Mapping[str, Unit] | None = None,
) -> Adopted:
    """Take the confirmed rows of an intake into tracking; dropped rows stay out, and duties unless ``duties``.

    ``agencies`` are names of the paper that a person explained; they are kept as other names of these units. ``own``
    tells that the paper is the plan itself; otherwise it is only where the tasks were read from. ``declare``
    also records the progress the paper reports. Refuses a paper that is not in the register or was taken before.
    """
    with acting():
        intake = Intake.objects.select_for_update().get(pk=intake.pk)
        demand(user, intake)
        if intake.document is None:
            raise ValidationError(_("Văn bản chưa vào sổ. Vào sổ trước, rồi đưa nhiệm vụ vào theo dõi."))
        known = adopted_from(intake)
        if known is not None:
            raise ValidationError(_("Văn bản này đã được đưa vào theo dõi: %(plan)s.") % {"plan": known})
        for name, meant in (agencies or {}).items():
            add_alias(user, meant, name, scope=unit)
        rows = Proposal.objects.filter(intake=intake).exclude(state="dropped").order_by("order")
        plan = adopt_plan(
            user,
            unit,
            title=title,
            tasks=[
                replace(row.task, unconfirmed=row.state == "pending") for row in rows if duties or not row.task.duty
            ],
            document=intake.document if own else None,
            source=intake.document,
            number=number,
            issued_on=issued_on,
            tracked_from=tracked_from,
            implements=implements,
        )
        unmatched: list[ReadTask] = []
        if declare:
            reading = reading_of(intake)
            period = report_period(reading) if reading else None
            if reading is None or period is None:
                raise ValidationError(_("Không đọc được kỳ báo cáo nên chưa ghi nhận tiến độ."))
            entries = [ReadTask.of(task) for task in reading.tasks]
            unmatched = declare_from_reading(user, plan, document=intake.document, tasks=entries, period=period)
        return Adopted(plan, unmatched)


def fill_plan(plan: Plan, wanted: Sequence[ReadTask]) -> list[Task]:
    """Add tasks to a plan after those it has, with groups, agencies, rules and events; call it in a transaction."""
    rows = _add_tasks(plan, wanted)
    _add_parties(plan, rows, wanted)
    _add_rules(rows, wanted)
    _apply_rules(rows)
    return rows


def _apply_rules(rows: Sequence[Task]) -> None:
    days = working_calendar(unit=rows[0].plan.unit) if rows else None
    for task in rows:
        apply_rules(task, calendar=days)


def _add_tasks(plan: Plan, wanted: Sequence[ReadTask]) -> list[Task]:
    sections = _add_sections(plan, wanted)
    triggers = _add_triggers(plan, wanted)
    used = set(plan.tasks.values_list("code", flat=True))
    last = plan.tasks.aggregate(last=Max("order"))["last"] or 0
    rows = []
    for order, (read, trigger) in enumerate(zip(wanted, triggers, strict=True), start=last + 1):
        rows.append(
            Task(
                plan=plan,
                unit=plan.unit,
                section=sections.get(read.heading),
                order=order,
                code=_free_code(read.code or str(order), used),
                title=read.title,
                product=read.product or "",
                lead_text=read.lead_text or "; ".join(read.lead),
                coordinating_text=read.coordinating_text or "; ".join(read.coordinating),
                timing_text=read.timing_text or "",
                kind=str(read.timing.kind),
                regular=is_regular(read.part_title, read.timing),
                duty=read.duty,
                unconfirmed=read.unconfirmed,
                trigger=trigger,
                waits=trigger is not None,
                opened_on=trigger.occurred_on if trigger else None,
                source_start=read.start,
                source_end=read.end,
                search=join_lines(fold(" ".join(filter(None, (read.code, read.title, read.product, read.lead_text))))),
            )
        )
    return Task.objects.bulk_create(rows)


def _free_code(code: str, used: set[str]) -> str:
    """The printed code, told apart with a count when the paper prints it twice."""
    code = code[:34]
    name, count = code, 1
    while name in used:
        count += 1
        name = f"{code} ({count})"
    used.add(name)
    return name


def _add_sections(plan: Plan, wanted: Sequence[ReadTask]) -> dict[tuple[str, str, str, str], Section]:
    found = {(row.part, row.part_title, row.label, row.title): row for row in plan.sections.all()}
    last = max((row.order for row in found.values()), default=0)
    headings = [one for one in dict.fromkeys(read.heading for read in wanted) if any(one) and _stored(one) not in found]
    made = Section.objects.bulk_create(
        Section(
            plan=plan, order=order, **dict(zip(("part", "part_title", "label", "title"), _stored(one), strict=True))
        )
        for order, one in enumerate(headings, start=last + 1)
    )
    found |= {(row.part, row.part_title, row.label, row.title): row for row in made}
    return {read.heading: found[_stored(read.heading)] for read in wanted if any(read.heading)}


def _stored(heading: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    """A heading as long as its columns hold."""
    part, part_title, label, title = heading
    return part[:20], part_title[:300], label[:20], title


def _add_headings(plan: Plan, headings: Sequence[Group]) -> None:
    Section.objects.bulk_create(
        Section(plan=plan, order=order, label=heading.label[:20], title=heading.title)
        for order, heading in enumerate(headings, start=1)
    )


def _add_triggers(plan: Plan, wanted: Sequence[ReadTask]) -> list[Trigger | None]:
    """For each task the event it waits for, or None; one event for all tasks that name the same one."""
    named: dict[str, Trigger] = {}
    found: list[Trigger | None] = []
    for read in wanted:
        regular = is_regular(read.part_title, read.timing)
        waiting = None if regular else waiting_of(read.title, read.timing_text, read.timing)
        if waiting is None:
            found.append(None)
            continue
        trigger = named.get(fold(waiting.name)) if waiting.named else None
        if trigger is None:
            trigger = awaited_event(plan, waiting)
        if waiting.named:
            named[fold(waiting.name)] = trigger
        found.append(trigger)
    Trigger.objects.bulk_create({id(trigger): trigger for trigger in found if trigger is not None}.values())
    return found


def awaited_event(plan: Plan, waiting: AwaitedEvent) -> Trigger:
    """The event (not saved) that a task of a plan waits for; the issuing of the plan itself happens on its own day."""
    return Trigger(
        plan=plan,
        name=waiting.name[:400],
        owed_by=waiting.owed_by[:200],
        owed_since=None if waiting.own else plan.issued_on,
        occurred_on=plan.issued_on if waiting.own else None,
        document=plan.document if waiting.own else None,
    )


def _add_parties(plan: Plan, rows: Sequence[Task], wanted: Sequence[ReadTask]) -> None:
    register = known_units(plan.unit)
    parties = []
    for task, read in zip(rows, wanted, strict=True):
        for role, names in ((PartyRole.LEAD, read.lead), (PartyRole.COORDINATE, read.coordinating)):
            for order, name in enumerate(names):
                meant = register.resolve(name)
                parties.append(
                    Party(
                        task=task,
                        role=role,
                        order=order,
                        name=name[:300],
                        unit_id=meant.unit_id,
                        category=meant.category,
                    )
                )
    Party.objects.bulk_create(parties)


def rules_from(task: Task, timing: Timing) -> list[Rule]:
    """Unsaved rules of a task from a timing; a composite phrase gives several."""
    return [
        Rule(
            task=task,
            order=order,
            kind=str(rule.kind),
            start=rule.start,
            due=rule.due,
            rrule=rule.rrule or "",
            window=rule.window or "",
            event=(rule.event or "")[:400],
            offset_days=rule.offset_days,
            offset_unit=rule.offset_unit or "",
            text=rule.text or "",
            confidence=rule.confidence,
        )
        for order, rule in enumerate(rules_of(timing))
    ]


def _add_rules(rows: Sequence[Task], wanted: Sequence[ReadTask]) -> None:
    Rule.objects.bulk_create(
        [rule for task, read in zip(rows, wanted, strict=True) for rule in rules_from(task, read.timing)]
    )
