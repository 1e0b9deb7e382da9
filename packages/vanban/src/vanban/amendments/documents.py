"""Which documents the instructions mean: their keys, and which of them are amending papers themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vanban.amendments.context import Context
from vanban.amendments.sentences import NamedPaper, Sentence
from vanban.model import Citation
from vanban.symbols import normalise
from vanban.text import fold, join_lines

_AMENDING_WORK = re.compile(r"sửa đổi|bổ sung", re.IGNORECASE)
_AMENDED_LAW = re.compile(r"[ ]của[ ](?P<kind>Bộ luật|Luật|Pháp lệnh)[ ](?P<name>.+)$")
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")


class Documents:
    """What the mentions of a paper tell of the documents it names."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        self._numbers: dict[tuple[str, str], str] = {}
        self._amending: set[str] = set()
        for citation in citations:
            if citation.number and citation.title and citation.kind in _LAWS:
                key = (citation.kind, fold(join_lines(citation.title)))
                self._numbers.setdefault(key, citation.target or normalise(citation.number))
            if citation.number and citation.title and _AMENDING_WORK.match(citation.title):
                self._amending.add(normalise(citation.number))

    def name(self, citation: Citation) -> None:
        """Take the number in «ban hành Luật sửa đổi, bổ sung một số điều của Luật Giá số …» for that of Luật Giá."""
        amended = _AMENDED_LAW.search(citation.title or "")
        if citation.number is None:
            return
        number = normalise(citation.number)
        self._amending.discard(number)
        if amended is not None:
            key = (amended["kind"], fold(join_lines(amended["name"])))
            self._numbers[key] = citation.target or number

    def key(self, paper: NamedPaper) -> str | None:
        """The key of a cited document: number@issuer, the number alone when its issuer is not known."""
        citation = paper.citation
        if citation.number is None and citation.title:
            stated = self._numbers.get((citation.kind or "", fold(join_lines(citation.title))))
            if stated is not None:
                return stated
        if citation.target is not None:
            return citation.target
        return normalise(citation.number) if citation.number else None

    def name_of(self, paper: NamedPaper | None, context: Context) -> str | None:
        """What a document is called that has no number where it is named: its own name, else the heading's."""
        return context.name if paper is None else self.called(paper)

    def called(self, paper: NamedPaper) -> str | None:
        """The name of a law without a number: «Luật Nhập cảnh, xuất cảnh …»; None for any other document."""
        citation = paper.citation
        if citation.number is not None or not citation.title or not citation.kind or self.key(paper) is not None:
            return None
        return f"{citation.kind} {join_lines(citation.title)}"

    def amends(self, paper: NamedPaper) -> bool:
        """Whether a document is an amending one, as its title tells anywhere in this paper."""
        number = paper.citation.number
        return number is not None and normalise(number) in self._amending

    def meant(self, sentence: Sentence, start: int, end: int, context: Context) -> tuple[NamedPaper | None, str | None]:
        """The document that a provision belongs to: the next one named, else one before it, else the heading's."""
        others = [paper for paper in sentence.papers if not paper.own]
        own = next((paper for paper in sentence.papers if end <= paper.start), None)
        if own is not None and own.own and sentence.words[end : own.start].strip() in ("", "của", "tại", "thuộc"):
            return own, self.key(own)
        after = next((paper for paper in others if end <= paper.start), None)
        if after is not None:
            return after, self.key(after)
        before = [paper for paper in others if paper.end <= start]
        if before:
            return before[-1], self.key(before[-1])
        return None, context.document
