"""The OCR program tesseract with its Vietnamese data: words of a grey picture with place and confidence."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from vanban.model import UnreadableFile

PAGE_SECONDS = 120
_NEEDED = (
    "Văn bản là ảnh quét, mà máy chưa có bộ nhận dạng chữ (tesseract với tiếng Việt «vie»). "
    "Hãy cài tesseract-ocr-vie, hoặc gửi bản Word hay PDF xuất từ Word."
)
_SLOW = "Ảnh quét quá phức tạp nên không nhận dạng được trong thời gian cho phép. Hãy quét lại ở 300 dpi, đen trắng."
_FAILED = "Bộ nhận dạng chữ không đọc được ảnh quét này. Hãy quét lại ở 300 dpi rồi gửi lại."
_ROTATE = re.compile(r"Rotate:\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture: one byte for each point, row by row from the top."""

    width: int
    height: int
    data: bytes

    def pgm(self) -> bytes:
        """The picture in the plain format that the program takes."""
        return b"P5\n%d %d\n255\n" % (self.width, self.height) + self.data

    def turned(self, degrees: int) -> Picture:
        """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
        width, height, data = self.width, self.height, self.data
        if degrees == 180:
            return Picture(width, height, data[::-1])
        if degrees == 90:
            return Picture(height, width, b"".join(data[x::width][::-1] for x in range(width)))
        if degrees == 270:
            return Picture(height, width, b"".join(data[x::width] for x in range(width - 1, -1, -1)))
        return self

    def top(self, share: float) -> Picture:
        """The upper part of the picture."""
        height = max(1, int(self.height * share))
        return Picture(self.width, height, self.data[: height * self.width])


@dataclass(frozen=True, slots=True)
class Seen:
    """A word that the program saw: its box in points of the picture, how sure it is (0–100), and its line."""

    text: str
    left: int
    top: int
    width: int
    height: int
    sure: float
    line: tuple[int, int, int]


@functools.cache
def _program() -> tuple[str | None, frozenset[str]]:
    found = shutil.which("tesseract")
    if found is None:
        return None, frozenset()
    try:
        listed = subprocess.run(  # noqa: S603 - a fixed command
            [found, "--list-langs"], capture_output=True, timeout=20, check=False, text=True
        )
    except (subprocess.TimeoutExpired, OSError):
        return None, frozenset()
    return found, frozenset(f"{listed.stdout}\n{listed.stderr}".split())


def is_ready() -> bool:
    """Whether the program and its Vietnamese data are on the machine."""
    program, languages = _program()
    return program is not None and "vie" in languages


def require() -> None:
    """Raise ``UnreadableFile('unsupported')`` when the program or its Vietnamese data is not on the machine."""
    if not is_ready():
        raise UnreadableFile("unsupported", _NEEDED)


def words_of(picture: Picture, *, layout: int = 3, dpi: int = 300) -> list[Seen]:
    """The words of a picture in the order of the program.

    ``layout`` is the program's mode: 3 finds columns by itself, 6 takes the picture as one block.
    """
    output = _run(picture, ["-l", "vie", "--psm", str(layout), "--dpi", str(dpi), "tsv"])
    words = []
    for row in output.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        block, paragraph, line, left, top, width, height = (int(cells[n]) for n in (2, 3, 4, 6, 7, 8, 9))
        words.append(Seen(cells[11].strip(), left, top, width, height, float(cells[10]), (block, paragraph, line)))
    return words


def turn_of(picture: Picture) -> int:
    """By how many degrees clockwise a picture must be turned to stand upright; 0 when that is not known."""
    if "osd" not in _program()[1]:
        return 0
    try:
        match = _ROTATE.search(_run(picture, ["-l", "osd", "--psm", "0"]))
    except UnreadableFile:
        return 0
    return int(match[1]) % 360 if match else 0


def _run(picture: Picture, options: list[str]) -> str:
    program, _ = _program()
    if program is None:
        raise UnreadableFile("unsupported", _NEEDED)
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, the picture goes by standard input
            [program, "stdin", "stdout", *options],
            input=picture.pgm(),
            capture_output=True,
            timeout=PAGE_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile("broken", _SLOW) from None
    if done.returncode:
        raise UnreadableFile("broken", _FAILED)
    return done.stdout.decode("utf-8", "replace")
