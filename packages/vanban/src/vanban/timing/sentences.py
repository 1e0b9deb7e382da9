"""The deadlines of a sentence that assigns work: which of its times say by when the work is to be done.

Of the times that :mod:`vanban.timing.scanning` finds, those count that a word of a deadline introduces («trước»,
«chậm nhất», «xong trong», «định kỳ», «trong thời hạn … kể từ»). A day on which something else happened or will
happen («đã được giao đất trước ngày …», «mà dự kiến khởi công trước ngày …»), a day before the paper and the year of a
plan or a budget are none. Several deadlines of one sentence make a composite rule.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice
from typing import NamedTuple

from vanban.model import Timing, TimingKind
from vanban.patterns import any_of
from vanban.timing.recurrence import composite
from vanban.timing.rules import CalendarRules
from vanban.timing.scanning import DATE_LIKE, Found, times_in, without_hours, without_papers

_SURE = 0.6
_MOST = 50  # times of one item; no item has more
_NEAR = 90  # characters before a time that tell what it belongs to
_STARTS = frozenset(
    ("trong", "vào", "trước", "chậm", "muộn", "đến", "tới", "hạn", "hằng", "hàng", "mỗi", "định", "từ", "năm", "tháng",
     "quý", "quí", "không", "ngày", "sau", "hết", "thứ", "cuối", "đầu", "giữa", "tuần")
)  # fmt: skip
_DAY = re.compile(r"ngày|\d\s*[/.-]\s*\d", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|/\s?\d\d$")
_BY = re.compile(
    r"(?:xong )?(?:trước|chậm nhất|muộn nhất|không muộn hơn|hạn cuối|hạn chót|đến hết|tới hết)(?!\w)", re.IGNORECASE
)
_UNTIL = re.compile(r"(?:đến|tới)(?! hết)(?!\w)", re.IGNORECASE)
_WITHIN = re.compile(r"(?:trong|vào|cuối|đầu|giữa|hết)(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"từ(?!\w).*(?:đến|tới|[-–])", re.IGNORECASE)
_OF_DAYS = re.compile(r"(?:trước|chậm nhất|muộn nhất|vào|đến)?\s*(?:là|vào|đến)?\s*(?:ngày|thứ|\d)", re.IGNORECASE)
# What may follow a last day: the end of a clause, or a purpose.
_PURPOSE = (
    *("để", "và", "theo", "gửi", "cho", "đối với", "báo cáo", "đảm bảo", "bảo đảm", "về", "qua", "công khai", "phải"),
    *("thì", "nhằm", "ạ", "nhé"),
)
_FOLLOWS = re.compile(rf"\s*(?:$|[.,;:)/(]|\n|{any_of(_PURPOSE, gap=' ')}(?!\w))")
_CLAUSE_BEGINS = re.compile(
    r"(?:^|[.,;:()–\n]|(?<!\w)(?:và|phải|cần|yêu cầu|đồng thời|đề nghị)|\s[-+])\s*$", re.IGNORECASE
)
_CLAUSE = re.compile(r"[.;:,()\n]")
# A clause with one of these tells of something else that happened or will happen.
_TOLD = re.compile(
    r"(?<!\w)(?:mà|dự kiến khởi công|đã|từng|có hiệu lực|phát sinh|tồn đọng|tính|kể"
    r"|được (?:cấp|giao|ban hành|phê duyệt|công nhận|thành lập|thông qua|ký|tuyển dụng|bổ nhiệm|sinh))(?!\w)"
)
_PERIOD_OF = re.compile(r"(?<!\w)(?:kết quả|số liệu|tình hình|tính|giai đoạn|thời kỳ|tăng trưởng|phát sinh)[^,;.]*$")
_DONE_BEFORE = re.compile(r"(?:hoàn thành|xong)\s+(?:dứt điểm\s+|cơ bản\s+)?$", re.IGNORECASE)
_DONE_IN_CLAUSE = re.compile(r"(?<!\w)(?:hoàn thành|xong)(?!\w)", re.IGNORECASE)
_ACTS = re.compile(
    r"(?:báo cáo|tổng hợp|kiểm tra|rà soát|cập nhật|công khai|thống kê|họp|giao ban|đưa tin|thực hiện|gửi|đối chiếu"
    r"|sơ kết|đánh giá|tổ chức|giao)\s+$",
    re.IGNORECASE,
)
_OF_A_PLAN = re.compile(
    r"(?:kế hoạch|dự toán|ngân sách|kinh phí|chương trình|lương|thu nhập|phụ cấp|sinh hoạt|công tác|lịch|số liệu|của"
    r"|theo)\s+$",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\d{1,2}\s+(?:tháng|quý|năm|tuần)", re.IGNORECASE)  # «báo cáo 6 tháng» is a kind of report
_MUST = re.compile(r"\s*(?:phải|hoàn thành|xong|bàn giao)(?!\w)", re.IGNORECASE)
_LAST_BRACKETS = re.compile(r"\((?P<before>[^()]{3,160}[,;])\s(?P<time>[^(),;]{3,60})\)[\s.;]*$")
_AFTER = re.compile(r"(?:ngay\s+)?sau\s+khi\s+(?P<event>[^\d,.;:()\n][^,.;:()\n]{6,150}),", re.IGNORECASE)


class Deadline(NamedTuple):
    """The words of a deadline and their reading; words that stand apart are joined by «; »."""

    text: str
    timing: Timing


def deadline_in(text: str, issued: dt.date | None = None) -> Deadline | None:
    """The deadline of a sentence or an item, all its deadlines when it has several; None when it has none for certain.

    >>> deadline_in("Rà soát danh mục, báo cáo UBND tỉnh trước ngày 10/5/2026.").text
    'trước ngày 10/5/2026'
    """
    printed = " ".join(text.split())
    plain = without_papers(without_hours(printed))
    calendar = CalendarRules(None, issued.year if issued else None)
    found: list[Found] = []
    for time in islice(times_in(plain, calendar, _STARTS), _MOST):
        if _is_deadline(plain, time, issued) and all(time.timing != other.timing for other in found):
            found.append(time)
    if not found:
        return _after(printed)
    words = [printed[time.start : time.end] for time in found]
    timing = composite(*(time.timing for time in found)) if len(found) > 1 else found[0].timing
    return Deadline("; ".join(words), timing)


def deadline_in_brackets(text: str, issued: dt.date | None = None) -> Deadline | None:
    """The time in the brackets at the end of an item: «… (Văn phòng Sở, tháng 4/2026)», «… (quý II, quý IV)»."""
    found = _LAST_BRACKETS.search(text)
    words = found["time"].strip() if found else ""
    if found and DATE_LIKE.search(found["before"]):
        words = f"{found['before']} {words}"
    timing = CalendarRules(None, issued.year if issued else None).read(words) if words else None
    past = timing and timing.due and issued and timing.due < issued
    return Deadline(words, timing) if timing and timing.confidence >= _SURE and not past else None


def _after(text: str) -> Deadline | None:
    """«Sau khi Luật được thông qua, …» at the beginning of a sentence: the work waits for it."""
    found = _AFTER.match(text)
    if not found:
        return None
    timing = Timing(TimingKind.AFTER_EVENT, event=found["event"].strip(), confidence=0.9)
    return Deadline(found.group().rstrip(","), timing)


def _is_deadline(text: str, time: Found, issued: dt.date | None) -> bool:
    """Whether a time of a sentence is a deadline of its work."""
    timing, words = time.timing, text[time.start : time.end]
    if timing.confidence < _SURE or timing.kind in (TimingKind.NONE, TimingKind.CONTINUOUS, TimingKind.COMPOSITE):
        return False
    if issued is not None and timing.due is not None and timing.due < issued and not timing.rrule:
        return False
    near = text[max(time.start - _NEAR, 0) : time.start]
    clause = near[max((cut.end() for cut in _CLAUSE.finditer(near)), default=0) :]
    if timing.rrule or timing.kind is TimingKind.RECURRING:
        return _recurs(text, time, near)
    if timing.offset_days is not None or (timing.window and timing.event):
        return True
    if _TOLD.search(clause):
        return False
    begins, follows = bool(_CLAUSE_BEGINS.search(near)), text[time.end : time.end + 30]
    if _BY.match(words):
        ends_clause = bool(_FOLLOWS.match(follows)) or begins
        return ends_clause and (bool(_DAY.search(words)) or "tháng" in words.lower() or "quý" in words.lower())
    if _UNTIL.match(words):
        return bool(_DAY.search(words)) and (begins or bool(_MUST.match(follows))) and timing.kind is TimingKind.FIXED
    if _BETWEEN.match(words):
        return bool(_YEAR.search(words)) and bool(_DAY.search(words)) and not _PERIOD_OF.search(near)
    return _within(words, near, clause, follows)


def _within(words: str, near: str, clause: str, follows: str) -> bool:
    """Whether a month, a quarter or a year is the time of the work: «trong quý II/2026», «hoàn thành năm 2026»."""
    done = bool(_DONE_BEFORE.search(near))
    year_alone = not re.search(r"tháng|quý|quí|ngày|\d\s*/", words, re.IGNORECASE)
    if year_alone:
        ends = bool(_FOLLOWS.match(follows)) and bool(_WITHIN.match(words))
        at = words.lower().startswith("vào ") and bool(_YEAR.search(words))
        return done or (ends and (at or (bool(_DONE_IN_CLAUSE.search(clause)) and not _PERIOD_OF.search(clause))))
    if done:
        return True
    return bool(_WITHIN.match(words)) and bool(_YEAR.search(words)) and not _PERIOD_OF.search(near)


def _recurs(text: str, time: Found, near: str) -> bool:
    """Whether a turn is one of the work and no attribute of a plan or a budget («dự toán hằng năm»)."""
    words = text[time.start : time.end]
    if words.lower().startswith("định kỳ"):
        return True
    if _LENGTH.fullmatch(words):
        return False
    if _OF_DAYS.match(words) or _BY.match(words):
        return not _TOLD.search(_CLAUSE.split(near[-40:])[-1])
    often = not words.lower().endswith("năm") and not _OF_A_PLAN.search(near)
    return bool(_CLAUSE_BEGINS.search(near)) or bool(_ACTS.search(near)) or often
