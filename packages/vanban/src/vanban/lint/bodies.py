"""Work given to a body that is no more (cơ quan đã sáp nhập): the names stand in ``data/abolished.toml``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from vanban.lint.examples import plan, report
from vanban.lint.faults import Fault, one
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.lint.remnants import acts
from vanban.patterns import any_of, words_in
from vanban.text import join_lines

OLD_WORDS = (
    *("nay là", "sắp xếp", "hợp nhất", "sáp nhập", "không còn", "kết thúc", "chuyển giao", "tiếp nhận", "bàn giao"),
    *("tinh gọn", "giải thể", "lịch sử", "nhập vào", "không tổ chức", "đã ban hành", "đã cấp", "đã ký", "đã có"),
)
"""Words that speak of what was before."""
_OLD = re.compile(
    rf"cũ\b|trước (?:đây|khi|đó|ngày 0?1/0?[37]/2025)|{any_of(OLD_WORDS)}|năm 20(?:[01]\d|2[0-4])", re.IGNORECASE
)
_FULL_DAY = re.compile(r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)(?!\d)")


@cache
def _abolished() -> tuple[re.Pattern[str], dict[str, tuple[dt.date, str]]]:
    """The names of bodies that are no more, and since when, with what took their place."""
    rows = words_in("abolished.toml")["body"]
    known = {row["name"].lower(): (row["since"], row["now"]) for row in rows}
    names = "|".join(r"\s+".join(row["name"].split()).replace(r"\s+-\s+", r"\s*[-–]\s*") for row in rows)
    return re.compile(rf"(?<!\w)(?P<head>Bộ|Sở)\s+(?P<name>{names})(?!\w)", re.IGNORECASE), known


@rule(
    "body-abolished",
    "copypaste",
    "warning",
    "Giao việc hoặc gửi cho cơ quan đã sáp nhập, không còn nữa.",
    fires=plan(
        "1. Nạo vét kênh\n\n- Cơ quan chủ trì: Công an xã\n\n2. Báo cáo Sở Giao thông vận tải trước ngày 15/5/2026."
    ),
    silent=report("Hồ sơ do Sở Giao thông vận tải (nay là Sở Xây dựng) cấp trước đây vẫn có giá trị.\n\nHết./."),
)
def body_abolished(paper: Paper) -> Iterator[Fault]:
    day = _written(paper)
    if day is None or paper.group == "QPPL":
        return
    pattern, known = _abolished()
    faults = []
    for match in pattern.finditer(paper.text):
        name = re.sub(r"\s*[-–]\s*", " - ", join_lines(match["name"])).lower()
        since, now = known[name]
        around = paper.text[max(0, match.start() - 120) : match.end() + 60]
        cited = any(c.start <= match.start() < c.end for c in paper.citations)
        if day < since or cited or _OLD.search(around) or not acts(paper.text, match.start(), match.end()):
            continue
        said = join_lines(match.group())
        faults.append(Fault(*match.span(), f"{said} không còn từ {since:%d/%m/%Y}.", f"{match['head']} {now}"))
    yield from one(faults, "{count} chỗ giao việc, gửi cho cơ quan đã sáp nhập.")


def _written(paper: Paper) -> dt.date | None:
    """The day of the paper; of one without a day the first full day that it names, which cannot lie long after it."""
    if paper.issued_from is not None:
        return paper.issued_from
    days = []
    for match in _FULL_DAY.finditer(paper.text):
        try:
            days.append(dt.date(int(match["y"]), int(match["m"]), int(match["d"])))
        except ValueError:
            continue
    return min(days, default=None)
