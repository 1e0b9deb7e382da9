"""A day is written in one way: by ``web/dates.py``, and in templates by ``|ngay`` and ``|luc``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "thuongton"
OWN_WAY = {
    "src/thuongton/web/dates.py": "the one way",
    "src/thuongton/web/formats/en/formats.py": "what is read from a form",
    "src/thuongton/web/formats/vi/formats.py": "what is read from a form",
    "src/thuongton/calendars/periods.py": "names by which turns are known where they are stored",
}
IN_PYTHON = re.compile(r"%-?d[/.]%-?m|\.day\}[/.]\{")
IN_TEMPLATES = re.compile(r"""\|date:["'](?=[^"']*[djDl])(?=[^"']*[nmMF])(?=[^"']*[yY])(?!Y-m-d["'])""")


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ('f"{day:%d/%m/%Y}"', IN_PYTHON, True),
        ('f"{day.day}/{day.month}/{day.year}"', IN_PYTHON, True),
        ("day.isoformat()", IN_PYTHON, False),
        ("{{ at|date:'H:i j/n/Y' }}", IN_TEMPLATES, True),
        ('{{ at|date:"d/m/Y" }}', IN_TEMPLATES, True),
        ("<input type=date value=\"{{ at|date:'Y-m-d' }}\">", IN_TEMPLATES, False),
        ('{{ day|date:"l" }}', IN_TEMPLATES, False),
        ('{{ day|date:"j/n" }}', IN_TEMPLATES, False),
    ],
)
def test_what_counts_as_writing_a_day(text: str, pattern: re.Pattern[str], found: bool) -> None:
    assert bool(pattern.search(text)) is found


def test_days_are_written_in_one_way() -> None:
    sources = {path: IN_PYTHON for path in PLATFORM.rglob("*.py") if "migrations" not in path.parts}
    sources |= dict.fromkeys(PLATFORM.rglob("*.html"), IN_TEMPLATES)
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, pattern in sorted(sources.items())
        if str(path.relative_to(ROOT)) not in OWN_WAY
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not wrong, "ngày viết cách khác:\n" + "\n".join(wrong)
    unused = [name for name in OWN_WAY if not IN_PYTHON.search((ROOT / name).read_text("utf-8"))]
    assert not unused, f"không còn viết cách riêng, bỏ khỏi danh sách: {unused}"
