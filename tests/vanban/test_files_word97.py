"""Old Word files that LibreOffice cannot turn in time are said to take too long, not to be broken."""

from __future__ import annotations

import shutil

import pytest

from vanban import UnreadableFile
from vanban.apart import Limits, open_apart
from vanban.files import allowance, word97

ENDLESS = (r"{\rtf1\ansi " + r"\trowd\cellx2000\cellx4000\intbl a\cell b\cell\row " * 20_000 + r"\pard x\par}").encode()


@pytest.mark.skipif(not shutil.which("soffice"), reason="máy chưa có LibreOffice")
@pytest.mark.skipif(not allowance.can_hold(), reason="hệ điều hành không giới hạn tiến trình")
def test_a_program_stopped_for_its_time_is_told_from_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word97, "PROCESSOR_SECONDS", 3)
    with pytest.raises(UnreadableFile, match="quá lâu") as late:
        word97.to_docx(ENDLESS, ".rtf")
    assert late.value.code == "bomb"
    with pytest.raises(UnreadableFile, match="quá lâu"):  # of two limits the one that is reached first
        open_apart(ENDLESS, "a.doc", limits=Limits(seconds=4))
    with pytest.raises(UnreadableFile, match="hỏng") as broken:
        word97.to_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000, ".doc")
    assert broken.value.code == "broken"
