"""What the form of a number says of an act (số, ký hiệu): the year between the slashes is that of normative ones."""

from __future__ import annotations

from vanban.symbols import parse

LOCAL_KINDS = frozenset({"NQ", "QĐ"})
"""The kinds of which councils and committees issue both normative and individual ones."""


def lacks_year(number: str) -> bool:
    """Whether a resolution or decision bears no year: Nghị định 30/2020/NĐ-CP Phụ lục III, Nghị định 78/2025/NĐ-CP.

    >>> lacks_year("1182/QĐ-UBND"), lacks_year("47/2026/QĐ-UBND"), lacks_year("66-NQ/TW")
    (True, False, False)
    """
    found = parse(number)
    if found is None or found.party or found.year is not None or found.kind is None:
        return False
    return found.kind.code in LOCAL_KINDS
