"""The articles of an act as search finds them: label, heading, where their words stand in its own; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thuongton.law.text.parts import ARTICLE, read_act
from thuongton.search.postings import MOST_ARTICLES

_LABEL = re.compile(r"^Điều\s+\S+?[.:]?(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article of an act; the whole act (label "") where it has none."""

    label: str
    heading: str
    start: int
    end: int


def articles_in(text: str) -> list[FoundArticle]:
    """The articles of the words of an act, in order.

    >>> [(one.label, one.heading) for one in articles_in("Điều 1. Phạm vi\\nMột.\\nĐiều 2. Đối tượng\\nHai.")]
    [('1', 'Phạm vi'), ('2', 'Đối tượng')]
    """
    starts: list[tuple[int, str, str]] = []
    at = 0
    for _trail, part in read_act(text).walk():
        if part.level != ARTICLE:
            continue
        first = part.own.split("\n", 1)[0]
        start = text.find(first, at)
        if start < 0:
            continue
        at = start + len(first)
        starts.append((start, part.label, _LABEL.sub("", first.strip()).strip()))
    if not starts:
        return [FoundArticle("", "", 0, len(text))] if text.strip() else []
    starts = starts[:MOST_ARTICLES]
    ends = [*(start for start, _label, _heading in starts[1:]), len(text)]
    return [FoundArticle(label, heading, start, end) for (start, label, heading), end in zip(starts, ends, strict=True)]
