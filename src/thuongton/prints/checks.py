"""Integrity of prints, for ``thuongton check``."""

from __future__ import annotations

from collections.abc import Iterator

from thuongton.audit.checks import Check
from thuongton.prints.models import Printout
from thuongton.prints.queries import Changed, every, opened, unknown_rows
from thuongton.web.dates import day_words


def _called(row: Printout) -> str:
    return f"Bản in số {row.pk} của {row.unit}, tính đến {day_words(row.as_of)}"


def _changed() -> Iterator[str]:
    for row in every():
        try:
            opened(row)
        except Changed:
            yield f"{_called(row)}: nội dung không còn như lúc in."


def _unknown() -> Iterator[str]:
    for row in every():
        try:
            unknown = unknown_rows(opened(row))
        except Changed:  # said by the other check
            continue
        if unknown:
            more = f" và {len(unknown) - 5} dòng nữa" if len(unknown) > 5 else ""
            yield f"{_called(row)}: không còn dấu vết của {', '.join(unknown[:5])}{more}."


CHECKS = (
    Check(
        "printout-changed",
        "Bản in còn nguyên như lúc in",
        "error",
        "Có người đã sửa bản in ngoài phần mềm: giữ nguyên hiện trạng, so với bản giấy và bản sao lưu gần nhất.",
        _changed,
    ),
    Check(
        "printout-rows",
        "Dòng mà bản in nêu còn trong sổ hoặc nhật ký có ghi việc xoá",
        "warning",
        "Có người đã xoá dòng ngoài phần mềm: so với bản sao lưu gần nhất còn giữ dòng ấy.",
        _unknown,
    ),
)
