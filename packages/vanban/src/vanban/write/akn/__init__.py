"""Akoma Ntoso 3.0 (OASIS LegalDocML): a paper as XML in which every letter of the text stands once, in its order.

Names follow the Akoma Ntoso Naming Convention 1.0; articles run through a document, so they bear no prefix
(``art_5a__para_2__point_đ``); numbers that restart bear that of the part above (``sec_II__para_1``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from vanban.model import Document, Node, Reading
from vanban.outline.tree import read_structure
from vanban.write.akn.layout import Layout, lay_out
from vanban.write.akn.metadata import NAMESPACE, Work, write_meta
from vanban.write.akn.modifications import write_modifications
from vanban.write.akn.parts import PartWriter, write_quotation
from vanban.write.akn.passages import Passages
from vanban.write.akn.references import References

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAGS = {"act": "body", "bill": "body", "statement": "mainBody", "doc": "mainBody"}


def akn(reading: Reading, *, made: dt.date | None = None) -> bytes:
    """The paper as Akoma Ntoso 3.0, UTF-8 with its XML declaration.

    Args:
        reading: what was read from the paper.
        made: the day the XML is made (FRBRManifestation); today when left out.

    Characters that XML forbids are left out. An address that the paper does not tell has ``nn`` (no number) in it, an
    unknown day is 0001-01-01: both only where the schema demands a value.
    """
    from lxml import etree

    work = Work.of(reading, made or dt.date.today())
    structure = read_structure(Document(reading.text, reading.source, reading.tables))
    references = References(reading, work, structure.quotations)
    layout = lay_out(reading, structure.parts, hierarchical=work.doctype in ("act", "bill"))
    passages = Passages(reading.text, references.marks(layout), reading.tables, structure.quotations, write_quotation)
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    document = passages.element(root, work.doctype, name=work.name)
    meta = write_meta(document, work, references.unresolved())
    writer = PartWriter(passages, articles_run=work.doctype in ("act", "bill"))
    passages.text_block(document, "preface", *layout.preface)
    _preamble(passages, document, layout)
    body = passages.element(document, _TAGS[work.doctype])
    _body(passages, writer, body, layout)
    write_modifications(meta, reading, references, passages)
    passages.text_block(document, "conclusions", *layout.conclusions)
    if layout.attachments:
        attachments = passages.element(document, "attachments")
        bounds = [*(part.start for part in layout.attachments), len(reading.text)]
        for number, (start, end) in enumerate(pairwise(bounds), 1):
            _attachment(passages, attachments, work, layout.attachments[number - 1].nodes, start, end, number)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _preamble(passages: Passages, document: _Element, layout: Layout) -> None:
    """The legal basis, each ground a citation, and what stands between."""
    if layout.preamble[0] >= layout.preamble[1]:
        return
    preamble = passages.element(document, "preamble")
    group: Any = None
    number = 0
    for start, end, ground in layout.grounds:
        if not ground:
            group = None
            passages.blocks(preamble, start, end)
            continue
        number += 1
        if group is None:
            group = passages.element(preamble, "citations", eId=passages.name("", "citations", ""))
        citation = passages.element(
            group, "citation", eId=passages.name("", "cit", str(number)), refersTo="#legal-basis"
        )
        passages.blocks(citation, start, end)


def _body(passages: Passages, writer: PartWriter, body: _Element, layout: Layout) -> None:
    start, end = layout.body
    if body.tag.endswith("mainBody"):
        first = layout.starts[0] if layout.parts else end
        passages.blocks(body, start, first)
        writer.parts(body, layout.parts, layout.starts, end, "")
        if len(body) == 0:
            passages.element(body, "p")
        return
    writer.parts(body, layout.parts, layout.starts, end, "")
    if not layout.parts:
        whole = passages.element(body, "hcontainer", name="body", eId=passages.name("", "hcontainer", ""))
        passages.blocks(passages.element(whole, "content"), start, end)


def _attachment(
    passages: Passages, parent: _Element, work: Work, nodes: Sequence[Node], start: int, end: int, number: int
) -> None:
    """One annex: its number and heading, then a document of its own."""
    name = passages.name("", "att", str(number))
    attachment = passages.element(parent, "attachment", eId=name)
    writer = PartWriter(passages, articles_run=True, prefix=f"{name}__")
    if nodes and nodes[0].level == "phụ lục":
        start = writer.head(attachment, nodes[0], start, end)
        nodes = nodes[0].children
    document = passages.element(attachment, "doc", name="phu-luc")
    write_meta(document, work, component=f"att_{number}")
    body = passages.element(document, "mainBody")
    starts = [passages.line_start(node.start) for node in nodes]
    passages.blocks(body, start, starts[0] if starts else end)
    writer.parts(body, nodes, starts, end, name)
    if len(body) == 0:
        passages.element(body, "p")
