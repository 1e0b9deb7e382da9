"""Small damages to kind files, each with the lines on which the check may speak of it and the codes it may use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Damage:
    """One damaged text; ``line`` is where the damage is, ``block`` the line of the entry it stands in."""

    what: str
    text: str
    line: int
    block: int
    codes: frozenset[str]


RENAMED = [
    (re.compile(r"^( {4}to: )(\w+)$"), r"\1\2x", "unknown-state"),
    (re.compile(r"^( {4}from: )(\w+)$"), r"\1\2x", "unknown-state unknown-name"),
    (re.compile(r"^( {4}from: \[)(\w+)"), r"\1\2x", "unknown-state"),
    (re.compile(r"^( {4}role: )(\w+)$"), r"\1\2x", "unknown-role"),
    (re.compile(r"^( {4}role: \[)(\w+)"), r"\1\2x", "unknown-role"),
    (re.compile(r"^( {4}requires: \[)(\w+)"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {4}asks: \[)(\w+)"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {4}fields: \[)(\w+)"), r"\1\2x", "unknown-field paper-field-missing statistic-field-missing"),
    (re.compile(r"^( {4}within: \[)(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}n: )(\d+)$"), r"\1-\2", "bad-number"),
    (re.compile(r"^( {4}n: )(\d+)$"), r"\1\2.5", "bad-number"),
    (re.compile(r"^( {4}unit: )(\w+)$"), r"\1\2s", "bad-unit"),
    (re.compile(r"^( {4}shift: )(\w+)$"), r"\1sideways", "bad-unit"),
    (re.compile(r"^( {4}clause: )(.+)$"), r"\1Luật 99/1999/QH99 Điều 1", "clause-unknown-to-law"),
    (re.compile(r"^( {4}confidence: )(\w+)$"), r"\1sure", "unknown-name"),
    (re.compile(r"^( {4}(?:starts|ends|cancelled): )(\w+)$"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}(?:starts|ends|cancelled): \[)(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}starts: \{act: )(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}replaces: \[)(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}per: )(\w+)$"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {4}type: )(\w+)$"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}final: )true$"), r"\1maybe", "syntax"),
    (re.compile(r"^(version: )\d+$"), r"\1none", "bad-number"),
    (re.compile(r"^(valid_from: ).*$"), r"\1hôm qua", "bad-number"),
    (re.compile(r"^(sensitive: \[)(\w+)"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( +when: \{field: )(\w+)"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( +when: \{field: \w+, is: )(\w+)\}$"), r"\1x\2}", "unknown-name syntax"),
    (re.compile(r"^( {2}- form: )(\S+)$"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4})(label|role|requires|fields|clause|unit|to|starts)(:.*)$"), r"\1\2x\3", "unknown-name"),
    (re.compile(r"^(states|transitions|fields)(:)$"), r"\1x\2", "unknown-name"),
]
REMOVED = [
    (re.compile(r"^ {4}label: "), "missing-name"),
    (re.compile(r"^ {4}role: "), "missing-name"),
    (re.compile(r"^ {4}(?:n|unit): "), "missing-name"),
    (re.compile(r"^ {4}clause: "), "no-clause"),
    (re.compile(r"^ {4}mask: "), "sensitive-printed-unmasked"),
    (re.compile(r"^ {4}unmasked: "), "sensitive-printed-unmasked"),
    (re.compile(r"^ {4}final: true$"), "dead-end dead-transition"),
    (re.compile(r"^kind: |^version: |^label: "), "missing-name"),
]
TWICE = re.compile(r"^ {4}(?:label|to|role|n|unit|type): ")
PAPERS = re.compile(r"^ {4}clause: ")


def damages(text: str) -> Iterator[Damage]:
    """Every damage of the list, at every line where it fits."""
    lines = text.splitlines()
    top = next(number for number, line in enumerate(lines, 1) if line.startswith("kind:"))
    section, block = "", top
    for number, line in enumerate(lines, 1):
        if re.match(r"\w", line):
            section, block = line.partition(":")[0], top
        elif re.match(r" {2}[\w-]", line):
            block = number
        for pattern, new, codes in RENAMED:
            changed = pattern.sub(new, line)
            if changed != line:
                yield Damage(changed, _with(lines, number, [changed]), number, block, frozenset(codes.split()))
        for pattern, code in REMOVED:
            if pattern.match(line) and not (section == "papers" and PAPERS.match(line)):
                yield Damage(f"- {line}", _with(lines, number, []), number, block, frozenset(code.split()))
        if TWICE.match(line):
            yield Damage(f"2× {line}", _with(lines, number, [line, line]), number + 1, block, frozenset({"duplicate"}))


def _with(lines: list[str], number: int, new: list[str]) -> str:
    return "\n".join([*lines[: number - 1], *new, *lines[number:]]) + "\n"
