"""The tables of a corpus: their fixed columns, and the rows that one reading gives.

Every table has the column ``path`` (relative to the folder, parted by ``/``). Missing is null or an empty list. Offsets
are those of ``vanban read --json``. Text that is no Unicode scalar (half of a pair) is written as ``?``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from vanban.model import Reading, Value

SCHEMA = "vanban-corpus/1"

_Get = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its name, its type (a name of pyarrow; ``texts`` and ``spans`` are lists), where it comes from."""

    name: str
    type: str
    get: _Get


def _same(type_: str, *names: str) -> list[TableColumn]:
    """Columns that are called as the attributes they hold."""
    return [TableColumn(name, type_, attrgetter(name)) for name in names]


def _inner(outer: str, name: str) -> _Get:
    """The attribute of an inner value that may be absent."""

    def get(item: Any) -> Any:
        inner = getattr(item, outer)
        return None if inner is None else getattr(inner, name)

    return get


def _json(name: str) -> _Get:
    """An inner value as JSON text, None when it is absent or empty."""

    def get(item: Any) -> str | None:
        value = getattr(item, name)
        if not value:
            return None
        shape = value.to_dict() if isinstance(value, Value) else [one.to_dict() for one in value]
        return json.dumps(shape, ensure_ascii=False)

    return get


def _related(finding: Any) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in finding.related]


_SPAN = _same("int64", "start", "end")

# The rows inside a reading: table → (attribute of the reading, columns after path and no).
_INSIDE: dict[str, tuple[str, list[TableColumn]]] = {
    "citations": (
        "citations",
        [
            *_SPAN,
            *_same("string", "surface", "kind", "number"),
            *_same("date32", "date"),
            *_same("string", "issuer", "title", "pinpoint"),
            TableColumn("class", "string", attrgetter("class_")),
            *_same("string", "role", "target"),
        ],
    ),
    "amendments": (
        "amendments",
        [
            *_SPAN,
            TableColumn("kind", "string", lambda amendment: str(amendment.kind)),
            *_same("string", "surface", "at", "document", "provision", "scope"),
            TableColumn("payload_start", "int64", _inner("payload", "start")),
            TableColumn("payload_end", "int64", _inner("payload", "end")),
            *(TableColumn(name, "string", _json(name)) for name in ("old", "new", "places", "anchor")),
            *_same("string", "replacement"),
            TableColumn("effect", "string", _json("effect")),
            *_same("float64", "confidence"),
            *_same("bool_", "needs_person"),
            *_same("string", "reason"),
        ],
    ),
    "tasks": (
        "tasks",
        [
            *_SPAN,
            *_same("string", "code", "part"),
            TableColumn("group_label", "string", _inner("group", "label")),
            TableColumn("group_title", "string", _inner("group", "title")),
            TableColumn("number", "string", attrgetter("no")),
            *_same("string", "title"),
            *_same("texts", "lead", "coordinating"),
            *_same("string", "lead_text", "coordinating_text", "product", "timing_text"),
            TableColumn("timing_kind", "string", lambda task: str(task.timing.kind)),
            TableColumn("timing_start", "date32", _inner("timing", "start")),
            TableColumn("timing_due", "date32", _inner("timing", "due")),
            TableColumn("timing_rrule", "string", _inner("timing", "rrule")),
            TableColumn("timing_event", "string", _inner("timing", "event")),
            TableColumn("timing_confidence", "float64", _inner("timing", "confidence")),
            TableColumn("timing", "string", _json("timing")),
            TableColumn("result", "string", _inner("progress", "result")),
            TableColumn("note", "string", _inner("progress", "note")),
            TableColumn("status", "string", _inner("progress", "status")),
            TableColumn("punctuality", "string", _inner("progress", "punctuality")),
            *_same("string", "reports_on"),
            *_same("bool_", "duty"),
            *_same("float64", "confidence"),
        ],
    ),
    "figures": (
        "figures",
        [
            *_SPAN,
            *_same("string", "surface"),
            TableColumn("value", "float64", lambda figure: float(figure.value)),
            *_same("string", "unit", "subject", "period", "where"),
            TableColumn("whole", "float64", lambda figure: None if figure.whole is None else float(figure.whole)),
            *_same("string", "bound"),
        ],
    ),
    "findings": (
        "findings",
        [
            *_same("string", "rule", "severity"),
            *_SPAN,
            *_same("string", "surface", "message", "suggestion"),
            TableColumn("related", "spans", _related),
        ],
    ),
}

_SOURCE: list[tuple[str, str]] = [
    ("bytes", "int64"),
    ("sha256", "string"),
    ("format", "string"),
    ("pages", "int32"),
    ("ocr", "bool_"),
    ("characters", "int64"),
]
_HEADER: list[tuple[str, str]] = [
    *((name, "string") for name in ("kind", "kind_code", "number", "symbol")),
    ("date", "date32"),
    *((name, "string") for name in ("date_text", "place", "issuer", "parent", "title")),
    *((name, "texts") for name in ("addressee", "recipients", "archive")),
    *((name, "string") for name in ("signer", "signer_capacity", "secrecy", "urgency")),
    ("missing", "texts"),
]
_FAULT: list[tuple[str, str]] = [("error_code", "string"), ("error", "string")]

TABLES = ("documents", *_INSIDE, "errors")


def columns(table: str) -> list[tuple[str, str]]:
    """The columns of a table in their order, each with its type as this module names it."""
    if table == "documents":
        counts = [(name, "int32") for name in _INSIDE]
        return [("path", "string"), *_SOURCE, *_HEADER, *counts, *_FAULT]
    if table == "errors":
        return [("path", "string"), ("bytes", "int64"), *_FAULT]
    return [("path", "string"), ("no", "int32"), *((column.name, column.type) for column in _INSIDE[table][1])]


@cache
def schema(table: str) -> Any:
    """The pyarrow schema of a table."""
    import pyarrow as pa

    lists = {
        "texts": pa.list_(pa.string()),
        "spans": pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())])),
    }
    return pa.schema(
        [(name, lists[type_] if type_ in lists else getattr(pa, type_)()) for name, type_ in columns(table)],
        metadata={"schema": SCHEMA, "table": table},
    )


def _batch(table: str, values: Sequence[list[Any]]) -> Any:
    import pyarrow as pa

    shape = schema(table)
    arrays = []
    for field, column in zip(shape, values, strict=True):
        try:
            arrays.append(pa.array(column, field.type))
        except UnicodeEncodeError:
            arrays.append(pa.array([_scalar(value) for value in column], field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=shape)


def _scalar(value: Any) -> Any:
    """A value whose texts hold Unicode scalars only."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, (list, tuple)):
        return [_scalar(item) for item in value]
    return value


def rows_of(path: str, size: int, reading: Reading) -> dict[str, Any]:
    """The record batches of one reading, by table; tables without a row are left out."""
    found: dict[str, Any] = {}
    counts = []
    for table, (attribute, inside) in _INSIDE.items():
        items: Iterable[Any] = getattr(reading, attribute)
        items = tuple(items)
        counts.append(len(items))
        if items:
            values = [[column.get(item) for item in items] for column in inside]
            found[table] = _batch(table, [[path] * len(items), list(range(len(items))), *values])
    source, header = reading.source, reading.header
    row = [
        *(path, size, source.sha256, source.format, source.pages, source.ocr, len(reading.text)),
        *(getattr(header, name) for name, _ in _HEADER),
        *(*counts, None, None),
    ]
    found["documents"] = _batch("documents", [[value] for value in row])
    return found


def rows_of_fault(path: str, size: int | None, code: str, sentence: str) -> dict[str, Any]:
    """The record batches of a file that could not be read: a row of documents and the same of errors."""
    empty: list[Any] = [[] if type_ == "texts" else None for _, type_ in _HEADER]
    row = [path, size, None, None, None, None, None, *empty, *(None for _ in _INSIDE), code, sentence]
    return {
        "documents": _batch("documents", [[value] for value in row]),
        "errors": _batch("errors", [[path], [size], [code], [sentence]]),
    }
