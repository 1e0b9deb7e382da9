"""What the style of a page says of letters: capitals, hidden, the font; and which parts Word keeps for printed pages.

Only what names of elements, classes and the style of an element itself say is looked at; nothing is laid out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

_SELECTOR = re.compile(r"\s*([a-z][a-z0-9]*)?(?:\.([\w-]+))?\s*", re.IGNORECASE)
_ASKED = frozenset(("font-family", "text-transform", "display", "mso-hide", "mso-element", "visibility", "white-space"))
_KEEPING = frozenset(("pre", "pre-wrap", "pre-line", "break-spaces"))
_PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext", "textarea"))
_LONGEST = 500_000
_MOST_RULES = 5_000
_LONGEST_SELECTOR = 2_000


@dataclass(frozen=True, slots=True)
class Shown:
    """How an element is shown: in capitals, not at all, in which font; ``page_part`` is header or footer of a page.

    ``breaks`` tells that a line of the source is a line of the page.
    """

    caps: bool = False
    hidden: bool = False
    font: str | None = None
    page_part: str | None = None
    breaks: bool = False


class Sheet:
    """The rules of a page by element and class."""

    def __init__(self, rules: dict[str, dict[str, str]]) -> None:
        self._rules = rules

    @classmethod
    def of(cls, root: Any) -> Sheet:
        """The rules in the ``style`` elements of a page."""
        text = _without_comments("\n".join(style.text or "" for style in root.iter("style"))[:_LONGEST])
        rules: dict[str, dict[str, str]] = {}
        for number, rule in enumerate(text.split("}")):
            selectors, _brace, declarations = rule.rpartition("{")
            said = _said(declarations)
            if number >= _MOST_RULES or not said or len(selectors) > _LONGEST_SELECTOR:
                continue
            for selector in selectors.split(","):
                found = _SELECTOR.fullmatch(selector)
                if found is not None and (found[1] or found[2]):
                    key = f"{(found[1] or '').casefold()}.{found[2] or ''}"
                    rules.setdefault(key, {}).update(said)
        return cls(rules)

    def shown(self, element: Any, above: Shown) -> Shown:
        """How an element is shown that stands in one shown so."""
        said: dict[str, str] = {"white-space": "pre"} if element.tag in _PREFORMATTED else {}
        if self._rules:
            tag = element.tag.casefold()
            said.update(self._rules.get(f"{tag}.", {}))
            for name in (element.get("class") or "").split():
                said.update(self._rules.get(f".{name}", {}))
                said.update(self._rules.get(f"{tag}.{name}", {}))
        style = element.get("style")
        if style:
            said.update(_said(style))
        face = element.get("face") if element.tag == "font" else None
        hidden = element.get("hidden") is not None
        if not said and face is None and not hidden:
            return above
        return _changed(above, said, face, hidden=hidden)


def _changed(above: Shown, said: dict[str, str], face: str | None, *, hidden: bool) -> Shown:
    shown = above
    if "text-transform" in said:
        shown = replace(shown, caps=said["text-transform"] == "uppercase")
    if hidden or said.get("display") == "none" or said.get("mso-hide") == "all" or said.get("visibility") == "hidden":
        shown = replace(shown, hidden=True)
    font = said.get("font-family") or face
    if font:
        shown = replace(shown, font=font)
    if "white-space" in said:
        shown = replace(shown, breaks=said["white-space"] in _KEEPING)
    if said.get("mso-element") in ("header", "footer"):
        shown = replace(shown, page_part=said["mso-element"])
    return shown


def _without_comments(text: str) -> str:
    """A style sheet without its comments and the marks that hide it from old programs."""
    kept: list[str] = []
    for piece in text.replace("<!--", " ").replace("-->", " ").split("/*"):
        kept.append(piece if not kept else piece.partition("*/")[2])
    return "".join(kept)


def _said(style: str) -> dict[str, str]:
    """The declarations of a style that are asked for."""
    found = {}
    for one in style[:4000].split(";"):
        name, _colon, value = one.partition(":")
        key = name.strip().casefold()
        if key in _ASKED:
            value = value.strip()
            found[key] = value if key == "font-family" else value.removesuffix("!important").strip().casefold()
    return found
