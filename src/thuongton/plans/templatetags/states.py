"""States and explanations as they stand on a page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from thuongton.calendars.clock import ClockStep
from thuongton.people.models import User
from thuongton.plans.deadlines.due_words import due_words, provisional
from thuongton.plans.models import Task
from thuongton.plans.queries.rights import Right, right_on
from thuongton.plans.queries.tasks import TaskRow
from thuongton.plans.status import Basis, State
from thuongton.plans.views.columns import proof_mark
from thuongton.web.templatetags.web import state as mark

register = template.Library()


@register.filter
def said(step: ClockStep | str | None) -> str:
    """A sentence of an explanation (or a msgid) in the language of the page."""
    if step is None:
        return ""
    if isinstance(step, str):
        return gettext(step)
    values = {
        name: gettext(value) if isinstance(value, str) and value else value for name, value in step.values.items()
    }
    return gettext(step.what) % values if values else gettext(step.what)


@register.filter
def han(one: Any) -> str:
    """The due day in force of a row, of a turn with its status, of a deadline not saved yet: «31/3/2027 (dự kiến)»."""
    if hasattr(one, "due_now"):
        return due_words(one.due_now, provisional(one.due_now, one))
    return due_words(one.due, one.provisional)


@register.filter
def may_act_on(user: User, task: Task) -> bool:
    """Whether the hat worn may hand in products of the task and ask for more time; its parties must be at hand."""
    return right_on(user, task) >= Right.ACT


@register.filter
def may_report_on(user: User, task: Task) -> bool:
    """Whether the hat worn may say how the task stands, for the whole of it or for its own part."""
    return right_on(user, task) >= Right.PART


@register.filter
def as_state(value: str) -> State:
    """The state that a query gave as text."""
    return State(value)


@register.simple_tag
def days_late(due: dt.date | None, as_of: dt.date) -> str:
    """How a due day stands to the day of the page: «trễ 12 ngày», «hôm nay», «còn 3 ngày»; "" without a day."""
    if due is None:
        return ""
    days = (as_of - due).days
    if days > 0:
        return ngettext("trễ %(days)s ngày", "trễ %(days)s ngày", days) % {"days": days}
    return ngettext("còn %(days)s ngày", "còn %(days)s ngày", -days) % {"days": -days} if days else gettext("hôm nay")


@register.simple_tag
def short_state(state: State, event: str | None = None) -> SafeString:
    """The mark of a state in a table, in few words: «Chờ Đề án …» for a task that waits."""
    words = f"{gettext('Chờ')} {event}" if state is State.WAITING and event else ""
    return mark(state, words, title=gettext(state.definition))


@register.simple_tag
def proof_state(row: TaskRow) -> SafeString:
    """The mark of what proves a task, beside what is declared of it; a dash where nothing is to be proven."""
    key = proof_mark(row)
    if not key:
        return SafeString('<span class="muted">–</span>')
    return mark(key, title="; ".join(proof.document.short for proof in row.products) if key == "proven" else "")


@register.simple_tag(takes_context=True)
def badge(context: dict[str, Any], state: State | str, event: str = "", formal: bool = False) -> SafeString:
    """The mark of a state: shape, words and colour; ``event`` says what a waiting task waits for.

    Its words are those of every page; ``formal`` ones are those of the definitions of a report. On a page that counts
    proven work only, what is done has its solid shape.
    """
    state = State(state)
    words = gettext(state.label) if formal else ""
    if state is State.WAITING and not formal:
        words = f"{gettext('Chờ')} {event}" if event else ""
    proven = str(context.get("basis", "")) == Basis.PROVEN
    return mark(state, words, title=gettext(state.definition), proven=proven)
