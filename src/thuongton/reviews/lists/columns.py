"""The columns of a list (cột của danh mục) as data, and what each holds of a row; pure.

``columns.toml`` says what a column can hold and how the product lays each list out. A unit may lay a list out in its
own columns (:func:`read_layout`): the official forms are not known, and none is imitated.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from thuongton.law.states import LegalState
from thuongton.prints.frozen import FrozenColumn, FrozenRow, FrozenTable
from thuongton.reviews.lists.facts import Judged, RowFacts
from thuongton.reviews.lists.membership import NAMES, ListKind, in_part, why_unknown
from thuongton.web.lists.columns import Kind, Value

ROW_MODEL = "reviews.reviewrow"
MOST_COLUMNS = 12
WIDEST = 120
STATES = {
    LegalState.NOT_YET: "Chưa có hiệu lực",
    LegalState.IN_FORCE: "Còn hiệu lực",
    LegalState.PARTLY_EXPIRED: "Hết hiệu lực một phần",
    LegalState.EXPIRED: "Hết hiệu lực",
    LegalState.SUSPENDED: "Tạm ngưng hiệu lực",
    LegalState.ABSENT: "Chưa ban hành",
    LegalState.UNKNOWN: "Không xác định",
}
ACTIONS = {
    "giu_nguyen": "Giữ nguyên", "sua_doi": "Sửa đổi, bổ sung", "thay_the": "Thay thế", "bai_bo": "Bãi bỏ toàn bộ",
    "bai_bo_mot_phan": "Bãi bỏ một phần", "tam_ngung": "Tạm ngưng hiệu lực", "ban_hanh_moi": "Ban hành mới",
    "hop_nhat": "Hợp nhất", "tiep_tuc_hieu_luc": "Tiếp tục có hiệu lực",
    "khong_con_doi_tuong": "Bãi bỏ (không còn đối tượng điều chỉnh)", "het_hieu_luc": "Đã hết hiệu lực",
    "chua_xac_dinh": "Chưa xác định",
}  # fmt: skip
"""Forms of handling as papers name them."""


class UnusableLayout(ValueError):
    """Columns that cannot be used; the text is one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: which fact it holds, its head and its width."""

    fact: str
    label: str
    width: int


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("columns.toml").read_text("utf-8"))


def facts_known() -> dict[str, ListColumn]:
    """Everything that a column can hold, as the product calls it."""
    return {key: ListColumn(key, one["label"], one["width"]) for key, one in _data()["facts"].items()}


def usual_columns(kind: ListKind) -> tuple[ListColumn, ...]:
    """The columns of a list as the product lays it out."""
    known = facts_known()
    return tuple(known[key] for key in _data()["lists"][kind.value])


def read_layout(text: str) -> tuple[ListColumn, ...]:
    """Columns as an administrator types them: a line each, «fact | head | width», the last two may be left out.

    Raises UnusableLayout with one sentence.
    """
    known = facts_known()
    found: list[ListColumn] = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        parts = [" ".join(part.split()) for part in line.split("|")]
        usual = known.get(parts[0])
        if usual is None or len(parts) > 3:
            raise UnusableLayout(
                f"Dòng {number}: «{line.strip()[:60]}» không đúng dạng «dữ liệu | đầu cột | độ rộng» với dữ liệu có"
                " trong bảng bên cạnh."
            )
        label = parts[1][:120] if len(parts) > 1 and parts[1] else usual.label
        width = parts[2] if len(parts) > 2 and parts[2] else str(usual.width)
        if not width.isdecimal() or not 5 <= int(width) <= WIDEST:
            raise UnusableLayout(f"Dòng {number}: độ rộng «{width[:20]}» phải là số từ 5 đến {WIDEST}.")
        if any(one.fact == usual.fact for one in found):
            raise UnusableLayout(f"Dòng {number}: dữ liệu «{usual.fact}» đã có ở cột khác.")
        found.append(ListColumn(usual.fact, label, int(width)))
    if not any(one.fact in ("so", "ten") for one in found):
        raise UnusableLayout("Danh mục phải có cột «so» (số, ký hiệu) hoặc «ten» (tên gọi).")
    if len(found) > MOST_COLUMNS:
        raise UnusableLayout(f"Danh mục có quá {MOST_COLUMNS} cột nên không in vừa trang; hãy bớt cột.")
    return tuple(found)


def written(columns: Iterable[ListColumn]) -> str:
    """Columns as they are typed."""
    return "\n".join(f"{one.fact} | {one.label} | {one.width}" for one in columns)


def kept(columns: Iterable[ListColumn]) -> list[list[Any]]:
    """Columns as they are kept."""
    return [[one.fact, one.label, one.width] for one in columns]


def columns_kept(body: Iterable[Iterable[Any]]) -> tuple[ListColumn, ...]:
    """Columns that were kept; what the product no longer knows is left out."""
    known = facts_known()
    return tuple(ListColumn(fact, label, width) for fact, label, width in body if fact in known)


def table_of(
    kind: ListKind, rows: Iterable[RowFacts], day: dt.date, columns: tuple[ListColumn, ...], caption: str = ""
) -> FrozenTable:
    """A list as a print keeps it: its rows in their order, each with the row of the desk that it was read from."""
    title = caption or NAMES[kind]
    lines = tuple(
        FrozenRow(tuple(_value(one.fact, row, day, number) for one in columns), ROW_MODEL, row.pk)
        for number, row in enumerate(rows, 1)
    )
    return FrozenTable(kind.value, title, tuple(map(_column, columns)), lines, title, title)


def _column(one: ListColumn) -> FrozenColumn:
    return FrozenColumn(one.fact, one.label, one.width, _KINDS.get(one.fact, Kind.TEXT),
                        "center" if one.fact in _CENTRED else "left")  # fmt: skip


def _value(fact: str, row: RowFacts, day: dt.date, number: int) -> Value:
    return str(number) if fact == "tt" else _VALUES[fact](row, day)


def state_words(row: RowFacts) -> str:
    """The state of a row in the words of papers; a part that is over or suspended is said."""
    if in_part(row):
        return "Tạm ngưng hiệu lực một phần" if row.suspended and not row.ended else STATES[LegalState.PARTLY_EXPIRED]
    return STATES[LegalState(row.state)] if row.state else STATES[LegalState.UNKNOWN]


def _ended_by(row: RowFacts, _day: dt.date) -> str:
    """Why a document, or parts of it, are over."""
    if row.judged and row.judged.action == "het_hieu_luc" and row.judged.reason:
        return row.judged.reason
    if not row.by:
        return "Theo ngày hết hiệu lực ghi trong sổ pháp luật" if row.why == "term" else ""
    if row.why == "with_parent":
        return f"Hết hiệu lực cùng {row.by} là văn bản được quy định chi tiết"
    verb = "tạm ngưng hiệu lực" if row.state == LegalState.SUSPENDED else "bãi bỏ, thay thế"
    return f"Bị {verb} bởi {row.by}"


def _parts(row: RowFacts, _day: dt.date) -> str:
    told = [*row.ended, *(f"{one} (tạm ngưng)" for one in row.suspended)]
    if not told and in_part(row):
        return "Có quy định hết hiệu lực, lời văn không nêu điều, khoản."
    extent = row.decision.extent if row.decision else ""
    return "; ".join(told) or extent


def _over_since(row: RowFacts, _day: dt.date) -> dt.date | None:
    over = (LegalState.EXPIRED, LegalState.SUSPENDED, LegalState.PARTLY_EXPIRED)
    return row.since if row.state in over and row.since and row.since.year > 1 else None


def action_words(judged: Judged | None) -> str:
    """A judgement in words: the form of handling, with the part of the document it is about."""
    if judged is None:
        return ""
    words = ACTIONS.get(judged.action, judged.action)
    return f"{words}: {judged.extent}" if judged.extent else words


def _handled(row: RowFacts, _day: dt.date) -> str:
    return action_words(row.judged)


def _reason(row: RowFacts, _day: dt.date) -> str:
    return row.judged.reason if row.judged else ""


def _by_document(row: RowFacts, _day: dt.date) -> str:
    return row.settled_by or (row.judged.by_document if row.judged else "")


_VALUES: dict[str, Callable[[RowFacts, dt.date], Value]] = {
    "loai": lambda row, _day: row.kind,
    "so": lambda row, _day: row.number,
    "ngay": lambda row, _day: row.issued_on,
    "co_quan": lambda row, _day: row.issuer,
    "ten": lambda row, _day: row.title,
    "hieu_luc_tu": lambda row, _day: row.effective_on,
    "tinh_trang": lambda row, _day: state_words(row),
    "ly_do_het": _ended_by,
    "ngay_het": _over_since,
    "phan": _parts,
    "hinh_thuc": _handled,
    "noi_dung": _reason,
    "don_vi": lambda row, _day: row.unit,
    "han": lambda row, _day: row.judged.due if row.judged else None,
    "van_ban_xu_ly": _by_document,
    "can_cu": lambda row, _day: "; ".join(row.grounds),
    "de_xuat": lambda row, _day: action_words(row.proposal),
    "quyet_dinh": lambda row, _day: action_words(row.decision),
    "vi_sao": why_unknown,
    "ghi_chu": lambda _row, _day: "",
}
_KINDS = {"ngay": Kind.DAY, "hieu_luc_tu": Kind.DAY, "ngay_het": Kind.DAY, "han": Kind.DAY}
_CENTRED = frozenset({"tt", "ngay", "hieu_luc_tu", "ngay_het", "han"})
