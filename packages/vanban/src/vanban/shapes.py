"""The JSON shape of the values of a reading: written from dataclasses, read back into them with each fault named."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Maker = Callable[[Any], Any]
Made = TypeVar("Made")


class BadShape(ValueError):
    """JSON that is no reading. ``place`` names where («citations[3].start»); ``str`` is one Vietnamese sentence."""

    def __init__(self, fault: str, place: str = "") -> None:
        super().__init__(fault)
        self.fault = fault
        self.place = place

    def within(self, outer: str) -> BadShape:
        """The same fault, seen from one level further out."""
        inner = f".{self.place}" if self.place and not self.place.startswith("[") else self.place
        return BadShape(self.fault, outer + inner)

    def __str__(self) -> str:
        return f"Bản đọc lưu không đúng mẫu ở «{self.place}»: {self.fault}." if self.place else f"{self.fault}."


def jsonable(value: Any) -> Any:
    """The JSON shape of a value: dates become ISO text, tuples become lists, dataclasses become objects."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    if isinstance(value, dict):
        return {key: jsonable(item) for key, item in value.items()}
    return value


def written(value: Any) -> dict[str, Any]:
    """The object of a dataclass; a name that ends in «_» is written without it (``class_`` as ``class``)."""
    kind: Any = type(value)
    return {key: jsonable(getattr(value, name)) for name, key, _needed, _make in _fields(kind)}


def made(kind: type[Made], body: object) -> Made:
    """The dataclass that an object was written from; keys it does not know are passed over, absent ones have defaults.

    Raises:
        BadShape: the object lacks something or holds something else than it should.
    """
    if not isinstance(body, Mapping):
        raise BadShape(f"cần một đối tượng, gặp {_said(body)}")
    given = {}
    shape: Any = kind
    for name, key, needed, make in _fields(shape):
        if key in body:
            try:
                given[name] = make(body[key])
            except BadShape as error:
                raise error.within(key) from None
        elif needed:
            raise BadShape("thiếu mục này", key)
    return kind(**given)


def _said(raw: object) -> str:
    words = "trống" if raw is None else repr(raw)
    return words if len(words) <= 60 else f"{words[:57]}…"


def _plain(words: str, *kinds: type) -> Maker:
    def make(raw: Any) -> Any:
        if type(raw) in kinds:
            return raw
        raise BadShape(f"cần {words}, gặp {_said(raw)}")

    return make


def _date(raw: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise BadShape(f"cần ngày dạng năm-tháng-ngày, gặp {_said(raw)}") from None


def _one_of(kind: type[StrEnum]) -> Maker:
    known: dict[Any, StrEnum] = {str(each): each for each in kind}

    def make(raw: Any) -> StrEnum:
        if isinstance(raw, str) and raw in known:
            return known[raw]
        raise BadShape(f"cần một trong {', '.join(known)}, gặp {_said(raw)}")

    return make


def _list_of(make: Maker) -> Maker:
    def list_of(raw: Any) -> tuple[Any, ...]:
        if raw is None:
            return ()
        if not isinstance(raw, (list, tuple)):
            raise BadShape(f"cần một danh sách, gặp {_said(raw)}")
        found = []
        for place, each in enumerate(raw):
            try:
                found.append(make(each))
            except BadShape as error:
                raise error.within(f"[{place}]") from None
        return tuple(found)

    return list_of


def _named(make: Maker) -> Maker:
    def named(raw: Any) -> dict[str, Any]:
        if raw is None:
            return {}
        if not isinstance(raw, Mapping):
            raise BadShape(f"cần một đối tượng, gặp {_said(raw)}")
        found = {}
        for key, each in raw.items():
            try:
                found[key] = make(each)
            except BadShape as error:
                raise error.within(str(key)) from None
        return found

    return named


_PLAIN: dict[Any, Maker] = {
    str: _plain("một chuỗi", str),
    bool: _plain("đúng hoặc sai", bool),
    int: _plain("một số nguyên", int),
    float: _plain("một số", float, int),
    dt.date: _date,
}


@cache
def _maker(kind: Any) -> Maker:
    """What turns the JSON of a value of this type into the value."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        left = [each for each in inside if each is not type(None)]
        make = _PLAIN[float] if float in left else _maker(left[0])
        return make if len(left) == len(inside) else lambda raw: None if raw is None else make(raw)
    if origin is tuple:
        return _list_of(_maker(inside[0]))
    if origin is dict:
        return _named(_maker(inside[1]))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _one_of(kind)
    if dataclasses.is_dataclass(kind):
        whole: Any = kind
        return lambda raw: made(whole, raw)
    raise TypeError(f"no JSON shape is known for {kind}")


@cache
def _fields(kind: Any) -> tuple[tuple[str, str, bool, Maker], ...]:
    """Of each field: its name, its key in the object, whether it must be there, and what reads it."""
    hints = get_type_hints(kind)
    return tuple(
        (
            each.name,
            each.name.rstrip("_"),
            each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING,
            _maker(hints[each.name]),
        )
        for each in dataclasses.fields(kind)
        if each.init
    )
