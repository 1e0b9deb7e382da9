"""A process that is killed at any moment leaves everything or nothing, and the next start goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ops.conftest import ROOT, Office, until_worked

WRITE_LOOP = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "thuongton.config.settings"
import django; django.setup()
from thuongton.documents.services.register import register_document
from thuongton.people.queries import unit_anywhere
unit = unit_anywhere("Xã Lai Khê")
print("bắt đầu", flush=True)
for number in range(10_000):
    text = f"UBND XÃ LAI KHÊ\\nSố: {number}/BC-UBND\\nBáo cáo thử {number}\\n"
    named = {"file_name": f"{number}.txt", "title": f"Thử {number}"}
    register_document(None, unit, "incoming", file_bytes=text.encode(), **named)
    print(number, flush=True)
"""


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_demonstration_that_is_killed_starts_again_cleanly(empty: Office, share: float) -> None:
    office = empty
    process = office.start("demo", "--if-empty")
    until_worked(process, 0.8 + 6 * share)
    process.kill()
    process.wait()
    assert office.rows("people_unit") in (0, 60) or office.rows("plans_plan") == 5
    assert office.run("check")[0] == 0
    assert office.run("demo", "--if-empty")[0] == 0
    assert office.rows("plans_plan") == 5 and office.rows("plans_declaration") > 0
    assert office.run("check")[0] == 0


@pytest.mark.parametrize("wait", [1.2, 1.8, 2.4])
def test_an_import_of_units_that_is_killed_is_all_or_nothing(demo: Office, tmp_path: Path, wait: float) -> None:
    before, many = demo.rows("people_unit"), 3000
    lines = ["mã định danh,tên,loại,mã cấp trên", "H77,Tỉnh Bảy,tỉnh,"]
    lines += [f"H77.{number},Xã {number},xã,H77" for number in range(many - 1)]
    (tmp_path / "don-vi.csv").write_text("\n".join(lines), "utf-8")
    process = demo.start("import", tmp_path / "don-vi.csv")
    until_worked(process, wait)
    process.kill()
    process.wait()
    assert demo.rows("people_unit") in (before, before + many)
    assert demo.run("check")[0] == 0
    assert demo.run("import", tmp_path / "don-vi.csv")[0] == 0
    assert demo.rows("people_unit") == before + many


def test_papers_written_one_after_another_are_each_whole(demo: Office) -> None:
    before = demo.rows("documents_document")
    chance = random.Random(66)
    written = 0
    for _round in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITE_LOOP], cwd=ROOT, env=demo.environment, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None and process.stdout.readline().startswith("bắt đầu")
        until_worked(process, chance.uniform(0.3, 1.0))
        process.send_signal(signal.SIGKILL)
        written += len(process.stdout.read().split())
        process.wait()
        code, out, err = demo.run("check")
        assert code == 0 and "0 điều" in out, out + err
    found = demo.rows("documents_document") - before
    assert written <= found <= written + 3
    assert demo.rows("documents_attachment") >= found
