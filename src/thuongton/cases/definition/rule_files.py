"""Reads the numbers of clocks, in kinds and in books of time limits alike, and what legal texts a file rests on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from itertools import pairwise

from thuongton.cases.definition.lines import Node
from thuongton.cases.definition.model import CONFIDENCES, DIRECTIONS, SHIFTS, UNITS, ClockRule, KindBasis
from thuongton.cases.definition.reading import FileReader, nearest

RULE = ("n", "unit", "direction", "shift", "cutoff", "clause", "confidence", "valid_from", "valid_to")
BOUNDS = {
    "working_day": (1, 3_660),
    "calendar_day": (1, 3_660),
    "month": (1, 1_200),
    "year": (1, 99),
    "hour": (1, 9_000),
    "same_day": (0, 0),
}
"""The least and the most of each unit."""
_CUTOFF = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])\Z")
_PLACE = re.compile(r"(?:Điều|khoản|điểm) ?\w")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


class RuleReader(FileReader):
    """Reads numbers of clocks, in kinds and in books of time limits alike."""

    laws: Collection[str] = ()
    limits: Mapping[str, tuple[ClockRule, ...]] = {}
    """Limits of books by ``book.clock``."""

    def rules(self, node: Node, path: str, *, norm: bool = False) -> tuple[ClockRule, ...]:
        """The dated versions of a clock: one in place, or a list under ``versions``; overlaps and gaps are findings."""
        entries = node.mapping
        if "rule" in entries:
            return self.borrowed(entries, path)
        if "versions" not in entries:
            return tuple(filter(None, (self.rule(node, path, norm=norm),)))
        for key in RULE:
            if key in entries:
                self.wrong(entries[key].line, f"{path}.{key}", "duplicate", f"«{key}» đã viết trong «versions».")
        found = []
        for number, one in enumerate(entries["versions"].items):
            where = f"{path}.versions.{number}"
            self.keys(one, where, RULE)
            if (rule := self.rule(one, where, norm=norm)) is not None:
                found.append(rule)
        found.sort(key=lambda rule: rule.valid_from or dt.date.min)
        self.follow(found, path)
        return tuple(found)

    def borrowed(self, entries: Mapping[str, Node], path: str) -> tuple[ClockRule, ...]:
        """The rules of a book of time limits: ``rule: du_lieu_ca_nhan.erase``."""
        for key in (*RULE, "versions"):
            if key in entries:
                self.wrong(entries[key].line, f"{path}.{key}", "duplicate", f"«{key}» đã có trong «rule».")
        name = self.text(entries["rule"], f"{path}.rule")
        if name not in self.limits:
            message = f"Không có thời hạn «{name}» trong các sổ thời hạn.{nearest(name, self.limits)}"
            self.wrong(entries["rule"].line, f"{path}.rule", "unknown-name", message)
        return self.limits.get(name, ())

    def follow(self, rules: list[ClockRule], path: str) -> None:
        """Findings on both days where one version overlaps the next or leaves days without a rule."""
        for first, second in pairwise(rules):
            start = second.valid_from or dt.date.min
            if first.valid_to is None or first.valid_to >= start:
                code, message = "overlapping-versions", f"Hai phiên bản của «{path}» trùng thời gian hiệu lực."
            elif first.valid_to + dt.timedelta(days=1) < start:
                code = "gap-between-versions"
                message = f"Giữa hai phiên bản của «{path}» có ngày không thuộc phiên bản nào."
            else:
                continue
            self.wrong(first.to_line, f"{path}.valid_to", code, message)
            self.wrong(second.from_line, f"{path}.valid_from", code, message)

    def rule(self, node: Node, path: str, *, norm: bool) -> ClockRule | None:
        """One version; None where its number or unit cannot be used."""
        entries = node.mapping
        before = len(self.findings)
        unit = self.unit(entries.get("unit"), path, node.line)
        least, most = BOUNDS[unit]
        n = self.number(entries.get("n"), f"{path}.n", least=least, most=most)
        if "n" not in entries:
            self.wrong(node.line, f"{path}.n", "missing-name", f"Thiếu số «n» của thời hạn «{path}».")
        begin = self.day(entries.get("valid_from"), f"{path}.valid_from")
        end = self.day(entries.get("valid_to"), f"{path}.valid_to")
        if begin and end and end < begin:
            self.wrong(
                entries["valid_to"].line,
                f"{path}.valid_to",
                "bad-number",
                f"«{path}» hết hiệu lực trước khi có hiệu lực.",
            )
        self.together(entries, unit, path)
        confidence = self.one_of(
            entries.get("confidence"), f"{path}.confidence", CONFIDENCES, "unknown-name", "unknown"
        )
        rule = ClockRule(
            n or 0,
            unit,
            self.one_of(entries.get("direction"), f"{path}.direction", DIRECTIONS, "bad-unit", "after"),
            self.one_of(entries.get("shift"), f"{path}.shift", SHIFTS, "bad-unit", "none"),
            self.cutoff(entries.get("cutoff"), f"{path}.cutoff"),
            self.clause(entries.get("clause"), f"{path}.clause", node.line, norm=norm),
            confidence,
            begin,
            end,
            node.line,
            entries["valid_from"].line if begin else node.line,
            entries["valid_to"].line if end else node.line,
        )
        usable = not any(one.code in ("bad-number", "bad-unit", "missing-name") for one in self.findings[before:])
        return rule if usable else None

    def together(self, entries: Mapping[str, Node], unit: str, path: str) -> None:
        """Findings where parts do not go together: only «trong ngày» closes at an hour, and it runs forward."""
        if unit != "same_day" and entries.get("cutoff", Node(None, 0)).value is not None:
            self.wrong(
                entries["cutoff"].line, f"{path}.cutoff", "bad-unit", "Giờ khoá sổ (cutoff) chỉ đi với same_day."
            )
        if unit == "same_day" and entries.get("direction", Node("after", 0)).value != "after":
            self.wrong(entries["direction"].line, f"{path}.direction", "bad-unit", "«same_day» chỉ tính sau sự kiện.")

    def unit(self, node: Node | None, path: str, line: int) -> str:
        if node is None or node.value is None:
            self.wrong(line, f"{path}.unit", "missing-name", f"Thiếu đơn vị «unit» của thời hạn «{path}».")
            return UNITS[0]
        return self.one_of(node, f"{path}.unit", UNITS, "bad-unit", UNITS[0])

    def cutoff(self, node: Node | None, path: str) -> dt.time | None:
        if node is None or node.value is None:
            return None
        match = _CUTOFF.match(str(node.value))
        if match is None:
            self.wrong(node.line, path, "bad-number", f"«{path}» phải là giờ dạng 15:00 (trong dấu nháy).")
            return None
        return dt.time(int(match[1]), int(match[2]))

    def clause(self, node: Node | None, path: str, line: int, *, norm: bool) -> str:
        """A clause: the number of a text that stands in ``basis``, and a place in it."""
        found = self.text(node, path).strip()
        if not found:
            if not norm:
                self.wrong(line, path, "no-clause", f"Thiếu điều khoản «{path}»; định mức nội bộ thì ghi «norm: true».")
            return ""
        assert node is not None
        if not any(law in found for law in self.laws):
            self.wrong(node.line, path, "clause-unknown-to-law", f"«{found}» không dẫn văn bản nào có trong «basis».")
        elif not _PLACE.search(found):
            self.wrong(node.line, path, "clause-unknown-to-law", f"«{found}» không nêu điều, khoản.")
        return found

    def basis(self, node: Node | None) -> tuple[KindBasis, ...]:
        found = []
        if node is not None and not node.items:
            self.wrong(node.line, "basis", "no-clause", "«basis» phải nêu ít nhất một văn bản.")
        for number, one in enumerate(node.items if node else ()):
            path = f"basis.{number}"
            entries = self.keys(one, path, ("number", "name", "clauses"), ("number", "name"))
            clauses = self.list_of(entries.get("clauses"), f"{path}.clauses", None, "", "")
            found.append(
                KindBasis(self.text(entries.get("number"), path), self.text(entries.get("name"), path), clauses)
            )
        return tuple(found)

    @staticmethod
    def section(top: Mapping[str, Node], name: str) -> Mapping[str, Node]:
        return top[name].mapping if name in top else {}

    def named(self, top: Mapping[str, Node], section: str) -> list[tuple[str, Node]]:
        """The entries of a section; names that cannot be used are findings."""
        if section in top and top[section].value is not None and not isinstance(top[section].value, dict):
            self.wrong(top[section].line, section, "syntax", f"«{section}» phải là danh sách có tên.")
        for name, node in self.section(top, section).items():
            if not _NAME.match(name):
                self.wrong(
                    node.line, f"{section}.{name}", "syntax", f"Tên «{name}» chỉ gồm chữ thường không dấu, số và «_»."
                )
        return list(self.section(top, section).items())

    def name(self, node: Node | None, path: str) -> str:
        found = self.text(node, path)
        if node is not None and not _NAME.match(found):
            self.wrong(node.line, path, "syntax", f"«{found}» chỉ được gồm chữ thường không dấu, số và «_».")
        return found
