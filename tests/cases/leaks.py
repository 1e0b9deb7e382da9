"""Marks planted in fields, and where they are looked for from outside: as typed, bare, escaped, encoded."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

from thuongton.cases.definition.model import KindField
from vanban.text import fold

STEM = "Quỹxzkhoạj"
"""What every planted text holds; no word of a language."""
NUMBER = 770_017_000
"""What every planted number begins with."""


def planted(field: KindField, name: str) -> Any:
    """A value that fits a field and bears the mark; None for types that can bear none."""
    text = f"{STEM} {name}"
    match field.kind:
        case "text":
            return text
        case "long_text":
            return f"Bà {text} trình bày sự việc của mình"
        case "number" | "money":
            return NUMBER + len(name)
        case "clause":
            return {"van_ban": text, "dieu": "1"}
        case "rows":
            return [{part.name: planted(part, f"{name}.{part.name}") or "x" for part in field.parts}]
    return None


def _encoded(text: bytes) -> Iterator[bytes]:
    """What base64 of anything that holds a text must hold, whatever stands before it."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + text + b"\0" * 3)
        first = (before * 8 + 5) // 6 + (1 if before else 0)
        yield whole[first + 1 : (before + len(text)) * 8 // 6 - 1]


def signs() -> set[bytes]:
    """Every way in which a planted mark may stand among bytes."""
    found: set[bytes] = set()
    for text in (STEM, STEM.lower(), STEM.upper(), fold(STEM), fold(STEM).upper(), str(NUMBER)[:6]):
        raw = text.encode()
        found |= {raw, json.dumps(text)[1:-1].encode(), text.encode("utf-16-le"), raw.hex().encode()}
        if text != str(NUMBER)[:6]:
            found |= set(_encoded(raw)) | {one.translate(bytes.maketrans(b"+/", b"-_")) for one in _encoded(raw)}
    return found


def leaks(data: bytes) -> list[str]:
    """The signs that stand in bytes, each with what stands around it; parts of archives are opened."""
    found = []
    for sign in signs():
        if (at := data.find(sign)) >= 0:
            found.append(f"{sign!r}: {data[max(0, at - 60) : at + 60]!r}")
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [f"{name}: {one}" for name in archive.namelist() for one in leaks(archive.read(name))]
    return found


def database_bytes(folder: Path) -> bytes:
    """The whole database from outside: the file of SQLite, every row of every table as PostgreSQL writes it."""
    if connection.vendor == "sqlite":
        path = folder / "whole.sqlite3"
        connection.ensure_connection()
        path.write_bytes(connection.connection.serialize())
        return path.read_bytes()
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT row_to_json(t)::text, t::text FROM "{table}" t')
            told += [f"{a}\n{b}" for a, b in cursor.fetchall()]
        return "\n".join(told).encode()
