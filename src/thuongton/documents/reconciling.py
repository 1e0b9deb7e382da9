"""Laying the figures of chosen papers side by side: what agrees, what differs, what cannot be traced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuongton.documents.models import Document, Reading
from thuongton.documents.rereading import figures_compared
from thuongton.web.numbers import number_words
from vanban import Reconciliation
from vanban.text import join_lines

DIFFERS, UNTRACED, AGREES = "lệch", "không truy được", "khớp"
ORDER = (DIFFERS, UNTRACED, AGREES)
STATES = {DIFFERS: "differs", UNTRACED: "untraceable", AGREES: "agrees"}
"""The verdicts as states of ``web/states.py``."""
MOST_PAPERS = 12
MOST_TEXT = 1_500_000
"""Characters that are laid side by side while a person waits (well under a second); more is refused."""
AROUND = 60
NEAR = 24


@dataclass(frozen=True, slots=True)
class StatedPart:
    """One figure that takes part: the paper, where it stands in it, and the words around it."""

    paper: Document
    start: int
    end: int
    value: str
    label: str
    before: str
    quote: str
    after: str

    @property
    def words(self) -> str:
        """The passage in one line, for a table."""
        return join_lines(f"{self.before}{self.quote}{self.after}")

    @property
    def near(self) -> str:
        """The last words before the figure: so few that it stands in sight where a line is cut."""
        before = join_lines(self.before)
        space = " " if self.before[-1:].isspace() else ""
        return (before if len(before) <= NEAR else f"…{before[-NEAR:].partition(' ')[2]}") + space


@dataclass(frozen=True, slots=True)
class ReconciledRow:
    """One verdict as a page, a print and a workbook show it."""

    verdict: str
    statement: str
    parts: tuple[StatedPart, ...]
    gap: str
    hypothesis: str

    @property
    def key(self) -> str:
        """The verdict as a state (``web/states.py``)."""
        return STATES.get(self.verdict, "unknown")


def reconciled(papers: Sequence[tuple[Document, Reading]]) -> list[ReconciledRow]:
    """The verdicts on papers with their readings, those that differ first."""
    known = {str(paper.pk): (paper, reading.value.text) for paper, reading in papers}
    found = figures_compared([(reading.body, str(paper.pk)) for paper, reading in papers])
    rows = [_row(one, known) for one in found]
    return sorted(rows, key=lambda row: ORDER.index(row.verdict) if row.verdict in ORDER else len(ORDER))


def _row(one: Reconciliation, known: Mapping[str, tuple[Document, str]]) -> ReconciledRow:
    parts = []
    for part in one.parts:
        paper, text = known[part.file]
        line_start = text.rfind("\n", max(0, part.start - AROUND), part.start) + 1
        start = line_start or max(0, part.start - AROUND)
        line_end = text.find("\n", part.end, part.end + AROUND)
        end = line_end if line_end >= 0 else min(len(text), part.end + AROUND)
        quote = text[part.start : part.end]
        if len(quote) > 2 * AROUND:
            quote = f"{quote[:AROUND]} … {quote[-AROUND:]}"
        parts.append(
            StatedPart(
                paper,
                part.start,
                part.end,
                number_words(part.value),
                part.label,
                ("…" if start and not line_start else "") + text[start : part.start],
                quote,
                text[part.end : end] + ("…" if line_end < 0 and end < len(text) else ""),
            )
        )
    return ReconciledRow(
        one.verdict, one.statement, tuple(parts), number_words(one.gap) if one.gap else "", one.hypothesis or ""
    )


def too_much(papers: Sequence[tuple[Document, Reading]]) -> bool:
    """Whether the papers are longer together than a person should wait for."""
    return sum(len(reading.value.text) for _paper, reading in papers) > MOST_TEXT
