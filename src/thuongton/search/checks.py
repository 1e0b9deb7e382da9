"""What must hold between the index of search and the register, for ``thuongton check``."""

from __future__ import annotations

from collections.abc import Iterator

from thuongton.audit.checks import Check, each
from thuongton.jobs.services import unqueued
from thuongton.search.queries import otherwise, unlike
from thuongton.search.services import index_waiting

CHECKS = (
    Check(
        "search-not-indexed",
        "Mọi văn bản trong sổ pháp luật tìm được, hoặc có việc nền đang chờ lập chỉ mục",
        "warning",
        "Chạy lại thuongton serve hoặc worker: việc lập chỉ mục được xếp hàng lại.",
        each(lambda: _left(), lambda act: f"Văn bản {act} chưa có trong chỉ mục tìm kiếm, hoặc đã đổi."),
    ),
    Check(
        "search-otherwise",
        "Chỉ mục tìm kiếm đúng như sổ pháp luật",
        "error",
        "Báo người bảo trì: chỉ mục phải lập lại.",
        each(lambda: _otherwise(), lambda act: f"Chỉ mục của văn bản {act} không như lời văn trong sổ."),
    ),
)


def _left() -> Iterator[int]:
    """Acts that are not indexed as they are and that no job will index."""
    if unqueued(index_waiting, [0]):
        yield from unlike()


def _otherwise() -> Iterator[int]:
    yield from otherwise()
