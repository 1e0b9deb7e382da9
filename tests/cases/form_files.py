"""Word files for tests of official forms: good ones, and those that somebody sends who means no good."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from docx import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
EXTERNAL = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="https://example.org/x" TargetMode="External"/></Relationships>'
)


def form(*lines: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word file with these paragraphs and, below them, a table of these rows."""
    made = Document()
    for line in lines:
        made.add_paragraph(line)
    if rows:
        table = made.add_table(0, len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def split_form(*runs: str) -> bytes:
    """A Word file whose one paragraph stands in several runs, as Word leaves them after somebody typed on."""
    made = Document()
    paragraph = made.add_paragraph()
    for words in runs:
        paragraph.add_run(words).bold = len(words) % 2 == 0
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(data: bytes, parts: Mapping[str, bytes | None], more: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """The file with some parts in place of its own (None: taken out), and more parts behind them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = parts.get(name, old.read(name))
            if body is not None:
                new.writestr(name, body)
        for name, body in more:
            new.writestr(name, body)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def linked(kind: str) -> bytes:
    """A form with a relation that leads out of the file."""
    data = form("{{nguoi}}")
    rels = part(data, "word/_rels/document.xml.rels").decode()
    return changed(
        data, {"word/_rels/document.xml.rels": rels.replace("</Relationships>", EXTERNAL.format(kind=kind)).encode()}
    )


def with_body(xml: str) -> bytes:
    """A form whose body holds some WordprocessingML of its own."""
    data = form("{{nguoi}}")
    body = part(data, "word/document.xml").decode()
    return changed(data, {"word/document.xml": body.replace("<w:body>", f"<w:body>{xml}", 1).encode()})


def retyped(old: str, new: str) -> bytes:
    """A form whose list of types says something else."""
    data = form("{{nguoi}}")
    types = part(data, "[Content_Types].xml").decode()
    return changed(data, {"[Content_Types].xml": types.replace(old, new).encode()})
