"""JSON Schema of kind and form files, so that editors offer names and mark mistakes; the check says more."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from thuongton.cases.definition.model import (
    ACTING,
    COLUMN_SOURCES,
    CONFIDENCES,
    DIRECTIONS,
    FIELD_TYPES,
    SHIFTS,
    UNITS,
    WORDINGS,
)
from thuongton.cases.definition.reading import FLAGS, FORM_WORDS, KIND_WORDS, STATUSES

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_ANY: Schema = {"type": ["string", "integer", "boolean"]}


def _number(least: int = 1) -> Schema:
    return {"type": "integer", "minimum": least}


def _enum(values: Collection[str]) -> Schema:
    return {"enum": list(values)}


def _several(one: Schema) -> Schema:
    """One, or a list of them."""
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _object(properties: Schema, *needed: str) -> Schema:
    return {"type": "object", "properties": properties, "required": list(needed), "additionalProperties": False}


def _named(one: Schema) -> Schema:
    return {"type": "object", "additionalProperties": one}


_LABEL = {"$ref": "#/$defs/label"}
_WHEN = {"$ref": "#/$defs/condition"}


def _condition(words: Collection[str]) -> Schema:
    properties: Schema = {
        "field": _TEXT,
        "is": _several(_ANY),
        "known": _FLAG,
        "at_least": {"type": "integer"},
        "at_most": {"type": "integer"},
        "state": _several(_TEXT),
        "at": _enum(("start", "end")),
        "did": _several(_TEXT),
        "times": _several(_TEXT),
        "days_from": _TEXT,
        "to": _TEXT,
        "in": _enum(("window", "before", "by_end", "after")),
        "day": _TEXT,
        "late": _FLAG,
        "flag": _enum(FLAGS),
        "clock": _several(_TEXT),
        "status": _several(_enum(STATUSES)),
        "kind": _several(_TEXT),
        "link": _TEXT,
        "holds": _WHEN,
        "set": _TEXT,
        "all": {"type": "array", "items": _WHEN},
        "any": {"type": "array", "items": _WHEN},
        "not": _WHEN,
    }
    return {**_object(properties), "oneOf": [{"required": [word]} for word in words]}


def _defs(words: Collection[str]) -> Schema:
    return {"label": _object({"vi": _TEXT, "en": _TEXT}, "vi", "en"), "condition": _condition(words)}


def _field(depth: int = 1) -> Schema:
    inner: Schema = {"parts": _named(_field(depth - 1))} if depth else {}
    return _object(
        {
            "label": _LABEL,
            "type": _enum(FIELD_TYPES),
            "choices": _named(_LABEL),
            "personal": _FLAG,
            "note": _TEXT,
            **inner,
        },
        "label",
    )


def _rule() -> Schema:
    return {
        "n": _number(0),
        "unit": _enum(UNITS),
        "direction": _enum(DIRECTIONS),
        "shift": _enum(SHIFTS),
        "cutoff": {"type": ["string", "null"]},
        "clause": _TEXT,
        "confidence": _enum(CONFIDENCES),
        "valid_from": _DAY,
        "valid_to": _DAY,
    }


def _clock() -> Schema:
    touch = {"anyOf": [_TEXT, _object({"act": _TEXT, "when": _WHEN, "day": _TEXT, "since": _TEXT}, "act")]}
    extension = {
        "act": _TEXT,
        "n": _number(),
        "field": _TEXT,
        "unit": _enum(UNITS),
        "mode": _enum(("add", "total")),
        "most": _number(),
        "limit": _number(),
        "clause": _TEXT,
        "when": _WHEN,
    }
    pauses = {
        "from": _TEXT,
        "until": _TEXT,
        "resume_day": _enum(("not_counted", "counted")),
        "unclear": _enum(FLAGS),
    }
    return _object(
        {
            "label": _LABEL,
            **_rule(),
            "versions": {"type": "array", "items": _object(_rule(), "n", "unit")},
            "rule": _TEXT,
            "starts": _several(touch),
            "ends": _several(touch),
            "cancelled": _several(touch),
            "pauses": _object(pauses, "from", "until"),
            "replaces": _several(_TEXT),
            "extension": _object(extension, "act", "unit"),
            "agreed": touch,
            "silence": _object({"flag": _enum(FLAGS), "when": _WHEN}, "flag"),
            "per": _TEXT,
            "warn": _number(0),
            "followed": _FLAG,
            "norm": _FLAG,
            "off": _FLAG,
            "note": _TEXT,
        },
        "label",
    )


def _kind() -> Schema:
    basis = _object({"number": _TEXT, "name": _TEXT, "clauses": _several(_TEXT)}, "number", "name")
    needs = {"anyOf": [_TEXT, _object({"field": _TEXT, "when": _WHEN}, "field")]}
    transition = {
        "label": _LABEL,
        "from": _several(_TEXT),
        "to": _TEXT,
        "role": _several(_enum(ACTING)),
        "requires": _several(needs),
        "asks": _several(_TEXT),
        "fields": _several(_TEXT),
        "within": _several(_TEXT),
        "when": _WHEN,
        "refusal": _LABEL,
        "reopens": _FLAG,
        "note": _TEXT,
    }
    column: Schema = {
        "label": _LABEL,
        "fields": _several(_TEXT),
        "of": _enum(COLUMN_SOURCES),
        "mark": _several(_ANY),
        "over": _LABEL,
        "width": _number(),
    }
    paper = {
        "label": _LABEL,
        "fields": _several(_TEXT),
        "mask": _several(_TEXT),
        "unmasked": _several(_TEXT),
        "form": _TEXT,
        "clause": _TEXT,
        "official": _FLAG,
        "book": _FLAG,
        "acts": _several(_TEXT),
        "named": _TEXT,
        "addressee": _TEXT,
        "number": _TEXT,
        "day": _TEXT,
        "columns": {"type": "array", "items": _object(column, "label")},
    }
    lead = {
        "do": _TEXT,
        "tie": _TEXT,
        "fields": _named(_TEXT),
        "records": _TEXT,
        "names": _TEXT,
        "when": _WHEN,
        "clause": _TEXT,
    }
    twins: Schema = dict.fromkeys(("persons", "clauses", "words"), _several(_TEXT))
    twins |= dict.fromkeys(("act", "names", "tells", "clause"), _TEXT)
    column = {"anyOf": [_TEXT, _object({"column": _TEXT, "label": _LABEL}, "column")]}
    grid = {"acts": _several(_TEXT), "days": _named(_TEXT), "columns": {"type": "array", "items": column}}
    return _object(
        {
            "kind": _TEXT,
            "version": _number(),
            "valid_from": _DAY,
            "valid_to": _DAY,
            "label": _LABEL,
            "norm": _FLAG,
            "note": _TEXT,
            "levels": _several(_enum(("xa", "tinh"))),
            "basis": {"type": "array", "items": basis},
            "fields": _named(_field()),
            "states": _named(
                _object({"label": _LABEL, "final": _FLAG, "clock": _enum(("running", "paused", "stopped"))}, "label")
            ),
            "transitions": _named(_object(transition, "label", "role")),
            "clocks": _named(_clock()),
            "papers": _named(_object(paper, "label", "fields")),
            "queues": _named(_object({"label": _LABEL, "when": _WHEN}, "when")),
            "statistics": {"type": "array", "items": _object({"form": _TEXT, "fields": _several(_TEXT)}, "form")},
            "retention": _object({"years": _number(), "from": _enum(("closed", "received")), "clause": _TEXT}),
            "sensitive": _several(_TEXT),
            "closed": _several({"anyOf": [_TEXT, _object({"field": _TEXT, "when": _WHEN}, "field", "when")]}),
            "leads_to": _named(_object(lead, "do", "tie")),
            "twins": _object(twins),
            "becomes_task": _object(dict.fromkeys(("act", "names", "title"), _TEXT), "act", "names", "title"),
            "grid": _object(grid),
        },
        "kind",
        "version",
        "label",
        "fields",
        "states",
        "transitions",
    )


def _form() -> Schema:
    cell = {
        "label": _LABEL,
        "count": _enum(("cases",)),
        "sum": _TEXT,
        "days": _several(_TEXT),
        "matters": _TEXT,
        "of": _WHEN,
        "unless": _several(_TEXT),
        "unit": _TEXT,
        "default": _number(0),
        "each": _several(_TEXT),
        "less": _TEXT,
    }
    doubt = _object({"cells": _several(_TEXT), "when": _WHEN, "text": _TEXT}, "cells", "when", "text")
    return _object(
        {
            "form": _TEXT,
            "label": _LABEL,
            "basis": _several(_TEXT),
            "wording": _enum(WORDINGS),
            "kinds": _several(_TEXT),
            "note": _TEXT,
            "sets": _named(_WHEN),
            "cells": _named(_object(cell, "label")),
            "identities": {"type": "array", "items": _TEXT},
            "doubts": {"type": "array", "items": doubt},
        },
        "form",
        "label",
        "basis",
        "wording",
        "kinds",
        "cells",
    )


def schema_of(what: str) -> Schema:
    """The schema of ``kind`` or ``form`` files."""
    words = KIND_WORDS if what == "kind" else FORM_WORDS
    body = _kind() if what == "kind" else _form()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"thuongton {what}"}
    return {**head, "$defs": _defs(words), **body}
