"""Deadline phrases: tables of what each says, and the laws that hold for every phrase."""

from __future__ import annotations

import csv
import datetime as dt
import json

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from vanban.model import Timing, TimingKind
from vanban.timing import read_timing


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("30/6/2026", "2026-06-30"),
        ("ngày 30 tháng 6 năm 2026", "2026-06-30"),
        ("trước ngày 30/6/2026", "2026-06-30"),
        ("Hoàn thành trước ngày 31/12/2026", "2026-12-31"),
        ("chậm nhất ngày 15/12/2026", "2026-12-15"),
        ("Chậm nhất vào ngày 30 tháng 11 năm 2026", "2026-11-30"),
        ("Đến hết ngày 31/12/2026", "2026-12-31"),
        ("Ngày 30.6.2026", "2026-06-30"),
        ("30-6-2026", "2026-06-30"),
        ("Trước 17h00 ngày 20/6/2026", "2026-06-20"),
        ("Trước tháng 6/2026", "2026-05-31"),
        ("đến hết quý II/2026", "2026-06-30"),
    ],
)
def test_fixed(phrase: str, due: str) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.start, timing.due) == (TimingKind.FIXED, None, _day(due))
    assert timing.confidence >= 0.9


@pytest.mark.parametrize(
    ("phrase", "start", "due"),
    [
        ("Năm 2026", "2026-01-01", "2026-12-31"),
        ("2027", "2027-01-01", "2027-12-31"),
        ("Cả năm 2017", "2017-01-01", "2017-12-31"),
        ("Tháng 5 /2018", "2018-05-01", "2018-05-31"),
        ("tháng 10/2018", "2018-10-01", "2018-10-31"),
        ("T3/2026", "2026-03-01", "2026-03-31"),
        ("Trong tháng 2 năm 2028", "2028-02-01", "2028-02-29"),
        ("Quý II năm 2026", "2026-04-01", "2026-06-30"),
        ("Trong Quý II/2026", "2026-04-01", "2026-06-30"),
        ("Quý 3/2026", "2026-07-01", "2026-09-30"),
        ("Quý III-IV/2026", "2026-07-01", "2026-12-31"),
        ("Quý I, II, III năm 2026", "2026-01-01", "2026-09-30"),
        ("Tháng 4, 5/2017", "2017-04-01", "2017-05-31"),
        ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30"),
        ("06 tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
        ("Năm 2025 đến năm 2026", "2025-01-01", "2026-12-31"),
        ("Năm 2025-2026", "2025-01-01", "2026-12-31"),
        ("Năm 2026, 2027", "2026-01-01", "2027-12-31"),
        ("2025-2026", "2025-01-01", "2026-12-31"),
        ("Năm 2028 đến 2029", "2028-01-01", "2029-12-31"),
        ("từ năm 2026-2030", "2026-01-01", "2030-12-31"),
        ("Giai đoạn 2026 – 2030", "2026-01-01", "2030-12-31"),
        ("Từ tháng 2/2017 đến tháng 9/2018", "2017-02-01", "2018-09-30"),
        ("Từ tháng 5/2017-12/2017", "2017-05-01", "2017-12-31"),
        ("tháng 1 đến tháng 12 năm 2017", "2017-01-01", "2017-12-31"),
        ("Từ tháng 11 đến tháng 02/2027", "2026-11-01", "2027-02-28"),
        ("Tháng 3 - 5/2026", "2026-03-01", "2026-05-31"),
        ("Quý I đến tháng 9/2017", "2017-01-01", "2017-09-30"),
        ("Từ tháng 3/2017 đến năm 2018", "2017-03-01", "2018-12-31"),
        ("15/12/2016-15/02/2017", "2016-12-15", "2017-02-15"),
        ("Từ ngày 01 đến ngày 15/4/2026", "2026-04-01", "2026-04-15"),
        ("Hoàn thành trong tháng 6/2026", "2026-06-01", "2026-06-30"),
    ],
)
def test_window(phrase: str, start: str, due: str) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.start, timing.due) == (TimingKind.WINDOW, _day(start), _day(due))
    assert timing.confidence >= 0.9


@pytest.mark.parametrize(
    ("phrase", "start", "due"),
    [
        ("Giai đoạn 2026- 2030 và các năm tiếp theo", "2026-01-01", "2030-12-31"),
        ("Giai đoạn năm 2026-2030 và những năm tiếp theo", "2026-01-01", "2030-12-31"),
        ("Năm 2026 và những năm tiếp theo", "2026-01-01", "2026-12-31"),
        ("Từ năm 2026 trở đi", "2026-01-01", None),
        ("Kể từ ngày 01/7/2026", "2026-07-01", None),
        ("Sau ngày 30/6/2026", "2026-07-01", None),
    ],
)
def test_open_window(phrase: str, start: str, due: str | None) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.start, timing.due) == (TimingKind.OPEN_WINDOW, _day(start), _day(due))


YEARLY = "FREQ=YEARLY;BYMONTH="


@pytest.mark.parametrize(
    ("phrase", "rrule", "window"),
    [
        ("Quý I hằng năm", f"{YEARLY}3;BYMONTHDAY=31", "P3M"),
        ("Quý IV hàng năm", f"{YEARLY}12;BYMONTHDAY=31", "P3M"),
        ("Hằng quý", f"{YEARLY}3,6,9,12;BYMONTHDAY=-1", "P3M"),
        ("Định kỳ hàng quý", f"{YEARLY}3,6,9,12;BYMONTHDAY=-1", "P3M"),
        ("Hàng năm.", f"{YEARLY}12;BYMONTHDAY=31", "P1Y"),
        ("01 lần/năm", f"{YEARLY}12;BYMONTHDAY=31", "P1Y"),
        ("Tháng 11 hàng năm", f"{YEARLY}11;BYMONTHDAY=30", "P1M"),
        ("Tháng 2 hằng năm", f"{YEARLY}2;BYMONTHDAY=-1", "P1M"),
        ("Tháng 6 và tháng 12 hằng năm", f"{YEARLY}6,12;BYMONTHDAY=-1", "P1M"),
        ("Hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=-1", "P1M"),
        ("Trước ngày 05 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=5", "P1M"),
        ("Trước 15/12 hằng năm", f"{YEARLY}12;BYMONTHDAY=15", "P1Y"),
        ("Hằng năm, trước ngày 15/12", f"{YEARLY}12;BYMONTHDAY=15", "P1Y"),
        ("Trước ngày 15/6 và 15/12 hằng năm", f"{YEARLY}6,12;BYMONTHDAY=15", "P6M"),
        ("Từ ngày 01/11 đến ngày 09/11 hằng năm", f"{YEARLY}11;BYMONTHDAY=9", "P9D"),
        ("Trước ngày 20 của tháng cuối quý", f"{YEARLY}3,6,9,12;BYMONTHDAY=20", "P3M"),
        ("6 tháng", f"{YEARLY}6,12;BYMONTHDAY=-1", "P6M"),
        ("Định kỳ 06 tháng/lần", f"{YEARLY}6,12;BYMONTHDAY=-1", "P6M"),
        ("Hàng tuần", "FREQ=WEEKLY;BYDAY=SU", "P7D"),
    ],
)
def test_recurring(phrase: str, rrule: str, window: str) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.rrule, timing.window) == (TimingKind.RECURRING, rrule, window)
    assert timing.confidence >= 0.9
    due = [day.date() for day in rrulestr(rrule, dtstart=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))[:12]]
    assert len(due) == 12


def test_recurring_within_bounds() -> None:
    timing = read_timing("Hằng năm giai đoạn 2026-2030")
    assert (timing.kind, timing.start, timing.due) == (
        TimingKind.RECURRING,
        dt.date(2026, 1, 1),
        dt.date(2030, 12, 31),
    )


@pytest.mark.parametrize(
    "phrase",
    ["Thường xuyên", "Thường xuyên hàng năm", "Thường xuyên, định kỳ", "Thường xuyên, liên tục", "Liên tục"],
)
def test_continuous(phrase: str) -> None:
    assert read_timing(phrase).kind is TimingKind.CONTINUOUS


@pytest.mark.parametrize(
    ("phrase", "kind", "event", "offset", "unit"),
    [
        ("Ngay sau khi Đề án được ban hành", "after_event", "Đề án được ban hành", None, None),
        ("Từ khi có dự thảo chính sách", "after_event", "có dự thảo chính sách", None, None),
        ("Khi Luật có hiệu lực", "after_event", "Luật có hiệu lực", None, None),
        ("trong 15 ngày làm việc kể từ ngày nhận đủ hồ sơ", "after_event", "nhận đủ hồ sơ", 15, "working_day"),
        ("Trong thời hạn 05 ngày, kể từ khi có kết quả", "after_event", "có kết quả", 5, "day"),
        ("Trước khi xây dựng văn bản QPPL", "before_event", "xây dựng văn bản QPPL", None, None),
        ("10 ngày trước kỳ họp HĐND tỉnh", "before_event", "kỳ họp HĐND tỉnh", -10, "day"),
        ("Trước 05 ngày làm việc so với ngày tổ chức họp", "before_event", "tổ chức họp", -5, "working_day"),
        ("Quá trình xây dựng văn bản QPPL", "during_event", "xây dựng văn bản QPPL", None, None),
        ("Khi xây dựng văn bản QPPL", "during_event", "xây dựng văn bản QPPL", None, None),
        ("Kỳ họp giữa năm 2026", "during_event", "Kỳ họp giữa năm 2026", None, None),
        ("Theo yêu cầu", "on_request", None, None, None),
        ("Khi có kiến nghị", "on_request", "có kiến nghị", None, None),
        ("Khi được cơ quan có thẩm quyền cho phép", "on_request", "được cơ quan có thẩm quyền cho phép", None, None),
        ("Đột xuất", "on_request", None, None, None),
        ("Theo thời hạn tại Kế hoạch số 69/KH-UBND", "external", "Kế hoạch số 69/KH-UBND", None, None),
        ("Theo thời hạn giao của Trung ương", "external", "thời hạn giao của Trung ương", None, None),
        ("Theo thời hạn đăng ký", "external", "thời hạn đăng ký", None, None),
    ],
)
def test_events(phrase: str, kind: str, event: str | None, offset: int | None, unit: str | None) -> None:
    timing = read_timing(phrase)
    assert (str(timing.kind), timing.event, timing.offset_days, timing.offset_unit) == (kind, event, offset, unit)
    assert timing.confidence >= 0.9


@pytest.mark.parametrize(
    ("phrase", "kinds"),
    [
        ("Thường xuyên/Theo yêu cầu", ["continuous", "on_request"]),
        ("Trong quá trình xây dựng dự thảo và sau khi được ban hành", ["during_event", "after_event"]),
        ("Tháng 11 hàng năm; Tuần lễ cao điểm hưởng ứng Ngày Pháp luật", ["recurring", "during_event"]),
        ("Từ tháng 3 năm 2017 và thường xuyên", ["open_window", "continuous"]),
        ("Trong Quý I và trước ngày 30/4/2017", ["window", "fixed"]),
        ("Định kỳ hằng quý, 6 tháng, năm", ["recurring", "recurring", "recurring"]),
        ("Quý II, quý IV/2026", ["window", "window"]),
    ],
)
def test_composite(phrase: str, kinds: list[str]) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, [str(part.kind) for part in timing.parts]) == (TimingKind.COMPOSITE, kinds)
    assert timing.confidence >= 0.9


@pytest.mark.parametrize(
    ("phrase", "start", "due"),
    [
        ("đầu tháng 3/2026", "2026-03-01", "2026-03-10"),
        ("Giữa tháng 3 năm 2026", "2026-03-11", "2026-03-20"),
        ("trung tuần tháng 3/2026", "2026-03-11", "2026-03-20"),
        ("Hạ tuần tháng 2/2027", "2027-02-21", "2027-02-28"),
        ("Tuần thứ 2 tháng 3/2026", "2026-03-08", "2026-03-14"),
        ("Tuần 4 tháng 3/2026", "2026-03-22", "2026-03-28"),
        ("Giữa quý II/2026", "2026-05-01", "2026-05-31"),
        ("Năm học 2025-2026", "2025-09-01", "2026-05-31"),
    ],
)
def test_loose_periods_are_only_likely(phrase: str, start: str, due: str) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.start, timing.due) == (TimingKind.WINDOW, _day(start), _day(due))
    assert 0.6 <= timing.confidence < 0.9


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("xong trước 30/6/26", "2026-06-30"),
        ("Trước ngày 15/12/26", "2026-12-15"),
        ("2026-06-30", "2026-06-30"),
        ("30 tháng 6 năm 2026", "2026-06-30"),
        ("Chiều ngày 12/5/2026", "2026-05-12"),
        ("Thứ Hai, ngày 12/5/2026", "2026-05-12"),
        ("từ ngày ban hành đến ngày 31/12/2026", "2026-12-31"),
    ],
)
def test_days_in_other_spellings(phrase: str, due: str) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.due) == (TimingKind.FIXED, _day(due))
    assert timing.confidence >= 0.9


@pytest.mark.parametrize(
    ("phrase", "start", "due"),
    [
        ("Quý I/26", "2026-01-01", "2026-03-31"),
        ("Tháng 3/26", "2026-03-01", "2026-03-31"),
        ("T3-T5/2026", "2026-03-01", "2026-05-31"),
        ("Tháng Ba năm 2026", "2026-03-01", "2026-03-31"),
        ("Tháng mười hai năm 2026", "2026-12-01", "2026-12-31"),
        ("Quý I+II/2026", "2026-01-01", "2026-06-30"),
        ("Q.III/2026", "2026-07-01", "2026-09-30"),
        ("9-12/2026", "2026-09-01", "2026-12-31"),
        ("15-20/3/2026", "2026-03-15", "2026-03-20"),
        ("Từ 15 đến 20/3/2026", "2026-03-15", "2026-03-20"),
        ("Khoảng tháng 3/2026", "2026-03-01", "2026-03-31"),
        ("Quý III–IV/2026", "2026-07-01", "2026-12-31"),
    ],
)
def test_periods_in_other_spellings(phrase: str, start: str, due: str) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.start, timing.due) == (TimingKind.WINDOW, _day(start), _day(due))


@pytest.mark.parametrize(
    ("phrase", "rrule", "window"),
    [
        ("chậm nhất ngày 05 tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=5", "P3M"),
        ("Thứ sáu hằng tuần", "FREQ=WEEKLY;BYDAY=FR", "P7D"),
        ("Trước 16h thứ 5 hằng tuần", "FREQ=WEEKLY;BYDAY=TH", "P7D"),
        ("Ít nhất 01 lần/năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "P1Y"),
        ("02 lần/năm", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "P6M"),
        ("2 tháng/lần", "FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1", "P2M"),
        ("02 năm/lần", None, "P2Y"),
        ("Mỗi năm 02 lần", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "P6M"),
        ("Hằng tháng (trước ngày 25)", "FREQ=MONTHLY;BYMONTHDAY=25", "P1M"),
        ("Hằng quý, trước ngày 20 của tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "P3M"),
        ("Trước ngày 05 tháng sau", "FREQ=MONTHLY;BYMONTHDAY=5", "P1M"),
        ("trước ngày 15/01 năm sau", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", "P1Y"),
        ("Hàng năm vào tháng 10", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=31", "P1M"),
        ("Quý IV các năm", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "P3M"),
    ],
)
def test_other_cadences(phrase: str, rrule: str | None, window: str) -> None:
    timing = read_timing(phrase, issued=dt.date(2026, 2, 10))
    assert (timing.kind, timing.rrule, timing.window) == (TimingKind.RECURRING, rrule, window)
    assert (timing.start, timing.due) == (None, None)


def test_a_day_is_no_event() -> None:
    timing = read_timing("Trước ngày 30/4/2026 theo Công văn số 123/UBND-NC ngày 15/3/2026")
    assert (timing.kind, timing.due) == (TimingKind.FIXED, dt.date(2026, 4, 30))
    assert timing.confidence < 0.9


@pytest.mark.parametrize("phrase", [None, "", "  ", "-", "…", "./."])
def test_no_time_is_set(phrase: str | None) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.confidence) == (TimingKind.NONE, 1.0)


@pytest.mark.parametrize(
    "phrase",
    [
        "Kịp thời",
        "Sớm nhất",
        "30/02/2026",
        "Đầu năm học 2026-2027",
        "Năm học 2026-2028",
        "Đầu năm 2026",
        "Giữa năm 2026",
        "Trước 10 ngày làm việc",
        "Trong 6 tháng",
        "Trước ngày 14 của tháng cuối kỳ báo cáo",
        "31/02/26",
        "Trước và sau bầu cử",
        "Kế hoạch số 28/KH-UBND ngày 26/01/2026",
        "Từ 31/12/2026 đến 01/01/2026",
        "Tháng 11",
        "Trước 15/12",
        "Hoàn thành trước ngày 30 tháng 6",
    ],
)
def test_not_understood_keeps_its_words(phrase: str) -> None:
    timing = read_timing(phrase)
    assert (timing.kind, timing.confidence, timing.text) == (TimingKind.NONE, 0.0, phrase)


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Thực hiện đánh giá cán bộ, công chức vào quý IV hàng năm", "recurring"),
        ("Về tổ chức các hoạt động theo dõi thi hành pháp luật: Thường xuyên", "continuous"),
        ("Có trong danh sách phải xử lý chậm nhất 31/5/2026", "fixed"),
        ("Giai đoạn 2025 – 2030, định hướng đến năm 2035", "composite"),
        ("Cuối năm 2026", "fixed"),
        ("Định kỳ", "recurring"),
    ],
)
def test_words_left_over_lower_the_confidence(phrase: str, kind: str) -> None:
    timing = read_timing(phrase)
    assert str(timing.kind) == kind
    assert 0 < timing.confidence < 0.9


def test_year_of_the_paper_is_a_guess() -> None:
    timing = read_timing("Trước 15/12", issued=dt.date(2026, 3, 1))
    assert (timing.kind, timing.due) == (TimingKind.FIXED, dt.date(2026, 12, 15))
    assert timing.confidence < 0.9


@given(st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_is_read_back(day: dt.date) -> None:
    for printed in (
        f"{day:%d/%m/%Y}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"trước {day.day}/{day.month}/{day.year}",
    ):
        assert read_timing(printed).due == day


WORDS = ["năm", "quý", "tháng", "ngày", "từ", "đến", "trước", "sau", "khi", "theo", "và", "hằng", "thường", "xuyên"]
WORDS += ["II", "6", "15", "2026", ";", ",", "/", "-", ".", "(", ")"]


@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(WORDS),
        max_size=30,
    ).map(" ".join)
)
def test_every_phrase_gives_a_lawful_timing(phrase: str) -> None:
    timing = read_timing(phrase)
    assert 0 <= timing.confidence <= 1
    _lawful(timing)


def _lawful(timing: Timing) -> None:
    if timing.start and timing.due:
        assert timing.start <= timing.due
    assert (timing.kind is TimingKind.COMPOSITE) == (len(timing.parts) > 1)
    assert timing.kind is not TimingKind.FIXED or timing.due
    assert timing.kind is not TimingKind.NONE or (timing.due is None and timing.rrule is None)
    for part in timing.parts:
        assert part.kind is not TimingKind.COMPOSITE
        _lawful(part)


def test_long_phrases_end_quickly() -> None:
    assert read_timing("sau khi có và " * 2000).confidence == 0.0


def test_deadlines_of_real_plans_are_all_read(shared) -> None:
    gold = json.loads((shared / "gold_dev" / "tasks_003.json").read_text(encoding="utf-8"))
    phrases = {row["timing_text"] for row in gold["tasks"] + gold["progress"]}
    table = shared / "dev_corpus" / "admin" / "D-admin-24_nhiem-vu-Bo-GDDT-2017.tsv"
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    phrases |= {row[rows[0].index("Thời hạn hoàn thành")] for row in rows[1:]}
    assert [phrase for phrase in sorted(phrases) if read_timing(phrase).confidence < 0.9] == []
