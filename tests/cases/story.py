"""Short ways to write what happens to a case in a test."""

from __future__ import annotations

import datetime as dt
from typing import Any

from thuongton.calendars.clock import Calendar
from thuongton.cases.engine.acts import CaseAnswer
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.stories import StoryRun


class Told:
    """The cases of one kind as a test tells them."""

    def __init__(self, kind: str, calendar: Calendar | None = None) -> None:
        self.run = StoryRun(kind, "xa-mau")
        if calendar is not None:
            self.run.time = Timekeeper(calendar)
        self.count = 0

    def act(self, do: str, on: str, by: str = "congchuc", case: str = "1", at: str = "", **data: Any) -> CaseAnswer:
        """Do an act on a day, recorded that day at ten unless ``at`` says when."""
        self.count += 1
        at = at or (on if "T" in on else f"{on}T10:00")
        line = {"do": do, "case": case, "on": on, "at": at, "by": by, "tx": f"t{self.count}", "data": data}
        return self.run.do(line)

    def must(self, do: str, on: str, by: str = "congchuc", case: str = "1", at: str = "", **data: Any) -> None:
        """Do an act that must be possible."""
        answer = self.act(do, on, by, case, at, **data)
        assert answer.ok, answer.refused

    def clock(self, name: str, as_of: str, case: str = "1") -> tuple[str | None, str]:
        """Due day and status of a clock."""
        found = self.run.look(case, as_of)["clocks"].get(name, {"due": None, "status": "not_started"})
        return found["due"], found["status"]

    def form(self, form: str, first: str, last: str, as_of: str | None = None) -> dict[str, Any]:
        """A counted form."""
        return self.run.count({"form": form, "from": first, "to": last, "unit": "xa-mau", "as_of": as_of})


def day(text: str) -> dt.date:
    """A day."""
    return dt.date.fromisoformat(text)
