"""Cited documents against a law register (sổ văn bản): expired, replaced, not yet in force, another day or title.

Without a register these rules are silent. Validity is judged as of the paper's own day; a draft without a day is judged
as of the latest day that it must come after: the month or year printed in its head, the newest document it cites.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from vanban.lint.examples import WELL_CITED, cited
from vanban.lint.faults import Fault, KnownDocument, Status, StatusInterval
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Citation
from vanban.text import fold

_WORDS = re.compile(r"\w+")
_UNDONE = ("amends", "repeals", "replaces")
_PAST = re.compile(
    r"(?:trước đây|trước ngày|đã được thay thế|được thay thế bởi|hết hiệu lực|bãi bỏ|đã từng)", re.IGNORECASE
)


_IN_FORCE = KnownDocument("30/2020/NĐ-CP", dt.date(2020, 3, 5), "về công tác văn thư")
_REPLACED = KnownDocument(
    "110/2004/NĐ-CP",
    dt.date(2004, 4, 8),
    "về công tác văn thư",
    intervals=(StatusInterval(Status.EXPIRED, dt.date(2020, 3, 5)),),
    replaced_by="30/2020/NĐ-CP",
)
_EXPIRED = KnownDocument(
    "79/2009/QĐ-TTg",
    dt.date(2009, 8, 15),
    intervals=(StatusInterval(Status.EXPIRED, dt.date(2025, 6, 16)),),
)
_COMING = KnownDocument(
    "140/2026/NĐ-CP",
    dt.date(2026, 3, 20),
    intervals=(StatusInterval(Status.NOT_YET), StatusInterval(Status.IN_FORCE, dt.date(2026, 7, 1))),
)


def _known(paper: Paper) -> Iterator[tuple[Citation, KnownDocument]]:
    """The cited documents that the register knows, but for those that the paper itself changes or ends."""
    if paper.register is None:
        return
    for citation in paper.citations:
        known = paper.register.find(citation.target) if citation.target else None
        if known is not None and citation.class_ in ("numbered", "named") and citation.role not in _UNDONE:
            yield citation, known


def _expired(paper: Paper) -> Iterator[tuple[Citation, KnownDocument, str]]:
    """Documents that were no longer in force when the paper was issued, once each, and the sentence that says so."""
    issued = paper.issued_from
    told: set[str] = set()
    for citation, known in _known(paper):
        if issued is None or known.number in told or known.status_on(issued) is not Status.EXPIRED:
            continue
        line = paper.text.rfind("\n", 0, citation.start) + 1
        if _PAST.search(paper.text, max(line, citation.start - 60), citation.end + 60):
            continue
        told.add(known.number)
        since = known.since(Status.EXPIRED)
        yield citation, known, f"{known.number} hết hiệu lực" + (f" từ {since:%d/%m/%Y}" if since else "")


@rule(
    "citation-expired",
    "citations",
    "error",
    "Văn bản được viện dẫn đã hết hiệu lực.",
    fires=cited("Căn cứ Quyết định số 79/2009/QĐ-TTg ngày 15/8/2009 của Thủ tướng Chính phủ."),
    silent=WELL_CITED,
    known=(_EXPIRED, _IN_FORCE),
)
def citation_expired(paper: Paper) -> Iterator[Fault]:
    for citation, known, said in _expired(paper):
        if known.replaced_by is None:
            yield Fault(citation.start, citation.end, f"{said}.")


@rule(
    "citation-replaced",
    "citations",
    "error",
    "Văn bản được viện dẫn đã được văn bản khác thay thế.",
    fires=cited("Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ về công tác văn thư."),
    silent=WELL_CITED,
    known=(_REPLACED, _IN_FORCE),
)
def citation_replaced(paper: Paper) -> Iterator[Fault]:
    for citation, known, said in _expired(paper):
        if known.replaced_by is not None:
            yield Fault(citation.start, citation.end, f"{said}, được thay bằng {known.replaced_by}.", known.replaced_by)


@rule(
    "citation-not-in-force",
    "citations",
    "warning",
    "Căn cứ chưa có hiệu lực vào ngày ban hành văn bản này.",
    fires=cited("Căn cứ Nghị định số 140/2026/NĐ-CP ngày 20/3/2026 của Chính phủ."),
    silent=WELL_CITED,
    known=(_COMING, _IN_FORCE),
)
def citation_not_in_force(paper: Paper) -> Iterator[Fault]:
    issued = paper.header.date
    if not paper.administrative:  # a decree that details a law is issued before the law comes into force
        return
    for citation, known in _known(paper):
        if issued is None or citation.role != "basis" or known.status_on(issued) is not Status.NOT_YET:
            continue
        since = known.since(Status.IN_FORCE)
        when = f" đến ngày {since:%d/%m/%Y} mới" if since else " chưa"
        yield Fault(citation.start, citation.end, f"{known.number}{when} có hiệu lực.")


@rule(
    "citation-wrong-date",
    "citations",
    "error",
    "Ngày của văn bản được viện dẫn khác với sổ văn bản.",
    fires=cited("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 15/3/2020 của Chính phủ về công tác văn thư."),
    silent=WELL_CITED,
    known=(_IN_FORCE,),
)
def citation_wrong_date(paper: Paper) -> Iterator[Fault]:
    for citation, known in _known(paper):
        if known.date is not None and citation.date is not None and known.date != citation.date:
            right = f"ngày {known.date:%d/%m/%Y}"
            yield Fault(citation.start, citation.end, f"{known.number} ban hành {right}.", right)


@rule(
    "citation-wrong-title",
    "citations",
    "warning",
    "Tên văn bản được viện dẫn khác với sổ văn bản.",
    fires=cited("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về kiểm soát thủ tục hành chính."),
    silent=WELL_CITED,
    known=(_IN_FORCE,),
)
def citation_wrong_title(paper: Paper) -> Iterator[Fault]:
    for citation, known in _known(paper):
        if not citation.title or not known.title or citation.class_ != "numbered":
            continue
        left, right = (set(_WORDS.findall(fold(title))) for title in (citation.title, known.title))
        if len(left & right) * 2 < min(len(left), len(right)):
            yield Fault(citation.start, citation.end, f"Tên của {known.number} là «{known.title}».", known.title)
