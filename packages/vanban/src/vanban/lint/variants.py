"""One word written in two ways in one paper (hai cách viết): remarks, since either way alone is right."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from vanban.lint.examples import paper
from vanban.lint.faults import Fault, one
from vanban.lint.paper import Paper
from vanban.lint.registry import rule

_PAIRS = (
    (
        re.compile(r"(?<!\w)[Hh]ằng(?= (?:năm|quý|tháng|tuần|ngày)\b)"),
        re.compile(r"(?<!\w)[Hh]àng(?= (?:năm|quý|tháng|tuần|ngày)\b)"),
    ),
    (
        re.compile(r"(?<!giao dịch )(?<!biện pháp )(?<!hợp đồng )(?<!tài sản )(?<!\w)[Bb]ảo đảm(?!\w)"),  # terms of law
        re.compile(r"(?<!\w)[Đđ]ảm bảo(?!\w)"),
    ),
)
_QUOTED = re.compile(r"“[^”]{0,400}”|\"[^\"\n]{0,400}\"")
_TITLE_ROOM = 20  # between a document and its subject
_NEAR = 8  # passages that may reach over a place


@rule(
    "written-two-ways",
    "copypaste",
    "info",
    "Một từ viết hai cách trong cùng một văn bản.",
    fires=paper("Hằng năm, thôn họp dân một lần. Hằng năm, xã kiểm tra; hàng năm, xã báo cáo kết quả./."),
    silent=paper("Hằng năm, thôn họp dân một lần để bàn việc mua hàng Tết; bảo đảm công khai, bảo đảm đúng luật./."),
    letters=True,
)
def written_two_ways(paper: Paper) -> Iterator[Fault]:
    others = _words_of_others(paper)
    for pair in _PAIRS:
        usual, rare = ([m.span() for m in form.finditer(paper.text) if not _inside(others, m.start())] for form in pair)
        yield from _two(paper, usual, rare)


def _two(paper: Paper, usual: Sequence[tuple[int, int]], rare: Sequence[tuple[int, int]]) -> Iterator[Fault]:
    """What says that the form met less often stands beside the other."""
    if not usual or not rare:
        return
    if len(rare) > len(usual):
        usual, rare = rare, usual
    kept, odd = (paper.printed[places[0][0] : places[0][1]].lower() for places in (usual, rare))
    message = f"Viết «{odd}» {len(rare)} chỗ, «{kept}» {len(usual)} chỗ; nên viết một cách."
    yield from one([Fault(start, end, message) for start, end in rare], message)


def _words_of_others(paper: Paper) -> list[tuple[int, int]]:
    """Passages whose words are not the paper's own: quotations, titles of the documents it names."""
    found = [match.span() for match in _QUOTED.finditer(paper.text)]
    for citation in paper.citations:
        found.append((citation.start, citation.end + (len(citation.title) + _TITLE_ROOM if citation.title else 0)))
    return sorted(found)


def _inside(passages: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a place lies in one of the passages, which begin in their order."""
    near = passages[max(0, bisect_right(passages, (place, sys.maxsize)) - _NEAR) :][:_NEAR]
    return any(start <= place < end for start, end in near)
