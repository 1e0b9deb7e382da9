"""Runs a command beside a throw-away PostgreSQL server that is gone afterwards.

`python scripts/with_postgres.py CMD …` makes a cluster in a temporary folder, starts it on a free local port, sets
`THUONGTON_DATABASE_URL` for the command and returns the command's exit code. `--found` only says whether a server is
installed (exit 0 or 1). Root may not run the server, so the account `postgres` (or `nobody`) does it then.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from ports import free_port

INSTALLED = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """The folder of the newest installed server (`initdb`, `pg_ctl`), or None."""
    versions = [p for p in INSTALLED.glob("*/bin") if (p / "initdb").exists() and p.parent.name.isdigit()]
    if versions:
        return max(versions, key=lambda p: int(p.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _server_account() -> pwd.struct_passwd | None:
    """The account that runs the server; None when it is the present one."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("with_postgres: cần một tài khoản không phải root (postgres hoặc nobody) để chạy PostgreSQL")


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """A running server; yields its database address and stops it however the block is left."""
    account = _server_account()
    folder = Path(tempfile.mkdtemp(prefix="thuongton-pg-"))
    data, log, port = folder / "data", folder / "log", free_port()
    identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}

    def tool(name: str, *arguments: str, check: bool = True) -> None:
        done = subprocess.run(
            [bin_folder / name, *arguments],
            **identity,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if check and done.returncode:
            shown = log.read_text(errors="replace") if log.exists() else ""
            raise SystemExit(f"with_postgres: {name}: {done.stderr.strip()}\n{shown}".rstrip())

    try:
        if account:
            os.chown(folder, account.pw_uid, account.pw_gid)
        tool("initdb", "-D", str(data), "-U", "thuongton", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        # A cluster that lives for minutes need not survive a power cut.
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": folder,
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        # pg_ctl inherits no pipe to the server: its output goes to the log, else reading it would never end.
        tool("pg_ctl", "-D", str(data), "-l", str(log), "-w", "-t", "60", "-o", options, "start")
        try:
            tool("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "thuongton", "thuongton")
            yield f"postgresql://thuongton@127.0.0.1:{port}/thuongton"
        finally:
            tool("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop", check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    """The command line; returns the command's own exit code, 2 when no server is installed."""
    bin_folder = binaries()
    if arguments == ["--found"]:
        return 0 if bin_folder else 1
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    if bin_folder is None:
        print("with_postgres: máy chưa có máy chủ PostgreSQL (Debian: apt install postgresql)", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _leave)
    with cluster(bin_folder) as address:
        # Nobody carries a telephone to a site that lives for minutes.
        given = {"THUONGTON_SECOND_FACTOR": "0", **os.environ, "THUONGTON_DATABASE_URL": address}
        child = subprocess.Popen(arguments, env=given)
        try:
            return child.wait()
        except KeyboardInterrupt:
            # The command got the same Ctrl-C from the terminal and may close in its own time.
            return child.wait()
        except SystemExit:
            child.terminate()
            child.wait()
            raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
