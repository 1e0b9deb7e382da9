"""One line of the log for one event: its moment with the offset from UTC, and no line forged from outside."""

from __future__ import annotations

import logging
import re

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """Writes the controls of a message as escapes: an address with a line break in it makes no second line.

    The lines of a traceback that follow are our own code's and stay as they are.
    """

    default_time_format = "%Y-%m-%dT%H:%M:%S%z"
    default_msec_format = ""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line of a record, its message on one line."""
        record.message = _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), record.message)
        return super().formatMessage(record)
