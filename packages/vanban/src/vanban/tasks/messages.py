"""Work given in a message (tin nhắn) pasted from a chat: a line that gives, then a line for each unit.

«Chủ tịch UBND xã giao: 👉 Công an xã: rà soát nhân khẩu … ✅ Các thôn: phát tờ gấp …». Only read where a paper has no
numbered parts and gave no task otherwise; two lines at least must name a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.model import Span, Task
from vanban.tasks.addressees import SENTENCE, heading_call, sentence_call
from vanban.tasks.walk import Item, Stand, Walk

_GIVES = re.compile(r"(?<!\w)(?:giao|yêu cầu|phân công|đề nghị|nhắc|chỉ đạo)[^:\n]{0,60}:\s*$", re.IGNORECASE)
_SIGNS = re.compile(r"^[^\w\n]*(?:\d\ufe0f?\u20e3)?[^\w\n]*")
_LONGEST = 60  # lines of a message
_FEW = 2


class Messages(Walk):
    """Reads a pasted message."""

    def read(self) -> Iterator[Task]:
        """A task for every line that names a unit below a line that gives work."""
        lines = self.passages.lines_of(0, len(self.text))
        if len(lines) > _LONGEST:
            return
        first = next((i for i, line in enumerate(lines) if _GIVES.search(line.content)), None)
        if first is None:
            return
        items: list[Item] = []
        for line in lines[first + 1 :]:
            signs = _SIGNS.match(line.content)
            begin = line.start + (signs.end() if signs else 0)
            text = self.text[begin : line.end].strip()
            call = heading_call(text) or sentence_call(text, loose=True)
            if call and text[call.rest :].strip() and not self.closes(text):
                span = Span(begin, line.end)
                items.append(Item(str(len(items) + 1), None, text, span, call.addressee(SENTENCE)))
        if len(items) >= _FEW:
            yield from (self.task(item, Stand()) for item in items)
