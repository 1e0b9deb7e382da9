"""An act on a day as files for machines: Akoma Ntoso with its life and changes, and linked data (JSON-LD); pure.

Akoma Ntoso 3.0 (OASIS LegalDocML): ``lifecycle`` has one event for each day from which the act reads otherwise,
``passiveModifications`` one entry for each change that the words of the day hold, with the act that ordered it.

JSON-LD: the vocabulary of https://schema.org/Legislation (``Legislation``, ``legislationIdentifier``,
``legislationDate``, ``legislationLegalForce``, ``temporalCoverage``, ``legislationChanges``), which schema.org took
from the European Legislation Identifier (ELI, http://data.europa.eu/eli/ontology); states without a word there carry
their own in ``additionalType``.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from thuongton.law.answers import uri_of
from thuongton.law.history import ActHistory, TextChange
from thuongton.law.states import LegalState, ToldState
from thuongton.law.works import LegalWork
from vanban.model import AmendmentKind
from vanban.reading import read_document
from vanban.write.akn import akn
from vanban.write.akn.metadata import NAMESPACE
from vanban.write.akn.modifications import portion

_TYPES = {AmendmentKind.INSERT: "insertion", AmendmentKind.REPEAL: "repeal", AmendmentKind.INSERT_PHRASE: "insertion"}
_FORCE = {
    LegalState.IN_FORCE: "InForce", LegalState.PARTLY_EXPIRED: "PartiallyInForce", LegalState.EXPIRED: "NotInForce",
    LegalState.NOT_YET: "NotInForce", LegalState.SUSPENDED: "NotInForce",
}  # fmt: skip
_DAY = dt.timedelta(days=1)


def as_akn(history: ActHistory, on: dt.date, made: dt.date | None = None) -> bytes:
    """The words of an act on a day as Akoma Ntoso."""
    from lxml import etree

    version = history.on(on)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(akn(read_document(version.act.text), made=made), parser)
    meta = root.find(f".//{{{NAMESPACE}}}meta")
    if meta is None:
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    names = {one.get("eId") for one in root.iter() if isinstance(one.tag, str)}
    for address in root.iter(f"{{{NAMESPACE}}}FRBRExpression"):
        date = address.find(f"{{{NAMESPACE}}}FRBRdate")
        if date is not None:
            date.set("date", on.isoformat())
        break
    references = meta.find(f"{{{NAMESPACE}}}references")
    sources = _sources(history, version.changes)
    _life(meta, references, history, on, sources)
    _passive(meta, version.changes, sources, names)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _sources(history: ActHistory, changes: tuple[TextChange, ...]) -> dict[LegalWork, str]:
    """The acts that take part, each with its name in the file."""
    acts = [history.work, *(one.step.by for one in changes)]
    return {work: f"act_{number}" for number, work in enumerate(dict.fromkeys(acts))}


def _life(meta: Any, references: Any, history: ActHistory, on: dt.date, sources: dict[LegalWork, str]) -> None:
    """The days of the act, and the acts they come from."""
    from lxml import etree

    work = history.work
    events: list[tuple[dt.date, str, str]] = []
    if work.issued_on is not None:
        events.append((work.issued_on, "generation", sources[work]))
    for step in history.steps:
        if step.by in sources and step.effective is not None and step.effective <= on:
            kind = "repeal" if step.operation.scope == "document" else "amendment"
            events.append((step.effective, kind, sources[step.by]))
    for source, name in sources.items():
        if references is not None:
            etree.SubElement(
                references, f"{{{NAMESPACE}}}{'original' if source is work else 'passiveRef'}",
                {"eId": name, "href": uri_of(source) or "/akn/vn/act", "showAs": source.number},
            )  # fmt: skip
    if not events:
        return
    life = etree.Element(f"{{{NAMESPACE}}}lifecycle", {"source": "#vanban"})
    for number, (day, kind, name) in enumerate(dict.fromkeys(events), 1):
        attributes = {"eId": f"evt_{number}", "date": day.isoformat(), "type": kind, "source": f"#{name}"}
        etree.SubElement(life, f"{{{NAMESPACE}}}eventRef", attributes)
    meta.insert(1, life)


def _passive(meta: Any, changes: tuple[TextChange, ...], sources: dict[LegalWork, str], names: set[Any]) -> None:
    """What was changed in the words of the day, and by which provision of which act."""
    from lxml import etree

    rows = []
    for change in changes:
        for touched in change.touched:
            name = portion(str(touched.bare))
            if name is not None and name in names:
                rows.append((_TYPES.get(change.step.operation.kind, "substitution"), change, name))
    if not rows:
        return
    analysis = meta.find(f"{{{NAMESPACE}}}analysis")
    if analysis is None:
        analysis = etree.Element(f"{{{NAMESPACE}}}analysis", {"source": "#vanban"})
        meta.insert(2, analysis)
    passive = etree.SubElement(analysis, f"{{{NAMESPACE}}}passiveModifications")
    for number, (kind, change, name) in enumerate(rows, 1):
        one = etree.SubElement(passive, f"{{{NAMESPACE}}}textualMod", {"type": kind, "eId": f"pmod_{number}"})
        at = portion(change.step.operation.at or "")
        address = uri_of(change.step.by) or f"#{sources[change.step.by]}"
        source = f"{address}/!main~{at}" if at and address.startswith("/") else address
        etree.SubElement(one, f"{{{NAMESPACE}}}source", {"href": source})
        etree.SubElement(one, f"{{{NAMESPACE}}}destination", {"href": f"#{name}"})


def as_json_ld(history: ActHistory, told: ToldState, on: dt.date) -> str:
    """The act on a day as linked data: who issued it, its days, whether it is in force, what changed it."""
    work = history.work
    changes = history.on(on).changes
    until = (told.until - _DAY).isoformat() if told.until else ".."
    since = work.effective_on.isoformat() if work.effective_on else ".."
    value: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/", "eli": "http://data.europa.eu/eli/ontology#"},
        "@type": "Legislation",
        "@id": uri_of(work),
        "legislationIdentifier": work.number,
        "name": work.title or None,
        "legislationType": work.kind or None,
        "legislationDate": work.issued_on.isoformat() if work.issued_on else None,
        "legislationPassedBy": {"@type": "Organization", "name": work.issuer} if work.issuer else None,
        "legislationJurisdiction": "VN",
        "inLanguage": "vi",
        "legislationLegalForce": f"https://schema.org/{_FORCE[told.state]}" if told.state in _FORCE else None,
        "additionalType": told.state.value,
        "temporalCoverage": f"{since}/{until}",
        "legislationDateVersion": on.isoformat(),
        "eli:changed_by": [
            {"@type": "Legislation", "@id": uri_of(by), "legislationIdentifier": by.number}
            for by in dict.fromkeys(one.step.by for one in changes)
        ],
    }
    return json.dumps({key: one for key, one in value.items() if one not in (None, [])}, ensure_ascii=False, indent=1)
