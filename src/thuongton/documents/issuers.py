"""Whether two printed names can be the same issuer (tác giả): «UBND tỉnh» and «Ủy ban nhân dân tỉnh Hà Tĩnh»."""

from __future__ import annotations

import re

from vanban.text import fold

_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tp": "thanh pho",
    "btv": "ban thuong vu",
    "mttq": "mat tran to quoc",
}


def words_of(name: str) -> list[str]:
    """The words of a name: folded, abbreviations written out, punctuation left out.

    >>> words_of("UBND TP. Hải Phòng")
    ['uy', 'ban', 'nhan', 'dan', 'thanh', 'pho', 'hai', 'phong']
    """
    found: list[str] = []
    for word in re.findall(r"\w+", fold(name)):
        found += _SHORT.get(word, word).split()
    return found


def same_issuer(left: str, right: str) -> bool:
    """Whether two names can be one issuer: the same words, or one is the beginning of the other.

    A missing name agrees with any.

    >>> same_issuer("Sở Tư pháp", "Sở Tư pháp tỉnh Hà Tĩnh"), same_issuer("UBND tỉnh Hà Tĩnh", "UBND tỉnh Hà Nam")
    (True, False)
    """
    one, other = words_of(left), words_of(right)
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
