"""The command: what it prints, how it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from vanban.cli import main

COMMANDS = ["read", "header", "outline", "cite", "tasks", "amendments", "figures", "reconcile"]
PAPER = (
    "Số: 5/KH-UBND\nKẾ HOẠCH\nTriển khai\n\nThực hiện Nghị quyết số 66-NQ/TW của Bộ Chính trị.\n"
    "I. MỤC ĐÍCH\n1. Rà soát 5 văn bản.\n"
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_people_and_machines_are_answered(command: str, paper: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([command, str(paper)]) == 0
    assert capfdbinary.readouterr().out.decode().strip()
    assert main([command, str(paper), "--json"]) == 0
    json.loads(capfdbinary.readouterr().out)


def test_read_gives_the_contract(paper: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["read", str(paper), "--json"])
    found = json.loads(capfdbinary.readouterr().out)
    assert list(found)[:9] == [
        "schema",
        "source",
        "text",
        "header",
        "outline",
        "citations",
        "tasks",
        "figures",
        "findings",
    ]
    assert found["schema"] == "vanban/1"
    assert found["text"] == PAPER
    assert list(found["source"]) == ["name", "format", "sha256", "pages", "ocr", "encoding"]
    assert set(found["outline"][0]) == {"level", "label", "title", "start", "end", "children"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "Không tìm thấy tệp"),
        (b"", "Tệp rỗng"),
        (b"\x89PNG\r\n\x1a\n", "Tệp ảnh bị hỏng"),
        (bytes(range(256)), "không phải văn bản"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_input_that_cannot_be_used(
    command: str, data: bytes | None, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tep"
    if data is not None:
        path.write_bytes(data)
    assert main([command, str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"vanban: {path}: ")
    assert reason in printed.err
    assert printed.err.count("\n") == 1


def test_a_folder_is_no_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(tmp_path)]) == 2
    assert "thư mục" in capsys.readouterr().err


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    class Stdin:
        buffer = io.BytesIO(PAPER.encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert main(["header", "-", "--json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["number"] == "5/KH-UBND"


def test_a_sum_that_does_not_agree_ends_with_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("tổng số 10 văn bản, gồm 3 nghị quyết, 4 quyết định.", encoding="utf-8")
    assert main(["reconcile", str(path)]) == 1


def test_the_library_needs_nothing_but_python() -> None:
    program = (
        "import sys, vanban\n"
        "vanban.read(b'So: 1')\n"
        "heavy = {'docx', 'lxml', 'pypdfium2', 'django', 'dateutil', 'rapidfuzz', 'numpy', 'olefile', 'holidays'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_command_is_in_the_tour() -> None:
    tour = (Path(__file__).resolve().parents[2] / "docs" / "vanban.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"vanban {command}" in tour
