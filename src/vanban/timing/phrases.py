"""Several rules in one phrase, and rules among words that no rule reads."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import IntEnum

from vanban.model import Timing, TimingKind
from vanban.numerals import MONTH, read_month
from vanban.timing.events import EVENT_STARTERS, read_event
from vanban.timing.periods import Token, Tokens, tokens_of
from vanban.timing.recurrence import composite
from vanban.timing.rules import CalendarRules, lead_in

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d|/)")
_NUMBER = re.compile(r"\bsố\s*\d[\w/.-]*")
_CLOCK = re.compile(
    r"\b\d{1,2}\s*(?:h|giờ|g)\s*(?:\d{1,2}\s*(?:phút|')?)?\s*,?\s*(?=ngày\s|thứ\s)"
    r"|\b(?:sáng|chiều|tối)\s+(?=ngày\s|\d|thứ\s)"
    r"|\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*,?\s*(?=ngày\s)",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\b([TQ])\.?\s?((?:\d{1,2}|[IV]{1,3})\s*[/.-]\s*(?:20)?\d\d)\b(?![/.])")
_SHORTS = re.compile(r"\bT(\d{1,2})\s*([-–])\s*T(\d{1,2}\s*/\s*20\d\d)\b")
_SPELLED = re.compile(
    rf"\b(tháng|quý)\s+({MONTH})"
    r"(?=\s*(?:$|[,/;.–-]|(?:năm|và|đến|hằng|hàng)\b))",
    re.IGNORECASE,
)
_PAUSE = re.compile(r"[,;(]|\s(?=hoàn thành|để|nhằm|theo|đối với)")
_OWN_YEAR = 0.85
_TOO_LONG = 160  # tokens; no deadline is that long
_LABELLED = 0.8
_LEFT_OVER = 0.6
_LONGEST = 60  # tokens; longer phrases are parted at «;» and at sentences only
_LABEL = re.compile(r"[^:;]{3,}:\s*(?=\S)")
_ACTION = re.compile(r"(?<!\w)(vào|trong|trước|chậm nhất|muộn nhất|hoàn thành|đến hết|xong)\s", re.IGNORECASE)
_NUMBERED = re.compile(r"\bsố:?\s*\d", re.IGNORECASE)
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
    """One deadline phrase, with the rules that its years allow."""

    def __init__(self, printed: str, issued_year: int | None) -> None:
        text = _CLOCK.sub("", re.sub(r"[*_`]+", "", printed))
        text = _SHORTS.sub(r"tháng \1\2tháng \3", text)
        text = _SPELLED.sub(lambda m: f"{m[1]} {read_month(m[2])}", text)
        self.text = _SHORT.sub(lambda m: ("tháng " if m[1] == "T" else "quý ") + m[2], text).strip(" .;,:/…")
        years = {int(year) for year in _YEAR.findall(_NUMBER.sub("", self.text))}
        self._calendar = CalendarRules(years.pop() if len(years) == 1 else None, issued_year)
        self._known: dict[str, Timing | None] = {}

    def read(self) -> Timing:
        """The best reading of the whole phrase; kind none with confidence 0 when there is none."""
        if len(tokens_of(self.text)) > _TOO_LONG:
            return Timing()
        return self._rule(self.text) or self._labelled(self.text) or Timing()

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
            return event
        tokens = tokens_of(text)
        n = lead_in(Tokens(tokens), 0)
        return self._event(text[tokens[n].start :]) if 0 < n < len(tokens) else None

    def _joined(self, text: str) -> Timing | None:
        """Rules joined by signs or by «và»: every one of them must be read."""
        if text in self._known:
            return self._known[text]
        best: Timing | None = None
        for left, right, sign in _cuts(text):
            first = self._calendar.read(left)
            if sign is _Sign.NONE and (not first or first.kind not in (TimingKind.CONTINUOUS, TimingKind.RECURRING)):
                continue
            first = first or self._event(left)
            rest = self._rule(right) if first or sign is _Sign.PARTING else None
            if sign is _Sign.PARTING:
                first, rest = first or self._labelled(left), rest or self._labelled(right)
                if first or rest:
                    first, rest = first or Timing(), rest or Timing()
            if first and rest:
                timing = composite(replace(first, text=left), replace(rest, text=right))
                if best is None or (timing.confidence, -len(timing.parts)) > (best.confidence, -len(best.parts)):
                    best = timing
                if sign is _Sign.PARTING:
                    break
        self._known[text] = best
        return best

    def _labelled(self, text: str) -> Timing | None:
        """A rule after or before words that it does not read, at lower confidence."""
        label = _LABEL.match(text)
        if label and (timing := self._rule(text[label.end() :])):
            return replace(timing, confidence=min(timing.confidence, _LABELLED))
        for action in reversed(list(_ACTION.finditer(text))):
            timing = self._calendar.read(text[action.start() :])
            if timing and not _NUMBERED.search(text[: action.start()]):
                return replace(timing, confidence=min(timing.confidence, _LABELLED))
        for pause in _PAUSE.finditer(text):
            timing = self._calendar.read(text[: pause.start()].strip())
            if timing and timing.confidence >= _OWN_YEAR:
                return replace(timing, confidence=min(timing.confidence, _LEFT_OVER))
        return None


def _cuts(text: str) -> list[tuple[str, str, _Sign]]:
    """Places where one rule may end and another begin: left text, right text, and the sign between them."""
    cuts = []
    tokens = tokens_of(text)
    short = len(tokens) <= _LONGEST
    for k, token in enumerate(tokens[1:-1], start=1):
        left, right = text[: token.start].strip(" ,"), text[token.end :].strip(" ,")
        before, after = tokens[k - 1], tokens[k + 1]
        if (
            before.text.isdecimal()
            and after.text.isdecimal()
            and before.end == token.start
            and token.end == after.start
        ):
            continue
        sentence = token.text == "." and after.start > token.end and right[:1].isupper()
        if token.text == ";" or sentence:
            cuts.append((left, right, _Sign.PARTING))
        elif token.text == "(" and right.endswith(")"):
            cuts.append((left, right[:-1], _Sign.JOINING))
        elif token.text in ("/", ",", "và", "hoặc", "-", "–", "+"):
            if short and _may_start(after):
                cuts.append((left, right, _Sign.JOINING))
        elif short and _may_start(token):
            cuts.append((left, text[token.start :].strip(), _Sign.NONE))
    return sorted(cuts, key=lambda cut: cut[2])


def _may_start(token: Token) -> bool:
    return token.text in _STARTS or token.text in EVENT_STARTERS or token.text.isdecimal()
