"""Whether what is sealed can be opened, and what was erased stays so; for ``thuongton check``."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from thuongton.audit.checks import Check, each
from thuongton.keyring.master import destroyed, path
from thuongton.keyring.models import RecordKey
from thuongton.keyring.queries import key_missing


def _missing() -> Iterator[str]:
    if said := key_missing():
        yield said


def _readable() -> Iterator[str]:
    if path().exists() and stat.S_IMODE(path().stat().st_mode) & 0o077:
        yield str(path())


def _risen() -> Iterator[RecordKey]:
    return RecordKey.objects.filter(wrapped__isnull=False, uid__in=destroyed()).iterator()


CHECKS = (
    Check(
        "master-key-missing",
        "Mở được dữ liệu cá nhân đã niêm phong",
        "error",
        "Đặt lại tệp khoá chủ (THUONGTON_MASTER_KEYS) đã cất riêng; không có nó, các trường niêm phong không đọc được.",
        each(_missing, lambda said: f"{said[:1].upper()}{said[1:]}"),
    ),
    Check(
        "master-key-readable",
        "Tệp khoá chủ chỉ tài khoản này đọc được",
        "error",
        "Đặt quyền 600 cho tệp khoá chủ.",
        each(_readable, lambda place: f"Tệp {place} còn tài khoản khác đọc được."),
    ),
    Check(
        "erased-risen",
        "Dữ liệu đã xoá không sống lại",
        "error",
        "Chạy «thuongton migrate»: khoá của các hồ sơ đã xoá được huỷ lại.",
        each(_risen, lambda row: f"Khoá {row.pk} đã huỷ nhưng còn trong cơ sở dữ liệu (khôi phục từ bản cũ)."),
    ),
)
