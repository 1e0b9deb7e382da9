"""The library alone: built as a wheel, installed where nothing else is, it runs its tour and names what it lacks."""

from __future__ import annotations

import doctest
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from sources import LIBRARY, ROOT

FOLDER = LIBRARY.parent
TOUR = r"""
import sys
at_start = set(sys.modules)  # what a machine gives every Python
import doctest, io, sys, vanban, zipfile
assert vanban.__file__.startswith(sys.prefix), vanban.__file__
for page in sys.argv[1:]:
    failed, tried = doctest.testfile(page, module_relative=False, encoding="utf-8")
    assert tried > 3 and not failed, page
loaded = {name.partition(".")[0] for name in sys.modules} - at_start - sys.stdlib_module_names
third = loaded - {"vanban", "__main__"}
with zipfile.ZipFile(packed := io.BytesIO(), "w") as file:
    file.writestr("word/document.xml", "<x/>")
for data in (packed.getvalue(), b"%PDF-1.7", b"<html><p>a", b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>a"):
    try:
        vanban.read(data, "-")
    except vanban.UnreadableFile as refused:
        assert "pip install 'vanban[" in str(refused), refused
    else:
        raise AssertionError(data)
print(sorted(name for name in third if not name.startswith("_")))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the library, built without a network by the build tools of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", folder, FOLDER]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [made] = folder.glob("vanban-*.whl")
    return made


def test_the_wheel_holds_the_library_its_data_and_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as parts:
        names = set(parts.namelist())
        [metadata] = (parts.read(name).decode() for name in names if name.endswith("/METADATA"))
    inside = {str(path.relative_to(LIBRARY)) for path in LIBRARY.rglob("*") if path.suffix in {".py", ".toml", ".txt"}}
    assert inside <= names and "vanban/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {
        "vanban",
        wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info",
    }
    assert any(name.endswith("licenses/LICENSE") for name in names)
    needed = [line for line in metadata.splitlines() if line.startswith("Requires-Dist") and "extra ==" not in line]
    assert needed == []


def test_it_runs_its_tour_where_nothing_else_is_installed(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "empty", with_pip=False, symlinks=True)
    python = tmp_path / "empty" / "bin" / "python"
    asked = subprocess.run(
        [python, "-c", "import site; print(site.getsitepackages()[0])"], capture_output=True, text=True, check=True
    )
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--target",
        asked.stdout.strip(),
        wheel,
    ]
    subprocess.run(install, capture_output=True, check=True)
    pages = [ROOT / "docs" / "tour.md", FOLDER / "README.md"]
    done = subprocess.run([python, "-I", "-c", TOUR, *pages], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip() == "[]"


def test_its_readme_runs() -> None:
    result = doctest.testfile(str(FOLDER / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 3 and result.failed == 0
