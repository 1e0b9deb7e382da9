"""Old Word files (.doc, .rtf): turned into .docx by LibreOffice when the machine has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from vanban.model import UnreadableFile

SECONDS = 90


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
        try:
            subprocess.run(  # noqa: S603 - a fixed command on a file of our own naming
                command, capture_output=True, timeout=SECONDS, check=False, env=environment
            )
        except subprocess.TimeoutExpired:
            raise UnreadableFile(
                "broken", "Chuyển tệp Word đời cũ quá lâu nên đã dừng. Hãy mở bằng Word và lưu thành .docx."
            ) from None
        result = place / "out" / "source.docx"
        if not result.exists():
            raise UnreadableFile(
                "broken", "Tệp Word đời cũ bị hỏng, không chuyển được. Hãy mở bằng Word và lưu thành .docx."
            )
        return result.read_bytes()
