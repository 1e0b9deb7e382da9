"""Passages of an outline as clean text, without marks, page numbers and footnotes; its fields and paragraphs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import zip_longest

from vanban.model import Document, Header, Node, Span
from vanban.text import Line, join_lines, lines

_FIELD = re.compile(
    r"""(?:^[^\S\n]*[*_]*(?:[-–—•+*]|[a-zđ][.)]|\(?\d\)|\d{1,2}(?:\.\d{1,2}){1,2}\.?)?[^\S\n]*[*_]*   # begins a line
      |(?<=[.;])[^\S\n]+|(?<=\())                                                # or a sentence
    (?:(?P<coordinating>(?:(?:các\s)?(?:cơ\ quan|đơn\ vị|bộ\ phận)\s+)?phối\s+hợp(?:\s+thực\s+hiện)?)
      |(?P<lead>(?:(?:các\s)?(?:cơ\ quan|đơn\ vị|bộ\ phận)\s+)?(?:chủ\s+trì|đầu\s+mối|phụ\s+trách)   # who leads
          (?:\s+(?:thực\s+hiện|tham\s+mưu))?|phân\s+công(?:\s+thực\s+hiện)?
          |(?:cơ\ quan|đơn\ vị|bộ\ phận|người|cá\ nhân|cán\ bộ|công\ chức|chủ\ thể)
            (?:,\s+(?:cơ\ quan|đơn\ vị|cá\ nhân))?\s+(?:thực\s+hiện|phụ\s+trách|chủ\s+trì|được\s+giao))
      |(?P<product>(?:sản\s+phẩm|kết\s+quả)(?:\s*[,/]\s*(?:sản\s+phẩm|kết\s+quả))?                 # what comes of it
          (?:\s+(?:đầu\s+ra|dự\s+kiến|hoàn\s+thành|cần\s+đạt|thực\s+hiện))?)
      |(?P<timing>(?:thời\s+gian|thời\s+hạn|tiến\s+độ)
          (?:\s+(?:dự\s+kiến\s+)?(?:thực\s+hiện|hoàn\s+thành|triển\s+khai|trình|ban\s+hành|báo\s+cáo|tổ\s+chức))?))
    [^\S\n]*[*_]*[^\S\n]*
    (?::[*_]*                                                                    # the colon
      |(?(timing)(?=(?:sau\ khi|trước|trong|từ|quý|tháng|năm|hằng|hàng)\b)|(?!)))   # a time needs none""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_DRAFT_DATE = re.compile(r"(?:tháng\s*(?P<month>1[0-2]|0?[1-9])\s+)?năm\s*(?P<year>20\d\d)")
_PAGE_NUMBER = re.compile(r"\d{1,3}$")
_FOOTNOTE = re.compile(r"[¹²³⁰⁴-⁹]")
_EMPHASIS = re.compile(r"\*+|__+")
_THANKS = r"Trên đây là|Trân trọng|Nơi nhận\b|(?:TL|KT|TM)\.|(?:[\w,]+\s+){0,8}trân trọng (?:thông báo|đề nghị|kính)"
_ASKS_ALL = (
    r"(?:Yêu cầu|Đề nghị) (?:các|thủ trưởng|Thủ trưởng)(?![^\n]*(?:trước ngày|chậm nhất|trước \d))"
    r"|Căn cứ (?:nội dung )?Kế hoạch này, (?:yêu cầu|đề nghị)"
)
_PAPERS = "(?:Kế hoạch|Chỉ thị|Công điện|Kết luận|Thông báo|Nghị quyết|Quyết định|Chương trình|Công văn)"
_CARRY_OUT = (
    rf"[^\n]{{0,300}}?chịu trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện)(?: nghiêm túc)? {_PAPERS}(?: này)?[\s./]*$"
)
_CLOSING = re.compile(
    rf"(?:{_THANKS}|{_ASKS_ALL}|{_CARRY_OUT}|Trong quá trình (?:tổ chức |triển khai )*thực hiện|{_PAPERS} này"
    r"|(?:Thông tin chi tiết|Mọi (?:thông tin|vướng mắc|khó khăn)|Chi tiết|Đầu mối)[^\n]{0,60}liên hệ"
    r"|Nhận được [^\\n]{0,40}này)"
)
# What closes a paper even after a line without a full stop.
_CLOSES = re.compile(
    r"Trên đây là (?:[Kk]ế hoạch|[Cc]hương trình|nội dung|toàn bộ|kết luận|ý kiến)|Nơi nhận\s*:|\*{0,2}Nơi nhận"
)
_BULLETS = ("gạch đầu dòng",)
_ENDS = '.;:!?…”"'


@dataclass(frozen=True, slots=True)
class Field:
    """A field under an item: its text (None when the paper leaves it empty) and where it stands."""

    text: str | None
    span: Span | None


def issued_on(header: Header) -> dt.date | None:
    """The date of a paper; of a draft whose day is blank the first day that the printed month or year allows."""
    if header.date is not None:
        return header.date
    printed = _DRAFT_DATE.search(header.date_text or "")
    return dt.date(int(printed["year"]), int(printed["month"] or 1), 1) if printed else None


def is_bullet(node: Node) -> bool:
    """Whether a part begins with a dash or another sign and not with a number."""
    return node.level in _BULLETS


def body_start(text: str, node: Node) -> int:
    """Where the words of a part begin, after its number and marks."""
    first = node.title.split(" ", 1)[0] if node.title else ""
    found = text.find(first, node.start + len(node.label), node.end) if first else -1
    return found if found >= 0 else node.start


def is_field(text: str, node: Node) -> bool:
    """Whether a part with a dash is a field of the item above: «- Cơ quan chủ trì: …»."""
    return bool(_FIELD.match(text, node.start, node.end))


class Passages:
    """Reads passages of one document; lines of tables are no part of any."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._tables = [(table.start, table.end) for table in document.tables]
        lengths = sorted(len(line.content) for line in lines(document.text))
        self._width = lengths[int(len(lengths) * 0.95)] if lengths else 0

    def lines_of(self, start: int, end: int) -> list[Line]:
        """The printed lines of a passage without page numbers, footnotes and tables."""
        return [
            line
            for line in lines(self.text, start, end)
            if not _PAGE_NUMBER.match(line.content)
            and not _FOOTNOTE.match(line.content)
            and not any(a <= line.start < b for a, b in self._tables)
        ]

    def clean(self, start: int, end: int) -> tuple[str, Span | None]:
        """A passage with its lines joined, and where it stands without the spaces around it."""
        found = self.lines_of(start, end)
        if not found:
            return "", None
        text = join_lines(_EMPHASIS.sub("", " ".join(line.content for line in found)))
        return text, Span(found[0].start, found[-1].end)

    def heading(self, node: Node) -> str:
        """The whole heading of a part: lines in the same emphasis go on with it over a page break."""
        stop = min([child.start for child in node.children] or [node.end])
        title = ""
        previous: Line | None = None
        for line in self.lines_of(body_start(self.text, node), stop):
            if previous is not None and len(title) >= len(node.title):
                emphasised = self.text[previous.end : previous.end + 1] == "*" == self.text[line.start - 1]
                if not emphasised or previous.content[-1] in _ENDS:
                    break
            title = join_lines(_EMPHASIS.sub("", f"{title} {line.content}"))
            previous = line
        return title if len(title) >= len(node.title) else node.title

    def before_closing(self, start: int, end: int) -> int:
        """The end of a passage without the sentence that closes the paper («Trên đây là …»)."""
        previous: Line | None = None
        for line in self.lines_of(start, end):
            if previous is not None and (
                _CLOSES.match(line.content) or (previous.content[-1] in _ENDS and _CLOSING.match(line.content))
            ):
                return previous.end
            previous = line
        return end

    def paragraphs(self, start: int, end: int) -> list[tuple[int, int]]:
        """The paragraphs of a passage. Where lines are cut at a fixed width, only a short line ends a paragraph."""
        found: list[tuple[int, int]] = []
        previous: Line | None = None
        wrapped = self._width < 120
        for line in self.lines_of(start, end):
            ends = previous is not None and previous.content[-1] in _ENDS and line.content[:1].isupper()
            if ends and wrapped and previous is not None:
                ends = len(previous.content) < 0.8 * self._width
            if ends or previous is None:
                found.append((line.start, line.end))
            else:
                found[-1] = (found[-1][0], line.end)
            previous = line
        return found

    def fields(self, start: int, end: int) -> tuple[dict[str, Field], int]:
        """The fields that stand under an item, and where the first of them begins (``end`` when there is none)."""
        marks = list(_FIELD.finditer(self.text, start, end))
        found: dict[str, Field] = {}
        for mark, following in zip_longest(marks, marks[1:]):
            stop = following.start() if following else end
            text, span = self.clean(mark.end(), self.before_closing(mark.end(), stop))
            if text.count(")") > text.count("("):
                text = text.rstrip(" .;").removesuffix(")")
            name = mark.lastgroup or ""
            if name not in found or found[name].text is None:
                found[name] = Field(text or None, span)
        return found, marks[0].start() if marks else end
