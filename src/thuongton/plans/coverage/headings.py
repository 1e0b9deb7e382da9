"""The headings by which a paper without tasks (a report) is compared with a plan; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from thuongton.plans.coverage.similarity import Corpus
from vanban.model import Group, Node
from vanban.text import join_lines

LIKE = 0.41


def _families(nodes: Sequence[Node]) -> Iterator[Sequence[Node]]:
    if nodes:
        yield nodes
    for node in nodes:
        yield from _families(node.children)


def headings_like(outline: Sequence[Node], groups: Iterable[str]) -> list[Group]:
    """The brothers in an outline whose titles are most like the groups of a plan, in order.

    Returns label and title of each; [] when no family of headings has even one title like a group.
    """
    wanted = list(dict.fromkeys(groups))
    best: list[Group] = []
    most = 0.0
    for family in _families(outline):
        titled = [Group(node.label, join_lines(node.title)) for node in family if len(node.title.split()) > 2]
        if not titled:
            continue
        titles = [one.title for one in titled]
        near = Corpus([*wanted, *titles]).nearest(wanted, titles, 1)
        total = sum(found[0].score for found in near if found and found[0].score >= LIKE)
        if total > most:
            best, most = titled, total
    return best
