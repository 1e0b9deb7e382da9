"""A row of a table of acts (danh mục) as facts: the usual names of its columns, days in the usual forms."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from vanban.symbols import normalise
from vanban.text import clean, fold, join_lines

NAMES = {
    "number": ("number", "so_hieu", "sohieu", "so ky hieu", "so, ky hieu", "so hieu", "so, ky hieu van ban"),
    "title": ("title", "ten", "trich_yeu", "trich yeu", "ten van ban", "ten goi", "trich yeu noi dung"),
    "issuer": ("issuer", "co_quan", "co_quan_ban_hanh", "co quan ban hanh", "co quan"),
    "kind": ("kind", "loai", "loai_van_ban", "loai van ban", "hinh thuc van ban"),
    "issued_on": ("date", "ngay_ban_hanh", "ngay ban hanh", "ngay, thang, nam ban hanh"),
    "effective_on": ("effective", "ngay_hieu_luc", "ngay hieu luc", "ngay co hieu luc"),
    "expired_on": ("expired", "ngay_het_hieu_luc", "ngay het hieu luc", "thoi diem het hieu luc"),
    "status": ("status", "tinh_trang", "tinh trang", "tinh trang hieu luc"),
    "file": ("tep", "file", "ten_tep"),
}
_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")
_HEADED = re.compile(
    r"^(?P<kind>[^\W\d_][\w\s-]{2,40}?)\s+(?:số\s*:?\s*)?(?P<number>\d[\w./&-]*)\s+(?P<title>.*)$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What a source says of an act; "" and None for what it does not say. ``file`` holds its words."""

    number: str
    title: str = ""
    issuer: str = ""
    kind: str = ""
    issued_on: dt.date | None = None
    effective_on: dt.date | None = None
    expired_on: dt.date | None = None
    status: str = ""
    file: str = ""
    unusable: tuple[str, ...] = ()


def facts_of(row: Mapping[str, Any]) -> ActFacts | None:
    """The facts of a row whose columns bear usual names; None without a number."""
    named = {fold(str(key)).strip(): value for key, value in row.items()}
    found = {field: _first(named, names) for field, names in NAMES.items()}
    number = _text(found["number"])
    if not number:
        return None
    days: dict[str, dt.date | None] = {}
    unusable = []
    for field in ("issued_on", "effective_on", "expired_on"):
        days[field], bad = _day(found[field])
        if bad:
            unusable.append(bad)
    facts = ActFacts(
        number=normalise(number),
        title=_text(found["title"]),
        issuer=_text(found["issuer"]),
        kind=_text(found["kind"]),
        status=_text(found["status"]),
        file=_text(found["file"]),
        unusable=tuple(unusable),
        **days,
    )
    return _headed(facts)


def _headed(facts: ActFacts) -> ActFacts:
    """The facts with kind and number taken off the title («Nghị định số 249/2025/NĐ-CP Quy định cơ chế …»)."""
    match = _HEADED.match(facts.title)
    if match is None or normalise(match["number"]) != facts.number:
        return facts
    return replace(facts, title=match["title"].strip(), kind=facts.kind or match["kind"].strip())


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _text(value: Any) -> str:
    return join_lines(clean(str(value)).text).strip() if value is not None else ""


def _day(value: Any) -> tuple[dt.date | None, str]:
    """A day, or what cannot be one."""
    if value is None:
        return None, ""
    if isinstance(value, dt.datetime):
        return value.date(), ""
    if isinstance(value, dt.date):
        return value, ""
    text = str(value).strip()
    match = _DAY.search(text)
    try:
        if match is not None:
            return dt.date(int(match["y"]), int(match["m"]), int(match["d"])), ""
        return dt.date.fromisoformat(text[:10]), ""
    except ValueError:
        return None, text[:40]
