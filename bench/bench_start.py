"""How long `make run` takes on a fresh copy of the repository until /healthz answers, the first and the next time."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from figure import Figure

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ["Makefile", "pyproject.toml", "README.md", "LICENSE", "requirements", "scripts", "src", "packages"]
LONGEST = 600.0


def _seconds_until_ready(folder: Path) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("THUONGTON_", "MAKE", "MFLAGS"))}
    began = time.monotonic()
    command = ["make", "run", f"PORT={port}"]
    site = subprocess.Popen(command, cwd=folder, env=environment, stdout=sys.stderr, start_new_session=True)
    try:
        while site.poll() is None and time.monotonic() - began < LONGEST:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                    if answer.status == 200:
                        return time.monotonic() - began
            except OSError:
                time.sleep(0.05)
        raise SystemExit("bench start: make run did not come up")
    finally:
        if site.poll() is None:
            os.killpg(site.pid, signal.SIGTERM)
        site.wait()


def measure() -> list[Figure]:
    """Times two starts of the same fresh copy."""
    with tempfile.TemporaryDirectory(prefix="thuongton-start-") as folder:
        copy = Path(folder) / "thuongton"
        copy.mkdir()
        for name in NEEDED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
            else:
                shutil.copy(source, copy / name)
        first, second = (_seconds_until_ready(copy) for _ in range(2))
    return [
        Figure("first start, libraries fetched", f"{first:.1f} s", "180 s"),
        Figure("next start", f"{second:.1f} s", "5 s"),
    ]
