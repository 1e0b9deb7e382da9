"""Small documents of Word put together for tests: paragraphs, lists, styles, parts with their relations."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_URI = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SPACES = (
    f'xmlns:w="{W_URI}" xmlns:r="{R_URI}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
CHANGED = 'w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"'
HEAD = ("ỦY BAN NHÂN DÂN", "XÃ TÂN HÒA", "Số: 12/KH-UBND")
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Tân Hòa, ngày 05 tháng 01 năm 2026")
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, properties: str = "") -> str:
    """Letters that look alike."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def said(*texts: str) -> str:
    """Plain paragraphs."""
    return "".join(paragraph(run(text)) for text in texts)


def item(text: str, number: int | None = None, level: int | None = None, style: str = "", mark: str = "") -> str:
    """A paragraph of a list, by its own properties or by its style; ``mark`` are the properties of its mark."""
    place = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    place += "" if number is None else f'<w:numId w:val="{number}"/>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f"<w:numPr>{place}</w:numPr>" if place else ""
    return paragraph(run(text), properties=f"{named}{listed}<w:rPr>{mark}</w:rPr>")


def cell(*inner: str, properties: str = "") -> str:
    """A cell of paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inner) or paragraph()}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of texts."""
    body = "".join(f"<w:tr>{''.join(cell(said(text)) for text in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"


def head() -> str:
    """The head of a paper in two columns."""
    return f"<w:tbl><w:tr>{cell(said(*HEAD))}{cell(said(*STATE))}</w:tr></w:tbl>"


def level(index: int, form: str = "decimal", text: str | None = None, start: int = 1, more: str = "") -> str:
    """One level of a list; its pattern is «1.1.» unless said."""
    pattern = text if text is not None else ".".join(f"%{place + 1}" for place in range(index + 1)) + "."
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def definition(identity: int, *levels: str, more: str = "") -> str:
    """What lists count with."""
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{identity}">{kind}{more}{"".join(levels)}</w:abstractNum>'


def counted(identity: int, with_definition: int, overrides: str = "") -> str:
    """A list."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{with_definition}"/>{overrides}</w:num>'


def starts(index: int, value: int) -> str:
    """A list begins a level at another number."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def style(name: str, number: int | None = None, index: int | None = None, based: str = "", look: str = "") -> str:
    """A style of paragraphs, perhaps of a list."""
    place = "" if index is None else f'<w:ilvl w:val="{index}"/>'
    place += "" if number is None else f'<w:numId w:val="{number}"/>'
    listed = f"<w:pPr><w:numPr>{place}</w:numPr></w:pPr>" if place else ""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{on}{listed}'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )


def parts_of(body: str, numbering: str = "", styles: str = "", more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The parts of a document by name; ``more`` are further ones, each with a relation «r» and its name."""
    usual = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    others = dict(more or {})
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{R_URI}/{kind_of(name)}" Target="{name}"/>'
        for name in ("numbering.xml", "styles.xml", *others)
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{TYPES}.{kind}+xml"/>'
        for name, kind in (("document.xml", "document.main"), ("numbering.xml", "numbering"), ("styles.xml", "styles"))
    )
    space = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{space}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
        f'vnd.openxmlformats-package.relationships+xml"/><Default Extension="html" ContentType="text/html"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{space}/relationships"><Relationship Id="r1" '
        f'Type="{R_URI}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
        "word/styles.xml": f"<w:styles {SPACES}>{usual}{styles}</w:styles>",
        **{f"word/{name}": content for name, content in others.items()},
    }


def kind_of(name: str) -> str:
    """The kind of relation that leads to a part of that name."""
    bare = name.rpartition(".")[0].rstrip("0123456789")
    return "aFChunk" if bare == "chunk" else bare


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def word(body: str, numbering: str = "", styles: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """A .docx."""
    return zipped(parts_of(body, numbering, styles, more))
