"""`thuongton search`: what comes out, and one sentence for input that cannot be used."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from search.made import NEW, bees
from thuongton.cli import main


def written(path: Path, rows: list[dict[str, object]]) -> Path:
    """Rows as JSON Lines, packed when the name says so."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def corpus(folder: Path, name: str = "dieu.jsonl") -> Path:
    """The made-up laws as a file."""
    return written(
        folder / name,
        [
            {
                "id": one.id,
                "law": one.law,
                "article": one.label,
                "heading": one.heading,
                "text": one.text,
                "chapter": "",
            }
            for one in bees()
        ],
    )


def asked(folder: Path, rows: list[dict[str, object]], corpus_file: Path | None = None) -> tuple[int, list[dict]]:
    """The exit code and the answers."""
    out = folder / "out.jsonl"
    code = main(
        [
            "search", "--corpus", str(corpus_file or corpus(folder)), "--out", str(out),
            "--queries", str(written(folder / "hoi.jsonl", rows)),
        ]
    )  # fmt: skip
    return code, [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []


@pytest.mark.parametrize("name", ["dieu.jsonl", "dieu.jsonl.gz"])
def test_answers_come_in_the_order_of_the_questions(tmp_path: Path, name: str) -> None:
    rows = [
        {"qid": "b", "text": "cấp giấy phép nuôi ong", "on": "2020-01-01", "gold": ["x"]},
        {"qid": 7, "text": "zzz"},
        {"qid": "a", "text": "cap giay phep nuoi ong", "on": None},
    ]
    code, found = asked(tmp_path, rows, corpus(tmp_path, name))
    assert code == 0
    assert [one["qid"] for one in found] == ["b", 7, "a"]
    assert found[0]["hits"][0] == found[2]["hits"][0] == f"{NEW}|3"
    assert found[1]["hits"] == []
    assert all(one["ms"] >= 0 and set(one) == {"qid", "hits", "ms"} for one in found)


def test_no_question_is_no_answer(tmp_path: Path) -> None:
    assert asked(tmp_path, []) == (0, [])


@pytest.mark.parametrize(
    ("corpus_text", "question_text", "said"),
    [
        ("", '{"qid": 1, "text": "a"}', "không có điều nào"),
        ("{", '{"qid": 1, "text": "a"}', ":1: mỗi dòng là một điều"),
        ('{"id": "a|1", "text": 3}', '{"qid": 1, "text": "a"}', ":1: mỗi dòng là một điều"),
        ('{"id": "a|1", "text": "b"}\n{"id": "a|1", "text": "b"}', '{"qid": 1, "text": "a"}', "có hai lần"),
        ('{"id": "a|1", "text": "b"}', "[]", ":1: mỗi dòng là một câu hỏi"),
        ('{"id": "a|1", "text": "b"}', '{"text": "a"}', ":1: mỗi dòng là một câu hỏi"),
        ('{"id": "a|1", "text": "b"}', '{"qid": 1, "text": "a", "on": "31/12/2021"}', "không phải một ngày"),
    ],
)
def test_input_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], corpus_text: str, question_text: str, said: str
) -> None:
    articles, questions, out = tmp_path / "a.jsonl", tmp_path / "q.jsonl", tmp_path / "out.jsonl"
    articles.write_text(corpus_text, "utf-8")
    questions.write_text(question_text, "utf-8")
    code = main(["search", "--corpus", str(articles), "--queries", str(questions), "--out", str(out)])
    errors = capsys.readouterr().err
    assert code == 2
    assert said in errors
    assert errors.count("\n") == 1
    assert not out.exists()


def test_files_that_are_not_there_or_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = str(written(tmp_path / "q.jsonl", [{"qid": 1, "text": "a"}]))
    broken = tmp_path / "a.jsonl.gz"
    broken.write_bytes(gzip.compress(corpus(tmp_path).read_bytes())[:60])
    for articles, out in (
        (str(tmp_path / "none.jsonl"), "out.jsonl"),
        (str(broken), "out.jsonl"),
        (str(tmp_path), "out.jsonl"),
        (str(corpus(tmp_path)), "none/out.jsonl"),
    ):
        code = main(["search", "--corpus", articles, "--queries", questions, "--out", str(tmp_path / out)])
        assert code == 2
        assert capsys.readouterr().err.count("\n") == 1
