"""What is marked inside lines: the facts of the head, and the citations with the addresses of their documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban.model import Citation, Reading, Span
from vanban.symbols import Number, parse
from vanban.text import fold, join_lines
from vanban.uri import locality_of, write_address
from vanban.vocabulary import kind_named
from vanban.write.akn.layout import HEAD, Layout, Printed
from vanban.write.akn.metadata import Work, name_slug
from vanban.write.akn.passages import Mark


class References:
    """The citations of a paper as references; those to documents without a known address are listed in ``meta``."""

    def __init__(self, reading: Reading, work: Work, quotations: Sequence[Span]) -> None:
        self._reading = reading
        self._work = work
        self._unresolved: dict[str, tuple[str, str, str]] = {}
        self._marks: list[Mark] = []
        self._known = self._by_number()
        end = 0
        for citation in sorted(reading.citations, key=lambda c: (c.start, -c.end)):
            if citation.start < end or citation.start >= citation.end:
                continue
            end = citation.end
            if citation.class_ == "self" and any(q.start <= citation.start < q.end for q in quotations):
                continue  # «Nghị định này» in a quotation is the paper that is amended
            self._marks.append(Mark(citation.start, citation.end, "ref", {"href": self._href(citation)}))

    def marks(self, layout: Layout) -> list[Mark]:
        """The marks of the whole text: of the head in the preface, references everywhere else."""
        head = list(self._head(layout))
        return head + [m for m in self._marks if not any(h.start < m.end and m.start < h.end for h in head)]

    def unresolved(self) -> Iterator[tuple[str, str, str]]:
        """(eId, address in the ontology, printed name) of each cited document whose number is not known."""
        yield from self._unresolved.values()

    def address_of(self, target: str) -> str | None:
        """The address of a document by its key, number@issuer."""
        number, _, issuer = target.partition("@")
        parsed = parse(number)
        if parsed is None:
            return None
        return self._known.get(str(parsed)) or write_address(parsed, locality=locality_of(issuer or None))

    def _head(self, layout: Layout) -> Iterator[Mark]:
        header = self._reading.header
        end = min(layout.preface[1], HEAD)
        printed = Printed(self._reading.text, 0, end)
        taken: list[tuple[int, int]] = []
        day = {"date": header.date.isoformat()} if header.date else None
        for value, tag, attributes in (
            (header.number, "docNumber", {}),
            (header.date_text, "docDate", day),
            (header.title, "docTitle", {}),
            (header.issuer, "docProponent", {}),
            (header.kind, "docType", {}),
        ):
            if attributes is None:
                continue
            found = printed.find_line(value) if tag == "docProponent" else printed.find(value)
            if found is None or any(a < found[1] and found[0] < b for a, b in taken):
                continue
            taken.append(found)
            yield Mark(*found, tag, attributes)
        signed = Printed(self._reading.text, *layout.conclusions).find_line(header.signer)
        if signed is not None:
            yield Mark(*signed, "signature", {})

    def _href(self, citation: Citation) -> str:
        if citation.class_ == "self":
            return self._work.address
        address = self._address(citation) or self._known.get(str(_number(citation)))
        return address or f"#{self._named(citation)}"

    def _address(self, citation: Citation) -> str | None:
        """The address that the words of a citation and its target tell."""
        number = _number(citation)
        if number is None:
            return None
        return write_address(
            number,
            kind=kind_named(citation.kind) if citation.kind else None,
            date=citation.date,
            locality=locality_of(citation.issuer or (citation.target or "").partition("@")[2] or None),
        )

    def _by_number(self) -> dict[str, str]:
        """Number → address, of the numbers that the paper cites with their day once and never with another."""
        found: dict[str, set[str]] = {}
        for citation in self._reading.citations:
            address = self._address(citation)
            if address is not None:
                found.setdefault(str(_number(citation)), set()).add(address)
        return {number: addresses.pop() for number, addresses in found.items() if len(addresses) == 1}

    def _named(self, citation: Citation) -> str:
        shown = join_lines(citation.surface)
        if citation.title and citation.title not in shown:
            shown = f"{shown} {citation.title}"
        key = fold(shown)
        if key not in self._unresolved:
            name = f"cited_{len(self._unresolved) + 1}"
            self._unresolved[key] = (name, f"/akn/ontology/reference/vn/{name_slug(shown)[:120]}", shown)
        return self._unresolved[key][0]


def _number(citation: Citation) -> Number | None:
    printed = citation.number or (citation.target or "").partition("@")[0]
    return parse(printed) if printed else None
