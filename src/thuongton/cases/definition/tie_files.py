"""Reads what a kind file says of other cases: into which kinds a case grows, what makes two of them one matter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from thuongton.cases.definition.conditions import (
    AllHold,
    AnyHolds,
    CaseCondition,
    FieldBetween,
    FieldIs,
    FieldKnown,
    NotHolds,
)
from thuongton.cases.definition.lines import FileFinding, Node
from thuongton.cases.definition.model import CaseKind, KindField, KindLead, KindTask, KindTransition, KindTwins
from thuongton.cases.definition.rule_files import RuleReader

OF_FIELDS = (FieldIs, FieldKnown, FieldBetween, AllHold, AnyHolds, NotHolds)
"""Conditions on fields alone: they are worked out for a row without its acts."""


class TieReader(RuleReader):
    """The part of the reader of kind files that is about other cases and about who may read."""

    def closed(self, node: Node | None, fields: Collection[str]) -> tuple[tuple[str, ...], dict[str, CaseCondition]]:
        """Fields open to handler and leader alone, and the condition of those that are so only where it holds."""
        names: list[str] = []
        conditions: dict[str, CaseCondition] = {}
        for one in node.items if node else ():
            if isinstance(one.value, dict):
                entries = self.keys(one, "closed", ("field", "when"), ("field", "when"))
                name = self.known("field", entries["field"], "closed.field") if "field" in entries else ""
                when = self.of_fields(entries.get("when"), "closed.when")
                if when is not None:
                    conditions[name] = when
                names.append(name)
            else:
                names += self.list_of(one, "closed", fields, "unknown-field", "trường")
        return tuple(names), conditions

    def of_fields(self, node: Node | None, path: str) -> CaseCondition | None:
        """A condition on fields alone."""
        found = self.condition(node, path)
        if node is not None and found is not None and not all(isinstance(one, OF_FIELDS) for one in found.parts()):
            self.wrong(node.line, path, "unknown-name", "Ở đây chỉ dùng điều kiện theo trường («field»).")
        return found

    def lead(self, name: str, node: Node) -> KindLead:
        """Into which kind a case grows."""
        path = f"leads_to.{name}"
        known = ("do", "tie", "fields", "records", "names", "when", "clause")
        entries = self.keys(node, path, known, ("do", "tie"))
        taken: dict[str, str] = {}
        for here, there in entries["fields"].mapping.items() if "fields" in entries else ():
            self.known("field", Node(here, there.line), f"{path}.fields")
            taken[here] = self.text(there, f"{path}.fields.{here}")
        records = self.known("did", entries["records"], f"{path}.records") if "records" in entries else ""
        if records and "names" not in entries:
            self.wrong(node.line, f"{path}.names", "missing-name", f"Thiếu «names» ở «{path}»: trường nêu hồ sơ mới.")
        return KindLead(
            name,
            self.text(entries.get("do"), f"{path}.do"),
            self.text(entries.get("tie"), f"{path}.tie"),
            taken,
            records,
            self.known("field", entries["names"], f"{path}.names") if "names" in entries else "",
            self.of_fields(entries.get("when"), f"{path}.when"),
            self.clause(entries.get("clause"), f"{path}.clause", node.line, norm=True),
            node.line,
        )

    def twins(self, node: Node | None) -> KindTwins | None:
        """How two cases are found to be about one matter."""
        if node is None:
            return None
        entries = self.keys(node, "twins", ("persons", "clauses", "words", "act", "names", "tells", "clause"))
        fields = {
            name: self.list_of(entries.get(name), f"twins.{name}", self.names.field, "unknown-field", "trường")
            for name in ("persons", "clauses", "words")
        }
        if not any(fields.values()):
            self.wrong(node.line, "twins", "missing-name", "«twins» cần «persons», «clauses» hoặc «words».")
        if ("act" in entries) != ("names" in entries):
            self.wrong(node.line, "twins.act", "missing-name", "«act» và «names» của «twins» đi cùng nhau.")
        return KindTwins(
            **fields,
            act=self.known("did", entries["act"], "twins.act") if "act" in entries else "",
            names=self.known("field", entries["names"], "twins.names") if "names" in entries else "",
            tells=self.known("did", entries["tells"], "twins.tells") if "tells" in entries else "",
            clause=self.clause(entries.get("clause"), "twins.clause", node.line, norm=True),
            line=node.line,
        )

    def becomes_task(self, node: Node | None) -> KindTask | None:
        """That a case may become a task."""
        if node is None:
            return None
        known = ("act", "names", "title")
        entries = self.keys(node, "becomes_task", known, known)
        act, names, title = (
            self.known("did" if name == "act" else "field", entries[name], f"becomes_task.{name}")
            if name in entries
            else ""
            for name in known
        )
        return KindTask(act, names, title, node.line)


def check_ties(kind: CaseKind) -> Iterator[FileFinding]:
    """Findings in what one kind says of other cases: acts that do not give the field, fields that name no case."""
    for lead in kind.leads_to.values():
        if lead.records and lead.records in kind.transitions:
            yield from _naming(kind, lead.records, lead.names, f"leads_to.{lead.kind}.names", lead.line)
    if kind.becomes_task is not None:
        yield from _task(kind, kind.becomes_task)
    twins = kind.twins
    if twins is None:
        return
    if twins.act and twins.act in kind.transitions:
        yield from _naming(kind, twins.act, twins.names, "twins.names", twins.line)
    for name in twins.clauses:
        if name in kind.fields and kind.fields[name].kind != "clause":
            message = f"Trường «{name}» không phải điều, khoản («type: clause»)."
            yield FileFinding(kind.file, twins.line, "twins.clauses", "unknown-field", message)


def _task(kind: CaseKind, task: KindTask) -> Iterator[FileFinding]:
    if task.act in kind.transitions and task.names not in kind.transitions[task.act].given:
        message = f"Thao tác «{task.act}» không ghi trường «{task.names}»."
        yield FileFinding(kind.file, task.line, "becomes_task.names", "unknown-field", message)
    if task.title in kind.fields and _guard(kind, task.title):
        message = f"Trường «{task.title}» được giữ kín, không làm tên nhiệm vụ được."
        yield FileFinding(kind.file, task.line, "becomes_task.title", "sensitive-printed-unmasked", message)


def _naming(kind: CaseKind, act: str, name: str, path: str, line: int) -> Iterator[FileFinding]:
    field = kind.fields.get(name)
    if field is not None and field.kind != "case":
        message = f"Trường «{name}» không nêu hồ sơ («type: case»)."
        yield FileFinding(kind.file, line, path, "unknown-field", message)
    elif name and name not in kind.transitions[act].given:
        message = f"Thao tác «{act}» không ghi trường «{name}»."
        yield FileFinding(kind.file, line, path, "unknown-field", message)


def check_leads(kinds: Iterable[CaseKind], known: Mapping[str, CaseKind]) -> list[FileFinding]:
    """Findings where a kind grows into one that there is not, or that does not take what goes over.

    ``known``: the newest version of every kind there is.
    """
    found: list[FileFinding] = []
    for kind in kinds:
        for lead in kind.leads_to.values():
            path = f"leads_to.{lead.kind}"
            other = known.get(lead.kind)
            if other is None:
                message = f"Không có loại hồ sơ «{lead.kind}» để lập từ hồ sơ này."
                found.append(FileFinding(kind.file, lead.line, path, "unknown-name", message))
                continue
            found += [
                FileFinding(kind.file, lead.line, f"{path}.{where}", code, message)
                for where, code, message in _lead(kind, lead, other)
            ]
    return found


def _lead(kind: CaseKind, lead: KindLead, other: CaseKind) -> Iterator[tuple[str, str, str]]:
    act = other.transitions.get(lead.do)
    if act is None or not act.opens:
        yield "do", "unknown-name", f"Sổ «{other.kind}» không có thao tác «{lead.do}» để mở hồ sơ."
        return
    tie = other.fields.get(lead.tie)
    if tie is None or tie.kind != "case" or lead.tie not in act.given:
        yield "tie", "unknown-field", f"Thao tác «{lead.do}» của «{other.kind}» không có trường «{lead.tie}» nêu hồ sơ."
    for here, there in lead.fields.items():
        yield from _taken(kind, here, other, there, act)


def _taken(
    kind: CaseKind, here: str, other: CaseKind, there: str, act: KindTransition
) -> Iterator[tuple[str, str, str]]:
    """Findings in one field that goes over: unknown, of another type, or less guarded there than here."""
    mine, theirs = kind.fields.get(here), other.fields.get(there)
    where = f"fields.{here}"
    if mine is None:
        return  # said by the reader
    if theirs is None or there not in act.given:
        yield where, "unknown-field", f"Thao tác «{act.name}» của «{other.kind}» không ghi trường «{there}»."
        return
    if not _fits(mine, theirs):
        yield where, "bad-unit", f"Trường «{here}» và «{other.kind}.{there}» không cùng kiểu."
    if _guard(kind, here) > _guard(other, there):
        message = f"Trường «{here}» được giữ kín hơn «{other.kind}.{there}»; không mang sang như vậy được."
        yield where, "sensitive-printed-unmasked", message


def _fits(mine: KindField, theirs: KindField) -> bool:
    texts = {"text", "long_text"}
    if mine.kind != theirs.kind and not {mine.kind, theirs.kind} <= texts:
        return False
    return mine.kind != "choice" or set(mine.choices) <= set(theirs.choices)


def _guard(kind: CaseKind, name: str) -> int:
    """How a field is kept: 0 in clear, 1 sealed, 2 masked, 3 closed; one closed at times counts as it else is."""
    if name in kind.closed and name not in kind.closed_when:
        return 3
    if name in kind.sensitive:
        return 2
    field = kind.fields[name]
    return int(field.personal or any(part.personal for part in field.parts))
