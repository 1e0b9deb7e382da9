"""What ``thuongton kinds install`` and ``withdraw`` do in the database, as values and lines to print."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error

from thuongton.cases.models import InstalledKind
from thuongton.cases.queries.installed import (
    InstallPreview,
    OfferedFile,
    installed_rows,
    mark_of_install,
    preview_of,
    read_offered,
)
from thuongton.cases.services.acting import said
from thuongton.cases.services.installing import install, withdraw
from thuongton.web.dates import day_words

CLOSED = "không đọc được cơ sở dữ liệu; hãy chạy «thuongton migrate»."


def install_file(file: str, raw: bytes, basis: str, *, only_look: bool) -> tuple[dict[str, Any], list[str], bool]:
    """Check, preview and, unless ``only_look``, install; what to print and whether the file has findings.

    Raises LookupError with one sentence.
    """
    try:
        offered = read_offered(file, raw)
        found = [
            {"file": one.file, "line": one.line, "path": one.path, "code": one.code, "message": one.message}
            for one in offered.findings
        ]
        if not offered.usable:
            lines = [f"{one} [{one.code}]" for one in offered.findings]
            return {"installed": False, "findings": found}, lines, True
        preview = preview_of(offered)
        value = {"installed": False, "findings": [], **_preview_value(offered, preview)}
        lines = _preview_lines(offered, preview)
        if only_look:
            return value, [*lines, "Chỉ xem trước; chưa cài."], False
        row = install(None, offered.row(), basis, seen=mark_of_install(offered))
    except ValidationError as error:
        raise LookupError(" ".join(error.messages)) from None
    except Error:
        raise LookupError(CLOSED) from None
    return {**value, "installed": True, "sha256": row.sha256}, [*lines, f"Đã cài «{row}»."], False


def withdraw_file(name: str, version: int, reason: str) -> tuple[dict[str, Any], list[str]]:
    """Withdraw an installed file; what to print. Raises LookupError with one sentence."""
    try:
        row = installed_rows().filter(name=name, version=version).first()
        if row is None:
            raise LookupError(f"không có tệp đã cài «{name}» phiên bản {version}.")
        withdraw(None, row, reason)
    except ValidationError as error:
        raise LookupError(" ".join(error.messages)) from None
    except Error:
        raise LookupError(CLOSED) from None
    return {"withdrawn": True, "name": name, "version": version}, [f"Đã thu hồi «{row}»."]


def _preview_value(offered: OfferedFile, preview: InstallPreview) -> dict[str, Any]:
    return {
        "what": str(offered.what),
        "name": offered.name,
        "version": offered.version,
        "label": offered.label,
        "added": {part: list(names) for part, names in preview.added.items()},
        "removed": {part: list(names) for part, names in preview.removed.items()},
        "versions": [
            {
                "version": one.version,
                "valid_from": one.valid_from.isoformat() if one.valid_from else None,
                "valid_to": one.valid_to.isoformat() if one.valid_to else None,
                "ends": one.ends,
                "new": one.new,
            }
            for one in preview.versions
        ],
        "open_cases": preview.open_cases,
        "looked": preview.looked,
        "can_move": preview.can,
        "cannot_move": [{"why": said(why), "cases": number} for why, number in preview.cannot],
    }


def _preview_lines(offered: OfferedFile, preview: InstallPreview) -> list[str]:
    what = InstalledKind.What(offered.what).label
    lines = [f"{what} «{offered.label}» ({offered.name}), phiên bản {offered.version}"]
    lines += [f"  thêm {part}: {', '.join(names)}" for part, names in preview.added.items()]
    lines += [f"  bỏ {part}: {', '.join(names)}" for part, names in preview.removed.items()]
    for one in preview.versions:
        span = f"{day_words(one.valid_from) or '…'} – {day_words(one.valid_to) or '…'}"
        lines.append(f"  phiên bản {one.version}: {span}{' (kết thúc vì phiên bản mới)' if one.ends else ''}")
    if preview.open_cases:
        lines.append(
            f"  {preview.open_cases} hồ sơ đang mở ở phiên bản cũ; đã xem thử {preview.looked}: "
            f"{preview.can} chuyển được, {preview.stays} không."
        )
    return lines + [f"    {number} × {said(why)}" for why, number in preview.cannot]
