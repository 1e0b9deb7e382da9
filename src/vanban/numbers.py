"""Numbers as Vietnamese papers print and spell them: «1.127», «9,49», «mười hai», «một nửa»."""

from __future__ import annotations

import re

NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,8}(?!\d)|\d{1,25})(?:,\d{1,25})?"
"""A printed number: points part the thousands, a comma begins the decimals (pattern)."""

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 1_000_000_000, "tỉ": 1_000_000_000}
_WORDS = (*_DIGITS, *_SCALES, "mười", "mươi", "trăm", "linh", "lẻ")
SPELLED = rf"(?:{'|'.join(_WORDS)})(?:[^\S\n]+(?:{'|'.join(_WORDS)}))*"
"""A number in words (pattern, small letters)."""

_ASK_BACK = frozenset({"năm", "tư", "không", "một", "mốt"})
"""Words that are more often something else: «năm» is a year, «một» an article, «không» a denial."""


def read_number(printed: str) -> float | int:
    """The value of a number in Vietnamese writing.

    >>> read_number("1.127"), read_number("9,5"), read_number("05")
    (1127, 9.5, 5)
    """
    bare = printed.replace(".", "")
    return float(bare.replace(",", ".")) if "," in bare else int(bare)


def plain(value: float | int) -> str:
    """A number in Vietnamese writing.

    >>> plain(1127), plain(9.5)
    ('1.127', '9,5')
    """
    if isinstance(value, float) and not value.is_integer():
        return f"{value:g}".replace(".", ",")
    return f"{int(value):,}".replace(",", ".")


def read_spelled(words: str) -> int | None:
    """The value of a number in words, None when the words make no number or are more often something else.

    >>> read_spelled("hai mươi lăm"), read_spelled("một nghìn hai trăm linh ba"), read_spelled("năm")
    (25, 1203, None)
    """
    parts = re.sub(r"\s+", " ", words.casefold().strip()).split(" ")
    if len(parts) == 1 and parts[0] in _ASK_BACK:
        return None
    total = group = 0
    digit: int | None = None
    for part in parts:
        if part in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[part]
        elif part == "mười":
            if digit is not None:
                return None
            group += 10
        elif part == "mươi":
            if digit is None:
                return None
            group, digit = group + digit * 10, None
        elif part == "trăm":
            if digit is None:
                return None
            group, digit = group + digit * 100, None
        elif part in _SCALES:
            amount = group + (digit or 0)
            if not amount:
                return None
            total, group, digit = total + amount * _SCALES[part], 0, None
        elif digit is not None:  # «linh», «lẻ» stand between hundreds and units
            return None
    return total + group + (digit or 0)
