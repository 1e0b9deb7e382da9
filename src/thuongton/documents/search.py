"""The text a paper is found by: folded words of its number, title, author and signer."""

from __future__ import annotations

from typing import Protocol

from vanban.symbols import normalise
from vanban.text import fold, join_lines


class SearchedPaper(Protocol):
    """What :func:`search_text` looks at."""

    kind: str
    number: str
    symbol: str
    title: str
    issuer: str
    signer: str
    recipients: str
    handler: str


def search_text(paper: SearchedPaper) -> str:
    """Words without marks, in lower case, by spaces; the number also without its inner spaces.

    >>> from types import SimpleNamespace as Paper
    >>> search_text(Paper(kind="Kế hoạch", number="444/KH-UBND", symbol="", title="", issuer="", signer="",
    ...                   recipients="", handler=""))
    'ke hoach 444/kh-ubnd'
    """
    parts = [paper.kind, normalise(paper.number) if paper.number else paper.symbol, paper.title, paper.issuer]
    parts += [paper.signer, paper.recipients, paper.handler]
    return join_lines(fold(" ".join(part for part in parts if part)))
