"""A page read at another day hands its day on: same-site links and forms carry it, and forms that write are shut. Pure.

The day stands in the address (``?tinh-den=2026-03-31``) and nowhere else, so that one link rewinds one page. What a
page leads to is rewritten in one place, in the finished HTML: no template can forget it, and no script is needed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urlsplit

PARAMETER = "tinh-den"
OWN_DAY = "data-own-day"
"""An element with this attribute says itself which day it leads to, and is left as it is."""

_TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*(/?)>""")
_SKIPPED = re.compile(r"<!--.*?-->|<(script|style|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
_QUOTES = "\"'"
_LINKS = frozenset({"href", "action", "formaction", "hx-get", "hx-post", "hx-put", "hx-delete", "hx-patch", "data-url"})
_WRITES = frozenset({"hx-post", "hx-put", "hx-delete", "hx-patch"})
_NO_LINK = frozenset({"link", "script", "img", "source", "use", "image", "base"})


def carried(address: str, day: dt.date, host: str = "") -> str:
    """The address with the day, when it leads to a page of this site and names no day itself.

    >>> carried("/ke-hoach/1/?q=a#vi-sao", dt.date(2026, 3, 31))
    '/ke-hoach/1/?q=a&tinh-den=2026-03-31#vi-sao'
    >>> carried("#vi-sao", dt.date(2026, 3, 31)), carried("https://vi.wikipedia.org/", dt.date(2026, 3, 31))
    ('#vi-sao', 'https://vi.wikipedia.org/')
    """
    before, mark, fragment = address.partition("#")
    try:
        parts = urlsplit(before)
    except ValueError:
        return address
    if (mark and not before) or parts.scheme not in ("", "http", "https"):
        return address
    if (parts.scheme or parts.netloc) and parts.netloc != host:
        return address
    if re.search(rf"(?:^|[&;]){PARAMETER}=", parts.query):
        return address
    joint = "" if before.endswith(("?", "&")) else "&" if "?" in before else "?"
    return f"{before}{joint}{PARAMETER}={day.isoformat()}{mark}{fragment}"


class _Rewriter:
    """One pass over the tags of a page; ``shut`` tells of an address whether sending to it writes."""

    def __init__(self, day: dt.date, here: str, host: str, shut: Callable[[str], bool]) -> None:
        self.day = day
        self.here = here
        self.host = host
        self.shut = shut
        self.fences: list[str] = []  # what closes each open form, the innermost last

    def tag(self, match: re.Match[str]) -> str:
        closing, name, inside, own = match.groups()
        name = name.lower()
        if closing:
            return (self.fences.pop() if name == "form" and self.fences else "") + match[0]
        attributes = {one[1].lower(): unescape((one[2] or "").strip(_QUOTES)) for one in _ATTRIBUTE.finditer(inside)}
        if name in _NO_LINK or OWN_DAY in attributes:
            if name == "form":
                self.fences.append("")
            return match[0]
        inside = _ATTRIBUTE.sub(self.attribute, inside)
        if any(one in attributes and self.shut(attributes[one]) for one in _WRITES) and name != "form":
            inside += " disabled"
        end = f"<{match[2]}{inside}{' /' if own else ''}>"
        return end + self.form(attributes) if name == "form" else end

    def attribute(self, match: re.Match[str]) -> str:
        name, value = match[1], match[2]
        if name.lower() not in _LINKS or value is None:
            return match[0]
        return f'{name}="{escape(carried(unescape(value.strip(_QUOTES)), self.day, self.host))}"'

    def form(self, attributes: dict[str, str]) -> str:
        """What follows the opening tag of a form: the day in a field, or a fence around one that writes."""
        if attributes.get("method", "get").lower() == "get":
            self.fences.append("")
            return f'<input type="hidden" name="{PARAMETER}" value="{self.day.isoformat()}">'
        if not self.shut(attributes.get("action", "") or self.here):
            self.fences.append("")
            return ""
        self.fences.append("</fieldset>")
        return '<fieldset class="shut" disabled>'


def rewritten(html: str, day: dt.date, here: str, host: str, shut: Callable[[str], bool]) -> str:
    """The page with the day carried on by every same-site link and form, and with the forms that write shut.

    ``here`` is the path of the page, ``host`` that of the site; scripts, styles, comments and typed texts stay as they
    are.
    """
    work = _Rewriter(day, here, host, shut)
    parts: list[str] = []
    last = 0
    for skipped in _SKIPPED.finditer(html):
        opening = _TAG.match(skipped[0])  # of a field for text; what was typed in it is no page
        typed = skipped[0][opening.end() :] if opening else skipped[0]
        parts += [_TAG.sub(work.tag, html[last : skipped.start()]), work.tag(opening) if opening else "", typed]
        last = skipped.end()
    parts.append(_TAG.sub(work.tag, html[last:]))
    return "".join(parts)
