"""The papers around the lists (dự thảo quyết định công bố): their words, with the lists as annexes; pure.

A paper is a :class:`~thuongton.prints.frozen.Frozen`: the draft and what is signed are made from the same thing, so
that a signed paper told again later is the same. What is not known stands as «[CẦN BỔ SUNG …]».
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from thuongton.cases.papers.letter import NOT_LOADED
from thuongton.prints.frozen import Definition, Frozen, PrintHead, version_of
from thuongton.prints.paper import paper_of, sheets_of
from thuongton.reviews.lists.columns import ListColumn, table_of, usual_columns
from thuongton.reviews.lists.facts import RowFacts
from thuongton.reviews.lists.membership import HANDLED, NAMES, ListKind, lists_of
from thuongton.rules.conditions import spelled
from thuongton.web.dates import day_words
from thuongton.web.lists.table import Table
from thuongton.web.numbers import number_words
from vanban.write.docx import Heading, OfficialPaper

MARK = f"({NOT_LOADED[:1].upper()}{NOT_LOADED[1:]}: các cột và cách trình bày danh mục là của phần mềm.)"
"""What every paper says while the official forms are not loaded."""
MISSING = "[CẦN BỔ SUNG: {what}]"
DEFINITIONS = "Cách lập các danh mục"


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class PaperKind(StrEnum):
    """The papers that announce lists."""

    SYSTEM = "system"
    YEAR = "year"
    CHECKED = "checked"
    CONTINUES = "continues"


PAPER_NAMES = {
    PaperKind.SYSTEM: _("Công bố kết quả hệ thống hoá (bốn danh mục)"),
    PaperKind.YEAR: _("Công bố danh mục hết hiệu lực trong năm"),
    PaperKind.CHECKED: _("Công bố kết quả rà soát, kiểm tra"),
    PaperKind.CONTINUES: _("Công bố văn bản tiếp tục có hiệu lực"),
}
MEANINGS = {
    ListKind.EXPIRED: "văn bản mà sổ pháp luật ghi hết hiệu lực hoặc tạm ngưng hiệu lực toàn bộ vào ngày ấn định",
    ListKind.PARTLY: "văn bản còn hiệu lực có phần hết hiệu lực hoặc tạm ngưng hiệu lực vào ngày ấn định",
    ListKind.IN_FORCE: "văn bản còn hiệu lực vào ngày ấn định, cả văn bản hết hiệu lực một phần, chưa có hiệu lực",
    ListKind.TO_HANDLE: "văn bản có quyết định phải xử lý mà đến ngày ấn định chưa xử lý xong",
    ListKind.UNKNOWN: "văn bản mà sổ pháp luật chưa đủ để nói còn hay hết hiệu lực vào ngày ấn định, kèm lý do",
    ListKind.YEAR: "văn bản hết hiệu lực hoặc tạm ngưng hiệu lực toàn bộ từ một ngày trong năm, tính đến ngày ấn định",
    ListKind.YEAR_PARTS: "văn bản có phần hết hiệu lực từ một ngày trong năm, tính đến ngày ấn định",
    ListKind.CHECKED: "mọi văn bản của đợt rà soát",
    ListKind.CONTINUES: "văn bản có quyết định tiếp tục có hiệu lực",
}
"""What each list holds: the definition that is printed and kept with it."""


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """Of whose review a paper tells: the head of the unit, the campaign with its ground, and its key."""

    issuer: str
    campaign: str
    issuer_parent: str = ""
    symbol: str = ""
    place: str = ""
    basis: str = ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("papers.toml").read_text("utf-8"))


def lists_in(paper: PaperKind) -> tuple[ListKind, ...]:
    """The lists that stand in a paper."""
    return tuple(ListKind(one) for one in _data()["papers"][paper.value]["lists"])


def clause_of(paper: PaperKind) -> tuple[str, bool]:
    """What a paper rests on, and whether that was seen in the text of the rule."""
    found = _data()["papers"][paper.value]
    return found["clause"], found["seen"]


def rows_in(kind: ListKind, rows: Sequence[RowFacts], day: dt.date) -> list[RowFacts]:
    """The rows of one list, in their order."""
    return [one for one in rows if kind in lists_of(one, day)]


def frozen_of(
    paper: PaperKind,
    head: ReviewHead,
    rows: Sequence[RowFacts],
    day: dt.date,
    columns: Mapping[ListKind, tuple[ListColumn, ...]] | None = None,
) -> Frozen:
    """A paper with its lists on a day. ``columns`` are those that the unit lays lists out in."""
    given = columns or {}
    found = {kind: rows_in(kind, rows, day) for kind in lists_in(paper)}
    shown = [kind for kind in found if found[kind] or kind is not ListKind.UNKNOWN]
    tables = tuple(table_of(kind, found[kind], day, given.get(kind) or usual_columns(kind)) for kind in shown)
    rule = _data()["papers"][paper.value]
    named = _named(found.get(ListKind.CONTINUES, []))
    title = rule["title"].format(day=day_words(day), year=day.year, named=named)
    return Frozen(
        title=title,
        as_of=day,
        kind="Quyết định",
        head=PrintHead(head.issuer, head.issuer_parent, f"QĐ-{head.symbol}" if head.symbol else "QĐ", head.place),
        intro=(*_bases(rule, head), *_articles(paper, head, found, day, named)),
        tables=tables,
        definitions=tuple(_definition(kind) for kind in shown),
        definitions_title=DEFINITIONS,
        closing=(MARK,),
    )


def list_of(
    kind: ListKind, head: ReviewHead, rows: Sequence[RowFacts], day: dt.date, columns: tuple[ListColumn, ...] = ()
) -> Frozen:
    """One list alone, as a turned paper."""
    found = rows_in(kind, rows, day)
    return Frozen(
        title=_bare(NAMES[kind]),
        as_of=day,
        kind="Danh mục",
        head=PrintHead(head.issuer, head.issuer_parent, "", head.place),
        intro=(f"{head.campaign}, tính đến ngày {day_words(day)}: {number_words(len(found))} văn bản.", MARK),
        tables=(table_of(kind, found, day, columns or usual_columns(kind)),),
        definitions=(_definition(kind),),
        definitions_title=DEFINITIONS,
    )


def _bare(name: str) -> str:
    """The name of a list under the word «Danh mục»: «Văn bản còn hiệu lực»."""
    words = name.removeprefix("Danh mục ")
    return words[:1].upper() + words[1:]


def _definition(kind: ListKind) -> Definition:
    words = MEANINGS[kind]
    return Definition(NAMES[kind], words, f"reviews.{kind}", version_of(words, spelled(tuple(sorted(HANDLED)))))


def _bases(rule: Mapping[str, Any], head: ReviewHead) -> list[str]:
    """What the paper rests on: the clause first where it names one, the two texts, the ground of the campaign."""
    found = [rule["base"]] if rule.get("base") else []
    found += [one["words"] for one in _data()["bases"]]
    if rule.get("base"):  # the law stands in the clause already
        found.pop(1)
    if head.basis:
        words = head.basis.rstrip(" .;")
        found.append(f"{words if words.lower().startswith('căn cứ') else f'Căn cứ {words}'};")
    found.append(f"Theo đề nghị của {MISSING.format(what='cơ quan trình')}.")
    return found


def _articles(
    paper: PaperKind, head: ReviewHead, found: Mapping[ListKind, list[RowFacts]], day: dt.date, named: str
) -> list[str]:
    """The articles of the decision; what follows «QUYẾT ĐỊNH:»."""
    if paper is PaperKind.CONTINUES:
        first = [f"Điều 1. Công bố {named} tiếp tục có hiệu lực (danh mục kèm theo)."]
    else:
        counted = [
            f"{at}. {NAMES[kind]}: {number_words(len(rows))} văn bản{';' if at < _shown(found) else '.'}"
            for at, (kind, rows) in enumerate(((k, r) for k, r in found.items() if r or k is not ListKind.UNKNOWN), 1)
        ]
        first = [f"Điều 1. Công bố kèm theo Quyết định này kết quả của «{head.campaign}», tính đến ngày"
                 f" {day_words(day)}, gồm:", *counted]  # fmt: skip
    return [
        DECIDES,
        *first,
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        f"Điều 3. {MISSING.format(what='cơ quan, người chịu trách nhiệm thi hành')} chịu trách nhiệm thi hành"
        " Quyết định này./.",
    ]


DECIDES = "QUYẾT ĐỊNH:"


def _shown(found: Mapping[ListKind, list[RowFacts]]) -> int:
    return sum(bool(rows) or kind is not ListKind.UNKNOWN for kind, rows in found.items())


def _named(rows: Sequence[RowFacts]) -> str:
    """The documents that stay in force as a title names them: one by its name, several by their number."""
    if not rows:
        return MISSING.format(what="tên văn bản")
    one = rows[0]
    if len(rows) > 1:
        return f"{number_words(len(rows))} văn bản quy phạm pháp luật"
    issued = f" ngày {day_words(one.issued_on)}" if one.issued_on else ""
    of = f" của {one.issuer}" if one.issuer else ""
    return f"{one.kind or 'Văn bản'} số {one.number}{issued}{of}"


def official(
    frozen: Frozen, *, number: str = "", on: dt.date | None = None, capacity: str = "", signer: str = ""
) -> OfficialPaper:
    """A paper ready to be signed: its heads stand out, with number, day and signer where they are known."""
    paper = paper_of(frozen)
    symbol = number.partition("/")[2]
    paragraphs = tuple(Heading(one, centred=True) if one == DECIDES else one for one in frozen.intro)
    decision = frozen.kind == "Quyết định"
    return replace(
        paper,
        paragraphs=paragraphs,
        number=number.partition("/")[0],
        symbol=symbol or paper.symbol,
        date=on,
        numbered=decision,
        recipients=(MISSING.format(what="nơi nhận"),) if decision else (),
        capacity=capacity or (MISSING.format(what="chức vụ người ký") if decision else ""),
        signer=signer,
    )


def sheets(frozen: Frozen) -> list[Table]:
    """A paper as a workbook: a sheet for each list, without the words of the decision."""
    day = f"Tính đến ngày {day_words(frozen.as_of)}" if frozen.as_of else ""
    return sheets_of(replace(frozen, intro=(day, MARK) if day else (MARK,)))
