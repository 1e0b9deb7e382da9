"""Periods: which days they hold, what they are called, and which days a report about them counts."""

from __future__ import annotations

import datetime as dt

import pytest

from thuongton.calendars.periods import Period, name_of, period_of, quarter_before, quarter_of, reporting_window

D = dt.date


@pytest.mark.parametrize(
    ("day", "quarter", "before"),
    [
        (D(2026, 1, 1), Period(D(2026, 1, 1), D(2026, 3, 31)), Period(D(2025, 10, 1), D(2025, 12, 31))),
        (D(2026, 6, 30), Period(D(2026, 4, 1), D(2026, 6, 30)), Period(D(2026, 1, 1), D(2026, 3, 31))),
        (D(2026, 12, 31), Period(D(2026, 10, 1), D(2026, 12, 31)), Period(D(2026, 7, 1), D(2026, 9, 30))),
    ],
)
def test_the_quarter_of_a_day_and_the_one_before(day: D, quarter: Period, before: Period) -> None:
    assert quarter_of(day) == quarter
    assert quarter_before(day) == before


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        (D(2026, 2, 1), D(2026, 2, 28), "Tháng 2/2026"),
        (D(2024, 2, 1), D(2024, 2, 29), "Tháng 2/2024"),
        (D(2026, 4, 1), D(2026, 6, 30), "Quý II/2026"),
        (D(2026, 1, 1), D(2026, 6, 30), "6 tháng đầu năm 2026"),
        (D(2026, 7, 1), D(2026, 12, 31), "6 tháng cuối năm 2026"),
        (D(2026, 1, 1), D(2026, 9, 30), "9 tháng đầu năm 2026"),
        (D(2026, 1, 1), D(2026, 12, 31), "Năm 2026"),
        (D(2025, 5, 1), D(2026, 4, 15), "Từ 1/5/2025 đến 15/4/2026"),
        (D(2026, 2, 1), D(2026, 4, 30), "Từ 1/2/2026 đến 30/4/2026"),
        (None, D(2026, 4, 15), "Đến 15/4/2026"),
    ],
)
def test_a_period_has_the_name_offices_give_it(start: D | None, end: D, name: str) -> None:
    assert name_of(Period(start, end)) == name


@pytest.mark.parametrize("year", [2025, 2026])
@pytest.mark.parametrize("first", range(1, 13))
def test_a_named_period_is_read_back_from_its_name(year: int, first: int) -> None:
    quarter = quarter_of(D(year, first, 1))
    assert period_of([f"Báo cáo {name_of(quarter)}"]) == quarter
    month = Period(D(year, first, 1), (D(year + first // 12, first % 12 + 1, 1) - dt.timedelta(days=1)))
    assert period_of([f"Báo cáo {name_of(month)}"]) == month


@pytest.mark.parametrize(
    ("period", "window"),
    [
        (Period(D(2026, 3, 1), D(2026, 3, 31)), Period(D(2026, 2, 15), D(2026, 3, 14))),
        (Period(D(2026, 1, 1), D(2026, 3, 31)), Period(D(2025, 12, 15), D(2026, 3, 14))),
        (Period(D(2026, 1, 1), D(2026, 6, 30)), Period(D(2025, 12, 15), D(2026, 6, 14))),
        (Period(D(2026, 7, 1), D(2026, 12, 31)), Period(D(2026, 6, 15), D(2026, 12, 14))),
        (Period(D(2026, 1, 1), D(2026, 12, 31)), Period(D(2025, 12, 15), D(2026, 12, 14))),
    ],
)
def test_a_report_counts_the_days_of_decree_09_2019(period: Period, window: Period) -> None:
    assert reporting_window(period) == window


def test_a_span_of_its_own_has_no_window_of_the_decree() -> None:
    with pytest.raises(ValueError, match="Từ 1/5/2025 đến 15/4/2026"):
        reporting_window(Period(D(2025, 5, 1), D(2026, 4, 15)))
