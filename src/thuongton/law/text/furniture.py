"""What pages and web sites print between the lines of an act and is none of its words; taken off before it is read.

Gazettes (Công báo) head each page with number and day; the national database of law marks provisions that a later act
touched with a line of its own («Điều khoản được sửa đổi, bổ sung») and prints its menu above the text.
"""

from __future__ import annotations

import re

_TOUCHED = (
    r"Điều khoản (?:được|bị) (?:sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính|hủy bỏ|huỷ bỏ|ngưng hiệu lực)[^\n.;:]{0,60}"
)
_MENU = r"Tiếng Anh \| [^\n]{0,80}|(?:Ban hành|Hiệu lực|Cập nhật|Tình trạng): ?(?:\d{1,2}/\d{1,2}/\d{4}|Đã biết)"
_GAZETTE = (
    r"(?:\d{1,4}[ \t]*\n?[ \t]*)?C?ÔNG BÁO[ \t]*/[ \t]*Số[^\n]{1,60}/[ \t]*Ngày[^\n]{6,20}"
    r"(?:\n[ \t]*\d{1,4}[ \t]*(?=\n))?"
)
_LINE = re.compile(rf"^[ \t\f]*(?:{_TOUCHED}|{_MENU}|{_GAZETTE})[ \t\f]*(?:\n|\Z)", re.MULTILINE)


def without_furniture(text: str) -> str:
    """The words of an act alone.

    >>> without_furniture("3. Giấy tờ khác.\\nĐiều khoản được bổ sung\\n4. Thẻ.")
    '3. Giấy tờ khác.\\n4. Thẻ.'
    """
    return _LINE.sub("", text)
