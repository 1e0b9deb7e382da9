"""The operations of an amending paper as ``activeModifications``: from its instruction to the provision it changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vanban.model import Amendment, AmendmentKind, Reading
from vanban.write.akn.metadata import NAMESPACE
from vanban.write.akn.passages import Passages
from vanban.write.akn.references import References

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = {
    AmendmentKind.AMEND: "substitution",
    AmendmentKind.INSERT: "insertion",
    AmendmentKind.REPEAL: "repeal",
    AmendmentKind.REPLACE_PHRASE: "substitution",
    AmendmentKind.INSERT_PHRASE: "insertion",
    AmendmentKind.DELETE_PHRASE: "repeal",
    AmendmentKind.RENAME: "substitution",
    AmendmentKind.CORRECT: "substitution",
    AmendmentKind.RENUMBER: "renumbering",
}
_PIECE = re.compile(
    r"(?P<level>điểm|khoản|Điều|Tiểu mục|Mục|Chương|Phần)\s+(?P<label>(?:thứ\s+)?[\wĐđ.]+?)(?=\s|$)(?:\s+|$)"
)
_NAMES = {
    "Phần": "part",
    "Chương": "chp",
    "Mục": "sec",
    "Tiểu mục": "subsec",
    "Điều": "art",
    "khoản": "para",
    "điểm": "point",
}


def portion(provision: str) -> str | None:
    """The eId of a pinpoint in the paper it is of, or None when it names what has no eId.

    >>> portion("điểm đ khoản 2 Điều 5a")
    'art_5a__para_2__point_đ'
    >>> portion("Mục 1 Chương II"), portion("Phụ lục I")
    ('chp_II__sec_1', None)
    """
    position = 0
    found: dict[str, str] = {}
    while position < len(provision):
        match = _PIECE.match(provision, position)
        if match is None:
            return None
        found[match["level"]] = match["label"]
        position = match.end()
    if "Điều" in found:
        found = {level: label for level, label in found.items() if level in ("Điều", "khoản", "điểm")}
    elif "khoản" in found or "điểm" in found:
        return None
    return "__".join(f"{name}_{found[level]}" for level, name in _NAMES.items() if level in found) or None


def write_modifications(meta: _Element, reading: Reading, references: References, passages: Passages) -> None:
    """Add ``analysis`` to a ``meta``: the textual operations whose document has an address and whose place an eId.

    What changes no text (effect, suspension, transition) and what was not read in full is left to the reading's own
    ``amendments``; an operation that a person should look at is marked ``incomplete``.
    """
    found = [
        (amendment, kind, destinations)
        for amendment in reading.amendments
        if (kind := _TYPES.get(amendment.kind)) and (destinations := _destinations(amendment, references))
    ]
    if not found:
        return
    from lxml import etree

    analysis = etree.Element(f"{{{NAMESPACE}}}analysis", {"source": "#vanban"})
    meta.insert(1, analysis)
    active = passages.element(analysis, "activeModifications")
    for amendment, kind, destinations in found:
        attributes = {"type": kind, "eId": passages.name("", "amod", str(passages.next_number("", "amod")))}
        if amendment.needs_person:
            attributes["incomplete"] = "true"
        modification = passages.element(active, "textualMod", **attributes)
        passages.element(modification, "source", href=f"#{passages.part_at(amendment.start) or 'body'}")
        for destination in destinations:
            passages.element(modification, "destination", href=destination)
        quoted = None if amendment.payload is None else passages.quotation_at(amendment.payload.start)
        if quoted is not None:
            passages.element(modification, "new", href=f"#{quoted}")


def _destinations(amendment: Amendment, references: References) -> list[str]:
    document = references.address_of(amendment.document) if amendment.document else None
    if document is None:
        return []
    if amendment.scope == "document":
        return [document]
    places = [place.provision for place in amendment.places] or [amendment.provision or ""]
    portions = [portion(place) for place in places]
    return [f"{document}/!main~{name}" for name in portions if name] if all(portions) else []
