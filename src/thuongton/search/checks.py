"""What must hold between the index of search and the register, for ``thuongton check``."""

from __future__ import annotations

from collections.abc import Iterator

from thuongton.audit.checks import Check, each
from thuongton.search.queries import otherwise, unlike

CHECKS = (
    Check(
        "search-not-indexed",
        "Mọi văn bản trong sổ pháp luật tìm được",
        "warning",
        "Chờ việc nền, hoặc chạy thuongton worker --batch.",
        each(lambda: unlike(), lambda act: f"Văn bản {act} chưa có trong chỉ mục tìm kiếm, hoặc đã đổi."),
    ),
    Check(
        "search-otherwise",
        "Chỉ mục tìm kiếm đúng như sổ pháp luật",
        "error",
        "Báo người bảo trì: chỉ mục phải lập lại.",
        each(lambda: _otherwise(), lambda act: f"Chỉ mục của văn bản {act} không như lời văn trong sổ."),
    ),
)


def _otherwise() -> Iterator[int]:
    yield from otherwise()
