"""Sends nasty values to every route of an installation of its own and prints the answers by status as JSON.

`python bench/fuzz_pages.py REQUESTS_PER_ROUTE` (below 0: every request of the list)
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from both import ready

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))


def main(each: int) -> dict[str, Any]:
    """Requests made of the list and sent, routes, names, answers by status, faults, what only the database refused."""
    ready()
    from django.core.management import call_command
    from django.test.utils import override_settings, setup_test_environment

    call_command("createcachetable")
    setup_test_environment()
    for name in ("django.request", "django.security"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    from security.addresses import every_route
    from security.nasty import hits, sampled
    from security.nasty_sender import Sender, files_sent, learn
    from security.walker import walking

    immediate = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with (
        tempfile.TemporaryDirectory(prefix="thuongton-fuzz-") as folder,
        override_settings(TASKS=immediate, PASSWORD_HASHERS=fast, STORAGES=static),
        walking(Path(folder)) as walker,
    ):
        sender = Sender(walker)
        known = learn(sender, every_route())
        sender.statuses.clear()
        files, listed = files_sent(), 0
        families: Counter[str] = Counter()
        faults: list[str] = []
        for at, (name, one) in enumerate(known.items()):
            every = hits(one, files)
            listed += sum(map(len, every.values()))
            chosen = sampled(every, each, name)
            families.update(hit.family for hit in chosen)
            found = list(sender.faults(chosen))
            faults += found
            for fault in found[:5]:
                print(fault, flush=True)
            print(at, name, len(chosen), len(faults), flush=True)
        names = sum(len(one.query) for one in known.values())
        names += sum(len({name for form in one.forms for name in (*form[3], *form[4])}) for one in known.values())
    return {
        "listed": listed,
        "routes": len(known),
        "names": names,
        "statuses": sender.statuses,
        "families": families,
        "faults": faults,
        "late": sender.late,
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
    print(json.dumps(main(int(sys.argv[1]))))
