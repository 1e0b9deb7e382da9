"""Provisions in addresses: «điểm đ khoản 2 Điều 5» is ``dieu-5-khoan-2-diem-dd``, and back; pure."""

from __future__ import annotations

import re
import unicodedata

from thuongton.law.text.places import Place

LEVELS = {
    "phan": "phần", "chuong": "chương", "muc": "mục", "tieu-muc": "tiểu mục", "dieu": "điều", "khoan": "khoản",
    "diem": "điểm", "tiet": "tiết", "phu-luc": "phụ lục", "mau": "mẫu",
}  # fmt: skip
_WORDS = {level: word for word, level in LEVELS.items()}
_NEXT = re.compile(rf"(?:^|-)(?P<level>{'|'.join(sorted(LEVELS, key=len, reverse=True))})(?=-|$)")
MOST = 120
"""Letters of an address that is looked at."""


def slug_of(place: Place) -> str:
    """The part of an address that names a provision; "" for the whole act and for what no address can name.

    >>> from thuongton.law.text.places import place_of
    >>> slug_of(place_of("điểm đ khoản 2 Điều 19a"))
    'dieu-19a-khoan-2-diem-dd'
    """
    found = []
    for level, label in place.bare.steps:
        word = _WORDS.get(level)
        if word is None:
            return ""
        printed = label.lower().replace("/", "_")
        found.append(word if not label else f"{word}-{'dd' if printed == 'đ' else printed}")
    return "-".join(found)


def place_of_slug(slug: str) -> Place | None:
    """The provision that an address names; None when it names none.

    >>> str(place_of_slug("dieu-19a-khoan-2-diem-dd"))
    'điểm đ khoản 2 Điều 19a'
    >>> place_of_slug("mot-hai") is None
    True
    """
    text = unicodedata.normalize("NFC", slug[:MOST]).lower()
    heads = list(_NEXT.finditer(text))
    if not heads or heads[0].start() != 0:
        return None
    ends = [*(head.start() for head in heads[1:]), len(text)]
    steps = []
    for head, end in zip(heads, ends, strict=True):
        label = text[head.end() : end].strip("-").replace("_", "/")
        steps.append((LEVELS[head["level"]], "đ" if label == "dd" else label))
    return Place(tuple(steps))
