"""Bases (căn cứ): repeated, or out of order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from vanban.lint.examples import WELL_CITED, cited, paper
from vanban.lint.faults import Fault
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Citation, Span
from vanban.symbols import normalise
from vanban.text import fold, join_lines

_BASIS_LINE = re.compile(r"^[^\S\n]*[*_]*Căn cứ\b", re.MULTILINE)
_BASIS_END = re.compile(r"^[^\S\n]*[*_#]*(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|Điều 1\b|I\.|1\.)", re.MULTILINE)
_RANKS = {"Hiến pháp": 0, "Bộ luật": 1, "Luật": 1, "Pháp lệnh": 2, "Nghị định": 3, "Thông tư": 5}


@rule(
    "basis-repeated",
    "citations",
    "warning",
    "Một căn cứ được nêu hai lần.",
    fires=cited("Căn cứ Luật Đất đai năm 2024;\n\nCăn cứ Luật Đất đai năm 2024."),
    silent=cited("Căn cứ Luật Đất đai năm 2024;\n\nCăn cứ Luật Nhà ở năm 2023."),
)
def basis_repeated(paper: Paper) -> Iterator[Fault]:
    if paper.group is None:
        return
    lines = [m.start() for m in _BASIS_LINE.finditer(paper.text, 0, min(len(paper.text), 15_000))]
    if len(lines) < 2:
        return
    stop = _BASIS_END.search(paper.text, lines[0])
    end = min(paper.text.find("\n", lines[-1]) % (len(paper.text) + 1), stop.start() if stop else len(paper.text))
    seen: dict[tuple[str, str], Citation] = {}
    for citation in paper.citations:
        line = next((s for s in reversed(lines) if s <= citation.start), None)
        if citation.start >= end or line is None or citation.pinpoint or citation.role != "basis":
            continue
        name = normalise(citation.number) if citation.number else fold(join_lines(citation.surface))
        if not citation.number and citation.class_ != "named":
            continue
        first = seen.setdefault((citation.kind or "", name), citation)
        if first is not citation and paper.text[first.start : citation.start].count("\n") != 0:
            yield Fault(
                citation.start,
                citation.end,
                f"«{join_lines(citation.surface)}» đã nêu ở căn cứ trên.",
                None,
                (Span(first.start, first.end),),
            )


@rule(
    "basis-order",
    "citations",
    "info",
    "Căn cứ chưa xếp theo hiệu lực từ cao xuống thấp.",
    fires=paper(
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;\n\nCăn cứ Luật Hòa giải ở cơ sở năm "
        "2013;\n\nBan hành Kế hoạch./."
    ),
    silent=WELL_CITED,
)
def basis_order(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    lines = [m.start() for m in _BASIS_LINE.finditer(paper.text, 0, min(len(paper.text), 15_000))]
    ranked = []
    for start in lines:
        end = paper.text.find("\n", start) % (len(paper.text) + 1)
        first = next((c for c in paper.citations if start <= c.start < end and c.class_ in ("numbered", "named")), None)
        if first is not None and first.kind in _RANKS:
            ranked.append((_RANKS[first.kind], first))
    for (left, before), (right, citation) in itertools.pairwise(ranked):
        if right < left:
            yield Fault(
                citation.start,
                citation.end,
                f"{citation.kind} phải đứng trước {before.kind}.",
                None,
                (Span(before.start, before.end),),
            )
