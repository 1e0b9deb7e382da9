"""Names inside one paper (tên gọi): places and agencies that differ by a letter, abbreviations, tone marks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice, permutations

from vanban.lint.examples import paper, plan
from vanban.lint.faults import Fault
from vanban.lint.paper import UPPER, Paper, gather
from vanban.lint.registry import rule
from vanban.model import Span
from vanban.text import fold, join_lines, settle_tone
from vanban.vocabulary import central_cities

_UNITS = r"xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố"
_WORD = rf"[{UPPER}][^\W\d_]*"
_PLACE = re.compile(
    rf"(?P<unit>{_UNITS})\s+(?P<name>{_WORD}(?:[^\S\n]+{_WORD}|[^\S\n]*\n[^\S\n]*{_WORD}){{0,2}})(?!\w)"
)
_OWN_PLACE = re.compile(rf"(?P<unit>{_UNITS})\s+(?P<name>{_WORD}(?:\s+{_WORD}){{0,3}})$")
_DECLARED = re.compile(
    rf"\((?:(?:sau đây\s+)?(?:gọi|viết)\s+(?:tắt\s+)?là:?\s*)?[“\"]?(?P<short>[{UPPER}][{UPPER}&]{{1,9}})[”\"]?\)"
)
_SHORT = re.compile(rf"[{UPPER}]{{3,10}}(?![\w/&-])")
_BASE_LETTERS = re.compile(r"[A-ZĐ]+$")
_LETTERS = re.compile(r"[^\W\d_]+")
_KNOWN = frozenset(
    [
        "UBND",
        "HĐND",
        "QPPL",
        "MTTQ",
        "UBMTTQ",
        "TTHC",
        "CSDL",
        "CNTT",
        "HTX",
        "THCS",
        "THPT",
        "NSNN",
        "BHXH",
        "BHYT",
        "XHCN",
        "CNXH",
        "GPMB",
        "QLNN",
        "PCCC",
        "TTATGT",
        "QSDĐ",
        "ANTT",
        "CBCC",
        "CBCCVC",
        "VPHC",
        "KTXH",
        "QĐND",
        "TNHH",
        "USD",
        "VND",
        "VNĐ",
        "GDP",
        "PAR",
        "INDEX",
        "PCI",
        "SIPAS",
        "VNPT",
        "OCOP",
        "ISO",
        "IPV",
        "KPI",
        "ASEAN",
        "WTO",
        "UNESCO",
    ]
)
_ROMAN = re.compile(r"[IVXLCDM]+$")
_OLD = re.compile(r"(?:oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ|(?<![qQ])(?:uỳ|uý|uỷ|uỹ|uỵ))(?!\w)")
_NEW = re.compile(r"(?:òa|óa|ỏa|õa|ọa|òe|óe|ỏe|õe|ọe|ùy|úy|ủy|ũy|ụy)(?!\w)")
_NO_UNIT = re.compile(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND)\s+(?=(?:đã|đang|sẽ|luôn|cũng)\s)"
)
_PROVINCE_WORDS = re.compile(
    r"(?<!\w)(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|truyền hình|địa bàn|trong|của|toàn|ngân sách|Công "
    r"an|báo|lãnh đạo)"
    rf"\s+(?P<unit>tỉnh)(?![\s,/]+(?:[{UPPER}]|thành|bạn|khác|và)|[\s,]*,|\s*[/–-])(?!\w)"
)


def distance(left: str, right: str, limit: int = 3) -> int:
    """The number of letters to change, add or drop (Levenshtein), no further than ``limit``.

    >>> distance("Phượng", "Phụng")
    2
    """
    if abs(len(left) - len(right)) >= limit:
        return limit
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above = row
        row = [i]
        for j, b in enumerate(right, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    return min(row[-1], limit)


def _own_places(paper: Paper) -> list[tuple[str, str]]:
    """The unit and name of the place that issued the paper and of the one above it."""
    found = []
    for name in (paper.header.issuer, paper.header.parent):
        match = _OWN_PLACE.search(name or "")
        if match:
            found.append((match["unit"], match["name"]))
    return found


@rule(
    "place-name-near",
    "names",
    "warning",
    "Tên địa phương viết khác một chữ so với các chỗ khác.",
    fires=paper("Xã Vân Phượng. UBND xã Vân Phượng ban hành Kế hoạch trên địa bàn xã Vân Phụng./."),
    silent=paper("UBND xã Vân Phượng ban hành Kế hoạch; các xã lân cận là xã Đông Sơn và xã Hợp Thành phối hợp./."),
    letters=True,
)
def place_near(paper: Paper) -> Iterator[Fault]:
    if paper.group == "QPPL":
        return
    for unit, own in _own_places(paper):
        words = own.split()
        if len(words) < 2:
            continue
        for match in _PLACE.finditer(paper.text):
            if match["unit"] != unit or match["name"] == own or paper.text[match.start() - 1 : match.start()].isalnum():
                continue
            said = match["name"].split()[: len(words)]
            differing = [(a, b) for a, b in zip(words, said, strict=False) if settle_tone(a) != settle_tone(b)]
            if len(said) != len(words) or len(differing) != 1:
                continue
            a, b = differing[0]
            if (
                b.isalpha()
                and a[0] == b[0]
                and a.lower() != b.lower()
                and distance(fold(a), fold(b)) <= 1
                and distance(a, b) <= 2
            ):
                start = match.start("name")
                end = start + len(match["name"].split(b)[0]) + len(b)
                yield Fault(start, end, f"Viết «{' '.join(said)}» nhưng cơ quan ban hành ở {unit} {own}.", own)


@rule(
    "place-name-case",
    "names",
    "warning",
    "Tên địa phương viết hoa không thống nhất.",
    fires=paper("Theo chỉ đạo của UBND thành phố Hải phòng./.", issuer="UBND THÀNH PHỐ HẢI PHÒNG\nUBND XÃ VÂN PHƯỢNG"),
    silent=paper("Theo chỉ đạo của UBND thành phố Hải Phòng./.", issuer="UBND THÀNH PHỐ HẢI PHÒNG\nUBND XÃ VÂN PHƯỢNG"),
    letters=True,
)
def place_case(paper: Paper) -> Iterator[Fault]:
    for unit, own in _own_places(paper):
        if " " not in own:
            continue
        pattern = rf"(?<!\w){unit}\s+(?P<name>{re.escape(own)})(?!\w)".replace(r"\ ", r"\s+")
        for match in re.finditer(pattern, paper.text, re.IGNORECASE):
            said = join_lines(match["name"])
            if said != own and not said.isupper():
                yield Fault(*match.span("name"), f"Viết «{said}», nơi khác viết «{own}».", own)


@rule(
    "unit-missing",
    "names",
    "info",
    "Tên cơ quan thiếu cấp hành chính.",
    fires=paper("Ủy ban nhân dân đã triển khai nhiệm vụ; Ủy ban nhân dân xã đã báo cáo./."),
    silent=paper("Ủy ban nhân dân xã đã triển khai nhiệm vụ./."),
)
def unit_missing(paper: Paper) -> Iterator[Fault]:
    own = _own_places(paper)
    if not paper.administrative or not own or not (paper.header.issuer or "").startswith(("Ủy ban", "UBND")):
        return
    for match in _NO_UNIT.finditer(paper.text):
        name = join_lines(match.group())
        yield Fault(
            match.start(),
            match.end() - 1,
            f"«{name}» của cấp nào? Có lẽ thiếu chữ «{own[0][0]}».",
            f"{name} {own[0][0]}",
        )


@rule(
    "province-in-city",
    "names",
    "warning",
    "Văn bản ở thành phố trực thuộc Trung ương nhưng viết «tỉnh».",
    fires=paper("Phát trên hệ thống truyền hình tỉnh./.", issuer="UBND THÀNH PHỐ HẢI PHÒNG\nUBND XÃ VÂN PHƯỢNG"),
    silent=paper("Phát trên hệ thống truyền hình tỉnh./.", issuer="UBND TỈNH HÀ TĨNH\nUBND XÃ VÂN PHƯỢNG"),
)
def province_in_city(paper: Paper) -> Iterator[Fault]:
    cities = [name for unit, name in _own_places(paper) if unit == "thành phố" and fold(name) in central_cities()]
    if not paper.administrative or not cities:
        return
    for match in _PROVINCE_WORDS.finditer(paper.text):
        yield Fault(
            *match.span(), f"Văn bản thuộc thành phố {cities[0]} nhưng viết «{join_lines(match.group())}».", "thành phố"
        )


def _declared(paper: Paper) -> dict[str, list[tuple[str, int, int]]]:
    """Abbreviations that the paper explains: short form → what it stands for, and where."""
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for match in _DECLARED.finditer(paper.text):
        letters = fold(match["short"]).replace("&", "")
        words = _LETTERS.findall(fold(paper.text[max(0, match.start() - 100) : match.start()]))
        tail = words[-len(letters) :]
        if len(tail) == len(letters) and all(w[0] == c for w, c in zip(tail, letters, strict=True)):
            found[match["short"]].append((" ".join(tail), match.start("short"), match.end("short")))
    return found


def _shorts(paper: Paper, end: int) -> Iterator[re.Match[str]]:
    """Words of capitals that are no part of a number or of a longer word."""
    for match in _SHORT.finditer(paper.text, 0, end):
        before = paper.text[match.start() - 1 : match.start()]
        if not before.isalnum() and before not in ("/", ".", "&", "-"):
            yield match


@rule(
    "abbreviation-before-declared",
    "names",
    "info",
    "Chữ viết tắt được dùng trước khi giải thích.",
    fires=paper("Công tác PBGDPL được chú trọng. Công tác phổ biến giáo dục pháp luật (PBGDPL) có kết quả./."),
    silent=paper("Công tác phổ biến giáo dục pháp luật (PBGDPL) có kết quả. PBGDPL được chú trọng./."),
)
def before_declared(paper: Paper) -> Iterator[Fault]:
    declared = _declared(paper)
    first: dict[str, re.Match[str]] = {}
    for match in _shorts(paper, len(paper.text)) if declared else ():
        first.setdefault(match.group(), match)
    for short, uses in declared.items():
        use = first.get(short)
        if use is not None and use.start() < uses[0][1] and short not in _KNOWN:
            yield Fault(
                *use.span(),
                f"«{short}» dùng ở đây nhưng mãi sau mới giải thích.",
                None,
                (Span(uses[0][1], uses[0][2]),),
            )


@rule(
    "abbreviation-undeclared",
    "names",
    "info",
    "Chữ viết tắt ít gặp chưa được giải thích.",
    fires=paper("Công tác PBGDPL được chú trọng. PBGDPL có kết quả. Kinh phí PBGDPL được bảo đảm./."),
    silent=paper("Công tác QPPL được chú trọng. QPPL có kết quả. Kinh phí QPPL được bảo đảm./."),
    letters=True,
)
def undeclared(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    declared = _declared(paper)
    uses: dict[str, list[re.Match[str]]] = defaultdict(list)
    stop, upper = -1, False
    for match in _shorts(paper, paper.foot):  # they come in order, so each line is looked at once
        if match.start() > stop:
            line = paper.text.rfind("\n", max(stop, 0), match.start()) + 1 or max(stop, 0)
            stop = paper.text.find("\n", match.end())
            stop = stop if stop >= 0 else len(paper.text)
            upper = paper.text[line:stop].isupper()
        if not upper and not _beside_capitals(paper.text, match):
            uses[match.group()].append(match)
    for short, found in uses.items():
        if (
            len(short) >= 4
            and len(found) >= 3
            and short not in _KNOWN
            and short not in declared
            and not _ROMAN.match(short)
            and _BASE_LETTERS.match(short)
            and not _explained(paper.text, short)
        ):
            yield Fault(*found[0].span(), f"«{short}» dùng {len(found)} lần nhưng chưa giải thích lần nào.")


_CAPITAL_BEFORE = re.compile(rf"[{UPPER}]{{2,}}[ \u00a0]$")
_CAPITAL_AFTER = re.compile(rf"[ \u00a0][{UPPER}]{{2,}}(?![\w/])")


def _beside_capitals(text: str, match: re.Match[str]) -> bool:
    """Whether a word of capitals is one of several («BÌNH TRUNG»): a name set in capitals, no abbreviation."""
    return (
        _CAPITAL_BEFORE.search(text, max(0, match.start() - 12), match.start()) is not None
        or _CAPITAL_AFTER.match(text, match.end()) is not None
    )


def _explained(text: str, short: str) -> bool:
    """Whether an abbreviation stands in brackets after words, before words in brackets, or after «gọi tắt là»."""
    return (
        re.search(
            rf"\w\s*\((?:[^()\n]{{0,40}}\s)?{short}\)|{short}\s*\([^()\d]{{12,}}\)"
            rf"|(?:gọi|viết)\s+(?:tắt|chung|là)[^().\n]{{0,60}}\s[“\"]?{short}(?!\w)",
            text,
        )
        is not None
    )


@rule(
    "abbreviation-two-meanings",
    "names",
    "warning",
    "Một chữ viết tắt được giải thích theo hai nghĩa.",
    fires=paper("Trợ giúp pháp lý (TGPL) và tổ giám phân lập (TGPL)./."),
    silent=paper("Trợ giúp pháp lý (TGPL) và phổ biến giáo dục pháp luật (PBGDPL)./."),
)
def two_meanings(paper: Paper) -> Iterator[Fault]:
    for short, uses in _declared(paper).items():
        other = next((u for u in uses[1:] if u[0] != uses[0][0]), None)
        if other is not None:
            yield Fault(
                other[1], other[2], f"«{short}» vừa được giải thích cách khác.", None, (Span(uses[0][1], uses[0][2]),)
            )


@rule(
    "tone-mixed",
    "names",
    "info",
    "Dấu thanh đặt không thống nhất: chỗ «hoà», chỗ «hòa».",
    fires=paper("Văn hoá công sở; hòa giải ở cơ sở; hòa bình; xóa nhà tạm./."),
    silent=paper("Văn hóa công sở; hòa giải ở cơ sở; quý I và thủy lợi./."),
    letters=True,
)
def tone_mixed(paper: Paper) -> Iterator[Fault]:
    old, new = ([_word(paper.printed, m) for m in pattern.finditer(paper.printed)] for pattern in (_OLD, _NEW))
    if not old or not new:
        return
    fewer, more = (old, new) if len(old) <= len(new) else (new, old)
    first = fewer[0]
    said, other = (paper.printed[slice(*span)] for span in (first, more[0]))
    yield Fault(
        *first,
        f"Đặt dấu kiểu «{said}» ở {len(fewer)} chỗ, kiểu «{other}» ở {len(more)} chỗ.",
        None,
        tuple(Span(*span) for span in fewer[1:20]),
    )


def _word(text: str, ending: re.Match[str]) -> tuple[int, int]:
    """The whole word that ends so."""
    start = ending.start()
    while start and text[start - 1].isalpha():
        start -= 1
    return start, ending.end()


@rule(
    "agency-two-ways",
    "names",
    "info",
    "Một cơ quan được viết theo hai cách.",
    fires=plan(
        "1. Tuyên truyền\n\n- Cơ quan chủ trì: Văn phòng HĐND và UBND\n\n- Thời gian thực hiện: Năm 2026\n\n"
        "2. Rà soát\n\n- Cơ quan chủ trì: Văn phòng HĐND và UBND xã\n\n- Thời gian thực hiện: Năm 2026"
    ),
    silent=paper(),
    letters=True,
)
def agency_two_ways(paper: Paper) -> Iterator[Fault]:
    uses: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    faults = []
    for task in paper.reading.tasks:
        if task.confidence < 1:
            continue
        for name in (*task.lead, *task.coordinating):
            uses[name] += 1
            first.setdefault(name, paper.span_of(task, "lead" if name in task.lead else "coordinating"))
    printed: dict[str, list[str]] = defaultdict(list)
    for name in uses:
        printed["".join(_LETTERS.findall(fold(name)))].append(name)
        for ending in (" xã", " phường", " tỉnh", " thành phố"):
            if name + ending in uses and len(name.split()) > 2:
                faults.append(Fault(*first[name], f"Chỗ viết «{name}», chỗ viết «{name}{ending}».", name + ending))
    for names in printed.values():
        usual = max(names, key=lambda name: uses[name])
        for name in names:
            if name != usual and not usual.startswith(("Các ", "Những ")):
                faults.append(Fault(*first[name], f"Chỗ viết «{name}», chỗ viết «{usual}».", usual))
    yield from gather(faults, "{count} tên cơ quan được viết theo hai cách.")


_AGENCY = re.compile(r"(?<!\w)(?:Trung tâm|Ban Quản lý|Chi cục|Cục|Liên đoàn|Hiệp hội|Sở|Phòng)(?!\w)")
_SMALL = frozenset(["và", "các", "của", "thì", "là", "để", "hoặc", "với", "cho", "từ", "khi", "do", "ở", "này", "trên"])
_VERBAL = frozenset(
    re.findall(r"\w+", "đã có được sẽ đang cần phải không chưa cũng đều còn bị do tại trong theo về gửi")
)
_ALIKE = 4  # words that must agree after the missing one


@rule(
    "agency-word-missing",
    "names",
    "warning",
    "Tên cơ quan thiếu một chữ so với các chỗ khác.",
    fires=paper(
        "Giao Trung tâm Nuôi giống Cá, Tôm, Cua nước ngọt chủ trì; Trung tâm Nuôi giống Cá, Tôm, Cua nước ngọt báo "
        "cáo. Trung tâm Nuôi Cá, Tôm, Cua nước ngọt tổng hợp./."
    ),
    silent=paper(
        "Giao Trung tâm Nuôi giống Cá, Tôm, Cua nước ngọt chủ trì; Trung tâm Nuôi giống Cây rừng phối hợp; Trung tâm "
        "Nuôi giống Cá, Tôm, Cua nước ngọt báo cáo./."
    ),
    letters=True,
)
def agency_word_missing(paper: Paper) -> Iterator[Fault]:
    if paper.group == "QPPL":
        return
    uses: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for match in _AGENCY.finditer(paper.text):
        words = [*islice(_LETTERS.finditer(paper.text, match.end(), match.end() + 90), 9)]
        key = (match.group(), *(word.group().lower() for word in words))
        if len(key) > _ALIKE + 2:
            uses[key].append((match.start(), words[_ALIKE + 1].end()))
    first: dict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for key in uses:
        first[key[0], key[1]].append(key)
    told: dict[tuple[str, ...], Fault] = {}
    for keys in first.values():
        for left, right in permutations(keys[:60], 2):
            at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
            short = right[: at + _ALIKE]
            if (
                at < 2
                or left[at] in _SMALL
                or not _within_name(paper.text, uses[left][0], at)
                or len(short) < at + _ALIKE
                or left[at + 1 : at + 1 + _ALIKE] != right[at:][:_ALIKE]
            ):
                continue
            start, end = uses[right][0]
            proper = sum(word[0].isupper() for word in _LETTERS.findall(paper.text[start:end]))
            usual = sum(len(uses[key]) for key in keys if key[: at + 3] == left[: at + 3])
            rare = sum(len(uses[key]) for key in keys if key[: at + 3] == right[: at + 3])
            if short in told or proper < 3 or usual < 2 or rare > usual:
                continue
            there = uses[left][0]
            places = sorted(span for key in keys if key[: len(short)] == short for span in uses[key])
            told[short] = Fault(
                *places[0],
                f"Thiếu chữ «{left[at]}»: chỗ khác viết «{join_lines(paper.text[slice(*there)])}…».",
                None,
                tuple(Span(*span) for span in (*places[1:10], there)),
            )
    yield from told.values()


def _within_name(text: str, place: tuple[int, int], at: int) -> bool:
    """Whether the word of that number stands inside a name: capitals around it, no sign between, no verb."""
    words = list(_LETTERS.finditer(text, *place))
    head = len(text[place[0] :].split(maxsplit=1)[0].split())  # the words of the head are counted as one
    around = words[max(0, at - 1) : at + 3 + head]
    if at >= len(words) or re.search(r"[:;.]", text[place[0] : words[min(len(words) - 1, at + 2)].end()]):
        return False
    return (
        any(word.group()[0].isupper() for word in around) and text[words[at].start() : words[at].end()] not in _VERBAL
    )
