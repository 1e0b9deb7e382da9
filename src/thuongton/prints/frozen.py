"""What a print keeps (bản in giữ nguyên): its words, tables, rows and definitions as they were, without a database.

The kept JSON is compact (a row is a list of cells) and canonical: the same print is the same bytes on both databases,
so that :func:`digest` can be held against what stands on the paper. Prints of before rows were named are read too.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from thuongton.web.lists.columns import Kind, Value

FORM = 2
"""The form of the kept JSON; without a number it is the first, that of reports of plans."""
_FIRST_ANNEX = ("regular", "late_turns")
"""Lists of the first form that stand in an annex of their own."""
_FIRST_DATED, _FIRST_SHEETS = "Kết quả thực hiện các nhiệm vụ có thời hạn", ("Nhiệm vụ", "Kỳ quá hạn")
_FIRST_CLOSING = "(Có phụ lục kết quả thực hiện các nhiệm vụ kèm theo)./."
_FIRST_DEFINITIONS = "Cách tính trạng thái nhiệm vụ"


class UnreadablePrint(ValueError):
    """JSON that is no print."""


def digest(body: object) -> str:
    """SHA-256 of a kept print, the same whatever the order in which a database keeps its keys."""
    words = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def version_of(*parts: str) -> str:
    """The version of a definition: it changes with its words and with the rule that it tells.

    >>> version_of("Quá hạn", "due < as_of")
    '6b43cc5f39f6'
    """
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class PrintHead:
    """Whose paper it is: the body, the one above it, its symbol («BC-STP») and the place named beside the day."""

    issuer: str = ""
    issuer_parent: str = ""
    symbol: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class FrozenColumn:
    """A column: its key in addresses, its head, its width (a share), what it holds and to which side it stands."""

    key: str
    label: str
    width: int
    kind: Kind = Kind.TEXT
    align: str = "left"
    head: str = ""


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A row: the facts shown, and the record (``model`` label and ``pk``) they were read from; or words over all."""

    cells: tuple[Value, ...] = ()
    model: str = ""
    pk: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class FrozenTable:
    """A table; those of one ``annex`` stand in it together, those of one ``sheet`` under each other in a workbook."""

    key: str
    caption: str
    columns: tuple[FrozenColumn, ...]
    rows: tuple[FrozenRow, ...]
    annex: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the summary; ``part`` says that it is a part of the one before it."""

    label: str
    value: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """By what definition something was counted: its code, its words then, and their version (:func:`version_of`)."""

    label: str
    words: str
    code: str = ""
    version: str = ""

    @property
    def told(self) -> str:
        """The words with their version, as they stand on paper."""
        return f"{self.words} (phiên bản {self.version})" if self.version else self.words


@dataclass(frozen=True, slots=True)
class Frozen:
    """A print. ``by``, ``hat`` and ``made_at`` say who made it; ``scope`` is the unit whose rows it shows.

    ``kind`` is the name of the paper («Báo cáo»), ``intro`` its sentences, ``figures`` its summary, ``unconfirmed``
    what stood as a machine had read it. Of a list ``query`` is the address that asked for it.
    """

    title: str
    as_of: dt.date | None = None
    kind: str = ""
    basis: str = ""
    scope: int | None = None
    by: str = ""
    hat: str = ""
    made_at: dt.datetime | None = None
    head: PrintHead = PrintHead()
    intro: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[FrozenTable, ...] = ()
    definitions: tuple[Definition, ...] = ()
    definitions_title: str = ""
    closing: tuple[str, ...] = ()
    query: str = ""

    def rows(self) -> Iterable[FrozenRow]:
        """Every row of every table that names a record."""
        return (row for table in self.tables for row in table.rows if row.model)

    def to_dict(self) -> dict[str, Any]:
        """The JSON that is kept."""
        return {
            "form": FORM,
            "title": self.title,
            "kind": self.kind,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "basis": self.basis,
            "scope": self.scope,
            "by": self.by,
            "hat": self.hat,
            "made_at": self.made_at.isoformat() if self.made_at else None,
            "sender": {
                "issuer": self.head.issuer,
                "issuer_parent": self.head.issuer_parent,
                "symbol": self.head.symbol,
                "place": self.head.place,
            },
            "intro": list(self.intro),
            "unconfirmed": list(self.unconfirmed),
            "headline": [[one.label, one.value, int(one.part)] for one in self.figures],
            "tables": [_table_kept(table) for table in self.tables],
            "definitions": [[one.label, one.words, one.code, one.version] for one in self.definitions],
            "definitions_title": self.definitions_title,
            "closing": list(self.closing),
            "query": self.query,
        }

    @classmethod
    def from_dict(cls, body: object) -> Frozen:
        """The print that was kept, of either form. Raises Unreadable."""
        try:
            return _read(cast("Mapping[str, Any]", body))
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise UnreadablePrint(f"{type(error).__name__}: {error}") from error


def _read(body: Mapping[str, Any]) -> Frozen:
    first = "form" not in body
    sender: Mapping[str, str] = body.get("sender") or {}
    raw = body.get("tables", ())
    own = next((name_of(table["caption"]) for table in raw if table["key"] in _FIRST_ANNEX), "") if first else ""
    tables = tuple(_table_read(table, own if first else None) for table in raw)
    day, moment = body.get("as_of"), body.get("made_at")
    return Frozen(
        title=body.get("title", "") if first else body["title"],
        kind="Báo cáo" if first else body["kind"],
        as_of=dt.date.fromisoformat(day) if day else None,
        basis=body.get("basis", ""),
        scope=body.get("scope"),
        by=body.get("by", ""),
        hat=body.get("hat", ""),
        made_at=dt.datetime.fromisoformat(moment) if moment else None,
        head=PrintHead(**{name: sender.get(name, "") for name in ("issuer", "issuer_parent", "symbol", "place")}),
        intro=tuple(body.get("intro", ())),
        unconfirmed=tuple(body.get("unconfirmed", ())),
        figures=tuple(Figure(label, value, bool(part)) for label, value, part in body.get("headline", ())),
        tables=tables,
        definitions=tuple(Definition(*one) for one in body.get("definitions", ())),
        definitions_title=_FIRST_DEFINITIONS if first else body["definitions_title"],
        closing=(_FIRST_CLOSING,) if first else tuple(body["closing"]),
        query=body.get("query", ""),
    )


def _table_kept(table: FrozenTable) -> dict[str, Any]:
    return {
        "key": table.key,
        "caption": table.caption,
        "annex": table.annex,
        "sheet": table.sheet,
        "columns": [[one.key, one.label, one.width, one.align, str(one.kind), one.head] for one in table.columns],
        "rows": [row.heading or [_cell_kept(cell) for cell in row.cells] for row in table.rows],
        "ids": [[row.model, row.pk] if row.model else None for row in table.rows],
    }


def _table_read(table: Mapping[str, Any], own: str | None) -> FrozenTable:
    """A table; ``own`` is the annex of the regular tasks in a print of the first form, None in one of today's."""
    key, caption = table["key"], table["caption"]
    columns = tuple(
        FrozenColumn(key, label, width, Kind(more[0]) if more else Kind.TEXT, align, more[1] if more else "")
        for key, label, width, align, *more in table["columns"]
    )
    ids = table.get("ids") or [None] * len(table["rows"])
    annex, sheet = table.get("annex", ""), table.get("sheet", "")
    if own is not None:
        annex = own if key in _FIRST_ANNEX else _FIRST_DATED
        sheet = _FIRST_SHEETS[key == "late_turns"]
    rows = tuple(_row_read(cells, named or ("", 0)) for cells, named in zip(table["rows"], ids, strict=True))
    if any(len(row.cells) != len(columns) for row in rows if not row.heading):
        raise ValueError(f"«{caption}»: a row has more or fewer cells than there are columns")
    return FrozenTable(key, caption, columns, rows, annex, sheet)


def _row_read(cells: Any, named: Sequence[Any]) -> FrozenRow:
    if isinstance(cells, str):
        return FrozenRow(heading=cells)
    model, pk = named
    return FrozenRow(tuple(map(_cell_read, cells)), model, pk)


def _cell_kept(value: Value) -> Any:
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    return {"number": repr(value)} if isinstance(value, float) else value


def _cell_read(kept: Any) -> Value:
    if not isinstance(kept, dict):
        return cast("Value", kept)
    if "moment" in kept:
        return dt.datetime.fromisoformat(kept["moment"])
    return dt.date.fromisoformat(kept["day"]) if "day" in kept else float(kept["number"])


def name_of(caption: str) -> str:
    """A caption without its number in the paper.

    >>> name_of("4. Nhiệm vụ thường xuyên: 23 nhiệm vụ")
    'Nhiệm vụ thường xuyên: 23 nhiệm vụ'
    """
    number, _dot, words = caption.partition(". ")
    return words if number.isdigit() else caption
