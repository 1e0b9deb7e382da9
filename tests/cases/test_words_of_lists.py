"""What lists say of a case: which clock, how much of it is left, a field in words, a person by initials."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from thuongton.cases.definition.model import Bilingual, KindField
from thuongton.cases.reminding import UrgentClock, case_reminders_due, mark_of_day
from thuongton.cases.shown.clock_words import ShownClock, clock_words, nearest
from thuongton.cases.shown.field_words import field_value, initials
from thuongton.cases.words_in_address import opened_words, sealed_words

D = dt.date
at = dt.datetime.fromisoformat
NOW = at("2026-11-30T09:30")
LABEL = Bilingual("Nhãn", "Label")


def clock(key: str, due: str = "", status: str = "running", **more: Any) -> ShownClock:
    return ShownClock(key, status, D.fromisoformat(due) if due else None, **more)


@pytest.mark.parametrize(
    ("clocks", "shown"),
    [
        ([], None),
        ([clock("xong", "2026-11-01", "done_late")], None),
        ([clock("b", "2026-12-05"), clock("a", "2026-12-04")], "a"),
        ([clock("dung", "", "paused"), clock("a", "2026-12-04")], "a"),
        ([clock("dung", "", "paused")], "dung"),
        ([clock("ho", "2026-11-20", "overdue", followed=True), clock("ta", "2026-12-30")], "ta"),
        ([clock("ho", "2026-11-20", "overdue", followed=True)], "ho"),
        ([clock("chua", "2026-11-01", "not_started"), clock("a", "2026-12-04")], "a"),
        (
            [
                clock("chieu", "2026-11-30", due_at=at("2026-11-30T15:00")),
                clock("sang", "2026-11-30", due_at=at("2026-11-30T08:00")),
                clock("ngay", "2026-11-30"),
            ],
            "sang",
        ),
    ],
)
def test_the_nearest_clock_of_the_office_comes_first(clocks: list[ShownClock], shown: str | None) -> None:
    found = nearest(clocks)
    assert (found.key if found else None) == shown


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (clock("a", "2026-11-18", "overdue"), "trễ 12 ngày"),
        (clock("a", "2026-11-30", "due_soon"), "hôm nay"),
        (clock("a", "2026-12-01", "due_soon"), "còn 1 ngày"),
        (clock("a", "2026-12-21"), "còn 21 ngày"),
        (clock("a", "2026-12-21", provisional=True), "còn 21 ngày (dự kiến)"),
        (clock("a", "", "paused"), "tạm dừng"),
        (clock("a", "2026-12-21", followed=True), "theo dõi, còn 21 ngày"),
        (clock("a", "2026-11-30", "due_soon", due_at=at("2026-11-30T15:00")), "đến 15:00 hôm nay"),
        (clock("a", "2026-11-30", "overdue", due_at=at("2026-11-30T08:05")), "trễ từ 08:05 hôm nay"),
    ],
)
def test_how_much_of_a_clock_is_left(one: ShownClock, words: str) -> None:
    assert clock_words(one, NOW) == words


def field(kind: str, **more: Any) -> KindField:
    return KindField("truong", LABEL, kind, **more)


ROWS = field("rows", parts=(KindField("ho_ten", LABEL, "text"), KindField("nam_sinh", LABEL, "number")))


@pytest.mark.parametrize(
    ("one", "kept", "said"),
    [
        (field("text"), "Tổ thôn 3", "Tổ thôn 3"),
        (field("text"), "", None),
        (field("yes_no"), False, "Không"),
        (field("yes_no"), True, "Có"),
        (field("number"), 0, 0),
        (field("money"), 400_000, 400_000),
        (field("day"), "2026-11-05", D(2026, 11, 5)),
        (field("day"), "không rõ", "không rõ"),
        (field("moment"), "2026-11-05T08:30", at("2026-11-05T08:30")),
        (field("choice", choices={"thanh": Bilingual("Hoà giải thành", "Settled")}), "thanh", "Hoà giải thành"),
        (field("choice"), "la", "la"),
        (field("clause"), {"van_ban": "78/2025/NĐ-CP", "dieu": 4, "khoan": 2}, "khoản 2 Điều 4 78/2025/NĐ-CP"),
        (ROWS, [{"ho_ten": "A", "nam_sinh": 1980}, {"nam_sinh": 1990}, {}], "A; 1990"),
        (ROWS, [], None),
    ],
)
def test_a_field_in_words(one: KindField, kept: Any, said: Any) -> None:
    assert field_value(one, kept) == said


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Lê Thị Bình", "L.T.B"),
        ("đặng văn sơn", "Đ.V.S"),
        ("Công ty TNHH Một thành viên Mẫu", "C.T.T.M"),
        ("Trần Văn A; Lê B", "T.V.A; L.B"),
        ("  ", ""),
        ("(không rõ)", "K.R"),
    ],
)
def test_a_person_by_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_words_in_an_address_open_in_their_session_alone() -> None:
    sealed = sealed_words("Lê Thị Bình", "phien-1")
    assert "Lê" not in sealed and "Bình" not in sealed
    assert opened_words(sealed, "phien-1") == "Lê Thị Bình"
    assert opened_words(sealed, "phien-2") == ""
    assert opened_words(sealed[:-3] + "AAA", "phien-1") == ""
    assert opened_words("  Lê   Bình ", "phien-1") == "Lê Bình"


@pytest.mark.parametrize(
    ("due", "overdue", "today", "mark"),
    [
        ("2026-12-02", False, "2026-11-30", "soon"),
        ("2026-12-02", False, "2026-12-01", "soon"),
        ("2026-12-02", False, "2026-12-02", "today"),
        ("2026-12-02", True, "2026-12-03", "late-2026-49"),
        ("2026-12-02", True, "2026-12-06", "late-2026-49"),
        ("2026-12-02", True, "2026-12-07", "late-2026-50"),
        ("2026-12-02", True, "2027-01-01", "late-2026-53"),
    ],
)
def test_a_clock_is_spoken_of_when_soon_on_its_day_and_once_a_week_when_late(
    due: str, overdue: bool, today: str, mark: str
) -> None:
    item = UrgentClock(1, "answer:so-tai-chinh", D.fromisoformat(due), overdue, (7, 9))
    assert mark_of_day(item, D.fromisoformat(today)) == mark
    keys = [one.key for one in case_reminders_due([item], D.fromisoformat(today))]
    assert [key.rpartition(":")[2] for key in keys] == ["7", "9"]
    assert all(f":{due}:{mark}:" in key and "so-tai-chinh" not in key for key in keys)
