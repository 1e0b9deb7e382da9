"""A reading as JSON and back: the same for every paper at hand, and every fault of shape is told with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vanban import open_document
from vanban.model import Citation, Figure, Finding, Header, Node, Reading, Task, Timing, TimingKind
from vanban.reading import read_document
from vanban.rereading import reading_again
from vanban.shapes import BadShape

FOLDERS = ("seeds", "dev_corpus/admin", "dev_corpus/legal_html", "dev_corpus/legal_files")
SUFFIXES = {".txt", ".html", ".docx", ".pdf"}
BARE = {"source": {"name": "a.txt", "format": "txt", "sha256": ""}, "text": "a", "header": {}}


def test_every_paper_is_read_back_from_its_json(shared: Path) -> None:
    papers = [p for folder in FOLDERS for p in sorted((shared / folder).glob("*")) if p.suffix in SUFFIXES]
    assert len(papers) > 60
    kinds = set()
    for paper in papers:
        reading = read_document(open_document(paper))
        kept = json.loads(json.dumps(reading.kept()))
        assert Reading.from_dict(kept) == reading, paper.name
        assert json.loads(json.dumps(Reading.from_dict(kept).to_dict())) == {
            key: value for key, value in kept.items() if key != "tables"
        }
        kinds |= {name for name in ("citations", "tasks", "figures", "findings", "amendments", "tables") if kept[name]}
    assert kinds == {"citations", "tasks", "figures", "findings", "amendments", "tables"}


def test_a_single_value_is_read_back() -> None:
    task = Task("1", "Rà soát", 0, 7, timing=Timing(TimingKind.FIXED, text="trước 30/6", confidence=0.9))
    assert Task.from_dict(json.loads(json.dumps(task.to_dict()))) == task
    assert Figure.from_dict(Figure(0, 1, "5", 5).to_dict()) == Figure(0, 1, "5", 5)
    assert isinstance(Figure.from_dict(Figure(0, 3, "5,0", 5.0).to_dict()).value, float)
    cited = Citation.from_dict({"start": 0, "end": 1, "surface": "a", "class": "titled"})
    assert cited.class_ == "titled" and cited.to_dict()["class"] == "titled"


def test_what_an_older_version_left_out_has_its_default() -> None:
    assert Reading.from_dict(BARE) == Reading.from_dict({**BARE, "doubtful": None, "rules": "x", "schema": "vanban/1"})
    assert Header.from_dict({"kind": None, "_edited": ["kind"]}) == Header()
    assert reading_again({}).text == "" and reading_again({"text": "a"}, "b").source.name == "b"
    rows = "TT\tNhiệm vụ\tCơ quan\n1\tRà soát\tSở Tư pháp\n2\tBáo cáo\tSở Nội vụ\n"
    assert len(reading_again({"text": rows}).tables) == 1
    assert reading_again({"text": rows, "tables": []}).tables == ()


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        (Reading, {**BARE, "schema": "vanban/2"}, "schema"),
        (Reading, {**BARE, "text": 5}, "text"),
        (Reading, {"text": "a"}, "source"),
        (
            Reading,
            {**BARE, "citations": [{"start": 0, "end": 1, "surface": "a"}, {"start": "0"}]},
            "citations[1].start",
        ),
        (Reading, {**BARE, "outline": {"a": 1}}, "outline"),
        (Reading, {**BARE, "tasks": [{"code": "1", "title": "a", "start": 0}]}, "tasks[0].end"),
        (Reading, {**BARE, "source": None}, "source"),
        (Reading, {**BARE, "header": {"date": "30/6/2026"}}, "header.date"),
        (Node, {"level": "điều", "label": "1", "title": "", "start": 0, "end": 1, "children": [[]]}, "children[0]"),
        (Task, {"code": "1", "title": "a", "start": 0, "end": 1, "spans": {"lead": {"start": 0}}}, "spans.lead.end"),
        (Task, {"code": "1", "title": "a", "start": 0, "end": 1, "spans": []}, "spans"),
        (Task, {"code": "1", "title": "a", "start": True, "end": 1}, "start"),
        (Timing, {"kind": "weekly"}, "kind"),
        (Finding, [], ""),
    ],
)
def test_json_that_is_no_reading_is_told_with_its_place(kind: Any, body: Any, told: str) -> None:
    with pytest.raises(BadShape) as caught:
        kind.from_dict(body)
    assert caught.value.place == told
    assert f"«{told}»" in str(caught.value) if told else "cần một đối tượng, gặp []" in str(caught.value)
