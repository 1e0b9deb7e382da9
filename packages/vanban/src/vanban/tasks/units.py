"""What units are to do, unit by unit: «Tổ chức thực hiện», directives (chỉ thị), parts headed «Phân công»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.model import Group, Node, Task
from vanban.tasks.addressees import HEADING, Addressee
from vanban.tasks.passages import body_start, is_bullet
from vanban.tasks.sections import is_duties
from vanban.tasks.walk import Item, Stand, Walk, end_of, numbered

_MONEY = re.compile(r"(?:về )?(?:kinh phí|nguồn kinh phí|hiệu lực)", re.IGNORECASE)
_TITLE_WORDS = 10
_NOT_HEADING = re.compile(r"[.;]\s*$")


class Units(Walk):
    """Reads parts of which each belongs to a unit, and is work also when it names none."""

    def section(self, section: Node, *, duty: bool) -> Iterator[Task]:
        """The works of a section: code «V.1.2» is section, unit and item."""
        group = Group(section.label, section.title)
        begin, end, children = self.bounds(section)
        head, _ = self.passages.clean(begin, children[0].start if children else end)
        stand = Stand(duty=duty, whole=True)
        stand = stand.under(self.line(head, stand)) if children else stand
        if not section.children:
            yield from self._of_paragraphs(section, group, stand)
        for count, node in enumerate(section.children, start=1):
            no = str(count) if is_bullet(node) else node.label
            if node.level != "điều" and not _MONEY.match(node.title):
                yield from self.unit(node, numbered(section.label, no) if section.label else no, no, group, stand)

    def _of_paragraphs(self, section: Node, group: Group, stand: Stand) -> Iterator[Task]:
        """The paragraphs of a section without numbers that name their unit: «Giao Văn phòng chuẩn bị tài liệu …»."""
        passages = self.passages
        end = passages.before_closing(section.start, section.end)
        begin = self.end_of_title(section, end)
        found = [passages.clean(*paragraph) for paragraph in passages.paragraphs(begin, end)]
        named = [(text, span, who) for text, span in found if span and (who := self.inner(text, stand, loose=True))]
        for count, (text, span, who) in enumerate(named, start=1):
            no = section.label if len(named) == 1 else str(count)
            code = no if len(named) == 1 or not section.label else f"{section.label}.{count}"
            yield self.task(Item(code, no, text, span, who, group), stand)

    def orders(self, nodes: Sequence[Node], stand: Stand) -> Iterator[Task]:
        """What a directive orders: its numbered parts, each of a unit: «1. Sở Tư pháp: a) …» is «1.a»."""
        for node in nodes:
            if node.level == "khoản":
                yield from self.unit(node, node.label, node.label, None, stand)
            elif node.level in ("mục", "phần") and is_duties(node):
                yield from self.section(node, duty=True)
            elif node.level in ("mục", "phần"):
                yield from self.orders(node.children, stand)

    def unit(self, node: Node, code: str, no: str, above: Group | None, stand: Stand) -> Iterator[Task]:
        """A part of a unit; a short heading with works below that is no name keeps its words and leads nobody."""
        begin, end, children = self.bounds(node)
        first = children[0].start if children else end
        named = self.heading(node, begin, first, end, children)
        numbered = any(not is_bullet(child) for child in children)
        short = len(node.title.split()) <= _TITLE_WORDS and not _NOT_HEADING.search(node.title)
        if named is None and not numbered and short and children and not self._speaks(node, begin, first, stand):
            who = Addressee((), HEADING, node.title.strip(" .:;"))
            place = self.end_of_title(node, first)
            yield from self.works(node, place, end, children, code, stand.under(who), Group(node.label, node.title))
            return
        yield from self.part(node, code, above, stand)

    def _speaks(self, node: Node, begin: int, first: int, stand: Stand) -> bool:
        head, _ = self.passages.clean(begin, first)
        return self.line(head, stand) is not None or self.inner(head, stand, loose=True) is not None

    def end_of_title(self, node: Node, end: int) -> int:
        """Where the title of a part ends in the text."""
        return end_of(self.text, node.title, body_start(self.text, node), end)
