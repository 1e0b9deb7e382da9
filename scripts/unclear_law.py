"""Writes docs/unclear-law.md: what is not known of the law behind kinds and forms, and where it is to be entered."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from thuongton.cases.commands import everything_unclear
from thuongton.cases.definition.unclear import NO_CLAUSE, Unclear

PAGE = Path(__file__).resolve().parent.parent / "docs" / "unclear-law.md"
HEAD = """# Chỗ luật chưa rõ, và ghi vào đâu

Trang này do `python scripts/unclear_law.py` viết từ tệp của các loại hồ sơ, biểu và sổ thời hạn; một kiểm thử giữ đúng.
Số dòng của từng chỗ: `thuongton kinds unclear`, và trang của mỗi loại («Vụ việc» → «Các loại hồ sơ, sổ»). Khi luật im
lặng về cách đếm ngày (ngày có quyết định tiếp tục, gia hạn từ ngày đã dời): [cách đếm](clocks.md); trang «Tính hạn»
(`/lich/tinh-han/`) cho chọn cách đọc khác.

Ghi xong thì cài tệp thành phiên bản mới có `valid_from` ([Thêm một sổ trong mười phút](kinds.md)).
"""


def page() -> str:
    """The whole page."""
    found = everything_unclear()
    kept = [one for one in found if one.why == NO_CLAUSE]
    files: dict[str, list[Unclear]] = defaultdict(list)
    for one in found:
        if one.why != NO_CLAUSE:
            files[one.file].append(one)
    lines = [HEAD, "## Thời hạn lưu\n"]
    lines.append(
        f"Chưa có điều khoản nào cho {len(kept)} loại hồ sơ; {kept[0].enter if kept else ''}. Không gì tự xoá.\n"
    )
    for file in sorted(files):
        lines += [f"## {file}\n", "| mục | về | chưa rõ | ghi |", "|---|---|---|---|"]
        for one in files[file]:
            note = f" ({one.note})" if one.note else ""
            lines.append(f"| `{one.path}` | {one.about.vi} | {one.why}{note} | {one.enter} |".replace("\n", " "))
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
