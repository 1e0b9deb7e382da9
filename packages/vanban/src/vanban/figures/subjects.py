"""What the sentence says of a number: the things counted, and the time they belong to."""

from __future__ import annotations

import re

from vanban.figures.units import is_measure, unit_at
from vanban.patterns import any_of
from vanban.text import join_lines

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NEW_CLAUSE = (
    *("trong đó", "bao gồm", "gồm", "nhằm", "qua đó", "góp phần", "đồng thời", "đạt", "chiếm", "tăng", "giảm"),
    *("so với", "do đó", "để"),
)
_BREAK = re.compile(
    r"[;:\n\t()!?…]|\.(?!\d)|/[ \u00a0]?(?=\d)|\s[-–]\s|,\s*(?=\d)|\s(?=trên\s+tổng\s)"
    r"|\s(?=(?:và|cùng|đối\s+với|với|cho|của)\s+\d)|\s(?=với\s+(?:diện tích|số|tổng|kinh phí|giá trị|mức)\s)"
    rf"|,?\s(?={any_of(_NEW_CLAUSE)}\s)"
)
_BOUNDS = (
    *("khoảng", "gần", "hơn", "trên", "dưới", "ít nhất", "tối thiểu", "tối đa", "không quá", "không vượt quá", "ước"),
    *("không được vượt quá", "không được quá", "không dưới", "không ít hơn", "nhiều nhất", "quá", "xấp xỉ", "không"),
)
_LINKS = (
    *("với", "đối với", "có", "gồm", "bằng", "là", "đạt", "chiếm", "tỷ lệ", "tổng số", "tổng cộng"),
    *("được", "và", "chỉ", "hiện nay", "hiện", "mới", "còn", "giữ ở", "ở mức", "tăng từ", "giảm từ"),
)
_WAYS = ("từ", "đến", "tới", "lên", "xuống", "tăng", "giảm", "vào", "ở")
"""Words that lead to a measure and say nothing of what is measured."""
_BOUND = re.compile(rf"(?:[ \u00a0]*(?:\b{any_of(_BOUNDS)}|[≥≤<>~=]))+\s*$", re.IGNORECASE)
_WAY = re.compile(rf"(?:[,:]?\s*\b{any_of((*_WAYS, *_BOUNDS, *_LINKS))}|\s*[≥≤<>~:=])+\s*$", re.IGNORECASE)
_RANGE = re.compile(r"(?:^|\s)(?:(?:tăng|giảm|nâng)\s+)?từ\s+[\d.,]+[^\d]{0,24}$", re.IGNORECASE)
_NOT_MEASURED = re.compile(
    r"(?:và|hoặc|hay|cho|đối\s+với|tại|trong|từ|để|nhằm|khi|nếu|là|bằng|mà|do|với|phía|lên|xuống|không|được|phải|sẽ|của|"
    r"so\s+với|trở|đến|theo|thì|trên\s+tổng)\b",
    re.IGNORECASE,
)
_LINK = re.compile(rf"(?:[,:]?\s*\b{any_of(_LINKS)}|\s*[:=])+\s*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:!?]\s+(?=\S)|[\n\t]|,\s+(?=đã\s|có\s|trong\s+đó|đồng\s+thời)")
_JOINT = re.compile(r",\s|\s+và\s+|^\s*$")
_LEAD_IN = re.compile(
    r"^(?:trong\s+đó|theo\s+đó|đến\s+nay|hiện\s+nay|cụ\s+thể|đồng\s+thời|ngoài\s+ra|bên\s+cạnh\s+đó)\s*[,:]?\s+",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:vào\s+)?ngày\s+[\d/]+,?", re.IGNORECASE)
_NO_THING = re.compile(r"(?:trên\s+tổng|so\s+với|theo|thì|đến|trở)\b", re.IGNORECASE)
_COMMA = re.compile(r",(?!\d)")
_OTHER_NUMBER = re.compile(r"(?:,|\s+và)\s(?=[^,]*(?<![\w./-])\d)")
_MARK = re.compile(r"^\s*(?:[¹²³⁴-⁹⁰]+\s*|(?:[-–+•*#>]+|\(?\w{1,3}[.)]|\d+(?:\.\d+)*[.)]?)\s+)")
_TO = re.compile(r"[ \u00a0]*(?:(?:lên|xuống)(?:[ \u00a0]+còn)?|đến|tới|-|–)[ \u00a0]+(?:dưới[ \u00a0]+)?")
_FIRST_JOINT = re.compile(r"^\s*(?:,|;|và|hoặc)\s*(?:và\s+)?")
_LONGEST = 200


def subject_of(
    text: str, sentence: tuple[int, int], number: tuple[int, int], unit: str | None, previous: int | None = None
) -> str | None:
    """The words that say what is counted.

    Args:
        text: the cleaned text.
        sentence: where the sentence of the number begins and ends.
        number: where the number begins, and where its unit ends.
        unit: the unit that follows the number, in small letters; None or «%» when no noun follows.
        previous: where the number before it in the same sentence ends, if there is one.

    After the number when a noun phrase follows; else the words before it («tỷ lệ hòa giải thành đạt 80%»).
    """
    following = _following(text, number[1], sentence[1])
    if is_measure(unit):
        if following and not _NOT_MEASURED.match(following) and not following.startswith(","):
            return _short(following if unit == "%" else following.split(",")[0])
        return _measured(text, sentence[0], number[0], previous)
    if following:
        joined = "" if following.startswith(",") else " "
        return _short(f"{unit}{joined}{following}" if unit and unit != "%" else following.lstrip(" ,"))
    return _preceding(text, (sentence[0] if previous is None else previous, number[0]), unit, previous is not None)


def _measured(text: str, start: int, stop: int, previous: int | None) -> str | None:
    """What a measure is said of: the words before it in its clause, without those that only lead to the number.

    The second number of a range («từ 50 m đến 100 m») has the words before the first.
    """
    if previous is not None and _TO.fullmatch(text, previous, stop) is not None:
        begin = max(start, text.rfind(";", start, previous) + 1)
        words = _RANGE.sub("", text[begin:previous].replace("*", ""))
    else:
        words = text[start if previous is None else previous : stop].replace("*", "")
    words = _BRACKETS.sub("", words)
    opened = words.rfind("(")
    words = words[opened + 1 :] if words[opened + 1 :].strip() else words[: max(opened, 0)]
    words = _MARK.sub("", words)
    cut = max((match.end() for match in _CLAUSE.finditer(words)), default=0)
    words = words[cut:]
    if previous is not None:
        words = _FIRST_JOINT.sub("", words)
    words = _LEAD_IN.sub("", _DATE.sub("", _WAY.sub("", words))).strip(' ,:-–()"“”')
    return _short(words)


def _following(text: str, start: int, stop: int) -> str:
    """The noun phrase from a place to the end of its clause; a list of names goes on after its commas."""
    if start < stop and text[start] not in " ,\u00a0\n":
        return ""
    end = match.start() if (match := _BREAK.search(text, start, stop)) else stop
    phrase = text[start:end]
    other = _OTHER_NUMBER.search(phrase)
    pieces = _COMMA.split(phrase[: other.start()] if other else phrase)
    kept = pieces[:1]
    for piece in pieces[1:]:
        first = piece.split()[:1]
        if not first or not (first[0][0].isupper() or unit_at(piece, len(piece) - len(piece.lstrip()), len(piece))):
            break
        kept.append(piece)
    words = join_lines(",".join(kept).replace("*", "")).strip(' -–"”')
    words = "" if words.startswith(",") and len(kept) == 1 else words
    return "" if _NO_THING.match(words) else re.sub(r"\s+(?:trở lên|trở xuống)$", "", words).rstrip(" ,")


def _preceding(text: str, place: tuple[int, int], unit: str | None, after_number: bool) -> str | None:
    """The words before the number in its clause; a verb takes the unit as its object («thẩm định dự thảo»)."""
    before = _BRACKETS.sub("", text[slice(*place)].replace("*", ""))
    opened = before.rfind("(")
    before = before[opened + 1 :] if before[opened + 1 :].strip() else before[: max(opened, 0)]
    before = _MARK.sub("", before)
    label = before.rstrip().endswith(":")
    cut = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
    clause = before[cut:]
    if after_number and not cut:
        joint = _JOINT.search(clause)
        clause = clause[joint.end() :] if joint else clause
    bound = _BOUND.search(clause)
    clause = clause[: bound.start()] if bound else clause
    linked = _LINK.search(clause)
    clause = join_lines(clause[: linked.start()] if linked else clause).strip(' ,:-–()"“”')
    clause = _LEAD_IN.sub("", _DATE.sub("", clause)).strip(" ,")
    noun = unit if unit and unit != "%" else None
    if not clause:
        return noun
    if noun is None:
        return _short(clause[max(0, clause.lower().rfind("tỷ lệ")) :])
    if label:
        return _short(clause)
    if (at := clause.lower().rfind(noun)) >= 0:
        return _short(clause[at:])
    return _short(clause if linked else f"{clause} {noun}")


def _short(words: str) -> str | None:
    words = join_lines(words)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return words or None
