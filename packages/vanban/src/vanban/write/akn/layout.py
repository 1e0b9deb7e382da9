"""Which stretch of the text is preface, preamble, body, conclusions and annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.model import Node, Reading
from vanban.outline.markers import EMPHASIS
from vanban.outline.tree import foot_of
from vanban.text import bare_span, fold, join_lines, lines

_GROUND = re.compile(
    r"(?:Căn cứ|CĂN CỨ|Thực hiện|Theo đề nghị|Xét|Trên cơ sở|Để thực hiện|Chiếu theo|Sau khi xem xét)(?!\w)"
)
_OPENING = re.compile(r"(?:Căn cứ|CĂN CỨ|Kính gửi|KÍNH GỬI)(?!\w)")
_ADOPTED = re.compile(
    r"^(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh|Hiến pháp) này (?:đã )?được .{3,120}thông qua", re.MULTILINE
)
HEAD = 12_000  # characters in which the head of a paper stands
_IGNORED = EMPHASIS
_LINE_ROOM = 60  # characters that may stand beside a name in its line: the motto in the other column
_SIGN_REACH = 4000  # characters at the end of a body in which a signature may stand


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: where it begins, and its parts."""

    start: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The stretches of a paper, each (start, end); together they are the whole text, in its order.

    ``grounds`` are the lines of the preamble as (start, end, whether it names a ground); ``starts`` tells where the
    text of each part of the body begins, marks of emphasis before its number included.
    """

    preface: tuple[int, int]
    preamble: tuple[int, int]
    grounds: tuple[tuple[int, int, bool], ...]
    body: tuple[int, int]
    parts: tuple[Node, ...]
    starts: tuple[int, ...]
    conclusions: tuple[int, int]
    attachments: tuple[Annex, ...]


def line_start(text: str, start: int) -> int:
    """Where a part begins: before the marks of emphasis and heading that stand before its number."""
    line = text.rfind("\n", 0, start) + 1
    return line if bare_span(text, line, start)[0] == start else start


def lay_out(reading: Reading, nodes: Sequence[Node], *, hierarchical: bool) -> Layout:
    """The stretches of a paper; the body of a ``hierarchical`` one begins with its first part."""
    text = reading.text
    end = _end_of_body(reading, nodes)
    parts = tuple(node for node in nodes if node.start < end)
    attachments = tuple(_annexes(text, nodes[len(parts) :]))
    conclusions_end = attachments[0].start if attachments else len(text)
    end = min(end, conclusions_end)
    starts = tuple(line_start(text, node.start) for node in parts)
    first = starts[0] if starts else end
    preface = _preface(reading, first)
    grounds = tuple(_grounds(text, preface, first))
    if not (hierarchical and parts):
        while grounds and not grounds[-1][2]:
            grounds = grounds[:-1]
    preamble = (preface, grounds[-1][1] if grounds else preface)
    return Layout(
        preface=(0, preface),
        preamble=preamble,
        grounds=grounds,
        body=(preamble[1], end),
        parts=parts,
        starts=starts,
        conclusions=(end, conclusions_end),
        attachments=attachments,
    )


def _annexes(text: str, nodes: Sequence[Node]) -> Iterator[Annex]:
    """Each annex with its parts; parts that stand behind the foot without a heading are one annex together."""
    loose: list[Node] = []
    for node in nodes:
        if node.level != "phụ lục":
            loose.append(node)
            continue
        if loose:
            yield Annex(line_start(text, loose[0].start), tuple(loose))
            loose = []
        yield Annex(line_start(text, node.start), (node,))
    if loose:
        yield Annex(line_start(text, loose[0].start), tuple(loose))


def _end_of_body(reading: Reading, nodes: Sequence[Node]) -> int:
    """Where the foot begins: «Nơi nhận», the note of adoption of a law, or the capacity of the signer."""
    text = reading.text
    end = foot_of(text)
    annex = next((line_start(text, node.start) for node in nodes if node.level == "phụ lục"), len(text))
    end = min(end, annex)
    body = [node for node in nodes if node.start < end]
    last = body[-1] if body else None
    while last is not None and last.children:
        last = last.children[-1]
    begin = max(end - _SIGN_REACH, 0 if last is None else text.find("\n", last.start, end) + 1 or end)
    adopted = _ADOPTED.search(text, begin, end)
    if adopted is not None:
        return adopted.start()
    capacity = reading.header.signer_capacity
    if capacity is None:
        return end
    rank = join_lines(capacity.split(" - ")[0])
    found = next((line for line in lines(text, begin, end) if join_lines(line.content) == rank), None)
    return end if found is None else line_start(text, found.start)


def _preface(reading: Reading, first: int) -> int:
    """Where the preface ends: behind the last line of what the head prints, before the grounds."""
    text, header = reading.text, reading.header
    limit = min(first, reading.tables[0].start if reading.tables else first)
    for line in lines(text, 0, first):
        if _OPENING.match(line.content):
            limit = text.rfind("\n", 0, line.start) + 1
            break
    last = 0
    printed = Printed(text, 0, min(limit, HEAD))
    for value in (header.number, header.date_text, header.title, header.kind):
        found = printed.find(value)
        if found is not None:
            last = max(last, found[1])
    stop = text.find("\n", last, limit)
    return 0 if last == 0 else limit if stop < 0 else stop + 1


def _grounds(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Stretches of lines between preface and body; a ground goes on until the next, the last one for its paragraph."""
    found = [(text.rfind("\n", 0, line.start) + 1, line) for line in lines(text, start, end)]
    named = [at for at, (_, line) in enumerate(found) if _GROUND.match(line.content)]
    begin = start
    for order, at in enumerate(named, 1):
        following = named[order] if order < len(named) else None
        if found[at][0] > begin:
            yield begin, found[at][0], False
        begin = found[at][0]
        after = at + 1 if following is None else following
        while following is None and after < len(found) and found[after][1].content[0].islower():
            after += 1
        stop = found[after][0] if after < len(found) else end
        yield begin, stop, True
        begin = stop
    if text[begin:end].strip():
        yield begin, end, False


class Printed:
    """A stretch of the text in which values are looked for, whatever their spaces, case and marks of emphasis."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        folded = fold(text[start:end])
        self._places = [at for at, letter in enumerate(folded, start) if letter not in _IGNORED]
        self._letters = "".join(letter for letter in folded if letter not in _IGNORED)

    def find(self, value: str | None) -> tuple[int, int] | None:
        """Where a value is printed first."""
        wanted = "".join(letter for letter in fold(value or "") if letter not in _IGNORED)
        found = self._letters.find(wanted) if wanted else -1
        return None if found < 0 else (self._places[found], self._places[found + len(wanted) - 1] + 1)

    def find_line(self, value: str | None) -> tuple[int, int] | None:
        """Where a value is printed first, if it has its line (nearly) for itself and is no word of a sentence."""
        found = self.find(value)
        if found is None:
            return None
        stop = self._text.find("\n", found[1])
        start = self._text.rfind("\n", 0, found[0]) + 1
        length = (len(self._text) if stop < 0 else stop) - start
        return found if length <= found[1] - found[0] + _LINE_ROOM else None
