"""The issuing agency of a paper: its lines in the head, or what the text says when they are lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vanban.agencies import UNITS, folded_heads
from vanban.header.lines import MOTTO, NATION, is_date_line
from vanban.header.secrecy import mark_in
from vanban.patterns import any_folded, any_of
from vanban.symbols import Number
from vanban.text import Line, capitals, fold, join_lines, same, settle_tone
from vanban.vocabulary import central_cities, fixed_names, issuers, kind_named

_AGENCY = re.compile(folded_heads("line"))
_UNIT = re.compile(rf"(?:{any_folded(UNITS)}|tp\.?|khu)\s")
_OPEN_END = re.compile(r"(?:[,&–-]|\b(?:va|cua|thuoc|cac))$")
_INCOMPLETE = frozenset(  # nouns that name no body by themselves: the name goes on below
    (
        *(
            "uy ban",
            "uy ban thuong vu",
            "van phong",
            "dang uy",
            "dang bo",
            "ban thuong vu",
            "ban chap hanh",
            "hoi dong",
        ),
        *("ban quan ly", "ban chi dao", "thanh tra", "bo", "so", "ban", "cuc", "chi cuc", "tong cuc", "vien", "phong"),
        *("chu tich", "bo truong"),
        *("trung tam", "truong", "cong ty", "tong cong ty", "doan", "hoi", "lien doan"),
    )
)
_BESIDE = re.compile(
    r"\W*(?:(?:du thao|ban thao)\b.*|hoa toc(?: hen gio)?|thuong khan|khan|(?:trang )?\d{1,4}(?:\s?/\s?\d{1,4})?)[\W_]*"
)
_TITLE = re.compile(  # how a title begins that stands under the issuer without a kind
    r"""
      (?: tai\ lieu | so\ tay | cam\ nang | giao\ trinh | tap | quyen | bai | chuyen\ de | dien\ van  # a book
      | muc\ luc | danh\ muc | danh\ sach | bieu | bang | lich | phieu | giay | don | ho\ so  # a list, a form
      | noi\ dung | de\ cuong
      | nam\ \d | quy\ [ivx\d] | thang\ \d | [ivx]{1,5}[.\s-] | \d )\b  # a time, a number
    """,
    re.VERBOSE,
)
_KEPT = {"UBND", "HĐND", "MTTQ", "TW", "TP", "TP.", "UBMTTQ", "QH", "BCĐ", "BQL", "HTX", "CSDL", "PCTT", "VN"} | {
    "THCS", "THPT", "TNHH", "MTV", "BHXH", "BHYT", "KCN", "TAND", "VKSND", "UB", "GDTX", "GDNN",
}  # fmt: skip
_CAPITAL_AFTER = frozenset(
    ["sở", "bộ", "cục", "ban", "phòng", "vụ", "viện", "hội", "đoàn", "và", "trường", "tổ", "quỹ"]
)
_NAMED_AFTER = (
    "Công ty",
    "Tổng công ty",
    "Tập đoàn",
    "Trường",
    "Hội",
    "Hiệp hội",
    "Trung tâm",
    "Hợp tác xã",
    "Bệnh viện",
)
_VOWEL = re.compile("[aeiouy]")
_SPELT = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Mặt trận Tổ quốc Việt Nam")
_SCHOOLS = frozenset(["tiểu học", "mầm non", "mẫu giáo", "THCS", "THPT"])  # the proper name of a school follows
_CENTRE = ["trung", "tâm"]
_ROMAN = re.compile(r"[IVX]{1,5}")
_NAME = r"[A-ZĐÀ-Ỹ][\wÀ-ỹ]*(?:[ ][A-ZĐÀ-Ỹ][\wÀ-ỹ]*){0,4}"
_UBND_IN_TEXT = re.compile(
    rf"(?:Ủy ban nhân dân|UBND)(?:\s*\(UBND\))?\s+(?P<unit>{any_of(UNITS, gap=' ')})"
    rf"\s+(?P<name>{_NAME})"
    r"(?P<verb>[\s,]{1,4}(?:báo cáo|ban hành|xây dựng|đề nghị|kính|quyết định|thông báo|yêu cầu|trình))?"
)
_SPEAKS_OF_PROVINCE = re.compile(r"\b(?:UBND|Ủy ban nhân dân|HĐND)\s+(?:tỉnh|thành phố|TP)|địa bàn (?:tỉnh|thành phố)")
_PROVINCE = re.compile(rf"\b(?P<unit>tỉnh|thành phố)\s+(?P<name>{_NAME})")


def is_agency_line(line: str) -> bool:
    """Whether a line in capitals begins the name of an agency."""
    return _AGENCY.match(fold(line) + " ") is not None


def issuer_lines(head: Sequence[Line], stop: int, number_at: int | None) -> list[str]:
    """The lines in capitals at the head that name the bodies above one another, each line as printed.

    ``stop`` is the line at which the head ends for certain; a paper without a number has its issuer in the first lines
    that hang together: a kind («BÁO CÁO CÔNG TÁC TUẦN»), a gap or other words end the name.
    """
    numbered = number_at is not None
    found: list[str] = []
    for line in head[:stop]:
        content = line.content
        if len(content) >= 120 or not capitals(content) or _is_beside(content):
            if found and not numbered and not _is_beside(content):
                break
            continue
        if kind_named(content.strip(" .:")) is not None or (not numbered and begins_with_kind(content)):
            if found:
                break
            continue
        if is_agency_line(content) or (found and (numbered or _hangs_on(line))):
            found.append(content)
        elif found and not numbered:
            break
    return found


def _is_beside(content: str) -> bool:
    """Whether a line stands beside the names: Quốc hiệu, motto, day, urgency, mark, draft, the number of a page."""
    words = fold(content)
    return bool(
        NATION.search(words)
        or MOTTO.search(words)
        or _BESIDE.fullmatch(words)
        or is_date_line(content)
        or mark_in(content) is not None
    )


def _hangs_on(line: Line) -> bool:
    """Whether a line in capitals goes on with the name above it."""
    words = fold(line.content)
    return line.blank_before == 0 and len(words.split()) <= 8 and _TITLE.match(words) is None


def begins_with_kind(content: str) -> bool:
    """Whether a line in capitals begins with the kind of a paper: «BÁO CÁO CÔNG TÁC TUẦN 02», «KẾ HOẠCH KIỂM TRA»."""
    words = content.split()
    return any(
        kind_named(" ".join(words[:count])) is not None and " ".join(words[:count]).isupper()
        for count in range(min(4, len(words)), 0, -1)
    )


def read_agencies(printed: Sequence[str]) -> tuple[str | None, str | None]:
    """The body above and the issuing body, from the lines in capitals at the head; only names that begin as one.

    >>> read_agencies(["UBND TỈNH LÂM ĐỒNG", "SỞ NỘI VỤ"])
    ('UBND tỉnh Lâm Đồng', 'Sở Nội vụ')
    >>> read_agencies(["ỦY BAN NHÂN DÂN", "TỈNH HÀ TĨNH"])
    (None, 'Ủy ban nhân dân tỉnh Hà Tĩnh')
    >>> read_agencies(["CHỦ TỊCH", "ỦY BAN NHÂN DÂN", "XÃ THỬ"])
    (None, 'Chủ tịch Ủy ban nhân dân xã Thử')
    >>> read_agencies(["ỦY BAN THƯỜNG VỤ", "QUỐC HỘI"])
    (None, 'Ủy ban Thường vụ Quốc hội')
    """
    names: list[str] = []
    for line in printed:
        line = join_lines(line).strip(" *-–_")
        if not line:
            continue
        open_above = bool(names) and (
            _OPEN_END.search(fold(names[-1])) is not None
            or _UNIT.match(fold(line)) is not None
            or fold(names[-1]) in _INCOMPLETE
        )
        if names and (open_above or not is_agency_line(line)):
            names[-1] = f"{names[-1]} {line}"
        else:
            names.append(line)
    named = [agency_case(name) for name in names if is_agency_line(name)]
    if not named:
        return None, None
    return (named[-2] if len(named) > 1 else None), named[-1]


def agency_case(capitals: str) -> str:
    """A name printed in capitals, written as in running text: «SỞ TƯ PHÁP» → «Sở Tư pháp».

    >>> agency_case("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG")
    'Ủy ban nhân dân tỉnh Lâm Đồng'
    """
    text = settle_tone(join_lines(capitals))
    if not text.isupper():
        return text
    words = [word if word in _KEPT or _is_acronym(word) else word.lower() for word in text.split()]
    result: list[str] = []
    listed = words[0] in ("sở", "bộ", "phòng")
    proper = False
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        if before in ("vực", "số", "khu", "khóa") and _ROMAN.fullmatch(word.upper()):
            result.append(word.upper())
            continue
        if word in ("TP.", "TP"):
            proper = True
            result.append(word)
            continue
        if (word in ("tỉnh", "xã", "phường", "huyện", "quận") and words[index + 1 : index + 2] != ["hội"]) or (
            before + " " + word in ("thành phố", "thị xã", "thị trấn", "đặc khu")
        ):
            proper = True
            result.append(word)
            continue
        if word == "trưởng" and before == "bộ":
            result.append(word)
            continue
        if word == "bộ" and words[max(0, index - 2) : index] == ["bộ", "trưởng"]:
            result.append("Bộ")
            continue
        if word in _SCHOOLS or f"{before} {word}" in _SCHOOLS:
            proper = "trường" in words[:index]
            result.append(word if word in _KEPT or f"{before} {word}" in _SCHOOLS else word[:1].upper() + word[1:])
        elif word in ("và", "các", "thuộc", "về") or word in _KEPT:
            proper = False
            result.append(word)
        elif before == "tổ" and word == "chức":
            result.append(word)
        elif (
            index == 0
            or proper
            or before in _CAPITAL_AFTER
            or words[max(0, index - 2) : index] == _CENTRE
            or (listed and before.endswith((",", "-")))
        ):
            result.append(word[:1].upper() + word[1:])
        else:
            result.append(word)
    name = " ".join(result)
    for fixed in fixed_names():
        name = re.sub(rf"(?<!\w){re.escape(fixed)}(?!\w)", fixed, name, flags=re.IGNORECASE)
    for body in _SPELT:  # a scan that lost or found a tone: «ỦY BẠN NHÂN DÂN»
        at = fold(name).find(fold(body))
        if at >= 0:
            name = name[:at] + body + name[at + len(body) :]
    name = re.sub(r"^Ủy ban nhân dân (Xã|Phường|Tỉnh|Thành phố)", lambda m: f"Ủy ban nhân dân {m[1].lower()}", name)
    return name[:1].upper() + name[1:]


def _is_acronym(word: str) -> bool:
    """Whether a word in capitals can be no syllable: it has no vowel («NCKSTTHC»), or is one plain letter («A»)."""
    return (len(word) == 1 and word.isascii() and word.isalpha()) or (
        len(word) > 1 and word.isalpha() and not _VOWEL.search(fold(word))
    )


def spelled_as_in(text: str, name: str | None) -> str | None:
    """A name read from capitals, with the capitals that the body of the paper gives it.

    Only for bodies whose names hold proper names that capitals hide: companies, schools, societies, centres.

    >>> spelled_as_in("Công ty Lâm nghiệp Bảo Lâm đề nghị", "Công ty lâm nghiệp bảo lâm")
    'Công ty Lâm nghiệp Bảo Lâm'
    """
    if name is None or not name.startswith(_NAMED_AFTER):
        return name
    votes = Counter(match.group() for match in re.finditer(re.escape(name), text[:200_000], re.IGNORECASE))
    votes = Counter({found: count for found, count in votes.items() if not found.isupper() and found[0].isupper()})
    return votes.most_common(1)[0][0] if votes else name


def infer_issuer(text: str, number: Number | None, place: str | None) -> str | None:
    """The issuer as the body of the paper names it, or None.

    The symbol says which kind of body (UBND, STP …), the place or a verb («… báo cáo», «… ban hành») which one.
    """
    body = number.body if number is not None else None
    first = re.split(r"[-/]", body)[0] if body else None
    if first in (None, "UBND", "HĐND") or (number is not None and number.kind is None and first == "UBND"):
        return _people_committee(text, place)
    known = issuers().get(first or "")
    if known is None:
        return None
    if known.level == "trung ương":
        return known.name
    if known.level == "sở" and re.search(re.escape(known.name) + r"\b", text):
        province = _province(text, place)
        return f"{known.name} {province}" if province else known.name
    return None


def _people_committee(text: str, place: str | None) -> str | None:
    votes: Counter[str] = Counter()
    for match in _UBND_IN_TEXT.finditer(text[:200_000]):
        name = _trim_name(match["name"])
        if not name:
            continue
        near = place is not None and same(fold(name), fold(place))
        votes[f"{match['unit']} {name}"] += (
            (5 if match["verb"] else 0) + (20 if near else 0) + (1 if match["verb"] or near else 0)
        )
    if not votes:
        return None
    winner, count = votes.most_common(1)[0]
    return f"Ủy ban nhân dân {winner}" if count else None


def _trim_name(name: str) -> str:
    """A proper name without the capital word of the next sentence."""
    words = name.split()
    count = next((at for at, word in enumerate(words) if not word[0].isupper()), len(words))
    return " ".join(words[: min(count, 3)])


def _province(text: str, place: str | None) -> str | None:
    """The province-level unit that place and text speak of: «tỉnh Hà Tĩnh»."""
    if place is None or not _SPEAKS_OF_PROVINCE.search(text):
        return None
    bare = re.sub(r"^(?:TP\.?|Thành phố|Tỉnh)\s*", "", place)
    return f"{'thành phố' if fold(bare) in central_cities() else 'tỉnh'} {bare}"


def infer_parent(text: str, issuer: str | None, names: Sequence[str]) -> str | None:
    """The body above an inferred issuer, as far as the addressees and recipients, else the text, name it."""
    if issuer is None:
        return None
    if issuer.startswith("Sở ") and (match := re.search(r"(tỉnh|thành phố) (.+)$", issuer)):
        return f"UBND {match[1]} {match[2]}"
    if re.match(r"Ủy ban nhân dân (?:xã|phường|đặc khu)", issuer):
        return _only_province(" . ".join(names)) or _only_province(text)
    return None


def _only_province(text: str) -> str | None:
    """The one province-level unit that a text names; None when it names several or none."""
    matches = [(match["unit"], _trim_name(match["name"])) for match in _PROVINCE.finditer(text)]
    found = {f"{unit} {name}" for unit, name in matches if name}
    whole = {name for name in found if not any(other != name and other.startswith(name) for other in found)}
    spelled = {fold(name) for name in whole}
    return min(whole) if len(spelled) == 1 else None
