"""Causes of validity beside single orders: terms, days of parts, events, parents that ended, old territory."""

from __future__ import annotations

import datetime as dt

import pytest

import vanban
from thuongton.law.answers import at_facts
from thuongton.law.detailing import parent_named
from thuongton.law.history import ActHistories
from thuongton.law.reading import read_act_text
from thuongton.law.states import LegalState, ToldState, state_on
from thuongton.law.terms import end_of_term
from thuongton.law.territory import province_of, territory_on
from thuongton.law.text.places import place_of
from thuongton.law.windows import WindowReason, state_in, windows_of
from thuongton.law.works import LegalWork, LegalWorks, Order

TEXT = "Điều 1. Một\nLời một.\nĐiều 2. Hai\nLời hai.\n"


def _work(number: str, issued: str, title: str = "", text: str = TEXT, kind: str = "", **more: object) -> LegalWork:
    orders = tuple(Order(one) for one in vanban.amendments(text))
    day = dt.date.fromisoformat(issued)
    facts: dict[str, object] = {"effective_on": day, **more}
    return LegalWork(number, "", kind, title, day, text=text, orders=orders, **facts)  # type: ignore[arg-type]


def _ends(number: str, ended: str, day: str) -> LegalWork:
    on = dt.date.fromisoformat(day)
    words = f"ngày {on.day:02} tháng {on.month:02} năm {on.year}"
    text = f"LUẬT\nVÍ DỤ\n\nĐiều 9. Hiệu lực thi hành\n{ended} hết hiệu lực kể từ {words}.\n"
    return _work(number, (on - dt.timedelta(days=90)).isoformat(), text=text)


def _ask(works: list[LegalWork], on: str, provision: str | None = None) -> ToldState:
    return state_on(ActHistories(LegalWorks(works)).of(works[0]), place_of(provision), dt.date.fromisoformat(on))


LAW = _work("10/2016/QH14", "2016-08-01", "Ví dụ", kind="Luật")
DECREE = _work("20/2017/NĐ-CP", "2017-01-01", "Quy định chi tiết một số điều của Luật Ví dụ", kind="Nghị định")
CIRCULAR = _work("30/2018/TT-BTP", "2018-01-01", "Hướng dẫn thi hành Nghị định số 20/2017/NĐ-CP của Chính phủ")
END = _ends("50/2024/QH15", "Luật Ví dụ số 10/2016/QH14", "2024-07-01")
LATER = _work("70/2024/NĐ-CP", "2024-09-01", text="Điều 1. Bãi bỏ Điều 2 Nghị định số 20/2017/NĐ-CP.\n")
CONTINUED = _work(
    "60/QĐ-BTP", "2025-08-01",
    text="Về việc tiếp tục có hiệu lực\nĐiều 1. Công bố Nghị định số 20/2017/NĐ-CP tiếp tục có hiệu lực.\n",
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "number", "name", "several"),
    [
        ("Quy định chi tiết một số điều của Luật Giá", "", "Luật Giá", False),
        ("quy định chi tiết và hướng dẫn thi hành một số điều của Luật Đất đai", "", "Luật Đất đai", False),
        ("Quy định chi tiết thi hành một số điều và biện pháp thi hành Luật Cư trú", "", "Luật Cư trú", False),
        ("Hướng dẫn thi hành Nghị định số 20/2017/NĐ-CP của Chính phủ", "20/2017/NĐ-CP", "", False),
        ("Quy định chi tiết Luật Giá và Luật Phí và lệ phí", "", "Luật Giá", True),
    ],
)
def test_a_name_tells_what_an_act_details(title: str, number: str, name: str, several: bool) -> None:
    found = parent_named(title)
    assert found is not None
    assert (found.number, found.name, found.several) == (number, name, several)


@pytest.mark.parametrize("title", ["", "Luật Giá", "Quy định về giá", "sửa đổi, bổ sung Nghị định số 20/2017/NĐ-CP"])
def test_a_name_that_tells_of_no_detail(title: str) -> None:
    assert parent_named(title) is None


def test_a_detailing_act_ends_with_what_it_details() -> None:
    works = [DECREE, LAW, END]
    assert _ask(works, "2024-06-30", "Điều 1").state is LegalState.IN_FORCE
    told = _ask(works, "2024-07-01", "Điều 1")
    assert (told.state, told.text) == (LegalState.EXPIRED, "Điều 1. Một\nLời một.")
    assert "80/2015/QH13 Điều 154" in told.reasons[0] and "cần kiểm tra" in told.reasons[0]
    assert _ask([CIRCULAR, DECREE, LAW, END], "2024-07-01").state is LegalState.EXPIRED


def test_an_end_before_the_clause_held_ends_nothing_else() -> None:
    law = _work("10/2005/QH11", "2005-06-01", "Ví dụ", kind="Luật")
    decree = _work("20/2006/NĐ-CP", "2006-01-01", "Quy định chi tiết một số điều của Luật Ví dụ")
    end = _ends("50/2013/QH13", "Luật Ví dụ số 10/2005/QH11", "2014-07-01")
    assert _ask([decree, law, end], "2020-01-01").state is LegalState.IN_FORCE


@pytest.mark.parametrize(
    "works",
    [
        [_work("20/2017/NĐ-CP", "2017-01-01", "Quy định chi tiết Luật Ví dụ và Luật Giá"), LAW, END],
        [
            DECREE,
            LAW,
            END,
            _work("70/2024/NĐ-CP", "2024-09-01", text="Điều 1. Bãi bỏ Điều 2 Nghị định số 20/2017/NĐ-CP.\n"),
        ],
    ],
)
def test_an_end_that_is_not_sure_is_unknown_with_why(works: list[LegalWork]) -> None:
    told = _ask(works, "2024-12-01", "Điều 1")
    assert told.state is LegalState.UNKNOWN
    assert len(told.findings) >= 2


def test_an_act_announced_as_continuing_goes_on() -> None:
    assert _ask([DECREE, LAW, END, CONTINUED], "2025-09-01").state is LegalState.IN_FORCE


def test_the_windows_tell_the_end_with_the_parent() -> None:
    history = ActHistories(LegalWorks([DECREE, LAW, END])).of(DECREE)
    window = state_in(windows_of(history), dt.date(2024, 7, 1))
    assert (window.state, window.reason, window.by) == (LegalState.EXPIRED, WindowReason.WITH_PARENT, LAW)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("1. Nghị quyết này có hiệu lực thi hành từ ngày 01/01/2023 đến hết ngày 31/12/2025.", "2026-01-01"),
        ("Nghị quyết này được thực hiện từ ngày 01/01/2023 đến ngày 31 tháng 12 năm 2025.", "2026-01-01"),
        ("Thông tư này hết hiệu lực kể từ ngày 01 tháng 7 năm 2025.", "2025-07-01"),
        ("Nghị quyết này có hiệu lực từ ngày 01/8/2023 và được thực hiện trong 05 năm.", "2028-01-01"),
        ("Điều 5 Nghị quyết này có hiệu lực đến hết ngày 31/12/2025.", None),
        ("Nghị quyết này có hiệu lực đến hết ngày 31/02/2025.", None),
        ("Nghị quyết này có hiệu lực từ ngày 01/01/2023.", None),
    ],
)
def test_the_end_that_an_act_states(text: str, end: str | None) -> None:
    found = end_of_term(text, dt.date(2023, 1, 1))
    assert found == (dt.date.fromisoformat(end) if end else None)


def test_an_act_is_over_the_day_after_its_term() -> None:
    text = f"{TEXT}Điều 3. Hiệu lực thi hành\nNghị quyết này có hiệu lực từ ngày 01/01/2023 đến hết ngày 31/12/2025.\n"
    read = read_act_text(text)
    act = _work("54/2022/QH15", "2023-01-01", text=text, expired_on=read.expired_on)
    assert (_ask([act], "2025-12-31").state, _ask([act], "2026-01-01").state) == (
        LegalState.IN_FORCE,
        LegalState.EXPIRED,
    )


PARTS = f"""{TEXT}Điều 3. Hiệu lực thi hành
1. Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2023.
2. Điều 1 của Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2023.
3. Điều 2 của Luật này có hiệu lực thi hành từ ngày Chính phủ công bố hạ tầng sẵn sàng.
"""


@pytest.mark.parametrize(
    ("provision", "on", "state"),
    [
        ("Điều 1", "2023-06-30", LegalState.NOT_YET),
        ("Điều 1", "2023-07-01", LegalState.IN_FORCE),
        ("Điều 2", "2023-12-01", LegalState.UNKNOWN),
        ("Điều 3", "2023-01-01", LegalState.IN_FORCE),
        (None, "2023-01-01", LegalState.IN_FORCE),
    ],
)
def test_parts_have_days_of_their_own(provision: str | None, on: str, state: LegalState) -> None:
    act = _work("5/2022/QH15", "2022-11-01", text=PARTS, effective_on=dt.date(2023, 1, 1))
    told = _ask([act], on, provision)
    assert told.state is state, told
    assert state is not LegalState.UNKNOWN or told.findings


@pytest.mark.parametrize(
    ("issuer", "number", "on", "territory"),
    [
        ("Ủy ban nhân dân tỉnh Hải Dương", "12/2023/QĐ-UBND", "2025-06-30", None),
        ("Ủy ban nhân dân tỉnh Hải Dương", "12/2023/QĐ-UBND", "2025-07-01", "tỉnh Hải Dương (cũ)"),
        ("Hội đồng nhân dân thành phố Hải Phòng", "5/2024/NQ-HĐND", "2025-07-01", "thành phố Hải Phòng (cũ)"),
        ("Ủy ban nhân dân thành phố Hải Phòng", "99/2025/QĐ-UBND", "2026-01-01", None),
        ("Ủy ban nhân dân tỉnh Hà Tĩnh", "5/2024/QĐ-UBND", "2026-01-01", None),
        ("Ủy ban nhân dân tỉnh Thừa Thiên Huế", "5/2024/QĐ-UBND", "2026-01-01", None),
        ("Bộ Tư pháp", "5/2024/TT-BTP", "2026-01-01", None),
    ],
)
def test_where_an_act_of_a_merged_province_holds(issuer: str, number: str, on: str, territory: str | None) -> None:
    issued = dt.date(2025, 8, 1) if number.startswith("99") else dt.date(2024, 1, 1)
    work = LegalWork(number, issuer, issued_on=issued, effective_on=issued, text=TEXT)
    found = territory_on(work, dt.date.fromisoformat(on))
    assert (found[0] if found else None) == territory
    answer = at_facts(
        ActHistories(LegalWorks([work])).of(work), place_of("Điều 1"), dt.date.fromisoformat(on), dt.date.max
    )
    assert answer["territory"] == territory
    assert territory is None or "Điều 54" in answer["reasons"][-1]


@pytest.mark.parametrize("issuer", ["Chính phủ", "", "Ủy ban nhân dân huyện Kim Thành", "Sở Tư pháp tỉnh Hải Dương"])
def test_no_province_but_of_its_council_and_committee(issuer: str) -> None:
    assert province_of(issuer) is None
