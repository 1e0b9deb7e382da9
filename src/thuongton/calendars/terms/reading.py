"""Clocks, pauses, extensions and moments as JSON writes them: read whole, or refused with one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from thuongton.calendars.clock import Shift
from thuongton.calendars.terms.silent import READ_AS_USUAL, TermReadings, readings_of
from thuongton.calendars.terms.spec import Measure, More, Stop, Term, UnusableTerm

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DIRECTIONS = {"after": False, "before": True}
SHIFTS = {"none": Shift.NONE, "next": Shift.NEXT, "previous": Shift.PREVIOUS}
MODES = {"add": False, "total": True}
Value = TypeVar("Value")
_SPEC = ("n", "unit", "direction", "shift", "cutoff")


@dataclass(frozen=True, slots=True)
class TermCase:
    """One question: an event at ``start``, a rule by name or a clock written out, and what happened since.

    ``timed``: the hour of the event was told. ``done`` is when the work was done; ``replaced``, ``cancelled``: another
    clock came, or it fell away.
    """

    start: dt.datetime
    rule: str | None = None
    spec: Term | None = None
    stops: tuple[Stop, ...] = ()
    extensions: tuple[More, ...] = ()
    extra_off: tuple[dt.date, ...] = ()
    readings: TermReadings = READ_AS_USUAL
    done: dt.datetime | None = None
    replaced: bool = False
    cancelled: bool = False
    timed: bool = True


def read_term(given: object) -> Term:
    """A clock from ``{"n", "unit", "direction", "shift", "cutoff"}``. Raises UnusableTerm."""
    row = _object(given, "Thời hạn (spec)")
    if unknown := [key for key in row if key not in _SPEC]:
        raise UnusableTerm(f"Thời hạn (spec) có mục lạ «{unknown[0]}»; chỉ có {', '.join(_SPEC)}.")
    if "n" not in row or "unit" not in row:
        raise UnusableTerm("Thời hạn (spec) phải có n và unit.")
    return Term(
        row["n"],
        _measure(row["unit"]),
        _choice(row.get("direction", "after"), DIRECTIONS, "direction"),
        _choice(row.get("shift") or "none", SHIFTS, "shift"),
        _time(row.get("cutoff")),
    )


def written_term(spec: Term) -> dict[str, Any]:
    """The clock as JSON writes it; ``read_term`` gives it back."""
    return {
        "n": spec.number,
        "unit": str(spec.measure),
        "direction": "before" if spec.back else "after",
        "shift": str(spec.shift) or "none",
        "cutoff": f"{spec.cutoff:%H:%M}" if spec.cutoff else None,
    }


def read_stop(given: object) -> Stop:
    """A pause from ``{"first", "last"}`` or the words ``A..B``, ``A..``. Raises UnusableTerm."""
    if isinstance(given, str):
        since, dots, until = given.partition("..")
        if not dots:
            raise UnusableTerm(f"Kỳ tạm dừng «{given}» phải viết A..B hoặc A.. (chưa tiếp tục).")
        given = {"first": since, "last": until or None}
    row = _object(given, "Kỳ tạm dừng")
    last = row.get("last")
    return Stop(read_day(row.get("first"), "pauses.first"), None if last is None else read_day(last, "pauses.last"))


def read_more(given: object) -> More:
    """An extension from ``{"n", "unit", "mode"}``. Raises UnusableTerm."""
    row = _object(given, "Gia hạn")
    if row.get("unit") is None:
        raise UnusableTerm("Gia hạn phải ghi đơn vị tính (unit).")
    if "n" not in row:
        raise UnusableTerm("Gia hạn phải ghi số (n).")
    return More(row["n"], _measure(row["unit"]), _choice(row.get("mode"), MODES, "mode"))


def read_day(given: object, name: str) -> dt.date:
    """A day as ``YYYY-MM-DD``. Raises UnusableTerm."""
    if isinstance(given, str) and len(given) == 10:
        try:
            return dt.date.fromisoformat(given)
        except ValueError:
            pass
    raise UnusableTerm(f"{name}: «{_shown(given)}» không phải một ngày dạng YYYY-MM-DD.")


def read_moment(given: object, name: str) -> tuple[dt.datetime, bool]:
    """A moment, told in the time of the place, and whether it has an hour; a day alone begins at 0 giờ."""
    if isinstance(given, str):
        try:
            found = dt.datetime.fromisoformat(given.strip())
        except ValueError:
            found = None
        if found is not None:
            if found.tzinfo is not None:
                found = _local(found, name)
            return found, len(given.strip()) > 10
    raise UnusableTerm(f"{name}: «{_shown(given)}» không phải một lúc dạng YYYY-MM-DDTHH:MM.")


def read_case(given: object) -> TermCase:
    """A case of the contract; what it does not know is left alone. Raises UnusableTerm."""
    row = _object(given, "Trường hợp")
    start, timed = read_moment(row.get("from"), "from")
    spec = None if row.get("spec") is None else read_term(row["spec"])
    return TermCase(
        start,
        _rule(row.get("rule")),
        spec,
        tuple(read_stop(one) for one in _rows(row, "pauses")),
        tuple(read_more(one) for one in _rows(row, "extensions")),
        tuple(read_day(one, "extra_off") for one in _rows(row, "extra_off")),
        readings_of(_object(row.get("readings") or {}, "Cách hiểu (readings)")),
        None if row.get("done") is None else read_moment(row["done"], "done")[0],
        row.get("replaced") is True,
        row.get("cancelled") is True,
        timed,
    )


def demand_hour(spec: Term, timed: bool) -> None:
    """Refuse a clock that turns on the hour for an event whose hour is not told."""
    if not timed and (spec.measure is Measure.HOUR or spec.cutoff is not None):
        raise UnusableTerm("Thời hạn này tính theo giờ nên phải có giờ của sự kiện (YYYY-MM-DDTHH:MM).")


def _local(moment: dt.datetime, name: str) -> dt.datetime:
    try:
        return moment.astimezone(HERE).replace(tzinfo=None)
    except OverflowError as error:
        raise UnusableTerm(f"{name}: ngoài khoảng thời gian tính được.") from error


def _rule(given: object) -> str | None:
    if given is None or isinstance(given, str):
        return given
    raise UnusableTerm("rule phải là tên dạng LOẠI.THỜI_HẠN.")


def _rows(row: Mapping[str, Any], name: str) -> list[Any]:
    given = row.get(name)
    if given is None:
        return []
    if not isinstance(given, list):
        raise UnusableTerm(f"{name} phải là một danh sách.")
    return given


def _object(given: object, name: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise UnusableTerm(f"{name} phải là một đối tượng JSON.")
    return given


def _measure(given: object) -> Measure:
    try:
        return Measure(str(given)) if isinstance(given, str) else Measure("")
    except ValueError:
        known = ", ".join(Measure)
        raise UnusableTerm(f"Không có đơn vị tính (unit) «{_shown(given)}»; có: {known}.") from None


def _choice(given: object, known: Mapping[str, Value], name: str) -> Value:
    if isinstance(given, str) and given in known:
        return known[given]
    raise UnusableTerm(f"{name} «{_shown(given)}» không có; chọn một trong: {', '.join(known)}.")


def _time(given: object) -> dt.time | None:
    if given is None:
        return None
    if isinstance(given, str) and len(given) in (5, 8):
        try:
            return dt.time.fromisoformat(given)
        except ValueError:
            pass
    raise UnusableTerm(f"cutoff: «{_shown(given)}» không phải một giờ dạng HH:MM.")


def _shown(given: object) -> str:
    return "" if given is None else str(given)[:40]
