"""Names of agencies (cơ quan) in a cell or a line: «Các sở, ban, ngành cấp tỉnh; UBND cấp xã».

A comma or «và» parts two names only when a name begins after it: a word that heads the names of agencies («Sở», «Văn
phòng», «UBND») or a new plural («các cơ quan…»). So «Sở Khoa học và Công nghệ», «Sở Văn hóa, Thể thao và Du lịch» and
«Văn phòng HĐND và UBND xã» stay whole.
"""

from __future__ import annotations

import re
import unicodedata

_HEADS = (
    r"sở(?!\s+(?:hữu|dĩ))|văn\s+phòng|vp|phòng(?!\s*,?\s*(?:chống|ngừa|cháy|tránh))|ban(?!\s+(?:hành|đầu))"
    r"|ủy\s+ban|uỷ\s+ban|ubnd|hđnd|ubmttq|mttq|mặt\s+trận|hội(?!\s+(?:nghị|thảo|họp|thi|nhập|viên))|hội\s+đồng"
    r"|liên\s+đoàn|liên\s+hiệp|đoàn(?!\s+(?:kết|viên))|công\s+an|công\s+đoàn|công\s+ty"
    r"|bộ(?!\s+(?:luật|tiêu\s+chí|chỉ\s+số|thủ\s+tục|hồ\s+sơ))|cục|vụ(?!\s+(?:việc|án))|viện(?!\s+dẫn)|tổng\s+cục"
    r"|chi\s+cục|chi\s+nhánh|trung\s+tâm|trường(?!\s+(?:học|hợp)\b)|học\s+viện|hv|thanh\s+tra(?!\s*,\s*kiểm)"
    r"|kho\s+bạc|ngân\s+hàng|bảo\s+hiểm\s+xã\s+hội|bhxh|tòa\s+án|toà\s+án|tand|vksnd|viện\s+kiểm\s+sát"
    r"|thi\s+hành\s+án|báo(?!\s+cáo)|đài|cổng\s+thông\s+tin|đảng\s+ủy|đảng\s+uỷ|tỉnh\s+ủy|thành\s+ủy|huyện\s+ủy"
    r"|thường\s+trực|ban\s+thường\s+vụ|lãnh\s+đạo(?!\s*,\s*chỉ\s+đạo)|chủ\s+tịch|thủ\s+trưởng"
    r"|trưởng\s+(?:phòng|ban|thôn)|cơ\s+quan\s+chuyên\s+môn|thuế|hải\s+quan|quỹ(?!\s+đất)|trạm|bệnh\s+viện"
    r"|bảo\s+tàng|thư\s+viện|tổ\s+(?:công\s+tác|giúp\s+việc|hòa\s+giải|hoà\s+giải|soạn\s+thảo)|đội(?!\s+ngũ)"
    r"|dự\s+án|đề\s+án|chương\s+trình|tập\s+đoàn|hiệp\s+hội|quân\s+sự|bchqs|bộ\s+đội"
    r"|cơ\s+quan\s+(?:thường\s+trực|bhxh|thuế)"
)
_PLURAL_NOUNS = (
    r"sở|ban|ngành|phòng|bộ|vụ|cục|cơ\s+quan|đơn\s+vị|đồng\s+chí|phó\s+chủ\s+tịch|chủ\s+tịch|thủ\s+trưởng|trưởng\s+thôn|tổ\b|tổ\s+chức|hội|đoàn\s+thể|trường|xã|phường|huyện|thôn|bản|khu\s+phố"
    r"|địa\s+phương|doanh\s+nghiệp|tỉnh|thành\s+phố|ubnd|ủy\s+ban|uỷ\s+ban|thành\s+viên|cấp|công\s+ty"
    r"|trung\s+tâm|cán\s+bộ|chi\s+bộ|viện|học\s+viện"
)
_NAME = re.compile(rf"(?:{_HEADS})(?!\w)(?=\s*\S)", re.IGNORECASE)
_LISTED = re.compile(r"(?:Trường học|Doanh nghiệp|Hợp tác xã|Tổ dân phố|Hộ gia đình|Thôn|Chi bộ)(?!\w)")
_PERSON = re.compile(r"(?i:đ/c|đồng chí|ông|bà|công chức|cán bộ|chuyên viên)\s+[A-ZĐÀ-ỸÂÊÔƠƯĂ]")
_HALF_NAME = re.compile(r"(?:Phòng|Ban|Vụ|Cục|Sở)\s+[A-ZĐ&]{2,}")
_ALONE = re.compile(r"(?:thanh tra|công an|thuế|ubnd|hđnd|hải quan)$", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-ZĐ]{3,}\w*(?:[\s-][A-ZĐ\d]\w*)*$")
_PLURAL = re.compile(rf"(?:các|những|một\s+số|toàn\s+bộ)\s+(?:{_PLURAL_NOUNS})(?!\w)", re.IGNORECASE)
_GENERIC = re.compile(r"(?:các|những|một\s+số|cơ\s+quan|đơn\s+vị|phòng,|sở,)", re.IGNORECASE)
_COUNCIL = re.compile(r"(?:hđnd|hội đồng nhân dân|đoàn đbqh|đoàn đại biểu quốc hội)$", re.IGNORECASE)
_COMMITTEE = re.compile(r"(?:ubnd|hđnd|u[ỷy] ban nhân dân|ủy ban nhân dân|hội đồng nhân dân)(?!\w)", re.IGNORECASE)
_GROUPED = re.compile(r"\b(?:ban|phòng)\s*(?:,|$)|\bban\s+ngành", re.IGNORECASE)
_ROLE = re.compile(
    r"""[\s,(–-]+(?:(?:là\s+|làm\s+)?(?:cơ\s+quan\s+)?
        (?:thực\s+hiện|chủ\s+trì|đầu\s+mối|(?<=mối\s)tổng\s+hợp|phối\s+hợp|tham\s+mưu|theo\s+dõi|đôn\s+đốc
          |triển\s+khai|chịu\s+trách\s+nhiệm)
        [\s,]*)+\)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_ROLES = (
    re.compile(
        r"[-–+\s]*(?:(?:cơ\s+quan|đơn\s+vị)\s+)?chủ\s+trì\s*:\s*(?P<lead>.+?)[\s;,.–+-]+"
        r"(?:(?:cơ\s+quan|đơn\s+vị)\s+)?phối\s+hợp\s*:\s*(?P<coordinating>.*)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?:giao\s+)?(?P<lead>(?:(?!phối\s+hợp)[^;])+?)\s+(?:là\s+(?:cơ\s+quan|đơn\s+vị)\s+)?chủ\s+trì\s*[,;]\s*"
        r"phối\s+hợp\s+(?:với\s+|cùng\s+)?(?P<coordinating>.+)",
        re.IGNORECASE | re.DOTALL,
    ),
)
_TASK_END = re.compile(
    r"\s+(?:tổ chức\s+)?(?:thực hiện|triển khai|tham mưu|xây dựng)(?!\w).*$", re.IGNORECASE | re.DOTALL
)
_SEPARATOR = re.compile(r";|,|(?<!\w)và(?!\w)|\n|(?<=\w\w)/(?=\s?\w\w)", re.IGNORECASE)
_LIST_WORD = re.compile(
    r"(?<=[Cc]ác )(Sở|Phòng|Ban|Bộ|Cơ quan|Xã)(?=,)|(?<=, )(Ban|Ngành|Phòng|Sở|Đơn vị|Phường)(?=,| ngành| cấp|$)"
)


def split_agencies(text: str | None) -> tuple[str, ...]:
    """The single names in the order of the text, the first letter raised, the words as printed.

    Words about the part an agency plays are dropped («… đầu mối tổng hợp»). Nothing gives an empty tuple.

    >>> split_agencies("Sở Tư pháp; các sở, ban, ngành cấp tỉnh; UBND cấp xã thực hiện")
    ('Sở Tư pháp', 'Các sở, ban, ngành cấp tỉnh', 'UBND cấp xã')
    """
    text = unicodedata.normalize("NFC", text or "")
    text = re.sub(r"[*_`]+", "", text)
    text = re.sub(r"[ \t\r\f\v\xa0]+", " ", text)
    text = re.sub(r"\s+(?=[,;.])", "", text)
    names = []
    start = 0
    for mark in _SEPARATOR.finditer(text):
        if _depth(text, start, mark.start()) == 0 and _parts(
            text[start : mark.start()], mark.group(), text[mark.end() :]
        ):
            names.append(text[start : mark.start()])
            start = mark.end()
    names.append(text[start:])
    return tuple(name for name in map(_clean, names) if name)


def split_roles(text: str | None) -> tuple[str | None, str | None]:
    """Who leads and who works along, when one text says both; a text that says only names is all lead.

    >>> split_roles("Sở Tư pháp chủ trì, phối hợp với Công an tỉnh thực hiện")
    ('Sở Tư pháp', 'Công an tỉnh')
    >>> split_roles("Chủ trì: Sở Tư pháp; Phối hợp: Công an tỉnh")
    ('Sở Tư pháp', 'Công an tỉnh')
    """
    for pattern in _ROLES:
        match = pattern.fullmatch(text or "")
        if match:
            coordinating = _TASK_END.sub("", match["coordinating"] or "").strip(" .;,)")
            return match["lead"].strip(" .;,-–("), coordinating or None
    return text, None


def begins_with_agency(text: str) -> bool:
    """Whether a text begins with the name of an agency or a plural of agencies («Các phòng, ban …»)."""
    text = text.lstrip()
    return bool(_NAME.match(text) or _PLURAL.match(text))


def _depth(text: str, start: int, end: int) -> int:
    return text.count("(", start, end) - text.count(")", start, end)


def _parts(left: str, sign: str, right: str) -> bool:
    """Whether a sign parts two names."""
    if sign == ";":
        return True
    left, right = left.strip(" -–+"), right.lstrip(" -–+")
    piece = _SEPARATOR.split(right, maxsplit=1)[0].strip(" .")
    if not left or not right:
        return False
    if sign == "\n":
        return bool(_NAME.match(right) or _PLURAL.match(right)) and right[:1].isupper()
    if _COUNCIL.search(left) and _COMMITTEE.match(right):
        return False
    if sign == "/":
        return bool(_NAME.match(left) and _NAME.match(right)) and right[:1].isupper() and " " in piece
    if _PERSON.match(left) and _PERSON.match(right):
        return True
    if sign.lower() == "và" and (left == "Báo" or (_HALF_NAME.fullmatch(left) and not _NAME.match(right))):
        return False
    if sign.lower() == "và" and left.lower().startswith("văn phòng") and _COMMITTEE.match(right) and "," not in left:
        return False
    if _PLURAL.match(right):
        return True
    generic = bool(_GENERIC.match(left))
    if generic and _GROUPED.match(piece):
        return False
    if _ACRONYM.match(piece) and not generic:
        return True
    if sign == "," and _LISTED.match(right) and (generic or _NAME.match(left) or _LISTED.match(left)):
        return True
    if not _NAME.match(right):
        return bool(_ALONE.match(piece)) and not generic
    if generic or sign.lower() == "và":
        return right[:1].isupper() and (" " in piece or bool(_ALONE.match(piece)))
    return " " in piece or bool(_ALONE.match(piece))


def _clean(name: str) -> str:
    """A name without marks of a list, final stops and words about its part."""
    name = name.strip(" \t\n-–+*•.,;:/")
    while (stripped := _ROLE.sub("", name)) != name:
        name = stripped.strip(" .,;")
    name = " ".join(name.split())
    if name.count("(") > name.count(")"):
        name += ")"
    name = _LIST_WORD.sub(lambda m: m.group().lower(), name)
    return name[:1].upper() + name[1:]
