"""`make run` on a machine that lacks something says so in one sentence, and the second time installs nothing."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("run", "dev")


def load(name: str) -> ModuleType:
    """A script of scripts/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bootstrap = load("bootstrap")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with the files the bootstrap reads, and nothing installed."""
    (tmp_path / "requirements").mkdir()
    for name, text in (("run", "django==5.2\n"), ("dev", "django==5.2\npytest==9.2\n")):
        (tmp_path / "requirements" / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\nversion = "1"\ndependencies = ["django"]\n[dependency-groups]\ndev = ["pytest"]\n',
        "utf-8",
    )
    return tmp_path


def pretend_installed(project: Path, dev: bool) -> None:
    """Leaves what a finished installation leaves."""
    binaries = project / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "python").symlink_to(sys.executable)
    (project / ".venv" / bootstrap._stamp_name(dev)).write_text(bootstrap.stamp(project, dev) + "\n", "utf-8")


def test_nothing_is_installed_while_the_stamp_holds(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_installed(project, dev=False)
    monkeypatch.setattr(bootstrap.subprocess, "Popen", lambda *a, **k: pytest.fail("pip was started"))
    assert bootstrap.install(project, dev=False) is False


@pytest.mark.parametrize(("stamped", "asked", "holds"), [(True, False, True), (False, True, False), (True, True, True)])
def test_an_environment_with_tools_also_runs_the_site(project: Path, stamped: bool, asked: bool, holds: bool) -> None:
    pretend_installed(project, dev=stamped)
    assert bootstrap.is_installed(project, asked) is holds


@pytest.mark.parametrize(
    ("file", "old", "new", "still"),
    [
        ("requirements/run.txt", "5.2", "5.3", False),
        ("requirements/dev.txt", "9.2", "9.3", True),
        ("pyproject.toml", '["django"]', '["django", "lxml"]', False),
        ("pyproject.toml", '"pytest"', '"mypy"', True),
        ("pyproject.toml", "[dependency-groups]", "[tool.ruff]\nline-length = 1\n[dependency-groups]", True),
    ],
)
def test_the_stamp_changes_with_what_gets_installed(project: Path, file: str, old: str, new: str, still: bool) -> None:
    pretend_installed(project, dev=False)
    path = project / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert bootstrap.is_installed(project, dev=False) is still


def test_a_python_without_venv_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bootstrap.Missing, match=r"thiếu phần venv.*python3\.\d+-venv.*lacks its venv"):
        bootstrap.make_venv(project)


@pytest.mark.parametrize(("made_at", "moved"), [("{}/.venv", False), ("/elsewhere/.venv", True)])
def test_a_moved_environment_is_noticed(project: Path, made_at: str, moved: bool) -> None:
    pretend_installed(project, dev=False)
    command = f"command = /usr/bin/python3 -m venv --clear {made_at.format(project)}\n"
    (project / ".venv" / "pyvenv.cfg").write_text("version = 3.11.7\n" + command, "utf-8")
    assert bootstrap._was_moved(project / ".venv") is moved


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying\nERROR: Could not find a version that satisfies django==5.2", "pip không tải được"),
        ("ERROR: HTTPSConnectionPool: Max retries exceeded", "pip không tải được"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "Một thư viện tải về không đúng"),
        ("error: subprocess-exited-with-error\n gcc: not found", "pip báo lỗi khi cài"),
    ],
)
def test_why_pip_failed_is_said_in_one_line(output: str, sentence: str) -> None:
    said = bootstrap._pip_failed(output, Path("install.log"))
    assert said.startswith(sentence) and "install.log" in said and "\n" not in said


def test_a_busy_port_is_said_before_anything_is_installed(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(bootstrap.Missing, match=f"cổng {port}.*PORT={port + 1}"):
            bootstrap.run(project, port)
    assert not (project / ".venv").exists()


def test_no_python_of_the_right_age_is_said(tmp_path: Path) -> None:
    for name in ("python3", "python3.13"):
        stub = tmp_path / name
        stub.write_text("#!/bin/sh\nexit 127\n", "utf-8")
        stub.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(ROOT / "scripts" / "python.sh"), "-V"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cần Python 3.11" in done.stderr and len(done.stderr.splitlines()) == 1


def test_every_pin_has_its_sums_and_running_needs_no_other_version_than_testing() -> None:
    read = {name: load("pin").known_sums((ROOT / "requirements" / f"{name}.txt").read_text("utf-8")) for name in NAMES}
    for name, entries in read.items():
        named = {
            line for line in (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").splitlines() if "==" in line
        }
        assert len(named) == len(entries) > 20, name
        assert all(sums for sums in entries.values())
    assert read["run"].items() <= read["dev"].items()


def test_a_file_with_another_sum_is_not_installed(project: Path, tmp_path: Path) -> None:
    """pip itself, on a wheel made here: with the right sum it goes in, with another one it does not."""
    import hashlib
    import zipfile

    wheel = tmp_path / "thu-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("thu.py", "")
        made.writestr("thu-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: thu\nVersion: 1\n")
        made.writestr("thu-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        made.writestr("thu-1.dist-info/RECORD", "")
    right = hashlib.sha256(wheel.read_bytes()).hexdigest()
    for number, (sum_, fine) in enumerate([(right, True), ("0" * 64, False)]):
        bootstrap.pins(project, False).write_text(f"thu==1 --hash=sha256:{sum_}\n", "utf-8")
        asked = bootstrap.commands(project, False)[0]
        more = ["--no-index", "--find-links", str(tmp_path), "--target", str(tmp_path / str(number))]
        done = subprocess.run(
            [sys.executable, "-m", "pip", "install", *asked, *more], capture_output=True, text=True, check=False
        )
        assert (done.returncode == 0) is fine, done.stderr
