"""Whether the site is ready: the database answers and no migration is missing."""

from __future__ import annotations

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:
    """200 ``{"status": "ok"}`` when database and migrations are ready, 503 otherwise. Public: it tells no data."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return JsonResponse({"status": "no-database"}, status=503)
    if waiting:
        return JsonResponse({"status": "migrations-missing", "waiting": len(waiting)}, status=503)
    return JsonResponse({"status": "ok", "database": connection.vendor})
