"""Titles of cited documents: of laws, that follow «Luật», and the subject («về …», «quy định …») of others."""

from __future__ import annotations

import re
from functools import cache

from vanban.citations.bodies import CAPITAL, SMALL
from vanban.citations.tries import trie
from vanban.patterns import any_of
from vanban.text import join_lines
from vanban.vocabulary import laws

_REACH = 110
_PROPER_START = re.compile(rf"\s{{1,3}}(?={CAPITAL})")
_NO_TITLE = (
    *("số", "năm", "ngày", "và", "được", "đã", "đang", "sẽ", "bị", "bởi", "quy định", "có", "để", "trong"),
    *("theo", "là", "này", "về", "thì", "phải", "của", "tại", "cho", "với", "hoặc", "hay", "do", "khi", "nhằm"),
    *("đối với", "vào", "từ", "đến", "như", "sửa đổi", "hiện hành", "mới", "tạo", "gồm", "trên", "không", "chưa"),
    *("cũng", "đều", "mà", "nếu", "thuộc", "liên quan", "nêu", "nói", "còn", "hết", "ban hành", "thực hiện"),
    *("sau", "trước", "cùng", "nhưng", "bao gồm", "gắn", "kèm", "nay", "vẫn", "hướng dẫn", "bảo đảm"),
    *("giai đoạn", "khóa"),
)
"""Words that go on with the sentence behind the title of a law."""
_STOP = re.compile(rf"\s*(?:\b(?:19|20)\d\d\b|[.;:()\n\"“”/\[\]\t]|,|\b{any_of(_NO_TITLE, gap=' ')}\b)")
_LAW_NUMBER = re.compile(r"\ssố\s+\d{1,3}/(?:\d{4}/)?(?:QH|UBTVQH|PL)")
_NUMBERED_TITLE = re.compile(
    r"\s{1,3}(?P<title>[^\W\d_][^;.()“”:\n]{2,160}?(?:\n[^;.()“”:\n]{2,80}?)?)"
    r"(?=\s+số\s+\d{1,3}/(?:\d{4}/)?(?:QH|UBTVQH|PL))"
)
_NAMED = re.compile(r"(?:Bộ luật|Luật|Pháp lệnh|Nghị (?:quyết|định)|Thông tư|Quyết định|Hiến pháp)\b|\bsố \d|\bĐiều \d")
_GOES_ON = re.compile(
    r"\s(?!(?:số|năm|ngày|và|được|đã|đang|sẽ|bị|quy định|có|để|trong|là|này|về|thì|phải|của|tại|hoặc|do"
    rf"|khi)\b){SMALL}|, {SMALL}"
)
_DATED = re.compile(r"\s(?:số|năm|ngày)\s+\d")
_DATED_TITLE = re.compile(
    rf"\s{{1,3}}(?P<title>{CAPITAL}"
    r"[^;.()“”:\n]{2,110}?(?:\n[^;.()“”:\n]{2,60}?)?)(?=\s+(?:số\s+\d|(?:năm|ngày)\s+\d))"
)
_OTHER = re.compile(
    r"(?:Luật|Nghị|Quyết|Thông tư|Kế hoạch|Điều)\b|\b(?:từ|trong|đến|vào|được|hành|của|tại|này|theo|cho|có|do"
    r"|là)(?:\s|$)"
)
_AMENDING = re.compile(
    r"\s{1,3}(?P<title>[Ss]ửa\s+đổi(?:,\s+bổ\s+sung)?(?:\s+một\s+số\s+điều)?(?:\s+của)?"
    r"(?:\s+(?:\d+|các|một\s+số))?)\s+"
)
_AMENDED = re.compile(r"(?:Bộ\s+luật|Luật|Pháp\s+lệnh)(?!\w)")
_AND = re.compile(r"(?:,|\s+và|,\s+và)\s+(?=(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s)")
_STATE = re.compile(r"\s{1,3}nước\s+Cộng\s+h(?:òa|oà)\s+[Xx]ã\s+hội\s+[Cc]hủ\s+nghĩa\s+Việt\s+Nam")
_NO_LAW = re.compile(r"(?:học|khoa|ngành|nhân|ty|tnhh|phòng|sĩ|viện|hãng|báo|tạp chí|trường)\s+$")

_SUBJECT_VERBS = (
    *("về việc", "về", "V/v", "ban hành", "phê duyệt", "sửa đổi", "hướng dẫn", "thành lập", "triển khai"),
    *("công bố", "kèm theo", "bãi bỏ", "tổ chức", "giao", "bổ sung", "điều chỉnh", "thông qua"),
)
_SUBJECT = re.compile(
    rf"[\s,]{{0,3}}(?P<title>(?:{any_of(_SUBJECT_VERBS)}|quy\s+định(?!\s*:))\b"
    r"[^;.\n()]{3,400}(?:\n[^;.\n()]{3,200}){0,2})"
)
_CITED_KINDS = (
    *("Bộ luật", "Luật", "Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Kế hoạch", "Chỉ thị", "Công văn"),
    *("Kết luận", "Chương trình hành động", "Chương trình", "Pháp lệnh"),
)
_SUBJECT_END = re.compile(
    r",?\s+(?:đã\s+)?(?:được|bị)\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|ban\s+hành)|,?\s+(?:hết|có)\s+hiệu\s+lực"
    rf"|(?:,|;|\s+và|,\s+và)\s+(?={any_of(_CITED_KINDS)}\s+(?:số\s+)?\d)"
)
_SUBJECT_ENDS = ("được", "bị", "hiệu lực", "số ", "/")


@cache
def _known_titles() -> re.Pattern[str]:
    names = {tuple(name.lower().split()) for law in laws() for name in (law.title, *law.aliases)}
    names |= {tuple(_other_tone(word) for word in name) for name in names}
    gap = r"\s{1,3}"
    return re.compile(rf"{gap}(?P<title>{trie(names, gap)})(?![^\W¹²³⁰⁴-⁹])", re.IGNORECASE)


def _other_tone(word: str) -> str:
    """The word with its tone mark where the older spelling puts it: «hòa» → «hoà», «hủy» → «huỷ»."""
    for new, old in (("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("ỏa", "oả"), ("úy", "uý")):
        if word.endswith(new) and not word.startswith("q"):
            return word.removesuffix(new) + old
    return word


def law_title(text: str, position: int, kind: str, *, nested: bool = False) -> tuple[str | None, int]:
    """The title of a law after the word Luật, and where it ends: a known one, else up to a word that ends titles."""
    if text.startswith(" này", position):
        return None, position
    known = _known_titles().match(text, position)
    if known is not None:
        longer = _GOES_ON.match(text, known.end()) and _numbered_title(text, position)
        return longer or (known["title"], known.end())
    if kind == "Hiến pháp":
        state = _STATE.match(text, position)
        return None, position if state is None else state.end()
    if text[position - 1 : position].isupper():
        return None, position
    amending = None if nested else _AMENDING.match(text, position)
    if amending is not None:
        return _amending_title(text, amending)
    numbered = _numbered_title(text, position)
    if numbered is not None:
        return numbered
    dated = _DATED.search(text, position, position + 180) and _DATED_TITLE.match(text, position)
    if dated and not _OTHER.search(dated["title"]):
        return dated["title"], dated.end("title")
    start = _PROPER_START.match(text, position)
    if start is None or "\n" in start.group():
        return None, position
    stop = _STOP.search(text, start.end(), min(len(text), start.end() + _REACH))
    if stop is None and start.end() + _REACH < len(text):
        return None, position
    title = text[start.end() : stop.start() if stop is not None else len(text)].strip()
    before = text[max(0, position - 24) : position].lower().removesuffix("luật")
    if not 2 <= len(title.split()) <= 14 or _NO_LAW.search(before):
        return None, position
    return title, start.end() + len(title)


def _amending_title(text: str, amending: re.Match[str]) -> tuple[str | None, int]:
    """«sửa đổi, bổ sung một số điều của Luật A và Luật B», each law by its title."""
    begin, end = amending.start("title"), amending.end()
    found = False
    for _ in range(12):
        law = _AMENDED.match(text, end)
        if law is None:
            break
        title, title_end = law_title(text, law.end(), "Luật", nested=True)
        if title is None:
            break
        found, end = True, title_end
        more = _AND.match(text, end)
        if more is None:
            break
        end = more.end()
    if found:
        return text[begin:end].rstrip(" ,"), end
    return _numbered_title(text, amending.start()) or (None, amending.start())


def _numbered_title(text: str, position: int) -> tuple[str, int] | None:
    """The words between «Luật» and the number of a law or ordinance, when nothing else is named between them."""
    if text.find("số", position, position + 200) < 0 or _LAW_NUMBER.search(text, position, position + 200) is None:
        return None
    match = _NUMBERED_TITLE.match(text, position)
    return None if match is None or _NAMED.search(match["title"]) else (match["title"], match.end("title"))


def read_title(text: str, position: int) -> str | None:
    """The subject that follows a cited document («về …», «quy định …»), up to the end of its clause."""
    match = _SUBJECT.match(text, position)
    if match is None:
        return None
    title = match["title"]
    if any(word in title for word in _SUBJECT_ENDS):
        end = _SUBJECT_END.search(title)
        title = title if end is None else title[: end.start()]
    return join_lines(title).strip(" ,*") or None
