"""What a sentence that assigns work says beside the work: with whom, and by when.

Only wordings that leave no doubt are read; «trong năm 2026» is a deadline after «hoàn thành» and nowhere else.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice
from typing import NamedTuple

from vanban.agencies import begins_with_agency, split_agencies
from vanban.doing import verbs
from vanban.model import Timing, TimingKind
from vanban.timing import read_timing

_WITH = re.compile(
    r"(?:[Cc]hủ trì|[Cc]hủ động|đầu mối)\s*,?\s*(?:và\s+)?phối hợp(?:\s+(?:chặt chẽ|tốt))?(?:\s+(?:với|cùng))?\s+"
)
# In small letters: «Sở Xây dựng», «Ban Chỉ đạo», «Ban Quản lý» are names.
_WORK = re.compile(
    r"(?<![Bb]an)(?<![Tt]ổ)(?<!công tác)(?<!liên quan đến)\s+"
    r"(?:(?:đồng thời|để|nhằm|trong(?! (?:tỉnh|xã|huyện|thành phố|ngành)))(?!\w)"
    rf"|{verbs(after_partners=True)})"
)
_STOP = re.compile(r"[.;:(\n]")
_GIVEN = re.compile(
    r"(?:Giao|Phân công)(?:\s+cho)?\s+(?P<unit>[^.;:()]{3,120}?)\s+(?:chủ trì|thực hiện|phụ trách|tham mưu|làm)"
)
_IN_BRACKETS = re.compile(r"\((?:[Gg]iao\s+)?(?P<unit>[^.;:()]{3,120}?)\s+(?:chủ trì|thực hiện|phụ trách)")
_MOST_DEADLINES = 50  # in one item; no item has more
_FAR = 300
_MOST_NAMES = 220
_DAY = r"ngày\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?|tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)"
_NUMBERS = r"\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?"
_EVERY = r"(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|năm)"
_CLOCK = r"(?:\d{1,2}\s*(?:h|giờ)\s*(?:\d{1,2}\s*(?:phút)?)?\s*,?\s*)?"
_DEADLINE = re.compile(
    rf"""(?<!\w)(?:
      # by a day, a month, a quarter
      (?:xong\ )?(?:trước|chậm\ nhất|muộn\ nhất|đến\ hết|hạn\ cuối)(?:\s+(?:là|vào|đến|trước))?\s+{_CLOCK}
        (?:{_DAY}|ngày\s+\d{{1,2}}(?!\d|\s*[/.-]\s*\d)|{_NUMBERS}|tháng\s+\d{{1,2}}\s*[/.-]\s*\d{{4}}|quý\s+[IV\d]+\s*[/.-]\s*\d{{4}})
        (?:\s+(?:của\s+)?(?:{_EVERY}|tháng\ cuối\ (?:hằng\ |hàng\ |mỗi\ )?quý))?
      # again and again
     |định\ kỳ\s+(?:{_EVERY}|\d{{1,2}}\ tháng)(?:\s*,\s*(?:quý|\d{{1,2}}\ tháng|năm))*
      # within a period
     |trong\s+(?:tháng|quý)\s+[IV\d]+(?:\s*[/.-]\s*|\s+năm\s+)\d{{4}}
     |(?:hoàn\ thành|xong)\s+(?:dứt\ điểm\ )?(?:trong\s+)?(?:năm|tháng|quý)\s+[IV\d]+
        (?:(?:\s*[/.-]\s*|\s+năm\s+)\d{{4}})?
      # within some days of an event
     |trong\s+(?:vòng|thời\ hạn|thời\ gian)\s+\d{{1,3}}\s+(?:\([^)]*\)\s+)?(?:ngày\ làm\ việc|ngày|tháng)\s*,?\s+
        (?:kể\ từ|sau|từ)\s+[^,.;:]{{3,120}}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DONE = re.compile(r"(?:hoàn thành|xong)\s+(?:dứt điểm\s+)?(?=trong|năm|tháng|quý)", re.IGNORECASE)
_SURE = 0.6
_FOLLOWS = re.compile(
    r"\s*(?:$|[.,;:)/(]|\n|(?:để|và|theo|gửi|cho|đối với|báo cáo|đảm bảo|bảo đảm|về|qua|công khai)(?!\w))"
)


class Deadline(NamedTuple):
    """The words of a deadline and their reading."""

    text: str
    timing: Timing


def partners_in(text: str) -> tuple[str, ...]:
    """With whom the work is done: «… chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan rà soát …».

    >>> partners_in("Chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan khẩn trương rà soát danh mục.")
    ('Sở Tài chính', 'Các đơn vị liên quan')
    """
    found = _WITH.search(text, 0, _FAR)
    if not found:
        return ()
    names = text[found.end() : found.end() + _MOST_NAMES]
    stop = _STOP.search(names)
    names = names[: stop.start()] if stop else names
    work = _WORK.search(f" {names}")
    names = names[: max(work.start() - 1, 0)] if work else names
    return split_agencies(names.strip(" ,")) if begins_with_agency(names) else ()


def given_in(text: str) -> tuple[str, ...]:
    """To whom an item of a plan gives its work: «Giao Phòng Kinh tế chủ trì …», «… (Phòng Tư pháp chủ trì)».

    >>> given_in("Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã kiểm tra chợ.")
    ('Phòng Kinh tế',)
    """
    found = _GIVEN.match(text) or _IN_BRACKETS.search(text)
    return split_agencies(found["unit"]) if found and begins_with_agency(found["unit"]) else ()


def deadline_in(text: str, issued: dt.date | None = None) -> Deadline | None:
    """The last deadline of a sentence or an item, if it has one that is read for certain.

    >>> deadline_in("Rà soát danh mục, báo cáo UBND tỉnh trước ngày 10/5/2026.").text
    'trước ngày 10/5/2026'
    """
    last: Deadline | None = None
    for found in islice(_DEADLINE.finditer(text), _MOST_DEADLINES):
        words = _DONE.sub("", found.group().strip())
        timing = read_timing(words, issued=issued)
        passed = issued is not None and timing.due is not None and timing.due < issued
        if timing.kind is TimingKind.NONE or timing.confidence < _SURE or passed:
            continue
        if timing.kind is TimingKind.FIXED and not _FOLLOWS.match(text, found.end()):
            continue
        last = Deadline(words, timing)
    return last
