"""``thuongton clock``: when a clock ends and why, by a rule, written out, or for a file of cases, no database."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from thuongton.calendars.terms.answering import answer
from thuongton.calendars.terms.files import NamedCalendar, named, read_calendar, shipped_calendar
from thuongton.calendars.terms.reading import HERE, read_case, read_moment
from thuongton.calendars.terms.rules import TermRule
from thuongton.calendars.terms.spec import UnusableTerm

MOST_BYTES = 50_000_000
LONGEST_LINE = 1_000_000


def add_options(verb: argparse.ArgumentParser) -> None:
    """The options of the command."""
    verb.add_argument(
        "--rule", metavar="LOẠI.THỜI_HẠN", help="thời hạn của một loại việc, theo bản có hiệu lực ngày bắt đầu"
    )
    verb.add_argument(
        "--spec", metavar="JSON", help='cách tính, ví dụ {"n":15,"unit":"working_day","direction":"after"}'
    )
    verb.add_argument("--from", dest="start", metavar="LÚC", help="lúc có sự kiện, dạng 2026-03-02T09:00")
    verb.add_argument("--pause", action="append", default=[], metavar="A..B", help="kỳ tạm dừng; A.. là chưa tiếp tục")
    verb.add_argument(
        "--extend", action="append", default=[], metavar="JSON", help='{"n":10,"unit":"working_day","mode":"add"}'
    )
    verb.add_argument("--extra-off", action="append", default=[], metavar="NGÀY", help="ngày nghỉ riêng của đơn vị")
    verb.add_argument(
        "--reading", action="append", default=[], metavar="MỤC=GIÁ_TRỊ", help="cách hiểu nơi luật chưa rõ"
    )
    verb.add_argument("--cases", metavar="TỆP", help="tệp JSON Lines các trường hợp, - là đầu vào chuẩn")
    verb.add_argument(
        "--calendar", metavar="TỆP", help="lịch làm việc dạng thuongton-calendar/1 (mặc định: lịch của cơ sở)"
    )
    verb.add_argument("--as-of", metavar="LÚC", help="tình trạng vào lúc này (mặc định: bây giờ)")
    verb.add_argument("--json", action="store_true", help="kết quả là JSON")


def run(options: argparse.Namespace) -> int:
    """Answer one question or a file of them; 1 when a line of a file could not be used. Raises UnusableTerm."""
    calendar = chosen_calendar(options.calendar)
    now = dt.datetime.now(HERE).replace(tzinfo=None)
    as_of = read_moment(options.as_of, "--as-of")[0] if options.as_of else None
    if options.cases is not None:
        if options.rule or options.spec or options.start:
            raise UnusableTerm("--cases không đi cùng --rule, --spec, --from.")
        return _cases(options.cases, calendar, now, as_of)
    if bool(options.rule) == bool(options.spec):
        raise UnusableTerm("Nêu một trong hai: --rule LOẠI.THỜI_HẠN hoặc --spec JSON.")
    if not options.start:
        raise UnusableTerm("Thiếu --from: lúc có sự kiện.")
    given = {
        "rule": options.rule,
        "spec": _json(options.spec, "--spec") if options.spec else None,
        "from": options.start,
        "pauses": options.pause,
        "extensions": [_json(one, "--extend") for one in options.extend],
        "extra_off": options.extra_off,
        "readings": dict(_pair(one) for one in options.reading),
    }
    found = {"id": None, **answer(read_case(given), calendar, now, as_of=as_of, find=find_rule)}
    print(json.dumps(found, ensure_ascii=False) if options.json else "\n".join(_lines(found)))
    return 0


def chosen_calendar(name: str | None) -> NamedCalendar:
    """The calendar of a file, else of the installation, else the one that is shipped. Raises UnusableTerm."""
    if name is None:
        return _installed() or shipped_calendar()
    try:
        return read_calendar(read_bytes(name), Path(name).name)
    except UnusableTerm as error:
        where = f"{name}:{error.line}" if error.line else name
        raise UnusableTerm(f"{where}: {error}") from error


def read_bytes(name: str) -> bytes:
    """A file of moderate size whole, ``-`` being standard input. Raises OSError or UnusableTerm."""
    if name == "-":
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with Path(name).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnusableTerm(f"Tệp dài quá {MOST_BYTES // 1_000_000} MB.")
    return data


def find_rule(name: str, on: dt.date) -> TermRule | None:
    """The clock ``KIND.CLOCK`` of the kind in force on a day; None when nothing knows it."""
    try:
        from thuongton.cases.kinds import clock_spec
    except ImportError:
        return None
    found: TermRule | None = clock_spec(name, on)
    return found


def _installed() -> NamedCalendar | None:
    """The calendar of everybody in the database; None where there is none, or where it cannot be opened."""
    at_hand = (
        os.environ.get("THUONGTON_DATABASE_URL")
        or (Path(os.environ.get("THUONGTON_DATA", "var")) / "thuongton.sqlite3").is_file()
    )
    if not at_hand:
        return None
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
    import django
    from django.db import Error

    django.setup()
    from thuongton.calendars.queries import calendar

    try:
        found = calendar()
    except Error:
        print("thuongton: không mở được cơ sở dữ liệu, dùng lịch kèm chương trình.", file=sys.stderr)
        return None
    return named(found, "lịch của cơ sở") if found.special else None


def _cases(name: str, calendar: NamedCalendar, now: dt.datetime, as_of: dt.datetime | None) -> int:
    wrong = 0
    for line in _text_lines(read_bytes(name)):
        found = _one(line, calendar, now, as_of)
        wrong += "error" in found
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 1 if wrong else 0


def _text_lines(data: bytes) -> Iterator[bytes]:
    return (line for line in data.splitlines() if line.strip())


def _one(line: bytes, calendar: NamedCalendar, now: dt.datetime, as_of: dt.datetime | None) -> dict[str, Any]:
    key = None
    try:
        given = _json(line, "dòng")
        key = given.get("id") if isinstance(given, dict) else None
        return {"id": key, **answer(read_case(given), calendar, now, as_of=as_of, find=find_rule)}
    except UnusableTerm as error:
        return {"id": key, "error": str(error)}


def _json(text: str | bytes, name: str) -> Any:
    if len(text) > LONGEST_LINE:
        raise UnusableTerm(f"{name}: dài quá {LONGEST_LINE} ký tự.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnusableTerm(f"{name}: không phải JSON.") from error


def _pair(text: str) -> tuple[str, str]:
    key, _equals, value = text.partition("=")
    return key, value


def _lines(found: dict[str, Any]) -> Iterable[str]:
    """The answer for a person: the sentence, what the law leaves open, each day."""
    yield found["text"]
    for one in found["readings"]:
        yield f"{one['note'].capitalize()}: {one['asked']} – {one['taken']} ({one['clause']})."
    for row in found["days"]:
        said = row.get("paused") or row.get("off") or (f"ngày thứ {row['n']}" if "n" in row else "ngày hạn")
        more = " · ".join(part for part in (row.get("worked"), row.get("source")) if part)
        yield f"  {row['day']}  {said}{f' ({more})' if more else ''}"
