"""Is it in force on a day, and what did it say: derived from acts, or «không xác định» with what is missing."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest

import vanban
from thuongton.law.gazette import at_latest, day_after_signing
from thuongton.law.history import ActHistories
from thuongton.law.reading import day_said, read_act_text
from thuongton.law.states import LegalState, ToldState, state_on
from thuongton.law.text.places import place_of
from thuongton.law.works import LegalWork, LegalWorks, Order, name_key
from vanban.model import Header

BASE = """Điều 1. Một
1. Khoản một.
2. Khoản hai.
Điều 2. Hai
Lời của điều hai.
Điều 3. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2020.
"""


def _work(
    number: str, text: str, issued: str, effective: str | None, title: str = "", kind: str = "Luật", **more: object
) -> LegalWork:
    orders = tuple(
        Order(one, text[one.payload.start : one.payload.end] if one.payload is not None else None)
        for one in vanban.amendments(text)
    )
    day = dt.date.fromisoformat(effective) if effective else None
    return LegalWork(
        number, "Quốc hội", kind, title, dt.date.fromisoformat(issued), day, text=text, orders=orders, **more
    )  # type: ignore[arg-type]


def _base() -> LegalWork:
    return _work("10/2019/QH14", BASE, "2019-06-01", "2020-01-01", "Ví dụ")


def _amending(
    number: str, orders: str, issued: str, effective: str | None, of: str = "Luật Ví dụ số 10/2019/QH14", **more: object
) -> LegalWork:
    changes = f"Sửa đổi, bổ sung một số điều của {of}"
    text = f"LUẬT\n{changes}\n\nĐiều 1. {changes}\n{orders}\n"
    return _work(number, text, issued, effective, "sửa đổi, bổ sung một số điều của Luật Ví dụ", **more)


def _ask(works: list[LegalWork], provision: str | None, on: str, known: str | None = None) -> ToldState:
    histories = ActHistories(LegalWorks(works), dt.date.fromisoformat(known) if known else None)
    return state_on(histories.of(works[0]), place_of(provision), dt.date.fromisoformat(on))


CHANGES = [
    _amending("20/2021/QH15", "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Khoản một mới.”.", "2021-06-01", "2022-01-01"),
    _amending(
        "30/2022/QH15",
        "1. Bổ sung khoản 3 vào sau khoản 2 Điều 1 như sau:\n“3. Khoản ba.”.\n2. Bãi bỏ Điều 2.",
        "2022-06-01",
        "2023-01-01",
    ),
]


@pytest.mark.parametrize(
    ("provision", "on", "state", "words"),
    [
        (None, "2018-01-01", LegalState.ABSENT, None),
        (None, "2019-07-01", LegalState.NOT_YET, BASE.strip()),
        ("khoản 1 Điều 1", "2021-12-31", LegalState.IN_FORCE, "1. Khoản một."),
        ("khoản 1 Điều 1", "2022-01-01", LegalState.IN_FORCE, "1. Khoản một mới."),
        ("khoản 3 Điều 1", "2022-12-31", LegalState.ABSENT, None),
        ("khoản 3 Điều 1", "2023-01-01", LegalState.IN_FORCE, "3. Khoản ba."),
        ("Điều 2", "2022-12-31", LegalState.IN_FORCE, "Điều 2. Hai\nLời của điều hai."),
        ("Điều 2", "2023-01-01", LegalState.EXPIRED, ""),
        (None, "2023-01-01", LegalState.PARTLY_EXPIRED, None),
        ("Điều 9", "2023-01-01", LegalState.ABSENT, None),
    ],
)
def test_state_and_words_on_a_day(provision: str | None, on: str, state: LegalState, words: str | None) -> None:
    told = _ask([_base(), *CHANGES], provision, on)
    assert (told.state, told.text) == (state, words)


def test_the_order_in_which_acts_come_in_is_of_no_matter() -> None:
    base = _base()
    answers = set()
    for order in permutations([base, *CHANGES]):
        histories = ActHistories(LegalWorks(order))
        told = state_on(histories.of(base), place_of("Điều 1"), dt.date(2024, 1, 1))
        answers.add((told.state, told.text, tuple(step.by.number for step in told.steps)))
    assert len(answers) == 1


def test_before_the_first_operation_the_text_is_as_issued() -> None:
    base = _base()
    history = ActHistories(LegalWorks([base, *CHANGES])).of(base)
    assert history.on(dt.date(2021, 12, 31)).act == history.issued


def test_what_was_not_known_on_a_day_changes_no_answer_of_that_day() -> None:
    works = [_base(), *CHANGES]
    assert _ask(works, "khoản 1 Điều 1", "2022-06-01", known="2021-05-31").text == "1. Khoản một."
    assert _ask(works, "khoản 1 Điều 1", "2022-06-01", known="2021-06-01").text == "1. Khoản một mới."


def test_an_act_named_without_number_is_found_by_its_name() -> None:
    change = _amending("20/2021/QH15", "1. Bãi bỏ Điều 2.", "2021-06-01", "2022-01-01", of="Luật Ví dụ")
    assert _ask([_base(), change], "Điều 2", "2022-01-01").state is LegalState.EXPIRED
    twin = _work("11/2019/QH14", BASE, "2019-06-01", "2020-01-01", "Ví dụ")
    told = _ask([_base(), twin, change], "Điều 2", "2022-01-01")
    assert told.state is LegalState.UNKNOWN
    assert any("Có hơn một văn bản" in one for one in told.findings)


def test_two_acts_of_one_day_on_one_place_are_not_ordered() -> None:
    other = _amending(
        "21/2021/QH15", "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Khoản một khác.”.", "2021-06-01", "2022-01-01"
    )
    told = _ask([_base(), CHANGES[0], other], "khoản 1 Điều 1", "2022-01-01")
    assert told.text == "1. Khoản một."
    assert sum("không rõ bên nào sau" in one for one in told.findings) == 2


def test_a_day_that_hangs_on_the_gazette_is_not_known_until_it_must_have_come() -> None:
    day = "sau 15 ngày, kể từ ngày đăng Công báo"
    text = (
        f"NGHỊ ĐỊNH\n\nĐiều 1. Hiệu lực thi hành\nNghị định này có hiệu lực thi hành {day}; "
        "thay thế Nghị định số 10/2001/NĐ-CP ngày 01 tháng 01 năm 2001 của Chính phủ."
    )
    issued = dt.date(2005, 12, 15)
    ends = _work(
        "152/2005/NĐ-CP",
        text,
        "2005-12-15",
        None,
        kind="Nghị định",
        at_latest=at_latest(issued, day),
    )
    base = _work("10/2001/NĐ-CP", BASE, "2001-01-01", "2001-02-01", kind="Nghị định")
    told = _ask([base, ends], None, "2006-01-10")
    assert told.state is LegalState.UNKNOWN
    assert [step.by.number for step in told.steps] == ["152/2005/NĐ-CP"]
    assert _ask([base, ends], None, "2005-12-14").state is LegalState.IN_FORCE
    assert _ask([base, ends], None, "2006-12-31").state is LegalState.EXPIRED


def test_a_repeal_that_excepts_its_own_rules_ends_the_act_and_one_with_other_exceptions_ends_it_in_part() -> None:
    def repeal(rest: str) -> LegalWork:
        ends = "Luật Ví dụ số 10/2019/QH14 hết hiệu lực kể từ ngày 01 tháng 01 năm 2024"
        text = f"LUẬT\n\nĐiều 9. Hiệu lực thi hành\n{ends}, trừ {rest}"
        return _work("22/2023/QH15", text, "2023-06-01", "2024-01-01")

    assert _ask([_base(), repeal("quy định tại Điều 96 của Luật này.")], None, "2024-01-01").state is LegalState.EXPIRED
    assert _ask([_base(), repeal("các trường hợp sau đây:")], None, "2024-01-01").state is LegalState.PARTLY_EXPIRED


def test_names_and_days() -> None:
    assert name_key("Luật Nhập cảnh,  xuất cảnh") == name_key("nhập cảnh, xuất cảnh")
    assert day_after_signing(dt.date(2002, 4, 22), "có hiệu lực sau 15 ngày, kể từ ngày ký") == dt.date(2002, 5, 7)
    assert day_after_signing(None, "có hiệu lực sau 15 ngày, kể từ ngày ký") is None
    assert at_latest(dt.date(1990, 1, 1), "kể từ ngày đăng Công báo") is None


def test_a_name_never_means_an_act_of_a_later_year() -> None:
    order = "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Khoản một mới.”."
    earlier = _amending("20/2018/QH14", order, "2018-06-01", "2018-07-01", of="Luật Ví dụ")
    later = _amending("20/2021/QH15", order, "2021-06-01", "2022-01-01", of="Luật Ví dụ")
    undated = LegalWork("10/2019/QH14", kind="Luật", title="Ví dụ", text=BASE)
    assert len(ActHistories(LegalWorks([undated, later])).of(undated).steps) == 1
    assert ActHistories(LegalWorks([undated, earlier])).of(undated).steps == ()


@pytest.mark.parametrize(
    ("last", "number", "day"),
    [
        ("Luật này có hiệu lực thi hành từ ngày 01tháng 7 năm 2013.", "21/2012/QH13", "2013-07-01"),
        (
            "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2013, trừ quy định tại khoản 2.",
            "21/2012/QH13",
            "None",
        ),
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2007.", "21/2012/QH13", "None"),
        ("Luật này có hiệu lực thi hành từ ngày 31 tháng 6 năm 2013.", "21/2012/QH13", "None"),
        ("Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2013.", "", "None"),
    ],
)
def test_a_day_behind_a_quotation_that_never_ends(last: str, number: str, day: str) -> None:
    assert str(day_said([last], Header(), number)) == day


@pytest.mark.parametrize(("number", "key"), [("27/2012/QH13", None), ("27/2020/QH14", "36/2018/QH14")])
def test_a_title_means_no_law_of_a_later_year(number: str, key: str | None) -> None:
    text = "Điều 1. Sửa đổi, bổ sung một số điều của Luật Phòng, chống tham nhũng\n1. Bãi bỏ Điều 3.\n"
    (order, *_rest), *_others = read_act_text(text, number).orders
    assert (order.document or "None").partition("@")[0] == (key or "None")
