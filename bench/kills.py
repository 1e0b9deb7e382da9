"""Kills between every two statements and commits of an act: afterwards the act has happened as a whole or not at all.

`python bench/kills.py CUTS [EACH]` on the installation of the environment; prints what it found as JSON. For each act
of :mod:`kill_acts` a process is forked that does it and is killed (SIGKILL) just before its k-th statement, or just
before or after a commit, for k = 1, 2 … to its end; then all acts again until there were enough cuts. After each cut
the rows of every table are counted: they are as before, or as the whole act leaves them. Every file that a row names is
in the store. `thuongton check` looks at everything after each act. Acts that are several transactions by design (a job
that tells how far it is, the sweep) must keep the second and third, and end well when they are done again.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

NEVER = 1_000_000


@dataclass
class Found:
    """What came of the cuts."""

    cuts: int = 0
    absent: int = 0
    whole: int = 0
    faults: list[str] = field(default_factory=list)
    points: dict[str, int] = field(default_factory=dict)
    finds: Counter[str] = field(default_factory=Counter)


def _tables() -> list[str]:
    from django.db import connection

    moving = {"people_session", "axes_accesslog", "axes_accessattempt", "web_spending"}
    return sorted(set(connection.introspection.table_names()) - moving)


def _counts(tables: list[str]) -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in tables))
        return dict(cursor.fetchall())


def _watched(cut: int) -> Callable[[], int]:
    """Kill this process at its ``cut``-th point from now; gives a function that tells how many points there were."""
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    seen = 0

    def point() -> None:
        nonlocal seen
        seen += 1
        if seen == cut:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        point()
        return execute(sql, params, many, context)

    plain = BaseDatabaseWrapper._commit

    def commit(self: Any) -> Any:
        point()
        plain(self)
        point()

    BaseDatabaseWrapper._commit = commit  # type: ignore[method-assign]
    connection.execute_wrappers.append(around)
    return lambda: seen


def _child(act: Callable[[], Any], cut: int) -> tuple[int | None, int]:
    """Do an act in a forked process that is killed at a point: its exit code (None when killed), and its points."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 3
        try:
            points = _watched(cut)
            act()
            os.write(writing, str(points()).encode())
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as told:
        points_text = told.read()
    _pid, status = os.waitpid(child, 0)
    return (None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)), int(points_text or 0)


def _difference(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: after[name] - before[name] for name in after if after[name] != before[name]}


ONCE = frozenset({"documents_numberseries", "documents_storedfile", "audit_rowchange"})
"""Tables in which the same act writes fewer rows later: a series begun before, bytes that are kept already."""


def _is_whole(change: dict[str, int], whole: dict[str, int], varies: frozenset[str]) -> bool:
    """Whether the rows that came and went are those of the whole act; in tables of ``varies`` there is at least one."""
    if any(not change.get(name) for name in varies):
        return False
    loose = ONCE | varies
    strict = {name: count for name, count in change.items() if name not in loose}
    return strict == {name: count for name, count in whole.items() if name not in loose}


def _files_whole(since: int) -> list[str]:
    from thuongton.documents.models import StoredFile
    from thuongton.files import store

    return [row.sha256[:12] for row in StoredFile.objects.filter(pk__gt=since) if not store.whole(row.sha256)]


def _chosen(points: int, most: int) -> list[int]:
    """So many of the points, evenly spread, those around the last commit among them."""
    return (
        sorted({points - place * points // most for place in range(most)}) if most < points else [*range(1, points + 1)]
    )


def _act(act: Any, found: Found, wanted: int, each: int, tables: list[str]) -> None:
    """Cut one act at each of its points, until there are as many cuts in all as are wanted."""
    from django.db.models import Max

    from thuongton.documents.models import StoredFile

    prepared = act.prepare()
    before = _counts(tables)
    code, points = _child(lambda: act.do(prepared), NEVER)
    whole = _difference(before, _counts(tables))
    found.points[act.name] = points
    if code != 0 or not whole:
        found.faults.append(f"{act.name}: không làm được khi không bị dừng")
        return
    for cut in _chosen(points, min(act.most, each)):
        if found.cuts >= wanted:
            return
        prepared = act.prepare()
        newest = StoredFile.objects.aggregate(last=Max("pk"))["last"] or 0
        before = _counts(tables)
        code, _points = _child(lambda given=prepared: act.do(given), cut)
        if code is not None:  # fewer points than the first time: the act ended before
            continue
        found.cuts += 1
        change = _difference(before, _counts(tables))
        if lost := _files_whole(newest):
            found.faults.append(f"{act.name}, điểm {cut}: mất tệp {', '.join(lost)}")
        if act.steps:
            if (again := act.again(prepared)) is not None:
                found.faults.append(f"{act.name}, điểm {cut}: {again}")
        elif not change:
            found.absent += 1
        elif _is_whole(change, whole, act.varies):
            found.whole += 1
        else:
            found.faults.append(f"{act.name}, điểm {cut}/{points}: nửa chừng {change}, trọn vẹn là {whole}")


def main(wanted: int, each: int = NEVER) -> dict[str, Any]:
    """All cuts, at most ``each`` of an act at a time, and what was found."""
    from both import ready

    ready()
    from django.db import connection
    from kill_acts import make_acts
    from kill_law import ACTS

    from thuongton.audit.checks import run_checks

    began = time.monotonic()
    acts, tables, found = [*make_acts(), *ACTS], _tables(), Found()
    while found.cuts < wanted:
        begun_with = found.cuts
        for act in acts:
            _act(act, found, wanted, each, tables)
            found.finds.update(find.check.code for find in run_checks())
            print(f"{act.name}: {found.points.get(act.name)} điểm, {found.cuts} lần dừng", file=sys.stderr, flush=True)
        if found.cuts == begun_with:
            break
    return {
        "engine": connection.vendor,
        "acts": len(acts),
        "points": found.points,
        "cuts": found.cuts,
        "absent": found.absent,
        "whole": found.whole,
        "faults": found.faults[:20],
        "faulty": len(found.faults),
        "finds": dict(found.finds),
        "seconds": round(time.monotonic() - began, 1),
    }


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:])), ensure_ascii=False))
