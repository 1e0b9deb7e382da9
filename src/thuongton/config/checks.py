"""What the machine must have so that printed papers are right: fonts with all Vietnamese letters."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

from thuongton.audit.checks import Check

LIKE_TIMES = ("Times New Roman", "Liberation Serif", "Tinos")
"""Families as wide as the font of official papers (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I, điểm 4)."""
WAIT_SECONDS = 20


def vietnamese_families() -> set[str] | None:
    """The families on this machine that hold every Vietnamese letter; None where fontconfig is not there to ask."""
    tool = shutil.which("fc-list")
    if tool is None:
        return None
    try:
        told = subprocess.run(  # noqa: S603  (a fixed command)
            [tool, ":lang=vi", "--format", "%{family}\n"],
            capture_output=True,
            text=True,
            timeout=WAIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return {name.strip() for line in told.stdout.splitlines() for name in line.split(",") if name.strip()}


def _fonts() -> Iterator[str]:
    if shutil.which("soffice") is None and shutil.which("libreoffice") is None:
        return  # nothing draws letters on this machine
    families = vietnamese_families()
    if families is not None and not families.intersection(LIKE_TIMES):
        yield "Máy không có phông chữ kiểu Times New Roman đủ chữ tiếng Việt: bản in ra PDF sẽ sai nét, sai trang."


CHECKS = (
    Check(
        "fonts-vietnamese",
        "Máy có phông chữ để in văn bản tiếng Việt",
        "warning",
        "Cài phông có đủ chữ Việt, trên Debian 12 là gói fonts-liberation2 (gói fonts-liberation 1.07 thiếu chữ).",
        _fonts,
    ),
)
