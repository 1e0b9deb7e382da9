"""Work that runs beside the pages: reading a file that came in."""

from __future__ import annotations

from django_tasks import task


@task()
def read_file(intake_id: int) -> str:
    """Read the file of an intake; running it twice, or again after a crash, gives the same result."""
    from thuongton.documents.services.intake import read_intake

    return read_intake(intake_id)


@task()
def read_draft_version(version_id: int) -> str:
    """Read the text of a draft; running it twice gives the same result."""
    from thuongton.documents.services.drafts import read_version

    return read_version(version_id)


@task()
def read_attached(attachment_id: int) -> str:
    """Read a file of a paper in the register; running it twice gives the same result."""
    from thuongton.documents.services.reading import read_attachment

    return read_attachment(attachment_id)
