"""What cannot be, or cannot be read: told in a sentence, never guessed, never a crash, in time linear in its length."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable

import pytest

from law.test_changes import BASE, OF, amending, ask, base, work
from pace import in_step
from thuongton.law.circles import circles
from thuongton.law.history import ActHistories
from thuongton.law.reading import read_act_text
from thuongton.law.states import LegalState
from thuongton.law.text.annexes import read_attached
from thuongton.law.text.parts import read_act
from thuongton.law.text.places import find, place_of
from thuongton.law.works import LegalWork, LegalWorks

REPEAL = "1. Bãi bỏ Điều 3."


def ending(number: str, ended: str, issued: str, title: str = "") -> LegalWork:
    text = f"LUẬT\nVÍ DỤ\n\nĐiều 9. Hiệu lực thi hành\nLuật số {ended} hết hiệu lực kể từ ngày 01 tháng 01 năm 2021.\n"
    return work(number, text, issued, "2021-01-01", title)


@pytest.mark.parametrize(
    ("works", "reason"),
    [
        (
            [ending("1/2020/QH14", "2/2020/QH14", "2020-06-01"), ending("2/2020/QH14", "1/2020/QH14", "2020-06-01")],
            "cùng làm nhau",
        ),
        (
            [
                ending("1/2020/QH14", "2/2020/QH14", "2020-06-01"),
                ending("2/2020/QH14", "3/2020/QH14", "2020-06-01"),
                ending("3/2020/QH14", "1/2020/QH14", "2020-06-01"),
            ],
            "cùng làm nhau",
        ),
        ([ending("1/2020/QH14", "1/2020/QH14", "2020-06-01")], "sửa đổi chính mình"),
        (
            [
                work("1/2020/QH14", BASE, "2020-06-01", "2020-07-01"),
                ending("2/2019/QH14", "1/2020/QH14", "2019-01-01"),
            ],
            "ban hành trước",
        ),
    ],
)
def test_ends_that_cannot_be_end_nothing(works: list[LegalWork], reason: str) -> None:
    histories = ActHistories(LegalWorks(works))
    told = ask(works, None, "2022-01-01")
    assert told.state is not LegalState.EXPIRED
    assert any(reason in wait for step in histories.of(works[0]).steps for wait in step.waits)


def test_a_replacement_that_goes_on_from_a_circle_stands() -> None:
    works = [
        ending("0/2019/QH14", "9/2018/QH14", "2019-06-01"),
        ending("1/2020/QH14", "2/2020/QH14", "2020-06-01"),
        ending("2/2020/QH14", "1/2020/QH14", "2020-06-01"),
        ending("3/2020/QH14", "0/2019/QH14", "2020-06-01"),
    ]
    assert ask(works, None, "2022-01-01").state is LegalState.EXPIRED


def test_a_name_means_no_act_of_a_later_year_though_its_day_is_not_known() -> None:
    later = LegalWork("36/2018/QH14", kind="Luật", title="Ví dụ về chương", text=BASE)
    act = amending("27/2012/QH13", "1. Bãi bỏ Điều 3.", "2012-11-23", "2013-02-01", of="Luật Ví dụ về chương")
    assert ActHistories(LegalWorks([later, act])).of(later).steps == ()


def test_circles_are_those_that_reach_themselves() -> None:
    found = circles({1: [2], 2: [3], 3: [1], 4: [1, 5], 5: [6], 6: []})
    assert sorted(found) == [1, 2, 3] and len(set(found.values())) == 1
    assert circles({at: [at + 1] for at in range(20_000)}) == {}


def test_an_act_on_a_clause_that_changed_the_text_waits_at_that_place() -> None:
    first = amending("20/2021/QH15", "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Một mới.”.", "2021-06-01", "2022-01-01")
    second = amending(
        "30/2022/QH15", "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Sửa cả lệnh.”.", "2022-06-01", "2023-01-01",
        of="Luật sửa đổi, bổ sung một số điều của Luật Ví dụ số 20/2021/QH15",
    )  # fmt: skip
    told = ask([base(), first, second], "khoản 1 Điều 1", "2023-01-01")
    assert told.text == "1. Một mới."
    assert any("sửa lệnh sửa đổi tại khoản 1 Điều 1" in one for one in told.findings), told.findings
    assert ask([base(), first, second], "khoản 2 Điều 1", "2023-01-01").findings == ()


def test_a_clause_that_was_repealed_gives_back_the_text_before_it() -> None:
    first = amending("20/2021/QH15", "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Một mới.”.", "2021-06-01", "2022-01-01")
    of = "Luật sửa đổi, bổ sung một số điều của Luật Ví dụ về chương số 20/2021/QH15"
    second = amending("30/2022/QH15", "1. Bãi bỏ khoản 1 Điều 1.", "2022-06-01", "2023-01-01", of=of)
    works = [base(), first, second]
    assert ask(works, "khoản 1 Điều 1", "2022-12-31").text == "1. Một mới."
    told = ask(works, "khoản 1 Điều 1", "2023-01-01")
    assert (told.state, told.text) == (LegalState.IN_FORCE, "1. Một.")
    assert any("áp dụng trở lại" in one for one in told.findings)
    assert ask(works, "khoản 1 Điều 1", "2023-01-01", known="2022-01-01").text == "1. Một mới."


def test_a_correction_acts_from_the_start_of_what_it_corrects() -> None:
    text = f"Đính chính {OF} như sau:\nĐiều 1. Đính chính khoản 2 Điều 1 {OF}: từ “Hai” thành “Hai b”.\n"
    found = work("99/QĐ-BTP", text, "2020-05-01", "2020-05-01", "đính chính")
    if not any(order.operation.kind.value == "correct" for order in found.orders):
        pytest.fail("không đọc được lệnh đính chính")
    assert ask([base(), found], "khoản 2 Điều 1", "2020-01-02").text == "2. Hai b."
    assert ask([base(), found], "khoản 2 Điều 1", "2020-01-02", known="2020-02-01").text == "2. Hai."


def test_an_end_before_the_beginning_is_told_and_not_used() -> None:
    act = work("10/2019/QH14", BASE, "2019-06-01", "2020-01-01", expired_on=dt.date(2010, 1, 1))
    told = ask([act], "Điều 2", "2022-01-01")
    assert told.state is LegalState.IN_FORCE
    assert any("trước ngày ban hành" in one for one in told.findings)


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("Điều 2.", "ÔNG BÁO/Số 12 + 13/Ngày 10-11-2024\nĐiều 2."),
        lambda text: text.replace("Điều 2.", "Điều khoản được sửa đổi, bổ sung\nĐiều 2."),
        lambda text: text.replace("Điều 3.", "Ðiều 3."),
        lambda text: text.replace("Có nghĩa vụ", "Có nghĩa vụ"),
    ],
)
def test_what_gazettes_sites_and_keyboards_put_in_changes_nothing(spoilt: object) -> None:
    text = read_act_text(spoilt(BASE)).text  # type: ignore[operator]
    act = read_act(text)
    for provision in ("Điều 1", "Điều 2", "Điều 3", "khoản 3 Điều 1", "Điều 5"):
        assert len(find(act, place_of(provision))) == 1, provision
    (trail,) = find(act, place_of("Điều 2"))
    assert act.at(trail).text == "Điều 2. Quyền\nCó quyền."


def test_a_number_with_a_note_stuck_to_it_is_not_guessed() -> None:
    act = read_act("Điều 41. Một\nLời một.\nĐiều 423. Hai\nLời hai.\nĐiều 43. Ba\nLời ba.\n")
    assert find(act, place_of("Điều 42")) == []
    assert len(find(act, place_of("Điều 43"))) == 1


@pytest.mark.parametrize(
    "words", ["", "   ", "Điều", "khoản của", "Điều 0", "Phụ lục Phụ lục", "“” «»", "Điều 1" * 500]
)
def test_a_place_of_odd_words_is_no_crash(words: str) -> None:
    find(read_act(BASE), place_of(words))


REPEATED = (
    *("Mẫu số 01\n", "Phụ lục\n", "Mẫu số 01. A\n1. Một\n", "1. Một\n", "I. Một\n1. Hai\na) Ba\n"),
    *("1\tA\tB\n", "1.1.1 A\n", "Phụ lục I\n", "Điều 1. A\n"),
)


@pytest.mark.parametrize("piece", REPEATED)
def test_annexes_that_repeat_themselves_take_time_in_step_with_their_length(piece: str) -> None:
    in_step(lambda size: lambda: read_attached("Phụ lục I\n" + piece * size), 2_000, 8_000, 8)


@pytest.mark.parametrize("order", ["1. Bãi bỏ Điều 3.\n", "1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. A”.\n"])
def test_many_orders_on_one_act_take_time_in_step_with_their_number(order: str) -> None:
    def some(size: int) -> Callable[[], object]:
        works = LegalWorks([base(), amending("20/2021/QH15", order * size, "2021-06-01", "2022-01-01")])
        return lambda: ActHistories(works).of(next(iter(works))).on(dt.date(2022, 1, 1))

    in_step(some, 200, 800, 8)
