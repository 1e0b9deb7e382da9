"""The lines of PDF pages made paragraphs: head and foot read column by column, broken lines joined."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from vanban.files.blocks import Grid, Paragraph
from vanban.files.pdf_pages import NATION, Page, grid_of, same_columns
from vanban.files.pdf_tables import Ruled
from vanban.files.pdf_text import Line, Word, segments
from vanban.files.pdf_white import parts_of
from vanban.files.tables import separator
from vanban.text import capitals, fold
from vanban.vocabulary import kind_named

_RECIPIENTS = re.compile(r"noi nhan\s*[:.]?")
_PART_BEGINS = r"(?:Điều|Chương|Mục|Phần|Tiểu mục|Phụ lục|PHỤ LỤC|CHƯƠNG|MỤC|PHẦN)\s+(?:\d|[IVXLC]+\b|thứ\b|THỨ\b)"
_NUMBER_BEGINS = r"[IVXLC]{1,6}\s?[.)/-]\s|\d{1,3}(?:\.\d{1,3}){0,3}[.)/]\s|\d{1,3}(?:\.\d{1,3}){1,3}\s"
_NEW = re.compile(
    rf"(?:{_PART_BEGINS}|{_NUMBER_BEGINS}|[a-zđ]{{1,2}}[.)]\s|[-–—+•*]\s"
    r"|(?:Căn cứ|Kính gửi|Nơi nhận|Theo đề nghị của)\b)"
)
_NUMBER = re.compile(r"Số\s*[:.]")
_ADDRESS = re.compile(r"Kính\s+gửi", re.IGNORECASE)
_RULE = re.compile(r"[\s_\-–—=*.…]{4,}$")
_DASH = re.compile(r"[-–—+•*]\s+[^\W\d_a-zà-ỹđ]")
_FIELD = re.compile(r"[-–—+•*]\s+[^:,;.]{3,40}:")
_ENDED = (".", ":", ";", "!", "?", "./.", "”", ")")


def blocks_of(pages: Sequence[Page]) -> Iterator[Paragraph | Grid]:
    """The paragraphs and tables of all pages in reading order."""
    paragraph: _Paragraphs | None = None
    table: list[tuple[int, Ruled]] = []
    for page in (part for whole in pages for part in parts_of(whole)):
        paragraph = _Paragraphs(page, paragraph)
        for item in _ordered(page):
            if isinstance(item, Ruled):
                if table and (table[-1][0] == page.number or not same_columns(table[-1][1], item)):
                    yield grid_of(table)
                    table = []
                yield from paragraph.close()
                table.append((page.number, item))
                continue
            if table:
                yield grid_of(table)
                table = []
            line, loose = item
            yield from paragraph.add(line, loose)
    if table:
        yield grid_of(table)
    if paragraph is not None:
        yield from paragraph.close()


def _ordered(page: Page) -> Iterator[Ruled | tuple[Line, bool]]:
    """Tables and lines in reading order; True stands beside the lines of a head or foot, which are not joined."""
    items = [item for _, item in page.items()]
    position = 0
    while position < len(items):
        item = items[position]
        if isinstance(item, Ruled):
            yield item
            position += 1
            continue
        end = position
        while end < len(items) and not isinstance(items[end], Ruled):
            end += 1
        yield from _columns([line for line in items[position:end] if isinstance(line, Line)], page)
        position = end


def _columns(lines: list[Line], page: Page) -> Iterator[tuple[Line, bool]]:
    position = 0
    while position < len(lines):
        found = _zone(lines, position, page)
        if found is None:
            yield lines[position], False
            position += 1
            continue
        left, right, position = found
        yield from ((line, True) for line in left)
        yield from ((line, True) for line in right)


def _zone(lines: Sequence[Line], start: int, page: Page) -> tuple[list[Line], list[Line], int] | None:
    """The left and the right column of a head or foot that begins at ``start``, and the line after it."""
    ahead = lines[start : start + 4]
    nation = next((line for line in ahead if _phrase(line, NATION) is not None), None)
    if nation is not None:
        words = _phrase(nation, NATION)
        edge = nation.words[words or 0].x0
        if edge < 0.33 * page.width and words == 0:
            return None  # printed over the whole page, not beside a column
        return _part(lines, start, page, edge - 1, head=True)
    recipients = next((line for line in ahead[:3] if _RECIPIENTS.match(fold(line.text))), None)
    if recipients is None:
        return None
    if recipients is not lines[start]:  # the signature may stand a little higher than the recipients
        above = lines[start : start + ahead.index(recipients)]
        if not all(line.x0 > 0.4 * page.width and line.y - recipients.y < 5 * line.size for line in above):
            return None
    return _part(lines, start, page, recipients.x0 + 0.33 * page.width, head=False)


def _phrase(line: Line, pattern: re.Pattern[str]) -> int | None:
    """The index of the word at which a phrase begins."""
    match = pattern.search(fold(line.text))
    if match is None or not capitals(line.text[match.start() : match.end()]):
        return None
    return line.text[: match.start()].count(" ")


def _part(
    lines: Sequence[Line], start: int, page: Page, edge: float, *, head: bool
) -> tuple[list[Line], list[Line], int] | None:
    left: list[Line] = []
    right: list[Line] = []
    position = start
    while position < len(lines):
        line = lines[position]
        sides = _sides(line, edge, page, head=head)
        if sides is None or (head and (_ADDRESS.match(line.text) or _is_kind(line, page, left))):
            break
        if position > start and line.page == page.number and lines[position - 1].y - line.y > 12 * line.size:
            break
        if left and right and sides[0] is None and head and _opens_title(sides[1], lines[position - 1]):
            break
        left += [sides[0]] if sides[0] else []
        right += [sides[1]] if sides[1] else []
        position += 1
    return (left, right, position) if left or right else None


def _is_kind(line: Line, page: Page, left: Sequence[Line]) -> bool:
    """Whether a line prints the kind of the paper («KẾ HOẠCH»): in the middle of the page, or under the number."""
    if not capitals(line.text) or kind_named(line.text.strip(" .:")) is None:
        return False
    middle = abs((line.x0 + line.x1) / 2 - 0.5 * page.width) < 0.12 * page.width
    return middle or any(_NUMBER.match(above.text) for above in left)


def _opens_title(line: Line | None, above: Line) -> bool:
    """Whether a line of the right half is the title under the head and not a part of the head."""
    return line is not None and capitals(line.text) and above.y - line.y > 1.3 * line.size and not _phrase(line, NATION)


def _sides(line: Line, edge: float, page: Page, *, head: bool) -> tuple[Line | None, Line | None] | None:
    """The parts of a line left and right of the gutter, or None when the line runs across it."""
    slack = 0.06 * page.width
    if line.x0 >= edge - (slack if head else 0):
        return None, line
    if line.x1 <= edge + (0.02 if head else 0.12) * page.width:
        return line, None
    parts = segments(line, 0.7 * line.size)
    if len(parts) == 1 and head:
        parts = _cut(line, edge)
    if len(parts) < 2:
        return None
    lefts = [part for part in parts if part.x0 < edge - slack and part.x0 < 0.42 * page.width]
    rights = [part for part in parts if part not in lefts]
    if not lefts or not rights or (len(lefts) > 1 and not head and lefts[-1].x1 > 0.6 * page.width):
        return None
    return _whole(lefts), _whole(rights)


def _cut(line: Line, edge: float) -> list[Line]:
    """A line in two at the word that begins at the gutter, when one does."""
    for at, word in enumerate(line.words):
        if at and abs(word.x0 - edge - 1) < 3 and word.text[0].isupper():
            return [Line(words, line.y, line.size, line.page) for words in (line.words[:at], line.words[at:])]
    return [line]


def _whole(parts: Sequence[Line]) -> Line:
    words: list[Word] = [word for part in parts for word in part.words]
    return Line(words, parts[0].y, max(part.size for part in parts), parts[0].page)


class _Paragraphs:
    """Joins the lines of one page, and of the page before where a paragraph goes on overleaf."""

    def __init__(self, page: Page, before: _Paragraphs | None) -> None:
        self.page = page
        self.left, self.right = _margins(page)
        self.lines: list[Line] = before.lines if before is not None else []
        self.last_right = before.right if before is not None else self.right
        self.last_left = before.left if before is not None else self.left
        self.step = _step(page)
        dashes = [line.x0 for line in page.lines if _DASH.match(line.text)]
        self.dashes_indented = any(x0 > self.left + 10 for x0 in dashes)

    def add(self, line: Line, loose: bool) -> Iterator[Paragraph]:
        """Take a line; gives the paragraph that it ends, if it ends one."""
        if _RULE.match(line.text):
            return
        if loose:
            yield from self.close()
            text, doubtful = _text(line, gap=math.inf)
            yield Paragraph(text, ((0, line.page),), tuple(doubtful))
            return
        if self.lines and not self._goes_on(line):
            yield from self.close()
        self.lines.append(line)

    def close(self) -> Iterator[Paragraph]:
        """The paragraph gathered so far."""
        if not self.lines:
            return
        pieces: list[str] = []
        at = end = 0
        tail = ""
        pages: list[tuple[int, int]] = []
        doubtful: list[tuple[int, int]] = []
        for line in self.lines:
            joined, unsure = _text(line, gap=3.0 * line.size)
            between = separator(tail, joined)
            pieces += (between, joined)
            at = end + len(between)
            end = at + len(joined)
            tail = (tail + between + joined[-2:])[-2:]
            if not pages or pages[-1][1] != line.page:
                pages.append((at, line.page))
            doubtful += [(at + start, at + end) for start, end in unsure]
        self.lines = []
        yield Paragraph("".join(pieces), tuple(pages), tuple(doubtful))

    def _goes_on(self, line: Line) -> bool:
        last = self.lines[-1]
        overleaf = last.page != line.page
        right, left = (self.last_right, self.last_left) if overleaf else (self.right, self.left)
        tall = line.size
        if abs(last.size - line.size) > 0.12 * tall:
            return False
        if not overleaf and last.y - line.y > max(1.45 * self.step, 1.1 * tall):
            return False
        if capitals(last.text) != capitals(line.text):
            return False
        first = line.words[0]
        if len(self.lines) == 1 and abs((last.x0 + last.x1) - (left + right)) < 6 and last.x0 > left + 2 * tall:
            return False  # a centred title
        room = right - last.x1
        if line.x0 > self.left + 1.2 * tall:  # indented: a new paragraph, or the hanging lines of a list
            hanging = len(self.lines) > 1 and abs(line.x0 - last.x0) < 2
            hanging = hanging or (len(self.lines) == 1 and len(last.words) > 1 and abs(line.x0 - last.words[1].x0) < 3)
            if not hanging:
                return False
        if room > max(first.x1 - first.x0 + 0.6 * tall, 0.05 * (right - left)):
            return False  # the next word had room on the line above
        if _DASH.match(line.text) and (not self.dashes_indented or _FIELD.match(line.text)):
            return False
        return not (_NEW.match(line.text + " ") and last.text.endswith(_ENDED))


def _text(line: Line, gap: float) -> tuple[str, list[tuple[int, int]]]:
    """The words of a line, a tab where more than ``gap`` points stand between two, and the words not sure."""
    text = ""
    doubtful = []
    end = line.x0
    for word in line.words:
        if text:
            text += "\t" if word.x0 - end > gap else " "
        if not word.sure:
            doubtful.append((len(text), len(text) + len(word.text)))
        text += word.text
        end = word.x1
    return text, doubtful


def _margins(page: Page) -> tuple[float, float]:
    """Where most lines of a page begin and end."""
    if not page.lines:
        return 0.0, page.width
    long = [line for line in page.lines if line.x1 - line.x0 > 0.5 * page.width]
    if not long and not page.column:
        left = min(line.x0 for line in page.lines)
        return left, max(page.width - left, *(line.x1 for line in page.lines))
    long = long or page.lines
    starts = Counter(round(line.x0 / 3) for line in long)
    usual = [place for place, count in starts.items() if count >= max(2, 0.15 * len(long))] or list(starts)
    ends = sorted(line.x1 for line in long)
    return min(usual) * 3.0, ends[int(0.9 * (len(ends) - 1))]


def _step(page: Page) -> float:
    """The usual distance between two lines of a paragraph."""
    steps = Counter(
        round(upper.y - lower.y)
        for upper, lower in zip(page.lines, page.lines[1:], strict=False)
        if 0.8 * lower.size < upper.y - lower.y < 2.2 * lower.size
    )
    return float(steps.most_common(1)[0][0]) if steps else 18.0
