"""A frozen report as a Word paper and as a workbook, from its words alone: the same report is the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from thuongton.web.tables import Column as SheetColumn
from thuongton.web.tables import Line, Table
from vanban.write.docx import Annex, Column, Grid, OfficialPaper, Row


def digest(body: Mapping[str, Any]) -> str:
    """SHA-256 of a frozen report, the same whatever the order in which a database keeps its keys."""
    words = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def paper_of(body: Mapping[str, Any]) -> OfficialPaper:
    """The report as an official paper: the summary on its first page, the lists as annexes on turned pages.

    Number, day and signature are left blank for the clerk and the signer (Nghị định 30/2020/NĐ-CP, Điều 13, 15).
    """
    sender = body.get("sender") or {}
    lists = [_grid(table) for table in body.get("tables", ()) if table["key"] != "regular"]
    regular = [_grid(table, caption=False) for table in body.get("tables", ()) if table["key"] == "regular"]
    notes = tuple(f"{label}: {words}" for label, words in body.get("definitions", ()))
    annexes = [Annex("Kết quả thực hiện các nhiệm vụ có thời hạn", tuple(lists))] if lists else []
    for table in body.get("tables", ()):
        if table["key"] == "regular":
            annexes.append(Annex(_without_number(table["caption"]), tuple(regular)))
    if notes:
        annexes.append(Annex("Cách tính trạng thái nhiệm vụ", paragraphs=notes, landscape=False))
    return OfficialPaper(
        issuer=sender.get("issuer", ""),
        issuer_parent=sender.get("issuer_parent", ""),
        symbol=sender.get("symbol", ""),
        place=sender.get("place", ""),
        kind="Báo cáo",
        title=body.get("title", ""),
        paragraphs=tuple(body.get("intro", ())),
        tables=(summary_grid(body),),
        closing=("(Có phụ lục kết quả thực hiện các nhiệm vụ kèm theo)./.",),
        annexes=tuple(annexes),
    )


def summary_grid(body: Mapping[str, Any]) -> Grid:
    """The summary as one row under its heads; a part of a column says so in its head."""
    headline = body.get("headline") or [["", "", 0]]
    columns = tuple(
        Column(label, 3 + max(map(len, label.split()), default=1), "center") for label, _value, _part in headline
    )
    return Grid(columns, (Row(tuple(str(value) for _label, value, _part in headline)),), size=10)


def _without_number(caption: str) -> str:
    number, _dot, words = caption.partition(". ")
    return words if number.isdigit() else caption


def _grid(table: Mapping[str, Any], *, caption: bool = True) -> Grid:
    columns = tuple(Column(label, width, align) for _key, label, width, align in table["columns"])
    rows = tuple(Row(tuple(cells)) for cells in table["rows"]) or (Row(("Không có.",), group=True),)
    return Grid(columns, rows, caption=table["caption"] if caption else "", size=12)


def sheets_of(body: Mapping[str, Any]) -> list[tuple[str, Table]]:
    """The report as two sheets: the summary with its definitions, and every task under the heading of its list."""
    summary = Table(
        (_at(0, "so-lieu", "Số liệu", 60), _at(1, "so-nhiem-vu", "Số nhiệm vụ", 24)),
        [Line(row=[f"   {label}" if part else label, str(value)]) for label, value, part in body.get("headline", ())],
        str(body.get("title", "")),
        [f"{label}: {words}" for label, words in body.get("definitions", ())],
    )
    keys: dict[str, tuple[str, int, str]] = {}
    for table in body.get("tables", ()):
        for key, label, width, align in table["columns"]:
            keys.setdefault(key, (label, width, align))
    order = [key for key in keys if key not in ("ket-qua", "ghi-chu")]
    order += [key for key in ("ket-qua", "ghi-chu") if key in keys]
    lines: list[Line] = []
    for table in body.get("tables", ()):
        own = [column[0] for column in table["columns"]]
        lines.append(Line(heading=table["caption"]))
        for cells in table["rows"]:
            values = dict(zip(own, cells, strict=True))
            lines.append(Line(row=[values.get(key, "") for key in order]))
    columns = [_at(place, key, *keys[key]) for place, key in enumerate(order)]
    return [("Tổng hợp", summary), ("Nhiệm vụ", Table(columns, lines, str(body.get("title", ""))))]


def _at(place: int, key: str, label: str, width: float, align: str = "left") -> SheetColumn:
    text: Callable[[Sequence[str]], str] = lambda row: row[place]  # noqa: E731
    return SheetColumn(key, label, text, width, align)


FROZEN_DAY = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""The day written into every workbook of a print, so that the same report is the same bytes."""
