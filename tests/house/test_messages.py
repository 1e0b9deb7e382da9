"""Every text of the pages has its English translation, and the compiled catalogue is that of its source."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import check_messages  # noqa: E402

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#: a.html
msgid "Kế hoạch"
msgstr "Plan"

#, fuzzy
msgid "Nhiệm vụ"
msgstr "Task"

msgctxt "mũ"
msgid ""
"Đơn "
"vị"
msgstr ""

msgid "%(n)s việc"
msgid_plural "%(n)s việc "
msgstr[0] "%(n)s thing"
msgstr[1] ""

#~ msgid "Cũ"
#~ msgstr ""
"""


def test_a_catalogue_is_read_as_gettext_reads_it(tmp_path: Path) -> None:
    catalogue = tmp_path / "django.po"
    catalogue.write_text(CATALOGUE, "utf-8")
    read = check_messages.entries(catalogue)
    assert [(e.msgctxt, e.msgid, e.is_complete) for e in read] == [
        (None, "Kế hoạch", True),
        (None, "Nhiệm vụ", False),
        ("mũ", "Đơn vị", False),
        (None, "%(n)s việc", False),
    ]
    assert read[3].translations == ["%(n)s thing", ""]


def test_a_catalogue_that_was_not_compiled_is_a_fault(tmp_path: Path) -> None:
    catalogue = tmp_path / "django.po"
    catalogue.write_text(CATALOGUE, "utf-8")
    assert any("django.mo" in fault for fault in check_messages.faults(catalogue))


@pytest.mark.parametrize("language", check_messages.messages.LANGUAGES)
def test_the_translation_is_complete(language: str) -> None:
    assert (check_messages.messages.LOCALE / language / "LC_MESSAGES" / "django.po").is_file(), "chạy «make messages»"
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "check_messages.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
