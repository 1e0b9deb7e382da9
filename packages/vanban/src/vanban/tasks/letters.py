"""Work given in letters, notices of conclusions and urgent dispatches (công văn, thông báo, công điện).

They assign in numbered parts: a heading that names a unit with its work below, a line that gives what follows it, or
sentences that give work to units. What the writing office did, will do or agrees to is no task, and a request to a
higher office («đề nghị Bộ …») is none. A line before the first part («… yêu cầu các sở, ban, ngành:») speaks to all
parts that say what to do and speak to nobody themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban.model import Node, Task
from vanban.tasks.addressees import Addressee
from vanban.tasks.passages import is_bullet
from vanban.tasks.walk import Item, Stand, Walk
from vanban.timing.sentences import deadline_in

_BODY = re.compile(r"^[^\S\n]*\**Kính gửi", re.MULTILINE)
_END = re.compile(r"^[^\S\n]*\**Nơi nhận", re.MULTILINE)
_LEADS_IN = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|ý kiến|chỉ đạo|kết luận|giao|chỉ thị|như sau|(?:nội dung|nhiệm vụ|việc) sau)(?!\w)"
)
# Behind what was decided a sentence may say who answers for it, which is no work: «Sở A chịu trách nhiệm về số liệu.»
_ANSWERS = re.compile(r"(?<!\w)chịu trách nhiệm (?:toàn diện |hoàn toàn )?(?:trước|về)(?!\w)")
_NEAR = 160  # characters before a colon that tell whether it leads in work
_BEFORE = 1500  # characters before the first part that may speak to all
_FORM = re.compile(r"^[^\S\n]*\**(?:ĐỀ CƯƠNG|BIỂU MẪU|MẪU BÁO CÁO|PHỤ LỤC|Phụ lục)", re.MULTILINE)


class Letters(Walk):
    """Reads the parts of a letter, or its running text."""

    def read(self, outline: Sequence[Node]) -> Iterator[Task]:
        """Every task in the order of the text."""
        numbered = self._parts(outline)
        stand = Stand()
        if not numbered:
            yield from self._running(0, len(self.text), outline)
            return
        leading = self._leading(numbered[0].start)
        stand = stand.under(leading)
        for node in numbered:
            yield from self.part(node, node.label, None, stand)

    def _parts(self, outline: Sequence[Node]) -> list[Node]:
        """The numbered parts of the letter itself, not of a form or an annex behind it."""
        form = _FORM.search(self.text)
        stop = form.start() if form else len(self.text)
        found = [n for n in outline if not is_bullet(n) and n.level not in ("điều", "phụ lục") and n.start < stop]
        return [replace(node, end=min(node.end, stop)) for node in found]

    def _leading(self, end: int) -> Addressee | None:
        """Whom the last line before the first part speaks to: «… yêu cầu các đơn vị thực hiện các nội dung sau:»."""
        start = max(0, end - _BEFORE)
        start = max(start, self.text.rfind("\n\n", start, max(end - 2, start)) + 1)
        lines = self.passages.lines_of(start, end)
        return self.line(lines[-1].content, Stand()) if lines else None

    def _running(self, begin: int, end: int, outline: Sequence[Node]) -> Iterator[Task]:
        """The tasks of running text: what is plainly given, and behind a line that leads in also what units begin."""
        body = _BODY.search(self.text, begin, end)
        begin = body.end() if body else begin
        for pattern in (_END, _FORM):
            close = pattern.search(self.text, begin, end)
            end = close.start() if close else end
        place, addressee = self._led_in(begin, end)
        items = self._given(begin, place, Stand(), subject=False)
        stand = Stand().under(addressee)
        dashes = [node for node in outline if is_bullet(node) and place <= node.start < end] if place < end else []
        items += self._given(place, dashes[0].start if dashes else end, stand, subject=True)
        for count, item in enumerate(items, start=1):
            yield self.task(Item(str(count), None, item.text, item.span, item.addressee), Stand())
        for count, node in enumerate(dashes, start=len(items) + 1):
            dash = replace(node, label=str(count), end=min(node.end, end))
            yield from self.part(dash, str(count), None, stand)

    def _given(self, begin: int, end: int, stand: Stand, *, subject: bool) -> list[Item]:
        """What the paragraphs of a passage give; ``subject``: also where a paragraph begins with its unit."""
        return [
            item
            for start, stop in self.paragraphs(begin, end)
            for item in self.items(start, stop, stand, subject=subject, first=subject)
            if not (_ANSWERS.search(item.text, 0, _NEAR) and deadline_in(item.text, self.issued) is None)
        ]

    def _led_in(self, begin: int, end: int) -> tuple[int, Addressee | None]:
        """Where what a line leads in begins («… có ý kiến như sau:»), and whom the line speaks to; else the end."""
        for line in self.passages.lines_of(begin, end):
            if line.content.endswith(":") and _LEADS_IN.search(line.content[-_NEAR:]):
                return line.end, self.line(line.content, Stand())
        return end, None
