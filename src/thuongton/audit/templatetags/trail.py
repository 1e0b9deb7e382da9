"""The trail in templates: ``{% readable events as acts %}``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from thuongton.audit.models import Event
from thuongton.audit.reading import ReadableEvent
from thuongton.audit.reading import readable as in_words

register = template.Library()


@register.simple_tag(takes_context=True)
def readable(context: dict[str, Any], events: Iterable[Event]) -> list[ReadableEvent]:
    """Events in words, as the person of the request may read them."""
    request = context.get("request")
    return in_words(events or [], getattr(request, "user", None))
