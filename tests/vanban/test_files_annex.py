"""A plan or report as Word and as PDF gives the tasks that its text gives."""

from __future__ import annotations

import io
import random
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from vanban import open_document, read_document
from vanban.model import Document, Table, Task
from vanban.text import bare_span
from waiting import LONG

FIELDS = (
    "code",
    "title",
    "lead_text",
    "lead",
    "coordinating_text",
    "coordinating",
    "product",
    "timing_text",
)


@dataclass(frozen=True)
class Setting:
    """How a test lays a paper out in Word: sideways, with heads repeated and rows split by hand."""

    sideways: bool = False
    messy: bool = False
    size: int = 14


SETTINGS = {"portrait": Setting(), "landscape": Setting(sideways=True), "messy": Setting(messy=True, size=12)}


def parts(document: Document) -> Iterator[str | Table]:
    """Paragraphs and tables of a text in their order."""
    position = 0
    for table in (*document.tables, None):
        end = len(document.text) if table is None else table.start
        for line in document.text[position:end].split("\n"):
            start, stop = bare_span(line, 0, len(line))
            yield line[start:stop].replace("**", "")
        if table is not None:
            yield table
            position = table.end


def as_word(document: Document, setting: Setting) -> bytes:
    """The text laid out as a Word file."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    paper = docx.Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(setting.size)
    style.paragraph_format.space_after = Pt(6)
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if setting.sideways:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header.paragraphs[0].text = "2"
    random_source = random.Random(3)
    for part in parts(document):
        if isinstance(part, str):
            if part:
                paragraph = paper.add_paragraph(part)
                if len(part) > 90:
                    paragraph.paragraph_format.first_line_indent = Cm(1.27)
                    paragraph.alignment = 3
                elif part.isupper():
                    paragraph.alignment = 1
        else:
            add_table(paper, part, setting, random_source)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def add_table(paper: Any, table: Table, setting: Setting, random_source: random.Random) -> None:
    """A ruled Word table; group rows are one merged cell."""
    from docx.shared import Pt

    width = len(table.header or table.rows[0])
    laid = paper.add_table(rows=0, cols=width)
    laid.style = "Table Grid"

    def add(texts: list[str]) -> None:
        row = laid.add_row()
        filled = [text for text in texts if text]
        if len(filled) == 2 and texts[0] and texts[1] and width > 4:
            row.cells[1].merge(row.cells[-1])
        for cell, text in zip(row.cells, texts, strict=True):
            if text:
                cell.text = text
                for paragraph in cell.paragraphs:
                    for run in paragraph.runs:
                        run.font.size = Pt(setting.size - 2)

    head = [cell.text for cell in table.header]
    if head:
        add(head)
    for number, row in enumerate(table.rows):
        texts = [cell.text for cell in row]
        if setting.messy and number and number % 7 == 0 and head:
            add(head)
        if setting.messy and number % 5 == 2 and texts[0].isdigit() and head:
            for half in split(texts, random_source):
                add(half)
        else:
            add(texts)


def split(texts: list[str], random_source: random.Random) -> Iterator[list[str]]:
    """A row broken over a page: the words of each cell in two, the number only above."""
    cuts = [text.split() for text in texts]
    at = [random_source.randint((len(words) + 1) // 2, len(words)) for words in cuts]
    at[0] = len(cuts[0])
    yield [" ".join(words[:n]) for words, n in zip(cuts, at, strict=True)]
    yield [" ".join(words[n:]) for words, n in zip(cuts, at, strict=True)]


def as_pdf(word: bytes, program: str, folder: Path) -> bytes:
    """The Word file printed to PDF."""
    source = folder / "paper.docx"
    source.write_bytes(word)
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=LONG,
    )
    return (folder / "paper.pdf").read_bytes()


def values(task: Task) -> dict[str, Any]:
    """The fields of a task that must not depend on the file."""
    found = {field: getattr(task, field) for field in FIELDS}
    found["kind"], found["due"] = task.timing.kind, task.timing.due
    found["group"] = task.group.title if task.group else None
    found["result"] = task.progress.result if task.progress else None
    found["reports_on"] = task.reports_on
    return found


def shares(expected: tuple[Task, ...], actual: tuple[Task, ...]) -> dict[str, float]:
    """The share of tasks, in their order, on which each field agrees."""
    agreed: Counter[str] = Counter()
    for one, other in zip(expected, actual, strict=False):
        left, right = values(one), values(other)
        agreed.update(field for field in left if left[field] == right[field])
    return {field: agreed[field] / max(1, len(expected)) for field in values(expected[0])}


@pytest.fixture(scope="module", params=["003", "004"])
def seed(request: pytest.FixtureRequest) -> Document:
    folder = Path(__file__).resolve().parents[2] / "src" / "thuongton" / "demo" / "seeds"
    return open_document(next(folder.glob(f"{request.param}*")))


@pytest.mark.parametrize("name", SETTINGS)
def test_word_gives_the_tasks_of_the_text(seed: Document, name: str) -> None:
    expected = read_document(seed).tasks
    actual = read_document(open_document(as_word(seed, SETTINGS[name]), "a.docx")).tasks
    assert len(actual) == len(expected)
    assert {field: share for field, share in shares(expected, actual).items() if share < 0.95} == {}


@pytest.mark.office
@pytest.mark.parametrize("name", SETTINGS)
def test_pdf_gives_the_tasks_of_the_text(seed: Document, name: str, libreoffice: str, tmp_path: Path) -> None:
    expected = read_document(seed).tasks
    document = open_document(as_pdf(as_word(seed, SETTINGS[name]), libreoffice, tmp_path), "a.pdf")
    actual = read_document(document).tasks
    assert len(actual) == len(expected)
    assert {field: share for field, share in shares(expected, actual).items() if share < 0.95} == {}
    assert document.pages[0].page == 1 and document.page_at(len(document.text) - 2) == document.source.pages
    for task in actual:
        assert document.page_at(task.start) is not None
