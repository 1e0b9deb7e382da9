"""The status of a clock from its columns: the table in Python and the same table as SQL agree on every row."""

from __future__ import annotations

import datetime as dt
import random
import re
import sqlite3

from thuongton.cases.engine.clocks import STATUS, ClockFacts
from thuongton.rules.python import compile_function
from thuongton.rules.sql import Writer

COLUMNS = ("started_on", "due", "soon_from", "stopped_on", "cancelled_on", "replaced_on")
FIRST = dt.date(2026, 3, 1)


def rows() -> list[ClockFacts]:
    chance = random.Random(48)

    def day(often: float) -> dt.date | None:
        return FIRST + dt.timedelta(days=chance.randrange(60)) if chance.random() < often else None

    found = []
    for _row in range(4_000):
        due = day(0.9)
        soon = due - dt.timedelta(days=4) if due else None
        started = FIRST + dt.timedelta(days=chance.randrange(60))
        found.append(ClockFacts(started, due, soon, day(0.4), day(0.15), day(0.15)))
    return found


def test_python_and_sql_agree_on_the_status_of_every_clock() -> None:
    facts = rows()
    python = compile_function({}, STATUS, ("as_of",), each=True)
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE TABLE clock ({', '.join(f'{name} TEXT' for name in COLUMNS)})")
    values = [[day.isoformat() if (day := getattr(one, name)) else None for name in COLUMNS] for one in facts]
    base.executemany(f"INSERT INTO clock VALUES ({', '.join('?' * len(COLUMNS))})", values)
    seen = set()
    for ahead in (0, 15, 30, 45, 70):
        as_of = FIRST + dt.timedelta(days=ahead)
        text = Writer(frozenset(COLUMNS), {}, {"as_of": as_of}).decided(STATUS, lambda value: f"'{value}'")
        plain = re.sub(r"{(\w+)}", r"\1", text)
        found = base.execute(f"SELECT {plain} FROM clock ORDER BY rowid")
        sql = [row[0] for row in found]
        assert sql == python(facts, as_of)
        seen |= set(sql)
    assert len(seen) == 9
