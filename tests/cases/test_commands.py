"""``thuongton kinds`` and ``forms`` at the command line: without settings, without a database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from thuongton.cases.definition.library import kind_files
from thuongton.cases.definition.lines import read_lines
from thuongton.cases.definition.schema import schema_of
from thuongton.cases.statistics.form_files import form_files
from thuongton.cli import main

STORIES = sorted((Path(__file__).parent / "stories").glob("*.jsonl"))
DAMAGED = """kind: thu
version: 1
label: {vi: Thử, en: Trial}
basis: [{number: 1/2020/QH14, name: Luật Mẫu}]
fields:
  a: {label: {vi: A, en: A}}
states:
  moi: {label: {vi: Mới, en: New}}
  xong: {label: {vi: Xong, en: Done}, final: true}
  la: {label: {vi: Lạ, en: Odd}}
transitions:
  mo: {label: {vi: Mở, en: Open}, to: moi, role: congchuc}
  dong: {label: {vi: Đóng, en: Close}, from: moi, to: song, role: quanly, requires: [b]}
clocks:
  han: {label: {vi: Hạn, en: Due}, n: 0, unit: ngày, starts: mo, ends: dong}
"""


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_kinds_and_forms_are_listed_shown_and_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    code, kinds = run(capsys, "kinds", "list")
    assert code == 0 and {"hoa_giai", "khieu_nai", "to_cao"} <= {one["kind"] for one in kinds}
    code, shown = run(capsys, "kinds", "show", "hoa_giai")
    assert shown["transitions"]["ket_thuc"]["to"] == "ket_thuc" and shown["clocks"]["start"]["n"] == 3
    code, graph = run(capsys, "kinds", "graph", "khieu_nai")
    assert any(edge["act"] == "thu_ly" and "first" in edge["begins"] for edge in graph["edges"])
    assert graph["mermaid"].startswith("stateDiagram-v2\n")
    code, forms = run(capsys, "forms", "list")
    assert {one["form"]: one["wording"] for one in forms}["02/XLD"] == "known"
    code, form = run(capsys, "forms", "show", "03/GQKN")
    assert len(form["cells"]) == 23 and "1 = 02/XLD:6" in form["identities"]


def test_what_is_not_there_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ("kinds", "show", "x"),
        ("kinds", "graph", "x"),
        ("forms", "show", "x"),
        ("kinds", "check", "/không/có"),
    ):
        assert main([*words]) == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_a_damaged_file_gives_findings_with_file_line_path_and_code(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "thu.yaml"
    path.write_text(DAMAGED, "utf-8")
    code, rows = run(capsys, "kinds", "check", str(path))
    assert code == 1
    assert {(one["line"], one["path"], one["code"]) for one in rows} == {
        (13, "transitions.dong.to", "unknown-state"),
        (13, "transitions.dong.role", "unknown-role"),
        (13, "transitions.dong.requires", "unknown-field"),
        (15, "clocks.han.n", "bad-number"),
        (15, "clocks.han.unit", "bad-unit"),
        (15, "clocks.han.clause", "no-clause"),
    }
    assert all(one["file"] == str(path) and one["message"].endswith((".", "?")) for one in rows)
    path.write_text(DAMAGED.replace("to: song", "to: xong").replace("quanly, requires: [b]", "congchuc"), "utf-8")
    _code, rows = run(capsys, "kinds", "check", str(path))
    assert ("unreachable-state", 10) in [(one["code"], one["line"]) for one in rows]


def test_an_unreadable_file_is_refused_with_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"kind: a\nlabel: \x00")
    assert main(["kinds", "check", str(path), "--json"]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)[0]["code"] == "syntax"
    assert said.err.startswith(f"thuongton: {path}:2: ")


def test_every_story_of_the_repository_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(STORIES) >= 8
    code = main(["kinds", "run", *map(str, STORIES), "--json"])
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one for one in answers if one["ok"] is not True] == []
    assert code == 0 and any(one["refused"] for one in answers)


def test_a_story_that_differs_exits_with_one_and_a_broken_one_with_two(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    story = STORIES[0].read_text("utf-8")
    path = tmp_path / "x.jsonl"
    path.write_text(story.replace('"done_on_time"', '"done_late"'), "utf-8")
    assert main(["kinds", "run", str(path)]) == 1
    for broken in ("[]", "{", '{"do": "x"}', story.splitlines()[0] + '\n{"what": 1}', "[" * 100_000):
        path.write_text(broken, "utf-8")
        assert main(["kinds", "run", str(path)]) == 2
        assert f"{path}:" in capsys.readouterr().err


def test_what_cannot_be_read_is_refused_and_the_story_goes_on(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    head = STORIES[0].read_text("utf-8").splitlines()[0]
    lines = [
        {"do": "bat_dau", "case": "9", "on": "hôm nay", "by": "congchuc", "refused": True},
        {"expect": {"case": "9", "as_of": "2026-03-01", "state": None}},
        {"stat": {"form": "99/KHONG", "from": "2026-01-01", "to": "2026-12-31", "cells": {"1": 0}}},
    ]
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join([head, *(json.dumps(one) for one in lines)]), "utf-8")
    assert main(["kinds", "run", str(path), "--json"]) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["ok"] for one in answers] == [True, True, False]
    assert answers[2]["refused"] == "Không có biểu «99/KHONG»."


@pytest.mark.parametrize("what", ["kind", "form"])
def test_the_schema_for_editors_accepts_every_file_and_marks_a_mistake(what: str) -> None:
    check = jsonschema_rs.validator_for(schema_of(what))
    files = kind_files() if what == "kind" else form_files()
    for path in files:
        plain = read_lines(path.name, path.read_bytes())[0].plain()
        assert [str(one) for one in check.iter_errors(plain)] == [], path.name
        assert not check.is_valid({**plain, "nonsense": 1})


def test_the_commands_need_neither_settings_nor_django() -> None:
    program = (
        "import sys; from thuongton.cli import main; code = main(['kinds', 'list']);"
        "import django.apps; assert not django.apps.apps.ready; sys.exit(code)"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THUONGTON_", "DJANGO_"))}
    done = subprocess.run([sys.executable, "-c", program], env=kept, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
