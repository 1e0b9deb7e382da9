"""The clocks of a case as cards: how each stands on a day, what is used and left, and the clause it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from thuongton.calendars.terms.spec import MEASURES, Measure
from thuongton.calendars.terms.status import TermLeft
from thuongton.cases.engine.clocks import LIVE, CaseClock
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.shown.counted import CountedClock, counted_clock
from thuongton.cases.words import said_label
from thuongton.web.dates import day_words, moment_words
from thuongton.web.numbers import number_words

STATES = {
    "not_started": "not_due",
    "running": "running",
    "due_soon": "due_soon",
    "overdue": "overdue",
    "paused": "waiting",
    "done_on_time": "done_on_time",
    "done_late": "done_late",
    "replaced": "ended",
    "cancelled": "ended",
}
"""The status of a clock → the state of ``web/states.py`` it is shown as."""
TONES = {"running": "blue", "due_soon": "amber", "overdue": "red", "done_on_time": "green", "done_late": "red"}


@dataclass(frozen=True, slots=True)
class ClockCard:
    """A clock as it is shown. ``used`` of ``whole`` is its bar; both 0 where there is none to draw."""

    key: str
    label: str
    state: str
    words: str
    day: str
    tone: str
    used: int
    whole: int
    meta: str
    clause: str
    note: str
    badges: list[tuple[str, str]] = field(default_factory=list)
    live: bool = False
    followed: bool = False
    chosen: bool = False


def clock_cards(
    clocks: list[CaseClock], as_of: dt.datetime, timed: bool, time: Timekeeper, chosen: str = ""
) -> list[ClockCard]:
    """The cards of some clocks: what runs before what is over, the office's own before others', the nearest first."""
    cards = []
    for clock in clocks:
        status = clock.status(as_of, timed, time)
        if status == "not_started":
            continue
        due = clock.due_day(time).due or dt.date.max
        order = (status not in LIVE, clock.clock.followed, due)
        cards.append((order, _card(clock, status, as_of, time, clock.key == chosen)))
    return [card for _order, card in sorted(cards, key=lambda one: one[0])]


def _card(clock: CaseClock, status: str, as_of: dt.datetime, time: Timekeeper, chosen: bool) -> ClockCard:
    found = counted_clock(clock, time)
    upto = min(as_of.date(), clock.stopped.date()) if clock.stopped else as_of.date()
    used, whole = _bar(found, upto, time)
    followed = clock.clock.followed
    return ClockCard(
        key=clock.key,
        label=said_label(clock.clock.label) + (f": {clock.body}" if clock.body else ""),
        state=_state(status, followed),
        words=_words(found, status, as_of, time),
        day=_day(found, status),
        tone="grey" if followed else TONES.get(status, "grey"),
        used=min(used, whole),
        whole=whole,
        meta=_meta(found, status, used, whole, upto),
        clause=clock.rule.clause,
        note=clock.clock.note,
        badges=_badges(clock, time),
        live=status in LIVE,
        followed=followed,
        chosen=chosen,
    )


def _state(status: str, followed: bool) -> str:
    """Another body's duty is never our overdue."""
    return "waiting" if followed and status in ("overdue", "due_soon") else STATES[status]


def _bar(found: CountedClock, upto: dt.date, time: Timekeeper) -> tuple[int, int]:
    """Used and whole, in days of the clock (hours for one in hours)."""
    start, due = found.clock.start, found.due
    if found.spec.measure is Measure.SAME_DAY or found.spec.back:
        return 0, 0
    if found.measure is Measure.HOUR:
        end = found.clock.due_day(time).due_at
        whole = int((end - start).total_seconds() // 3600) if end else 0
        passed = dt.datetime.combine(upto, dt.time(23, 59)) - start
        return (min(whole, max(0, int(passed.total_seconds() // 3600))), whole) if whole else (0, 0)
    first = start.date()
    if due is None:
        whole = sum(part.days or 0 for part in found.end.parts)
        return found.between(first, upto, time), whole
    last = found.end.last or due
    return found.between(first, upto, time), found.between(first, last, time)


def _day(found: CountedClock, status: str) -> str:
    clock = found.clock
    if status in ("done_on_time", "done_late") and clock.stopped is not None:
        return day_words(clock.stopped.date())
    if status == "replaced" and clock.replaced is not None:
        return day_words(clock.replaced.date())
    if status == "cancelled" and clock.cancelled is not None:
        return day_words(clock.cancelled.date())
    if found.due is None:
        return _("Chưa có hạn")
    if clock.by_moment and found.end.due_at is not None:
        return moment_words(found.end.due_at)
    return day_words(found.due)


def left_words(left: TermLeft) -> str:
    """«21 ngày», «3 ngày làm việc», «2,5 giờ», without a sign."""
    number = abs(left.number)
    return f"{number_words(int(number) if number == int(number) else float(number))} {_(MEASURES[left.measure])}"


def _words(found: CountedClock, status: str, as_of: dt.datetime, time: Timekeeper) -> str:
    clock = found.clock
    if status == "cancelled":
        return _("Không còn phải làm")
    if status == "replaced":
        return _("Đã thay bằng thời hạn khác")
    if status in ("done_on_time", "done_late"):
        return _done_words(found, time)
    if status == "paused":
        since = next((first for first, last in reversed(clock.pauses) if last is None), None)
        return _("Tạm dừng từ %(day)s") % {"day": day_words(since)} if since else _("Đang tạm dừng")
    left = found.left(as_of, time)
    if left is None:
        return ""
    if left.number < 0:
        late = _("%(left)s quá hạn theo dõi") if clock.clock.followed else _("Quá hạn %(left)s")
        return late % {"left": left_words(left)}
    if left.number == 0:
        return _("Hạn hôm nay")
    return _("Còn %(left)s") % {"left": left_words(left)}


def _done_words(found: CountedClock, time: Timekeeper) -> str:
    stopped, due = found.clock.stopped, found.due
    if stopped is None or due is None or found.measure is Measure.HOUR:
        late = found.clock.due_day(time).due_at
        return _("Xong, quá hạn") if stopped and late and stopped > late else _("Xong đúng hạn")
    day = stopped.date()
    measure = found.measure
    if day == due:
        return _("Xong đúng hạn")
    days = found.between(min(day, due), max(day, due), time)
    words = left_words(TermLeft(days, measure))
    return (_("Xong, trễ %(left)s") if day > due else _("Xong, sớm %(left)s")) % {"left": words}


def _meta(found: CountedClock, status: str, used: int, whole: int, upto: dt.date) -> str:
    if found.clock.agreed is not None:
        return _("Theo thoả thuận của các bên")
    said = []
    if whole:
        words = {"used": number_words(used), "whole": number_words(whole), "unit": _(MEASURES[found.measure])}
        said.append(
            _("%(used)s trong %(whole)s %(unit)s") % words
            if status.startswith("done")
            else _("Đã dùng %(used)s trong %(whole)s %(unit)s") % words
        )
    if found.spec.back:
        said.append(
            _("%(number)d %(unit)s trước %(day)s")
            % {
                "number": found.spec.number,
                "unit": _(MEASURES[found.spec.measure]),
                "day": day_words(found.clock.start.date()),
            }
        )
    if status.startswith("done") and found.due is not None:
        said.append(_("hạn %(day)s") % {"day": day_words(found.due)})
    if paused := found.paused_days(upto):
        said.append(_("dừng %(number)s ngày") % {"number": number_words(paused)})
    if found.extensions:
        said.append(_("đã gia hạn %(number)d lần") % {"number": len(found.extensions)})
    return ", ".join(said)


def _badges(clock: CaseClock, time: Timekeeper) -> list[tuple[str, str]]:
    """Colour and words of each: a service norm, another body's duty, a rule nobody has read, a year not announced."""
    found = []
    if clock.clock.norm:
        found.append(("", _("Định mức phục vụ")))
    if clock.clock.followed:
        found.append(("", _("Theo dõi")))
    if clock.rule.confidence != "seen":
        found.append(("amber", _("Cần kiểm tra")))
    if clock.due_day(time).provisional:
        found.append(("amber", _("Dự kiến")))
    return found
