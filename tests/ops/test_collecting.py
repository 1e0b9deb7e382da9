"""A long reading that comes into the site does not make Python look through all its objects again and again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sources import PYTHONPATH

ROOT = Path(__file__).resolve().parents[2]
LOOKS = """
import gc, json
import django
django.setup()
from thuongton.config.serving import collect_seldom
looks = []
gc.callbacks.append(lambda phase, info: phase == "start" and looks.append(info["generation"]))
text = json.dumps([[{"rows": [number]}] for number in range(200_000)])
def during_load():
    gc.collect()
    looks.clear()
    kept = json.loads(text)
    return len(looks)
before = during_load()
collect_seldom()
print(before, during_load(), gc.get_freeze_count())
"""


def test_the_site_looks_for_circles_seldom(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": PYTHONPATH, "THUONGTON_DATA": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "thuongton.config.settings"
    done = subprocess.run([sys.executable, "-c", LOOKS], env=environment, capture_output=True, text=True, check=True)
    before, after, frozen = map(int, done.stdout.split())
    assert before > 500 and after * 20 < before
    assert frozen > 10_000  # what is loaded for good is not looked through at all
