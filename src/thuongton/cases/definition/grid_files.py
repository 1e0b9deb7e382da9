"""Reads ``grid`` of a kind file: which acts and columns the page has on which a paper book is copied."""

from __future__ import annotations

from collections.abc import Mapping

from thuongton.cases.definition.lines import Node
from thuongton.cases.definition.model import KindField, KindGrid, KindGridColumn, KindTransition
from thuongton.cases.definition.reading import FileReader, nearest

DAY = "on"
"""«act.on»: the day on which the act happened."""
MOST_ROWS_OF_A_FIELD = 9


def read_grid(
    reader: FileReader, node: Node, transitions: Mapping[str, KindTransition], fields: Mapping[str, KindField]
) -> KindGrid:
    """The grid of a file, with a finding for each name that the file does not have."""
    entries = reader.keys(node, "grid", ("acts", "days", "columns"))
    acts = reader.list_of(entries.get("acts"), "grid.acts", transitions, "unknown-name", "thao tác")
    for place, name in enumerate(acts):
        one = transitions[name]
        if one.opens is not (place == 0):
            said = "mở hồ sơ nên phải đứng đầu" if one.opens else "đứng đầu nhưng không mở hồ sơ"
            reader.wrong(entries["acts"].line, "grid.acts", "dead-transition", f"Thao tác «{name}» {said}.")
    days = {}
    for act, other in entries["days"].mapping.items() if "days" in entries else ():
        path = f"grid.days.{act}"
        known = [reader.known("did", Node(act, other.line), path), reader.known("did", other, path)]
        if act == known[1]:
            reader.wrong(other.line, path, "bad-number", f"Thao tác «{act}» lấy ngày của chính nó.")
        days[act] = known[1]
    items = entries["columns"].items if "columns" in entries else []
    columns = [_column(reader, one, transitions, fields) for one in items]
    return KindGrid(acts, days, tuple(one for one in columns if one is not None), node.line)


def _column(
    reader: FileReader, node: Node, transitions: Mapping[str, KindTransition], fields: Mapping[str, KindField]
) -> KindGridColumn | None:
    path = "grid.columns"
    label = None
    name = reader.text(node, path) if not isinstance(node.value, dict) else ""
    if isinstance(node.value, dict):
        entries = reader.keys(node, path, ("column", "label"), ("column",))
        name = reader.text(entries.get("column"), path)
        label = reader.label(entries["label"], f"{path}.label", node.line) if "label" in entries else None
    act, _dot, rest = name.partition(".")
    if act not in transitions:
        reader.wrong(node.line, path, "unknown-name", f"Không có thao tác «{act}».{nearest(act, transitions)}")
        return None
    if rest == DAY:
        return KindGridColumn(name, label, node.line)
    parts = rest.split(".")
    if parts[0] not in transitions[act].given or parts[0] not in fields:
        said = f"Thao tác «{act}» không có trường «{parts[0]}».{nearest(parts[0], transitions[act].given)}"
        reader.wrong(node.line, path, "unknown-field", said)
        return None
    if not _fits(fields[parts[0]], parts[1:]):
        reader.wrong(node.line, path, "unknown-field", f"Cột «{name}» không phải một ô; viết như «mo.ben.1.ho_ten».")
        return None
    return KindGridColumn(name, label, node.line)


def _fits(field: KindField, rest: list[str]) -> bool:
    """Whether a name goes on as its field asks: rows by number and part, others not at all."""
    if field.kind == "case":
        return False
    if field.kind != "rows":
        return not rest
    known = {one.name for one in field.parts}
    return len(rest) == 2 and rest[0] in map(str, range(1, MOST_ROWS_OF_A_FIELD + 1)) and rest[1] in known
