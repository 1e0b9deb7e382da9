"""Reads a form file into a :class:`StatisticsForm`; names of fields, acts and states are those of its kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thuongton.cases.definition.conditions import ALWAYS, CaseCondition
from thuongton.cases.definition.installed import FORM, InstalledFile, follows_installed, installed
from thuongton.cases.definition.kind_files import check_forms_of, values_of
from thuongton.cases.definition.library import known_kinds, shipped_only
from thuongton.cases.definition.lines import FileFinding, Node, Unreadable, read_lines
from thuongton.cases.definition.model import WORDINGS, Bilingual, CaseKind
from thuongton.cases.definition.reading import FORM_WORDS, FileReader
from thuongton.cases.statistics.model import CountedCell, FormDoubt, FormIdentity, StatisticsForm, identity

FORMS = Path(__file__).parent.parent / "forms"
TOP = ("form", "label", "basis", "wording", "kinds", "note", "sets", "cells", "identities", "doubts")
COUNTED = ("cases",)
OPS = ("count", "sum", "days", "matters")


class FormReader(FileReader):
    """Reads one form file."""

    words = FORM_WORDS

    def __init__(self, file: str, kinds: Mapping[str, tuple[CaseKind, ...]]) -> None:
        super().__init__(file)
        self.kinds = kinds
        self.sets: Mapping[str, Node] = {}
        self.made: dict[str, CaseCondition] = {}
        self.open: set[str] = set()

    def form(self, root: Node) -> StatisticsForm:
        """The form; what is wrong is kept in ``findings``."""
        top = self.keys(root, "", TOP, ("form", "label", "basis", "wording", "kinds", "cells"))
        names = self.list_of(top.get("kinds"), "kinds", self.kinds, "unknown-name", "loại hồ sơ")
        self.take_names([version for name in names for version in self.kinds[name]])
        self.sets = top["sets"].mapping if "sets" in top else {}
        self.names.set = frozenset(self.sets)
        cells_node = top.get("cells")
        self.cell_names = frozenset(cells_node.mapping) if cells_node else frozenset()
        cells = {name: self.cell(name, node) for name, node in cells_node.mapping.items()} if cells_node else {}
        for name, node in self.sets.items():
            self.named_set(Node(name, node.line), f"sets.{name}")
        return StatisticsForm(
            self.text(top.get("form"), "form"),
            self.label(top.get("label"), "label", 1),
            self.list_of(top.get("basis"), "basis", None, "", ""),
            self.one_of(top.get("wording"), "wording", WORDINGS, "unknown-name", "unknown"),
            names,
            cells,
            tuple(
                filter(None, (self.identity(node) for node in (top["identities"].items if "identities" in top else ())))
            ),
            tuple(
                self.doubt(node, f"doubts.{n}") for n, node in enumerate(top["doubts"].items if "doubts" in top else ())
            ),
            self.text(top.get("note"), "note"),
            self.file,
        )

    def take_names(self, kinds: list[CaseKind]) -> None:
        """The names that the conditions may speak of."""
        fields: dict[str, frozenset[str] | None] = {}
        for kind in kinds:
            for name, field in kind.fields.items():
                choices = values_of(field)
                before = fields.get(name, frozenset())
                fields[name] = before | choices if choices is not None and before is not None else None
            for act in kind.transitions.values():
                fields.update({f"{act.name}.{name}": fields[name] for name in act.given})
        self.names.field = fields
        self.names.state = frozenset(name for kind in kinds for name in kind.states)
        self.names.did = frozenset(name for kind in kinds for name in kind.transitions)
        self.names.clock = frozenset(name for kind in kinds for name in kind.clocks)
        self.names.kind = frozenset(kind.kind for kind in kinds)

    def named_set(self, node: Node, path: str) -> CaseCondition:
        """A condition defined under ``sets``."""
        name = self.known("set", node, path)
        if name not in self.sets:
            return ALWAYS
        if name in self.open:
            self.wrong(node.line, path, "unknown-name", f"Điều kiện «{name}» dẫn về chính nó.")
            return ALWAYS
        if name not in self.made:
            self.open.add(name)
            self.made[name] = self.condition(self.sets[name], f"sets.{name}") or ALWAYS
            self.open -= {name}
        return self.made[name]

    def cell(self, name: str, node: Node) -> CountedCell:
        path = f"cells.{name}"
        known = ("label", "count", "sum", "days", "matters", "of", "unless", "unit", "default", "each", "less")
        entries = self.keys(node, path, known, ("label",))
        ops = [op for op in OPS if op in entries]
        if len(ops) != 1:
            self.wrong(node.line, path, "missing-name", f"Ô «{name}» cần đúng một trong: {', '.join(OPS)}.")
        op = ops[0] if ops else "count"
        self.one_of(entries.get("count"), f"{path}.count", COUNTED, "unknown-name", COUNTED[0])
        field = ""
        acts: tuple[str, ...] = ()
        if op in ("sum", "matters") and op in entries:
            field = self.field_of(entries[op], f"{path}.{op}")
        elif op == "days":
            acts = self.list_of(entries["days"], f"{path}.days", self.names.did, "unknown-name", "thao tác")
        label = (
            self.label(entries["label"], f"{path}.label", node.line) if "label" in entries else Bilingual(name, name)
        )
        return CountedCell(
            name,
            label,
            op,
            self.condition(entries.get("of"), f"{path}.of") or ALWAYS,
            field,
            acts,
            self.list_of(entries.get("unless"), f"{path}.unless", self.cell_names, "unknown-name", "ô"),
            self.text(entries.get("unit"), f"{path}.unit"),
            self.number(entries.get("default"), f"{path}.default", least=0),
            self.list_of(entries.get("each"), f"{path}.each", self.names.did, "unknown-name", "thao tác"),
            self.field_of(entries["less"], f"{path}.less") if "less" in entries else "",
            node.line,
        )

    def field_of(self, node: Node, path: str) -> str:
        """A field that is counted."""
        name = self.text(node, path)
        if name not in self.names.field:
            self.wrong(node.line, path, "statistic-field-missing", f"Không có trường «{name}» để đếm.")
        return name

    def identity(self, node: Node) -> FormIdentity | None:
        found = identity(self.text(node, "identities"), node.line)
        if found is None:
            self.wrong(
                node.line, "identities", "syntax", f"«{node.value}» không phải đẳng thức dạng «1 = 5 + 11 + 17»."
            )
            return None
        for term in (term for side in found.sides for term in side):
            if not term.form and term.cell not in self.cell_names:
                self.wrong(node.line, "identities", "unknown-name", f"Không có ô «{term.cell}».")
        return found

    def doubt(self, node: Node, path: str) -> FormDoubt:
        entries = self.keys(node, path, ("cells", "when", "text"), ("cells", "when", "text"))
        return FormDoubt(
            self.list_of(entries.get("cells"), f"{path}.cells", self.cell_names, "unknown-name", "ô"),
            self.condition(entries.get("when"), f"{path}.when") or ALWAYS,
            self.text(entries.get("text"), f"{path}.text"),
        )


def read_form(
    file: str, raw: bytes, kinds: Mapping[str, tuple[CaseKind, ...]] | None = None
) -> tuple[StatisticsForm, list[FileFinding]]:
    """A form and what is wrong with its file. Raises Unreadable."""
    root, findings = read_lines(file, raw)
    reader = FormReader(file, known_kinds() if kinds is None else kinds)
    reader.findings += findings
    form = reader.form(root)
    return form, sorted(dict.fromkeys(reader.findings), key=lambda one: (one.line, one.path))


def check_terms(forms: Iterable[StatisticsForm], known: Mapping[str, StatisticsForm]) -> list[FileFinding]:
    """Findings where an identity names a cell of another form that there is not."""
    found = []
    for form in forms:
        for one in form.identities:
            for term in (term for side in one.sides for term in side if term.form):
                if term.form not in known or term.cell not in known[term.form].cells:
                    message = f"Không có ô «{term.cell}» của biểu «{term.form}»."
                    found.append(FileFinding(form.file, one.line, "identities", "unknown-name", message))
    return found


def form_files() -> list[Path]:
    """The form files of the product."""
    return sorted(FORMS.glob("*.yaml"))


@cache
def _shipped() -> dict[str, StatisticsForm]:
    kinds = shipped_only()
    found: dict[str, StatisticsForm] = {}
    wrong: list[FileFinding] = []
    for path in form_files():
        try:
            form, findings = read_form(str(path), path.read_bytes(), kinds)
        except Unreadable as error:
            findings = [error.finding]
        else:
            found[form.form] = form
        wrong += findings
    wrong += check_forms_of([one for versions in kinds.values() for one in versions], found)
    wrong += check_terms(found.values(), found)
    if wrong:
        raise ValueError("\n".join(map(str, wrong)))
    return found


def is_shipped_form(name: str) -> bool:
    """Whether the product ships a form of this name."""
    return name in _shipped()


@dataclass(frozen=True, eq=False, slots=True)
class JoinedForms:
    """Forms by name; ``aside``: why an installed file is not among them."""

    forms: Mapping[str, StatisticsForm]
    aside: tuple[FileFinding, ...] = ()


def join_forms(files: Sequence[InstalledFile], kinds: Mapping[str, tuple[CaseKind, ...]]) -> JoinedForms:
    """The shipped forms with installed ones, the newest of each name; a shipped form is never replaced."""
    found = dict(_shipped())
    aside: list[FileFinding] = []
    newest = {one.name: one for one in files if one.what == FORM and not one.withdrawn}
    for one in newest.values():
        form, wrong = read_installed_form(one, kinds)
        if form is None or wrong:
            aside += wrong
        else:
            found[form.form] = form
    return JoinedForms(found, tuple(aside))


def read_installed_form(
    one: InstalledFile, kinds: Mapping[str, tuple[CaseKind, ...]]
) -> tuple[StatisticsForm | None, list[FileFinding]]:
    """The form of an installed file, or why it cannot stand."""
    message = ""
    if not one.is_whole:
        message = f"Nội dung biểu «{one.name}» khác với lúc cài."
    elif is_shipped_form(one.name):
        message = f"Biểu «{one.name}» đã có trong sản phẩm; tệp cài đứng ngoài."
    if message:
        return None, [FileFinding(one.file, 1, "form", "duplicate", message)]
    try:
        return read_form(one.file, one.text.encode(), kinds)
    except Unreadable as error:
        return None, [error.finding]


@follows_installed
def joined_forms() -> JoinedForms:
    """The forms as they stand now. Raises ValueError when a shipped file is wrong."""
    return join_forms(installed().files, known_kinds())


def known_forms() -> Mapping[str, StatisticsForm]:
    """Every form by its name, those of the product and those installed."""
    return joined_forms().forms
