"""Acts that every kind has: correction (đính chính), taking back the last act, moving to a newer version."""

from __future__ import annotations

from typing import Any

from thuongton.cases.definition.model import ANY, OFFICE, Bilingual, KindField, KindTransition, Requirement

CORRECT, UNDO, MOVE = "dinh_chinh", "hoan_tac", "chuyen_phien_ban"
LATE_REASON = "ly_do_tre"
"""What any act may give that comes after the limit it answers to: why (lý do quá hạn); it is no field of the case."""


def _act(name: str, vi: str, en: str, *fields: str) -> KindTransition:
    needs = tuple(Requirement(one) for one in fields if one != "gia_tri")
    return KindTransition(name, Bilingual(vi, en), (ANY,), None, OFFICE, needs, fields)


BUILT_IN: dict[str, KindTransition] = {
    CORRECT: _act(CORRECT, "Đính chính", "Correct", "truong", "gia_tri", "ly_do"),
    UNDO: _act(UNDO, "Hoàn tác thao tác cuối", "Take back the last act", "ly_do"),
    MOVE: _act(MOVE, "Chuyển sang phiên bản mới của sổ", "Move to a newer version of the kind", "phien_ban", "ly_do"),
}

_FIELDS: dict[str, tuple[Any, ...]] = {
    "truong": ("Trường được đính chính", "Corrected field", "text"),
    "gia_tri": ("Giá trị đúng", "Right value", "text"),
    "ly_do": ("Lý do", "Reason", "long_text"),
    "phien_ban": ("Phiên bản", "Version", "number"),
}
BUILT_IN_FIELDS = {name: KindField(name, Bilingual(vi, en), kind) for name, (vi, en, kind) in _FIELDS.items()}
