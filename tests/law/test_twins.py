"""Acts of one name: which of them an order means that names no number, and when nobody can tell."""

from __future__ import annotations

import datetime as dt

import pytest

from law.acts_of_tests import HEAD, keep_acts
from law.test_changes import amending, work
from thuongton.law.history import ActHistories
from thuongton.law.models import ActOrder, LegalAct
from thuongton.law.queries.orders import number_waiting
from thuongton.law.queries.register import histories_of
from thuongton.law.works import LegalWork, LegalWorks

NAME = "Luật Phòng chống lũ"
ARTICLES = "Điều 1. Phạm vi\n1. Một.\n2. Hai.\n"
FROM_DAY = "Điều 2. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày {}.\n"
ENDS = f"{NAME} số {{}} hết hiệu lực kể từ ngày Luật này có hiệu lực."
ENDS_OLD = FROM_DAY.format("01 tháng 01 năm 2020") + ENDS.format("8/2005/QH11")
ENDS_NEW = FROM_DAY.format("01 tháng 6 năm 2020") + ENDS.format("10/2019/QH14")
ORDER = "1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:\n“2. Hai mới.”."


def _old(**more: object) -> LegalWork:
    return work("8/2005/QH11", ARTICLES, "2005-06-01", "2006-01-01", "Phòng chống lũ", **more)


def _new(text: str = ENDS_OLD, effective: str | None = "2020-01-01") -> LegalWork:
    return work("10/2019/QH14", ARTICLES + text, "2019-06-01", effective, "Phòng chống lũ")


def _orders(issued: str = "2021-06-01") -> LegalWork:
    return amending("20/2021/QH15", ORDER, issued, "2022-01-01", NAME)


@pytest.mark.parametrize(
    ("works", "sure"),
    [
        ([_old(), _new(), _orders()], {"10/2019/QH14"}),
        ([_old(), _new(), _orders("2019-08-01")], set()),
        ([_old(), _new(""), _orders()], set()),
        ([_old(), _new("Điều 2. Hiệu lực thi hành\n" + ENDS.format("8/2005/QH11")), _orders()], set()),
        ([_old(expired_on=dt.date(2020, 1, 1)), _new(""), _orders()], {"10/2019/QH14"}),
        (
            [
                _old(), _new(), _orders(),
                amending("1/2020/QH14", "1. Bãi bỏ Điều 2.", "2020-01-01", "2020-02-01", f"{NAME} số 10/2019/QH14"),
            ],
            set(),
        ),
        (
            [
                _old(), _new(), _orders(),
                work("3/2020/QH14", ENDS_NEW, "2020-03-01", "2020-06-01", "Khác"),
            ],
            set(),
        ),
    ],
    ids=[
        "the old one had ended", "both stood on the day of issue", "nothing ended the old one",
        "nobody knows from when it ended", "a table tells its end", "the clause that ends it was repealed",
        "both had ended",
    ],
)  # fmt: skip
def test_only_the_act_that_stood_is_meant(works: list[LegalWork], sure: set[str]) -> None:
    for order in (works, works[::-1]):
        histories = ActHistories(LegalWorks(order))
        steps = [
            (work.number, step) for work in works for step in histories.of(work).steps
            if step.by.number == "20/2021/QH15"
        ]  # fmt: skip
        assert {number for number, step in steps if not step.waits} == sure
        assert {number for number, _step in steps} == (sure or {"8/2005/QH11", "10/2019/QH14"})


def test_the_reason_names_the_act_that_ended_the_other() -> None:
    new = _new()
    (step,) = ActHistories(LegalWorks([_old(), new, _orders()])).of(new).steps
    assert "8/2005/QH11 đã hết hiệu lực từ ngày 1/1/2020 theo 10/2019/QH14" in step.why


def _paper(number: str, issued: str, body: str, title: str = "PHÒNG CHỐNG LŨ") -> str:
    return f"QUỐC HỘI\nLuật số: {number}\n{HEAD}\nHà Nội, ngày {issued}\n\nLUẬT\n{title}\n\n{body}\n"


OLD = _paper(
    "8/2005/QH11",
    "01 tháng 6 năm 2005",
    ARTICLES + "Điều 3. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày 01 tháng 01 năm 2006.",
)
NEW = _paper(
    "10/2019/QH14", "01 tháng 6 năm 2019",
    ARTICLES + "Điều 3. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày 01 tháng 01 năm 2020.\n"
    f"{NAME} số 8/2005/QH11 hết hiệu lực kể từ ngày Luật này có hiệu lực.",
)  # fmt: skip
AMENDS = _paper(
    "20/2021/QH15", "01 tháng 6 năm 2021",
    f"Điều 1. Sửa đổi, bổ sung một số điều của {NAME}\n{ORDER}\n"
    "Điều 2. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày 01 tháng 01 năm 2022.",
    f"SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA {NAME.upper()}",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("texts", [(OLD, NEW, AMENDS), (AMENDS, OLD, NEW), (NEW, AMENDS, OLD)])
def test_the_register_tells_twins_apart_whatever_came_first(texts: tuple[str, ...]) -> None:
    for text in texts:
        keep_acts(text)
    new = LegalAct.objects.get(number="10/2019/QH14")
    histories, works = histories_of([new])
    assert "2. Hai mới." in histories.of(works[new.pk]).on(dt.date(2022, 1, 1)).act.text
    amends = LegalAct.objects.get(number="20/2021/QH15")
    assert ActOrder.objects.filter(act=amends, waits=True).count() == 1
    assert number_waiting([amends.pk]) == 0


@pytest.mark.django_db
def test_orders_wait_where_the_register_holds_no_act_or_two_of_the_name() -> None:
    keep_acts(AMENDS)
    amends = LegalAct.objects.get(number="20/2021/QH15")
    assert number_waiting([amends.pk]) == 1
    keep_acts(OLD)
    assert number_waiting([amends.pk]) == 0
    keep_acts(NEW.replace(f"{NAME} số 8/2005/QH11 hết", "Quy định cũ hết"))
    assert number_waiting([amends.pk]) == 1
