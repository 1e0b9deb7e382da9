"""Who uses the data folder now: the site, workers and loads share it, a restore has it alone.

The lock belongs to the process and goes with it, however it ends: a killed process leaves nothing behind.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.conf import settings
from django.db import connection

UPGRADING = 0x7468_7461
"""The advisory lock of PostgreSQL that one upgrade of a database at a time holds."""


class InUse(Exception):
    """Somebody else holds the data; the message is one Vietnamese sentence."""


@contextmanager
def _held(kind: int, sentence: str) -> Iterator[None]:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    handle = os.open(settings.DATA / "in-use.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except OSError as error:
            raise InUse(sentence) from error
        yield
    finally:
        os.close(handle)


def using_data() -> AbstractContextManager[None]:
    """Hold the data together with others for the length of a block. Raises InUse while a restore runs."""
    return _held(fcntl.LOCK_SH, "đang khôi phục dữ liệu; hãy chờ xong rồi chạy lại.")


def alone_with_data() -> AbstractContextManager[None]:
    """Hold the data alone for the length of a block. Raises InUse while anything else uses it."""
    return _held(
        fcntl.LOCK_EX,
        "trang web hoặc một lệnh khác đang chạy trên dữ liệu này; hãy dừng nó (Ctrl-C) rồi khôi phục.",
    )


@contextmanager
def one_upgrade_at_a_time() -> Iterator[None]:
    """Processes that start together on one database upgrade it one after the other, on whatever host they run."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [UPGRADING])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [UPGRADING])
        return
    settings.DATA.mkdir(parents=True, exist_ok=True)
    handle = os.open(settings.DATA / "upgrade.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def makes_tables() -> bool:
    """Whether the account of the database may make and change tables: the owner of those that are there."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('django_migrations')"
        )
        found = cursor.fetchone()
    return found is None or bool(found[0])
