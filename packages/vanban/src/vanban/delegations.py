"""What an act leaves to others to rule (giao quy định chi tiết, nội dung được giao): who must, on what, in which act.

Only rules that a body below is to make, never single decisions: «Chính phủ quy định chi tiết Điều này», «giao Ủy ban
nhân dân cấp tỉnh quy định …», «mức thu do Hội đồng nhân dân cấp tỉnh quy định». What may be a rule that stands already
(«theo quy định của Chính phủ») or a decision on one case («quyết định mức …») is doubtful and says so. Bodies stand in
``data/delegations.toml``; the words are read once, part by part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.amendments import read_amendments
from vanban.amendments.provisions import read_provisions
from vanban.delegations_bodies import BODIES, DECIDED, ISSUED, Body, body_pattern, rank_of
from vanban.header import read_header
from vanban.model import Amendment, Document, Header, Node, Span, Value
from vanban.outline.tree import read_structure
from vanban.patterns import any_of
from vanban.text import join_lines
from vanban.viewing import by_view

__all__ = ["Delegation", "read_delegations"]

_LONGEST = 600
"""Code points of content that are kept."""
_FAR = 1200
"""Code points of a sentence that are looked at on either side of a verb."""
_MOST = 4
"""Bodies joined before one verb that are followed."""
STANDING = "Có thể dẫn quy định đã ban hành."
SINGLE = "Có thể là quyết định cho từng trường hợp, không phải quy phạm."
NO_LEVEL = "Không rõ cấp nào của chính quyền địa phương."
EITHER = "Nêu nhiều cơ quan, không rõ cơ quan nào."
NO_ACT = "Trong đoạn trích của văn bản được sửa đổi, không rõ văn bản nào."
BOTH = "Giao cả quy định lẫn tổ chức thực hiện."


@dataclass(frozen=True, slots=True)
class Delegation(Value):
    """One rule left to a body below (nội dung được giao).

    Args:
        body: who must rule: chinh_phu, thu_tuong, bo, hdnd_tinh, ubnd_tinh, chu_tich_ubnd_tinh, hdnd_xa, ubnd_xa, …;
            without a level where the words name none.
        body_text: the body as printed.
        kinds: the kinds of act in which it rules.
        provision: the part in which the words stand, «khoản 3 Điều 7»; None outside articles.
        details: the parts that are to be detailed; the part itself where the words name none.
        document: the key of the act that the part belongs to where the words are put into another; None: this one.
        content: what is to be ruled, in the words of the act.
        start, end: the sentence in the text.
        sure: False where it may be something else; ``reason`` says what.
    """

    body: str
    body_text: str
    kinds: tuple[str, ...]
    provision: str | None
    details: tuple[str, ...]
    content: str
    start: int
    end: int
    document: str | None = None
    sure: bool = True
    reason: str | None = None


_BODY = body_pattern()
_CHAIN = re.compile(rf"(?:,|;|,?[ ](?:và|hoặc|hay))[ ](?=(?:{_BODY}))")
_BODY_AT = re.compile(_BODY)
_BRACKET = r"(?:[ ]\([^()]{1,120}\))?"
_WHERE = r"(?:[ ]nơi[ ](?:có|cư trú|thường trú|thực hiện)[^,.;:]{0,60}?)?"
_DUTY = any_of(
    ["có trách nhiệm", "có thẩm quyền", "xem xét", "theo thẩm quyền", "được", "phải", "chịu trách nhiệm"], gap="[ ]"
)
_ASIDE = any_of(["căn cứ", "trên cơ sở", "trong phạm vi", "phù hợp với", "tùy theo", "chủ trì"], gap="[ ]")
_BETWEEN = rf"""(?:
    (?:,[ ]|[ ]){_DUTY}(?=[ ,])
  | (?:,[ ]|[ ]){_ASIDE},?[ ][^;:.]{{1,220}}?(?=,?[ ](?:quy|ban|quyết)[ ])
){{0,3}},?"""
_OF_ITS_PART = r"(?:việc[ ])?(?:thực[ ]hiện[ ]|thi[ ]hành[ ])?(?:các[ ])?(?:điểm|khoản|Điều)[ ][^.;]{0,30}này"
_VERB = rf"""[ ](?P<verb>
    quy[ ]định(?:[ ]và[ ]hướng[ ]dẫn)?
  | hướng[ ]dẫn[ ]chi[ ]tiết
  | hướng[ ]dẫn(?=[ ]{_OF_ITS_PART})
  | ban[ ]hành
  | quyết[ ]định
)(?!\w)"""
_ACTS = re.compile(rf"{_BRACKET}{_WHERE}{_BETWEEN}{_VERB}", re.VERBOSE)
_LED = re.compile(
    r"""(?:
        ^ | [.;:][ ] | [,][ ]
      | (?:^|[ (])(?:(?P<by>do)|(?P<gives>[Gg]iao(?:[ ]cho)?)|thì|[Vv]à|trình|[“"«](?:(?:Điều[ ])?\d+[.][ ])?)[ ]?
    )$""",
    re.VERBOSE,
)
_MARK = re.compile(
    r"[ ]*[“\"«]?[ ]*(?:Điều[ ]\d+[a-zđ]{0,2}[.:]|\d{1,3}[a-zđ]?[.)]|[a-zđ]\d?[)]|[-–+])?[ ]*[“\"«]?[ ]*"
)
_BY_RULE = re.compile(rf"(?P<lead>theo[ ]quy[ ]định[ ]của|quy[ ]định[ ]của)[ ](?=(?:{_BODY}))")
_TOLD = re.compile(r"[ ](?:tại|ở|trong|của|này|như[ ]sau|khác|riêng|pháp[ ]luật|nêu|trên|hiện[ ]hành|cũ|trước)(?!\w)")
_GENERAL = re.compile(
    r"[^.;]{0,120}(?:được[ ]giao[ ]trong|thi[ ]hành[ ](?:Luật|Bộ[ ]luật|Nghị[ ]quyết|Pháp[ ]lệnh)[ ]này)"
)
_NOT_NEW = re.compile(r"(?:đã|từng)[ ]*$")
_NO_ACT_NAMED = re.compile(
    r"[ ](?:Luật|Bộ[ ]luật|Nghị[ ]định|Thông[ ]tư|Nghị[ ]quyết|Quyết[ ]định|Pháp[ ]lệnh|Chỉ[ ]thị|Kế[ ]hoạch)(?!\w)"
)
_DECIDED = re.compile(rf"[ ](?:cụ[ ]thể[ ])?(?:về[ ]|các[ ])?{any_of(DECIDED, gap='[ ]')}(?!\w)")
_ISSUED = re.compile(rf"[ ](?:theo[ ]thẩm[ ]quyền[ ])?(?:các[ ]|những[ ])?{any_of(ISSUED, gap='[ ]')}(?!\w)")
_RULE_THING = re.compile(rf"(?:^|[ ])(?:{any_of(DECIDED, gap='[ ]', initial=True)})(?!\w)")
_ITEM = re.compile(r"[ ]*(?:[a-zđ]\d?[)]|\d{1,3}[a-zđ]?[.)]|[-–+])?[ ]*(?P<verb>Quy[ ]định|Ban[ ]hành)(?!\w)")
_DUTIES = re.compile(r"(?:trách[ ]nhiệm|nhiệm[ ]vụ|quyền[ ]hạn|thẩm[ ]quyền|sau[ ]đây|như[ ]sau)[^:.;]{0,60}:[ ]*$")
_STOP = re.compile(r"(?<![A-ZĐ])[.](?=[ ]+[A-ZĐÀ-Ỹ“\"]|[ ]*[”\"»]*[ ;.]*$)|;(?=[ ]|$)")
_HERE = re.compile(r"(?P<level>[Đđ]iều|[Kk]hoản|[Đđ]iểm)[ ]này")
_PART = re.compile(
    r"^[^\S\n]*[“\"«]?[^\S\n]*(?:Điều[ ](?P<article>\d+[a-zđ]{0,2})[.:]|(?P<clause>\d{1,3}[a-zđ]?)[.][ ]"
    r"|(?P<point>[a-zđ]\d?)[)][ ])",
    re.MULTILINE,
)
_NAMES_PARTS = re.compile(
    r"[ ]*(?:chi[ ]tiết|cụ[ ]thể)?[ ]*(?:về[ ]|nội[ ]dung[ ]|các[ ]|việc[ ]thực[ ]hiện[ ])?"
    r"(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm)[ ]"
)
_QUOTES = re.compile(r"như sau:?\s*[“\"]")
_LEVELS = ("điều", "khoản", "điểm")
_STEP = re.compile(r"(?:^|[ ])(Điều|khoản|điểm)[ ]([\w]+)")
Path = tuple[tuple[str, str], ...]
_Words = tuple[str, int, list[str], int]
"""What is to be ruled, where its sentence ends, why it is doubtful, how far the words are read."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """The own words of a part, ``text[start:end]``; with its parts it ends at ``whole``; ``lead``: the words above."""

    start: int
    end: int
    whole: int
    path: Path
    lead: str = ""
    document: str | None = None
    quoted: bool = False


@by_view
def read_delegations(
    document: Document, header: Header | None = None, amendments: Sequence[Amendment] | None = None
) -> tuple[Delegation, ...]:
    """What an act leaves to bodies below its issuer, in the order of the text.

    >>> found = read_delegations("Điều 5. Mức hỗ trợ\\n2. Hội đồng nhân dân cấp tỉnh quy định mức hỗ trợ.")
    >>> [(one.body, one.provision, one.kinds) for one in found]
    [('hdnd_tinh', 'khoản 2 Điều 5', ('Nghị quyết',))]

    Args:
        document: the opened act, or its text.
        header: its head, when known: nothing is left to its own issuer or to a body above.
        amendments: its orders, when they were read already: words that are put into another act belong to that act.
    """
    header = header if header is not None else read_header(document)
    text = document.text
    structure = read_structure(document)
    orders = amendments if amendments is not None else _orders(document, header, structure.quotations)
    own = rank_of(header)
    spans = _apart(structure.quotations, orders)
    units = [*_units(text, structure.parts), *_quoted(text, spans, orders)]
    if not structure.parts and not structure.quotations:
        units.append(_Unit(0, len(text), len(text), ()))
    plain = _without(text, spans)
    found: list[Delegation] = []
    for unit in units:
        for one, rank in _in_unit(text if unit.quoted else plain, unit):
            if own is None or rank > own:
                found.append(one)
    found.sort(key=lambda one: (one.start, one.end, one.body))
    return tuple(_once(found))


def _orders(document: Document, header: Header, quotations: Sequence[Span]) -> Sequence[Amendment]:
    return read_amendments(document, header) if quotations or _QUOTES.search(document.text) else ()


def _once(found: Sequence[Delegation]) -> Iterator[Delegation]:
    """Each sentence once for a body: the sure reading of it where there are two."""
    kept: dict[tuple[str, int], Delegation] = {}
    for one in found:
        key = (one.body, one.start)
        if key not in kept or (one.sure and not kept[key].sure):
            kept[key] = one
    yield from kept.values()


def _units(text: str, nodes: Sequence[Node], above: Path = (), lead: str = "") -> Iterator[_Unit]:
    stack = [(node, above, lead) for node in reversed(nodes)]
    while stack:
        node, path, words = stack.pop()
        if node.level in _LEVELS:
            path = (*path, (node.level, node.label))
        end = min((child.start for child in node.children), default=node.end)
        own = text[node.start : end].replace("\n", " ").replace("\t", " ")
        yield _Unit(node.start, end, node.end, path, words)
        stack.extend((child, path, own[-400:]) for child in reversed(node.children))


def _apart(quotations: Sequence[Span], orders: Sequence[Amendment]) -> list[Span]:
    """The passages that are put into other acts, in order, none inside another."""
    given = [one.payload for one in orders if one.payload is not None]
    found: list[Span] = []
    for span in sorted((*quotations, *given), key=lambda one: (one.start, -one.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _without(text: str, spans: Sequence[Span]) -> str:
    """The text with blanks of the same length for these passages."""
    found, at = [], 0
    for span in spans:
        found.append(text[at : span.start])
        found.append(" " * (span.end - span.start))
        at = span.end
    return "".join((*found, text[at:]))


def _quoted(text: str, spans: Sequence[Span], orders: Sequence[Amendment]) -> Iterator[_Unit]:
    """The parts of words that are put into other acts, with the act and the part in which they will stand."""
    given = sorted((one for one in orders if one.payload is not None), key=lambda one: one.payload.start)  # type: ignore[union-attr]
    at = 0
    for span in spans:
        while at < len(given) and given[at].payload.end <= span.start:  # type: ignore[union-attr]
            at += 1
        order = given[at] if at < len(given) and given[at].payload.start < span.end else None  # type: ignore[union-attr]
        base = _path(order.provision) if order is not None and order.provision else ()
        document = (order.document or order.document_name) if order is not None else None
        marks = list(_PART.finditer(text, span.start, span.end))
        bounds = [mark.start() for mark in marks] + [span.end]
        path = base
        lead = ""
        if not marks or marks[0].start() > span.start:
            yield _Unit(span.start, bounds[0], bounds[0], base, "", document, quoted=True)
        for mark, stop in zip(marks, bounds[1:], strict=True):
            level = _LEVELS[(mark.lastindex or 1) - 1]
            label = mark[mark.lastindex or 1]
            kept = tuple(step for step in (path or base) if _LEVELS.index(step[0]) < _LEVELS.index(level))
            path = (*kept, (level, label))
            own = text[mark.start() : stop].replace("\n", " ")
            yield _Unit(mark.start(), stop, stop, path, lead, document, quoted=True)
            if own.rstrip().endswith(":"):
                lead = own[-400:]
            elif level != "điểm":
                lead = ""


def _path(provision: str) -> Path:
    steps = [(level.lower(), label) for level, label in _STEP.findall(provision)]
    return tuple(sorted(steps, key=lambda step: _LEVELS.index(step[0])))


def printed(path: Path) -> str | None:
    """A part as citations write it, the smallest first."""
    words = [f"{'Điều' if level == 'điều' else level} {label}" for level, label in reversed(path)]
    return " ".join(words) or None


def _in_unit(text: str, unit: _Unit) -> Iterator[tuple[Delegation, int]]:
    words = text[unit.start : unit.end].replace("\n", " ").replace("\t", " ")
    if words.lstrip(' “"').startswith("Căn cứ"):
        return
    starts = [0]
    starts.extend(stop.end() for stop in _STOP.finditer(words))
    starts.append(len(words))
    done = 0
    at = 0
    for match in _BODY_AT.finditer(words):
        if match.start() < done:
            continue
        bodies, end = _chain(words, match)
        done = end
        while at + 1 < len(starts) - 1 and starts[at + 1] <= match.start():
            at += 1
        begin, stop = starts[at], starts[at + 1]
        read = _acting(words, begin, match.start(), end, stop) or _passive(words, begin, match.start(), end, stop)
        if read is None:
            continue
        content, last, reasons, done = read
        if content.rstrip().endswith(":") and last >= len(words.rstrip()) and unit.whole > unit.end:
            content = f"{content} {text[unit.end : min(unit.whole, unit.end + _LONGEST)]}"
        if len(bodies) > 1 and " hoặc " in words[match.start() : end]:
            reasons = [*reasons, EITHER]
        yield from _told(words, unit, bodies, content, (begin, last), reasons)
    yield from _items(text, words, unit)


def _chain(words: str, first: re.Match[str]) -> tuple[list[re.Match[str]], int]:
    found, end = [first], first.end()
    while len(found) < _MOST:
        joint = _CHAIN.match(words, end)
        if joint is None:
            break
        body = _BODY_AT.match(words, joint.end())
        if body is None:
            break
        found.append(body)
        end = body.end()
    return found, end


def _acting(words: str, begin: int, start: int, end: int, stop: int) -> _Words | None:
    """The body as subject («… quy định …») or «do … quy định»: what it rules, where that ends, why it is doubtful."""
    tail = _ACTS.match(words, end)
    led = _LED.search(words, max(begin, start - 16), start)
    opens = _MARK.fullmatch(words, begin, start) is not None
    if tail is None or tail.end() > stop or (led is None and not opens):
        return None
    verb = tail["verb"].split(" ")[0]
    by = led is not None and led["by"] is not None
    if led is not None and _NOT_NEW.search(words, max(0, led.start() - 6), led.start()):
        return None
    rest = words[tail.end() : min(stop, tail.end() + _FAR)]
    reasons: list[str] = []
    if verb == "quy" or verb == "hướng":
        if _TOLD.match(rest) or (not by and _GENERAL.match(rest)):
            return None
        if verb == "hướng" and "chi" not in tail["verb"]:
            reasons.append(BOTH)
    elif verb == "ban":
        if _ISSUED.match(rest) is None:
            return None
        reasons.append(SINGLE)
    else:
        thing = _RULE_THING.search(words, max(begin, start - _FAR), start) if by else _DECIDED.match(rest)
        if thing is None or (not by and _NO_ACT_NAMED.match(rest)):
            return None
        reasons.append(SINGLE)
    if led is not None and by:
        content = _before(words, begin, led.start())
        if not rest.strip(' .;”"»,)') or not content.strip():
            return content or rest, stop, reasons, tail.end()
        return (
            f"{content.strip()} {rest.strip()}" if rest.startswith(" đối với") else content,
            stop,
            reasons,
            tail.end(),
        )
    if not rest.strip(' .;”"»'):
        return None
    return rest, stop, reasons, tail.end()


def _passive(words: str, begin: int, start: int, end: int, stop: int) -> _Words | None:
    """«theo quy định của Ủy ban nhân dân cấp tỉnh»: it may stand already, so it is never sure."""
    lead = None
    for one in _BY_RULE.finditer(words, max(begin, start - 24), min(len(words), end)):
        if one.end() == start and one["lead"].startswith("theo"):
            lead = one
    if lead is None or re.match(r"[ ]về(?!\w)", words[end : end + 4]):
        return None
    if _ACTS.match(words, end) is not None:
        return None
    content = _before(words, begin, lead.start())
    return (content, stop, [STANDING], end) if content.strip() else None


def _before(words: str, begin: int, end: int) -> str:
    """The words of a sentence before a place, without the mark of the part; of a very long one the last."""
    mark = _MARK.match(words, begin)
    return words[max(mark.end() if mark is not None else begin, end - _FAR) : end]


def _items(text: str, words: str, unit: _Unit) -> Iterator[tuple[Delegation, int]]:
    """«Hội đồng nhân dân cấp tỉnh có trách nhiệm: a) Quy định …»: the body stands above its items."""
    item = _ITEM.match(words)
    if item is None or not unit.lead.rstrip().endswith(":"):
        return
    rest = words[item.end() :]
    if _TOLD.match(rest) or (item["verb"] == "Ban hành" and _ISSUED.match(rest) is None):
        return
    lead = unit.lead
    first = next(
        (m for m in _BODY_AT.finditer(lead) if not lead[: m.start()].rstrip().endswith(("của", "với", "gửi"))), None
    )
    if first is None or _MARK.fullmatch(lead, 0, first.start()) is None:
        return
    bodies, end = _chain(lead, first)
    tail = lead[end:]
    if _DUTIES.search(tail) is None and not re.fullmatch(r"[ ]*(?:có)?[ ]*:[ ]*", tail):
        return
    reasons = [] if item["verb"] == "Quy định" else [SINGLE]
    if len(bodies) > 1:
        reasons.append(EITHER)
    yield from _told(words, unit, bodies, rest, (0, len(words)), reasons)


def _told(
    words: str, unit: _Unit, bodies: Sequence[re.Match[str]], content: str, span: tuple[int, int], reasons: list[str]
) -> Iterator[tuple[Delegation, int]]:
    level_before = None
    begin, last = span
    skipped = _MARK.match(words, begin)
    begin = skipped.end() if skipped is not None else begin
    details = _details(content, unit.path)
    while last > begin and words[last - 1].isspace():
        last -= 1
    for match in bodies:
        body, level = _body(match)
        doubts = list(reasons)
        if body.local:
            level = level_before if level == "same" else level
            level = level or _level_before(words, match.start())
            if level is None or body.key == "chinh_quyen":
                doubts.append(NO_LEVEL)
            level_before = level
        if unit.quoted and unit.document is None:
            doubts.append(NO_ACT)
        key = f"{body.key}_{level}" if body.local and level else body.key
        told = join_lines(content).strip(' .;,:”"»')[:_LONGEST]
        yield (
            Delegation(
                body=key,
                body_text=match.group(),
                kinds=body.kinds,
                provision=printed(unit.path),
                details=details,
                content=told,
                start=unit.start + begin,
                end=unit.start + last,
                document=unit.document,
                sure=not doubts,
                reason=" ".join(doubts) or None,
            ),
            body.rank + (3 if level == "xa" else 1 if level == "huyen" else 0),
        )


def _body(match: re.Match[str]) -> tuple[Body, str | None]:
    group = next(name for name, value in match.groupdict().items() if value is not None and name.startswith("b_"))
    body = next(one for one in BODIES if one.key == group[2:])
    level = next(
        (name[2:] for name, value in match.groupdict().items() if value is not None and name.startswith("l_")), None
    )
    return body, level


def _level_before(words: str, at: int) -> str | None:
    """The level that «cùng cấp» or a bare name means: that of the last local body before it in the part."""
    found = None
    for match in _BODY_AT.finditer(words, max(0, at - _FAR), at):
        body, level = _body(match)
        if body.local and level not in (None, "same"):
            found = level
    return found


def _details(content: str, path: Path) -> tuple[str, ...]:
    """The parts that are named as to be detailed at the head of the content; the part itself where none is."""
    head = content[:160]
    if not _NAMES_PARTS.match(head):
        own = printed(path)
        return (own,) if own else ()
    known = dict(path)

    def here(match: re.Match[str]) -> str:
        level = match["level"].lower()
        kept = tuple(step for step in path if _LEVELS.index(step[0]) <= _LEVELS.index(level))
        return (printed(kept) or match.group()) if level in known else match.group()

    resolved = _HERE.sub(here, head)
    resolved = re.split(r"[.;]|[ ](?:của|trong)[ ](?:Luật|Nghị)", resolved)[0]
    named = tuple(str(one) for one in read_provisions(resolved))
    own = printed(path)
    return named or ((own,) if own else ())
