"""Work that runs beside the pages: reading a file that came in."""

from __future__ import annotations

from django_tasks import task


@task()
def read_file(intake_id: int) -> str:
    """Read the file of an intake; running it twice, or again after a crash, gives the same result."""
    from thuongton.documents.services.intake import read_intake

    return read_intake(intake_id)
