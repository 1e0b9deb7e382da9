"""The register on real acts, official texts, dated questions and lists of bases laid beside the repository: no answer
grows worse than its floor. What each floor leaves out is told by `LAW_DIAGNOSE=1 make bench ARGS=law`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from law import labels
from thuongton.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> labels.Run:
    def one(arguments: Sequence[str]) -> tuple[int, str]:
        code = main(["law", *arguments])
        return code, capsys.readouterr().out

    return one


@pytest.fixture
def law(shared: Path) -> Path:
    if not (shared / "law_dev").is_dir():
        pytest.skip("cần thư mục ../shared/law_dev (văn bản hợp nhất, câu hỏi theo ngày) bên cạnh kho mã")
    return shared


CONSOLIDATED = {  # pair: changed right, unchanged right, silently wrong, (article, act) not told
    "C01": (23, 32, 1, 1),
    "C02": (0, 44, 0, 0),
    "C03": (0, 57, 0, 0),
    "C05": (4, 3, 2, 0),
}
ASKED = {  # place: state, words, acts not right
    "C01": (0, 4, 0),
    "C02": (2, 3, 2),
    "C03": (2, 3, 2),
    "C05": (0, 0, 0),
    "register450": (0, 0, 0),
}


def test_the_floors_of_all_pairs_hold_the_bars() -> None:
    changed, unchanged, wrong, _untold = (sum(column) for column in zip(*CONSOLIDATED.values(), strict=True))
    assert (changed / 31 >= 0.85, unchanged, wrong <= 3) == (True, 136, True)


@pytest.mark.parametrize("pair", labels.PAIRS)
def test_an_act_reads_as_the_official_text(pair: str, law: Path, run: labels.Run, tmp_path: Path) -> None:
    run(["import", str(law / "law_dev" / pair), "--json"])
    marks = labels.consolidation(law, pair, run)
    changed, unchanged, wrong, untold = CONSOLIDATED[pair]
    assert marks["changed"].right >= changed, marks["changed"].misses
    assert marks["unchanged"].right >= unchanged, marks["unchanged"].misses
    told = marks["changed and unchanged told or right"]
    assert told.of - told.right <= wrong, told.misses
    assert marks["(article, act) told"].of - marks["(article, act) told"].right <= untold
    _demand(pair, labels.questions(law, pair, run, tmp_path))
    for name, one in labels.bases(law, "cancu_clause", run, pair).items():
        assert one.right == one.of, (name, one.misses)


def test_questions_of_many_acts(law: Path, run: labels.Run, tmp_path: Path) -> None:
    table = tmp_path / "acts.jsonl"
    table.write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in labels.register_of_questions(law)), encoding="utf-8"
    )
    run(["import", str(table), "--json"])
    _demand("register450", labels.questions(law, "register450", run, tmp_path))


def _demand(place: str, marks: labels.Marks) -> None:
    for name, missed in zip(("state", "words", "acts"), ASKED[place], strict=True):
        assert marks[name].of - marks[name].right <= missed, (name, marks[name].misses)
    silent = marks["unknown never called in force"]
    assert silent.right == silent.of, silent.misses


def test_lists_of_bases(law: Path, run: labels.Run) -> None:
    run(["import", str(law / "law_dev" / "cancu" / "register.jsonl"), "--json"])
    marks = labels.bases(law, "cancu", run)
    assert (marks["faults found"].of, marks["sound lines without alarm"].of) == (33, 107)
    for name, one in marks.items():
        assert one.right == one.of, (name, one.misses)


def test_letters_are_compared_without_case_spaces_and_the_place_of_a_tone() -> None:
    assert labels.letters("Hoà giải,\n thuỷ LỢI") == labels.letters("hòa giải thủy lợi.")
    assert labels.letters("hoà") != labels.letters("hoa")


def test_a_wrong_text_is_marked_as_a_miss(law: Path) -> None:
    articles = [{"no": "1", "text": "Điều 1. Khác", "findings": [], "changed_by": []}]
    marks = labels.consolidation(law, "C01", lambda _said: (0, json.dumps({"articles": articles})))
    assert marks["unchanged"].right == 0
    assert "Điều 1: ours" in marks["unchanged"].misses[0]
