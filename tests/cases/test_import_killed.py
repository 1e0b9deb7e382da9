"""The writing of a sheet is killed again and again by the operating system: nothing is lost, nothing stands twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sources import PYTHONPATH

ROOT = Path(__file__).resolve().parents[2]
ROWS, KILLS = 60, 5
PREPARE = """
import os, django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from thuongton.calendars.services.upgrading import update_calendar
update_calendar()
from thuongton.people.services import add_unit, add_user, give_hat
from thuongton.people.models import User
unit = add_unit(None, None, name="Xã Một", kind="commune")
person = add_user(None, unit, username="cong-chuc", full_name="Công chức mẫu", password="con-meo-ngu-trua-muon")
person.hat = give_hat(None, person, "officer", unit=unit)
from thuongton.cases.entry.sheets import read_book
from thuongton.cases.queries.entering import entry_place
from thuongton.cases.services import importing
place = entry_place(person, "hoa_giai")
head = ["Ngày nhận", "Phạm vi", "Bên thứ nhất"]
rows = [[f"{n % 28 + 1}/3/2026", "khác", f"Người Thử {n}"] for n in range(ROWS)]
sheet = importing.keep_sheet(person, unit, place, read_book(place.grid, [("So", [head, *rows])]), b"so")
importing.enqueue_once = lambda *_: True
importing.confirm(person, sheet)
print(sheet.pk, sheet.total)
"""
KILLED = """
import os, signal, django
django.setup()
from thuongton.cases.services import acting, entering, importing
importing.BATCH = 5
left = [KILL_AT]
project = acting.project
def killing(*given, **more):  # after the rows of the case were written, before the act is whole
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return project(*given, **more)
acting.project = killing
importing.write_sheet.func(SHEET)
"""
FINISH = """
import django
django.setup()
from thuongton.cases.services import importing
importing.write_sheet.func(SHEET)
from thuongton.cases.models import Case, CaseEntry, CaseImport, CaseImportPart
sheet = CaseImport.objects.get(pk=SHEET)
marks = list(CaseEntry.objects.values_list("tx", flat=True))
numbers = sorted(Case.objects.values_list("number", flat=True))
print(sheet.state, sheet.written, Case.objects.count(), len(set(marks)), numbers == list(range(1, ROWS + 1)),
      CaseImportPart.objects.count(), sheet.key.wrapped is None)
from thuongton.cases.checks import CHECKS
print(sum(len(list(check.find())) for check in CHECKS))
"""


def test_a_killed_import_goes_on(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "THUONGTON_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "thuongton.config.settings",
        "PYTHONPATH": PYTHONPATH,
    }
    environment.pop("THUONGTON_DATABASE_URL", None)

    def run(code: str, **names: int) -> subprocess.CompletedProcess[str]:
        given = "\n".join(f"{name} = {value}" for name, value in names.items())
        return subprocess.run(
            [sys.executable, "-c", f"{given}\n{code}"], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    made = run(PREPARE, ROWS=ROWS)
    assert made.returncode == 0, made.stderr[-2000:]
    sheet, total = map(int, made.stdout.split())
    assert total == ROWS
    for turn in range(KILLS):
        killed = run(KILLED, SHEET=sheet, KILL_AT=4 + 3 * turn)
        assert killed.returncode == -9, killed.stderr[-2000:]
    done = run(FINISH, SHEET=sheet, ROWS=ROWS)
    assert done.stdout.split() == ["done", str(ROWS), str(ROWS), str(ROWS), "True", "0", "True", "0"], done.stderr[
        -2000:
    ]
