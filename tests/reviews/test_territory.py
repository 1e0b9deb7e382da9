"""Old units on any day: mergers chained, divided, in any order of arrival; old provinces spelled three ways."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuongton.reviews.issuing_units import issuing_unit, unit_key
from thuongton.reviews.territory import Territories, UnitStep

FEB23, JUL25 = dt.date(2023, 2, 10), dt.date(2025, 7, 1)
MAP_2025 = [
    UnitStep("xã Đông", "xã Đông Tây", FEB23, "NQ 1"),
    UnitStep("xã Tây", "xã Đông Tây", FEB23, "NQ 1"),
    UnitStep("xã Đông Tây", "xã Hòa Bình", JUL25, "NQ 2"),
    UnitStep("xã Đông Tây", "phường Thành", JUL25, "NQ 2"),
    UnitStep("xã Núi", "xã Hòa Bình", JUL25, "NQ 2"),
    UnitStep("huyện Sông", "xã Hòa Bình", JUL25, "NQ 2"),
    UnitStep("huyện Sông", "phường Thành", JUL25, "NQ 2"),
    UnitStep("huyện Sông", "xã Ven Sông", JUL25, "NQ 2"),
    UnitStep("xã Vòng", "xã Tròn", JUL25, "NQ 3"),
    UnitStep("xã Tròn", "xã Vòng", JUL25, "NQ 3"),
]
"""An invented map: two communes made one in 2023, which was divided in 2025; a district divided into three."""


@pytest.mark.parametrize(
    ("unit", "day", "after", "units"),
    [
        ("xã Đông", dt.date(2023, 2, 9), None, ("xã Đông",)),
        ("xã Đông", FEB23, None, ("xã Đông Tây",)),
        ("xã Đông", dt.date(2025, 6, 30), None, ("xã Đông Tây",)),
        ("xã Đông", JUL25, None, ("phường Thành", "xã Hòa Bình")),
        ("xã Núi", JUL25, None, ("xã Hòa Bình",)),
        ("xã Núi", JUL25, JUL25, ("xã Núi",)),
        ("xã Đông Tây", dt.date(2024, 1, 1), dt.date(2023, 5, 1), ("xã Đông Tây",)),
        ("huyện Sông", dt.date(2026, 1, 1), None, ("phường Thành", "xã Hòa Bình", "xã Ven Sông")),
        ("xã Hòa Bình", dt.date(2026, 1, 1), None, ("xã Hòa Bình",)),
        ("xã Lạ", dt.date(2026, 1, 1), None, ("xã Lạ",)),
        ("xã Vòng", dt.date(2026, 1, 1), None, ()),
    ],
)
def test_where_a_unit_is_on_a_day(unit: str, day: dt.date, after: dt.date | None, units: tuple[str, ...]) -> None:
    told = Territories(MAP_2025).on(unit, day, after)
    assert told.units == units
    assert told.sure == (len(units) == 1)


def test_the_resolutions_on_the_way_are_told() -> None:
    assert Territories(MAP_2025).on("xã Đông", JUL25).by == ("NQ 1", "NQ 2")


def test_a_unit_that_gave_a_part_away_and_stood_on_can_be_both() -> None:
    steps = Territories([UnitStep("A", "C", FEB23), UnitStep("A", "D", JUL25)])
    assert steps.on("A", dt.date(2024, 1, 1)).units == ("A", "C")
    assert steps.on("A", JUL25).units == ("C", "D")


DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31))
NAMES = st.sampled_from("ABCDEF")
STEPS = st.lists(st.builds(UnitStep, NAMES, NAMES, DAYS, st.sampled_from(("", "NQ 1", "NQ 2"))), max_size=9)


@given(STEPS, NAMES, DAYS, st.randoms(use_true_random=False))
def test_the_order_in_which_successions_come_is_of_no_matter(
    steps: list[UnitStep[str]], unit: str, day: dt.date, rng: object
) -> None:
    shuffled = [*steps, *steps]
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Territories(shuffled).on(unit, day) == Territories(steps).on(unit, day)


@given(st.lists(DAYS, min_size=1, max_size=6, unique=True), DAYS)
def test_a_chain_composed_is_the_direct_map(days: list[dt.date], day: dt.date) -> None:
    chain = [UnitStep(str(at), str(at + 1), on) for at, on in enumerate(sorted(days))]
    steps = Territories(chain)
    passed = sum(on <= day for on in days)
    assert steps.on("0", day).units == (str(passed),)
    for middle in days:
        if middle <= day:
            (here,) = steps.on("0", middle).units
            assert steps.on(here, day, middle).units == (str(passed),)


@given(STEPS, NAMES, DAYS, DAYS)
def test_two_stretches_of_time_lead_where_one_does(
    steps: list[UnitStep[str]], unit: str, one: dt.date, other: dt.date
) -> None:
    first, last = sorted((one, other))
    units = Territories(steps)
    direct = set(units.on(unit, last).units)
    by_stretches = {end for here in units.on(unit, first).units for end in units.on(here, last, first).units}
    assert direct == by_stretches


@pytest.mark.parametrize(
    ("issuer", "key", "province"),
    [
        ("UBND tỉnh Thanh Hoá", "tinh thanh hoa", "tỉnh Thanh Hóa"),
        ("ỦY BAN NHÂN DÂN TỈNH THANH HÓA", "tinh thanh hoa", "tỉnh Thanh Hóa"),
        ("Chủ tịch Uỷ ban nhân dân T. Thanh Hóa", "tinh thanh hoa", "tỉnh Thanh Hóa"),
        ("HĐND tỉnh Bà Rịa – Vũng Tàu", "tinh ba ria vung tau", "tỉnh Bà Rịa - Vũng Tàu"),
        ("HĐND tỉnh Bà Rịa-Vũng Tàu", "tinh ba ria vung tau", "tỉnh Bà Rịa - Vũng Tàu"),
        ("UBND TP. Hồ Chí Minh", "thanh pho ho chi minh", "thành phố Hồ Chí Minh"),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", "thanh pho ho chi minh", "thành phố Hồ Chí Minh"),
        ("UBND TP HCM", "thanh pho ho chi minh", "thành phố Hồ Chí Minh"),
        ("UBND thành phố Rạch Giá, tỉnh Kiên Giang", "thanh pho rach gia", "tỉnh Kiên Giang"),
        ("Hội đồng nhân dân xã Lai Khê", "xa lai khe", None),
    ],
)
def test_the_unit_of_an_issuer_is_read_however_it_is_spelled(issuer: str, key: str, province: str | None) -> None:
    told = issuing_unit(issuer)
    assert told is not None
    assert told.key == key
    assert (told.province.whole if told.province else None) == province


@pytest.mark.parametrize("issuer", ["Chính phủ", "Bộ Tư pháp", "Sở Tư pháp tỉnh Hà Tĩnh", "UBND Tỉnh", "", "Quốc hội"])
def test_other_issuers_are_no_unit(issuer: str) -> None:
    assert issuing_unit(issuer) is None


def test_names_of_units_are_compared_by_kind_and_name() -> None:
    assert unit_key("Phường Vân Sơn") == "phuong van son"
    assert unit_key("P. Vân Sơn") == "phuong van son"
    assert unit_key("Phòng Kinh tế") == ""
