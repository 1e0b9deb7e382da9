"""Two processes that start together on one empty database: one makes it, the other finds it made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import waiting

ROOT = Path(__file__).resolve().parents[2]
UPGRADE = "import django; django.setup(); from thuongton.config.commands import migrate; migrate()"
LOOK = """
import django
django.setup()
from thuongton.audit.checks import run_checks
from thuongton.calendars.models import CalendarDay
print(CalendarDay.objects.exists(), [find.check.code for find in run_checks() if find.check.code != "fonts-vietnamese"])
"""


@pytest.mark.parametrize(
    "engine", [pytest.param("sqlite", marks=pytest.mark.sqlite), pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_two_that_start_together_make_one_database(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    from both import installation
    from with_postgres import binaries

    if engine == "postgresql" and binaries() is None:
        pytest.skip("cần máy chủ PostgreSQL")
    with installation(engine) as environment:
        begun = [
            subprocess.Popen([sys.executable, "-c", UPGRADE], env=environment, stderr=subprocess.PIPE, text=True)
            for _process in range(2)
        ]
        said = [one.communicate(timeout=waiting.LONG)[1] for one in begun]
        assert [one.returncode for one in begun] == [0, 0], said
        done = subprocess.run(
            [sys.executable, "-c", LOOK],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=waiting.LONG,
        )
        assert done.stdout.split("\n")[-2] == "True []"
