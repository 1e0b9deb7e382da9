"""Where the law is silent (chưa có quy định rõ): how a clock is read, as data with default and nearest clause."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thuongton.calendars.terms.spec import UnusableTerm

FILE = Path(__file__).with_name("silent.toml")
RESUME, EXTEND, BACK = "resume_day", "extension_from", "back_end"
UNSETTLED = "chưa có quy định rõ"


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


ASKED = {
    RESUME: _("Ngày ra quyết định tiếp tục có tính vào thời hạn không"),
    EXTEND: _("Gia hạn tính từ ngày cuối của thời hạn, hay từ ngày đã chuyển do ngày cuối là ngày nghỉ"),
    BACK: _("Hạn đếm ngược rơi vào ngày nghỉ thì chuyển về ngày nào"),
}
TAKEN = {
    (RESUME, "not_counted"): _("không tính ngày ra quyết định tiếp tục"),
    (RESUME, "counted"): _("tính cả ngày ra quyết định tiếp tục"),
    (EXTEND, "end"): _("tính từ ngày cuối của thời hạn, trước khi chuyển ngày"),
    (EXTEND, "shifted"): _("tính từ ngày đã chuyển"),
    (BACK, "as_stated"): _("theo cách chuyển ngày đã chọn cho thời hạn này"),
}


@dataclass(frozen=True, slots=True)
class Silence:
    """One thing the law does not say: its values, the first being the default, and the nearest clause."""

    key: str
    values: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class TermReadings:
    """How one clock is read where the law is silent.

    ``resume_counts``: the day of the decision to continue counts. ``extends_shifted``: an added extension runs from the
    day the term was shifted to, not from its end.
    """

    resume_counts: bool = False
    extends_shifted: bool = False

    def value(self, key: str) -> str:
        """The value taken for a key of ``silent.toml``."""
        if key == RESUME:
            return "counted" if self.resume_counts else "not_counted"
        if key == EXTEND:
            return "shifted" if self.extends_shifted else "end"
        return "as_stated"


READ_AS_USUAL = TermReadings()


@cache
def silences() -> Mapping[str, Silence]:
    """Everything the law is silent about, by key."""
    rows = tomllib.loads(FILE.read_text("utf-8"))["reading"]
    return {row["key"]: Silence(row["key"], tuple(row["values"]), row["clause"]) for row in rows}


def readings_of(chosen: Mapping[str, object]) -> TermReadings:
    """The readings that a kind or a case names, the defaults for what it leaves out. Raises UnusableTerm."""
    for key, value in chosen.items():
        silence = silences().get(key)
        if silence is None or value not in silence.values:
            allowed = "; ".join(f"{one.key}: {', '.join(one.values)}" for one in silences().values())
            raise UnusableTerm(f"Không có cách hiểu «{key}: {value}»; có: {allowed}.")
    taken = {key: str(chosen.get(key, silence.values[0])) for key, silence in silences().items()}
    return TermReadings(taken[RESUME] == "counted", taken[EXTEND] == "shifted")
