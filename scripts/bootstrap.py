"""Makes the environment of the repository and starts the site; needs the standard library of Python 3.11 only.

`python scripts/bootstrap.py install [--dev]` makes `.venv` and installs the pinned dependencies.
`python scripts/bootstrap.py run --port 8000` does the same, fills an empty database with
the demonstration data and serves.

A stamp in `.venv` remembers what was installed: while it holds, nothing is installed and no network is needed.
pip's own configuration (mirror, proxy, certificates) is left alone.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNREACHABLE = re.compile(
    r"connection|timed? ?out|name resolution|max retries|proxy|ssl|network is unreachable"
    r"|could not find a version|no matching distribution",
    re.IGNORECASE,
)


class Missing(Exception):
    """Something the machine lacks; the text is the one sentence a person reads, in Vietnamese and English."""


def pins(root: Path, dev: bool) -> Path:
    """The file of exact versions and sums: what running needs, or with `dev` all that testing needs."""
    return root / "requirements" / ("dev.txt" if dev else "run.txt")


def parts(root: Path) -> list[Path]:
    """The folders of the distributions: the platform, then the libraries in packages/.

    In this order, because an older platform that had the commands of the libraries takes them away when it goes.
    """
    return [root, *sorted(made.parent for made in (root / "packages").glob("*/pyproject.toml"))]


def commands(root: Path, dev: bool) -> list[list[str]]:
    """What pip is asked for, step by step: the pinned files, held to their sums; then each project itself."""
    return [
        ["--require-hashes", "--no-deps", "-r", str(pins(root, dev))],
        *(["--no-deps", "--no-build-isolation", "-e", str(part)] for part in parts(root)),
    ]


def stamp(root: Path, dev: bool) -> str:
    """A digest of all that decides what gets installed: where, which Python, which requirements, which pins."""
    projects = [tomllib.loads((part / "pyproject.toml").read_text("utf-8")) for part in parts(root)]
    decide = {"name", "version", "dependencies", "optional-dependencies", "scripts"}
    decides = {
        "root": str(root),
        "build": [one.get("build-system") for one in projects],
        "project": [{k: v for k, v in one["project"].items() if k in decide} for one in projects],
        "wheel": [one.get("tool", {}).get("hatch") for one in projects],
        "dev": projects[0].get("dependency-groups", {}).get("dev") if dev else None,
        "pins": pins(root, dev).read_text("utf-8"),
    }
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def is_installed(root: Path, dev: bool) -> bool:
    """Whether `.venv` holds what `stamp` asks for; an environment with the tools also serves for running."""
    venv = root / ".venv"
    if not (venv / "bin" / "python").exists():
        return False
    kinds = (True,) if dev else (False, True)
    return any(_read(venv / _stamp_name(kind)) == stamp(root, kind) for kind in kinds)


def _stamp_name(dev: bool) -> str:
    return "thuongton-dev.stamp" if dev else "thuongton-run.stamp"


def _read(path: Path) -> str | None:
    return path.read_text("utf-8").strip() if path.is_file() else None


def make_venv(root: Path) -> Path:
    """Creates `.venv`, or makes it anew when its Python no longer works or the folder was moved; returns its Python."""
    python = root / ".venv" / "bin" / "python"
    if (
        python.exists()
        and not _was_moved(root / ".venv")
        and subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0
    ):
        return python
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Missing(
            f"Python {version} trên máy thiếu phần venv: hãy cài gói python{version}-venv rồi chạy lại. / "
            f"Python {version} lacks its venv module: install the package python{version}-venv, then run again."
        )
    say("Tạo môi trường .venv … / Creating .venv …")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", root / ".venv"], capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["?"]
        raise Missing(
            f"Không tạo được .venv ({reason[0]}): kiểm tra quyền ghi và chỗ trống trên đĩa. / "
            "Cannot create .venv: check write permission and free disk space."
        )
    return python


def _was_moved(venv: Path) -> bool:
    """Whether an environment stands elsewhere than it was made: its commands then still name the old place."""
    made = re.search(r"^command = .* (/\S.*)$", _read(venv / "pyvenv.cfg") or "", re.MULTILINE)
    return made is not None and Path(made[1]).resolve() != venv.resolve()


def install(root: Path, dev: bool) -> bool:
    """Installs what is missing; returns False when nothing had to be done.

    Raises `Missing` when pip cannot reach a package index or fails for another reason.
    """
    if is_installed(root, dev):
        return False
    python = make_venv(root)
    say("Cài thư viện (chỉ lần đầu) … / Installing libraries (first time only) …")
    log = root / ".venv" / "install.log"
    log.write_text("", "utf-8")
    for asked in commands(root, dev):
        _pip([str(python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *asked], root, log)
    (root / ".venv" / _stamp_name(dev)).write_text(stamp(root, dev) + "\n", "utf-8")
    say("Đã cài xong. / Installed.")
    return True


def _pip(command: list[str], root: Path, log: Path) -> None:
    environment = {**os.environ, "PIP_USER": "0"}
    lines: list[str] = []
    with (
        log.open("a", encoding="utf-8") as kept,
        subprocess.Popen(
            command, env=environment, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as pip,
    ):
        assert pip.stdout
        for line in pip.stdout:
            kept.write(line)
            lines.append(line)
            if found := re.match(r"\s*Collecting (\S+)", line):
                say(f"  · {found[1]}")
    if pip.returncode:
        raise Missing(_pip_failed("".join(lines), log))


def _pip_failed(output: str, log: Path) -> str:
    if "DO NOT MATCH THE HASHES" in output:
        return (
            f"Một thư viện tải về không đúng mã băm đã ghi nên không được cài; xem {log} và báo quản trị. / "
            f"A library that was fetched does not match its recorded sum and was not installed; see {log}."
        )
    errors = [line for line in output.splitlines() if "ERROR" in line or "error" in line]
    if UNREACHABLE.search("\n".join(errors) or output):
        return (
            "pip không tải được thư viện: cần mạng ở lần chạy đầu, hoặc kho nội bộ khai bằng «pip config set "
            f"global.index-url …»; chi tiết trong {log}. / pip cannot fetch the libraries: the first run needs a "
            f"network or a mirror (pip config set global.index-url …); details in {log}."
        )
    return f"pip báo lỗi khi cài, xem {log}. / pip failed, see {log}."


def check_port(port: int) -> None:
    """Raises `Missing` when another program listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Missing(
                f"Không mở được cổng {port} ({error.strerror}): hãy chọn cổng khác, ví dụ «make run PORT={port + 1}»."
                " / "
                f"Port {port} cannot be opened: choose another one, e.g. make run PORT={port + 1}."
            ) from error


def run(root: Path, port: int) -> None:
    """Everything from a bare Python to the served site; does not return."""
    check_port(port)
    install(root, dev=False)
    os.environ.setdefault("THUONGTON_DATA", str(root / "var"))
    command = str(root / ".venv" / "bin" / "thuongton")
    os.chdir(root)
    sys.stdout.flush()
    os.execv(command, [command, "serve", "--demo", "--port", str(port)])


def say(line: str) -> None:
    """Prints a line at once, whatever the output is connected to."""
    print(line, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 done, 2 something is missing (one sentence on standard error)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    actions = parser.add_subparsers(dest="action", required=True)
    to_install = actions.add_parser("install", help="make .venv and install")
    to_install.add_argument("--dev", action="store_true", help="with the tools for tests and style")
    to_run = actions.add_parser("run", help="install when needed, then serve")
    to_run.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.action == "install":
            install(ROOT, chosen.dev)
        else:
            run(ROOT, chosen.port)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
