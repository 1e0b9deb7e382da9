"""Mentions without a number: laws by title, declared short names, «Kế hoạch này», bare kinds; roles and targets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from vanban.model import Header
from vanban.text import join_lines
from vanban.tries import trie
from vanban.vocabulary import laws

_PROPER_START = re.compile(r"\s{1,3}(?=[A-ZĐÀ-Ỹ])")
_TITLE_STOP = re.compile(
    r"\s*(?:[.;:()\n\"“”]|,|\b(?:số|năm|ngày|và|được|đã|quy định|có hiệu lực|để|trong|theo|là|này|về|thì|phải|của|"
    r"tại|cho|với|hoặc|do|khi|nhằm|đối với|vào|từ|đến|như|sửa đổi|hiện hành|mới|tạo|gồm|trên)\b)"
)
_DATED_TITLE = re.compile(
    r"\s{1,3}(?P<title>[A-ZĐÀ-Ỹ][^;.()“”:\n]{2,110}?(?:\n[^;.()“”:\n]{2,60}?)?)(?=\s+(?:số\s+\d|(?:năm|ngày)\s+\d))"
)
_DATED = re.compile(r"\s(?:số|năm|ngày)\s+\d")
_OTHER_KIND = re.compile(
    r"(?:Luật|Nghị|Quyết|Thông tư|Kế hoạch)\b|\b(?:từ|trong|đến|vào|được|hành|của|tại|này|theo|cho)(?:\s|$)"
)
_SUBJECT = re.compile(
    r"[\s,]{0,3}(?P<title>(?:về\s+việc|về|V/v|quy\s+định|ban\s+hành|phê\s+duyệt|sửa\s+đổi|hướng\s+dẫn|thành\s+lập|triển\s+khai|"
    r"công\s+bố|kèm\s+theo|bãi\s+bỏ|tổ\s+chức)\b[^;.\n()]{3,400}(?:\n[^;.\n()]{3,200}){0,2})"
)
_ROLE_PATTERNS = {  # the first letters of the words that tell a role → its rank and pattern, tried at those words
    "căn": (0, "basis", re.compile(r"căn cứ(?:\s+vào)?\s*$")),
    "quy đ": (
        1,
        "details",
        re.compile(r"(?:quy định chi tiết|hướng dẫn thi hành|hướng dẫn thực hiện|biện pháp thi hành)[^.;]{0,60}$"),
    ),
    "bãi": (2, "repeals", re.compile(r"bãi bỏ[^.;]{0,60}$")),
    "thay": (3, "replaces", re.compile(r"thay thế(?: cho)?\s*$")),
    "sửa": (
        4,
        "amends",
        re.compile(r"(?:sửa đổi|bổ sung)(?:,? bổ sung)?(?: một số (?:điều|nội dung)[^.;]{0,30})?(?: của)?\s*$"),
    ),
    "thực": (
        5,
        "implements",
        re.compile(
            r"(?:thực hiện|triển khai|thi hành|quán triệt|cụ thể h[óo]a|cụ thể hoá|tuyên truyền)"
            r"(?:[^.;:]{0,40}(?:nội dung|tinh thần|nhiệm vụ|mục tiêu|các)[^.;:]{0,20})?\s*$"
        ),
    ),
}
_ROLE_PATTERNS |= dict.fromkeys(("hướng", "biện"), _ROLE_PATTERNS["quy đ"])
_ROLE_PATTERNS |= {"bổ": _ROLE_PATTERNS["sửa"]}
_ROLE_PATTERNS |= dict.fromkeys(("triển", "thi h", "quán", "cụ t", "tuyên"), _ROLE_PATTERNS["thực"])
_ROLE_WORD = re.compile(r"(?P<word>căn|quy đ|hướng|biện|bãi|thay|sửa|bổ|thực|triển|thi h|quán|cụ t|tuyên) ?")
_WIDE_SPACE = re.compile(r"\s\s|[^\S ]")
_SENTENCE_END = re.compile(r"[.:!?]\s|\n\s*\n")
_DECLARED = re.compile(
    r"\(\s*(?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)?\s*(?:là|:)\s*[:“\"]?\s*(?P<name>[^)”\"\n]{3,80}?)\s*[”\"]?\s*\)"
)
_THIS = re.compile(
    r"(?P<kind>Kế hoạch|Nghị quyết|Nghị định|Quyết định|Chương trình(?: hành động)?|Đề án|Thông tư|Luật|"
    r"Chỉ thị|Quy chế|Quy định|Công văn|Báo cáo|Tờ trình|Hướng dẫn|Thông báo|Văn bản|Bộ luật|Pháp lệnh|Phương án|"
    r"Dự án|Kết luận|Công điện)"
    r"(?P<mark>\s+(?:này|nêu trên|nói trên|trên(?=\s*[,.;)])))?(?!\w)"
)
_THIS_WORDS = frozenset(
    [
        "Kế hoạch",
        "Nghị quyết",
        "Nghị định",
        "Quyết định",
        "Chương trình",
        "Chương trình hành động",
        "Đề án",
        "Thông tư",
        "Luật",
        "Chỉ thị",
        "Quy chế",
        "Quy định",
        "Công văn",
        "Báo cáo",
        "Tờ trình",
        "Hướng dẫn",
        "Thông báo",
        "Văn bản",
        "Bộ luật",
        "Pháp lệnh",
        "Phương án",
        "Dự án",
        "Kết luận",
        "Công điện",
        "Chương trình công tác",
        "Kế hoạch hành động",
    ]
)
_OF_ISSUER = re.compile(
    r"\s+của\s+(?P<issuer>Chính\s+phủ|Thủ\s+tướng(?:\s+Chính\s+phủ)?|(?:Tỉnh|Thành)\s+ủy"
    r"|(?:UBND|HĐND)\s+(?:tỉnh|thành\s+phố)(?:[ \n][A-ZĐ][\wÀ-ỹ]*(?:[ \n][A-ZĐ][\wÀ-ỹ]*)?)?"
    r"|Bộ\s+[A-ZĐ][\wÀ-ỹ]*\s+[a-zđà-ỹ]+)"
)
_QUOTED = re.compile(r"\s*[“\"][^”\"]{8,300}[”\"]")
_LISTED = re.compile(r"(?:các|những|một số|nhiều|từng|mọi|\d+|dự thảo|ra|loại|bản)\s+$")
_BESIDE = (
    "nghị quyết|quyết định|chỉ thị|kết luận|kế hoạch|chương trình|quy định|luật|thông tư|nghị định|báo cáo|văn bản|"
    "đề án"
)
_KIND_BESIDE = re.compile(rf"\s*(?:[,/&]|và|hoặc)\s*(?:{_BESIDE})", re.IGNORECASE)
_BESIDE_BEFORE = re.compile(rf"(?:{_BESIDE})\s*(?:[,/&]|và|hoặc)\s*$")
_ANAPHORS = frozenset(
    {"Nghị quyết", "Kế hoạch", "Đề án", "Chương trình", "Chỉ thị", "Quyết định", "Nghị định", "Chương trình hành động"}
)


class KindName(NamedTuple):
    """A kind name in the text; ``near`` tells that a number or «số» follows it."""

    start: int
    end: int
    word: str
    near: bool


@dataclass(slots=True)
class Mention:
    """What is read of one mention before its target is known: see :class:`vanban.model.Citation`."""

    start: int
    end: int
    kind: str | None
    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    title: str | None = None
    pinpoint: str | None = None
    class_: str = "numbered"
    role: str = "mentions"
    year: int | None = None  # of a law: «Luật Đất đai năm 2024»


def is_noun(text: str, start: int) -> bool:
    """Whether a kind name at the start of a sentence is only its first word."""
    return bool(re.search(r"(?:^|[.!?:;\n\t–+*-])\s*[*_]*$", text[max(0, start - 4) : start])) or start == 0


@cache
def _law_titles() -> re.Pattern[str]:
    names = {tuple(name.split()) for law in laws() for name in (law.title, *law.aliases)}
    gap = r"\s{1,3}"
    return re.compile(rf"{gap}(?P<title>{trie(names, gap)})(?!\w)")


def law_title(text: str, position: int, kind: str) -> tuple[str | None, int]:
    """The title of a law after the word Luật, and where it ends: a known one, else up to a word that ends titles."""
    known = _law_titles().match(text, position)
    if known is not None:
        return known["title"], known.end()
    if kind == "Hiến pháp":
        return None, position
    dated = _DATED.search(text, position, position + 180) and _DATED_TITLE.match(text, position)
    if dated and not _OTHER_KIND.search(dated["title"]):
        return dated["title"], dated.end("title")
    start = _PROPER_START.match(text, position)
    if start is None or "\n\n" in start.group():
        return None, position
    stop = _TITLE_STOP.search(text, start.end(), min(len(text), start.end() + 90))
    end = stop.start() if stop is not None else start.end()
    title = text[start.end() : end].strip()
    if not 2 <= len(title.split()) <= 14 and not (len(title) > 3 and stop is not None):
        return None, position
    return title, start.end() + len(title)


def read_title(text: str, position: int) -> str | None:
    """The subject that follows a cited document («về …», «quy định …»), up to the end of its clause."""
    match = _SUBJECT.match(text, position)
    return join_lines(match["title"]).strip(" ,*") if match is not None else None


def role_at(text: str, position: int) -> str:
    """What the sentence does with the document: basis, implements, amends, repeals, replaces, details or mentions."""
    before = text[max(0, position - 120) : position].lower()
    if before.endswith("căn cứ "):
        return "basis"
    window = " ".join(before.split()) + " " if _WIDE_SPACE.search(before) else before.rstrip() + " "
    best, role = 9, None
    for word in _ROLE_WORD.finditer(window):
        rank, name, pattern = _ROLE_PATTERNS[word["word"]]
        if rank < best and pattern.match(window, word.start()):
            best, role = rank, name
    if role is not None:
        return role
    if not window.endswith((", ", "; ", " và ")):
        return "mentions"
    for reach in (300, 1500):
        begin = max(0, position - reach)
        start = max((m.end() for m in _SENTENCE_END.finditer(text, begin, position)), default=None)
        if start is not None:
            break
    sentence = text[begin if start is None else start : position][:40].lower().lstrip("*#_>- \n\t")
    if sentence.startswith("căn cứ"):
        return "basis"
    return "implements" if sentence.startswith(("thực hiện", "triển khai")) else "mentions"


def short_forms(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Later uses of names that the text declares («sau đây gọi là …») for a cited document."""
    for declared in _DECLARED.finditer(text):
        name = declared["name"].strip()
        before = [c for c in found if c.end <= declared.start() + 1 and declared.start() - c.end < 600 and c.number]
        if not before or name[:1].islower() or len(name.split()) < 2 or name.split()[0] not in _DOCUMENT_WORDS:
            continue
        target = before[-1]
        position = text.find(name, declared.end())
        while position >= 0:
            end = position + len(name)
            if not text[end : end + 1].isalnum() and text[end : end + 1] not in "-/":
                yield Mention(position, end, target.kind, target.number, class_="short", role=role_at(text, position))
            position = text.find(name, end)


_DOCUMENT_WORDS = frozenset(
    ["Luật", "Bộ", "Nghị", "Quyết", "Thông", "Kế", "Chương", "Đề", "Chỉ", "Kết", "Quy", "Dự", "Công", "Pháp", "Hiến"]
)


def bare_mentions(
    text: str, names: Iterable[KindName], found: Sequence[Mention], header: Header | None
) -> Iterator[Mention]:
    """«Kế hoạch này» (self or anaphor), «Nghị quyết» for one named before, «Đề án “…”», «Đề án của Chính phủ».

    ``names`` are the capitalised kind names of the text.
    """
    taken = sorted((c.start, c.end) for c in found)
    numbered = sorted((c for c in found if c.number), key=lambda c: c.start)
    cursor = 0
    latest: dict[str, Mention] = {}
    settled: dict[str, bool] = {}  # kind → whether only one document of the kind was named so far
    at = 0
    own = header.kind if header is not None else None
    for start, end, word, _ in names:
        while cursor < len(taken) and taken[cursor][1] <= start:
            cursor += 1
        if word not in _THIS_WORDS or (cursor < len(taken) and taken[cursor][0] <= start):
            continue
        if (own is None or own == word) and text.startswith(" này", end) and not text[end + 4 : end + 5].isalnum():
            yield Mention(start, end + 4, word, class_="self")
            continue
        match = _THIS.match(text, start)
        if match is None:
            continue
        while at < len(numbered) and numbered[at].start < match.start():
            kind = numbered[at].kind or ""
            past = latest.get(kind)
            settled[kind] = settled.get(kind, True) and (past is None or past.number == numbered[at].number)
            latest[kind] = numbered[at]
            at += 1
        citation = _bare(text, match, latest, settled, header)
        if citation is not None:
            if citation.class_ == "named":
                settled[citation.kind or ""] = False
            yield citation


def _bare(
    text: str, match: re.Match[str], latest: dict[str, Mention], settled: dict[str, bool], header: Header | None
) -> Mention | None:
    kind, start, end = match["kind"], match.start(), match.end()
    if match["mark"] is not None:
        mark = match["mark"].strip()
        own = header.kind if header is not None else None
        if mark == "này" and (own is None or own == kind):
            return Mention(start, end, kind, class_="self")
        past = latest.get(kind)
        if mark == "trên" and past is None:
            return None
        return Mention(start, end, kind, past.number if past else None, class_="anaphor")
    issuer = _OF_ISSUER.match(text, end)
    if (
        issuer is not None
        and kind in ("Chương trình hành động", "Đề án")
        and not _LISTED.search(text[max(0, start - 12) : start].lower())
    ):
        end = issuer.end()
        issued = join_lines(issuer["issuer"])
        return Mention(start, end, kind, issuer=issued, class_="named", role=role_at(text, start))
    quoted = _QUOTED.match(text, end)
    if quoted is not None and kind in ("Đề án", "Kế hoạch", "Chương trình", "Dự án"):
        title = join_lines(quoted.group()).strip('“”" ')
        return Mention(start, quoted.end(), kind, title=title, class_="named", role=role_at(text, start))
    if kind not in _ANAPHORS or kind not in latest or is_noun(text, start):
        return None
    before = text[max(0, start - 24) : start].lower()
    follows = text[end : end + 14]
    if _LISTED.search(before) or _BESIDE_BEFORE.search(before) or _KIND_BESIDE.match(text, end):
        return None
    if not re.match(
        r"\s*[,.;:)¹²³⁴⁵⁶⁷⁸⁹⁰]|\s+(?:đã|được|trên|còn|và|vào|trong|đến|tại|là|có|để|ban hành)\b|\s*$", follows
    ):
        return None
    number = latest[kind].number if settled.get(kind, True) else None
    return Mention(start, end, kind, number, class_="anaphor")
