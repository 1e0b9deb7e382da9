"""How well the outline of normative papers is read, against the marks of the pages of vbpl.vn.

The pages mark the paragraphs in which a chapter, section, subsection, article, clause or point begins
(``prov-chapter`` … ``prov-item``); passages quoted from other papers bear no such mark. The marks were made by the
site, not by us: where they are wrong we count as wrong too. A part is right when its level, its label, the labels of
all parts above it and the place where it begins agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from score import Score, half_of

from vanban.files.open import open_document
from vanban.model import Node
from vanban.outline import read_outline

LEVELS = {"chapter": "chương", "section": "mục", "subsection": "tiểu mục", "article": "điều", "clause": "khoản",
          "item": "điểm"}  # fmt: skip
_RANK = {level: rank for rank, level in enumerate(("phần", *LEVELS.values()))}
_LABEL = {
    "chapter": re.compile(r"chương\s+([ivxlc]+|\d+)\b", re.IGNORECASE),
    "section": re.compile(r"mục\s+([ivxlc]+|\d+|[a-z])\b", re.IGNORECASE),
    "subsection": re.compile(r"tiểu\s+mục\s+(\d+)\b", re.IGNORECASE),
    "article": re.compile(r"điều\s+(\d+[a-zđ]{0,2})\b", re.IGNORECASE),
    "clause": re.compile(r"(\d+[a-zđ]?)\s*[.)]"),
    "item": re.compile(r"([a-zđ]\d?)\s*[).]"),
}
_KEY = 60  # characters without spaces: enough to find a paragraph again


class Part(NamedTuple):
    """A numbered part: its level, the labels of the parts above it and its own, and where it begins."""

    level: str
    path: tuple[str, ...]
    start: int


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The scores of each level over the pages of one half ("tune" or "held"), or of all."""
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for page in sorted((shared / "dev_corpus" / "legal_html").glob("*.html")):
        if half is not None and half_of(page) != half:
            continue
        document = open_document(page)
        wanted = Counter(_marked(page, document.text))
        read = Counter(_read(read_outline(document)))
        for level in LEVELS.values():
            found[level] += sum(n for part, n in (wanted & read).items() if part.level == level)
            missed[level] += sum(n for part, n in (wanted - read).items() if part.level == level)
            false[level] += sum(n for part, n in (read - wanted).items() if part.level == level)
        if diagnose:
            _show(page, document.text, wanted - read, read - wanted)
    scores = [Score(level, found[level], missed[level], false[level]) for level in LEVELS.values()]
    return [*scores, Score("structure", found.total(), missed.total(), false.total())]


def _marked(page: Path, text: str) -> Iterator[Part]:
    """The parts that the site marks, placed in the text as read."""
    from lxml import html

    places = [at for at, letter in enumerate(text) if not letter.isspace()]
    squeezed = "".join(text.split())
    stack: list[tuple[str, str]] = []
    position = 0
    for paragraph in html.document_fromstring(page.read_text(encoding="utf-8")).iter("p"):
        mark = (paragraph.get("class") or "").removeprefix("prov-")
        words = "".join(paragraph.text_content().split())
        if not words:
            continue
        at = squeezed.find(words[:_KEY], position)
        if at < 0:
            continue
        position = at + len(words[:_KEY])
        label = _label(mark, paragraph)
        if label is None:
            continue
        level = LEVELS[mark]
        while stack and _RANK[stack[-1][0]] >= _RANK[level]:
            stack.pop()
        stack.append((level, label))
        yield Part(level, tuple(label for _, label in stack), places[at])


def _label(mark: str, paragraph: Any) -> str | None:
    if mark not in _LABEL:
        return None
    for line_break in paragraph.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    match = _LABEL[mark].match(" ".join(unicodedata.normalize("NFC", paragraph.text_content()).split()))
    return _plain(match[1]) if match else None


def _plain(label: str) -> str:
    return label.upper() if re.fullmatch(r"[ivxlcIVXLC]+", label) and len(label) > 1 else label


def _read(nodes: Sequence[Node], above: tuple[str, ...] = ()) -> Iterator[Part]:
    """The parts of these levels that we read; dashes and parts of annexes are not marked by the site."""
    for node in nodes:
        if node.level == "phụ lục":
            continue
        if node.level not in LEVELS.values():
            yield from _read(node.children, above)
            continue
        path = (*above, _plain(node.label))
        yield Part(node.level, path, node.start)
        yield from _read(node.children, path)


def _show(page: Path, text: str, missed: Counter[Part], false: Counter[Part]) -> None:
    for part, kind in sorted([(p, "missed") for p in missed] + [(p, "false") for p in false], key=lambda x: x[0].start):
        line = " ".join(text[part.start : part.start + 80].split())
        print(f"  {page.stem[:11]} {kind:6} {part.start:7} {part.level} {'/'.join(part.path)}: {line}")
