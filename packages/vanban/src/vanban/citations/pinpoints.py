"""Pinpoints (điểm, khoản, Điều … Mẫu số, Phụ lục) that stand before a cited document, in one order."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from vanban.numerals import ORDINALS
from vanban.text import join_lines

_SMALLEST = ("câu", "đoạn", "gạch đầu dòng")
_LEVELS = (
    *(*_SMALLEST, "tiết", "điểm", "khoản", "số thứ tự", "điều", "tiểu mục", "mục", "chương", "phần", "mẫu"),
    "phụ lục",
)
_NAMES = {
    "điều": "Điều",
    "mục": "Mục",
    "chương": "Chương",
    "phần": "Phần",
    "tiểu mục": "Tiểu mục",
    "mẫu": "Mẫu số",
    "phụ lục": "Phụ lục",
}
_ATTACHED = ("mẫu", "phụ lục")
_LEVEL = r"(?:tiết|điểm|khoản|số\s+thứ\s+tự|điều|tiểu\s+mục|mục|chương|phần)"
_ORDINAL = rf"thứ\s+(?:{'|'.join(ORDINALS)})"
_LABEL = (
    r"(?:\d+[a-zđ]{0,2}(?:\.\d+)*|[a-zđ]\d{0,2}(?:\.\d+)*(?:\([ivx]+\))?|[ivxlc]+|\([a-zđ\d]{1,3}\)"
    rf"|{_ORDINAL})(?![\w(]|\.\w)"
)
_JOIN = r"\s*(?:,|,?\s(?:và|hoặc|đến)\s|-|–)\s*"
_LABELS = rf"{_LABEL}(?:{_JOIN}{_LABEL})*"
_FORM_LABEL = r"(?:[a-z]{1,3}\d{0,2}[-.])?\d{1,3}[a-zđ]?(?:[./-][\wđ](?:[\wđ.-]{0,12}[\wđ])?)?(?![\w/])"
_ANNEX_LABEL = r"(?:[ivxlc]{1,7}[a-zđ]?\d{0,2}|\d{1,3}[a-zđ]?(?:[.-]\d{1,2})?|[a-zđ]\d{0,2})(?![\w/(]|\.\w)"
_PIECE = re.compile(
    rf"""(?<!\w)(?:
      (?P<level>{_LEVEL})\s+(?P<labels>{_LABELS})  # the parts that are numbered
    | (?P<below>câu|đoạn|gạch\s+đầu\s+dòng)\s+(?P<below_no>{_ORDINAL})  # those that are counted
    | (?:biểu\s+)?(?P<form>mẫu)\s+(?:biểu\s+)?(?:số\s+)?(?P<form_no>{_FORM_LABEL}(?:{_JOIN}{_FORM_LABEL})*)
    | (?P<annex>phụ\s+lục)(?:\s+(?:số\s+)?(?P<annex_no>{_ANNEX_LABEL}(?:{_JOIN}{_ANNEX_LABEL})*))?(?!\w)
    )""",
    re.VERBOSE,
)
_LINK = re.compile(r"\s*[,;]?\s*(?P<word>và|hoặc|đến|của|tại|thuộc|trong)?(?:\s+từ)?(?:\s+các)?\s*")
_LAST = re.compile(r"\s*(?:của|tại|thuộc|,)?\s*(?:các\s+)?$")
_WITH = re.compile(r"[\s,(]*(?:(?:được\s+)?ban\s+hành\s+)?kèm\s+theo\s+(?:các\s+)?$|\s*trong\s+$")
_UNREAD = re.compile(rf"(?<!\w){_LEVEL}\s+[^\s,;]*[\d().][^\s,;]*\s*[,;]?\s*(?:(?:và|hoặc|đến)\s+)?(?:các\s+)?$")
_SOFT = re.compile(r"[ ]?(?:của|tại|thuộc|trong)?(?:[ ]?các)?$")
_FROM = re.compile(r"(?<!\w)từ\s+$")
_COUNTED = re.compile(r"(?:\d|các|những|một số|từng|mỗi)\s+$")
_REACHES = (64, 144, 400)  # code points looked at: more when the chain begins near the edge
FARTHEST = _REACHES[-1]
"""How far before a document its pinpoint may begin."""
_EDGE = 32
_LINKS = ("của", "tại", ",", "của các", "thuộc", "trong")
_LINK_END = frozenset(link[-1] for link in _LINKS)
_LABEL_END = frozenset("abcdefghijklmnopqrstuvwxyzđABCDEGHIVXL)")
_ANNEXES = ("Phụ lục", "phụ lục", "PHỤ LỤC")
_WITH_IT = re.compile(r"[\s,(]*(?:(?:được\s+)?[Bb]an\s+hành\s+)?[Kk]èm\s+theo$")
_HEADS_LIST = re.compile(
    r"(?:bãi[ ]bỏ|hủy[ ]bỏ|thay[ ]thế|bỏ)[^.;:]{0,80}?(?:một|các)[ ][^.;:]{2,60}(?:của|tại)\s$", re.IGNORECASE
)
_ITEM = re.compile(
    r"\n[^\S\n]*(?P<mark>\d{1,2}[.)]|[a-zđ]\))[ ](?P<words>[^\n]+(?:\n(?!\s*(?:\n|\w{1,2}[.)][ ]|Điều\s))[^\n]+)*)"
)
_HEAD_ENDS = re.compile(r"\n\s*(?:\n|Điều\s)")
_TAKES_OUT = re.compile(r"(?:bãi bỏ|hủy bỏ|thay thế|bỏ)(?!\w)", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")
_OTHER_PAPER = re.compile(r"\d/\S*[A-ZĐ]{2}|(?:Nghị định|Thông tư|Luật|Quyết định|Nghị quyết)\s")
_HEAD_REACH, _MOST_ITEMS = 600, 12
_JOINING = frozenset(
    (
        *("của", "tại", "thuộc", "trong", "các", "theo", "từ", "đến", "và", "hoặc", "lục"),
        *(word.split()[-1] for word in ORDINALS),
    )
)
_LINKING = frozenset(("của", "tại", "thuộc", "trong", "theo"))
_USUAL_REACH = 18
_LONGEST_WORD = 14
_ARTICLE = re.compile(r"Điều \d{1,3}[a-zđ]?(?: (?:của|tại))? ")
_CLAUSE = re.compile(r"[Kk]hoản \d{1,2}[a-zđ]? ")
_POINT = re.compile(r"[Đđ]iểm [a-zđ] ")
_BEFORE_CHAIN = re.compile(
    rf"(?:^|[\s(])(?!(?:{'|'.join(_JOINING)}|[ivxlc]+)\s)[^\W\d_]{{2,}}\s(?:(?:tại|của|trong|thuộc)\s)?$", re.IGNORECASE
)
"""What parts a chain of provisions from all that stands before it: a word that is no label, or «quy định tại»."""


def pinpoint_before(text: str, position: int) -> tuple[str | None, int]:
    """The provision named just before a document, from the smallest part to the largest, or None; and where it begins.

    A provision that cannot be read whole gives None, never the larger part alone.

    >>> pinpoint_before("theo Điều 5, khoản 2 điểm a của Nghị định", 32)
    ('điểm a khoản 2 Điều 5', 5)
    >>> pinpoint_before("từ Điều 5 đến Điều 9 của Luật", 25)
    ('từ Điều 5 đến Điều 9', 0)
    """
    if _stands_alone(text, position):
        return None, position
    usual = _usual_start(text, position)
    if usual >= 0:
        return _printed(text[usual:position]), usual
    if not _ends_in_label(text[max(0, position - 48) : position]):
        return None, position
    for reach in _REACHES:
        begin = max(0, position - reach)
        window = text[begin:position]
        small = window.lower()
        if len(small) != len(window):
            return None, position
        start = _chain_start(small)
        if start is None or start > _EDGE or not begin:
            break
    if start is None or _UNREAD.search(small, max(0, start - 24), start):
        return None, position
    return normal_order(window[start:]), begin + start


def _stands_alone(text: str, position: int) -> bool:
    """Whether the one or two words before a document already tell that no pinpoint stands there."""
    if text[position - 1 : position] != " ":
        return False
    word, gap = _word_before(text, position - 1)
    if word in _LINKING and gap > 0:
        word, _ = _word_before(text, gap)
        return word != "kèm" and _is_plain(word)
    return _is_plain(word)


def _word_before(text: str, position: int) -> tuple[str, int]:
    """What stands between a place and the space before it, and where the space is; nothing when it is long."""
    gap = text.rfind(" ", max(0, position - _LONGEST_WORD), position)
    return ("", gap) if gap < 0 and position > _LONGEST_WORD else (text[gap + 1 : position], gap)


@lru_cache(maxsize=4096)
def _is_plain(word: str) -> bool:
    """Whether a word can neither end a pinpoint nor join one to a document."""
    return len(word) > 1 and word.isalpha() and word.lower() not in _JOINING and word.strip("IVXLCivxlc") != ""


def _usual_start(text: str, position: int) -> int:
    """Where «điểm a khoản 2 Điều 5 (của)» begins when nothing before it can belong to it, else -1."""
    start = text.rfind("Điều ", max(0, position - _USUAL_REACH), position)
    if start < 0 or _ARTICLE.fullmatch(text, start, position) is None:
        return -1
    clause = text.rfind("hoản ", max(0, start - 9), start) - 1
    if clause >= 0 and _CLAUSE.fullmatch(text, clause, start) is not None:
        start = clause
        point = text.rfind("iểm ", max(0, start - 6), start) - 1
        if point >= 0 and _POINT.fullmatch(text, point, start) is not None:
            start = point
    return start if _BEFORE_CHAIN.search(text, max(0, start - 24), start) is not None else -1


@lru_cache(maxsize=4096)
def _printed(chain: str) -> str:
    """A usual chain without the word that joins it to the document: «Khoản 2 Điều 5 của » → «khoản 2 Điều 5»."""
    words = chain.split()
    if not words[-1][0].isdecimal():
        words.pop()
    return " ".join(word if word == "Điều" else word.lower() for word in words[:-1]) + f" {words[-1]}"


def _chain_start(small: str) -> int | None:
    """Where the chain of pieces begins that ends with the window, or None."""
    pieces = list(_PIECE.finditer(small))
    if not pieces:
        return None
    last = pieces[-1]
    if _LAST.match(small, last.end()) is None and (
        _level(last) not in _ATTACHED or _WITH.match(small, last.end()) is None
    ):
        return None
    start = last.start()
    alone = len(pieces) == 1 or small[pieces[-2].end() : start].strip() != ""
    if alone and last["annex"] and last["annex_no"] is None and _COUNTED.search(small, max(0, start - 12), start):
        return None  # «12 phụ lục kèm theo …»
    for before in reversed(pieces[:-1]):
        if _LINK.fullmatch(small, before.end(), start) is None:
            break
        start = before.start()
    begin = _FROM.search(small, max(0, start - 6), start)
    return start if begin is None else begin.start()


def _level(piece: re.Match[str]) -> str:
    return join_lines(piece["level"] or piece["below"] or piece["form"] or piece["annex"])


def _labels(piece: re.Match[str]) -> tuple[int, int]:
    """Where the labels of a piece stand; the end of the piece twice when it has none."""
    for group in ("labels", "below_no", "form_no", "annex_no"):
        if piece[group] is not None:
            return piece.span(group)
    return piece.end(), piece.end()


def _ends_in_label(before: str) -> bool:
    """Whether the words end in a number, a letter or a Roman number, «của», «kèm theo» or a comma left out."""
    before = before.rstrip()
    if before.endswith("theo") and (attached := _WITH_IT.search(before)) is not None:
        before = before[: attached.start()]
    elif before[-1:] in _LINK_END:
        for link in _LINKS:
            if before.endswith(link):
                before = before.removesuffix(link).rstrip()
                break
    last = before[-1:]
    if last.isdecimal():
        return True
    if last not in _LABEL_END or not last:
        return before.endswith(ORDINALS)
    stem = before.rstrip("ABCDEGHIVXL") if last.isupper() else before[:-1]
    return last == ")" or not (stem[-1:].isalpha() or stem[-1:] == "_") or before.endswith((*ORDINALS, *_ANNEXES))


@lru_cache(maxsize=4096)
def normal_order(chain: str) -> str:
    """The pieces in the order điểm – khoản – Điều – Mục – Chương – Phần; a list of provisions stays as printed.

    >>> normal_order("điểm a, b khoản 2 và khoản 3 Điều 5")
    'điểm a, b khoản 2 và khoản 3 Điều 5'
    """
    small = chain.lower()
    pieces = list(_PIECE.finditer(small))
    levels = [_level(piece) for piece in pieces]
    printed = [
        f"{_NAMES.get(level, level)} {join_lines(chain[slice(*_labels(piece))])}".rstrip()
        for level, piece in zip(levels, pieces, strict=True)
    ]
    links = [join_lines(small[a.end() : b.start()]) for a, b in pairwise(pieces)]
    if len(set(levels)) == len(levels) and not any(map(_lists, links, levels, levels[1:])):
        order = sorted(zip(levels, printed, strict=True), key=lambda piece: _LEVELS.index(piece[0]))
        return " ".join(piece for _, piece in order)
    parts = ["từ "] if pieces and small[: pieces[0].start()].strip() == "từ" else []
    for piece, link in zip(printed, [*links, ""], strict=True):
        parts.append(piece)
        link = _SOFT.sub("", link)
        parts.append(link if link[:1] in (",", ";", "") else f" {link}")
        parts.append(" ")
    return "".join(parts).rstrip()


def _lists(link: str, level: str, following: str) -> bool:
    """Whether two pieces stand beside each other: «Điều 5 và Điều 6», «Điều 6, Phụ lục IV»; not «Điều 5, khoản 2»."""
    return link.startswith(("và", "hoặc", "đến")) or (
        link.startswith((",", ";")) and level == "điều" and following in _ATTACHED
    )


def pinpoint_below(text: str, start: int, end: int) -> str | None:
    """The provisions that the items below name, of the document whose parts they take out; None where one is unread.

    >>> text = "Bãi bỏ một số điều của Nghị định số 5/2031/NĐ-CP:\\n1. Bãi bỏ khoản 3 Điều 12.\\n2. Bãi bỏ Điều 14."
    >>> pinpoint_below(text, 23, 49)
    'khoản 3 Điều 12; Điều 14'
    """
    if _HEADS_LIST.search(text, max(0, start - 180), start) is None:
        return None
    limit = min(len(text), end + _HEAD_REACH)
    item = _ITEM.search(text, end, limit)
    if item is None or _HEAD_ENDS.search(text, end, item.start()) or _OTHER_PAPER.search(text, end, item.start()):
        return None
    kind = item["mark"][0].isdecimal()
    named: list[str] = []
    while item is not None and item["mark"][0].isdecimal() == kind:
        words = _QUOTED.sub(lambda match: " " * len(match.group()), item["words"])
        chains = _chains(words)
        takes_out = _TAKES_OUT.match(words) or (chains and words.lower().find(chains[0].lower()) == 0)
        if not chains or not takes_out or _OTHER_PAPER.search(words) or len(named) >= _MOST_ITEMS:
            return None
        named.extend(chains)
        item = _ITEM.match(text, item.end())
    return "; ".join(named) or None


def _chains(words: str) -> list[str]:
    """The chains of provisions in a few words, each in its order."""
    small = words.lower()
    found: list[tuple[int, int]] = []
    for piece in _PIECE.finditer(small) if len(small) == len(words) else ():
        if found and _LINK.fullmatch(small, found[-1][1], piece.start()):
            found[-1] = found[-1][0], piece.end()
        else:
            found.append(piece.span())
    return [normal_order(words[start:end]) for start, end in found]
