"""A web page cut to the paper on it: what the site prints before the head, its own table of contents, what follows.

A page is cut only where that is certain: the head of a paper is found by the name of the State or of the Party, and
what stands before it is short; a table of contents is a run of headings without text that come again with their text.
What is cut from before the head is handed over, because a mark of secrecy may stand in it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from vanban.files.blocks import Grid, Paragraph
from vanban.patterns import words_in
from vanban.text import capitals, fold

Block = Paragraph | Grid
_NATION = re.compile(r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam")
_MOST_BEFORE = 0.4  # of the letters of a page: more before the head is no furniture
_LINES_OF_HEAD = 8
_HEAD_LINE = re.compile(
    r"""
    (?: chinh\ phu | quoc\ hoi | chu\ tich | thu\ tuong | uy\ ban | ubnd | hoi\ dong | hdnd | toa\ an | vien
      | kiem\ toan | bo | so | ban | tinh | thanh\ pho | huyen | xa | phuong | dac\ khu | phong | chi\ cuc
      | cuc | tong\ cuc | lien | truong | trung\ tam | cong\ ty | mat\ tran | doan | hoi | van\ phong )\b .{0,90}
    | (?:luat\ )? so\s*:? .{0,60}                     # number
    | [\W_]*                                          # a rule, nothing
    | .{0,40} (?:mat|hoa\ toc|khan) .{0,60}           # marks
    """,
    re.VERBOSE,
)
"""A line that may stand before the name of the State in the head of a paper (without its accents)."""
_HEADING = re.compile(r"(?:dieu|chuong|muc|phan|khoan|diem|phu luc|tieu muc)\s+(?:\d+\w?|[ivxlc]+|[a-zđ]|thu \w+)\b")
_FIRST = frozenset("ĐđDdCcMmPpKkTt")
_PARTS_OF_ARTICLES = ("khoan", "diem")  # which a law numbers without naming them
_FEWEST = 4  # headings one after another that make a table of contents
_REPEATED = 0.7  # of them: so many must come again elsewhere
_BETWEEN = 2  # lines without a number between them: titles of chapters
_LONGEST = 300


def paper_of(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """The blocks of the paper, and the texts that were cut from before its head."""
    start = _start(blocks)
    cut = [text for block in blocks[:start] for text in _texts(block) if text.strip()]
    rest = _without_contents(blocks[start:])
    return rest[: _end(rest)], ["\n".join(cut)[-4000:]] if cut else []


def _texts(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return block.text.split("\n")
    return [line for row in block.rows for cell in row for text in cell.paragraphs for line in text.split("\n")]


def _letters(blocks: list[Block]) -> int:
    return sum(len(text) for block in blocks for text in _texts(block))


def _start(blocks: list[Block]) -> int:
    """Where the paper begins, 0 when no head is found or too much stands before it."""
    at = next((n for n, block in enumerate(blocks) if any(_NATION.search(fold(t)) for t in _texts(block))), 0)
    for _ in range(_LINES_OF_HEAD):
        above = blocks[at - 1] if at else None
        if not isinstance(above, Paragraph) or not all(map(_is_of_head, above.text.split("\n"))):
            break
        at -= 1
    return at if at and _letters(blocks[:at]) <= _MOST_BEFORE * _letters(blocks) else 0


def _is_of_head(line: str) -> bool:
    bare = fold(line).strip()
    return _HEAD_LINE.fullmatch(bare) is not None and (not any(map(str.isalpha, bare)) or capitals(line) or ":" in line)


def _without_contents(blocks: list[Block]) -> list[Block]:
    """The blocks without the runs of headings that come again with their text."""
    lines = [block.text.strip() if isinstance(block, Paragraph) else "" for block in blocks]
    numbers = [_heading(line) for line in lines]
    known = Counter(filter(None, numbers))
    kept: list[Block] = []
    at = 0
    while at < len(blocks):
        end = _end_of_run(lines, numbers, at)
        here = Counter(number for number in numbers[at:end] if number and not number.startswith(_PARTS_OF_ARTICLES))
        count = sum(here.values())
        again = sum(times for heading, times in here.items() if known[heading] > times)
        if count >= _FEWEST and again >= _REPEATED * count:
            if kept and isinstance(kept[-1], Paragraph) and fold(kept[-1].text).strip() in ("muc luc", "noi dung"):
                kept.pop()
        else:
            end = max(end, at + 1)
            kept += blocks[at:end]
        at = end
    return kept


def _heading(line: str) -> str | None:
    """The number of a heading in a line («dieu 5»)."""
    bare = line.lstrip("0123456789. ")
    if bare[:1] not in _FIRST or len(line) > _LONGEST:
        return None
    found = _HEADING.match(fold(bare))
    return None if found is None else found[0]


def _end_of_run(lines: list[str], numbers: list[str | None], at: int) -> int:
    """Where a run of headings without text ends that begins here; here when none does."""
    end = at
    last: str | None = None
    for number in range(at, len(lines)):
        heading = numbers[number]
        if heading is not None:
            end, last = number + 1, heading
            continue
        line = lines[number]
        titled = last is not None and (not last.startswith(("dieu", "khoan", "diem")) or capitals(line))
        if not titled or not line or len(line) > 120 or number - end >= _BETWEEN:
            break  # the text of a heading
    return end


@cache
def _furniture() -> frozenset[str]:
    return frozenset(fold(line) for line in words_in("page_furniture.toml")["after"])


def _end(blocks: list[Block]) -> int:
    """Where the paper ends: before the first line that only sites print after a paper, when no paper follows it."""
    texts = [[fold(text).strip(" :.…»>") for text in _texts(block)] for block in blocks]
    signed = max((n for n, lines in enumerate(texts) if any(map(_is_of_foot, lines))), default=None)
    if signed is None:
        return len(blocks)
    for number in range(signed + 1, len(blocks)):
        if isinstance(blocks[number], Paragraph) and any(line in _furniture() for line in texts[number]):
            after = [line for lines in texts[number:] for line in lines]
            if not any(_NATION.search(line) or line.startswith("phu luc") for line in after):
                return number
    return len(blocks)


def _is_of_foot(line: str) -> bool:
    return line.startswith(("noi nhan", "tm. ", "kt. ", "tl. ", "tuq. ")) or "(da ky)" in line
