"""What is kept of a reading, and what is worked out of it again; always in a process that may die."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from thuongton.documents.findings import MARKED, rules_mark
from thuongton.files.limits import limits
from thuongton.files.screening import SecretPaper, demand_size, foreseen
from vanban import Reconciliation
from vanban.apart import call, kept_readings_apart
from vanban.apart.work import figures_of_kept, findings_of_kept

Body = Mapping[str, Any]
"""The JSON of a reading as it is stored."""
Progress = Callable[[int, int], None]


def marked(body: Body) -> dict[str, Any]:
    """The JSON of a reading with its tables, and the mark of the rules it was checked by."""
    return {**body, MARKED: rules_mark()}


def read_screened(
    data: bytes, name: str, progress: Progress | None = None, *, ocr: bool = True
) -> list[dict[str, Any]]:
    """What is kept of the reading of a file, and after it of each paper when the file holds several.

    ``progress`` is told the pages done and the pages in all.
    Raises :class:`UnreadableFile` (code ``scan`` for a scan when ``ocr`` is off), or :class:`SecretPaper`.
    """
    with foreseen():
        demand_size(data)
        bodies, degree = kept_readings_apart(data, name, progress=progress, ocr=ocr, limits=limits())
    if degree is not None:
        raise SecretPaper(degree)
    return [marked(body) for body in bodies]


def findings_again(body: Body) -> list[dict[str, Any]]:
    """The findings of a kept reading by the rules of this version; raises ``UnreadableFile`` beyond the limits."""
    found: list[dict[str, Any]] = call(findings_of_kept, _sent(body), limits=limits(_length(body)))
    return found


def figures_compared(bodies: Sequence[tuple[Body, str]]) -> Sequence[Reconciliation]:
    """The figures of kept readings, each with its name, side by side; raises ``UnreadableFile`` beyond the limits."""
    sent = [(_sent(body), name) for body, name in bodies]
    found: Sequence[Reconciliation] = call(
        figures_of_kept, sent, limits=limits(sum(_length(body) for body, _name in bodies))
    )
    return found


def _length(body: Body) -> int:
    return len(body.get("text") or "")


def _sent(body: Body) -> bytes:
    return json.dumps({key: value for key, value in body.items() if key != "findings"}).encode("ascii")
