"""Bases (căn cứ): repeated or out of order; and, with a law register at hand, expired, of another day or title."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from vanban.lint.examples import paper
from vanban.lint.faults import Fault, KnownDocument
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Citation, Span
from vanban.symbols import normalise
from vanban.text import fold, join_lines

_BASIS_LINE = re.compile(r"^[^\S\n]*[*_]*Căn cứ\b", re.MULTILINE)
_BASIS_END = re.compile(r"^[^\S\n]*[*_#]*(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|Điều 1\b|I\.|1\.)", re.MULTILINE)
_RANKS = {"Hiến pháp": 0, "Bộ luật": 1, "Luật": 1, "Pháp lệnh": 2, "Nghị định": 3, "Thông tư": 5}
_INTRO = "Căn cứ Luật Hòa giải ở cơ sở năm 2013;\n\n{line}\n\nỦy ban nhân dân xã ban hành Kế hoạch./."


def _with(line: str) -> str:
    return paper(_INTRO.format(line=line))


_GOOD = _with("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư.")


@rule(
    "basis-repeated",
    "citations",
    "warning",
    "Một căn cứ được nêu hai lần.",
    fires=_with("Căn cứ Luật Đất đai năm 2024;\n\nCăn cứ Luật Đất đai năm 2024."),
    silent=_with("Căn cứ Luật Đất đai năm 2024;\n\nCăn cứ Luật Nhà ở năm 2023."),
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
    silent=_GOOD,
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


_EXPIRED = KnownDocument(
    "110/2004/NĐ-CP", dt.date(2004, 4, 8), "về công tác văn thư", dt.date(2020, 3, 5), "30/2020/NĐ-CP"
)
_IN_FORCE = KnownDocument("30/2020/NĐ-CP", dt.date(2020, 3, 5), "về công tác văn thư")


def _in_register(paper: Paper) -> Iterator[tuple[Citation, KnownDocument]]:
    if paper.register is None:
        return
    for citation in paper.citations:
        known = paper.register.find(citation.target) if citation.target else None
        if known is not None and citation.class_ in ("numbered", "named"):
            yield citation, known


@rule(
    "law-expired",
    "citations",
    "error",
    "Văn bản được viện dẫn đã hết hiệu lực.",
    fires=_with("Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ về công tác văn thư."),
    silent=_GOOD,
    known=(_EXPIRED, _IN_FORCE),
)
def law_expired(paper: Paper) -> Iterator[Fault]:
    issued = paper.header.date
    for citation, known in _in_register(paper):
        if known.expired_on is not None and issued is not None and known.expired_on <= issued:
            if citation.role in ("amends", "repeals", "replaces"):
                continue
            instead = f", được thay bằng {known.replaced_by}" if known.replaced_by else ""
            yield Fault(
                citation.start,
                citation.end,
                f"{known.number} hết hiệu lực từ {known.expired_on:%d/%m/%Y}{instead}.",
                known.replaced_by,
            )


@rule(
    "law-date-differs",
    "citations",
    "error",
    "Ngày của văn bản được viện dẫn khác với sổ đăng ký văn bản.",
    fires=_with("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 15/3/2020 của Chính phủ về công tác văn thư."),
    silent=_GOOD,
    known=(_IN_FORCE,),
)
def law_date(paper: Paper) -> Iterator[Fault]:
    for citation, known in _in_register(paper):
        if known.date is not None and citation.date is not None and known.date != citation.date:
            yield Fault(
                citation.start,
                citation.end,
                f"{known.number} ban hành ngày {known.date:%d/%m/%Y}.",
                f"ngày {known.date:%d/%m/%Y}",
            )


@rule(
    "law-title-differs",
    "citations",
    "warning",
    "Tên văn bản được viện dẫn khác với sổ đăng ký văn bản.",
    fires=_with("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về kiểm soát thủ tục hành chính."),
    silent=_GOOD,
    known=(_IN_FORCE,),
)
def law_title(paper: Paper) -> Iterator[Fault]:
    for citation, known in _in_register(paper):
        if not citation.title or not known.title:
            continue
        left, right = (set(re.findall(r"\w+", fold(title))) for title in (citation.title, known.title))
        if len(left & right) * 2 < min(len(left), len(right)):
            yield Fault(citation.start, citation.end, f"Tên của {known.number} là «{known.title}».", known.title)
