"""The two real plans from file to tracking, and an adoption that is killed half-way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from templates import with_tables

import vanban
from factories import World
from thuongton.documents.models import Document, Intake, Reading, StoredFile
from thuongton.people.models import Unit
from thuongton.people.queries import today
from thuongton.plans.models import Declaration, Proposal
from thuongton.plans.queries.adoption import defaults_for
from thuongton.plans.queries.proposals import sheet_of
from thuongton.plans.services.adopting import adopt_intake
from thuongton.plans.services.confirming import propose

KILLED = """
import os, signal, sys, datetime as dt
import django
django.setup()
from thuongton.people.services import add_unit
from thuongton.plans.models import Plan, Section, Task, Party, Rule
from thuongton.plans.services import adopting
from thuongton.plans.taking_in.read_task import ReadTask
from thuongton.audit.models import Event
if sys.argv[1] == "die":
    unit = add_unit(None, None, name="Tỉnh Thử", kind="province")
    adopting._apply_rules = lambda rows: os.kill(os.getpid(), signal.SIGKILL)
    tasks = [ReadTask.from_dict({"title": "Việc", "lead": ["Sở Tư pháp"], "timing": {"kind": "continuous"}})]
    adopting.adopt_plan(None, unit, title="K", tasks=tasks, tracked_from=dt.date(2026, 1, 1))
else:
    print([model.objects.count() for model in (Plan, Section, Task, Party, Rule)],
          Event.objects.filter(action="Đưa kế hoạch vào theo dõi").count())
"""


def test_nothing_stays_of_an_adoption_that_is_killed(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "THUONGTON_DATA": str(tmp_path),
        "THUONGTON_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "thuongton.config.settings",
        "PYTHONIOENCODING": "utf-8",
    }
    shutil.copytree(with_tables(), tmp_path, dirs_exist_ok=True)
    run = [sys.executable, "-c", KILLED]
    died = subprocess.run([*run, "die"], env=environment, capture_output=True, text=True)
    assert died.returncode == -9, died.stderr[-2000:]
    after = subprocess.run([*run, "count"], env=environment, capture_output=True, text=True)
    assert after.stdout.strip() == "[0, 0, 0, 0, 0] 0", after.stderr[-2000:]


def intake_from(path: Path, unit: Unit) -> Intake:
    """A seed paper that was read and stands in the register."""
    reading = vanban.read(path.read_bytes(), name=path.name)
    header = reading.header
    file = StoredFile.objects.create(sha256=reading.source.sha256, size=1, media_type="text/plain")
    Reading.objects.create(file=file, body=reading.to_dict())
    paper = Document.objects.create(
        unit=unit, direction="outgoing", kind=header.kind or "", number=header.number or "", title=header.title or "",
        issued_on=header.date, issuer=header.issuer or "", registered_on=today(),
    )  # fmt: skip
    intake = Intake.objects.create(
        unit=unit, name=path.name, file=file, state="confirmed", document=paper, header=reading.to_dict()["header"]
    )
    propose(intake)
    return intake


def adopted_as_offered(intake: Intake, **more: bool) -> tuple[int, int]:
    """Take an intake into tracking with what the form offers; returns tasks and entries that fit no task."""
    offered = defaults_for(None, intake)  # type: ignore[arg-type]
    adopted = adopt_intake(
        None, intake, unit=Unit.objects.get(pk=offered.unit_id), own=offered.own, number=offered.number,
        issued_on=offered.issued_on, title=offered.title or "Kế hoạch", tracked_from=offered.tracked_from, **more,
    )  # fmt: skip
    return adopted.plan.tasks.count(), len(adopted.unmatched)


def test_a_report_retells_the_plan_and_its_progress(world: World, seeds: Path) -> None:
    intake = intake_from(next(seeds.glob("003_*.txt")), world.justice)
    offered = defaults_for(None, intake)  # type: ignore[arg-type]
    assert (offered.own, offered.number, offered.issued_on.isoformat()) == (False, "444/KH-UBND", "2025-08-13")
    assert (offered.progress, offered.period.end.isoformat()) == (19, "2026-03-31")
    assert sheet_of(intake).tasks == 42
    assert adopted_as_offered(intake, declare=True) == (42, 0)
    assert Declaration.objects.count() == 19


def test_a_plan_of_a_commune(world: World, seeds: Path) -> None:
    intake = intake_from(next(seeds.glob("004_*.txt")), world.commune)
    sheet = sheet_of(intake)
    assert (sheet.tasks, sheet.duties) == (34, 28)
    assert sheet.doubtful < sheet.certain
    assert [line.row.order for line in sheet.lines if line.doubtful] == sorted(
        line.row.order for line in sheet.lines if line.doubtful
    )
    assert adopted_as_offered(intake, duties=False) == (34, 0)
    assert Proposal.objects.filter(intake=intake).count() == 62
