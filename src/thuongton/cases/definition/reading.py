"""What every file reader shares: values of the right shape, with a finding where they are not, and conditions."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from thuongton.cases.definition.conditions import (
    ALWAYS,
    AT,
    BUILDERS,
    WHEN,
    AllHold,
    AnyHolds,
    CaseCondition,
    LinkHolds,
    NotHolds,
)
from thuongton.cases.definition.lines import FileFinding, Node, Unreadable
from thuongton.cases.definition.model import Bilingual

STATUSES = (
    "not_started", "running", "due_soon", "overdue", "paused", "done_on_time", "done_late", "replaced", "cancelled",
)  # fmt: skip
FLAGS = ("nhap_muon", "da_dinh_chinh", "im_lang_dong_y", "ngay_tiep_tuc_chua_ro")
MOST_FINDINGS = 1_000
"""A file with more findings is no file of this kind."""
YES_NO = frozenset({"true", "false"})
"""The values of a field that is true or false."""
KIND_WORDS = ("field", "state", "did", "times", "days_from", "late", "flag", "clock", "all", "any", "not")
FORM_WORDS = ("field", "state", "did", "flag", "clock", "kind", "link", "set", "all", "any", "not")
_COMPARED = 200
_UNKNOWN = {"field": "unknown-field", "state": "unknown-state", "did": "unknown-name", "clock": "unknown-name"}
_NAMED_AS = {"times": "did", "days_from": "field"}
"""What the word of a condition names, where that is not what it is called."""
_WORDS = {
    "field": "trường",
    "state": "trạng thái",
    "did": "thao tác",
    "clock": "thời hạn",
    "flag": "cờ",
    "kind": "loại hồ sơ",
    "set": "điều kiện",
}


@dataclass
class Names:
    """The names that conditions of a file may speak of; choices of a field by its name."""

    field: dict[str, frozenset[str] | None] = field(default_factory=dict)
    state: frozenset[str] = frozenset()
    did: frozenset[str] = frozenset()
    clock: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    set: frozenset[str] = frozenset()
    flag: frozenset[str] = frozenset(FLAGS)


def nearest(word: str, known: Iterable[str]) -> str:
    """« Có phải «…»?» where a known word is near, else nothing; looked for among few words only."""
    close = difflib.get_close_matches(
        word[:80], [one for one, _n in zip(known, range(_COMPARED), strict=False)], 1, 0.7
    )
    return f" Có phải «{close[0]}»?" if close else ""


class FileReader:
    """Reads nodes into values, keeping what is wrong; a wrong value becomes a harmless one and reading goes on."""

    words: Collection[str] = KIND_WORDS

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[FileFinding] = []
        self.names = Names()

    def wrong(self, line: int, path: str, code: str, message: str) -> None:
        """Keep a finding. Raises Unreadable where there are more than a person would read."""
        if len(self.findings) >= MOST_FINDINGS:
            raise Unreadable(FileFinding(self.file, line, path, "too-large", f"Tệp có hơn {MOST_FINDINGS} lỗi."))
        self.findings.append(FileFinding(self.file, line, path, code, message))

    def keys(self, node: Node, path: str, known: Collection[str], needed: Collection[str] = ()) -> Mapping[str, Node]:
        """The entries of a mapping; unknown and missing names are findings."""
        if node.value is not None and not isinstance(node.value, dict):
            self.wrong(node.line, path, "syntax", f"«{path or 'tệp'}» phải là một mục có tên và giá trị.")
            return {}
        for key, one in node.mapping.items():
            if key not in known:
                self.wrong(
                    one.line,
                    f"{path}.{key}".lstrip("."),
                    "unknown-name",
                    f"Không có mục «{key}» ở đây.{nearest(key, known)}",
                )
        for key in needed:
            if node.mapping.get(key, Node(None, 0)).value is None:
                where = f"{path}.{key}".lstrip(".")
                code = "no-clause" if key in ("clause", "basis") else "missing-name"
                self.wrong(node.line, where, code, f"Thiếu «{key}»{f' ở «{path}»' if path else ''}.")
        return node.mapping

    def text(self, node: Node | None, path: str, other: str = "") -> str:
        """A text."""
        if node is None or node.value is None:
            return other
        if isinstance(node.value, (dict, list)):
            self.wrong(node.line, path, "syntax", f"«{path}» phải là chữ.")
            return other
        return str(node.value)

    def flag(self, node: Node | None, path: str) -> bool:
        """True or false; false where it is not written."""
        if node is None or node.value is None:
            return False
        if not isinstance(node.value, bool):
            self.wrong(node.line, path, "syntax", f"«{path}» phải là true hoặc false.")
            return False
        return node.value

    def number(self, node: Node | None, path: str, least: int = 1, most: int = 100_000) -> int | None:
        """A whole number; None where it is not written or wrong."""
        if node is None or node.value is None:
            return None
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(node.line, path, "bad-number", f"«{path}» phải là số nguyên từ {least} đến {most}.")
            return None
        return value

    def day(self, node: Node | None, path: str) -> dt.date | None:
        """A day YYYY-MM-DD."""
        if node is None or node.value is None:
            return None
        try:
            return dt.date.fromisoformat(str(node.value))
        except ValueError:
            self.wrong(node.line, path, "bad-number", f"«{path}» phải là ngày dạng 2026-07-01.")
            return None

    def one_of(self, node: Node | None, path: str, known: Collection[str], code: str, other: str) -> str:
        """One of the known words."""
        found = self.text(node, path, other)
        if found not in known:
            assert node is not None
            self.wrong(
                node.line,
                path,
                code,
                f"«{found}» không có trong các giá trị cho phép: {', '.join(known)}.{nearest(found, known)}",
            )
            return other
        return found

    def list_of(
        self, node: Node | None, path: str, known: Collection[str] | None, code: str, what: str
    ) -> tuple[str, ...]:
        """Words, each of them known; ``known`` None: any."""
        if node is None:
            return ()
        found = []
        for one in node.items:
            word = self.text(one, path)
            if known is not None and word not in known:
                self.wrong(one.line, path, code, f"Không có {what} «{word}».{nearest(word, known)}")
                continue
            found.append(word)
        return tuple(found)

    def label(self, node: Node | None, path: str, line: int) -> Bilingual:
        """A label in both languages; a finding where one is missing."""
        if node is None:
            self.wrong(line, path, "missing-name", f"Thiếu nhãn «{path}» (vi, en).")
            return Bilingual("", "")
        entries = self.keys(node, path, ("vi", "en"), ("vi", "en"))
        for language in ("vi", "en"):
            if language in entries and entries[language].value == "":
                self.wrong(entries[language].line, f"{path}.{language}", "missing-name", f"Nhãn «{path}» còn trống.")
        return Bilingual(self.text(entries.get("vi"), f"{path}.vi"), self.text(entries.get("en"), f"{path}.en"))

    def condition(self, node: Node | None, path: str) -> CaseCondition | None:
        """A condition of the closed list; None where there is none."""
        if node is None:
            return None
        opening = [word for word in node.mapping if word in self.words]
        if len(opening) != 1:
            given = ", ".join(node.mapping) or str(node.plain())
            self.wrong(
                node.line,
                path,
                "unknown-name",
                f"Điều kiện «{given}» không có trong danh sách: {', '.join(self.words)}.",
            )
            return ALWAYS
        word = opening[0]
        where = f"{path}.{word}"
        inner = node.mapping[word]
        if word in ("all", "any"):
            self.keys(node, path, (word,))
            parts = tuple(self.condition(one, where) or ALWAYS for one in inner.items)
            return AllHold(parts) if word == "all" else AnyHolds(parts)
        if word == "not":
            self.keys(node, path, (word,))
            return NotHolds(self.condition(inner, where) or ALWAYS)
        if word == "link":
            entries = self.keys(node, path, ("link", "holds"), ("holds",))
            name = self.known("field", inner, where)
            return LinkHolds(name, self.condition(entries.get("holds"), f"{path}.holds") or ALWAYS)
        if word == "set":
            self.keys(node, path, (word,))
            return self.named_set(inner, where)
        return self.leaf(word, node, path)

    def named_set(self, node: Node, path: str) -> CaseCondition:
        """A condition defined under a name; only forms have them."""
        self.wrong(node.line, path, "unknown-name", "Loại hồ sơ không có điều kiện đặt tên.")
        return ALWAYS

    def known(self, what: str, node: Node, path: str) -> str:
        """A name that must exist in this file."""
        name = self.text(node, path)
        names = getattr(self.names, what)
        if name not in names:
            code = _UNKNOWN.get(what, "unknown-name")
            self.wrong(node.line, path, code, f"Không có {_WORDS.get(what, what)} «{name}».{nearest(name, names)}")
        return name

    def leaf(self, word: str, node: Node, path: str) -> CaseCondition:
        """A condition that holds no others."""
        more, build = BUILDERS[word]
        entries = self.keys(node, path, {word, *more})
        before = len(self.findings)
        self.references(word, entries, path)
        if len(self.findings) > before:
            return ALWAYS
        return build({key: one.plain() for key, one in entries.items()})

    def references(self, word: str, entries: Mapping[str, Node], path: str) -> None:
        """Findings for names and values in a condition that do not exist."""
        inner = entries[word]
        where = f"{path}.{word}"
        if word == "late":
            self.flag(inner, where)
            return
        for one in inner.items:
            self.known(_NAMED_AS.get(word, word), one, where)
        if word in ("times", "days_from"):
            self.counted(word, entries, path)
        if word == "field":
            self.field_test(str(inner.value), entries, path)
        if "at" in entries:
            self.one_of(entries["at"], f"{path}.at", AT, "unknown-name", AT[0])
        if "in" in entries:
            self.one_of(entries["in"], f"{path}.in", WHEN, "unknown-name", WHEN[0])
        if "day" in entries:
            self.known("field", entries["day"], f"{path}.day")
        if word == "clock":
            if "status" not in entries:
                self.wrong(inner.line, path, "missing-name", "Điều kiện «clock» cần «status».")
            for one in entries["status"].items if "status" in entries else ():
                self.one_of(one, f"{path}.status", STATUSES, "unknown-name", STATUSES[0])

    def counted(self, word: str, entries: Mapping[str, Node], path: str) -> None:
        """Findings in a condition that counts acts or days: it has a bound, and days a second field."""
        if word == "days_from" and "to" not in entries:
            self.wrong(entries[word].line, path, "missing-name", "Điều kiện «days_from» cần «to».")
        elif word == "days_from":
            self.known("field", entries["to"], f"{path}.to")
        if not {"at_least", "at_most"} & entries.keys():
            message = f"Điều kiện «{word}» cần «at_least» hoặc «at_most»."
            self.wrong(entries[word].line, path, "missing-name", message)
        for bound in ("at_least", "at_most"):
            self.number(entries.get(bound), f"{path}.{bound}", least=0, most=10**6)

    def field_test(self, name: str, entries: Mapping[str, Node], path: str) -> None:
        """Findings in what a field is compared with."""
        if len(entries.keys() - {"field"}) == 0:
            self.wrong(
                entries["field"].line,
                path,
                "missing-name",
                "Điều kiện «field» cần «is», «known», «at_least» hoặc «at_most».",
            )
        if "known" in entries:
            self.flag(entries["known"], f"{path}.known")
        for bound in ("at_least", "at_most"):
            self.number(entries.get(bound), f"{path}.{bound}", least=0, most=10**12)
        choices = self.names.field.get(name)
        for one in entries["is"].items if "is" in entries and choices is not None else ():
            if choices == YES_NO:
                self.flag(one, f"{path}.is")
            else:
                self.one_of(one, f"{path}.is", choices or (), "unknown-name", next(iter(choices or ("",))))
