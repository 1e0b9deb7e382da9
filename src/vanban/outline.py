"""The outline of a paper: Phần, Chương, Mục, Điều, khoản, điểm; A. / I. / 1. / 1.1 / a) / – of administrative papers.

A line state machine: one pattern finds the lines that begin with a number or dash, a stack of ranks makes the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vanban.files.open import as_document
from vanban.model import Document, Node
from vanban.text import bare_span, capitals, is_spaced, join_lines

_LINE_START = r"""[^\S\n]*[>#*_]*[^\S\n]*[#*_]*[^\S\n]*(?:
      (?P<part>PHẦN|Phần)[^\S\n]+(?P<part_no>(?:THỨ|thứ)[^\S\n]+\w+(?:[^\S\n]+\w+)?|[IVXLC]+|\d+|[A-Z])(?![^\S\n]*[\wÀ-ỹ])
    | (?P<chapter>CHƯƠNG|Chương)[^\S\n]+(?P<chapter_no>[IVXLC]+|\d+)\b(?![^\S\n]+[a-zđà-ỹ])
    | (?P<sub>TIỂU[ ]MỤC|Tiểu[ ]mục)[^\S\n]+(?P<sub_no>\d+)\b(?![^\S\n]+[a-zđà-ỹ])
    | (?P<section>MỤC|Mục)[^\S\n]+(?P<section_no>\d+|[IVXLC]+|[A-Z])\b(?![^\S\n]+[a-zđà-ỹ])
    | (?P<article>ĐIỀU|Điều)[^\S\n]+(?P<article_no>\d+[a-zđ]{0,2})[^\S\n]*[.:](?=\s|\*|[A-ZĐÀ-Ỹ])
    | (?P<annex>PHỤ[ ]LỤC)(?P<annex_no>(?:[^\S\n]+(?:SỐ[^\S\n]+)?[\dIVXLC]+[A-Z]?)?)
      (?=[^\S\n]*[:.\-–*]*[^\S\n]*$|[^\S\n]*[:.\-–])
    | (?P<roman>[IVXLC]{1,7})[^\S\n]?(?:\.[^\S\n]*|/[^\S\n]*(?!v\b))(?=[\w“"*(])
    | (?P<letter>[A-ZĐ])[.][^\S\n]*(?=[\w“"*(])
    | (?P<deep>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)][^\S\n]*|[^\S\n]+)(?=[^\W\d]|[“"*(])
    | (?P<number>\d{1,3})[.)][^\S\n]*[*_]*(?=[^\W\d]|[“"*(])
    | (?P<point>[a-zđ]\d?)[)](?:[^\S\n]*)(?=\S)
    | (?P<point_dot>[a-zđ])\.[^\S\n]+(?=[A-ZĐÀ-Ỹ])
    | (?P<paren>\([ivx\d]{1,4}\))[^\S\n]+(?=\S)
    | (?P<dash>[-–—•+*])[^\S\n]+(?=[^\s*-])|(?P<tight>-)(?=[A-ZĐÀ-Ỹ])
    )"""
_MARKER = re.compile(f"^{_LINE_START}", re.VERBOSE | re.MULTILINE)
_MARKED_LINE = re.compile(rf"\n{_LINE_START}", re.VERBOSE | re.MULTILINE)  # a literal first letter is found fast
_ARTICLE = re.compile(r"^[^\S\n]*Điều (\d{1,4})[.:]", re.MULTILINE)
_FOOT = re.compile(r"^[^\S\n]*[#*_ ]*(?:Nơi[ ]nhận|NƠI[ ]NHẬN)[^\S\n]*[:*]", re.MULTILINE)
_RANKS = {
    "annex": 0,
    "part": 1,
    "letter": 2,
    "chapter": 3,
    "section": 4,
    "roman": 4,
    "sub": 5,
    "article": 6,
    "number": 7,
    "deep": 8,
    "point": 11,
    "paren": 12,
    "dash": 13,
    "plus": 14,
}
_LEVELS = {
    "annex": "phụ lục",
    "part": "phần",
    "letter": "phần",
    "chapter": "chương",
    "section": "mục",
    "roman": "mục",
    "sub": "tiểu mục",
    "article": "điều",
    "number": "khoản",
    "deep": "tiểu mục",
    "point": "điểm",
    "paren": "tiết",
    "dash": "gạch đầu dòng",
    "plus": "gạch đầu dòng",
}
_STOPS = ".;!?/"
_ENDS = '.;:!?/”"'
_ALPHABET = "ABCDĐEGHIKLMNOPQRSTUVXY"
_MAX_TITLE_LINES = 40


@dataclass(slots=True)
class _Open:
    """A node still being read."""

    form: str
    rank: int
    label: str
    title: str
    start: int
    children: list[Node] = field(default_factory=list)


def read_outline(document: Document | str) -> tuple[Node, ...]:
    """The tree of numbered parts. Lines of tables and of «Nơi nhận», and text quoted from other papers, are left out.

    A title is the whole first paragraph of the part, its printed lines joined.
    """
    document = as_document(document)
    text = document.text
    roots: list[Node] = []
    stack: list[_Open] = []
    closed = _closed_spans(document)
    foot = _foot(text)
    in_foot = foot_passed = False
    spaced = is_spaced(text)
    cursor = 0

    def close(down_to: int, end: int) -> None:
        while stack and stack[-1].rank >= down_to:
            done = stack.pop()
            stop = end
            while stop > done.start and text[stop - 1].isspace():
                stop -= 1
            node = Node(_LEVELS[done.form], done.label, done.title, done.start, stop, tuple(done.children))
            (stack[-1].children if stack else roots).append(node)

    for match in _MARKED_LINE.finditer(f"\n{text}"):
        start, marked = match.start(), match.end() - 1  # one line feed more stands before this text
        if start < cursor:
            continue
        while closed and closed[-1][1] <= start:
            closed.pop()
        if closed and closed[-1][0] <= start:
            continue
        if foot is not None and start >= foot and not foot_passed:
            close(0, foot)
            in_foot = foot_passed = True
        form = match.lastgroup or ""
        form = {"point_dot": "point", "tight": "dash"}.get(form.removesuffix("_no"), form.removesuffix("_no"))
        if in_foot and form in ("dash", "point", "paren"):
            continue
        form, label = _form(match, form, stack)
        if form == "dash" and text.startswith(("--", "—-"), marked - 2):
            continue
        in_foot = in_foot and form not in ("annex", "part", "chapter", "roman", "letter", "number", "article")
        rank = _RANKS[form] + (label.count(".") - 1 if form == "deep" else 0)
        if form in ("dash", "plus"):
            begin = start + len(match.group()[1:]) - len(match.group().lstrip())
        else:
            begin, _ = bare_span(text, start, marked)
        limit = foot if foot is not None and start < foot else len(text)
        title, cursor = _title(text, marked, form, limit, spaced)
        if in_foot:
            continue
        close(rank, start)
        stack.append(_Open(form, rank, label, title, begin))
    close(0, foot if foot is not None and not foot_passed else len(text))
    return tuple(roots)


def _form(match: re.Match[str], form: str, stack: Sequence[_Open]) -> tuple[str, str]:
    """The form and label of a marker; one letter that may be Roman is settled by what stands open before it."""
    label = match[f"{form}_no"] if f"{form}_no" in match.re.groupindex and match[f"{form}_no"] is not None else None
    if form == "annex":
        return form, join_lines(match["annex_no"] or "")
    if label is not None:
        return form, join_lines(label)
    if form == "dash":
        printed = match["dash"] or "-"
        return ("plus", printed) if printed == "+" else ("dash", printed)
    if form == "point":
        return form, match["point"] or match["point_dot"]
    label = match[form]
    if form == "roman" and len(label) == 1 and label in "CDLMI":
        before = next((item.label for item in stack if item.form == "letter"), None)
        if before is not None and before in _ALPHABET[:-1] and _ALPHABET[_ALPHABET.index(before) + 1] == label:
            return "letter", label
        if label in "CL":
            return "letter", label
    return form, label.strip("()") if form == "paren" else label


def _foot(text: str) -> int | None:
    """Where the first «Nơi nhận:» begins."""
    match = _FOOT.search(text)
    return match.start() if match else None


def _closed_spans(document: Document) -> list[tuple[int, int]]:
    """Spans that hold no parts of this paper: tables and quoted passages; the last first."""
    spans = [(table.start, table.end) for table in document.tables]
    spans.extend(_quoted(document.text))
    return sorted(spans, reverse=True)


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Passages of more than one line between “ and ”: what an amending paper puts into another.

    A quotation whose end is not printed ends where the next article of the paper itself begins.
    """
    position = text.find("\n“")
    if position < 0:
        return
    articles = [(match.start(), int(match[1])) for match in _ARTICLE.finditer(text)]
    at = 0
    outer = 0
    while position >= 0:
        while at < len(articles) and articles[at][0] < position:
            outer = articles[at][1]
            at += 1
        following = next((start for start, number in articles[at : at + 60] if number == outer + 1), len(text))
        end = text.find("”", position)
        end = following if end < 0 or end > following else end
        if text.find("\n", position + 1, end) >= 0:
            yield position + 1, end
            while at < len(articles) and articles[at][0] < end:
                at += 1
        position = text.find("\n“", end)


def _title(text: str, start: int, form: str, limit: int, spaced: bool) -> tuple[str, int]:
    """The first paragraph after a marker, lines joined, and where it ends."""
    pieces: list[str] = []
    position = start
    blank = False
    for _ in range(_MAX_TITLE_LINES):
        stop = text.find("\n", position, limit)
        stop = limit if stop < 0 else stop
        a, b = bare_span(text, position, stop)
        piece = text[a:b]
        if not piece:
            if pieces and (blank or pieces[-1][-1] in _ENDS):
                break
            blank = True
        else:
            if pieces and not _goes_on(pieces, piece, text, position, form, blank and not spaced):
                break
            if not pieces and blank and _MARKER.match(text, position):
                break
            pieces.append(piece)
            blank = False
        position = min(stop + 1, limit)
        if stop >= limit or (pieces and pieces[-1][-1] in _STOPS):
            break
    return join_lines(" ".join(pieces)).replace("**", ""), position


def _goes_on(pieces: Sequence[str], piece: str, text: str, position: int, form: str, parted: bool) -> bool:
    """Whether a printed line goes on with the paragraph above it. ``parted`` tells a real empty line between them."""
    above = pieces[-1]
    if "\t" in piece or above[-1] in _STOPS or _MARKER.match(text, position):
        return False
    if len(pieces) == 1 and capitals(above):
        return capitals(piece)
    if form in ("part", "chapter", "section", "sub", "annex") and not parted:
        return True
    if piece[0].islower():
        return above[-1] != ":" or not parted
    if above[-1] in ",(-–":
        return True
    return above[-1] not in _ENDS and not parted and len(above) >= 45
