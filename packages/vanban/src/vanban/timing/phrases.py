"""Several rules in one phrase, and rules among words that no rule reads."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from enum import IntEnum

from vanban.model import Timing, TimingKind
from vanban.numerals import MONTH, read_month
from vanban.timing.events import EVENT_STARTERS, read_event
from vanban.timing.periods import Token, Tokens, tokens_of
from vanban.timing.recurrence import composite
from vanban.timing.rules import CalendarRules, lead_in
from vanban.timing.scanning import DATE_LIKE, introduced, left_over, times_in, without_hours, without_papers

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d|/)")
_NUMBER = re.compile(r"\bsố\s*\d[\w/.-]*")
_SHORT = re.compile(r"\b([TQ])\.?\s?((?:\d{1,2}|[IV]{1,3})\s*[/.-]\s*(?:20)?\d\d)\b(?![/.])")
_SHORTS = re.compile(r"\bT(\d{1,2})\s*([-–])\s*T(\d{1,2}\s*/\s*20\d\d)\b")
_SPELLED = re.compile(
    rf"\b(tháng|quý)\s+({MONTH})"
    r"(?=\s*(?:$|[,/;.–-]|(?:năm|và|đến|hằng|hàng)\b))",
    re.IGNORECASE,
)
_CUT_YEAR = re.compile(
    r"(?:tháng|quý|quí)\s[^;,]{0,24}?/\s?(?P<month>\d\d)(?![\d/.])|\d/\s?\d{1,2}\s?/\s?(?P<day>\d\d)(?![\d/.])", re.I
)
_BLANK = r"(?:…|\.{2,}|_{2,})"
_BLANK_DAY = re.compile(
    rf"(?:(?<!hằng )(?<!hàng )(?<!mỗi )(?:ngày|tháng)|\d/|/)\s?{_BLANK}|{_BLANK}\s?/", re.IGNORECASE
)
_BARE_DAY = re.compile(
    r"((?:trước|chậm nhất|muộn nhất)(?: là)?) (\d{1,2})"
    r"(?= (?:hằng|hàng|mỗi) tháng| (?:của )?tháng (?:sau|cuối|kế|liền))",
    re.IGNORECASE,
)
_THAT_IS = re.compile(r"\s?\(tức\s[^()]{1,80}\)", re.IGNORECASE)  # «(tức 23 tháng Chạp)»: the same day once more
_THEN = re.compile(r"[,;]?\s(?:và\s)?sau đó(?:\s(?:tiếp tục|duy trì))?(?=\s)", re.IGNORECASE)
# Days of the moon and what is done already are no deadlines that the calendar tells.
_NO_DEADLINE = re.compile(r"^đã(?!\w)|^(?!.*(?<!\w)tức(?!\w)).*(?<!\w)âm lịch(?!\w)", re.IGNORECASE)
_COUNTED = re.compile(
    r"((?:vòng|hạn|quá|sau|nhất)(?: là)? )(một|hai|ba|bốn|sáu|bảy|tám|chín|mười)(?= (?:ngày|tuần|tháng)(?!\w))",
    re.IGNORECASE,
)
_COUNTS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_EXPLAINS = (TimingKind.AFTER_EVENT, TimingKind.BEFORE_EVENT, TimingKind.DURING_EVENT, TimingKind.EXTERNAL)
_LABEL = re.compile(r"[^:;]{3,}:\s*(?=\S)")
_SINCE = re.compile(r"(?:kể từ|tính từ|từ|sau)(?!\w)", re.IGNORECASE)
_YEARLY = re.compile(r"\s(?:hằng|hàng|mỗi)\s+năm\s*$", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:,]\s|\.\s")
_LENGTH_ONLY = re.compile(r":\s*\d{1,3}\s*(?:phút|giờ|tiết|buổi|ngày)\W*$", re.IGNORECASE)
_TOO_LONG = 160  # tokens; no deadline is that long
_LONGEST_PRINTED = 2000  # characters, likewise
_LONGEST = 60  # tokens; longer phrases are parted at «;» and at sentences only
_EXPLAINED = 0.85  # «chậm nhất ngày 10/12/2026 (trước ngày bầu cử 95 ngày)»: the bracket explains the day
_LABELLED = 0.8  # words stand beside the time
_LEFT_OVER = 0.6  # words follow it without a pause
_DOUBTED = 0.5  # a due day before the day of the paper, or a day far behind it
_FAR = 10  # years; a plan may reach to the end of a further year, a task to no single day of it
_STARTS = frozenset(
    ("ngày", "tháng", "quý", "quí", "năm", "từ", "trong", "vào", "trước", "sau", "chậm", "muộn", "đến", "hết", "cuối",
     "hằng", "hàng", "mỗi", "từng", "thường", "liên", "định", "cả", "giai", "phải", "hoàn", "có", "báo", "duy",
     "đầu", "giữa", "thứ", "ít", "sơ", "tổng", "áp", "khoảng", "hạn")
)  # fmt: skip


class _Sign(IntEnum):
    """What stands between two rules; the order is the order of trying."""

    PARTING = 0  # «;» or the end of a sentence: what is on one side never belongs to the other
    JOINING = 1
    NONE = 2


class Phrase:
    """One deadline phrase, with the rules that its years allow; ``issued`` is the day of the paper."""

    def __init__(self, printed: str, issued: dt.date | None) -> None:
        text = without_hours(_THAT_IS.sub("", re.sub(r"[*_`]+", "", printed[:_LONGEST_PRINTED])))
        text = _SHORTS.sub(r"tháng \1\2tháng \3", text)
        text = _SPELLED.sub(lambda m: f"{m[1]} {read_month(m[2])}", text)
        text = " ".join(_SHORT.sub(lambda m: ("tháng " if m[1] == "T" else "quý ") + m[2], text).split())
        text = _COUNTED.sub(lambda m: f"{m[1]}{_COUNTS[m[2].lower()]}", _BARE_DAY.sub(r"\1 ngày \2", text))
        self.text = _THEN.sub(";", text).strip(" .;,:/…")
        blank = _BLANK_DAY.search(text) is not None or _NO_DEADLINE.match(self.text) is not None
        self.unread = blank or len(printed) > _LONGEST_PRINTED or len(tokens_of(self.text)) > _TOO_LONG
        self.issued = issued
        self._calendar = calendar_of(self.text, issued)
        self._known: dict[str, Timing | None] = {}

    def read(self) -> Timing:
        """The best reading of the whole phrase; kind none with confidence 0 when there is none."""
        if self.unread or self._cut_year():
            return Timing()
        timing = self._rule(self.text) or self._among_words(self.text)
        return doubted(timing, self.issued) if timing else Timing()

    def _cut_year(self) -> bool:
        """Whether a year is cut to two digits that lie before the paper: «Tháng 3/20» of a paper of 2026."""
        years = [2000 + int(found["month"] or found["day"]) for found in _CUT_YEAR.finditer(self.text)]
        return self.issued is not None and any(year < self.issued.year for year in years)

    def _rule(self, text: str) -> Timing | None:
        """One rule or several joined rules that consume a text whole."""
        text = text.strip(" .;,:")
        plain = self._calendar.read(text)
        if plain:
            return plain
        joined = self._joined(text)
        if joined:
            return joined
        event = self._event(text)
        return replace(event, text=text) if event else None

    def _event(self, text: str) -> Timing | None:
        """A named event, after words such as «hoàn thành» that add nothing to it."""
        event = read_event(text)
        if event:
            return None if _reaches_over(event.event or "") else event
        tokens = tokens_of(text)
        n = lead_in(Tokens(tokens), 0)
        return self._event(text[tokens[n].start :]) if 0 < n < len(tokens) else None

    def _joined(self, text: str) -> Timing | None:
        """Rules joined by signs or by «và»: every one of them must be read."""
        if text in self._known:
            return self._known[text]
        best: Timing | None = None
        for left, right, sign, bracket in _cuts(text):
            first = self._calendar.read(left)
            if sign is _Sign.NONE and (not first or first.kind not in (TimingKind.CONTINUOUS, TimingKind.RECURRING)):
                continue
            first = first or self._event(left)
            if first and first.offset_days is not None and first.event is None and _SINCE.match(right):
                continue
            if sign is _Sign.PARTING:
                first = first or self._among_words(left)
            rest = self._rule(right) if first else None
            if sign is _Sign.PARTING and first:
                rest = rest or self._among_words(right)
            if first and rest:
                if bracket and first.due and not first.rrule and not rest.due and rest.kind in _EXPLAINS:
                    best = _explained(first, rest)
                    break
                if bracket and (narrowed := _narrowed(first, rest)):
                    best = narrowed
                    break
                timing = _as_one(first, rest, sign) or composite(replace(first, text=left), replace(rest, text=right))
                if best is None or (timing.confidence, -len(timing.parts)) > (best.confidence, -len(best.parts)):
                    best = timing
                if sign is _Sign.PARTING:
                    break
        self._known[text] = best
        return best

    def _among_words(self, text: str) -> Timing | None:
        """A list of (words, time): every date, hour and period of the phrase is read, or the phrase is not."""
        label = _LABEL.match(text)
        if label and (timing := self._rule(text[label.end() :])) and not DATE_LIKE.search(text[: label.end()]):
            return replace(timing, confidence=min(timing.confidence, _LABELLED))
        blank = without_papers(text)
        found = [time for time in times_in(blank, self._calendar) if introduced(blank, time)]
        if not found or left_over(blank, found):
            return None
        yearly = _YEARLY.search(text[found[-1].start : found[-1].end])
        parts: list[Timing] = []
        for time in found:
            words = text[time.start : time.end]
            again = self._calendar.read(f"{words} hằng năm") if yearly and not _YEAR.search(words) else None
            part = again if again and time.timing.kind in (TimingKind.FIXED, TimingKind.WINDOW) else time.timing
            part = replace(part, text=words)
            if all(replace(part, text=None) != replace(other, text=None) for other in parts):
                parts.append(part)
        timing = composite(*parts) if len(parts) > 1 else parts[0]
        follows = text[found[-1].end :].strip(" .;)")
        paused = not follows or follows[0] in ",(" or follows.startswith("và ")
        most = _LABELLED if paused or len(parts) > 1 else _LEFT_OVER
        return replace(timing, confidence=min(timing.confidence, most))


def _reaches_over(event: str) -> bool:
    """Whether the name of an event runs over the end of a clause to another date, or is a length and no event."""
    blank = without_papers(event)
    pause = _CLAUSE_END.search(blank)
    return bool(pause and DATE_LIKE.search(blank, pause.end())) or bool(_LENGTH_ONLY.search(blank))


def calendar_of(text: str, issued: dt.date | None) -> CalendarRules:
    """The rules for a text: a year without one is the only year that the text says, or that of the paper."""
    years = {int(year) for year in _YEAR.findall(_NUMBER.sub("", text))}
    return CalendarRules(years.pop() if len(years) == 1 else None, issued.year if issued else None)


def doubted(timing: Timing, issued: dt.date | None) -> Timing:
    """The rule with little confidence when its due day does not go with the day of the paper."""
    parts = tuple(doubted(part, issued) for part in timing.parts)
    strange = issued is not None and timing.due is not None and _is_strange(timing.due, issued)
    least = min([timing.confidence, *(part.confidence for part in parts), *([_DOUBTED] if strange else [])])
    return replace(timing, parts=parts, confidence=least)


def _is_strange(due: dt.date, issued: dt.date) -> bool:
    """Whether a due day lies before the paper, or is a single day so far behind it that a figure must be wrong."""
    return due < issued or (due.year > issued.year + _FAR and (due.month, due.day) != (12, 31))


def _as_one(first: Timing, rest: Timing, sign: _Sign) -> Timing | None:
    """«Quý IV/2025 và quý I/2026»: two windows of which the second goes on with the first are one."""
    both = first.kind is rest.kind is TimingKind.WINDOW and sign is _Sign.JOINING
    if not both or first.due is None or rest.start != first.due + dt.timedelta(days=1):
        return None
    return replace(first, due=rest.due, confidence=min(first.confidence, rest.confidence))


def _narrowed(first: Timing, bracket: Timing) -> Timing | None:
    """«Tháng 3/2027 (chậm nhất 25/3)»: the day in brackets ends the window."""
    if first.kind is not TimingKind.WINDOW or bracket.kind is not TimingKind.FIXED or not (first.start and first.due):
        return None
    if bracket.due is None or not first.start <= bracket.due <= first.due:
        return None
    return replace(first, due=bracket.due, confidence=min(first.confidence, bracket.confidence))


def _explained(first: Timing, bracket: Timing) -> Timing:
    """A day or a window with a bracket that says what it waits for: the day counts, the event is kept beside it."""
    return replace(first, event=bracket.event, confidence=min(first.confidence, bracket.confidence, _EXPLAINED))


def _cuts(text: str) -> list[tuple[str, str, _Sign, bool]]:
    """Places where one rule may end and another begin: left and right text, the sign, whether a bracket opens."""
    cuts = []
    tokens = tokens_of(text)
    short = len(tokens) <= _LONGEST
    for k, token in enumerate(tokens[1:-1], start=1):
        left, right = text[: token.start].strip(" ,"), text[token.end :].strip(" ,")
        before, after = tokens[k - 1], tokens[k + 1]
        if before.text.isdecimal() and after.text.isdecimal():
            close = before.end == token.start and token.end == after.start
            if close or (token.text in "-–" and len(before.text) == len(after.text) == 4):
                continue
        sentence = token.text == "." and after.start > token.end and right[:1].isupper()
        if token.text == ";" or sentence:
            cuts.append((left, right, _Sign.PARTING, False))
        elif token.text == "(" and right.endswith(")"):
            cuts.append((left, right[:-1], _Sign.JOINING, True))
        elif token.text in ("/", ",", "và", "hoặc", "-", "–", "+"):
            if short and _may_start(after):
                cuts.append((left, right, _Sign.JOINING, False))
        elif short and _may_start(token):
            cuts.append((left, text[token.start :].strip(), _Sign.NONE, False))
    return sorted(cuts, key=lambda cut: cut[2])


def _may_start(token: Token) -> bool:
    return token.text in _STARTS or token.text in EVENT_STARTERS or token.text.isdecimal()
