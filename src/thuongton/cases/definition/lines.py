"""YAML with the line of every value, for files that people write: no tags, no aliases, budgets of size and depth.

Plain values are text, whole numbers, ``true``, ``false`` and ``null``; ``on``, ``no`` and days stay text. A file that
cannot be read raises :class:`Unreadable` with its line; two keys of one name are findings, the first one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

MOST_BYTES = 256 * 1024
MOST_VALUES = 20_000
MOST_DEPTH = 24
_WHOLE = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z")
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class FileFinding:
    """Something wrong in a file: ``path`` is where in it («transitions.ket_thuc.to»), ``code`` what it is."""

    file: str
    line: int
    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Unreadable(ValueError):
    """A file that is no usable YAML; ``finding`` says where and why."""

    def __init__(self, finding: FileFinding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its line (from 1). A mapping or list stands on the line of its key."""

    value: Any
    line: int

    @property
    def mapping(self) -> dict[str, Node]:
        """The entries of a mapping, else none."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The items of a list; one value alone is a list of one; null is none."""
        if isinstance(self.value, list):
            return self.value
        return [] if self.value is None else [self]

    def plain(self) -> Any:
        """The same without lines."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


class _Reading:
    """Reads one document from parser events, counting as it goes."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.findings: list[FileFinding] = []
        self.count = 0
        self.at = 1
        self.events: Iterator[Any] = yaml.parse(text, Loader=_Loader)

    def refuse(self, line: int, code: str, message: str) -> Unreadable:
        return Unreadable(FileFinding(self.file, line, "", code, message))

    def next(self) -> Any:
        event = next(self.events)
        self.at = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(self.at, "syntax", "Không dùng neo (&) và bí danh (*) trong tệp này; viết thẳng giá trị.")
        if getattr(event, "tag", None):
            raise self.refuse(self.at, "syntax", f"Không dùng thẻ kiểu «{event.tag}» trong tệp này.")
        return event

    def document(self) -> Node:
        self.next()  # start of the stream
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            raise self.refuse(1, "syntax", "Tệp trống.")
        node = self.value(self.next(), 0, "")
        self.next()  # end of the document
        if not isinstance(self.next(), yaml.StreamEndEvent):
            raise self.refuse(self.at, "syntax", "Tệp chỉ được có một phần; bỏ dòng «---» thứ hai.")
        return node

    def value(self, event: Any, depth: int, path: str, line: int | None = None) -> Node:
        self.count += 1
        if self.count > MOST_VALUES:
            raise self.refuse(self.at, "too-large", f"Tệp có hơn {MOST_VALUES} giá trị.")
        if depth > MOST_DEPTH:
            raise self.refuse(self.at, "too-large", f"Tệp lồng sâu hơn {MOST_DEPTH} bậc.")
        if isinstance(event, yaml.ScalarEvent):
            return Node(self.scalar(event), self.at)
        here = line or self.at
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event := self.next(), yaml.SequenceEndEvent):
                items.append(self.value(event, depth + 1, f"{path}.{len(items)}"))
            return Node(items, here)
        entries: dict[str, Node] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            self.entry(event, depth, path, entries)
        return Node(entries, here)

    def entry(self, event: Any, depth: int, path: str, entries: dict[str, Node]) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            raise self.refuse(self.at, "syntax", "Tên của một mục phải là chữ.")
        key, line = event.value, self.at
        where = f"{path}.{key}".lstrip(".")
        node = self.value(self.next(), depth + 1, where, line)
        if key in entries:
            self.findings.append(
                FileFinding(self.file, line, where, "duplicate", f"«{key}» viết hai lần trong cùng một mục.")
            )
            return
        entries[key] = node

    @staticmethod
    def scalar(event: Any) -> Any:
        text = event.value
        if not event.implicit[0]:  # quoted
            return text
        if text in _PLAIN:
            return _PLAIN[text]
        return int(text) if _WHOLE.match(text) else text


def read_lines(file: str, raw: bytes) -> tuple[Node, list[FileFinding]]:
    """The tree of a file and its duplicate keys. Raises :class:`Unreadable`."""
    if len(raw) > MOST_BYTES:
        message = f"Tệp lớn hơn {MOST_BYTES // 1024} KiB."
        raise Unreadable(FileFinding(file, 1, "", "too-large", message))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Unreadable(FileFinding(file, line, "", "syntax", "Tệp không phải chữ mã hoá UTF-8.")) from None
    bad = next((n for n, char in enumerate(text) if char < " " and char not in "\t\n\r"), None)
    if bad is not None:
        line = text.count("\n", 0, bad) + 1
        raise Unreadable(FileFinding(file, line, "", "syntax", f"Tệp có ký tự điều khiển U+{ord(text[bad]):04X}."))
    reading = _Reading(file, text)
    try:
        return reading.document(), reading.findings
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else reading.at
        raise Unreadable(FileFinding(file, line, "", "syntax", f"Không đọc được YAML: {error.problem}.")) from None
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        raise Unreadable(FileFinding(file, line, "", "syntax", f"Không đọc được YAML: {error}.")) from None
