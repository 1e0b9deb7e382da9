"""Writes docs/law-rules.md: the rules by which the state of an act on a day is derived, each with clause and days."""

from __future__ import annotations

from pathlib import Path

from thuongton.law.rules import CHECK, ValidityRule, rules

PAGE = Path(__file__).resolve().parent.parent / "docs" / "law-rules.md"
STATES = {
    "absent": "chưa tồn tại",
    "not_yet": "chưa có hiệu lực",
    "in_force": "còn hiệu lực",
    "partly_expired": "hết hiệu lực một phần",
    "expired": "hết hiệu lực",
    "suspended": "ngưng hiệu lực",
    "unknown": "không xác định",
}
HEAD = """# Quy tắc hiệu lực

Trang này do `python scripts/law_rules.py` viết từ `src/thuongton/law/rules.toml`; một kiểm thử giữ đúng. Tình trạng
và lời văn vào một ngày được suy ra từ các văn bản theo những quy tắc này ([law.md](law.md)); quy tắc có nhiều dòng đổi
theo ngày của sự kiện. «Cần kiểm tra»: chưa ai đọc điều khoản ấy trong văn bản gốc, chỉ thấy nơi khác dẫn lại hoặc
nhớ lại.

| Mã | Tình trạng | Quy tắc | Điều khoản | Từ ngày | Đến hết ngày | Độ chắc |
|---|---|---|---|---|---|---|
"""
SURE = {"seen": "đã đọc", "second": f"{CHECK} (nơi khác dẫn)", "memory": f"{CHECK} (nhớ lại)"}


def _row(rule: ValidityRule) -> str:
    days = f" ({rule.days} ngày)" if rule.days is not None else ""
    begins = f"{rule.begins:%d/%m/%Y}" if rule.begins else ""
    ended = f"{rule.ended:%d/%m/%Y}" if rule.ended else ""
    sure = SURE[rule.confidence] if rule.clause else "quy ước của sổ"
    return f"| `{rule.code}` | {STATES[rule.state]} | {rule.says}{days} | {rule.clause} | {begins} | {ended} | {sure} |"


def page() -> str:
    """The whole page."""
    return HEAD + "\n".join(_row(rule) for rule in rules()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
