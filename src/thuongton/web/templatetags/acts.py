"""Acts in templates: a form that opens in place, and a button beside a row; nothing where the act is not offered."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from thuongton.web.acts import Offered

register = template.Library()


def _rendered(context: Context, part: str, offered: Offered, name: str, more: dict[str, Any]) -> SafeString:
    given = {
        "act": offered.acts.names[name],
        "address": reverse(f"{offered.route}{offered.acts.names[name].code or name}", args=offered.where),
        **more,
    }
    page: Any = context.template
    with context.push(**given):
        return SafeString(page.engine.get_template(f"web/parts/{part}.html").render(context))


@register.simple_tag(takes_context=True)
def act_form(
    context: Context,
    offered: Offered,
    name: str,
    *,
    row: Any = None,
    label: str = "",
    css: str = "btn",
    ident: str = "",
) -> SafeString:
    """The form of an act, folded under its button; open when it was refused or a link asks for it (``?lam=``).

    ``label`` takes the place of the act's own words on the button that opens it.
    """
    if not offered.may(name):
        return SafeString("")
    more = {
        "form": offered.form(name, row),
        "open": offered.is_open(name, row),
        "ident": ident,
        "label": label or offered.acts.names[name].opens or offered.acts.names[name].label,
        "css": css,
    }
    return _rendered(context, "act", offered, name, more)


@register.simple_tag(takes_context=True)
def act_plain(
    context: Context, offered: Offered, name: str, *, form: Any = None, css: str = "btn btn-primary", sign: str = ""
) -> SafeString:
    """The form of an act that stands open in its own section; ``form`` where the page has dressed it already."""
    if not offered.may(name):
        return SafeString("")
    return _rendered(
        context, "act_plain", offered, name, {"form": form or offered.form(name), "css": css, "sign": sign}
    )


@register.simple_tag(takes_context=True)
def act_button(
    context: Context,
    offered: Offered,
    name: str,
    *,
    row: Any = None,
    label: str = "",
    css: str = "btn btn-sm",
    sign: str = "",
    about: str = "",
) -> SafeString:
    """The button of an act that needs nothing typed; ``about`` names what it is done to, for who hears the page."""
    if not offered.may(name):
        return SafeString("")
    more = {
        "form": offered.form(name, row),
        "label": label or offered.acts.names[name].label,
        "css": css,
        "sign": sign,
        "about": about,
    }
    return _rendered(context, "act_button", offered, name, more)


@register.simple_tag
def form_of(offered: Offered, name: str, row: Any = None, also: str = "") -> Any:
    """The form of an act, for a template that lays it out itself."""
    return offered.form(name, row, also)


@register.simple_tag
def offers(offered: Offered, name: str) -> bool:
    """Whether an act is offered."""
    return offered.may(name)
