"""Integrity checks as data: each room lists its own in ``checks.py``; ``thuongton check`` runs them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from thuongton.audit.queries import broken_links, unaccounted
from thuongton.web.dates import moment_words
from thuongton.web.rooms import given

MOST = 50


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it looks for, how bad a find is, what to do about it, and the search itself."""

    code: str
    title: str
    severity: str  # "error" or "warning"
    remedy: str
    find: Callable[[], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Find:
    """One thing a check found."""

    check: Check
    sentence: str


def each(rows: Callable[[], Iterable[Any]], sentence: Callable[[Any], str]) -> Callable[[], Iterator[str]]:
    """A search that finds every row of a query and says one sentence of each."""

    def find() -> Iterator[str]:
        found = rows()
        for row in found.iterator(chunk_size=2000) if isinstance(found, QuerySet) else found:
            yield sentence(row)

    return find


def _unaccounted() -> Iterator[str]:
    for change in unaccounted().order_by("id").iterator():
        yield f"Bảng {change.table}, dòng {change.row}: thay đổi lúc {moment_words(change.at)} không qua dịch vụ nào."


CHECKS = (
    Check(
        "audit-chain",
        "Chuỗi nhật ký liền mạch",
        "error",
        "Có người đã sửa nhật ký ngoài phần mềm: giữ nguyên hiện trạng, so với bản sao lưu gần nhất và báo quản trị.",
        broken_links,
    ),
    Check(
        "audit-unaccounted",
        "Mọi thay đổi đều có người làm",
        "warning",
        "Xem ai có quyền vào thẳng cơ sở dữ liệu; ghi lý do vào sổ vận hành.",
        _unaccounted,
    ),
)


def all_checks() -> list[Check]:
    """Every check of every room, in a fixed order."""
    return sorted(given(Check), key=lambda check: check.code)


def run_checks() -> Iterator[Find]:
    """Run every check and yield what is found: the first :data:`MOST` sentences of each, then how many more."""
    for check in all_checks():
        found = iter(check.find())
        for sentence in islice(found, MOST):
            yield Find(check, sentence)
        more = sum(1 for _ in found)
        if more:
            yield Find(check, f"… và {more} trường hợp nữa.")
