"""The outline of a paper: Phần, Chương, Mục, Điều, khoản, điểm; A. / I. / 1. / 1.1 / a) / – of administrative papers.

One pass over the lines: the first letter of a line finds its marker, a stack of ranks makes the tree, and passages
that an amending paper quotes from others are kept apart (Nghị định 78/2025/NĐ-CP and 30/2020/NĐ-CP, on structure).
"""

from __future__ import annotations

from vanban.model import Document, Node, Span
from vanban.outline.tree import read_structure

__all__ = ["read_outline", "read_quotations", "read_structure"]


def read_outline(document: Document | str) -> tuple[Node, ...]:
    """The tree of numbered parts. Lines of tables and of «Nơi nhận», and text quoted from other papers, are left out.

    A title is the whole first paragraph of the part, its printed lines joined. Labels are as printed: gaps and
    restarts of the numbering stay as they are.
    """
    return read_structure(document).parts


def read_quotations(document: Document | str) -> tuple[Span, ...]:
    """The passages of more than one line that a paper quotes from others (what an amending paper puts into another)."""
    return read_structure(document).quotations
