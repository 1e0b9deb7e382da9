"""Deadline phrases that wait for something: an event, a request, another document.

The event keeps the words of the paper; nothing is looked up here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from vanban.model import Timing, TimingKind
from vanban.patterns import any_of
from vanban.timing.periods import Period, Tokens, read_periods, read_range, tokens_of

EVENT_STARTERS = frozenset(
    ["sau", "trước", "trong", "khi", "ngay", "từ", "kể", "quá", "theo", "đột", "tuần", "dịp", "đợt", "kỳ", "phiên"]
)
_NAMED = 0.95
_GUESSED = 0.6
_NO_BEGINNING = 0.75

_I = re.IGNORECASE
_LENGTH = r"""
        (?:(?:trong|chậm\ nhất|muộn\ nhất|không\ quá|tối\ đa|sau|quá|hoàn\ thành)\s+){0,3}  # «chậm nhất sau»
        (?:(?:vòng|thời\ hạn|thời\ gian|khoảng)\s+)?(?:là\s+)?(?:sau\s+|không\ quá\s+)?   # «vòng», «thời hạn»
        (?P<n>\d{1,3})\s*(?:\([^)]*\)\s*)?                                               # how many
        (?P<unit>ngày\ làm\ việc|ngày|tuần|tháng|năm|giờ\ làm\ việc|giờ)                   # of what
"""
_OFFSET = re.compile(
    _LENGTH
    + r"""\s*,?\s*
        (?P<side>(?:kể\ từ|tính\ từ|từ|sau|trước)(?:\s+(?:khi|ngày|thời\ điểm))?)\s+           # from when
        (?P<event>.+)""",
    _I | re.VERBOSE,
)
_WITHIN = re.compile(
    r"""(?:(?:hoàn\ thành|xong)\s+)?                                                      # no event is named
        (?:trong\s+(?:vòng|thời\ hạn)|thời\ hạn|không\ quá|tối\ đa
          |(?:chậm|muộn)\ nhất(?:\s+là)?(?:\s+sau)?)\s+(?:là\s+)?                          # «chậm nhất là sau»
        (?P<n>\d{1,3})\s*(?:\([^)]*\)\s*)?(?P<unit>ngày\ làm\ việc|ngày)                   # how many days""",
    _I | re.VERBOSE,
)
_OFFSET_BEFORE = re.compile(
    r"""trước\s+(?:ít\s+nhất\s+)?(?P<n>\d{1,3})\s+(?P<unit>ngày\s+làm\s+việc|ngày|tuần|tháng)\s*,?\s+
        (?:so\s+với\s+|kể\s+từ\s+|tính\s+đến\s+|trước\s+|khi\s+)(?:ngày\s+|khi\s+)?(?P<event>.+)""",
    _I | re.VERBOSE,
)
_OFFSET_LAST = re.compile(
    r"""trước\s+(?:khi\s+|ngày\s+)?(?P<event>[^\d\s].*?)\s+(?:ít\s+nhất\s+|tối\s+thiểu\s+)?(?P<n>\d{1,3})\s+
        (?P<unit>ngày\s+làm\s+việc|ngày|tuần|tháng)""",
    _I | re.VERBOSE,
)
_AFTER = re.compile(
    r"(?:ngay\s+)?(?:sau\s+khi|sau\s+ngày|sau|từ\s+khi|kể\s+từ\s+khi|kể\s+từ\s+ngày|kể\s+từ|tính\s+từ\s+ngày|ngay\s+khi)"
    r"\s+(?P<event>.+)",
    _I,
)
_BEFORE = re.compile(r"trước\s+(?:khi\s+|ngày\s+|thời\s+điểm\s+|lúc\s+)?(?P<event>.+)", _I)
_DURING = re.compile(r"(?:trong\s+)?(?:suốt\s+)?(?:quá\s+trình|thời\s+gian)\s+(?P<event>.+)", _I)
_OCCASION = re.compile(
    r"(?:(?:đăng\s+ký|trong|vào|tại|trình)\s+)*"
    r"(?P<event>(?:nhân\s+)?(?:dịp|đợt|tuần\s+lễ|tháng\s+(?:cao\s+điểm|hành\s+động)|kỳ\s+họp|phiên\s+họp|hội\s+nghị)\s+.+)",
    _I,
)
_WHEN = re.compile(r"(?:ngay\s+)?khi\s+(?P<event>.+)", _I)
_THEO = re.compile(r"(?:thực\s+hiện\s+|triển\s+khai\s+)?theo\s+(?P<what>.+)", _I)
_REQUEST_NOUN = re.compile(
    r"(?:từng\s+|các\s+)?(?:yêu\s+cầu|đề\s+nghị|kiến\s+nghị|nhu\s+cầu|vụ\s+việc|đơn\s+thư|đề\s+xuất|giấy\s+mời)\b", _I
)
_ASKED_FOR = (
    *("yêu cầu", "đề nghị", "kiến nghị", "phản ánh", "nhu cầu", "phát sinh", "vụ việc", "chỉ đạo", "tình huống"),
    *("sự việc", "khiếu nại", "tố cáo", "cho phép", "đồng ý", "triệu tập"),
)
_REQUEST_WHEN = re.compile(
    rf"(?:có|được|phát sinh|nhận được)\b.*?(?:{any_of(_ASKED_FOR, gap=' ')}|(?:đơn|giao|mời)\b)"
    r"|cần(?: thiết)?$|phát sinh|cần thiết",
    _I,
)
_MADE_PAPERS = r"văn\ bản|luật|nghị|đề\ án|kế\ hoạch|quyết\ định|thông\ tư|kết\ quả|dự\ thảo|chủ\ trương|kết\ luận"
_HAPPENED = re.compile(
    r"(?:ban\ hành|có\ hiệu\ lực|phê\ duyệt|thông\ qua|công\ bố|hoàn\ thành|kết\ thúc|hướng\ dẫn)\b"
    rf"|^có\s+(?:{_MADE_PAPERS})",
    _I,
)
_SET_BY = (
    *("thời hạn", "thời gian", "tiến độ", "lộ trình", "kế hoạch", "chương trình", "quy định", "lịch", "chỉ đạo"),
    *("hướng dẫn", "phân công", "phân kỳ", "quyết định", "nghị quyết", "công văn", "văn bản", "luật"),
    *("nghị định", "thông tư", "đề án", "danh mục", "chuyên đề", "hợp đồng", "dự án"),
)
_ELSEWHERE = re.compile(rf"(?:đúng\s+)?{any_of(_SET_BY)}\b", _I)
_ON_TIME = re.compile(
    r"(?:đúng|bảo\s+đảm|đảm\s+bảo)\s+(?:đúng\s+)?(?P<what>(?:thời\s+gian|thời\s+hạn|tiến\s+độ|lộ\s+trình)"
    r"(?:\s+(?:quy\s+định|được\s+giao|đề\s+ra|theo\s+quy\s+định))?)",
    _I,
)
_POINTS_TO = re.compile(
    r"(?:thời\s+hạn|thời\s+gian|tiến\s+độ|lộ\s+trình)\s+(?:(?:quy\s+định|nêu|ghi|xác\s+định)\s+)?(?:tại|trong|ở)\s+(?P<doc>.+)",
    _I,
)
_NO_EVENT = re.compile(r"(?:và|hoặc|thứ|đó)\b|\d|(?:tháng|quý|năm|tuần)\s+(?:sau|tiếp|này|nay|học|\d)", _I)
DATES = re.compile(r"\d{1,2}\s?/\s?\d|(?:ngày|tháng|quý|năm)\s+\d", re.IGNORECASE)
"""Beginnings of dates in the name of an occasion."""
# A turn with its own day or days is no occasion: «đợt 1 trước 30/4», «tuần lễ từ 10-16/5».
_DATED = re.compile(
    r"(?:trước|chậm nhất|muộn nhất|xong|hoàn thành)\s+(?:ngày\s+)?\d|\d\s?[-–]\s?\d{1,2}\s?/\s?\d", re.IGNORECASE
)
_CLAUSE = re.compile(r",\s+(?=[A-ZĐÂÊÔƠƯĂ])")


def read_event(text: str) -> Timing | None:
    """The rule of a phrase that names what it waits for, or None.

    ``event`` is the phrase without its preposition («Ngay sau khi Đề án được ban hành» → «Đề án được ban hành»).
    """
    for rule in (_offset, _request, _elsewhere, _named_event, _when):
        timing = rule(text)
        if timing:
            return None if timing.event and (_is_calendar(timing.event) or _NO_EVENT.match(timing.event)) else timing
    return None


def _is_calendar(event: str) -> bool:
    """Whether the words name a time and no event: «15/12», «tháng 6»."""
    for words in (event, f"ngày {event}"):
        reader = Tokens(tokens_of(words))
        span = read_range(reader, 0)
        if len(reader.tokens) in (read_periods(reader, 0)[1], span[2] if span else -1):
            return True
    return False


def _event(kind: TimingKind, event: str, confidence: float = _NAMED) -> Timing:
    """An event that a new clause follows is cut there, and the clause lowers the confidence."""
    cut = _CLAUSE.search(event)
    if cut:
        return Timing(kind, event=event[: cut.start()].strip(), confidence=min(confidence, 0.75))
    return Timing(kind, event=event.strip(" .;,"), confidence=confidence)


def _offset(text: str) -> Timing | None:
    """«trong 15 ngày làm việc kể từ ngày nhận đủ hồ sơ», «10 ngày trước khi khai mạc»."""
    m = _OFFSET.fullmatch(text) or _OFFSET_BEFORE.fullmatch(text) or _OFFSET_LAST.fullmatch(text)
    if not m:
        return _within(text)
    number, unit = int(m["n"]), " ".join(m["unit"].lower().split())
    before = "side" not in m.groupdict() or m["side"].lower().startswith("trước")
    base = _event(TimingKind.BEFORE_EVENT if before else TimingKind.AFTER_EVENT, m["event"])
    sign = -1 if before else 1
    days = {"ngày": number, "ngày làm việc": number, "tuần": 7 * number}.get(unit)
    window = {"tháng": f"P{number}M", "năm": f"P{number}Y", "giờ": f"PT{number}H", "giờ làm việc": f"PT{number}H"}.get(
        unit
    )
    return Timing(
        base.kind,
        event=base.event,
        confidence=base.confidence if unit != "giờ làm việc" else _GUESSED,
        offset_days=sign * days if days is not None else None,
        offset_unit=None if days is None else "working_day" if unit == "ngày làm việc" else "day",
        window=window,
    )


def _within(text: str) -> Timing | None:
    """«Trong thời hạn 60 ngày làm việc»: a length whose beginning the paper leaves to its context."""
    m = _WITHIN.fullmatch(text)
    if not m:
        return None
    unit = "working_day" if m["unit"].lower().endswith("việc") else "day"
    return Timing(TimingKind.AFTER_EVENT, offset_days=int(m["n"]), offset_unit=unit, confidence=_NO_BEGINNING)


def _request(text: str) -> Timing | None:
    """«Theo yêu cầu», «Khi có kiến nghị», «Đột xuất», «Khi được cơ quan có thẩm quyền cho phép»."""
    lowered = text.lower()
    if lowered in ("đột xuất", "nếu có", "khi cần", "khi cần thiết"):
        return Timing(TimingKind.ON_REQUEST, confidence=_NAMED)
    if lowered.startswith("đột xuất "):
        inner = read_event(text[len("đột xuất ") :])
        return inner if inner and inner.kind is TimingKind.ON_REQUEST else None
    theo = _THEO.fullmatch(text)
    if theo and _REQUEST_NOUN.match(theo["what"]):
        bare = _REQUEST_NOUN.fullmatch(theo["what"])
        return Timing(TimingKind.ON_REQUEST, event=None if bare else theo["what"], confidence=_NAMED)
    when = _WHEN.fullmatch(text)
    if when and _REQUEST_WHEN.match(when["event"]) and not _HAPPENED.search(when["event"]):
        return _event(TimingKind.ON_REQUEST, when["event"])
    return None


def _elsewhere(text: str) -> Timing | None:
    """«Theo thời hạn giao của Trung ương», «Theo thời hạn tại Kế hoạch số 69/KH-UBND», «Theo quy định»."""
    theo = _THEO.fullmatch(text)
    if not theo:
        on_time = _ON_TIME.fullmatch(text)
        return Timing(TimingKind.EXTERNAL, event=on_time["what"], confidence=0.9) if on_time else None
    what = theo["what"]
    points = _POINTS_TO.fullmatch(what)
    confidence = _NAMED if _ELSEWHERE.match(what) else _GUESSED
    return Timing(TimingKind.EXTERNAL, event=points["doc"] if points else what, confidence=confidence)


def _named_event(text: str) -> Timing | None:
    for pattern, kind in (
        (_AFTER, TimingKind.AFTER_EVENT),
        (_BEFORE, TimingKind.BEFORE_EVENT),
        (_DURING, TimingKind.DURING_EVENT),
        (_OCCASION, TimingKind.DURING_EVENT),
    ):
        m = pattern.fullmatch(text)
        if m:
            timing = _event(kind, m["event"])
            if pattern is _OCCASION and (
                len(DATES.findall(timing.event or "")) > 1 or _DATED.search(timing.event or "")
            ):
                return None
            when = _stated(timing.event or "") if pattern is _OCCASION else None
            return replace(timing, start=when.start, due=when.due) if when else timing
    return None


def _stated(occasion: str) -> Period | None:
    """The day, month or quarter that ends the name of an occasion: «Kỳ họp chuyên đề tháng 5/2026»."""
    reader = Tokens(tokens_of(occasion))
    for i in range(1, len(reader.tokens)):
        found, j = read_periods(reader, i)
        if len(found) == 1 and j == len(reader.tokens):
            known = found[0].known and found[0].unit != "year" and reader.word(i - 1) not in ("giữa", "trước", "sau")
            return found[0] if known else None
    return None


def _when(text: str) -> Timing | None:
    """«Khi» names a moment when something has happened, and a stretch when something goes on."""
    m = _WHEN.fullmatch(text)
    if not m:
        return None
    happened = _HAPPENED.search(m["event"])
    return _event(TimingKind.AFTER_EVENT if happened else TimingKind.DURING_EVENT, m["event"], 0.9)
