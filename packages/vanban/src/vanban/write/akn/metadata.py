"""Who the paper is: FRBR work, expression and manifestation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from vanban.model import Reading
from vanban.symbols import Number, parse
from vanban.text import fold
from vanban.uri import kind_slug, locality_of, slug, write_address
from vanban.vocabulary import Kind, kind_named

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGE = "vie"
UNKNOWN_DAY = dt.date(1, 1, 1)
"""Stands where the schema demands a day that the paper does not print."""
_DRAFT = re.compile(r"\W*(?:du thao|ban thao)\b")


@dataclass(frozen=True, slots=True)
class Work:
    """What identifies a paper; ``address`` is its FRBR work URI."""

    address: str
    doctype: str
    name: str
    kind: Kind | None
    number: str | None
    title: str | None
    issuer: str | None
    issuer_address: str
    country: str
    day: dt.date | None
    made: dt.date

    @classmethod
    def of(cls, reading: Reading, made: dt.date) -> Work:
        """The identity that the head of a paper tells."""
        header = reading.header
        kind = kind_named(header.kind) if header.kind else None
        number = parse(header.number) if header.number else None
        draft = (
            header.number is None
            and kind is not None
            and kind.doctype == "act"
            and (header.symbol is not None or _DRAFT.match(fold(reading.text[:400].strip())) is not None)
        )
        locality = locality_of(header.issuer)
        address = None
        if number is not None:
            address = write_address(number, kind=kind, date=header.date, locality=locality)
        kind = kind or (number.kind if number is not None else None)
        if address is None:
            address = _unnumbered(reading, kind, number, locality, draft)
        country = f"vn-{locality}" if locality else "vn"
        return cls(
            address=address,
            doctype=address.split("/")[3],
            name=kind_slug(kind) if kind else "van-ban",
            kind=kind,
            number=header.number,
            title=header.title,
            issuer=header.issuer,
            issuer_address=f"/akn/ontology/organization/vn/{name_slug(header.issuer or 'khong-ro')}",
            country=country,
            day=header.date,
            made=made,
        )


def name_slug(name: str) -> str:
    """A name as it stands in an address of the ontology.

    >>> name_slug("Ủy ban nhân dân tỉnh Hà Tĩnh")
    'uy-ban-nhan-dan-tinh-ha-tinh'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "khong-ro"


def _unnumbered(reading: Reading, kind: Kind | None, number: Number | None, locality: str | None, draft: bool) -> str:
    """The address of a paper whose number or day is not printed: ``nn`` and the start of its digest."""
    header = reading.header
    party = number is not None and number.party
    doctype = "bill" if draft else "statement" if party else kind.doctype if kind else "doc"
    symbol = header.symbol or ""
    body = "-".join(slug(word) for word in re.split(r"[-/]", symbol)[1:]) or "nn"
    day = header.date.isoformat() if header.date else "nd"
    own = quote(number.ordinal, safe="") if number is not None else f"nn-{reading.source.sha256[:12] or '0'}"
    place = f"-{locality}" if locality else ""
    return f"/akn/vn{place}/{doctype}/{kind_slug(kind) if kind else 'van-ban'}/{body}/{day}/{own}"


def write_meta(
    document: _Element, work: Work, cited: Iterable[tuple[str, str, str]] = (), component: str = "main"
) -> _Element:
    """The ``meta`` of a document or of an annex of it (``component``).

    ``cited`` are the (eId, address, printed name) of cited documents whose own address is not known.
    """
    from lxml import etree

    def put(parent: _Element, tag: str, **attributes: Any) -> _Element:
        values = {key.rstrip("_"): str(value) for key, value in attributes.items()}
        return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", values)

    day = work.day or UNKNOWN_DAY
    expression = f"{work.address}/{LANGUAGE}@{work.day.isoformat() if work.day else ''}"
    meta = put(document, "meta")
    identification = put(meta, "identification", source="#vanban")
    levels = (
        ("FRBRWork", work.address, f"{work.address}/!{component}", day),
        ("FRBRExpression", expression, f"{expression}/!{component}", day),
        ("FRBRManifestation", f"{expression}.xml", f"{expression}/!{component}.xml", work.made),
    )
    for tag, uri, this, date in levels:
        level = put(identification, tag)
        put(level, "FRBRthis", value=this)
        put(level, "FRBRuri", value=uri)
        if tag == "FRBRWork" and work.title and component == "main":
            put(level, "FRBRalias", value=work.title, name="title")
        put(level, "FRBRdate", date=date.isoformat(), name="Generation")
        put(level, "FRBRauthor", href="#vanban" if tag == "FRBRManifestation" else "#issuer", as_="#author")
        if tag == "FRBRWork":
            put(level, "FRBRcountry", value=work.country)
            put(level, "FRBRsubtype", value=work.name)
            if work.number and component == "main":
                put(level, "FRBRnumber", value=work.number)
        elif tag == "FRBRExpression":
            put(level, "FRBRlanguage", language=LANGUAGE)
        else:
            put(level, "FRBRformat", value="application/akn+xml")
    listed = put(meta, "references", source="#vanban")
    prefix = "" if component == "main" else f"{component}__"
    put(
        listed,
        "TLCOrganization",
        eId=f"{prefix}issuer",
        href=work.issuer_address,
        showAs=work.issuer or "không rõ",
    )
    put(listed, "TLCObject", eId=f"{prefix}vanban", href="/akn/ontology/object/vn/vanban", showAs="vanban")
    put(listed, "TLCRole", eId=f"{prefix}author", href="/akn/ontology/role/vn/author", showAs="cơ quan ban hành")
    if component == "main":
        put(
            listed,
            "TLCConcept",
            eId="legal-basis",
            href="/akn/ontology/concept/vn/can-cu-phap-ly",
            showAs="Căn cứ pháp lý",
        )
        for name, href, shown in cited:
            put(listed, "TLCReference", eId=name, name="citation", href=href, showAs=shown)
    return meta
