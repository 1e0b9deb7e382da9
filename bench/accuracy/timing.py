"""How well deadline phrases are read, against labels made by reading (``gold/timing.jsonl``).

A phrase is *right* when its kind, its days, its recurrence and its event are as labelled; *unread* when it is kept as
text with confidence 0; *doubtful* when it differs but says so by a confidence below 0.7; and *wrong* when it differs
and seems sure. A recurrence is compared by the days it names over three years.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from dateutil.rrule import rrulestr
from score import Score, half_of

from vanban.model import Timing
from vanban.timing import read_timing

GOLD = Path(__file__).parent / "gold" / "timing.jsonl"
_SURE = 0.7


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The phrases read right; ``false`` counts those read wrong with confidence. ``shared`` is not used."""
    right = missed = wrong = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        if half is not None and half_of(Path(label["document"])) != half:
            continue
        issued = dt.date.fromisoformat(label["issued"]) if "issued" in label else None
        timing = read_timing(label["phrase"], issued=issued)
        verdict = judge(label, timing)
        right += verdict == "right"
        missed += verdict != "right"
        wrong += verdict == "wrong"
        if diagnose and verdict != "right":
            print(f"timing {verdict}: {label['phrase']!r} in {label['document']}: {timing.to_dict()}")
    return [Score("timing", right, missed, wrong)]


def judge(label: dict[str, Any], timing: Timing) -> str:
    """``right``, ``unread``, ``doubtful`` or ``wrong``."""
    if timing.confidence == 0 and str(timing.kind) == "none":
        return "right" if label.get("or_unread") or label["kind"] == ["none"] else "unread"
    same = str(timing.kind) in label["kind"]
    if "start" in label and str(timing.kind) != "composite":
        same = same and (_iso(timing.start), _iso(timing.due)) == (label["start"], label["due"])
    if label.get("rrule"):
        same = same and timing.rrule is not None and days(timing.rrule) == days(label["rrule"])
    if label.get("event") and str(timing.kind) != "composite":
        same = same and _event(timing.event) == _event(label["event"])
    return "right" if same else "doubtful" if timing.confidence < _SURE else "wrong"


def days(rrule: str) -> list[dt.date]:
    """The days that a rule names from 2026 to 2028."""
    first, last = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2028, 12, 31, tzinfo=dt.UTC)
    return [day.date() for day in rrulestr(rrule, dtstart=first).between(first, last, inc=True)]


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _event(text: str | None) -> str:
    return " ".join((text or "").casefold().split()).strip(" .;,")
