"""Vietnamese text: one form for comparing."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d, spaces single: for search and comparison.

    >>> fold("Đôn  đốc")
    'don doc'
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())
