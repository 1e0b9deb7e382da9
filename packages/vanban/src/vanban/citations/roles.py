"""Roles of cited documents (căn cứ, thực hiện, sửa đổi, bãi bỏ, thay thế, quy định chi tiết): what the sentence does.

The paper acts on a document that stands behind the verb («sửa đổi Nghị định A»); it does not act on one that acted
itself («được sửa đổi bởi Nghị định B», «bị thay thế bằng Thông tư C»): those are mentioned.
"""

from __future__ import annotations

import re

LIST_GAP = 16
"""Code points that may part two documents of one list."""
_REACH = 140
_LINE = 440
_FAR = 1500
_OPEN_QUOTES = ("“", '"', "‘")
_SENTENCE_ENDS = ("\n\n", "\n \n", ". ", ".\n", ": ", ":\n", "! ", "? ")
_ACCORDING = ("theo quy định của ", "theo quy định tại ")
_ITEM_END = re.compile(r"[.)+•–-] |ác |bộ ")
_ITEM = re.compile(r"(?:^|\n)[*_ \t]*(?:\d{1,2}(?:\.\d+)*[.)]|[a-zđ]\)|[-–+•])\s*(?:các\s+|toàn bộ\s+)?$")
_MARK = re.compile(r"[*_ \t]*(?:\d{1,2}(?:\.\d+)*[.)]|[a-zđ]\)|[-–+•])\s*")
_PROVISIONS = (
    *("điểm", "khoản", "điều", "tiết", "mục", "tiểu", "chương", "phần", "số", "câu", "đoạn", "gạch", "biểu", "mẫu"),
    *("phụ", "từ"),
)
_ORDER_TITLE = re.compile(r"Điều \d+[a-zđ]?[.:] *(?P<verb>Bãi bỏ|Hủy bỏ|Huỷ bỏ|Thay thế) (?!cụm từ|từ )[^\n:]*\n")
_GLUE = re.compile(r"\s*(?:[,;]|và|hoặc|,\s*và|;\s*và|và/hoặc)\s*(?:các\s+|tại\s+)?")
_PASSIVE = re.compile(r"(?:được|bị)\s(?:\S+\s){0,3}$")
_ACTED_ENDS = ("bởi ", "bằng ", "theo ", "tại ", "trong ", "bởi các ", "theo các ", "tại các ")
_GUIDES = "hướng dẫn (?:thi hành|thực hiện|áp dụng|một số|chi tiết)"
_OTHER_CLAUSE = "được|theo|luật|bộ luật|pháp lệnh|nghị|thông tư|bị|quyết định"
_HOW = "có|hiệu quả|nghiêm|nghiêm túc|đầy đủ|kịp thời|tốt|nội dung|phổ biến|và|các"
_AMENDED = "sửa đổi|bổ sung|thay thế|bãi bỏ"
_ACTED = re.compile(
    rf"(?:{_AMENDED})[^.;:]{{0,70}}? (?:bởi|bằng|theo) (?:các )?$"
    rf"|(?:được|bị) (?:\S+ ){{0,2}}?(?:{_AMENDED}|ban hành|phê duyệt|thông qua|quy định|công bố)"
    r"[^.;:]{0,70}?(?:bởi|bằng|theo|tại|trong) (?:các )?$"
)
_CHANGE = r"(?:(?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính)(?:,\s|\svà\s|\s)?)"
_OF = r"(?:\s(?:cho|của|tại|vào|đối với))?"
_SOME = r"(?:\s(?:toàn bộ|một phần|một số|các|những|nội dung|quy định|điều|khoản|điểm|và|phụ lục|tên|biểu mẫu|mẫu))*"
_PLACES = rf"(?:{_SOME}|\s(?:cụm từ|từ|điều|khoản|điểm|chương|mục|phụ lục|đoạn|tên|một số|các|thứ tự)\b[^.;]{{0,90}})"
_IN_ORDER = (  # the first that reaches the document counts
    (("căn cứ",), "basis", re.compile(r"căn cứ(?: vào)?(?: (?:các|quy định|quy định tại|quy định của))? $")),
    (
        ("chi tiết", "hướng dẫn", "biện pháp"),
        "details",
        re.compile(
            rf"(?:(?<=quy định )chi tiết|chi tiết (?:thi hành|một số)|{_GUIDES}|biện pháp (?:thi hành|để tổ chức))"
            rf"(?:(?! (?:{_OTHER_CLAUSE})\b)[^.;:]){{0,90}} $"
        ),
    ),
    (
        ("bãi bỏ", "hủy bỏ", "huỷ bỏ"),
        "repeals",
        re.compile(rf"(?:bãi|h[ủu][ỷy]) bỏ{_PLACES}{_OF} $|bãi bỏ[^.;]{{0,60}} $"),
    ),
    (("thay thế",), "replaces", re.compile(rf"thay thế(?:, (?:bãi|hủy) bỏ)?{_SOME}(?: cho)? $")),
    (
        ("sửa đổi", "bổ sung", "thay thế cụm từ", "thay cụm từ", "thay thế từ", "đính chính"),
        "amends",
        re.compile(rf"(?:{_CHANGE}+|thay (?:thế )?(?:cụm )?từ){_PLACES}{_OF} $"),
    ),
    (
        (
            "thực hiện",
            "triển khai",
            "thi hành",
            "quán triệt",
            "cụ thể h",
            "tuyên truyền",
        ),
        "implements",
        re.compile(
            rf"(?:thực hiện|triển khai|thi hành|quán triệt|cụ thể h[óo]a|cụ thể hoá|tuyên truyền)(?:,? (?:{_HOW}))*"
            r"(?:[^.;:]{0,40}(?:nội dung|tinh thần|nhiệm vụ|mục tiêu|các)[^.;:]{0,20})? $"
        ),
    ),
)
_WORDS = tuple(word for words, _, _ in _IN_ORDER for word in words)


def role_at(text: str, position: int, end: int | None = None, *, listed: bool = True) -> str:
    """What the sentence does with the document or the provision named at a place.

    Args:
        text: the paper.
        position: where the mention begins, its pinpoint included.
        end: where the mention ends, when what follows may tell that the document loses its force.
        listed: whether the head of a list or sentence may tell it, when the words before the mention do not.

    Returns:
        One of basis, implements, amends, repeals, replaces, details and mentions.
    """
    before = text[max(0, position - _REACH) : position].lower()
    if before.endswith("căn cứ "):
        return "basis"
    if before.endswith(_ACCORDING):
        return "mentions"
    if "\t" in before:
        before = before[before.rfind("\t") + 1 :]
    if before.endswith(_OPEN_QUOTES):
        return "mentions"
    before = before.replace("\n", " ")
    window = " ".join(before.split()) + " " if "  " in before else before.rstrip() + " "
    if window.endswith(_ACTED_ENDS) and _ACTED.search(window) is not None:
        return "mentions"
    for words, role, pattern in _IN_ORDER:
        for word in words:
            at = window.rfind(word)
            if at < 0 or pattern.match(window, at) is None:
                continue
            if role in ("amends", "replaces", "repeals") and _PASSIVE.search(window, max(0, at - 24), at) is not None:
                return "mentions"
            return role
    role = _listed(text, position, window) if listed else "mentions"
    return "repeals" if role == "mentions" and end is not None and _ends_after(text, end) else role


def _listed(text: str, position: int, window: str) -> str:
    """The role of a document in a list, by the head of the list or of the sentence."""
    item = _ITEM.search(text, max(0, position - 24), position) if _ITEM_END.search(window, len(window) - 3) else None
    if item is None and not window.endswith((", ", "; ", " và ")):
        return "mentions"
    if text[(line := text.rfind("\n", 0, position) + 1) : line + 6].lower() == "căn cứ":
        return "basis"
    begin = start = max(0, position - _FAR)
    for mark in _SENTENCE_ENDS:
        at = text.rfind(mark, start, position)
        start = at + len(mark) if at >= 0 else start
    sentence = text[start : min(position, start + 40)].lower().lstrip("*#_>- \n\t")
    if start == begin and begin:
        return "mentions"
    if sentence.startswith("căn cứ"):
        return "basis"
    if sentence.startswith(("thực hiện", "triển khai")):
        return "implements"
    return _headed(text, item.start()) if item is not None else "mentions"


def _headed(text: str, position: int) -> str:
    """The role that the head of a list gives its items: «Bãi bỏ các văn bản sau đây:», «Điều 1. Bãi bỏ văn bản»."""
    begin = max(0, position - _FAR)
    colon = text.rfind(":", begin, position)
    article = text.rfind("\nĐiều ", begin, position)
    if colon > article and "\n" in text[colon : colon + 3]:
        head = text[max(0, colon - 240) : colon].lower()
        head = head[max(head.rfind("\n"), head.rfind(". ")) + 1 :]
        if "bãi bỏ" in head or "hết hiệu lực" in head:
            return "repeals"
        return "replaces" if "thay thế" in head else "mentions"
    title = _ORDER_TITLE.match(text, article + 1) if article >= 0 else None
    if title is None:
        return "mentions"
    return "replaces" if title["verb"].lower() == "thay thế" else "repeals"


def may_start_item(text: str, position: int) -> bool:
    """Whether a line begins with a document, or with the mark of a list item and the document or a provision of it."""
    line = text.rfind("\n", max(0, position - _LINE), position) + 1
    if not line and position > _LINE:
        return False  # so far from its beginning that nothing of it can be the first
    item = _MARK.match(text, line, position)
    if item is None:
        return not text[line:position].lstrip("*_ \t")
    return item.end() == position or text[item.end() : position].lower().startswith(_PROVISIONS)


def starts_item(text: str, position: int) -> bool:
    """Whether the document is the first word of a list item: «12. Thông tư số …»."""
    return text[max(0, position - 2) : position - 1] in ").-–+•" and (
        _ITEM.search(text, max(0, position - 24), position) is not None
    )


def in_one_list(text: str, start: int, end: int) -> bool:
    """Whether only a comma or «và» stands between two documents."""
    return end - start < LIST_GAP and _GLUE.fullmatch(text, start, end) is not None


def shared_role(role: str, between: str, *, same_kind: bool) -> str:
    """What is said of a document in one list with another of a known role."""
    return "mentions" if role in ("details", "amends") and (not same_kind or ";" in between) else role


def _ends_after(text: str, position: int) -> bool:
    """Whether the clause goes on to say that the document just named loses its force («hết hiệu lực kể từ …»)."""
    at = text.find("hết hiệu lực", position, position + 300)
    if at < 0:
        return False
    between = text[position:at]
    return not any(mark in between for mark in (".\n", ". ", ";", ":", "này", "\n\n")) and between.count("\n") < 3
