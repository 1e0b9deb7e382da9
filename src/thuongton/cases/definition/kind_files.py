"""Reads a kind file into a :class:`CaseKind`, with a finding for everything that is not as it must be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from thuongton.cases.definition.books import shipped_limits
from thuongton.cases.definition.check import check_kind
from thuongton.cases.definition.conditions import AnyHolds, CaseCondition
from thuongton.cases.definition.grid_files import read_grid
from thuongton.cases.definition.lines import FileFinding, Node, read_lines
from thuongton.cases.definition.model import (
    ACTING,
    ANY,
    COLUMN_SOURCES,
    FIELD_TYPES,
    QUEUES,
    UNITS,
    Bilingual,
    CaseKind,
    ClockExtension,
    ClockPause,
    ClockRule,
    ClockTouch,
    KindClock,
    KindField,
    KindPaper,
    KindQueue,
    KindRetention,
    KindState,
    KindStatistic,
    KindTransition,
    PaperColumn,
    Requirement,
)
from thuongton.cases.definition.reading import FLAGS, YES_NO
from thuongton.cases.definition.rule_files import RULE
from thuongton.cases.definition.tie_files import TieReader

TOP = (
    "kind", "version", "valid_from", "valid_to", "label", "norm", "basis", "levels", "note", "fields", "states",
    "transitions", "clocks", "papers", "queues", "statistics", "retention", "sensitive", "closed",
    "leads_to", "twins", "becomes_task", "grid",
)  # fmt: skip
NEEDED = ("kind", "version", "label", "fields", "states", "transitions")
TRANSITION = (
    "label", "from", "to", "role", "requires", "asks", "fields", "within", "when", "refusal", "reopens", "note",
)  # fmt: skip
CLOCK = (
    "label", *RULE, "versions", "rule", "starts", "ends", "cancelled", "pauses", "replaces", "extension", "agreed",
    "silence", "per", "warn", "followed", "norm", "off", "note",
)  # fmt: skip
PAPER = (
    "label", "fields", "mask", "unmasked", "form", "clause", "official", "book", "acts", "named", "addressee", "number",
    "day", "columns",
)  # fmt: skip
CLOCK_STATES = ("running", "paused", "stopped")
LEVELS = ("xa", "tinh")
TAKEN = frozenset({
    "exact", "iexact", "gt", "gte", "lt", "lte", "in", "contains", "icontains", "startswith", "istartswith", "endswith",
    "iendswith", "range", "isnull", "regex", "iregex", "contained_by", "has_key", "has_keys", "has_any_keys", "len",
    "search", "unaccent", "trigram_similar",
})  # fmt: skip
"""Names that the database takes for a comparison when it looks into the fields of a case."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


class KindReader(TieReader):
    """Reads one kind file; ``findings`` is complete when :meth:`kind` has returned."""

    def kind(self, root: Node) -> CaseKind | None:
        """The kind, or None when what is wrong leaves nothing to use."""
        own = isinstance(root.value, dict) and "norm" in root.mapping and self.flag(root.mapping["norm"], "norm")
        top = self.keys(root, "", TOP, NEEDED if own else (*NEEDED, "basis"))
        if not isinstance(root.value, dict):
            return None
        basis = self.basis(top.get("basis"))
        self.laws = tuple(one.number for one in basis)
        sensitive = top.get("sensitive")
        hidden = {str(one.value) for one in sensitive.items} if sensitive else set()
        fields = self.fields(top.get("fields"), hidden)
        self.names.field = {name: values_of(one) for name, one in fields.items()}
        self.names.state = frozenset(self.section(top, "states"))
        self.names.did = frozenset(self.section(top, "transitions"))
        self.names.clock = frozenset(self.section(top, "clocks"))
        self.list_of(sensitive, "sensitive", fields, "unknown-field", "trường")
        closed, closed_when = self.closed(top.get("closed"), fields)
        states = {name: self.state(name, node) for name, node in self.named(top, "states")}
        transitions = {name: self.transition(name, node) for name, node in self.named(top, "transitions")}
        clocks = {name: self.clock(name, node) for name, node in self.named(top, "clocks")}
        return CaseKind(
            self.name(top.get("kind"), "kind"),
            self.number(top.get("version"), "version") or 1,
            self.label(top.get("label"), "label", 1) if "label" in top else Bilingual("", ""),
            self.day(top.get("valid_from"), "valid_from"),
            self.day(top.get("valid_to"), "valid_to"),
            basis,
            fields,
            states,
            transitions,
            clocks,
            {name: self.paper(name, node) for name, node in self.named(top, "papers")},
            {name: self.queue(name, node) for name, node in self.named(top, "queues")},
            tuple(self.statistic(node, f"statistics.{n}") for n, node in enumerate(top["statistics"].items))
            if "statistics" in top
            else (),
            self.retention(top.get("retention")),
            tuple(sorted(hidden)),
            self.list_of(top.get("levels"), "levels", LEVELS, "unknown-name", "cấp"),
            closed,
            closed_when,
            {name: self.lead(name, node) for name, node in self.named(top, "leads_to")},
            self.twins(top.get("twins")),
            self.becomes_task(top.get("becomes_task")),
            self.text(top.get("note"), "note"),
            self.file,
            {key: node.line for key, node in top.items()},
            read_grid(self, top["grid"], transitions, fields) if "grid" in top else None,
        )

    def fields(self, node: Node | None, hidden: set[str]) -> dict[str, KindField]:
        found = {}
        for name, one in node.mapping.items() if node else ():
            found[name] = self.field(name, one, f"fields.{name}", name in hidden)
            if not _NAME.match(name):
                self.wrong(
                    one.line, f"fields.{name}", "syntax", f"Tên «{name}» chỉ gồm chữ thường không dấu, số và «_»."
                )
            elif "__" in name or name in TAKEN:
                message = (
                    f"Không đặt được tên trường «{name}»: cơ sở dữ liệu hiểu thành phép so; thêm chữ hoặc bớt «_»."
                )
                self.wrong(one.line, f"fields.{name}", "syntax", message)
        return found

    def field(self, name: str, node: Node, path: str, hidden: bool) -> KindField:
        known = ("label", "type", "choices", "parts", "personal", "note")
        entries = self.keys(node, path, known, ("label",))
        kind = self.one_of(entries.get("type"), f"{path}.type", FIELD_TYPES, "unknown-name", "text")
        choices = {}
        for choice, said in entries["choices"].mapping.items() if "choices" in entries else ():
            choices[choice] = self.label(said, f"{path}.choices.{choice}", said.line)
        if kind == "choice" and not choices:
            self.wrong(node.line, f"{path}.choices", "missing-name", f"Trường chọn «{name}» chưa có «choices».")
        parts: tuple[KindField, ...] = ()
        if "parts" in entries:
            inner = entries["parts"].mapping.items()
            parts = tuple(self.field(part, one, f"{path}.parts.{part}", hidden) for part, one in inner)
        label = (
            self.label(entries["label"], f"{path}.label", node.line) if "label" in entries else Bilingual(name, name)
        )
        return KindField(
            name, label, kind, choices, parts, self.flag(entries.get("personal"), f"{path}.personal"), hidden, node.line
        )

    def state(self, name: str, node: Node) -> KindState:
        path = f"states.{name}"
        entries = self.keys(node, path, ("label", "final", "clock"), ("label",))
        final = self.flag(entries.get("final"), f"{path}.final")
        clock = self.one_of(
            entries.get("clock"), f"{path}.clock", CLOCK_STATES, "unknown-name", "stopped" if final else "running"
        )
        label = (
            self.label(entries["label"], f"{path}.label", node.line) if "label" in entries else Bilingual(name, name)
        )
        return KindState(name, label, final, clock, node.line)

    def transition(self, name: str, node: Node) -> KindTransition:
        path = f"transitions.{name}"
        entries = self.keys(node, path, TRANSITION, ("label", "role"))
        sources = self.list_of(
            entries.get("from"), f"{path}.from", {*self.names.state, ANY}, "unknown-state", "trạng thái"
        )
        to = entries.get("to")
        target = self.text(to, f"{path}.to") or None
        if to is not None and target is not None and target not in self.names.state:
            self.known("state", to, f"{path}.to")
            target = None
        if "from" not in entries and target is None and to is None:
            self.wrong(
                node.line,
                f"{path}.to",
                "missing-name",
                f"Thao tác «{name}» mở hồ sơ thì phải nói đến trạng thái nào («to»).",
            )
        label = (
            self.label(entries["label"], f"{path}.label", node.line) if "label" in entries else Bilingual(name, name)
        )
        return KindTransition(
            name,
            label,
            sources if "from" in entries else (),
            target,
            self.list_of(entries.get("role"), f"{path}.role", ACTING, "unknown-role", "vai được làm thao tác"),
            tuple(self.requirement(one, f"{path}.requires") for one in entries["requires"].items)
            if "requires" in entries
            else (),
            self.list_of(entries.get("asks"), f"{path}.asks", self.names.field, "unknown-field", "trường"),
            self.list_of(entries.get("fields"), f"{path}.fields", self.names.field, "unknown-field", "trường"),
            self.list_of(entries.get("within"), f"{path}.within", self.names.clock, "unknown-name", "thời hạn"),
            self.condition(entries.get("when"), f"{path}.when"),
            self.flag(entries.get("reopens"), f"{path}.reopens"),
            node.line,
            self.label(entries["refusal"], f"{path}.refusal", node.line) if "refusal" in entries else None,
        )

    def requirement(self, node: Node, path: str) -> Requirement:
        if not isinstance(node.value, dict):
            return Requirement(self.known("field", node, path))
        entries = self.keys(node, path, ("field", "when"), ("field",))
        name = self.known("field", entries["field"], f"{path}.field") if "field" in entries else ""
        return Requirement(name, self.condition(entries.get("when"), f"{path}.when"))

    def clock(self, name: str, node: Node) -> KindClock:
        path = f"clocks.{name}"
        entries = self.keys(node, path, CLOCK, ("label",))
        norm = self.flag(entries.get("norm"), f"{path}.norm")
        off = self.flag(entries.get("off"), f"{path}.off")
        rules = self.rules(node, path, norm=norm) if not off or {*RULE, "versions", "rule"} & entries.keys() else ()
        if not off and "starts" not in entries:
            self.wrong(
                node.line,
                f"{path}.starts",
                "missing-name",
                f"Thời hạn «{name}» chưa nói bắt đầu từ thao tác nào («starts»).",
            )
        per = self.known("field", entries["per"], f"{path}.per") if "per" in entries else ""
        label = (
            self.label(entries["label"], f"{path}.label", node.line) if "label" in entries else Bilingual(name, name)
        )
        return KindClock(
            name,
            label,
            rules,
            self.touches(entries.get("starts"), f"{path}.starts"),
            self.touches(entries.get("ends"), f"{path}.ends"),
            self.touches(entries.get("cancelled"), f"{path}.cancelled"),
            self.pause(entries.get("pauses"), f"{path}.pauses"),
            self.list_of(entries.get("replaces"), f"{path}.replaces", self.names.clock, "unknown-name", "thời hạn"),
            self.extension(entries.get("extension"), f"{path}.extension"),
            next(iter(self.touches(entries.get("agreed"), f"{path}.agreed")), None),
            self.silence(entries.get("silence"), f"{path}.silence"),
            per,
            2 if "warn" not in entries else self.number(entries["warn"], f"{path}.warn", 0, 60) or 0,
            self.flag(entries.get("followed"), f"{path}.followed"),
            norm,
            off,
            self.text(entries.get("note"), f"{path}.note"),
            node.line,
        )

    def touches(self, node: Node | None, path: str) -> tuple[ClockTouch, ...]:
        """Acts that touch a clock: a name, a mapping, or a list of them."""
        return tuple(self.touch(one, path) for one in (node.items if node else ()))

    def touch(self, node: Node, path: str) -> ClockTouch:
        if not isinstance(node.value, dict):
            return ClockTouch(self.known("did", node, path))
        entries = self.keys(node, path, ("act", "when", "day", "since"), ("act",))
        return ClockTouch(
            self.known("did", entries["act"], f"{path}.act") if "act" in entries else "",
            self.condition(entries.get("when"), f"{path}.when"),
            self.known("field", entries["day"], f"{path}.day") if "day" in entries else "",
            self.known("did", entries["since"], f"{path}.since") if "since" in entries else "",
        )

    def pause(self, node: Node | None, path: str) -> ClockPause | None:
        if node is None:
            return None
        entries = self.keys(node, path, ("from", "until", "resume_day", "unclear"), ("from", "until"))
        counts = self.one_of(
            entries.get("resume_day"), f"{path}.resume_day", ("not_counted", "counted"), "unknown-name", "not_counted"
        )
        return ClockPause(
            self.known("did", entries["from"], f"{path}.from") if "from" in entries else "",
            self.known("did", entries["until"], f"{path}.until") if "until" in entries else "",
            counts == "counted",
            self.one_of(entries.get("unclear"), f"{path}.unclear", ("", *FLAGS), "unknown-name", ""),
        )

    def extension(self, node: Node | None, path: str) -> ClockExtension | None:
        if node is None:
            return None
        known = ("act", "n", "field", "unit", "mode", "most", "limit", "clause", "when")
        entries = self.keys(node, path, known, ("act", "unit"))
        if "n" not in entries and "field" not in entries:
            self.wrong(node.line, path, "missing-name", f"Gia hạn «{path}» cần «n» hoặc «field».")
        return ClockExtension(
            self.known("did", entries["act"], f"{path}.act") if "act" in entries else "",
            self.one_of(entries.get("unit"), f"{path}.unit", UNITS[:-1], "bad-unit", UNITS[0]),
            self.one_of(entries.get("mode"), f"{path}.mode", ("add", "total"), "bad-unit", "add"),
            self.number(entries.get("n"), f"{path}.n", most=3660),
            self.known("field", entries["field"], f"{path}.field") if "field" in entries else "",
            self.number(entries.get("most"), f"{path}.most", most=20),
            self.number(entries.get("limit"), f"{path}.limit", most=3660),
            self.clause(entries.get("clause"), f"{path}.clause", node.line, norm=True),
            self.condition(entries.get("when"), f"{path}.when"),
        )

    def silence(self, node: Node | None, path: str) -> tuple[str, CaseCondition | None] | None:
        if node is None:
            return None
        entries = self.keys(node, path, ("flag", "when"), ("flag",))
        flag = self.one_of(entries.get("flag"), f"{path}.flag", FLAGS, "unknown-name", FLAGS[0])
        return flag, self.condition(entries.get("when"), f"{path}.when")

    def paper(self, name: str, node: Node) -> KindPaper:
        path = f"papers.{name}"
        entries = self.keys(node, path, PAPER, ("label", "fields"))
        fields = self.paper_fields(entries, "fields", path)
        label = (
            self.label(entries["label"], f"{path}.label", node.line) if "label" in entries else Bilingual(name, name)
        )
        acts = self.list_of(entries.get("acts"), f"{path}.acts", self.names.did, "unknown-name", "thao tác")
        if not acts and name in self.names.did:
            acts = (name,)
        return KindPaper(
            name,
            label,
            fields,
            self.paper_fields(entries, "mask", path),
            self.paper_fields(entries, "unmasked", path),
            self.text(entries.get("form"), f"{path}.form"),
            self.clause(entries.get("clause"), f"{path}.clause", node.line, norm=True),
            self.flag(entries.get("official"), f"{path}.official"),
            self.flag(entries.get("book"), f"{path}.book"),
            node.line,
            acts,
            self.text(entries.get("named"), f"{path}.named"),
            self.paper_field(entries, "addressee", path, fields),
            self.paper_field(entries, "number", path, fields),
            self.paper_field(entries, "day", path, fields),
            tuple(self.column(one, f"{path}.columns", fields) for one in self.list_in(entries, "columns", path)),
        )

    def paper_fields(self, entries: Mapping[str, Node], key: str, path: str) -> tuple[str, ...]:
        """The fields that an entry of a paper lists."""
        return self.list_of(entries.get(key), f"{path}.{key}", self.names.field, "paper-field-missing", "trường")

    def paper_field(self, entries: Mapping[str, Node], key: str, path: str, fields: Collection[str]) -> str:
        """One field of those that the paper prints; "" for none."""
        if key not in entries:
            return ""
        return self.one_of(entries[key], f"{path}.{key}", fields, "paper-field-missing", "")

    def list_in(self, entries: Mapping[str, Node], key: str, path: str) -> list[Node]:
        """The items of an entry that is a list; a finding where it is something else."""
        node = entries.get(key)
        if node is None or node.value is None or isinstance(node.value, list):
            return node.items if node is not None else []
        self.wrong(node.line, f"{path}.{key}", "syntax", f"«{path}.{key}» phải là một danh sách.")
        return []

    def column(self, node: Node, path: str, fields: Collection[str]) -> PaperColumn:
        """A column of a book; it shows fields that the paper prints."""
        entries = self.keys(node, path, ("label", "fields", "of", "mark", "over", "width"), ("label",))
        shown = self.list_of(entries.get("fields"), f"{path}.fields", fields, "paper-field-missing", "trường")
        known = self.names.field.get(shown[0]) if shown else None
        over = entries.get("over")
        return PaperColumn(
            self.label(entries["label"], f"{path}.label", node.line) if "label" in entries else Bilingual("", ""),
            shown,
            self.one_of(entries["of"], f"{path}.of", COLUMN_SOURCES, "unknown-name", "") if "of" in entries else "",
            self.list_of(entries.get("mark"), f"{path}.mark", known or frozenset(), "unknown-name", "giá trị"),
            self.label(over, f"{path}.over", over.line) if over is not None else None,
            self.number(entries.get("width"), f"{path}.width", 1, 200) or 20,
        )

    def queue(self, name: str, node: Node) -> KindQueue:
        path = f"queues.{name}"
        entries = self.keys(node, path, ("label", "when"), ("when",))
        own = name not in QUEUES
        label = (
            self.label(entries.get("label"), f"{path}.label", node.line)
            if own or "label" in entries
            else Bilingual("", "")
        )
        return KindQueue(name, label, self.condition(entries.get("when"), f"{path}.when") or _never(), node.line)

    def statistic(self, node: Node, path: str) -> KindStatistic:
        entries = self.keys(node, path, ("form", "fields"), ("form",))
        fields = self.list_of(
            entries.get("fields"), f"{path}.fields", self.names.field, "statistic-field-missing", "trường"
        )
        return KindStatistic(self.text(entries.get("form"), f"{path}.form"), fields, node.line)

    def retention(self, node: Node | None) -> KindRetention:
        if node is None:
            return KindRetention()
        entries = self.keys(node, "retention", ("years", "from", "clause"))
        years = self.number(entries.get("years"), "retention.years", most=100)
        if years is not None and not self.text(entries.get("clause"), "retention.clause"):
            self.wrong(node.line, "retention.clause", "no-clause", "Thời hạn lưu phải có điều khoản làm căn cứ.")
        return KindRetention(
            years,
            self.one_of(entries.get("from"), "retention.from", ("closed", "received"), "unknown-name", "closed"),
            self.clause(entries.get("clause"), "retention.clause", node.line, norm=True),
        )


def values_of(field: KindField) -> frozenset[str] | None:
    """The values a condition may compare a field with; None: any."""
    if field.kind == "yes_no":
        return YES_NO
    return frozenset(field.choices) if field.choices else None


def _never() -> CaseCondition:
    return AnyHolds(())


def read_kind(
    file: str, raw: bytes, limits: Mapping[str, tuple[ClockRule, ...]] | None = None
) -> tuple[CaseKind | None, list[FileFinding]]:
    """A kind and what is wrong with its file, graph included. Raises Unreadable."""
    root, findings = read_lines(file, raw)
    reader = KindReader(file)
    reader.limits = shipped_limits() if limits is None else limits
    reader.findings += findings
    kind = reader.kind(root)
    found = reader.findings
    if kind is not None:
        found = found + check_kind(kind, {one.path for one in found})
    return kind, sorted(dict.fromkeys(found), key=lambda one: (one.line, one.path, one.code))


def check_forms_of(kinds: Iterable[CaseKind], forms: Collection[str]) -> list[FileFinding]:
    """Findings where a kind names a form of statistics that there is not."""
    return [
        FileFinding(kind.file, one.line, "statistics.form", "unknown-name", f"Không có biểu «{one.form}».")
        for kind in kinds
        for one in kind.statistics
        if one.form not in forms
    ]
