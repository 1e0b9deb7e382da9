"""Files turned into others by LibreOffice when the machine has it: old Word files into .docx, .docx into PDF."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from vanban.files import allowance
from vanban.model import UnreadableFile

SECONDS = 90
PROCESSOR_SECONDS = 40
MEMORY = 2 * 1024**3
ATTEMPTS = 2  # on a busy machine LibreOffice now and then ends at its start: no reason to call the file broken
NO_OFFICE = "Máy chưa có LibreOffice nên không làm được bản PDF. Hãy tải bản Word rồi in ra PDF."
NO_PDF = "Không làm được bản PDF của tệp này. Hãy tải bản Word rồi in ra PDF."
_SLOW_PDF = "Làm bản PDF quá lâu nên đã dừng. Hãy tải bản Word rồi in ra PDF."
_SLOW = "Chuyển tệp Word đời cũ quá lâu nên đã dừng. Hãy mở bằng Word và lưu thành .docx."


def to_docx(data: bytes, suffix: str) -> bytes:
    """The same document as .docx; raises ``UnreadableFile('unsupported')`` without LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UnreadableFile(
            "unsupported",
            "Máy chưa có LibreOffice nên không đọc được tệp Word đời cũ (.doc). Hãy mở bằng Word và lưu thành .docx.",
        )
    for _again in range(ATTEMPTS):
        result = _attempt(office, data, suffix, "docx", _SLOW)
        if result is not None:
            return result
    raise UnreadableFile("broken", "Tệp Word đời cũ bị hỏng, không chuyển được. Hãy mở bằng Word và lưu thành .docx.")


def to_pdf(data: bytes) -> bytes:
    """A .docx as PDF; raises ``UnreadableFile``: ``unsupported`` without LibreOffice, ``bomb`` beyond its time."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UnreadableFile("unsupported", NO_OFFICE)
    for _again in range(ATTEMPTS):
        result = _attempt(office, data, ".docx", "pdf", _SLOW_PDF)
        if result is not None:
            return result
    raise UnreadableFile("broken", NO_PDF)


def _attempt(office: str, data: bytes, suffix: str, form: str, slow: str) -> bytes | None:
    """One run of LibreOffice on a profile of its own; None when it ended early with nothing written."""
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        place = Path(folder)
        source = place / f"source{suffix}"
        source.write_bytes(data)
        result = place / "out" / f"source.{form}"
        command = [
            office,
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            form,
            "--outdir",
            str(result.parent),
            str(source),
        ]
        in_time = _ended_in_time(command, {**os.environ, "HOME": folder})
        if result.exists():
            return result.read_bytes()
        if not in_time:
            raise UnreadableFile("bomb", slow)
        return None


def _ended_in_time(command: list[str], environment: dict[str, str]) -> bool:
    """Run LibreOffice to its end; False when it spent what it may. It runs as several programs, and all of them end."""
    alone = not allowance.is_held()  # else its group is the child's, and ends with it
    most = min(PROCESSOR_SECONDS, allowance.allowed())
    before = _spent()
    process = subprocess.Popen(  # noqa: S603 - a fixed command on a file of our own naming
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=alone,
    )
    try:
        allowance.hold_program(process.pid, max(1, round(most)), MEMORY)
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if alone and hasattr(os, "killpg") else process.kill()
        process.wait()
    # Told by what was spent and not by the code: LibreOffice takes the signal for a fault of its own and ends as after
    # any other fault, now and then even with 0.
    return _spent() - before < most * 0.8


def _spent() -> float:
    """Seconds of processor of the programs that this process started and that have ended."""
    times = os.times()
    return times.children_user + times.children_system
