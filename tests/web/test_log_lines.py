"""Lines of the log: one for one event whatever a stranger sends, with a moment that says its offset from UTC."""

from __future__ import annotations

import logging
import logging.config
import re

import pytest
from django.conf import settings

from thuongton.web.log_lines import OneLine


def line(text: str, *parts: object) -> str:
    formatter = settings.LOGGING["formatters"]["line"]
    record = logging.LogRecord("a.place", logging.WARNING, __file__, 1, text, parts, None)
    return OneLine(formatter["fmt"]).format(record)


def test_the_log_is_written_by_it() -> None:
    assert settings.LOGGING["formatters"]["line"]["()"] == f"{OneLine.__module__}.{OneLine.__name__}"
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "line"


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\x85", "\u2028", "\x1b[2K", "\x00"])
def test_an_address_with_a_break_stays_one_line(break_: str) -> None:
    forged = f"/van-ban/{break_}2026-01-01T00:00:00+0000 WARNING a.place: tất cả đều ổn"
    written = line("refused: %s", forged)
    assert len(written.splitlines()) == 1
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028]", written)
    assert "tất cả đều ổn" in written


def test_a_moment_says_its_offset() -> None:
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} WARNING a\.place: đã từ chối", line("đã từ chối"))


def test_a_fault_keeps_its_traceback() -> None:
    try:
        raise ValueError("hỏng")
    except ValueError as error:
        record = logging.LogRecord(
            "a", logging.ERROR, __file__, 1, "x\ny", (), (ValueError, error, error.__traceback__)
        )
    written = OneLine("%(message)s").format(record).splitlines()
    assert written[0] == "x\\ny"
    assert written[-1] == "ValueError: hỏng"
