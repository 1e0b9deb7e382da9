"""Which fields of a kind are sealed, and how their values get into the box and out of it; no database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

from thuongton.cases.definition.conditions import CaseCondition, CaseView
from thuongton.cases.definition.model import CaseKind, KindField
from thuongton.cases.engine.built_in import BUILT_IN, BUILT_IN_FIELDS, LATE_REASON
from thuongton.keyring.box import is_sealed, seal

ERASED = "đã xoá theo thời hạn lưu"


@lru_cache(maxsize=256)
def sealed_fields(kind: CaseKind) -> frozenset[str]:
    """Fields that say who somebody is, or that the law calls sensitive: by their own word or the kind's list."""
    return frozenset((*kind.sensitive, *kind.closed)) | {name for name, one in kind.fields.items() if _personal(one)}


def _personal(field: KindField) -> bool:
    return field.personal or field.sensitive or any(_personal(part) for part in field.parts)


@lru_cache(maxsize=256)
def masked_fields(kind: CaseKind) -> frozenset[str]:
    """Fields shown only to who says for which purpose: those that the law calls sensitive, and those closed always."""
    always = frozenset(kind.closed) - kind.closed_when.keys()
    return frozenset(kind.sensitive) | always | {name for name, one in kind.fields.items() if _sensitive(one)}


def _sensitive(field: KindField) -> bool:
    return field.sensitive or any(_sensitive(part) for part in field.parts)


def is_personal(kind: CaseKind, name: str) -> bool:
    """Whether the value of a name is sealed: a field that is, and what the kind does not know: it may be anything."""
    return name in sealed_fields(kind) or name not in kind.fields


def is_masked(kind: CaseKind, name: str) -> bool:
    """Whether the value of a name is shown only to who says for which purpose."""
    known = name in kind.fields or name == LATE_REASON or name in BUILT_IN_FIELDS
    return name in masked_fields(kind) or not known


class _Fields:
    """The fields of a case as a condition on fields alone asks for them."""

    kind_name = ""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    def value(self, field: str) -> Any:
        return self.data.get(field)


def holds_for(condition: CaseCondition, data: Mapping[str, Any]) -> bool:
    """Whether a condition on fields alone holds for the fields of a case."""
    return condition.holds(cast(CaseView, _Fields(data)))


def closed_in(kind: CaseKind, data: Mapping[str, Any]) -> frozenset[str]:
    """The fields that are closed in a case with these fields: open to its handler and leader alone."""
    return frozenset(
        name for name in kind.closed if name not in kind.closed_when or holds_for(kind.closed_when[name], data)
    )


def telling(kind: CaseKind, data: Mapping[str, Any], closed: frozenset[str]) -> frozenset[str]:
    """The names in an act's data, or in a case's, that say what its ``closed`` fields say.

    They are these fields, the right value in a correction of one of them, the reason of any correction, and what the
    kind does not know, which may be anything.
    """
    if not closed:
        return closed
    own = {name for name in data if name not in kind.fields and name not in BUILT_IN_FIELDS and name != LATE_REASON}
    if "truong" in data:
        own |= {"ly_do", "gia_tri"} if corrected_field(data) in closed else {"ly_do"}
    return closed | own


def place(uid: object, field: str) -> str:
    """What a sealed value is bound to: its case and its field."""
    return f"cases.case:{uid}:{field}"


def corrected_field(data: Mapping[str, Any]) -> str:
    """The field that a correction speaks of, without the act that gave it."""
    return str(data.get("truong") or "").rpartition(".")[2]


def seals(kind: CaseKind, do: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of an act's data that are sealed, each with the field whose place they have.

    The reason of a correction or of taking an act back speaks of people as freely as any field: it is sealed always.
    """
    for name in data:
        if do in BUILT_IN:
            if name == "ly_do":
                yield name, name
            elif name == "gia_tri" and is_personal(kind, corrected_field(data)):
                yield name, corrected_field(data)
            elif name not in BUILT_IN_FIELDS:
                yield name, name
        elif is_personal(kind, name):
            yield name, name


def sealed(kind: CaseKind, do: str, data: Mapping[str, Any], key: bytes, uid: object) -> dict[str, Any]:
    """The data of an act with what is personal sealed."""
    found = dict(data)
    for name, field in seals(kind, do, data):
        if data[name] not in (None, "", [], {}):
            found[name] = seal(key, json.dumps(data[name], ensure_ascii=False), place(uid, field))
    return found


def opened(
    data: Mapping[str, Any], fields: Iterable[str], open_: Callable[[str, str], str], uid: object
) -> dict[str, Any]:
    """The data with some fields opened; ``open_(kept, about)`` opens one value and raises as ``keyring`` does."""
    found = dict(data)
    for name in fields:
        if is_sealed(found.get(name)):
            found[name] = json.loads(open_(found[name], place(uid, name)))
    return found


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, for the words it is found by."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name in sorted(value):
            yield from texts(value[name])
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
