"""States and explanations as they stand on a page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from thuongton.calendars.clock import Step
from thuongton.plans.status import State

register = template.Library()


@register.filter
def said(step: Step | str | None) -> str:
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
def as_state(value: str) -> State:
    """The state that a query gave as text."""
    return State(value)


@register.simple_tag
def badge(state: State | str, event: str = "") -> SafeString:
    """The badge of a state: sign, words and colour; ``event`` says what a waiting task waits for."""
    state = State(state)
    words = gettext(state.label)
    if state is State.WAITING:
        words = f"{words} {event}" if event else gettext("Chưa đến hạn – chờ sự kiện")
    return format_html(
        '<span class="status {}{}" title="{}"><span aria-hidden="true">{}</span>{}</span>',
        state.colour,
        " late" if state is State.DONE_LATE else "",
        gettext(state.definition),
        state.icon,
        words,
    )
