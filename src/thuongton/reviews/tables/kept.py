"""Rows of a working table between reading and writing: as plain values, and as sheets in their old columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from thuongton.reviews.tables.columns import columns_of
from thuongton.reviews.tables.grids import SEPARATOR, SourceRow
from vanban.text import clean, fold

_ISSUER = re.compile(
    r"""(?:của\s+)?(?P<body>HĐND|UBND|Hội\ đồng\ nhân\ dân|[UỦ][yỷ]\ ban\ nhân\ dân|Chủ\ tịch\ UBND)\s+
    # the level, in full or cut short
    (?P<level>tỉnh|thành\ phố|TP\.?|T\.|huyện|thị\ xã|xã|phường)\s*
    # the name: words with a capital
    (?P<name>(?:[A-ZĐÂĂÔƠƯÁÀẢÃẠẮẰẤẦỐỒỚỜỨỪÍÌÚÙÝỲÉÈẾỀÓÒ][^\W\d_]*(?:-[^\W\d_]+)?\s?){1,4})""",
    re.VERBOSE,
)
_LEVEL = re.compile(r"\b(?:tinh|thanh pho|tp|t)\b")


def plain_row(row: SourceRow) -> dict[str, Any]:
    """A row as values that JSON holds."""
    return {
        "id": row.ident, "sheet": row.sheet, "line": row.line, "kind": row.kind, "cells": dict(row.cells),
        "sections": list(row.sections), "names": [one.name for one in row.columns], "ordinal": row.ordinal,
    }  # fmt: skip


def row_of(kept: Mapping[str, Any]) -> SourceRow:
    """The row of such values."""
    return SourceRow(
        kept["id"], kept["sheet"], kept["line"], kept["kind"], kept["cells"], tuple(kept["sections"]),
        columns_of(kept["names"]), kept["ordinal"],
    )  # fmt: skip


def sheets_back(rows: Iterable[SourceRow]) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """The rows as sheets: name, names of columns, lines. Sections and notes stand where they stood.

    A row that had no columns (a title above the head, the head itself) is not written: the head is made anew.
    """
    sheets: dict[str, list[SourceRow]] = {}
    for row in rows:
        sheets.setdefault(row.sheet, []).append(row)
    for title, held in sheets.items():
        columned = [row for row in held if row.columns]
        names = list(dict.fromkeys(one.name for row in columned for one in row.columns if one.name != "sheet"))
        lines = [[row.cells.get(name, "") for name in names] for row in columned if row.kind != "head"]
        if names and lines:
            yield title, names, lines


def storeys(name: str) -> tuple[str, str]:
    """The name of a column as a group and its own words, "" for no group."""
    group, found, leaf = name.rpartition(SEPARATOR)
    return (group, leaf) if found else ("", name)


def issuer_after(text: str, number: str) -> str:
    """The local body that a cell names behind a number; "" where it names none.

    >>> issuer_after("Quyết định số 1/2020/QĐ-UBND ngày 01/02/2020 của UBND tỉnh An Giang quy định", "1/2020/QĐ-UBND")
    'UBND tỉnh An Giang'
    """
    told = clean(text).text
    start = max(told.find(number), 0)
    match = _ISSUER.search(told, start, start + 200)
    return " ".join(match.group().removeprefix("của ").split()) if match else ""


def names_place(text: str, issuer: str) -> bool:
    """Whether a text names the place of an issuer, however it is spelt («tỉnh Kiên-Giang», «T. Kiên Giang»)."""
    place = re.split(r"\b(?:tinh|thanh pho|huyen|thi xa|xa|phuong)\s+", _flat(issuer))[-1]
    return bool(place) and f" {place} " in f" {_flat(text)} "


def _flat(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", fold(clean(text).text)).split())


def same_document(number: str, issuer: str, title: str) -> str:
    """What tells a document without an act in the register apart: its number and issuer, or its title."""
    if not number:
        return f"#{_flat(title)[:200]}"
    body = _flat(issuer).replace("hoi dong nhan dan", "hdnd").replace("uy ban nhan dan", "ubnd")
    return f"{number}@{' '.join(_LEVEL.sub(' ', body).split())}"
