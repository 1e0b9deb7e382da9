"""A kept reading (the JSON of ``vanban``) as the values of the library again, so that no file is read twice."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from thuongton.documents.findings import rules_mark
from vanban.files.plain import find_tables
from vanban.model import Reading, jsonable

Maker = Callable[[Any], Any]
MARKED = "rules"
"""Where a kept reading says by which rules it was checked."""


@lru_cache(maxsize=64)
def _maker(kind: Any) -> Maker:
    """What turns the JSON of a value of this type into the value."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        one = next(each for each in inside if each is not type(None))
        if one in (int, float, str):
            return lambda raw: raw
        make = _maker(one)
        return lambda raw: None if raw is None else make(raw)
    if origin is tuple:
        make = _maker(inside[0])
        return lambda raw: tuple(make(each) for each in raw or ())
    if origin is dict:
        make = _maker(inside[1])
        return lambda raw: {key: make(each) for key, each in (raw or {}).items()}
    if kind is dt.date:
        return lambda raw: dt.date.fromisoformat(raw)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind
    if dataclasses.is_dataclass(kind):
        return lambda raw: _value(kind, raw)
    return lambda raw: raw


@lru_cache(maxsize=64)
def _parts(kind: Any) -> tuple[tuple[str, str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((each.name, each.name.rstrip("_"), hints[each.name]) for each in dataclasses.fields(kind))


def _value(kind: Any, raw: Mapping[str, Any]) -> Any:
    return kind(**{name: _maker(hint)(raw[key]) for name, key, hint in _parts(kind) if key in raw})


def body_of(reading: Reading) -> dict[str, Any]:
    """What is kept of a reading: its JSON, its tables, and the mark of the rules it was checked by."""
    return {**reading.to_dict(), "tables": jsonable(reading.tables), MARKED: rules_mark()}


def reading_again(body: Mapping[str, Any], name: str) -> Reading:
    """The reading that :func:`body_of` kept, without its findings; tables are found again where they were not kept.

    Args:
        body: what is kept of the reading.
        name: what the paper is called in what is said of it (``Part.file`` of a reconciliation).
    """
    kept = {"text": "", "header": {}, **{key: value for key, value in body.items() if key != "findings"}}
    source = {"format": "", "sha256": "", **(body.get("source") or {}), "name": name}
    found: Reading = _value(Reading, {**kept, "source": source})
    return found if "tables" in body else dataclasses.replace(found, tables=tuple(find_tables(found.text)))
