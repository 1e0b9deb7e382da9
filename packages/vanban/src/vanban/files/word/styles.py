"""Styles of a document of Word: what a paragraph or run looks like by its style and all it is based on.

Capitals and hidden text are toggles (ECMA-376, 17.7.3): said in a run they hold; said by the styles of the paragraph
and of the run both, they undo each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from vanban.files.word.package import W
from vanban.files.word.values import child_value, is_on
from vanban.text import LOWERED, RAISED

_DEPTH = 20  # styles based on one another; more are a circle
_SCRIPTS = {"superscript": RAISED, "subscript": LOWERED}


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of letters: capitals, hidden (vanish), raised or lowered, the font. None is not said."""

    caps: bool | None = None
    hidden: bool | None = None
    script: dict[int, int] | None = None
    font: str | None = None


PLAIN = Look()


def look_of(properties: Any | None) -> Look:
    """What the properties of a run (``rPr``) say."""
    if properties is None:
        return PLAIN
    caps = hidden = script = font = None
    for said in properties:
        tag = said.tag
        if tag == _FONTS:
            font = said.get(_ANSI) or said.get(_ASCII) or said.get(_COMPLEX)
        elif tag == _CAPS:
            caps = is_on(said)
        elif tag == _VANISH:
            hidden = is_on(said)
        elif tag == _RAISED:
            script = _SCRIPTS.get(said.get(_VALUE) or "")
    return Look(caps, hidden, script, font) if caps is not None or hidden is not None or script or font else PLAIN


_FONTS, _CAPS, _VANISH, _RAISED = (f"{W}{name}" for name in ("rFonts", "caps", "vanish", "vertAlign"))
_ANSI, _ASCII, _COMPLEX, _VALUE = (f"{W}{name}" for name in ("hAnsi", "ascii", "cs", "val"))


class Styles:
    """The styles of a document by their identities."""

    def __init__(self, root: Any | None) -> None:
        styles = () if root is None else root.iter(f"{W}style")
        self._styles = {style.get(f"{W}styleId") or "": style for style in styles}
        self._looks: dict[str, Look] = {}
        self._paragraphs: dict[str | None, Look] = {}
        self._lists: dict[str, tuple[str | None, str | None, list[str]]] = {}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.defaults = look_of(defaults)
        self.usual = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph" and is_on_attribute(style.get(f"{W}default"))
            ),
            None,
        )

    def chain(self, identity: str | None) -> list[Any]:
        """A style and those it is based on, itself first."""
        found: list[Any] = []
        while identity is not None and identity in self._styles and len(found) < _DEPTH:
            style = self._styles[identity]
            found.append(style)
            identity = child_value(style, "basedOn")
        return found

    def is_contents(self, identity: str | None) -> bool:
        """Whether a style is of a table of contents («toc 1»; the name is the same in all languages)."""
        style = self._styles.get(identity or "")
        return (child_value(style, "name") or "").casefold().startswith("toc ")

    def look(self, identity: str | None) -> Look:
        """What a style says of letters, its own word before that of the style it is based on."""
        if identity is None:
            return PLAIN
        if identity not in self._looks:
            look = PLAIN
            for style in reversed(self.chain(identity)):
                own = look_of(style.find(f"{W}rPr"))
                look = Look(
                    look.caps if own.caps is None else own.caps,
                    look.hidden if own.hidden is None else own.hidden,
                    own.script or look.script,
                    own.font or look.font,
                )
            self._looks[identity] = look
        return self._looks[identity]

    def of_paragraph(self, properties: Any | None) -> Look:
        """What the style of a paragraph says of its letters, the defaults of the document under it."""
        name = child_value(properties, "pStyle") or self.usual
        if name not in self._paragraphs:
            look = self.look(name)
            self._paragraphs[name] = replace(look, font=look.font or self.defaults.font)
        return self._paragraphs[name]

    def of_run(self, properties: Any | None, paragraph: Look) -> Look:
        """What a run looks like in a paragraph of that look."""
        own = look_of(properties)
        style = self.look(child_value(properties, "rStyle"))
        if own is PLAIN and style is PLAIN and self.defaults.caps is None and self.defaults.hidden is None:
            return paragraph
        return Look(
            _toggled(own.caps, paragraph.caps, style.caps, self.defaults.caps),
            _toggled(own.hidden, paragraph.hidden, style.hidden, self.defaults.hidden),
            own.script or style.script or paragraph.script,
            own.font or style.font or paragraph.font,
        )

    def numbering(self, identity: str | None) -> tuple[str | None, str | None, list[str]]:
        """The list (``numId``) and level (``ilvl``) of a style, and the styles up to the one that names the list."""
        if identity is None:
            return None, None, []
        if identity not in self._lists:
            self._lists[identity] = self._numbering(identity)
        return self._lists[identity]

    def _numbering(self, identity: str) -> tuple[str | None, str | None, list[str]]:
        level = None
        names = []
        for style in self.chain(identity):
            names.append(style.get(f"{W}styleId") or "")
            place = style.find(f"{W}pPr/{W}numPr")
            level = level or child_value(place, "ilvl")
            number = child_value(place, "numId")
            if number is not None:
                return number, level, names
        return None, level, []


def is_on_attribute(value: str | None) -> bool:
    """Whether an attribute that is on or off is on."""
    return value is not None and value.casefold() in ("1", "true", "on")


def _toggled(own: bool | None, paragraph: bool | None, style: bool | None, default: bool | None) -> bool:
    if own is not None:
        return own
    return bool(default) or bool(paragraph) != bool(style)
