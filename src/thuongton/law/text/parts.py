"""An act as a tree of parts: read from its words as issued, what is attached to it last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from thuongton.law.text.annexes import attached_from, read_attached
from thuongton.law.text.tree import (
    ABOVE_ARTICLES,
    ACT,
    ARTICLE,
    ATTACHED,
    RANKS,
    TextPart,
    Trail,
    label_key,
    rank,
)
from vanban.model import Document, Node, Source
from vanban.outline import read_outline

__all__ = ["ABOVE_ARTICLES", "ACT", "ARTICLE", "ATTACHED", "TextPart", "Trail", "label_key", "rank", "read_act"]


def read_act(text: str) -> TextPart:
    """The tree of an act as issued."""
    nodes = read_outline(Document(text, Source(name="-", format="txt", sha256="")))
    kept = [node for node in nodes if node.level in RANKS or node.level in ATTACHED]
    start = kept[0].start if kept else len(text)
    body = [node for node in kept if node.level not in ATTACHED]
    behind = [node for node in kept if node.level in ATTACHED]
    attached: list[TextPart] = []
    if behind:
        attached = list(_attached(text, behind))
    elif body:
        at = body[-1].start + attached_from(text[body[-1].start : body[-1].end])
        if at < body[-1].end:
            attached = list(read_attached(text[at:]))
            body = list(read_outline(Document(text[:at], Source(name="-", format="txt", sha256=""))))
            body = [node for node in body if node.level in RANKS]
    return TextPart(ACT, "", text[:start].strip(), (*_parts(text, body), *attached))


def _attached(text: str, nodes: Sequence[Node]) -> Iterator[TextPart]:
    """What stands behind the signature: papers with articles of their own as they are, annexes and forms by heads."""
    at = 0
    while at < len(nodes):
        if _ruled(nodes[at]):
            yield from _parts(text, nodes[at : at + 1])
            at += 1
            continue
        after = at + 1
        while after < len(nodes) and not _ruled(nodes[after]):
            after += 1
        passage = text[nodes[at].start : nodes[after - 1].end]
        yield from read_attached(passage) or _parts(text, nodes[at:after])
        at = after


def _ruled(node: Node) -> bool:
    """Whether an annex is a paper with articles (quy chế, quy định)."""
    return any(one.level == ARTICLE or _ruled(one) for one in node.children)


def _parts(text: str, nodes: Iterable[Node]) -> Iterator[TextPart]:
    for node in nodes:
        below = [one for one in node.children if one.level in RANKS and rank(one.level) > rank(node.level)]
        stop = below[0].start if below else node.end
        end = below[-1].end if below else node.end
        yield TextPart(
            node.level,
            node.label,
            text[node.start : stop].strip(),
            tuple(_parts(text, below)),
            text[end : node.end].strip(),
        )
