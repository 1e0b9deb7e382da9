"""The units that a cell or a field names («Cơ quan chủ trì: …»); a cell that is no name gives none."""

from __future__ import annotations

import re

from vanban.agencies import begins_with_agency, split_agencies
from vanban.patterns import any_of, words_in
from vanban.tasks.names import names_at

# A pointer or a sentence in the place of a name: «Theo phân công tại Quyết định số …», «Như mục 3», «Đã hoàn thành».
_POINTS = re.compile(
    rf"{any_of(words_in('speaking.toml')['points'])}(?!\w)"
    r"|[^\n;]{0,80}(?:số \d+[\w-]*/|\d{1,2}/\d{1,2}/\d{4}|Quyết định số|Kế hoạch số|Công văn số|phân công tại)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d\s.,/%-]+$")
_LONGEST = 30  # words of a name that no list knows


def names_in(text: str | None) -> tuple[str, ...]:
    """The units that a cell names, in its order; () for a pointer, a sentence, a number.

    >>> names_in("Sở Tài chính; Theo phân công tại Quyết định số 14/QĐ-UBND")
    ('Sở Tài chính',)
    """
    return tuple(name for name in split_agencies(text) if is_name(name))


def is_name(name: str) -> bool:
    """Whether a piece of a cell can be the name of somebody."""
    if _POINTS.match(name) or _NUMBER.match(name):
        return False
    if begins_with_agency(name) or names_at(name) is not None:
        return True
    return len(name.split()) <= _LONGEST and not name.rstrip().endswith((".", ";"))
