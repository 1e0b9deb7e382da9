"""Names of agencies (cơ quan) in a cell or a line: «Các sở, ban, ngành cấp tỉnh; UBND cấp xã».

A comma or «và» parts two names only when a name begins after it: a word that heads the names of agencies («Sở», «Văn
phòng», «UBND») or a new plural («các cơ quan…»). So «Sở Khoa học và Công nghệ», «Sở Văn hóa, Thể thao và Du lịch» and
«Văn phòng HĐND và UBND xã» stay whole. The words stand in ``data/agencies.toml``; every reader asks for them here.
"""

from __future__ import annotations

import re

from vanban.patterns import any_folded, any_of, one, words_in
from vanban.settling import settled
from vanban.text import fold

_DATA = words_in("agencies.toml")
CENTRAL: tuple[str, ...] = tuple(_DATA["central"])
"""Bodies of the centre, the state's and the Party's."""
CENTRE: tuple[str, ...] = (*CENTRAL, *_DATA["centre"])
"""The same, and words for the centre that name no single body («Trung ương»)."""
PARTY: tuple[str, ...] = tuple(_DATA["party"])
"""Committees of the Party below the centre."""
PARTY_ACTING: tuple[str, ...] = tuple(_DATA["party_acting"])
"""What of a committee of the Party acts for it."""
COMMITTEES: tuple[str, ...] = tuple(name for pair in _DATA["same"] for name in (pair["short"], pair["long"]))
"""UBND, Ủy ban nhân dân, HĐND, Hội đồng nhân dân."""
MINISTRIES: tuple[str, ...] = tuple(_DATA["ministries"])
"""Fields of the ministries that most cited papers come from."""
OFFICES: tuple[str, ...] = tuple(_DATA["offices"])
"""Offices that bear the name of a field or place, as printed."""
UNITS: tuple[str, ...] = tuple(_DATA["units"])
"""Units of administration: tỉnh, xã, phường …"""
LEADERS: tuple[str, ...] = tuple(_DATA["leaders"])
"""Who heads an agency, and signs for it."""
_SAME = tuple((fold(pair["long"]), fold(pair["short"])) for pair in _DATA["same"])


def known_heads(reader: str) -> list[tuple[str, tuple[str, ...]]]:
    """The nouns that head names of agencies for a reader (list, line or body), each with what may not follow it."""
    return [
        (row["word"], tuple(row.get("not_before", ())))
        for row in _DATA["nouns"]
        if reader in row.get("only", (reader,))
    ]


def heads(reader: str) -> str:
    """The pattern of the same, in small letters."""
    found = []
    for word, not_before in known_heads(reader):
        other = rf"(?!\s*,?\s*{any_of(not_before)}(?!\w))" if not_before else ""
        found.append(one(word) + other)
    return f"(?:{'|'.join(found)})"


def folded_heads(reader: str) -> str:
    """The pattern of the same for texts without tone marks."""
    found = []
    for word, not_before in known_heads(reader):
        other = rf"(?!\s*,?\s*{any_folded(not_before)}(?!\w))" if not_before else ""
        found.append(fold(word) + rf"(?!\w){other}")
    return f"(?:{'|'.join(found)})"


def short_names(folded: str) -> str:
    """A folded name with the short form of each body that has one, to compare by.

    >>> short_names("uy ban nhan dan xa van phuong"), short_names("ubnd xa van phuong")
    ('ubnd xa van phuong', 'ubnd xa van phuong')
    """
    for long, short in _SAME:
        folded = folded.replace(long, short)
    return folded


_NAME = re.compile(rf"{heads('list')}(?!\w)(?=\s*\S)", re.IGNORECASE)
_LISTED = re.compile(r"(?:Trường học|Doanh nghiệp|Hợp tác xã|Tổ dân phố|Hộ gia đình|Thôn|Chi bộ)(?!\w)")
_PERSON = re.compile(r"(?i:đ/c|đồng chí|ông|bà|công chức|cán bộ|chuyên viên)\s+[A-ZĐÀ-ỸÂÊÔƠƯĂ]")
_HALF_NAME = re.compile(r"(?:Phòng|Ban|Vụ|Cục|Sở)\s+[A-ZĐ&]{2,}")
_ALONE = re.compile(r"(?:thanh tra|công an|thuế|ubnd|hđnd|hải quan)$", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-ZĐ]{3,}\w*(?:[\s-][A-ZĐ\d]\w*)*$")
_PLURAL = re.compile(rf"(?:các|những|một\s+số|toàn\s+bộ)\s+{any_of(_DATA['plural'])}(?!\w)", re.IGNORECASE)
_BARE_PLURAL = re.compile(
    r"(?:sở|phòng|cơ quan|đơn vị|địa phương|tổ chức)(?:\s*,\s*(?:ban|ngành|phòng|đơn vị|địa phương|tổ chức|đoàn thể))*"
    r"(?:\s+(?:có\s+)?liên\s+quan|\s+(?:cấp|trên địa bàn|thuộc)\s)",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"(?:các|những|một\s+số|cơ\s+quan|đơn\s+vị|phòng,|sở,)", re.IGNORECASE)
_COUNCIL = re.compile(r"(?:hđnd|hội đồng nhân dân|đoàn đbqh|đoàn đại biểu quốc hội)$", re.IGNORECASE)
_COMMITTEE = re.compile(rf"{any_of(COMMITTEES)}(?!\w)", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:Phó\s+)?(?:Trưởng|Giám đốc|Chánh|Bí thư|Chủ nhiệm|Hiệu trưởng|Bộ trưởng|Cục trưởng|Tổ trưởng)\s+\S"
)
_GROUPED = re.compile(r"\b(?:ban|phòng)\s*(?:,|$)|\bban\s+ngành", re.IGNORECASE)
_PARTS_PLAYED = (
    r"thực\s+hiện|chủ\s+trì|đầu\s+mối|(?<=mối\s)tổng\s+hợp|phối\s+hợp|tham\s+mưu|theo\s+dõi|đôn\s+đốc"
    r"|triển\s+khai|chịu\s+trách\s+nhiệm"
)
_ROLE = re.compile(
    rf"(?<![\s,(–-])[\s,(–-]++(?:(?:là\s+|làm\s+)?(?:cơ\s+quan\s+)?(?:{_PARTS_PLAYED})[\s,]*)+\)?$", re.IGNORECASE
)
_ROLES = (
    re.compile(
        r"[-–+\s]*(?:(?:(?:cơ\s+quan|đơn\s+vị)\s+)?chủ\s+trì|CT)\s*:\s*(?P<lead>.+?)[\s;,.–+-]+"
        r"(?:(?:(?:cơ\s+quan|đơn\s+vị)\s+)?phối\s+hợp|PH)\s*:\s*(?P<coordinating>.*)",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?P<lead>[^();]{3,200})\s\((?:chủ\s+trì|CT)\)\s*[;,.]?\s*(?P<coordinating>.{3,400})\s\((?:phối\s+hợp|PH)\)[\s.;]*",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"(?P<lead>[^;]{3,200}?)\s+chủ\s+trì\s*[;,]\s*(?P<coordinating>(?!phối\s+hợp)[^;]{3,400})\s+phối\s+hợp[\s.;]*",
        re.IGNORECASE,
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


LONGEST = 500
"""Letters of a name and what stands beside it that tell whether a sign parts two names."""


def split_agencies(text: str | None) -> tuple[str, ...]:
    """The single names in the order of the text, the first letter raised, the words as printed.

    Words about the part an agency plays are dropped («… đầu mối tổng hợp»). Nothing gives an empty tuple.

    >>> split_agencies("Sở Tư pháp; các sở, ban, ngành cấp tỉnh; UBND cấp xã thực hiện")
    ('Sở Tư pháp', 'Các sở, ban, ngành cấp tỉnh', 'UBND cấp xã')
    """
    text = settled(text or "").text
    text = re.sub(r"[*_`]+", "", text)
    text = re.sub(r"[ \t\r\f\v\xa0]+", " ", text)
    text = re.sub(r"(?<!\s)\s++(?=[,;.])", "", text)
    names = []
    start = seen = depth = 0
    for mark in _SEPARATOR.finditer(text):
        depth += text.count("(", seen, mark.start()) - text.count(")", seen, mark.start())
        seen = mark.start()
        if depth == 0 and _parts(
            _ends(text, start, mark.start()), mark.group(), text[mark.end() : mark.end() + LONGEST]
        ):
            names.append(text[start : mark.start()])
            start = seen = mark.end()
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


def _ends(text: str, start: int, end: int) -> str:
    """A passage, or both ends of one that is longer than any name."""
    if end - start <= 2 * LONGEST:
        return text[start:end]
    return text[start : start + LONGEST] + text[end - LONGEST : end]


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
    if sign.lower() == "và" and _goes_on(left, right):
        return False
    return _many_follow(left, sign, right) or _one_follows(left, sign, right, piece)


def _goes_on(left: str, right: str) -> bool:
    """Whether «và» stands inside a name: «Báo và Đài …», «Văn phòng HĐND và UBND xã»."""
    if left == "Báo" or (_HALF_NAME.fullmatch(left) and not _NAME.match(right)):
        return True
    return left.lower().startswith("văn phòng") and bool(_COMMITTEE.match(right)) and "," not in left


def _many_follow(left: str, sign: str, right: str) -> bool:
    """Whether a plural or an office begins behind a sign: «các cơ quan», «cơ quan liên quan», «Trưởng …»."""
    if _PLURAL.match(right) or (sign == "," and _OFFICE.match(right)):
        return True
    return bool(_BARE_PLURAL.match(right) and (_NAME.match(left) or _LISTED.match(left)) and not _GENERIC.match(left))


def _one_follows(left: str, sign: str, right: str, piece: str) -> bool:
    """Whether a single unit begins behind a sign."""
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
