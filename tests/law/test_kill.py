"""An import that is killed (kill -9) leaves whole acts behind it and goes on where it stopped."""

from __future__ import annotations

import json
import signal
from typing import Any

from documents.test_kill import run  # noqa: F401 - the fixture

ACTS = """
def text(number):
    return (f"CHÍNH PHỦ\\nSố: {number}/2010/NĐ-CP\\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\n"
            f"Hà Nội, ngày 10 tháng 3 năm 2010\\n\\nNGHỊ ĐỊNH\\nviệc {number}\\n\\nĐiều 1.\\nViệc {number}.\\n\\n"
            "Điều 2. Hiệu lực\\nNghị định này có hiệu lực từ ngày 01 tháng 5 năm 2010.\\n")
"""
START = (
    """
import datetime, django
django.setup()
from thuongton.documents.services.files import screened
from thuongton.law.services.batches import begin_import
from thuongton.people.models import Role
from thuongton.people.services import add_unit, add_user, give_hat
"""
    + ACTS
    + """
unit = add_unit(None, None, name="Tỉnh Một", kind="province")
user = add_user(None, None, username="giu-so", full_name="Giữ Sổ", password="mat-khau-thu-nghiem-1")
user.hat = give_hat(None, user, Role.OFFICER, unit=unit)
files = [screened(text(number).encode(), f"{number:02d}.txt") for number in range(11, 18)]
begin_import(user, unit, [*files, screened(b"khong phai van ban", "99.txt")])
"""
)
KILL = """
import datetime, os, signal, django
django.setup()
from thuongton.jobs.services import leases
from thuongton.law.services import importing, taking
leases.LEASE = datetime.timedelta(seconds=1)
importing.TOGETHER = 2
real, seen = taking.keep_reads, []
def dies(reads):
    real(reads)
    seen.extend(reads)
    if len(seen) >= 4:
        os.kill(os.getpid(), signal.SIGKILL)
taking.keep_reads = dies
from thuongton.jobs.services import make_worker
make_worker(batch=True).run()
"""
RESUME = """
import time, django
django.setup()
from thuongton.jobs.services import make_worker, resume
time.sleep(1.2)
assert resume() >= 1
make_worker(batch=True).run()
"""
LOOK = """
import json, django
django.setup()
from thuongton.audit.models import RowChange
from thuongton.law.models import ActMention, ActOrder, ActText, ActWindow, LawImport, LawImportFile, LegalAct
batch = LawImport.objects.get()
print(json.dumps({
    "state": batch.state, "place": batch.place, "report": batch.report, "acts": LegalAct.objects.count(),
    "texts": ActText.objects.count(), "orders": ActOrder.objects.count(),
    "windows": ActWindow.objects.values("act").distinct().count(),
    "kept": LawImportFile.objects.exclude(file=None).count(),
    "unaccounted": RowChange.objects.filter(event__isnull=True).count(),
}))
"""


def test_an_import_that_is_killed_goes_on_where_it_stopped(run: Any) -> None:  # noqa: F811
    def state() -> dict[str, Any]:
        looked = run(LOOK)
        assert looked.returncode == 0, looked.stderr
        found: dict[str, Any] = json.loads(looked.stdout)
        return found

    started = run(START)
    assert started.returncode == 0, started.stderr
    assert run(KILL).returncode == -signal.SIGKILL
    after = state()
    assert (after["state"], after["acts"], after["place"], after["report"]["new"]) == ("running", 2, 2, 2)
    assert after["acts"] == after["texts"] == after["windows"] and after["kept"] == 8
    resumed = run(RESUME)
    assert resumed.returncode == 0, resumed.stderr
    after = state()
    assert (after["state"], after["acts"], after["place"]) == ("done", 7, 8)
    assert (after["report"]["documents"], after["report"]["new"], after["report"]["same"]) == (8, 7, 0)
    assert [one["kind"] for one in after["report"]["questions"]] == ["no-number"]
    assert after["acts"] == after["texts"] == after["windows"]
    assert (after["kept"], after["unaccounted"]) == (0, 0)
