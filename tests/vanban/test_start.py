"""What the library costs before it is asked anything, and that its names are what they are told to be."""

from __future__ import annotations

import subprocess
import sys

import pytest

import vanban

HEAVY = ("lxml", "docx", "pypdfium2", "openpyxl", "olefile", "PIL", "pyarrow", "django")


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh process has loaded after running some lines."""
    said = f"{code}\nimport sys; print('\\n---', *sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    return set(done.stdout.partition("\n---\n")[2].split())


def test_help_loads_no_reader_and_no_library() -> None:
    loaded = loaded_after("import sys; from vanban.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass")
    assert "vanban.model" in loaded
    readers = ("vanban.citations", "vanban.amendments", "vanban.lint", "vanban.tasks", "vanban.reading")
    assert loaded.isdisjoint({*readers, *HEAVY})


def test_importing_the_library_needs_the_standard_library_alone() -> None:
    loaded = loaded_after("import vanban\nfor name in vanban.__all__: getattr(vanban, name)")
    assert "vanban.amendments" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_a_function_keeps_its_name_when_the_module_of_that_name_is_loaded() -> None:
    code = "import vanban.header, vanban.lint\nassert callable(vanban.header) and callable(vanban.lint)"
    assert {"vanban.header", "vanban.lint"} <= loaded_after(code)


@pytest.mark.parametrize("name", vanban.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(vanban, name) is not None
    assert name in dir(vanban)


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="khong_co"):
        vanban.khong_co  # noqa: B018
