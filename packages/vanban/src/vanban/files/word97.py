"""Old Word files (.doc, .rtf): turned into .docx by LibreOffice when the machine has it."""

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
_SLOW = "Chuyển tệp Word đời cũ quá lâu nên đã dừng. Hãy mở bằng Word và lưu thành .docx."


def to_docx(data: bytes, suffix: str) -> bytes:
    """The same document as .docx; raises ``UnreadableFile('unsupported')`` without LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UnreadableFile(
            "unsupported",
            "Máy chưa có LibreOffice nên không đọc được tệp Word đời cũ (.doc). Hãy mở bằng Word và lưu thành .docx.",
        )
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        place = Path(folder)
        source = place / f"source{suffix}"
        source.write_bytes(data)
        command = [
            office,
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            str(place / "out"),
            str(source),
        ]
        environment = {**os.environ, "HOME": folder}
        if not _converted(command, environment):
            raise UnreadableFile("bomb", _SLOW)
        result = place / "out" / "source.docx"
        if not result.exists():
            raise UnreadableFile(
                "broken", "Tệp Word đời cũ bị hỏng, không chuyển được. Hãy mở bằng Word và lưu thành .docx."
            )
        return result.read_bytes()


def _converted(command: list[str], environment: dict[str, str]) -> bool:
    """Run LibreOffice to its end; False when it took too long. It runs as several programs, and all of them end."""
    alone = not allowance.is_held()  # else its group is the child's, and ends with it
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
        allowance.hold_program(process.pid, PROCESSOR_SECONDS, MEMORY)
        code = process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if alone and hasattr(os, "killpg") else process.kill()
        process.wait()
    # Told apart by what was spent: LibreOffice takes the signal for a fault of its own and ends as after any other.
    return code == 0 or _spent() - before < min(PROCESSOR_SECONDS, allowance.allowed()) - 0.5


def _spent() -> float:
    """Seconds of processor of the programs that this process started and that have ended."""
    times = os.times()
    return times.children_user + times.children_system
