"""Whether the site is ready: the database answers and no migration is missing."""

from __future__ import annotations

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@cache
def _known() -> frozenset[tuple[str, str]]:
    """The migrations of the code; they cannot change while the process lives."""
    return frozenset(MigrationLoader(None).disk_migrations)


def waiting() -> set[tuple[str, str]]:
    """The migrations that the database has not had yet."""
    return set(_known()) - set(MigrationRecorder(connection).applied_migrations())


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 ``{"status": "ok"}`` when database and migrations are ready, 503 otherwise. Public: it tells no data."""
    try:
        missing = waiting()
    except Error:
        return JsonResponse({"status": "no-database"}, status=503)
    if missing:
        return JsonResponse({"status": "migrations-missing", "waiting": len(missing)}, status=503)
    return JsonResponse({"status": "ok", "database": connection.vendor})
