"""Files for the register, brought through the page: kept, read and written by a job that bears being killed.

The files stay in the store until they are read. What is written and how far the job is stand in one transaction, so
that a job that is begun again goes on behind the last act that was written.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.documents.services.files import Screened, shown_name
from thuongton.files import store
from thuongton.files.services import keeping, row_of
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.law.importing.packed import unpack
from thuongton.law.importing.sources import RefusedSource, candidates
from thuongton.law.models import LawImport, LawImportFile
from thuongton.law.rights import demand_keeper
from thuongton.law.services.impact import find_impact_since
from thuongton.law.services.importing import ImportReport, complete_from_mentions, import_acts
from thuongton.people.models import Unit, User
from thuongton.people.services import notify

State = LawImport.State
MOST_QUESTIONS = 500
"""Sentences of a report that are kept; the questions themselves are rows of their own."""


def begin_import(user: User, unit: Unit, files: Sequence[Screened]) -> LawImport:
    """Keep files that were looked at, and have a job bring what they hold into the register.

    Raises ValidationError without a file, ``store.StoreError``; then nothing is kept.
    """
    demand_keeper(user)
    if not files:
        raise ValidationError({"brought": _("Chọn ít nhất một tệp.")})
    with acting(), recording(user, "Đưa tệp vào để nhập sổ pháp luật", unit=unit) as note:
        batch = LawImport.objects.create(unit=unit, user=user, hat=user.hat, total=len(files))
        for one in files:
            with keeping(one.data) as kept:
                row = row_of(kept, one.media_type)
                LawImportFile.objects.create(batch=batch, name=shown_name(one.name), file=row)
        note.subject = batch
        enqueue_once(run_import, batch.pk)
    batch.refresh_from_db()
    return batch


def stop_import(user: User | None, batch: LawImport) -> None:
    """Stop an import that runs: what is written stays, the rest is not taken in."""
    demand_keeper(user)
    with recording(user, "Dừng một lần nhập sổ pháp luật", batch):
        row = LawImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if row.state != State.RUNNING:
            raise ValidationError(_("Lần nhập này đã xong."))
        _over(row, State.STOPPED)
    batch.refresh_from_db()


class _Stopped(Exception):
    """A person has stopped the import meanwhile."""


@task()
def run_import(batch_id: int) -> str:
    """Bring the acts of an import into the register; running it again goes on where it stopped."""
    batch = LawImport.objects.select_related("user", "hat", "unit").filter(pk=batch_id, state=State.RUNNING).first()
    if batch is None:
        return ""
    user = batch.user
    user.hat = batch.hat
    report = _report_of(batch)

    def kept(now: ImportReport) -> None:
        demand_lease()
        row = LawImport.objects.select_for_update(of=("self",)).get(pk=batch_id)
        if row.state != State.RUNNING:
            raise _Stopped
        row.place, row.report = (
            now.taken,
            asdict(now) | {"questions": now.questions[:MOST_QUESTIONS], "keys": None, "ordering": None},
        )
        row.total = max(row.total, number, now.taken)
        row.save(update_fields=["place", "report", "total"])

    with TemporaryDirectory(prefix="luat-") as place:
        folder = Path(place)
        refused = list(_laid_out(batch, folder))
        number = sum(1 for path in folder.rglob("*") if path.is_file()) + len(refused)
        found = chain(refused, candidates([folder]))
        try:
            import_acts(user, islice(found, report.taken, None), report=report, kept=kept)
        except _Stopped:
            return "stopped"
    complete_from_mentions(user, numbers=report.keys)
    find_impact_since(batch.made_at)
    with recording(user, "Nhập xong sổ pháp luật", batch):
        demand_lease()
        row = LawImport.objects.select_for_update(of=("self",)).get(pk=batch_id)
        if row.state == State.RUNNING:
            row.total = row.place
            _over(row, State.DONE)
    with translation.override(settings.LANGUAGE_CODE):
        text = _("Nhập sổ pháp luật xong: %(new)s văn bản mới, %(asked)s câu hỏi chờ quyết định.")
        words = text % {"new": report.new, "asked": len(report.questions)}
    notify(user, words, url=reverse("law:import-batch", args=[batch_id]), key=f"nhap-luat-{batch_id}")
    return words


def resume_imports() -> int:
    """Queue again the imports that no job will bring to their end; returns how many."""
    waiting = LawImport.objects.filter(state=State.RUNNING)
    put_back = 0
    for pk in unqueued(run_import, list(waiting.values_list("pk", flat=True))):
        with acting():
            if waiting.select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(run_import, pk)
    return put_back


def _report_of(batch: LawImport) -> ImportReport:
    """How far an import is."""
    return ImportReport(**batch.report) if batch.report else ImportReport()


def _laid_out(batch: LawImport, folder: Path) -> Iterator[RefusedSource]:
    """The files of an import in a folder, packed ones opened; those that cannot be are refused."""
    for number, one in enumerate(LawImportFile.objects.filter(batch=batch).select_related("file")):
        if one.file is None:
            continue
        data = store.read(one.file.sha256)
        if one.name.lower().endswith(".zip"):
            own = folder / f"{number:05d}"
            own.mkdir()
            try:
                unpack(data, own)
            except (zipfile.BadZipFile, ValueError) as error:
                yield RefusedSource(one.name, str(error) or _("Tệp nén bị hỏng."))
            continue
        path = folder / one.name.replace("/", "_")
        (path if not path.exists() else folder / f"{number:05d}-{path.name}").write_bytes(data)


def _over(batch: LawImport, state: str) -> None:
    batch.state, batch.done_at = state, timezone.now()
    batch.save(update_fields=["state", "done_at", "total"])
    LawImportFile.objects.filter(batch=batch).update(file=None)
