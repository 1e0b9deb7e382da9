"""Template tags shared by every page."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import template
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from thuongton.web.dates import day_words, moment_words
from thuongton.web.forms.keys import FIELD, key_of
from thuongton.web.numbers import number_words
from thuongton.web.states import Tone, mark_of

register = template.Library()


class FormTokenNode(CsrfTokenNode):
    """The token against forged forms, and beside it the key of the form (``web/forms/keys.py``)."""

    def render(self, context: Context) -> SafeString:
        """Both hidden fields; nobody's forms have no key."""
        request = context.get("request")
        token = SafeString(super().render(context))
        if request is None or not getattr(request, "user", None) or not request.user.is_authenticated:
            return token
        return SafeString(token + format_html('<input type="hidden" name="{}" value="{}">', FIELD, key_of(request)))


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormTokenNode:
    """Django's tag of that name, with the key of the form: so no form of the site can be without."""
    return FormTokenNode()


@register.filter
def ngay(value: dt.date | dt.datetime | None) -> str:
    """A day as offices write it (31/3/2026); empty for none."""
    return day_words(value)


@register.filter
def luc(value: dt.datetime | None, with_seconds: str = "") -> str:
    """A moment by the clock here (14:05 31/3/2026), to the second with ``luc:'giay'``; empty for none."""
    return moment_words(value, seconds=bool(with_seconds))


@register.filter
def so(value: float | int | None) -> str:
    """A number with dots for thousands (1.127); empty for none."""
    return number_words(value)


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
def pairs(sent: QueryDict) -> list[tuple[str, str]]:
    """Every name and value that was sent; a template that asks for ``items`` would get a value sent by that name."""
    return [(name, value) for name, values in sent.lists() for value in values]


@register.filter
def in_page_language(stored: str) -> str:
    """A text that was stored in Vietnamese (an act of the trail, its actor), in the language of the page."""
    return gettext(stored) if stored else ""


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """``mapping[key]`` or None."""
    return mapping.get(key)


@register.filter
def undo(message: Message) -> str:
    """The number of the act that can be taken back beside a message; "" when there is none."""
    return next((tag[2:] for tag in message.tags.split() if tag.startswith("u:")), "")


@register.filter
def place(message: Message) -> str:
    """The id of the section that a message belongs into; "" when it is said at the head of the page."""
    return next((tag[2:] for tag in message.tags.split() if tag.startswith("o:")), "")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A sign of the sprite, beside words that say the same; ``name`` without «i-» unless it is a shape of a state."""
    sign = name if name.startswith(("i-", "s-")) else f"i-{name}"
    return format_html(
        '<svg class="icon-16{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("web/icons.svg"),
        sign,
    )


@register.simple_tag
def state(
    key: str,
    words: str = "",
    *,
    number: int | None = None,
    href: str = "",
    title: str = "",
    proven: bool = False,
) -> SafeString:
    """The mark of a state (``web/states.py``): shape, words and colour; with ``number`` a count, with ``href`` a link.

    ``words`` take the place of the usual ones («Trễ 12 ngày»), already in the language of the page.
    """
    mark, sign = mark_of(str(key), proven=proven)
    said = words or gettext(mark.words)
    count = format_html("<b>{}</b> ", so(number)) if number is not None else ""
    tone = Tone.GREY if number == 0 else mark.tone
    inner = format_html("{} {}<span>{}</span>", icon(sign), count, said)
    hint = format_html(' title="{}"', title) if title else ""
    if href:
        return format_html('<a class="state {}" href="{}"{}>{}</a>', tone, href, hint, inner)
    return format_html('<span class="state {}"{}>{}</span>', tone, hint, inner)


@register.filter
def initials(name: Any) -> str:
    """The first letters of a family name and a given name: «TB» of «Trần Văn B»."""
    words = [word for word in str(name).split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.inclusion_tag("web/parts/date.html")
def date_field(
    name: str, value: dt.date | str | None = "", *, ident: str = "", label: str = "", css: str = "", hint: bool = False
) -> dict[str, Any]:
    """A field for a day outside a Django form: ``name``, the day or what was typed, its id and its label."""
    shown = ngay(value) if isinstance(value, dt.date) else value or ""
    return {"name": name, "value": shown, "ident": ident or f"ngay-{name}", "label": label, "css": css, "hint": hint}


@register.filter
def tone(message: Message) -> str:
    """The colour of a message: red refuses, amber warns, green says that something was done."""
    return {"error": "red", "warning": "amber", "success": "green"}.get(message.level_tag or "", "grey")
