"""The grammar of time: every date of a phrase is used or the phrase is not read; all deadlines of a sentence are."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pace
from vanban.model import Timing, TimingKind
from vanban.timing import read_timing
from vanban.timing.sentences import deadline_in, deadline_in_brackets

ISSUED = dt.date(2026, 1, 5)
MONTHLY, QUARTERLY = "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"


def dues(timing: Timing) -> list[str]:
    """The due days, or the yearly days of recurring parts, in the order of the text."""
    return [part.due.isoformat() if part.due else part.rrule or "" for part in timing.parts or (timing,)]


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        (
            "Ban hành kế hoạch trong tháng 01/2026, kiểm tra chậm nhất trong tháng 6/2026 và báo cáo kết quả chậm nhất "
            "trong tháng 8/2026",
            ["2026-01-31", "2026-06-30", "2026-08-31"],
        ),
        (
            "Ban hành kế hoạch trong tháng 01 hằng năm; kiểm tra chậm nhất trong tháng 6 hằng năm và báo cáo chậm nhất "
            "trong tháng 8 hằng năm",
            [f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}" for month, day in ((1, 31), (6, 30), (8, 31))],
        ),
        (
            "Kiểm đếm, hoàn thành trong tháng 4/2026; hoàn thành phê duyệt phương án trước ngày 20/5/2026",
            ["2026-04-30", "2026-05-20"],
        ),
        ("Lần 1 trước ngày 15/5/2026, lần 2 trước ngày 15/10/2026", ["2026-05-15", "2026-10-15"]),
        ("Giai đoạn 2026 - 2030, định hướng đến năm 2035", ["2030-12-31", "2035-12-31"]),
        ("trước ngày 01/7/2026 (riêng xã An Phú trước ngày 01/10/2026)", ["2026-07-01", "2026-10-01"]),
        ("Báo cáo 6 tháng trước ngày 15/6, báo cáo năm trước ngày 15/12 hằng năm",
         ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
          "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"]),
    ],
)  # fmt: skip
def test_several_dates_make_a_composite(phrase: str, wanted: list[str]) -> None:
    timing = read_timing(phrase, issued=ISSUED)
    assert (timing.kind, dues(timing)) == (TimingKind.COMPOSITE, wanted)


@pytest.mark.parametrize(
    ("phrase", "kind", "start", "due"),
    [
        ("Từ 20 giờ 15 phút ngày 23 tháng 1 năm 2026", "fixed", None, "2026-01-23"),
        ("Từ 20 giờ 15 phút - 20 giờ 45 phút ngày 08 tháng 5", "fixed", None, "2026-05-08"),
        ("Từ 8 giờ ngày 01/3/2026 đến 17 giờ ngày 05/3/2026", "window", "2026-03-01", "2026-03-05"),
        ("Ban hành kế hoạch chậm nhất là ngày 31/12/2025 và tổ chức thực hiện", "fixed", None, "2025-12-31"),
        ("Ban hành kế hoạch trong tháng 01/2026 và tổ chức thực hiện", "window", "2026-01-01", "2026-01-31"),
        ("Chậm nhất ngày 10/12/2026 (trước ngày bầu cử 95 ngày theo Điều 39)", "fixed", None, "2026-12-10"),
        ("Tháng 11/2026 (sau khi Ban Chỉ đạo ban hành hướng dẫn)", "window", "2026-11-01", "2026-11-30"),
        ("Đợt 2: Từ tháng 01 đến ngày bầu cử 15/3/2026", "window", "2026-01-01", "2026-03-15"),
        ("tuần cuối tháng 3 năm 2026", "window", "2026-03-25", "2026-03-31"),
        ("Nửa đầu tháng 7/2026", "window", "2026-07-01", "2026-07-15"),
        ("Ngày 12, 13/8/2026", "window", "2026-08-12", "2026-08-13"),
        ("gửi Bộ trước ngày 30/11/2026 theo Công văn số 45/BTP-PL ngày 03/01/2026", "fixed", None, "2026-11-30"),
    ],
)  # fmt: skip
def test_one_time_among_words(phrase: str, kind: str, start: str | None, due: str) -> None:
    timing = read_timing(phrase, issued=ISSUED)
    read = (str(timing.kind), timing.start and timing.start.isoformat(), timing.due and timing.due.isoformat())
    assert read == (kind, start, due)


@pytest.mark.parametrize(
    ("phrase", "rrule"),
    [
        ("Trước ngày 31/01 năm liền kề", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31"),
        ("Trước ngày 05 của tháng liền kề", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("Chậm nhất ngày 31/12 năm trước liền kề", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ("Ngày 05 tháng đầu tiên của quý tiếp theo", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"),
        ("định kỳ 02 tuần/lần", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"),
        ("02 tuần một lần", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"),
        ("định kỳ tối thiểu 01 tuần/lần", "FREQ=WEEKLY;BYDAY=SU"),
        ("Định kỳ trước 16 giờ ngày thứ Sáu hằng tuần", "FREQ=WEEKLY;BYDAY=FR"),
        ("Trước 16 giờ hằng ngày", "FREQ=DAILY"),
        ("Trong các tháng 3, 6, 9, 12 hằng năm", QUARTERLY),
    ],
)
def test_turns(phrase: str, rrule: str) -> None:
    timing = read_timing(phrase, issued=ISSUED)
    assert (timing.kind, timing.rrule) == (TimingKind.RECURRING, rrule)


@pytest.mark.parametrize(
    "phrase", ["Thường xuyên trong năm", "Thực hiện thường xuyên trong năm", "Thường xuyên trong tháng"]
)
def test_continuous_without_bounds(phrase: str) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.start, timing.due) == (TimingKind.CONTINUOUS, None, None)


@pytest.mark.parametrize(
    ("phrase", "offset", "unit", "event"),
    [
        ("Trong thời hạn 60 ngày làm việc", 60, "working_day", None),
        ("chậm nhất sau 05 ngày làm việc kể từ ngày nhận được văn bản", 5, "working_day", "nhận được văn bản"),
        ("Sau 30 ngày kể từ ngày Nghị quyết được ban hành", 30, "day", "Nghị quyết được ban hành"),
    ],
)
def test_lengths_of_days(phrase: str, offset: int, unit: str, event: str | None) -> None:
    timing = read_timing(phrase, issued=ISSUED)
    read = (timing.kind, timing.offset_days, timing.offset_unit, timing.event)
    assert read == (TimingKind.AFTER_EVENT, offset, unit, event)


@pytest.mark.parametrize(
    "phrase",
    [
        "Tháng 01 - 02/20",
        "Tháng 3/20",
        "Quý II/20",
        "Tổng thời gian giải quyết là 05 ngày làm việc",
        "Thời gian thi: 60 phút",
        "Từ 31/12/2026 đến 01/01/2026",
        "Kinh phí bố trí dự toán năm 2026",
        "Trước ngày 30/6/2026, sau 10 ngày gửi lại",
    ],
)
def test_what_is_left_unread_is_not_trusted(phrase: str) -> None:
    assert read_timing(phrase, issued=ISSUED).confidence == 0


def test_a_day_before_the_paper_is_doubted() -> None:
    assert read_timing("Trước ngày 30/6/2019", issued=ISSUED).confidence <= 0.5
    assert read_timing("Trước ngày 30/6/2019").confidence > 0.9
    assert read_timing("Quý I/2026; quý III/2024", issued=ISSUED).confidence <= 0.5


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ban hành kế hoạch", "kiểm tra", "tổng kết", "lấy ý kiến", "riêng các xã"]),
            st.dates(dt.date(2026, 2, 1), dt.date(2029, 12, 31)),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda item: item[1],
    ),
    st.sampled_from([", ", "; ", " và "]),
)
def test_every_date_is_used(items: list[tuple[str, dt.date]], sign: str) -> None:
    phrase = sign.join(f"{words} trước ngày {day:%d/%m/%Y}" for words, day in items)
    timing = read_timing(phrase, issued=ISSUED)
    assert [part.due for part in timing.parts or (timing,)] == [day for _, day in items]
    assert deadline_in(phrase + ".", ISSUED) is not None


@pytest.mark.parametrize(
    ("sentence", "words", "wanted"),
    [
        ("Hằng tháng tổ chức 01 cuộc đối thoại", "Hằng tháng", [MONTHLY]),
        ("Mỗi tháng 02 chuyên mục", "Mỗi tháng", [MONTHLY]),
        ("Đoạn 1: yêu cầu đến 30/5/2026 phải bàn giao", "đến 30/5/2026", ["2026-05-30"]),
        ("hằng tuần báo cáo", "hằng tuần", ["FREQ=WEEKLY;BYDAY=SU"]),
        ("hằng quý có ít nhất 01 tin", "hằng quý", [QUARTERLY]),
        (
            "Giải phóng mặt bằng các đoạn tuyến mà dự kiến khởi công trước ngày 30/4/2026, trong đó:\n"
            "+ Đoạn 1: yêu cầu đến ngày 30/5/2026 phải bàn giao",
            "đến ngày 30/5/2026",
            ["2026-05-30"],
        ),
        (
            "Kiểm đếm, hoàn thành trong tháng 4/2026; phê duyệt phương án trước ngày 20/5/2026",
            "trong tháng 4/2026; trước ngày 20/5/2026",
            ["2026-04-30", "2026-05-20"],
        ),
        ("Lấy mẫu định kỳ 02 tuần/lần tại các chợ", "định kỳ 02 tuần/lần", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"]),
        ("Hoàn thành lắp đặt tại 12 nút giao trong năm 2026.", "trong năm 2026", ["2026-12-31"]),
    ],
)
def test_times_of_sentences(sentence: str, words: str, wanted: list[str]) -> None:
    found = deadline_in(sentence, ISSUED)
    assert found is not None
    assert (found.text, dues(found.timing)) == (words, wanted)


@pytest.mark.parametrize(
    "sentence",
    [
        "Bố trí trong dự toán chi ngân sách hằng năm.",
        "Kế thừa kết quả kiểm kê tính đến ngày 31/12/2026.",
        "Thực hiện Nghị quyết số 12/NQ-HĐND ngày 10/7/2026 của HĐND tỉnh.",
        "Xử lý các dự án được giao đất trước ngày 01/8/2026 mà chưa sử dụng.",
        "Phấn đấu đến năm 2030 có 90% số hộ dùng nước sạch.",
    ],
)
def test_times_that_are_no_deadline(sentence: str) -> None:
    assert deadline_in(sentence, ISSUED) is None


def test_work_that_waits() -> None:
    found = deadline_in("Sau khi được Quốc hội thông qua, các bộ, cơ quan tổ chức thực hiện.", ISSUED)
    assert found is not None
    assert (found.timing.kind, found.timing.event) == (TimingKind.AFTER_EVENT, "được Quốc hội thông qua")


def test_long_sentences_end_quickly() -> None:
    pace.within(5, lambda: deadline_in("từ ngày 1 và trước sau khi có 5 ngày kể từ " * 3000, ISSUED))


@pytest.mark.parametrize(
    ("phrase", "rrule"),
    [
        ("Hàng tuần, vào chiều thứ Năm", "FREQ=WEEKLY;BYDAY=TH"),
        ("Hằng tuần (thứ Sáu)", "FREQ=WEEKLY;BYDAY=FR"),
        ("Trước 20 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("Hằng quý, tổng hợp trước ngày 20 của tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
    ],
)
def test_the_day_of_a_turn_is_read_with_its_turn(phrase: str, rrule: str) -> None:
    timing = read_timing(phrase, issued=ISSUED)
    assert (timing.kind, timing.rrule) == (TimingKind.RECURRING, rrule)


@pytest.mark.parametrize(
    "phrase", ["Trước ngày …/…/2026", "Trước ngày 15/...", "Họp giao ban hằng tuần, thứ Ba và thứ Tư"]
)
def test_what_is_left_blank_or_unread_gives_no_rule(phrase: str) -> None:
    assert read_timing(phrase, issued=ISSUED).confidence == 0


@pytest.mark.parametrize("phrase", ["Trước ngày 20/5/2062", "Trước ngày 03/01/2026"])
def test_a_day_that_does_not_go_with_the_paper_is_doubted(phrase: str) -> None:
    timing = read_timing(phrase, issued=ISSUED)
    assert timing.due is not None and timing.confidence <= 0.5


def test_the_end_of_a_far_year_is_no_slip() -> None:
    assert read_timing("Đến năm 2045", issued=ISSUED).confidence > 0.8


def test_numbers_in_words_and_school_years_are_read() -> None:
    week = read_timing("Trong vòng một tuần kể từ ngày họp", issued=ISSUED)
    assert (week.offset_days, week.event) == (7, "họp")
    opening = read_timing("Trước ngày khai giảng năm học 2026 - 2027", issued=ISSUED)
    assert (opening.kind, opening.event) == (TimingKind.BEFORE_EVENT, "khai giảng năm học 2026 - 2027")
    assert read_timing("Ngày 27 tháng 3 năm 2026 (thứ Sáu)", issued=ISSUED).due == dt.date(2026, 3, 27)


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        ("Tháng 3/2026 (chậm nhất 25/3)", ["2026-03-25"]),
        ("Trước ngày 30/01/2026 (tức 12 tháng Chạp)", ["2026-01-30"]),
        ("Đợt 1 trước 30/4/2026, đợt 2 trước 31/10/2026", ["2026-04-30", "2026-10-31"]),
        ("Trước 25/3/2026, sau đó thường xuyên", ["2026-03-25", ""]),
    ],
)
def test_brackets_turns_and_what_follows(phrase: str, wanted: list[str]) -> None:
    assert dues(read_timing(phrase, issued=ISSUED)) == wanted


@pytest.mark.parametrize("phrase", ["Ngày 10/3/2026 âm lịch", "Đã hoàn thành tháng 01/2026", "Tuần lễ từ 10-16/5"])
def test_days_of_the_moon_and_what_is_done_are_no_deadline(phrase: str) -> None:
    assert read_timing(phrase, issued=ISSUED).confidence == 0


def test_a_daily_report_is_due_every_day_whatever_stands_before() -> None:
    found = deadline_in("Ra quân đến từng hộ; báo cáo kết quả trước 15h00 hằng ngày về UBND xã.", ISSUED)
    assert found is not None and found.timing.rrule == "FREQ=DAILY"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Triển khai chữ ký số (Văn phòng Sở, tháng 4/2026).", ["2026-04-30"]),
        ("Tổ chức 02 hội nghị đối thoại (quý II, quý IV).", ["2026-06-30", "2026-12-31"]),
        ("Rà soát hồ sơ (Văn phòng Sở, tháng 12/2025).", None),
        ("Mua sắm máy tính (10 máy, 02 phòng).", None),
    ],
)
def test_brackets_behind_an_item_say_by_when(text: str, wanted: list[str] | None) -> None:
    found = deadline_in_brackets(text, ISSUED)
    assert (dues(found.timing) if found else None) == wanted


def test_a_report_of_six_months_is_no_turn() -> None:
    found = deadline_in("Gửi báo cáo công tác 6 tháng trước ngày 15/6/2026.", ISSUED)
    assert found is not None and found.text == "trước ngày 15/6/2026"
