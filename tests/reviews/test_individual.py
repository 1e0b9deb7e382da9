"""Individual decisions set apart, plain papers with rules inside found; gaps and doubles of series."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from thuongton.law.numbers import lacks_year
from thuongton.law.queries.lacking import gaps_of
from thuongton.reviews.individual import ActNature, set_apart
from thuongton.reviews.series import Fault, Numbered, faults_of

RULES = "Điều 1. Phạm vi điều chỉnh\nQuy chế này quy định việc quản lý chợ.\nĐiều 2. Đối tượng áp dụng\nMọi người."
NORMATIVE, INDIVIDUAL, DOUBTFUL = ActNature.NORMATIVE, ActNature.INDIVIDUAL, ActNature.DOUBTFUL


@pytest.mark.parametrize(
    ("number", "title", "text", "verdict", "plain"),
    [
        ("47/2026/QĐ-UBND", "Quy định giá đất", "", NORMATIVE, False),
        ("16/2026/NQ-HĐND", "Bãi bỏ Nghị quyết số 110/2025/NQ-HĐND", "", NORMATIVE, False),
        ("47/2026/QĐ-UBND", "Về việc bổ nhiệm Giám đốc Sở", "", DOUBTFUL, False),
        ("1272/QĐ-UBND", "Về việc bổ nhiệm Thừa phát lại", "", INDIVIDUAL, False),
        ("1182/QĐ-UBND", "V/v phê duyệt đơn giá khởi điểm đợt 4", "", INDIVIDUAL, False),
        ("12/QĐ-UBND", "QUYẾT ĐỊNH VỀ VIỆC TẶNG BẰNG KHEN", "", INDIVIDUAL, False),
        ("15/QĐ-UBND", "Ban hành Quy chế quản lý chợ", "", DOUBTFUL, True),
        ("15/QĐ-UBND", "Về việc quản lý chợ", RULES, DOUBTFUL, True),
        ("15/QĐ-UBND", "Phê duyệt phương án chợ", RULES, DOUBTFUL, True),
        ("9/NQ-HĐND", "Quy định mức chi hội nghị", "", DOUBTFUL, True),
        ("", "Về việc cấp Chứng chỉ hành nghề luật sư", "", INDIVIDUAL, False),
        ("", "Về một số việc", "", DOUBTFUL, False),
        ("15/CT-UBND", "Về việc tổ chức Kỳ thi", "", DOUBTFUL, False),
        ("66-NQ/TW", "Về đổi mới công tác", "", DOUBTFUL, False),
        ("5/QĐ-UBND", "", "", INDIVIDUAL, False),
    ],
)
def test_what_an_act_is(number: str, title: str, text: str, verdict: ActNature, plain: bool) -> None:
    told = set_apart(number, title=title, text=text)
    assert (told.verdict, told.plain_with_rules) == (verdict, plain)
    assert told.reasons


def test_longer_words_of_a_title_count_before_shorter_ones() -> None:
    assert set_apart("", title="Điều chỉnh mức thu phí chợ").verdict is NORMATIVE
    assert set_apart("", title="Điều chỉnh dự án đường").verdict is INDIVIDUAL


def test_numbers_of_other_papers_lack_nothing() -> None:
    assert not any(lacks_year(number) for number in ("94/KH-UBND", "66-NQ/TW", "694/STP-XDPL", "79/2025/NĐ-CP", "x"))


def test_the_gazette_of_a_province(shared: Path) -> None:
    """Most of its papers are individual; none whose number bears a year is held for one."""
    path = shared / "dev_corpus" / "catalogue" / "congbao_sonla_dev.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    told = [(row["so_hieu"], set_apart(row["so_hieu"], row["loai_van_ban"], row["trich_yeu"])) for row in rows]
    with_year = [one.verdict for number, one in told if number.count("/") == 2]
    assert len(with_year) >= 9
    assert INDIVIDUAL not in with_year
    assert sum(one.verdict is INDIVIDUAL for _number, one in told) >= 150


DAY = dt.date


@pytest.mark.parametrize(
    ("numbers", "faults"),
    [
        ([(1, "1/2024/QĐ-UBND", DAY(2024, 1, 2)), (2, "2/2024/QĐ-UBND", DAY(2024, 1, 3))], []),
        (
            [(1, "1/2024/QĐ-UBND", None), (2, "2/2024/QĐ-UBND", None), (3, "4/2024/QĐ-UBND", None)],
            [("03/2024/QĐ-UBND", Fault.GAP, ())],
        ),
        (
            [(1, "7/2024/QĐ-UBND", DAY(2024, 1, 2)), (2, "07/2024/QĐ-UBND", DAY(2024, 3, 2))],
            [("7/2024/QĐ-UBND", Fault.DOUBLE, (1, 2))],
        ),
        (
            [
                (1, "1/2024/QĐ-UBND", DAY(2024, 1, 2)),
                (2, "2/2024/QĐ-UBND", DAY(2024, 9, 3)),
                (3, "3/2024/QĐ-UBND", DAY(2024, 1, 5)),
            ],
            [("2/2024/QĐ-UBND", Fault.ORDER, (1, 2, 3))],
        ),
        ([(1, "12/QĐ-UBND", None), (2, "12/QĐ-UBND", None)], []),
        ([(1, "1/2024/QĐ-UBND", None), (2, "1/2024/NQ-HĐND", None), (3, "1/2023/QĐ-UBND", None)], []),
    ],
)
def test_faults_of_a_series(
    numbers: list[tuple[int, str, dt.date | None]], faults: list[tuple[str, Fault, tuple[int, ...]]]
) -> None:
    found = faults_of([Numbered(key, number, "ubnd", day) for key, number, day in numbers], gaps_of)
    assert [(one.number, one.fault, one.acts) for one in found] == faults


def test_series_of_two_issuers_are_apart() -> None:
    acts = [Numbered(1, "7/2024/QĐ-UBND", "một"), Numbered(2, "7/2024/QĐ-UBND", "hai")]
    assert faults_of(acts, gaps_of) == []
