"""A CSV file of units becomes a plan, row by row: what each row would do, and why it cannot when it cannot.

The columns are ``mã định danh, tên, loại, mã cấp trên, tên gọi tắt, hiệu lực từ, đến`` in any order; how a file is
parted into cells stands in :mod:`~thuongton.people.csv_table`. Nothing here knows the database: :func:`plan_rows` is
given what is already there as :class:`PresentUnit`.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.people.csv_table import UnusableTable, plain_table, table_of
from thuongton.web.dates import parse_day
from vanban.apart import Limits, call
from vanban.model import UnreadableFile
from vanban.text import fold

COLUMNS = {
    "identifier": ("mã định danh", "mã định danh điện tử", "mã đơn vị"),
    "name": ("tên", "tên đơn vị"),
    "kind": ("loại", "loại đơn vị", "cấp"),
    "parent": ("mã cấp trên", "mã định danh cấp trên", "mã đơn vị cấp trên"),
    "short_name": ("tên gọi tắt", "tên tắt"),
    "valid_from": ("hiệu lực từ", "từ ngày", "có từ ngày"),
    "valid_to": ("đến", "hiệu lực đến", "đến ngày", "đến hết ngày"),
}
REQUIRED = ("identifier", "name", "kind")
TEMPLATE = "\ufeffmã định danh,tên,loại,mã cấp trên,tên gọi tắt,hiệu lực từ,đến\r\n"
KINDS = {
    "central": ("cơ quan trung ương", "trung ương", "bộ", "bộ, ngành"),
    "province": ("tỉnh", "thành phố", "tỉnh, thành phố"),
    "department": ("sở, ban, ngành cấp tỉnh", "sở, ban, ngành", "sở", "ban", "ngành"),
    "commune": ("xã",),
    "ward": ("phường",),
    "special_zone": ("đặc khu",),
    "office": ("phòng, ban, đơn vị trực thuộc", "phòng", "đơn vị trực thuộc", "phòng, ban", "trung tâm"),
}
MAX_ROWS = 20_000
LIMITS = Limits(seconds=20.0, memory=512 * 1024**2, answer=32 * 1024**2)
"""What parting a file of at most 4 MB may spend."""
_IDENTIFIER = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*\Z")
_KIND_OF = {fold(word): kind for kind, words in KINDS.items() for word in (kind, *words)}


class UnreadableTable(ValueError):
    """The file as a whole cannot be used; the message is one Vietnamese sentence that says what to do."""


class RowOutcome(enum.StrEnum):
    """What a row would do."""

    ADD = gettext_noop("thêm")
    CHANGE = gettext_noop("sửa")
    SKIP = gettext_noop("bỏ qua")
    ERROR = gettext_noop("lỗi")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row as read: ``line`` is its number in the file; an empty cell is ``""`` or None."""

    line: int
    identifier: str
    name: str
    kind: str
    parent: str = ""
    short_name: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PresentUnit:
    """A unit that stands already; ``pk`` and ``parent_pk`` are its keys, ``writable`` whether it may be changed."""

    pk: int
    identifier: str
    name: str
    kind: str
    parent_pk: int | None
    short_name: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    writable: bool = True

    def facts(self) -> tuple[object, ...]:
        """The columns a row may change."""
        return (self.identifier, self.name, self.kind, self.short_name, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What a row would do: ``unit`` is the key of the unit it changes, ``why`` the reason of a change or an error."""

    row: UnitRow
    act: RowOutcome
    why: str = ""
    unit: int | None = None
    parent_unit: int | None = None
    level: int = 0


@dataclass(slots=True)
class ImportPlan:
    """The plan of a whole file, in the order of its rows."""

    rows: list[RowPlan] = field(default_factory=list)

    def of(self, act: RowOutcome) -> list[RowPlan]:
        """The rows that do ``act``."""
        return [row for row in self.rows if row.act is act]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows do what, every act named."""
        return {str(act): len(self.of(act)) for act in RowOutcome}

    @property
    def ordered(self) -> list[RowPlan]:
        """The rows as a person reads them: what is wrong first, then what changes, then the rest."""
        first = (RowOutcome.ERROR, RowOutcome.CHANGE, RowOutcome.ADD, RowOutcome.SKIP)
        return sorted(self.rows, key=lambda row: (first.index(row.act), row.row.line))

    @property
    def faulty(self) -> bool:
        """Whether any row has an error; then nothing is written."""
        return any(row.act is RowOutcome.ERROR for row in self.rows)


def _columns_of(head: Sequence[str]) -> dict[str, int]:
    known = {fold(word): name for name, words in COLUMNS.items() for word in words}
    found: dict[str, int] = {}
    for position, cell in enumerate(head):
        name = known.get(" ".join(fold(cell).split()))
        if name is not None and name in found:
            raise UnreadableTable(_("Cột «%(column)s» có hai lần; hãy bỏ bớt một cột.") % {"column": cell.strip()})
        if name is not None:
            found[name] = position
    return found


def parse_rows(data: bytes | str) -> list[UnitRow]:
    """Read a file into rows; a fault of one row is kept with the row, a fault of the file raises UnreadableTable.

    >>> [row.name for row in parse_rows("mã định danh;tên;loại\\nH40.1;Xã Một;xã")]
    ['Xã Một']
    """
    try:
        return rows_of(table_of(data))
    except UnusableTable as fault:
        raise UnreadableTable(_(str(fault))) from fault


def rows_apart(data: bytes) -> list[UnitRow]:
    """The same of a file that came from outside: it is decoded and parted in a process that may die."""
    try:
        fault, table = call(plain_table, data, limits=LIMITS)
    except UnreadableFile as error:
        raise UnreadableTable(str(error)) from error
    if fault:
        raise UnreadableTable(_(fault))
    return rows_of(table)


def rows_of(table: Sequence[Sequence[str]]) -> list[UnitRow]:
    """The rows of a file that was parted into cells. Raises UnreadableTable."""
    start = next((number for number, cells in enumerate(table) if any(cell.strip() for cell in cells)), 0)
    columns = _columns_of(table[start])
    missing = [COLUMNS[name][0] for name in REQUIRED if name not in columns]
    if missing:
        raise UnreadableTable(
            _("Thiếu cột «%(columns)s» ở dòng đầu; hãy dùng đúng tên cột của mẫu.") % {"columns": "», «".join(missing)}
        )
    body = [
        (number, cells) for number, cells in enumerate(table[start + 1 :], start + 2) if any(c.strip() for c in cells)
    ]
    if not body:
        raise UnreadableTable(_("Tệp chỉ có dòng tên cột, chưa có đơn vị nào; hãy điền rồi đưa lại."))
    if len(body) > MAX_ROWS:
        raise UnreadableTable(
            _("Tệp có %(count)s dòng, quá %(most)s; hãy chia thành nhiều tệp.") % {"count": len(body), "most": MAX_ROWS}
        )
    return [_row(number, cells, columns) for number, cells in body]


def _row(line: int, cells: Sequence[str], columns: dict[str, int]) -> UnitRow:
    def cell(name: str) -> str:
        position = columns.get(name, len(cells))
        return " ".join(cells[position].split()) if position < len(cells) else ""

    faults = []
    identifier, parent = cell("identifier").upper(), cell("parent").upper()
    if not identifier:
        faults.append(_("chưa có mã định danh"))
    elif len(identifier) > 35 or not _IDENTIFIER.match(identifier):
        faults.append(
            _(
                "mã định danh «%(identifier)s» phải gồm các nhóm chữ A–Z, số 0–9 cách nhau bằng dấu chấm,"
                " tối đa 35 ký tự"
            )
            % {"identifier": identifier}
        )
    if not cell("name"):
        faults.append(_("chưa có tên"))
    elif len(cell("name")) > 255:
        faults.append(_("tên dài quá 255 ký tự"))
    if len(cell("short_name")) > 120:
        faults.append(_("tên gọi tắt dài quá 120 ký tự"))
    kind = _KIND_OF.get(fold(cell("kind")), "")
    if not kind:
        said = cell("kind")
        faults.append(
            _("không rõ loại «%(said)s» (xã, phường, đặc khu, sở, phòng…)") % {"said": said}
            if said
            else _("chưa có loại")
        )
    days: dict[str, dt.date | None] = {}
    for name in ("valid_from", "valid_to"):
        days[name] = parse_day(cell(name)) if cell(name) else None
        if cell(name) and days[name] is None:
            faults.append(_("«%(day)s» không phải là ngày (viết như 1/7/2025)") % {"day": cell(name)})
    if days["valid_from"] and days["valid_to"] and days["valid_to"] < days["valid_from"]:
        faults.append(_("ngày hết hiệu lực đứng trước ngày bắt đầu"))
    return UnitRow(
        line=line,
        identifier=identifier,
        name=cell("name"),
        kind=kind,
        parent=parent,
        short_name=cell("short_name"),
        valid_from=days["valid_from"],
        valid_to=days["valid_to"],
        faults=tuple(faults),
    )


def plan_rows(rows: Iterable[UnitRow], known: Iterable[PresentUnit], *, may_add_roots: bool = False) -> ImportPlan:
    """What each row would do to the units that stand already.

    A row meets a unit by its identifier, or by name and superior when that unit has none yet. Rows may name a
    superior that stands further down in the file. The place of a unit in the tree is never changed by a file.
    """
    rows = list(rows)
    by_code = {unit.identifier: unit for unit in known if unit.identifier}
    by_pk = {unit.pk: unit for unit in known}
    nameless = {(unit.parent_pk, fold(unit.name)): unit for unit in known if not unit.identifier}
    first_line: dict[str, int] = {}
    in_file: dict[str, UnitRow] = {}
    for row in rows:
        if row.identifier and row.identifier not in first_line:
            first_line[row.identifier] = row.line
            in_file[row.identifier] = row
    errors = {row.line: _fault(row, first_line, by_code, in_file, may_add_roots) for row in rows}
    levels = {row.line: _level(row, in_file, by_code) for row in rows}
    for row in sorted(rows, key=lambda row: levels[row.line] or 0):
        above = in_file.get(row.parent)
        if levels[row.line] is None:
            errors[row.line] = errors[row.line] or _("cấp trên đi vòng quanh trong tệp")
        elif not errors[row.line] and row.parent not in by_code and above is not None and errors[above.line]:
            errors[row.line] = _("cấp trên ở dòng %(line)s có lỗi") % {"line": above.line}
    result = ImportPlan()
    for row in rows:
        if errors[row.line]:
            result.rows.append(RowPlan(row, RowOutcome.ERROR, errors[row.line]))
            continue
        superior = by_code.get(row.parent)
        meets = by_code.get(row.identifier) or nameless.get((superior.pk if superior else None, fold(row.name)))
        result.rows.append(_plan(row, meets, superior, by_pk, levels[row.line] or 0))
    return result


def _fault(
    row: UnitRow,
    first_line: dict[str, int],
    by_code: dict[str, PresentUnit],
    in_file: dict[str, UnitRow],
    may_add_roots: bool,
) -> str:
    faults = list(row.faults)
    if row.identifier and first_line[row.identifier] != row.line:
        faults.append(_("mã định danh trùng với dòng %(line)s") % {"line": first_line[row.identifier]})
    meets = by_code.get(row.identifier)
    if meets is not None and not meets.writable:
        faults.append(_("mã định danh đang thuộc về %(name)s, ngoài phạm vi được giao") % {"name": meets.name})
    if not row.parent:
        if meets is None and not may_add_roots:
            faults.append(_("chưa có mã cấp trên"))
    elif row.parent == row.identifier:
        faults.append(_("đơn vị không thể là cấp trên của chính nó"))
    elif row.parent in by_code:
        if not by_code[row.parent].writable:
            faults.append(_("cấp trên %(parent)s ngoài phạm vi được giao") % {"parent": row.parent})
    elif row.parent not in in_file:
        faults.append(_("không tìm thấy cấp trên có mã %(parent)s") % {"parent": row.parent})
    return "; ".join(faults)


def _level(row: UnitRow, in_file: dict[str, UnitRow], by_code: dict[str, PresentUnit]) -> int | None:
    """How many new units stand above the row; None when they go round in a circle."""
    level, seen, at = 0, {row.line}, row
    while at.parent and at.parent not in by_code and at.parent in in_file:
        at = in_file[at.parent]
        level += 1
        if at.line in seen:
            return None
        seen.add(at.line)
    return level


def _plan(
    row: UnitRow, meets: PresentUnit | None, superior: PresentUnit | None, by_pk: dict[int, PresentUnit], level: int
) -> RowPlan:
    if meets is None:
        return RowPlan(row, RowOutcome.ADD, "", None, superior.pk if superior else None, level)
    if not meets.writable:
        return RowPlan(row, RowOutcome.ERROR, _("%(name)s ngoài phạm vi được giao") % {"name": meets.name})
    if row.parent and (superior is None or superior.pk != meets.parent_pk):
        at = by_pk.get(meets.parent_pk) if meets.parent_pk is not None else None
        return RowPlan(
            row,
            RowOutcome.ERROR,
            _("đơn vị đang trực thuộc %(superior)s, khác cấp trên trong tệp")
            % {"superior": at.name if at else _("không đơn vị nào")},
        )
    before = meets.facts()
    after = (row.identifier, row.name, row.kind, row.short_name, row.valid_from, row.valid_to)
    names = ("mã định danh", "tên", "loại", "tên gọi tắt", "hiệu lực từ", "đến")
    changed = [name for name, old, new in zip(names, before, after, strict=True) if (old or None) != (new or None)]
    if not changed:
        return RowPlan(row, RowOutcome.SKIP, _("đã có, không đổi"), meets.pk)
    return RowPlan(row, RowOutcome.CHANGE, _("đổi %(columns)s") % {"columns": ", ".join(changed)}, meets.pk)
