"""What is answered when an address is refused or not there, an act failed, or the disk of the server is full."""

from __future__ import annotations

import errno
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from thuongton.web.menu import without_numbers

FULL = {errno.ENOSPC, errno.EDQUOT}
DISK_FULL = "53100"
"""PostgreSQL's own code for it."""


def disk_is_full(error: BaseException | None) -> bool:
    """Whether an error, or what caused it, is that nothing more can be written: file system, SQLite or PostgreSQL."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        name = getattr(error, "sqlite_errorname", "")
        if (
            (isinstance(error, OSError) and error.errno in FULL)
            or name == "SQLITE_FULL"
            or name.startswith("SQLITE_IOERR")
            or getattr(error, "sqlstate", None) == DISK_FULL
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def server_error(request: HttpRequest) -> HttpResponse:
    """The page after an error: 503 with what to do when the disk is full, else 500. It asks nothing of the database."""
    full = disk_is_full(sys.exc_info()[1])
    return render(request, "500.html", {"full": full}, status=503 if full else 500)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of a refusal; its menu counts nothing."""
    without_numbers(request)
    return defaults.permission_denied(request, exception)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of an address that is not there; its menu counts nothing."""
    without_numbers(request)
    return defaults.page_not_found(request, exception)
