"""Reads one file as the site does, in a child that may die, and prints verdict, seconds and peak memory as JSON.

`python bench/reader_cost.py NAME paper|table < FILE`
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any


def _timed(work: Callable[[], Any]) -> tuple[str, float]:
    """What is said of the file, "" when it is read, and the seconds on the wall."""
    from vanban.model import UnreadableFile

    began = time.perf_counter()
    try:
        work()
    except UnreadableFile as error:
        return error.sentence, time.perf_counter() - began
    return "", time.perf_counter() - began


def main(name: str, kind: str) -> dict[str, Any]:
    """A paper is looked at as when it is sent and then read whole; a table is opened and its rows told apart."""
    import django

    django.setup()
    from thuongton.config.serving import READ_BY
    from thuongton.documents.rereading import read_screened
    from thuongton.files.screening import screen_quickly
    from thuongton.plans.taking_in.sheet_files import open_sheets, read_sheets
    from vanban import apart
    from vanban.apart import caller

    apart.warm(load=READ_BY)
    data = sys.stdin.buffer.read()
    apart.open_apart(b"Kinh gui: So Tu phap", "a.txt")  # the library is loaded now
    if kind == "table":
        said, first = _timed(lambda: read_sheets(grids := open_sheets(data, name), [None] * len(grids)))
        then = 0.0
    else:
        said, first = _timed(lambda: screen_quickly(data, name))
        refused, then = ("", 0.0) if said else _timed(lambda: read_screened(data, name))
        said = said or refused
    time.sleep(0.3)  # until the nursery has taken leave of its child
    caller._nursery.forget()
    os.wait()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "said": said,
        "first": first,
        "then": then,
        "processor": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss // 1024,
        "bytes": len(data),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
    print(json.dumps(main(*sys.argv[1:])))
