"""Every act that a service writes into the trail is declared by its room, with a code of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from thuongton.audit import acts
from thuongton.web.rooms import rooms

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "thuongton"
ROOMS = ("calendars", "documents", "files", "people", "plans")
"""Rooms whose acts people do; what the demonstration writes about itself has no code."""


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each act that a call of ``recording`` names in its own words."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) > 1):
            continue
        if node.func.id in {"recording", "recording_each"}:
            given = node.args[1]
            if isinstance(given, ast.Call) and given.args:
                given = given.args[0]
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield node.lineno, given.value


def test_every_act_written_in_words_is_declared() -> None:
    known = acts.registered()
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for room in ROOMS
        for path in sorted((PLATFORM / room).rglob("*.py"))
        for line, text in _texts(ast.parse(path.read_text("utf-8")))
        if text not in known and not acts.code_of(text)
    ]
    assert not wrong, "việc chưa có mã trong acts.py của phòng:\n" + "\n".join(wrong)


def test_codes_and_labels_lead_to_each_other() -> None:
    assert len(acts.registered()) > 90
    for code, act in acts.registered().items():
        assert code.partition(".")[0] in {room.name for room in rooms()}
        assert acts.label_of(code) == act.label
        assert {acts.code_of(text) for text in acts.texts_of(code)} == {code}
        assert len(act.label) <= 80  # the column of the trail


def test_a_text_that_nobody_declared_stays_as_written() -> None:
    assert acts.label_of("Việc của năm xưa") == "Việc của năm xưa"
    assert acts.code_of("Việc của năm xưa") == ""
    with pytest.raises(acts.UnknownAct):
        acts.label_of("plans.nothing")


def test_a_code_and_a_label_are_declared_once() -> None:
    code, act = next(iter(acts.registered().items()))
    room, _dot, name = code.partition(".")
    with pytest.raises(ValueError, match="twice"):
        acts.index([act, *acts.ActLabels(room, {name: "Việc khác hẳn"})])
    with pytest.raises(ValueError, match="already"):
        acts.index([act, *acts.ActLabels("thu", {"khac": act.label})])
