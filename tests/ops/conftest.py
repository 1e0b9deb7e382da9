"""The command as a person runs it: a process of its own with a data folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from templates import with_demonstration, with_tables

import waiting
from sources import PYTHONPATH

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


class Office:
    """One installation in a folder: runs commands, starts processes, counts rows."""

    def __init__(self, data: Path) -> None:
        self.data = data
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("THUONGTON_", "PYTEST_"))}
        self.environment = kept | {"THUONGTON_DATA": str(data), "PYTHONPATH": PYTHONPATH}

    def start(self, *arguments: object, **more: object) -> subprocess.Popen[str]:
        """Start a command and leave it running."""
        command = [sys.executable, "-m", "thuongton.cli", *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | more
        return subprocess.Popen(command, cwd=ROOT, env=self.environment, **pipes)  # type: ignore[call-overload]

    def run(self, *arguments: object) -> tuple[int, str, str]:
        """Run a command to its end: exit code, standard output, standard error."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=600)
        return process.returncode, out, err

    def take_keys_of(self, other: Office) -> None:
        """Carry the file of master keys over: it stands in no backup."""
        shutil.copy2(other.data / "master-keys", self.data / "master-keys")

    def rows(self, table: str) -> int:
        """How many rows a table of the SQLite database holds; 0 when there is none yet."""
        import sqlite3
        from contextlib import closing

        path = self.data / "thuongton.sqlite3"
        if not path.exists():
            return 0
        with closing(sqlite3.connect(path)) as opened:
            try:
                return int(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            except sqlite3.OperationalError:
                return 0


def until_worked(process: subprocess.Popen[str], seconds: float) -> None:
    """Wait until a process has had so many seconds of processor, or has ended: on a busy machine that comes later."""
    ticks, begun = os.sysconf("SC_CLK_TCK"), _worked(process)
    waiting.until(
        lambda: process.poll() is not None or _worked(process) - begun >= seconds * ticks, "it has worked", step=0.01
    )


def until_there(process: subprocess.Popen[str], folder: Path, name: str) -> None:
    """Wait until a process has made something of that name in a folder, or has ended, having taken it away again."""
    waiting.until(lambda: [*folder.glob(name)] or process.poll() is not None, f"{name} is there", step=0.005)


def until_idle(process: subprocess.Popen[str]) -> None:
    """Wait until a process has nothing more to do: half a second in which it asks for next to no processor."""
    before = -IDLE - 1

    def idle() -> bool:
        nonlocal before
        if process.poll() is not None:
            return True
        before, last = _worked(process), before
        return before - last <= IDLE and _state(process) == "S"

    waiting.until(idle, "it has nothing more to do", step=0.5)


IDLE = 5  # ticks of the clock in half a second: what a process that only looks at its queue takes


def _of_the_system(process: subprocess.Popen[str]) -> list[str]:
    return Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()


def _worked(process: subprocess.Popen[str]) -> int:
    """What a process has had of the processor, in ticks."""
    told = _of_the_system(process)
    return int(told[11]) + int(told[12])


def _state(process: subprocess.Popen[str]) -> str:
    return _of_the_system(process)[0]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An installation of which nothing is there yet."""
    return Office(tmp_path / "var")


@pytest.fixture
def empty(tmp_path: Path) -> Office:
    """An installation that has its tables, and nothing else."""
    shutil.copytree(with_tables(), tmp_path / "var")
    return Office(tmp_path / "var")


@pytest.fixture(scope="session")
def shown() -> Path:
    """The data folder of an installation with the demonstration in it, made once and copied by who changes it."""
    return with_demonstration()


@pytest.fixture
def demo(shown: Path, tmp_path: Path) -> Office:
    """An installation of one's own with the demonstration in it."""
    shutil.copytree(shown, tmp_path / "var")
    return Office(tmp_path / "var")
