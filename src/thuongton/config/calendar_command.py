"""``thuongton calendar``: the days of the installation, what a calendar from a file would move, and doing it."""

from __future__ import annotations

import argparse
import json
from typing import Any

from thuongton.calendars import queries
from thuongton.calendars.models import CalendarChange, CalendarDay
from thuongton.calendars.services.changing import ChangePreview
from thuongton.calendars.services.files import CalendarDifference, apply_calendar, preview_calendar
from thuongton.calendars.services.moving import move_dependents
from thuongton.config.clock_command import chosen_calendar
from thuongton.web.dates import day_words


def run(options: argparse.Namespace) -> int:
    """Do what the command names. Raises OSError and UnusableTerm for a file that cannot be used."""
    if options.act == "list":
        return _list(options)
    given = chosen_calendar(options.file)
    if options.act == "preview":
        found, preview = preview_calendar(given)
        _say(options, _preview_value(found, preview), _preview_words(found, preview))
        return 0
    change = apply_calendar(None, given)
    if change is None:
        change = queries.unfinished().first()
    if change is not None:
        move_dependents(change.pk)
        change.refresh_from_db()
    _say(options, _applied_value(change), _applied_words(change))
    return 0


def _say(options: argparse.Namespace, value: Any, words: list[str]) -> None:
    print(json.dumps(value, ensure_ascii=False) if options.json else "\n".join(words))


def _list(options: argparse.Namespace) -> int:
    rows = queries.days().order_by("day", "pk")
    years = queries.years().order_by("year")
    value = {
        "years": [{"year": y.year, "status": _status(y.announced), "source": y.source or None} for y in years],
        "days": [_day_value(row) for row in rows],
    }
    words = [f"{y.year}: {'đã có thông báo' if y.announced else 'dự kiến'} ({y.source})" for y in years]
    words += [f"{row.day.isoformat()}  {row.get_kind_display()}  {row.name} ({row.source})" for row in rows]
    _say(options, value, words)
    return 0


def _status(announced: bool) -> str:
    return "announced" if announced else "provisional"


def _day_value(row: CalendarDay) -> dict[str, Any]:
    return {
        "day": row.day.isoformat(),
        "kind": str(row.kind),
        "name": row.name,
        "source": row.source,
        "unit": row.unit.identifier or row.unit.name if row.unit else None,
    }


def _preview_value(found: CalendarDifference, preview: ChangePreview) -> dict[str, Any]:
    return {
        "moves": preview.moves,
        "by_kind": dict(sorted(preview.by_kind.items())),
        "closed_kept": preview.kept,
        "first": [
            {
                "case": move.label,
                "clock": move.clock or None,
                "from": move.old.isoformat() if move.old else None,
                "to": move.new.isoformat() if move.new else None,
                "page": address,
            }
            for move, address in preview.first
        ],
        "days": [{"day": row.day.isoformat(), "kind": str(row.kind), "name": row.name} for row in found.rows],
        "years": [{"year": year, "status": _status(told)} for year, told in sorted(found.years.items())],
    }


def _preview_words(found: CalendarDifference, preview: ChangePreview) -> list[str]:
    if found.span is None:
        return ["Tệp không khác lịch chung; không có gì để đổi."]
    words = [f"{preview.moves} thời hạn dời, {preview.kept} đã xong giữ nguyên."]
    words += [f"  {row.day.isoformat()}  {row.get_kind_display()}  {row.name}" for row in found.rows]
    words += [f"  năm {year}: {'đã có thông báo' if told else 'dự kiến'}" for year, told in sorted(found.years.items())]
    words += [f"  {move.label}: {day_words(move.old)} → {day_words(move.new)}" for move, _address in preview.first]
    return words


def _applied_value(change: CalendarChange | None) -> dict[str, Any]:
    if change is None:
        return {"change": None, "days": 0, "moved": 0, "kept": 0, "done": True}
    return {
        "change": change.pk,
        "days": len(change.days),
        "moved": change.moved,
        "kept": change.kept,
        "done": change.done_at is not None,
    }


def _applied_words(change: CalendarChange | None) -> list[str]:
    if change is None:
        return ["Tệp không khác lịch chung; không có gì để đổi."]
    return [f"Đã ghi {len(change.days)} ngày; {change.moved} thời hạn dời, {change.kept} đã xong giữ nguyên."]
