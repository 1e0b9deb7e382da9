"""A law register read from a file of JSON lines (sổ văn bản): one document a line.

The keys, all but the first optional; days are written ``2025-04-01``:

======================================  ==========================================================
``number`` or ``so_hieu``               number and symbol: ``30/2020/NĐ-CP``
``title`` or ``ten``, ``trich_yeu``     the title; kind and number before it are taken off
``date`` or ``ngay_ban_hanh``           the day it was issued
``issuer`` or ``co_quan``,              who issued it; local documents are found only by number
``co_quan_ban_hanh``                    *and* issuer, because every province has a 12/QĐ-UBND
``effective`` or ``ngay_hieu_luc``      the day it came or comes into force
``expired`` or ``ngay_het_hieu_luc``    the day it ceased to be in force
``status`` or ``tinh_trang``            «Chưa có hiệu lực», «Còn hiệu lực», «Hết hiệu lực một phần» or
                                        «Hết hiệu lực toàn bộ»
``as_of`` or ``ngay_trang_thai``        the day on which ``status`` held
``replaced_by`` or ``thay_the_boi``     the number of the document that replaced it
======================================  ==========================================================

A status without ``as_of`` and without days tells nothing of any day and is not used.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from vanban.agencies import short_names
from vanban.lint.faults import KnownDocument, Status, StatusInterval
from vanban.symbols import issuer_of, normalise, parse
from vanban.text import clean, fold, join_lines

_HEADED = re.compile(
    r"^[^\W\d_][\w\s-]{2,40}?\s+(?:(?:số|Số)\s*:?\s*)?(?:Số:\s*)?(?P<number>\d[\w./&-]*)\s+(?P<title>.*)$", re.DOTALL
)


class BadRegister(ValueError):
    """A file that is no register; ``str(error)`` is one Vietnamese sentence."""


class LawBook:
    """A register held in memory: found by number, local documents by number and issuer.

    >>> book = LawBook.of([{"so_hieu": "110/2004/NĐ-CP", "ngay_het_hieu_luc": "2020-03-05"}])
    >>> book.find("110/2004/NĐ-CP@Chính phủ").status_on(dt.date(2026, 1, 1)).value
    'Hết hiệu lực toàn bộ'
    """

    def __init__(self, documents: Iterable[KnownDocument]) -> None:
        self._by_number: dict[str, list[KnownDocument]] = defaultdict(list)
        for document in documents:
            self._by_number[normalise(document.number)].append(document)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> LawBook:
        """The register of rows that bear the keys of this module; a row without a number is left out."""
        return cls(document for row in rows if (document := _document(row)) is not None)

    @classmethod
    def load(cls, path: str | Path) -> LawBook:
        """The register of a file of JSON lines.

        Raises:
            BadRegister: a line is no JSON object; the sentence names the line.
            OSError: the file cannot be read.
        """
        rows = []
        text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
        for at, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if not isinstance(row, dict):
                raise BadRegister(
                    f"Dòng {at} của sổ văn bản không phải một đối tượng JSON. Mỗi dòng phải là một văn bản, "
                    'ví dụ {"so_hieu": "30/2020/NĐ-CP", "ngay_ban_hanh": "2020-03-05"}.'
                )
            rows.append(row)
        return cls.of(rows)

    def find(self, target: str) -> KnownDocument | None:
        """The document of a target ``number@issuer``; None when it is unknown or could be another province's."""
        number, _, issuer = target.partition("@")
        known = self._by_number.get(normalise(number), ())
        parsed = parse(number)
        central = parsed is not None and issuer_of(parsed) is not None
        fitting = [d for d in known if _same_issuer(d.issuer, issuer, central=central)]
        return fitting[0] if len(fitting) == 1 else None


def _same_issuer(known: str | None, cited: str, *, central: bool) -> bool:
    if not known or not cited:
        return central
    left, right = (short_names(fold(join_lines(clean(name).text))) for name in (known, cited))
    return central or left == right


def _document(row: Mapping[str, Any]) -> KnownDocument | None:
    number = _text(row, "number", "so_hieu")
    if number is None:
        return None
    title = _text(row, "title", "ten", "trich_yeu")
    headed = _HEADED.match(title) if title else None
    if headed is not None and normalise(headed["number"]) == normalise(number):
        title = headed["title"]
    if title and normalise(number) in clean(title).text:
        title = None  # a title that is nothing but kind and number
    return KnownDocument(
        number=normalise(number),
        date=_day(row, "date", "ngay_ban_hanh"),
        title=title,
        issuer=_text(row, "issuer", "co_quan", "co_quan_ban_hanh"),
        intervals=_intervals(row),
        replaced_by=_text(row, "replaced_by", "thay_the_boi"),
    )


def _intervals(row: Mapping[str, Any]) -> tuple[StatusInterval, ...]:
    """The statuses in the order of time: not yet, in force, ceased; and the printed one from the day it held."""
    effective, expired = _day(row, "effective", "ngay_hieu_luc"), _day(row, "expired", "ngay_het_hieu_luc")
    printed = fold(_text(row, "status", "tinh_trang") or "")
    status = next((s for s in Status if fold(s.value) == printed), None)
    seen = _day(row, "as_of", "ngay_trang_thai")
    found = []
    if effective is not None:
        found += [StatusInterval(Status.NOT_YET), StatusInterval(Status.IN_FORCE, effective)]
    if expired is not None:
        found.append(StatusInterval(Status.EXPIRED, expired))
    elif status is not None and seen is not None:
        found.append(StatusInterval(status, seen))
    return tuple(sorted(found, key=lambda i: i.since or dt.date.min))


def _text(row: Mapping[str, Any], *keys: str) -> str | None:
    for key in keys:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            return join_lines(clean(value).text).strip()
    return None


def _day(row: Mapping[str, Any], *keys: str) -> dt.date | None:
    for key in keys:
        try:
            return dt.date.fromisoformat(str(row.get(key))[:10])
        except ValueError:
            continue
    return None
