"""The numbered units of a paper outside quoted passages: what may instruct, and the quoted text that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.amendments.quotes import begins_quoted, closes_line, marks
from vanban.numerals import next_label

_S = r"[^\S\n]"
_MARKER = re.compile(
    rf"""{_S}*[>#*_]*{_S}*(?:
      # parts that stand above articles
      (?P<chapter>chương|CHƯƠNG|Chương){_S}+(?P<chapter_no>[IVXLC]+|\d+)(?![\w,;)]){_S}*[.:]?{_S}*(?=[A-ZĐÀ-Ỹ“(]|\n|$)
    | (?P<section>MỤC|Mục){_S}+(?P<section_no>\d+|[IVXLC]+)(?![\w,;)]){_S}*[.:]?{_S}*(?=[A-ZĐÀ-Ỹ“(]|\n|$)
      # an article and what is numbered in it
    | (?P<article>ĐIỀU|Điều|Ðiều){_S}+(?P<article_no>\d+[a-zđ]{{0,2}}){_S}*[.:]{_S}*[*_]*
    | (?P<clause>\d{{1,3}}[a-zđ]?)[.)]{_S}*[*_]*(?=[^\W\d]|[“"(\[«])
    | (?P<point>[a-zđ]\d{{0,2}})[)]{_S}*(?=\S)
    | (?P<indent>\([ivx\d]{{1,4}}\)|[ivx]{{1,4}}\)){_S}*(?=\S)
      # what stands behind the body
    | (?P<annex>PHỤ{_S}LỤC|Phụ{_S}lục)(?:{_S}+(?:SỐ{_S}+|số{_S}+)?[\dIVXLC]+[A-Za-z]?)?{_S}*(?=[\n:.(]|$)
    | (?P<foot>Nơi{_S}nhận|NƠI{_S}NHẬN){_S}*:?
    | (?P<sign>(?:TM|KT|TL|TUQ|Q)\.{_S}?[A-ZĐÀ-Ỹ]{{2}})
    | (?P<dash>[-–—+•]){_S}+(?=\S)
    )""",
    re.VERBOSE,
)
_RANKS = {"chapter": 1, "section": 2, "article": 3, "clause": 4, "point": 5, "indent": 6, "dash": 7}
_NAMES = {
    "chapter": "Chương",
    "section": "Mục",
    "article": "Điều",
    "clause": "khoản",
    "point": "điểm",
    "indent": "tiết",
}
_PLAIN = r"[Ss]ửa(?=[ ](?:các[ ])?(?:tên|Biểu|Mẫu|mẫu|Phụ[ ]lục|điểm|khoản|Điều|Mục|Chương)[ ])"
_CHANGES = (
    rf"{_PLAIN}|[Ss]ửa[ ]đổi|SỬA[ ]ĐỔI|[Bb]ổ[ ]sung|[Tt]hay[ ]thế|[Tt]hay|[Đđ]ính[ ]chính|[Đđ]ánh[ ](?:lại[ ])?số"
)
_REPEALS = r"[Bb]ãi[ ]bỏ|BÃI[ ]BỎ|[Hh](?:ủy|uỷ)[ ]bỏ|[Bb]ỏ"
_HALTS = r"[Nn]gưng|[Nn]gừng|[Tt]ạm[ ](?:ngưng|ngừng|dừng)|[Đđ]ình[ ]chỉ"
VERBS = rf"(?:{_CHANGES}|{_REPEALS}|{_HALTS}|[Đđ]ổi[ ]tên|[Cc]huyển)"
_VERB = re.compile(rf"{VERBS}(?!\w)")
_FINAL = re.compile(
    r"(?:Điều[ ]khoản|Quy[ ]định|Hiệu[ ]lực|Tổ[ ]chức[ ](?:thực[ ]hiện|thi[ ]hành)|"
    r"Trách[ ]nhiệm[ ](?:tổ[ ]chức[ ])?(?:thi[ ]hành|thực[ ]hiện))"
    r"(?:[ ](?:thi[ ]hành|chuyển[ ]tiếp|thực[ ]hiện)|[ ]*$|[ ]*\n)",
    re.IGNORECASE,
)
_ENDS = frozenset('.;:!?”"»')
_WRAPPED = re.compile(r"\n[a-zđà-ỹ]")
_UNFINISHED = re.compile(
    r"(?:,|(?<!\w)(?:khoản|điểm|Điều|Mục|Chương|Phụ lục|số|của|tại|và|theo|Nghị định|Thông tư|Quyết định|Nghị quyết))$"
)
_WANTS_PHRASE = re.compile(r"(?<!\w)(?:cụm từ|từ|chữ|bằng|thành)$")
_WANTS_ARTICLE = re.compile(r"(?<!\w)(?:khoản|điểm)[ ](?:\d{1,3}[a-z]?|[a-zđ]\d?)$")
_LONG_LINE = 45


@dataclass(slots=True)
class Unit:
    """One paragraph outside quotations: the part it opens (None for a paragraph inside one), its words, its payload.

    ``parts`` are the numbered parts it stands in, itself last; ``body`` is where its words begin. ``payload`` is the
    quoted passage that follows it, without the marks; ``open`` tells that the passage has no closing mark of its own,
    ``goes_on`` that numbered lines follow the closing mark that continue the quoted ones, ``unopened`` that it has no
    opening mark.
    """

    start: int
    body: int
    end: int
    form: str | None
    parts: tuple[tuple[str, str], ...]
    parent: Unit | None = None
    payload: tuple[int, int] | None = None
    open: bool = False
    goes_on: bool = False
    unopened: bool = False
    children: list[Unit] = field(default_factory=list)

    @property
    def at(self) -> str | None:
        """Where it stands in this paper, as a pinpoint («điểm a khoản 2 Điều 1»), or None outside articles."""
        inside = [part for part in self.parts if part[0] in ("article", "clause", "point", "indent")]
        return " ".join(f"{_NAMES[form]} {label}" for form, label in reversed(inside)) or None

    @property
    def in_article(self) -> bool:
        """Whether it stands in an article."""
        return any(form == "article" for form, _ in self.parts)


def has_articles(text: str) -> bool:
    """Whether the text has articles at all."""
    return (
        re.search(r"^[^\S\n]*[*_#]*[^\S\n]*(?:Điều|ĐIỀU)[^\S\n]+\d+[a-zđ]{0,2}[^\S\n]*[.:]", text, re.MULTILINE)
        is not None
    )


def starts_with_verb(text: str, unit: Unit) -> bool:
    """Whether the words of a unit begin with a verb that instructs."""
    return _VERB.match(text, unit.body) is not None


def read_units(text: str) -> Iterator[Unit]:
    """The units of a paper in their order, the quoted passages of amending instructions left out."""
    wrapped = len(_WRAPPED.findall(text)) * 6 > text.count("\n")
    stack: list[Unit] = []
    position, length = 0, len(text)
    after_foot = signed = False
    ruled = has_articles(text)
    while position < length:
        stop = _line_end(text, position)
        if not text[position:stop].strip():
            position = stop + 1
            continue
        opened = begins_quoted(text, position, stop)
        marker = _MARKER.match(text, opened or position, stop)
        if opened is not None and (marker is None or marker.lastgroup in ("annex", "foot", "sign")):
            marker = None
        form = _form(marker)
        if form in ("foot", "sign"):
            after_foot = after_foot or form == "foot"
            signed = True
            stack.clear()
            position = stop + 1
            continue
        if form == "annex":
            if signed and ruled:
                return  # articles of forms and lists behind the signature order nothing
            stack.clear()
            position = stop + 1
            continue
        if form == "dash" and (after_foot or not stack):
            position = stop + 1
            continue
        if form in ("article", "chapter"):
            after_foot = False
        body = position if marker is None else marker.end()
        end = _unit_end(text, body, stop, form, wrapped)
        unit = _placed(stack, position, body, end, form, marker)
        position = end + 1
        position = _take_payload(text, unit, position)
        yield unit


def _line_end(text: str, position: int) -> int:
    stop = text.find("\n", position)
    return len(text) if stop < 0 else stop


def _form(marker: re.Match[str] | None) -> str | None:
    return None if marker is None or marker.lastgroup is None else marker.lastgroup.removesuffix("_no")


def _placed(stack: list[Unit], start: int, body: int, end: int, form: str | None, marker: re.Match[str] | None) -> Unit:
    """The unit in its place under the parts that are open."""
    if form is None or marker is None:
        parent = stack[-1] if stack else None
        return Unit(start, body, end, None, parent.parts if parent else (), parent)
    rank = _RANKS[form]
    while stack and _RANKS[stack[-1].form or "dash"] >= rank:
        stack.pop()
    parent = stack[-1] if stack else None
    label = (marker[f"{form}_no"] if f"{form}_no" in marker.re.groupindex else marker[form]) or ""
    parts = (*(parent.parts if parent else ()), (form, label.strip("()")))
    unit = Unit(start, body, end, form, parts, parent)
    if parent is not None:
        parent.children.append(unit)
    stack.append(unit)
    return unit


def _unit_end(text: str, body: int, stop: int, form: str | None, wrapped: bool) -> int:
    """Where the paragraph ends: its line, and the printed lines that go on with it."""
    end = stop
    for _ in range(60):
        if end >= len(text):
            return len(text)
        next_stop = _line_end(text, end + 1)
        line = text[end + 1 : next_stop].strip()
        above = text[max(body, end - 400) : end].rstrip()
        if not line:
            if form in ("chapter", "section") and not above.strip():
                end = next_stop
                continue
            return end
        if "\t" in text[end + 1 : next_stop] or _MARKER.match(text, end + 1, next_stop):
            return end
        if form in ("chapter", "section"):
            if begins_quoted(text, end + 1, next_stop) is not None or (
                _VERB.match(line) and not line.isupper() and above
            ):
                return end
            if above and not line.isupper():
                return end
            end = next_stop
            continue
        if not _goes_on(text, above, line, end, next_stop, wrapped):
            return end
        end = next_stop
    return end


def _goes_on(text: str, above: str, line: str, end: int, next_stop: int, wrapped: bool) -> bool:
    """Whether a printed line goes on with the paragraph above it."""
    if not above or above[-1] in ".;:!?":
        return False
    tail = above[-40:]
    if begins_quoted(text, end + 1, next_stop) is not None:
        return _WANTS_PHRASE.search(tail) is not None
    if line[0].islower() or _UNFINISHED.search(tail):
        return True
    if _WANTS_ARTICLE.search(tail) and line.startswith(("Điều ", "Phụ lục ", "Mục ")):
        return True
    if above[-1] in _ENDS or _VERB.match(line):
        return False
    return wrapped and len(text[text.rfind("\n", 0, end) + 1 : end]) >= _LONG_LINE


_TAKES = re.compile(r"[Ss]ửa đổi|SỬA ĐỔI|[Bb]ổ sung|[Tt]hay thế|[Đđ]ính chính|như sau|sau đây|thành|bằng")
_ANNOUNCED = re.compile(r"(?:như sau|thành|bằng|là)[ ]?:?\s{0,2}(?P<mark>“|«|\"|''|‘‘)")


def _take_payload(text: str, unit: Unit, position: int) -> int:
    """Give the unit the quoted passage that begins on the next line, and return where reading goes on.

    A passage that begins on the line of the unit itself («như sau: “…») and goes on below is taken too.
    """
    opened = _opened_inside(text, unit)
    if opened is not None:
        unit.end, inner = opened
        return _read_payload(text, unit, inner, inner)
    while position < len(text):
        stop = _line_end(text, position)
        if text[position:stop].strip():
            break
        position = stop + 1
    else:
        return position
    stop = _line_end(text, position)
    start = begins_quoted(text, position, stop)
    if start is None and _is_target(text, unit, position, stop):
        unit.unopened = True
        return _read_payload(text, unit, position, position)
    if start is None or _instructs(text, start, stop) or not _takes(text, unit, start, stop):
        return position
    return _read_payload(text, unit, start, position)


def _is_target(text: str, unit: Unit, position: int, stop: int) -> bool:
    """Whether a line without an opening mark begins with the number announced right above («… Điều 50 như sau:»)."""
    marker = _MARKER.match(text, position, stop)
    form = _form(marker)
    words = text[unit.body : unit.end].rstrip()
    if marker is None or form not in ("article", "clause", "point") or not words.endswith("như sau:"):
        return False
    label = (marker["article_no"] if form == "article" else marker[form]) or ""
    announced = re.search(rf"{_NAMES[form]} {re.escape(label)}(?!\w)", words[-120:])
    return announced is not None and _VERB.match(words) is not None and _VERB.match(text, marker.end()) is None


def _takes(text: str, unit: Unit, start: int, stop: int) -> bool:
    """Whether a quoted line is new text: the unit announces it, or the line begins with a number of its own."""
    words = text[unit.body : min(unit.end, unit.body + 600)]
    return unit.in_article and (_TAKES.search(words) is not None or _form(_MARKER.match(text, start, stop)) in _RANKS)


def _opened_inside(text: str, unit: Unit) -> tuple[int, int] | None:
    """Where the words of a unit end and its quoted passage begins when the passage is closed only further below."""
    announced = _ANNOUNCED.search(text, unit.body, unit.end)
    if announced is None or not unit.in_article:
        return None
    depth = 0
    for _, _, way in marks(text, announced.start("mark"), unit.end):
        depth = max(0, depth + way)
    closed = depth <= 0 or closes_line(text, announced.start("mark"), unit.end) is not None
    return None if closed else (announced.start("mark"), announced.end())


def _read_payload(text: str, unit: Unit, inner: int, line: int) -> int:
    """Read the quoted passage line by line up to its closing mark, or up to the next part of the paper itself."""
    depth = 1 if line == inner else 0
    while line < len(text):
        stop = _line_end(text, line)
        for _, _, way in marks(text, line, stop):
            depth = max(0, depth + way)
        closing = closes_line(text, line, stop)
        after = _next_line(text, stop)
        sibling = _is_next(text, after, unit)
        if closing is not None and (depth <= 0 or sibling):
            begun = _quoted_again(text, after)
            if begun:
                line, depth = after, 0
                continue
            unit.payload = (inner, max(inner, closing[0]))
            unit.goes_on = not sibling and _continues(text, inner, closing[0], after, unit)
            return stop + 1
        if sibling or after >= len(text) or _is_foot(text, after):
            unit.payload = (inner, max(inner, _stripped(text, inner, stop)))
            unit.open = True
            return stop + 1
        line = after
    return line


def _instructs(text: str, start: int, stop: int) -> bool:
    """Whether a quoted line is a numbered instruction itself («“a) Thay thế cụm từ …» after «như sau:»)."""
    marker = _MARKER.match(text, start, stop)
    return (
        marker is not None
        and _form(marker) in ("point", "clause")
        and re.match(r"(?:Thay thế|Thay|Bãi bỏ|Bỏ|Bổ sung) (?:các )?(?:cụm )?từ ", text[marker.end() : stop])
        is not None
    )


def _quoted_again(text: str, line: int) -> bool:
    """Whether the next line opens another quoted passage at once («“6. …”.» and then «“9. …”.»)."""
    return line < len(text) and begins_quoted(text, line, _line_end(text, line)) is not None


def _next_line(text: str, stop: int) -> int:
    position = stop + 1
    while position < len(text):
        end = _line_end(text, position)
        if text[position:end].strip():
            return position
        position = end + 1
    return len(text)


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _is_foot(text: str, line: int) -> bool:
    marker = _MARKER.match(text, line, _line_end(text, line))
    return _form(marker) in ("foot", "sign")


def _is_next(text: str, line: int, unit: Unit) -> bool:
    """Whether a line is the next part of the paper itself: the next number of an open part, with a verb."""
    if line >= len(text):
        return False
    stop = _line_end(text, line)
    marker = _MARKER.match(text, line, stop)
    form = _form(marker)
    if marker is None or form is None or form not in _RANKS:
        return False
    label = (marker[f"{form}_no"] if f"{form}_no" in marker.re.groupindex else marker[form]) or ""
    parts = [part for part in unit.parts if part[0] == form]
    if not parts:
        return form in ("chapter",) and label == "I"
    if label.strip("()") != next_label(parts[-1][1]):
        return False
    if form in ("chapter", "section"):
        return True
    words = text[marker.end() : min(stop, marker.end() + 80)]
    return _VERB.match(words) is not None or (form == "article" and _FINAL.match(words + "\n") is not None)


def _continues(text: str, start: int, end: int, after: int, unit: Unit) -> bool:
    """Whether the line after a closing mark goes on with the numbers of the quoted passage, not with the paper's."""
    if after >= len(text):
        return False
    marker = _MARKER.match(text, after, _line_end(text, after))
    form = _form(marker)
    if marker is None or form not in ("clause", "point") or _VERB.match(text, marker.end()):
        return False
    own = [label for name, label in unit.parts if name == form]
    label = marker[form]
    if own and label == next_label(own[-1]):
        return False
    last = None
    for line in re.finditer(r"^.*$", text[start:end], re.MULTILINE):
        inner = _MARKER.match(line.group())
        if inner is not None and _form(inner) == form:
            last = inner[form]
    return last is not None and next_label(last) == label
