"""What a sentence that assigns work says beside the work: with whom, and by when.

Only wordings that leave no doubt are read; «trong năm 2026» is a deadline after «hoàn thành» and nowhere else.
"""

from __future__ import annotations

import re

from vanban.agencies import begins_with_agency, split_agencies
from vanban.doing import verbs
from vanban.timing.sentences import Deadline, deadline_in

__all__ = ["Deadline", "deadline_in", "given_in", "partners_in"]

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
_FAR = 300
_MOST_NAMES = 220


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
