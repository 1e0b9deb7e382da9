"""Integrity of the file store, for ``thuongton check``."""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.conf import settings

from thuongton.audit.checks import Check, each
from thuongton.files import scanner, store
from thuongton.files.models import StoredFile

DAY_SECONDS = 24 * 3600
FROM_BACKUP = "Khôi phục tệp này từ bản sao lưu gần nhất còn giữ nó."


def _files_missing() -> Iterator[StoredFile]:
    for row in StoredFile.objects.order_by("pk").iterator():
        if not store.path_of(row.sha256).is_file():
            yield row


def _files_changed() -> Iterator[StoredFile]:
    for row in StoredFile.objects.order_by("pk").iterator():
        path = store.path_of(row.sha256)
        if path.is_file() and (path.stat().st_size != row.size or not store.whole(row.sha256)):
            yield row


def _files_unknown() -> Iterator[str]:
    """Files of the store older than a day that no row knows; younger ones may be on their way in."""
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    before = time.time() - DAY_SECONDS
    for sha256 in store.digests():
        if sha256 not in known and store.path_of(sha256).stat().st_mtime < before:
            yield sha256


def _scanner_away() -> Iterator[str]:
    if not scanner.is_there():
        yield settings.SCANNER


CHECKS = (
    Check(
        "scanner-away",
        "Bộ quét mã độc trả lời",
        "error",
        "Khởi động clamd, hoặc bỏ THUONGTON_CLAMD nếu không dùng nữa; khi nó vắng, mọi tệp gửi lên bị từ chối.",
        each(_scanner_away, lambda place: f"Bộ quét ở {place} không trả lời."),
    ),
    Check(
        "file-missing",
        "Mỗi tệp trong sổ còn trong kho",
        "error",
        FROM_BACKUP,
        each(_files_missing, lambda row: f"Kho thiếu tệp {row.sha256[:12]}… ({row.size} byte)."),
    ),
    Check(
        "file-changed",
        "Mỗi tệp trong kho còn nguyên vẹn",
        "error",
        FROM_BACKUP,
        each(_files_changed, lambda row: f"Tệp {row.sha256[:12]}… trong kho đã bị thay đổi."),
    ),
    Check(
        "file-unknown",
        "Kho không giữ tệp lạ",
        "warning",
        "Bộ xử lý việc nền tự dọn mỗi ngày; nếu còn lâu, xem nó có chạy không.",
        each(_files_unknown, lambda sha256: f"Tệp {sha256[:12]}… không thuộc văn bản nào."),
    ),
    Check(
        "file-half-written",
        "Kho không có tệp ghi dở",
        "warning",
        "Bộ xử lý việc nền tự dọn mỗi ngày; nếu còn lâu, xem nó có chạy không.",
        each(store.leftovers, lambda path: f"Tệp ghi dở {path.name}."),
    ),
)
