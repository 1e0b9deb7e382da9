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
OPTIONAL = [  # what a kind may say besides: who may read, what grows out of a case, twins, the page of a paper book
    (re.compile(r"^(closed: \[)(\w+)"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {2}- field: )(\w+)$"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {4}when: \{field: )(\w+)"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {4}do: )(\w+)$"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}tie: )(\w+)$"), r"\1\2x", "unknown-field unknown-name"),
    (re.compile(r"^( {4}records: )(\w+)$"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}names: )(\w+)$"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {2}(?:persons|clauses|words): \[)(\w+)"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {2}(?:act|tells): )(\w+)$"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {2}names: )(\w+)$"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {2}acts: \[)(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {2}days: \{)(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}- )(\w+)(\.\w+)"), r"\1\2x\3", "unknown-name"),
    (re.compile(r"^( {4}- \w+\.)(\w+)$"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( {2}from: )(closed|received)$"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {2})(from)(: closed)$"), r"\1years: 5\n\1\2\3", "no-clause"),
    (re.compile(r"^(leads_to|twins|grid|retention)(:)$"), r"\1x\2", "unknown-name"),
]
"""Damages of optional entries; what belongs to one section of a file alone stands with its section below."""
SECTIONS = {
    "closed": ("closed", "- field", "when"),
    "leads_to": ("do", "tie", "records", "names", "when"),
    "twins": ("persons", "clauses", "words", "act", "tells", "names"),
    "grid": ("acts", "days", "- "),
    "retention": ("from",),
}
OF_FORMS = [
    (re.compile(r"^(kinds: \[)(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^(wording: )(\w+)"), r"\1quite \2", "unknown-name"),
    (re.compile(r"^( +(?:of|when): \{set: )(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( +(?:- )?\{?)(did: )(\w+)"), r"\1\2\3x", "unknown-name"),
    (re.compile(r"^( +- \{did: \w+, in: )(\w+)\}"), r"\1\2x}", "unknown-name"),
    (re.compile(r"^( +- \{state: )(\w+)\}"), r"\1\2x}", "unknown-state"),
    (re.compile(r"^( +- \{field: )(\w+)"), r"\1\2x", "unknown-field"),
    (re.compile(r"^( +- \{field: \w+, is: )(\w+)\}"), r"\1\2x}", "unknown-name syntax"),
    (re.compile(r"^( {4}count: )(\w+)$"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}sum: )(\w+)$"), r"\1\2x", "statistic-field-missing"),
    (re.compile(r"^( {4}matters: )(\w+)$"), r"\1\2x", "statistic-field-missing"),
    (re.compile(r"^( {4}days: \[)(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}each: \[)(\w+)"), r"\1\2x", "unknown-name"),
    (re.compile(r"^( {4}unless: \[\")(\w+)"), r"\1\g<2>x", "unknown-name"),
    (re.compile(r"^( {4}default: )(\d+)$"), r"\1-\2.5", "bad-number"),
    (
        re.compile(r"^( {4})(label|count|sum|of|unless|default|days|matters)(:.*)$"),
        r"\1\2x\3",
        "unknown-name missing-name",
    ),
    (re.compile(r"^( {2}- \"?\d+[a-z]? = )(\d+)"), r"\g<1>99\2", "unknown-name"),
    (re.compile(r"^( {2}- \"?\d+[a-z]? )(= )"), r"\1~ ", "syntax"),
    (re.compile(r"^( {2}- cells: \[\")(\w+)"), r"\1\g<2>x", "unknown-name"),
    (re.compile(r"^(cells|sets|identities|doubts|basis|kinds)(:)"), r"\1x\2", "unknown-name"),
]
"""Damages of forms of statistics."""
GONE_FROM_FORMS = [
    (re.compile(r"^(?:form|label|basis|wording|kinds): "), "missing-name no-clause"),
    (re.compile(r"^ {4}(?:label|count|sum|matters): "), "missing-name"),
    (re.compile(r"^ {4}text: "), "missing-name"),
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
            if pattern.match(line) and not (section in ("papers", "leads_to") and PAPERS.match(line)):
                yield Damage(f"- {line}", _with(lines, number, []), number, block, frozenset(code.split()))
        if TWICE.match(line):
            yield Damage(f"2× {line}", _with(lines, number, [line, line]), number + 1, block, frozenset({"duplicate"}))


def optional_damages(text: str) -> Iterator[Damage]:
    """Damages of what a kind may say besides, in the section where it is said."""
    lines = text.splitlines()
    section = ""
    block = 1
    for number, line in enumerate(lines, 1):
        if re.match(r"\w", line):
            section, block = line.partition(":")[0], number
        elif re.match(r" {2}[\w-]", line) and section == "leads_to":
            block = number
        if section not in SECTIONS or not line.strip().startswith((*SECTIONS[section], section)):
            continue
        for pattern, new, codes in OPTIONAL:
            changed = pattern.sub(new, line)
            if changed != line:
                damaged = _with(lines, number, changed.split("\n"))
                yield Damage(changed, damaged, number, block, frozenset(codes.split()))


def form_damages(text: str) -> Iterator[Damage]:
    """Damages of a form, at every line where they fit."""
    lines = text.splitlines()
    top = block = next(number for number, line in enumerate(lines, 1) if line.startswith("form:"))
    for number, line in enumerate(lines, 1):
        if re.match(r"\w", line):
            block = top
        elif re.match(r" {2}[\w\"-]", line):
            block = number
        for pattern, new, codes in OF_FORMS:
            changed = pattern.sub(new, line)
            if changed != line:
                yield Damage(changed, _with(lines, number, [changed]), number, block, frozenset(codes.split()))
        for pattern, codes in GONE_FROM_FORMS:
            if pattern.match(line):
                yield Damage(f"- {line}", _with(lines, number, []), number, block, frozenset(codes.split()))


def _with(lines: list[str], number: int, new: list[str]) -> str:
    return "\n".join([*lines[: number - 1], *new, *lines[number:]]) + "\n"
