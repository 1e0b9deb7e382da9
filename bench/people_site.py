"""Sixteen people before a whole site ask one page after the other without a pause; what each waited, as JSON.

`python bench/people_site.py SECONDS` on the installation of the environment (PostgreSQL): a country of plans, two
processes `thuongton serve` and a real nginx before them with the lines of docs/running.md, everything on this machine.
`BENCH_PLANS` sets the number of plans.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ports import free_port
from visitor import Visitor

PROCESSES = 2
PAGES = {
    "list of tasks": "/ke-hoach/nhiem-vu/",
    "my overdue tasks": "/ke-hoach/nhiem-vu/?trang-thai=overdue&cua-toi=1",
    "list of plans": "/ke-hoach/",
    "today": "/",
    "dashboard": "/bang-lanh-dao/",
}
FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def _nginx(folder: Path, listen: int, ports: list[int]) -> Path:
    """The configuration: the upstream of docs/running.md without TLS, which would be measured too."""
    servers = " ".join(f"server 127.0.0.1:{port};" for port in ports)
    kept = "".join(f"{name}_temp_path {folder / name}; " for name in FOLDERS)
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1;\n"
        f"events {{}}\nhttp {{ access_log off; {kept}\n"
        f"upstream thuongton {{ least_conn; {servers} }}\n"
        f"server {{ listen 127.0.0.1:{listen}; location / {{ proxy_pass http://thuongton; "
        "proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto $scheme; "
        "proxy_set_header X-Forwarded-For $remote_addr; } } }\n"
    )
    return path


def _up(port: int, running: list[subprocess.Popen[bytes]]) -> None:
    visitor, until = Visitor(port), time.monotonic() + 180
    while visitor.ask("/healthz").status != 200:
        if time.monotonic() > until or any(each.poll() is not None for each in running):
            raise SystemExit("bench people: the site did not come up")
        time.sleep(0.2)


@contextmanager
def site() -> Iterator[int]:
    """Two processes and nginx; yields the port of nginx."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        raise SystemExit("bench people: máy chưa có nginx (Debian: apt install nginx)")
    ports, listen = [free_port() for _process in range(PROCESSES)], free_port()
    with tempfile.TemporaryDirectory(prefix="thuongton-nginx-") as folder:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": sys.stderr}
        running: list[subprocess.Popen[bytes]] = []
        try:
            for port in ports:  # one after the other: each looks after the tables when it starts
                command = [sys.executable, "-m", "thuongton.cli", "serve", "--no-worker", "--port", str(port)]
                running.append(subprocess.Popen(command, **quiet))  # type: ignore[call-overload]
                _up(port, running)
            conf = str(_nginx(Path(folder), listen, ports))
            running.append(subprocess.Popen([nginx, "-c", conf], **quiet))  # type: ignore[call-overload]
            _up(listen, running)
            yield listen
        finally:
            for each in running:
                each.send_signal(signal.SIGTERM)
            for each in running:
                try:
                    each.wait(20)
                except subprocess.TimeoutExpired:
                    each.kill()


def _asked(port: int, name: str, seconds: float) -> dict[str, list[float]]:
    """What one person waited for each page, asked for so many seconds each without a pause."""
    from world import AS_OF, PASSWORD

    visitor, found = Visitor(port), {}
    visitor.sign_in(name, PASSWORD)
    for page, address in PAGES.items():
        joined = "&" if "?" in address else "?"
        dated = f"{address}{joined}tinh-den={AS_OF.isoformat()}"
        visitor.ask(dated)
        taken: list[float] = []
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            answer = visitor.ask(dated)
            if answer.status != 200:
                raise SystemExit(f"bench people: {dated} answered {answer.status}")
            taken.append(answer.seconds * 1000)
        found[page] = taken
    return found


def _at(taken: list[float], share: float) -> float:
    return sorted(taken)[math.ceil(share * len(taken)) - 1]


def _prepare(plans: int) -> list[str]:
    from both import ready

    ready()
    import world
    from django.core.management import call_command
    from django.db import connection

    call_command("createcachetable", verbosity=0)
    world.fill(plans, plans // 42)
    names = [user.username for user in world.people()["officer"]]
    connection.close()
    return names


def main(seconds: float) -> dict[str, Any]:
    """Fill, serve, ask."""
    plans = int(os.environ.get("BENCH_PLANS", 71_429))
    names = _prepare(plans)
    load = os.getloadavg()[0]
    with site() as port:
        with ThreadPoolExecutor(1) as pool:
            alone = pool.submit(_asked, port, names[0], seconds / 2).result()
        with ThreadPoolExecutor(len(names)) as pool:
            each = list(pool.map(lambda name: _asked(port, name, seconds), names))
    together = {page: [one for found in each for one in found[page]] for page in PAGES}
    return {
        "plans": plans,
        "people": len(names),
        "load": load,
        "alone": {page: [_at(taken, 0.5), _at(taken, 0.95), len(taken)] for page, taken in alone.items()},
        "together": {page: [_at(taken, 0.5), _at(taken, 0.95), len(taken)] for page, taken in together.items()},
        "seconds": seconds,
    }


if __name__ == "__main__":
    print(json.dumps(main(float(sys.argv[1]))))
