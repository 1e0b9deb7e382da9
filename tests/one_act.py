"""What every request of every test keeps to: one press of a button is one transaction, and its rows are accounted for.

A request that writes through a test client is watched: the transactions of it that changed rows of the trail are
counted at its own outermost level (the test itself may run in a transaction), and each changed row must belong to an
event when the request ends. Two transactions for one act mean that a process killed in between, or a refusal of the
second, leaves half of the act behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.db.transaction import Atomic
from django.test import Client

WRITING = {"POST", "PUT", "PATCH", "DELETE"}
SEVERAL = {"/van-ban/dua-vao/gui/"}
"""Where one request does several acts on purpose: files sent together are taken in each by itself."""


def _newest() -> int:
    """The number of the newest row change, asked past Django so that counts of statements stay as they are."""
    raw = connection.connection
    if raw is None or connection.needs_rollback:
        return -1
    cursor = raw.cursor()
    cursor.execute("SELECT coalesce(max(id), 0) FROM audit_rowchange")
    return int(cursor.fetchone()[0])


def _unaccounted(after: int) -> list[str]:
    cursor = connection.connection.cursor()
    # only numbers of our own stand in the statement
    cursor.execute(f'SELECT "table", op FROM audit_rowchange WHERE event_id IS NULL AND id > {int(after)}')
    return sorted({f"{table} ({op})" for table, op in cursor.fetchall()})


class Transactions:
    """The transactions, outermost within the watched block, that changed rows."""

    def __init__(self) -> None:
        self.depth, self.written, self.last = 0, 0, _newest()

    def ended(self, *, whole: bool) -> None:
        """An outermost transaction of the block has ended."""
        now = _newest()
        if whole and now > self.last >= 0:
            self.written += 1
        self.last = max(now, self.last)


@contextmanager
def transactions_counted() -> Iterator[Transactions]:
    """Count the transactions that change rows while the block runs, in this thread's connection."""
    count = Transactions()
    enter, leave = Atomic.__enter__, Atomic.__exit__

    def entering(self: Any) -> None:
        enter(self)
        count.depth += 1

    def leaving(self: Any, kind: Any, value: Any, trace: Any) -> None:
        count.depth -= 1
        whole = kind is None and not connection.needs_rollback
        leave(self, kind, value, trace)
        if count.depth == 0:
            count.ended(whole=whole)

    Atomic.__enter__, Atomic.__exit__ = entering, leaving  # type: ignore[method-assign]
    try:
        yield count
    finally:
        Atomic.__enter__, Atomic.__exit__ = enter, leave  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def one_act(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watch every request of this test that writes."""
    plain = Client.request

    def watched(self: Client, **given: Any) -> Any:
        if given.get("REQUEST_METHOD") not in WRITING or connection.connection is None:
            return plain(self, **given)
        began = _newest()
        with transactions_counted() as count:
            answer = plain(self, **given)
        if began >= 0 and connection.connection is not None and not connection.needs_rollback:
            asked = f"{given['REQUEST_METHOD']} {given.get('PATH_INFO', '')}"
            lost = _unaccounted(began)
            assert not lost, f"{asked}: không sự kiện nào nhận các dòng đã đổi: {', '.join(lost)}"
            several = given.get("PATH_INFO") in SEVERAL
            assert several or count.written <= 1, f"{asked}: {count.written} giao dịch cho một việc"
        return answer

    monkeypatch.setattr(Client, "request", watched)
