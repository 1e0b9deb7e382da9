"""A row of a working table as it is told on: documents, handling, what handled them, step, state, deadline, doubts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from thuongton.reviews.tables.grids import SourceRow
from thuongton.reviews.tables.numbers import numbers_in, straight
from thuongton.reviews.tables.roles import CellRoles, roles_in
from thuongton.reviews.tables.telling import ToldHandling, deadline_of, handling_of, issued_in, progress_of
from thuongton.reviews.tables.words import TableAction

_BARE = re.compile(r"(?:số\s*:?\s*)?(\d{1,5}[a-zA-Z]?)(?:\s*/\s*((?:19|20)\d\d))?\s*", re.IGNORECASE)
NO_DOCUMENT = "Không thấy số, ký hiệu văn bản nào trong dòng."
UNREAD_LINE = "Dòng không đọc được như JSON."


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """What a row of a table says; None and () where it says nothing. ``doubts`` are sentences, each to be asked."""

    source: SourceRow
    documents: tuple[str, ...] = ()
    action: TableAction = "chua_xac_dinh"
    form: str = "chua_xac_dinh"
    replaced_by: str | None = None
    state: str | None = None
    step: str | None = None
    told: str | None = None
    deadline: dt.date | None = None
    deadline_told: str | None = None
    doubts: tuple[str, ...] = ()
    title: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The row as the contract of ``law review import`` has it."""
        return {
            "id": self.source.ident,
            "documents": list(self.documents),
            "action": self.action,
            "replaced_by": self.replaced_by,
            "state": self.state,
            "step": self.step,
            "deadline": self.deadline.isoformat() if self.deadline else None,
            "doubts": list(self.doubts),
            "kind": self.source.kind,
            "sheet": self.source.sheet,
            "line": self.source.line,
            "form": self.form,
            "title": self.title,
            "state_told": self.told,
            "deadline_told": self.deadline_told,
        }


def read_rows(rows: Iterable[SourceRow]) -> Iterator[TrackedRow]:
    """What each row says, in order."""
    for row in rows:
        if row.kind == "row":
            yield read_row(row)
        else:
            yield TrackedRow(row, doubts=(UNREAD_LINE,) if row.kind == "note" and not row.cells else ())


def read_row(row: SourceRow) -> TrackedRow:
    """What one row says of its documents."""
    cells, columns = row.cells, row.columns
    main = _cell(row, "document")
    about = roles_in(main) if main else CellRoles()
    issued, doubts = issued_in(cells, columns, about)
    beside = [cells[one.name] for one in columns if one.means in ("replaced_by", "note", "state") and one.name in cells]
    above = [*reversed(row.sections), row.sheet]
    handling = handling_of(cells, columns, about, beside, above, issued=issued)
    documents, replacing, asked = _documents(row, about, handling)
    issued = issued or replacing
    progress = progress_of(cells, columns, issued)
    done = issued is not None or (progress.state or "").startswith(("đã xử lý", "đã ban hành"))
    deadline, told, late = deadline_of(cells, columns, done=done)
    doubts = [*asked, *handling.doubts, *doubts, *late]
    if handling.ticked is not None and handling.ticked > 1 and documents and len(documents) != handling.ticked:
        doubts.append(f"Cột hình thức xử lý ghi {handling.ticked} văn bản, lời của dòng nêu {len(documents)}.")
    return TrackedRow(
        row,
        tuple(documents),
        handling.key,
        handling.form,
        issued,
        progress.state,
        progress.step.key if progress.step else None,
        progress.told,
        deadline,
        told,
        tuple(dict.fromkeys(doubts)),
        " ".join(main.split()) or None,
    )


def _cell(row: SourceRow, means: str) -> str:
    return "\n".join(row.cells[one.name] for one in row.columns if one.means == means and one.name in row.cells)


def _documents(row: SourceRow, about: CellRoles, handling: ToldHandling) -> tuple[list[str], str | None, list[str]]:
    """The documents under review, the one that replaces them where the row begins with it, and what is to be asked."""
    for means in ("old", "number"):
        text = _cell(row, means)
        if not text:
            continue
        roles = roles_in(text)
        found = roles.of("own", "handled") or roles.of("cited")
        if found:
            return found, None, roles.doubts
        whole, doubt = _completed(text, row)
        if whole is not None:
            return [whole], None, []
        if doubt is not None and not about.of("own", "handled"):
            return [], None, [doubt]
    own, handled = about.of("own"), about.of("handled")
    if own and handled:
        if handling.key in ("thay_the", "bai_bo", "sua_doi") and set(about.ordered) & {handling.key}:
            return handled, own[0], about.doubts
        return own, None, about.doubts
    found = own or handled
    if not found and not about.draft:
        others = about.of("cited")
        if others and not own:
            return [], None, [*about.doubts, f"Không rõ văn bản nào được rà soát: {'; '.join(others)}."]
    asks = not found and handling.key != "ban_hanh_moi" and not about.doubts
    return found, None, [*about.doubts, *([NO_DOCUMENT] if asks else [])]


def _completed(text: str, row: SourceRow) -> tuple[str | None, str | None]:
    """A number whose symbol stands in other columns: «12» and «2020» with kind and issuer are asked, never made up."""
    match = _BARE.fullmatch(straight(text).strip())
    if match is None or numbers_in(straight(text)):
        return None, None
    return None, f"Số «{text.strip()[:40]}» thiếu ký hiệu."
