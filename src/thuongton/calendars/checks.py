"""Integrity of the working calendar, for ``thuongton check``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from thuongton.audit.checks import Check, each
from thuongton.calendars.models import CalendarChange, CalendarDay, DayKind
from thuongton.calendars.queries import keeper
from thuongton.web.dates import day_words

SWAPPED = (DayKind.SWAPPED_OFF, DayKind.SWAPPED_ON)


def _lonely_swaps() -> Iterator[str]:
    """Swapped days of which the other half does not stand in the calendar of the same unit."""
    rows = list(CalendarDay.objects.filter(kind__in=SWAPPED, pair__isnull=False).select_related("unit"))
    have = {(row.unit_id, row.day, row.pair) for row in rows}
    for row in rows:
        if (row.unit_id, row.pair, row.day) not in have:
            yield f"Ngày {day_words(row.day)} hoán đổi với {day_words(row.pair)}, nhưng lịch không có ngày kia."


def _keeper_unknown() -> Iterator[str]:
    """The operator has named a keeper of the days of everybody, and no top unit in force has that identifier."""
    if settings.CALENDAR_KEEPER and keeper() is None:
        yield f"THUONGTON_CALENDAR_KEEPER ghi «{settings.CALENDAR_KEEPER}», không đơn vị cấp cao nhất nào có mã này."


CHECKS = (
    Check(
        "calendar-keeper",
        "Đơn vị giữ lịch chung có thật",
        "warning",
        "Đặt THUONGTON_CALENDAR_KEEPER là mã định danh của đơn vị cấp cao nhất giữ lịch, rồi khởi động lại.",
        _keeper_unknown,
    ),
    Check(
        "calendar-swap",
        "Ngày nghỉ hoán đổi và ngày làm bù đi thành cặp",
        "error",
        "Mở Lịch làm việc, ghi cả hai ngày của lần hoán đổi.",
        _lonely_swaps,
    ),
    Check(
        "calendar-source",
        "Mỗi ngày của lịch có căn cứ",
        "error",
        "Mở Lịch làm việc, ghi lại ngày này cùng số văn bản.",
        each(lambda: CalendarDay.objects.filter(source=""), lambda row: f"Ngày {day_words(row.day)} không có căn cứ."),
    ),
    Check(
        "calendar-moving",
        "Thay đổi lịch đã dời xong thời hạn",
        "warning",
        "Chạy «thuongton worker»; việc dời thời hạn tiếp tục từ chỗ đã dừng.",
        each(
            lambda: CalendarChange.objects.filter(
                done_at__isnull=True, made_at__lt=timezone.now() - dt.timedelta(hours=1)
            ),
            lambda row: f"«{row.name}» ghi {day_words(row.made_at)} chưa dời xong.",
        ),
    ),
)
