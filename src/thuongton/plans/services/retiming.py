"""Other rules for a deadline: a task's rules and event replaced, and what is worked out again from a plan's day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.calendars.queries import calendar as working_calendar
from thuongton.people.queries import today
from thuongton.plans.deadlines.occurrences import UnusableRule, horizon, turns
from thuongton.plans.deadlines.waiting import waiting_of
from thuongton.plans.models import Occurrence, Plan, Rule, Task, Trigger
from thuongton.plans.services.adopting import awaited_event, rules_from
from thuongton.plans.services.deadlines import apply_rules
from vanban.model import Timing, TimingKind
from vanban.text import fold
from vanban.timing import read_timing


def set_rules(task: Task, timing: Timing) -> None:
    """Replace the rules of a task; a turn with something recorded on it goes over to the rule that has the same turn.

    Raises ValidationError when a turn with something recorded on it would be lost.
    """
    old = list(Rule.objects.filter(task=task))
    new = rules_from(task, timing)
    if [_said(rule) for rule in old] == [_said(rule) for rule in new]:
        return
    held = list(_with_facts(task))
    made = Rule.objects.bulk_create(new)
    kept = _matching(made, held)
    lost = [turn.period for turn in held if turn.pk not in kept]
    if lost:
        raise ValidationError(
            {
                "timing_text": _(
                    "Kỳ %(periods)s đã có khai báo, sản phẩm hoặc đề nghị lùi hạn, mà thời hạn mới không có kỳ đó. "
                    "Ghi thời hạn còn đủ các kỳ ấy, hoặc huỷ nhiệm vụ này rồi thêm nhiệm vụ mới."
                )
                % {"periods": ", ".join(f"«{period}»" for period in lost)}
            }
        )
    for turn in held:
        rule, start, due = kept[turn.pk]
        Occurrence.objects.filter(pk=turn.pk).update(rule=rule, window_start=start, due=due)
    Rule.objects.filter(pk__in=[rule.pk for rule in old]).delete()


def _said(rule: Rule) -> tuple[Any, ...]:
    return (
        rule.kind, rule.start, rule.due, rule.rrule, rule.window, rule.event, rule.offset_days, rule.offset_unit,
        rule.text,
    )  # fmt: skip


def _with_facts(task: Task) -> Iterable[Occurrence]:
    """The turns of a task on which anything was recorded."""
    hanging = ("declarations", "proofs", "deadlinechanges", "assignments", "subtasks", "comments")
    for turn in Occurrence.objects.filter(task=task).prefetch_related(*hanging).order_by("due", "pk"):
        if any(getattr(turn, name).all() for name in hanging):
            yield turn


def _matching(
    rules: Sequence[Rule], held: Sequence[Occurrence]
) -> dict[int, tuple[Rule, dt.date | None, dt.date | None]]:
    """For each turn that is held, the new rule with a turn of the same period, its first and its due day."""
    days = working_calendar(unit=held[0].task.unit if held else None)
    first = min((turn.due for turn in held if turn.due), default=today())
    found: dict[str, tuple[Rule, dt.date | None, dt.date | None]] = {}
    for rule in rules:
        try:
            for turn in turns(rule, first.replace(day=1, month=1), horizon(today()), days):
                found.setdefault(turn.period, (rule, turn.start, turn.due))
        except UnusableRule:
            continue
    kept = {}
    for kept_turn in held:
        if kept_turn.period in found:
            kept[kept_turn.pk] = found.pop(kept_turn.period)
    return kept


def set_trigger(task: Task, timing: Timing) -> None:
    """Let a task wait for the event its phrase names, and for nothing when it names none; regular tasks never wait."""
    waiting = None if task.regular else waiting_of(task.title, task.timing_text, timing)
    before = task.trigger
    if waiting is None:
        task.trigger = None
    elif before is None or fold(before.name) != fold(waiting.name[:400]):
        same = [one for one in Trigger.objects.filter(plan=task.plan_id) if fold(one.name) == fold(waiting.name[:400])]
        task.trigger = same[0] if same and waiting.named else awaited_event(task.plan, waiting)
        if task.trigger.pk is None:
            task.trigger.save()
    if task.trigger != before:
        task.opened_on = None
        task.save(update_fields=["trigger", "opened_on"])
        drop_unused(before)


def drop_unused(trigger: Trigger | None) -> None:
    """Forget an event that no task waits for any more and that nobody recorded."""
    if trigger is None or trigger.occurred_on is not None or trigger.document_id is not None:
        return
    if not Task.objects.filter(trigger=trigger).exists():
        trigger.delete()


def follow_day(plan: Plan, before: dt.date | None) -> list[Task]:
    """Work out again what rests on the day a plan was issued, after it changed from ``before``; returns those tasks.

    Phrases that took their year from the old day are read with the new one; the issuing of the plan itself is an event
    that happens on the new day; what others owe is owed since then. A deadline that a person corrected is left alone.
    """
    if plan.issued_on == before:
        return []
    own = [one for one in Trigger.objects.filter(plan=plan) if _is_own(one, before)]
    Trigger.objects.filter(pk__in=[one.pk for one in own]).update(occurred_on=plan.issued_on)
    Trigger.objects.filter(plan=plan, owed_since=before).exclude(pk__in=[one.pk for one in own]).update(
        owed_since=plan.issued_on
    )
    days = working_calendar(unit=plan.unit)
    changed = []
    tasks = Task.objects.select_for_update(of=("self",)).filter(plan=plan, cancelled_on__isnull=True)
    for task in tasks.select_related("plan", "trigger").prefetch_related("rules"):
        task.plan = plan
        reread = _read_again(task, before, plan.issued_on)
        if reread is not None:
            set_rules(task, reread)
        if reread is not None or task.trigger_id in {one.pk for one in own}:
            vars(task).pop("_prefetched_objects_cache", None)
            task.refresh_from_db(fields=["trigger"])
            apply_rules(task, calendar=days)
            changed.append(task)
    return changed


def _is_own(trigger: Trigger, before: dt.date | None) -> bool:
    """Whether the event is the issuing of the plan itself, and no person recorded another day for it."""
    waiting = waiting_of("", trigger.name, Timing(TimingKind.AFTER_EVENT, event=trigger.name))
    return waiting is not None and waiting.own and trigger.occurred_on == before


def _read_again(task: Task, before: dt.date | None, now: dt.date | None) -> Timing | None:
    """The phrase read with the new day, when the rules are what the old day gave and the new day gives others."""
    if not task.timing_text:
        return None
    old, new = (read_timing(task.timing_text, issued=day) for day in (before, now))
    if old == new:
        return None
    have = [_said(rule) for rule in task.rules.all()]
    return new if have == [_said(rule) for rule in rules_from(task, old)] else None
