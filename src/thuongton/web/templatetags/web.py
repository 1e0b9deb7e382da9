"""Template tags shared by every page."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.utils.translation import gettext

register = template.Library()


@register.filter
def ngay(value: dt.date | dt.datetime | None) -> str:
    """A day as offices write it (31/3/2026); empty for none."""
    return f"{value.day}/{value.month}/{value.year}" if value else ""


@register.filter
def so(value: float | int | None) -> str:
    """A number with dots for thousands (1.127); empty for none."""
    if value is None:
        return ""
    whole = f"{value:,.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return whole.replace(",", "\x00").replace(".", ",").replace("\x00", ".")


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """The page's own query string with some parameters changed; None takes one away."""
    request: HttpRequest = context["request"]
    params = {key: values for key, values in request.GET.lists() if key != "tinh-den"}
    for key, value in changes.items():
        name = key.replace("_", "-")
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = [str(value)]
    return "?" + urlencode(params, doseq=True)


@register.filter
def in_page_language(stored: str) -> str:
    """A text that was stored in Vietnamese (an act of the trail, its actor), in the language of the page."""
    return gettext(stored) if stored else ""


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """``mapping[key]`` or None."""
    return mapping.get(key)


@register.simple_tag
def cell(column: Any, row: Any) -> str:
    """The words of a table's cell."""
    return str(column.text(row))
