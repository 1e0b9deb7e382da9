"""Integrity of what hangs on records, for ``thuongton check``: shared tables have no key that would hold it."""

from __future__ import annotations

from collections.abc import Iterator

from thuongton.audit.checks import Check
from thuongton.records.models import SHARED
from thuongton.records.on_record import declared


def _orphans() -> Iterator[str]:
    """Rows that hang on a record that is gone."""
    for model in SHARED:
        for kind, on in declared().items():
            rows = model.objects.filter(kind=kind)
            for row in rows.exclude(record__in=on.model._default_manager.values("pk")):
                what = f"{model._meta.verbose_name} {row.pk}"
                yield f"{what} gắn với {on.model._meta.verbose_name} {row.record}, hồ sơ này không còn."


CHECKS = (
    Check(
        "record-orphans",
        "Trao đổi, phân công, hẹn nhắc đều có hồ sơ",
        "error",
        "Khôi phục hồ sơ từ bản sao lưu, hoặc báo người quản trị hệ thống.",
        _orphans,
    ),
)
