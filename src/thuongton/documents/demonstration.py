"""Papers of the demonstration: seed papers put into a register as they are read."""

from __future__ import annotations

import datetime as dt

from thuongton.documents.models import Direction, Document
from thuongton.documents.services.reading import read_paper
from thuongton.documents.services.register import register_document
from thuongton.people.models import Unit
from thuongton.web.demonstration import Demonstration
from vanban import Reading, read


def enter(
    place: Demonstration, unit: Unit, number: str, direction: str, *, registered_on: dt.date
) -> tuple[Document, Reading]:
    """Put one seed paper into a unit's register as read, with its links; what the paper leaves blank stays blank."""
    name, content = place.paper(number)
    reading = read(content, name=name)
    header = reading.header
    document = register_document(
        None,
        unit,
        direction,
        file_bytes=content,
        file_name=name,
        citations=reading.citations,
        kind=header.kind or "",
        number=header.number or "",
        symbol=header.symbol or "",
        issued_on=header.date,
        issuer=header.issuer or "",
        place=header.place or "",
        title=header.title or "",
        signer=header.signer or "",
        signer_capacity=header.signer_capacity or "",
        recipients="\n".join(header.recipients),
        registered_on=registered_on,
        arrived_on=registered_on if direction == Direction.INCOMING else None,
    )
    read_paper(None, document)
    return document, reading
