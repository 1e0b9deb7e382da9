"""What a register of law of a country costs; run by ``bench_law_size.py`` beside an installation, prints JSON.

`python bench/law_size.py country NUMBER` makes an invented register (``law_register.py``) through the command, kills
and resumes it, and asks it; `python bench/law_size.py corpus FILE` brings in a file of articles and asks provisions.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from both import ready

TODAY = dt.date(2026, 11, 30)
TIMES = 15


def _command(*arguments: str, killed_after: float | None = None) -> dict[str, Any]:
    """Run ``thuongton law …`` in a process of its own: seconds, processor, memory; what it said, None when killed."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen([sys.executable, "-m", "thuongton.cli", "law", *arguments, "--json"], stdout=out)
        if killed_after is not None:
            time.sleep(killed_after)
            os.kill(process.pid, signal.SIGKILL)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        out.seek(0)
        said = out.read()
    return {
        "wall": time.perf_counter() - begun,
        "processor": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024,
        "said": json.loads(said) if os.WIFEXITED(status) and said else None,
    }


def _taken(what: Callable[[], object], times: int = TIMES) -> dict[str, float]:
    """Milliseconds of a call: the middle and the second longest of fifteen (p95); processor of this side."""
    walls, processor = [], time.process_time()
    for _time in range(times):
        begun = time.perf_counter()
        what()
        walls.append(1000 * (time.perf_counter() - begun))
    walls.sort()
    return {
        "p50": walls[len(walls) // 2],
        "p95": walls[max(0, int(len(walls) * 0.95) - 1)],
        "processor": 1000 * (time.process_time() - processor) / times,
    }


def _killed(*arguments: str, whole: float, kills: int = 2) -> dict[str, Any]:
    """A command killed (SIGKILL) in its course, twice, and begun again until it ends: what all runs took."""
    runs = [_command(*arguments, killed_after=max(3.0, whole / (kills + 2))) for _kill in range(kills)]
    last = _command(*arguments)
    return last | {
        "kills": sum(run["said"] is None for run in runs),
        "wall": last["wall"] + sum(run["wall"] for run in runs),
        "processor": last["processor"] + sum(run["processor"] for run in runs),
    }


def country(number: int) -> dict[str, Any]:
    """A register of so many acts: brought in, killed, derived, asked, amended."""
    import law_register

    ready()
    found: dict[str, Any] = {"acts": number}
    with tempfile.TemporaryDirectory(prefix="thuongton-bench-") as folder:
        facts, texts = Path(folder, "facts.jsonl"), Path(folder, "texts.jsonl")
        law_register.write_facts(facts, number)
        found["texts"] = law_register.write_texts(texts, number)
        found["import"] = _command("import", str(facts))
        found["with texts"] = _killed("import", str(texts), whole=found["texts"] / 80)
        found["again"] = _command("import", str(texts))["said"]
        found["derive"] = _killed("derive", "--all", whole=found["import"]["wall"] / 2)
        found |= _asked()
        found["otherwise"] = _otherwise(1000)
        found["amending"] = _amended(Path(folder), number)
    return found


def _asked() -> dict[str, Any]:
    """Lists and counts by state as of days."""
    from django.db.models import F, OrderBy

    from thuongton.law.models import ActWindow, LegalAct
    from thuongton.law.queries.states import counts_by_state, in_states, states_on, with_state

    newest = LegalAct.objects.order_by(OrderBy(F("issued_on"), descending=True, nulls_last=True), "number_key")
    found: dict[str, Any] = {"windows": ActWindow.objects.count(), "asked": {}}
    for day in (TODAY, dt.date(2012, 6, 30)):
        counts = counts_by_state(None, day)
        rare = min((state for state in counts if counts[state]), key=lambda state: counts[state])
        often = max(counts, key=lambda state: counts[state])

        def page(state: object, day: dt.date = day) -> None:
            list(with_state(in_states(newest, day, [state]), day)[:50])  # type: ignore[list-item]

        found["asked"][day.isoformat()] = {
            "counts by state": _taken(lambda day=day: counts_by_state(None, day)),
            "page of 50 of all": _taken(lambda day=day: list(with_state(newest, day)[:50])),
            f"page of 50 of those most often ({often}: {counts[often]:,})": _taken(lambda often=often: page(often)),
            f"page of 50 of those least often ({rare}: {counts[rare]:,})": _taken(lambda rare=rare: page(rare)),
            "counts and first page together": _taken(
                lambda day=day: (counts_by_state(None, day), list(with_state(newest, day)[:50]))
            ),
            "page of 50 in the order of states": _taken(
                lambda day=day: list(with_state(LegalAct.objects.all(), day).order_by("state", "number_key")[:50])
            ),
            "every act with its state": _taken(lambda day=day: list(states_on(day)), 5),
        }
    return found


def _otherwise(number: int) -> int:
    """Of so many acts on random days, how often SQL says another state than the derivation."""
    from thuongton.law.models import LegalAct
    from thuongton.law.queries.register import histories_of
    from thuongton.law.queries.states import with_state
    from thuongton.law.states import state_on
    from thuongton.law.text.places import Place

    chance = random.Random(7)
    rows = list(LegalAct.objects.values_list("pk", flat=True))
    wrong = 0
    for some in (chance.sample(rows, 50) for _piece in range(number // 50)):
        day = dt.date(1996, 1, 1) + dt.timedelta(days=chance.randrange(11_500))
        acts = list(with_state(LegalAct.objects.filter(pk__in=some), day))
        histories, works = histories_of(acts)
        for act in acts:
            told = state_on(histories.of(works[act.pk]), Place(), day)
            wrong += told.state.value != act.state
    return wrong


def _amended(folder: Path, number: int) -> dict[str, Any]:
    """One amending act into the register: from the file to the windows, without the start of a process."""
    import law_register

    from thuongton.law.importing.sources import candidates
    from thuongton.law.services.importing import complete_from_mentions, import_acts

    every = [act for act in law_register.acts(number) if act.number.endswith("NĐ-CP")]
    walls, processors = [], []
    for at, of in enumerate(random.Random(5).sample(every, 5)):
        path = folder / f"nd-{at}.txt"
        path.write_text(law_register.amending_act(of).replace("900/", f"{900 + at}/"), encoding="utf-8")
        begun, spent = time.perf_counter(), time.process_time()
        report = import_acts(None, candidates([path]))
        complete_from_mentions(None, numbers=report.keys)
        walls.append(time.perf_counter() - begun)
        processors.append(time.process_time() - spent)
        assert report.new == 1 and report.read == 3, report
    return {"wall": max(walls), "processor": max(processors)}


def corpus(path: str) -> dict[str, Any]:
    """A file of articles brought in; provisions and a whole code on days."""
    ready()
    found: dict[str, Any] = {"import": _command("import", path)}
    from thuongton.law.answers import at_facts, consolidated
    from thuongton.law.models import LegalAct
    from thuongton.law.queries.register import histories_of
    from thuongton.law.text.places import place_of

    chance = random.Random(3)
    acts = list(LegalAct.objects.exclude(sha256="").order_by("pk"))
    walls, begun = [], time.process_time()
    for act in (chance.choice(acts) for _question in range(300)):
        day = dt.date(2000, 1, 1) + dt.timedelta(days=chance.randrange(9_800))
        place = place_of(f"khoản {chance.randrange(4) + 1} Điều {chance.randrange(60) + 1}")
        asked = time.perf_counter()
        histories, works = histories_of([LegalAct.objects.get(pk=act.pk)])
        at_facts(histories.of(works[act.pk]), place, day, TODAY)
        walls.append(1000 * (time.perf_counter() - asked))
    walls.sort()
    found["provision"] = {"p50": walls[150], "p95": walls[285], "processor": 1000 * (time.process_time() - begun) / 300}
    found["codes"] = {}
    for number in ("91/2015/QH13", "31/2024/QH15"):
        code = LegalAct.objects.filter(number_key=number).first()
        if code is None:
            continue

        def whole(code: LegalAct = code) -> int:
            histories, works = histories_of([code])
            return len(consolidated(histories.of(works[code.pk]), TODAY)["articles"])

        found["codes"][f"{number}, {whole()} articles"] = _taken(whole)
    return found


if __name__ == "__main__":
    what, given = sys.argv[1:3]
    print(json.dumps(country(int(given)) if what == "country" else corpus(given)))
