"""Days and periods that no calendar has (lịch): a weekday that is another one, a fifth quarter, a thirteenth month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from vanban.lint.examples import letter, paper
from vanban.lint.faults import Fault
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.text import join_lines

_DAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_WEEKDAY = r"(?:[Tt]hứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy)|[Cc]hủ\s+[Nn]hật)"
_DATE = (
    r"(?P<d{0}>\d{{1,2}})(?:\s*/\s*(?P<m{0}>\d{{1,2}})\s*/\s*(?P<y{0}>\d{{4}})"
    r"|\s+tháng\s+(?P<n{0}>\d{{1,2}})\s+năm\s+(?P<z{0}>\d{{4}}))(?!\d)"
)
_BEFORE = re.compile(rf"(?<!\w)(?P<weekday>{_WEEKDAY})\s*(?:,|\(|-)?\s*(?:ngày\s+)?{_DATE.format('')}")
_AFTER = re.compile(rf"(?<!\w)(?:ngày\s+)?{_DATE.format('')}\s*(?:,\s*|\(\s*)(?P<weekday>{_WEEKDAY})(?!\w)")
_QUARTER = re.compile(
    r"(?<!\w)[Qq]uý\s+(?:V|VI{1,3}|IX|X|[5-9]|0)(?=\s*(?:/|-|năm\s)\s*(?:19|20)\d\d)(?:\s*/\s*|\s*-\s*|\s*năm\s+)\d{4}"
)
_MONTH = re.compile(r"(?<!\w)[Tt]háng\s+(?:1[3-9]|[2-9]\d|00?)(?:\s*/\s*|\s+năm\s+)(?:19|20)\d\d(?!\d)")


@rule(
    "weekday-wrong",
    "citations",
    "warning",
    "Thứ trong tuần không đúng với ngày đã ghi.",
    fires=letter("Cuộc họp bắt đầu lúc 8 giờ, thứ Ba, ngày 15/4/2026 tại nhà văn hóa xã./."),
    silent=letter("Cuộc họp bắt đầu lúc 8 giờ, thứ Tư, ngày 15/4/2026 tại nhà văn hóa xã./."),
)
def weekday_wrong(paper: Paper) -> Iterator[Fault]:
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(paper.text):
            try:
                day = dt.date(int(match["y"] or match["z"]), int(match["m"] or match["n"]), int(match["d"]))
            except ValueError:
                continue  # another rule tells of days that no calendar has
            said, right = join_lines(match["weekday"]).lower(), _DAYS[day.weekday()]
            if said != right:
                shown = right if right == "chủ nhật" else f"thứ {right[4:].capitalize()}"
                yield Fault(*match.span(), f"Ngày {day:%d/%m/%Y} là {shown}.", shown)


@rule(
    "period-impossible",
    "citations",
    "warning",
    "Một năm chỉ có bốn quý, mười hai tháng.",
    fires=paper("Các thôn nạo vét kênh xong trong quý V/2026./."),
    silent=paper("Các thôn nạo vét kênh xong trong quý IV/2026, tháng 12/2026./."),
)
def period_impossible(paper: Paper) -> Iterator[Fault]:
    for pattern in (_QUARTER, _MONTH):
        for match in pattern.finditer(paper.text):
            yield Fault(*match.span(), f"Không có {join_lines(match.group()).lower()}.")
