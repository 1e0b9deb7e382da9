"""What was left over from the paper that served as a model (vết sao chép): another subject, another period, other
places, a level of government that is no more, a passage that stands twice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from vanban.lint.examples import paper, plan, report
from vanban.lint.faults import Fault
from vanban.lint.names import distance
from vanban.lint.paper import UPPER, Paper
from vanban.lint.registry import rule
from vanban.model import Span
from vanban.patterns import any_of
from vanban.text import fold, join_lines

_CLOSING = re.compile(
    r"Trên\s+đây\s+là\s+(?:[Nn]ội\s+dung\s+)?(?:Kế\s+hoạch|Báo\s+cáo|Chương\s+trình|Phương\s+án|Đề\s+án)(?!\w)",
    re.IGNORECASE,
)
_CARRIED_OUT = (
    r"(?:(?:tổ chức|triển khai)\s+)?thực hiện\s+(?P<object>Chương trình|Nghị quyết|Kế hoạch|Đề án|Chỉ thị|Kết luận|"
    r"Quyết định|Luật|Nghị định|Chiến lược|Quy định)(?!\w)"
)
_FIRST_OBJECT = re.compile(rf"^\W*(?:về\s+(?:việc\s+)?)?{_CARRIED_OUT}", re.IGNORECASE)
_ITS_OBJECT = re.compile(rf"^\W*(?:về\s+(?:việc\s+)?)?{_CARRIED_OUT}", re.IGNORECASE)
_SEVERAL = re.compile(
    r"(?:và|,|;)\s+(?:các\s+)?(?:Chương trình|Nghị quyết|Kế hoạch|Đề án|Chỉ thị|Kết luận|Quyết định|Luật)(?!\w)"
)
_PERIOD = re.compile(
    r"(?P<unit>tháng|quý|tuần|kỳ)\s+(?P<no>\d{1,2}|I{1,3}|IV)(?:\s*[/-]\s*|\s+năm\s+)(?P<year>20\d\d)"
    r"|(?P<half>\d\s+tháng\s+(?:đầu|cuối)\s+năm|cả năm|năm)\s+(?P<only>20\d\d)(?!\s*[-–/]\s*\d)",
    re.IGNORECASE,
)
_DISTRICT = re.compile(
    r"(?<!\w)(?P<body>(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Phòng Tư pháp|Công an|Huyện ủy)\s+"
    r"(?:các\s+|cấp\s+)?(?:huyện(?:,\s*thị xã(?:,\s*thành phố)?)?|quận|thị xã))(?!\w)"
)
_OLD_WORDS = (
    *("sắp xếp", "hợp nhất", "sáp nhập", "nhập vào", "bãi bỏ", "thay thế", "không còn", "kết thúc", "chuyển giao"),
    *("tiếp nhận", "không tổ chức", "tinh gọn", "giải thể", "lịch sử", "đã ban hành"),
)
_OLD = re.compile(
    rf"cũ\b|trước (?:đây|khi|đó|thời điểm|ngày 0?1/0?7/2025)|{any_of(_OLD_WORDS)}|giai đoạn 20[01]\d"
    r"|năm 20(?:[01]\d|2[0-4])",
    re.IGNORECASE,
)
_GIVING = (
    *("giao", "gửi", "báo cáo", "phối hợp", "chủ trì", "đề nghị", "yêu cầu", "chỉ đạo", "trình", "hướng dẫn"),
    *("đôn đốc", "kính gửi", "tham mưu", "với", "đến"),
)
_DOING = ("chủ trì", "chịu trách nhiệm", "phối hợp", "tổ chức", "thực hiện", "hướng dẫn", "báo cáo", "rà soát")
_ACTS = re.compile(rf"(?<!\w){any_of(_GIVING)}(?!\w)[^.;\n]{{0,60}}$", re.IGNORECASE)
_ACTING = re.compile(rf"[^.;\n]{{0,40}}?(?<!\w){any_of(_DOING)}")


def acts(text: str, start: int, end: int) -> bool:
    """Whether the sentence gives a body work or sends it something, now; a body only named is no addressee."""
    line = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    before = text[max(line, start - 110) : start]
    return _ACTS.search(before) is not None or (not before.strip(" -+•*") and _ACTING.match(text, end) is not None)


_TWO_LEVELS = dt.date(2025, 7, 1)
_COMMUNE = re.compile(
    rf"(?:trên địa bàn|(?:UBND|HĐND|[UỦ][yỷ] ban nhân dân|Hội đồng nhân dân|Đảng ủy))\s+"
    rf"(?P<place>(?P<unit>xã|phường|đặc khu)\s+(?P<name>[{UPPER}][^\W\d_]*(?:\s+[{UPPER}][^\W\d_]*){{0,3}}))(?!\w)"
)
_OWN = re.compile(rf"(?P<unit>xã|phường|đặc khu)\s+(?P<name>[{UPPER}][^\W\d_]*(?:\s+[{UPPER}][^\W\d_]*){{0,3}})$")
_DECLARATION = re.compile(
    r"\((?:sau đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)\s+là:?\s+[“\"]?(?P<short>[^()“”\"\n]{3,60}?)[”\"]?\)",
    re.IGNORECASE,
)
_PLACES = 40  # a paper that names more communes than this is about many places
_ITEMS = re.compile(r"\n\s*[-+•*]\s|:\s*\n")
_LONG_PASSAGE = 45  # words: longer than the name of any law, shorter than a paragraph of bases
_BASES = "Căn cứ Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị, xã ban hành Kế hoạch.\n\n"


def _closing(paper: Paper) -> tuple[int, int, str] | None:
    """Where the sentence «Trên đây là …» stands that ends the body, and what it says after the kind of the paper."""
    last = None
    for match in _CLOSING.finditer(paper.text, 0, paper.foot):
        last = match
    if last is None:
        return None
    end = paper.text.find("./.", last.end(), min(paper.foot, last.end() + 700))
    end = end if end >= 0 else min(paper.foot, last.end() + 300)
    return last.start(), end, join_lines(paper.text[last.end() : end])


@rule(
    "closing-against-title",
    "copypaste",
    "warning",
    "Câu kết nói về việc khác hoặc kỳ khác với trích yếu.",
    fires=report("Kết quả đạt được.\n\nTrên đây là Báo cáo công tác tư pháp quý III năm 2025 của xã Vân Phượng./."),
    silent=report("Kết quả đạt được.\n\nTrên đây là Báo cáo công tác tư pháp quý I/2026 của xã Vân Phượng./."),
)
def closing_against_title(paper: Paper) -> Iterator[Fault]:
    title = join_lines(paper.header.title or "")
    closing = _closing(paper)
    if paper.group == "QPPL" or closing is None or not title:
        return
    start, end, rest = closing
    ours, theirs = _FIRST_OBJECT.match(title), _ITS_OBJECT.match(rest)
    if ours is not None and theirs is not None and not _SEVERAL.search(title):
        wanted, said = (re.sub(r"\s+", " ", m["object"]) for m in (ours, theirs))
        if fold(wanted) != fold(said) and fold(wanted) not in fold(rest):
            yield Fault(
                start,
                end,
                f"Trích yếu nói thực hiện {wanted}, câu kết nói thực hiện {said}; {wanted} không được nhắc lại.",
            )
            return
    wanted_periods = [_period(m) for m in _PERIOD.finditer(title)]
    for match in _PERIOD.finditer(rest):
        said_unit, said_value = _period(match)
        same_unit = [value for unit, value in wanted_periods if unit == said_unit]
        if same_unit and said_value not in same_unit and len(wanted_periods) == 1:
            told = [_period(m) for m in _PERIOD.finditer(rest)]
            if (said_unit, same_unit[0]) not in told:
                yield Fault(start, end, f"Trích yếu nói {title_period(title)}, câu kết nói {match.group()}.")
            return


def title_period(title: str) -> str:
    """The period that a title names («quý I năm 2026»)."""
    match = _PERIOD.search(title)
    return match.group() if match else ""


def _period(match: re.Match[str]) -> tuple[str, str]:
    if match["unit"]:
        return fold(match["unit"]), f"{match['no'].upper().lstrip('0')}/{match['year']}"
    return fold(join_lines(match["half"])), match["only"]


@rule(
    "district-abolished",
    "copypaste",
    "warning",
    "Văn bản sau ngày 01/7/2025 còn giao việc hoặc gửi cho cấp huyện, cấp không còn nữa.",
    fires=plan(
        "1. Rà soát văn bản\n\n- Cơ quan chủ trì: Công an xã\n\n2. Tuyên truyền\n\n- Cơ quan chủ trì: UBND huyện",
    ),
    silent=paper(
        "Tiếp nhận hồ sơ do UBND huyện (cũ) chuyển giao; Quyết định số 12/2024/QĐ-UBND của UBND huyện Thanh Hà trước "
        "đây được rà soát./."
    ),
)
def district_abolished(paper: Paper) -> Iterator[Fault]:
    issued = paper.issued_from
    if paper.group != "hành chính" or issued is None or issued < _TWO_LEVELS:
        return
    found = []
    for match in _DISTRICT.finditer(paper.text):
        around = paper.text[max(0, match.start() - 160) : match.end() + 90]
        if _OLD.search(around) or any(c.start <= match.start() < c.end + 40 for c in paper.citations):
            continue
        if not acts(paper.text, match.start(), match.end()) and not paper.in_table(match.start()):
            continue
        found.append(match.span("body"))
    if found:
        others = tuple(Span(*span) for span in found[1:30])
        said = join_lines(paper.text[slice(*found[0])])
        yield Fault(*found[0], f"«{said}»: từ ngày 01/7/2025 không còn đơn vị hành chính cấp huyện.", None, others)


@rule(
    "place-of-another",
    "copypaste",
    "warning",
    "Tên xã, phường khác với nơi ban hành, chỉ xuất hiện một lần: có thể sót lại từ văn bản mẫu.",
    fires=paper(_BASES + "Nâng cao hiệu quả công tác tư pháp trên địa bàn xã Hạc Khê./."),
    silent=paper(
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2026 của UBND xã Hạc Khê, hai xã Vân Phượng và Hạc Khê "
        "phối hợp; trên địa bàn xã Vân Phượng./."
    ),
)
def place_of_another(paper: Paper) -> Iterator[Fault]:
    own = _OWN.search(join_lines(paper.header.issuer or ""))
    if own is None or paper.group != "hành chính":
        return
    mine = fold(own["name"])
    folded = fold(join_lines(paper.text))
    told: set[str] = set()
    for match in _COMMUNE.finditer(paper.text, 0, paper.foot):
        name = fold(join_lines(match["name"]))
        if name == mine or name.startswith(mine + " ") or mine.startswith(name + " ") or match["unit"] != own["unit"]:
            continue
        if distance(name, mine) <= 2 or name in told:  # the same name mistyped is what another rule tells of
            continue
        told.add(name)
        if len(told) > _PLACES or len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", folded)) != 1:
            continue
        near = any(c.start - 5 <= match.start() <= c.end + 5 for c in paper.citations)
        if not near and not paper.in_table(match.start()):
            yield Fault(
                *match.span("place"),
                f"Văn bản của {own['unit']} {own['name']} nhưng viết «{join_lines(match['place'])}».",
                f"{own['unit']} {own['name']}",
            )


_SAID = (
    "Chương trình số 21-CTr/ĐU ngày 09/3/2026 của Đảng ủy xã về trồng cây xanh dọc các tuyến đường liên thôn, sân "
    "trường học, nhà văn hóa, trạm y tế, gắn với phong trào mỗi gia đình một vườn cây, mỗi thôn một hàng cây "
    "bóng mát, chăm bón đủ ba năm sau khi trồng và giao cho từng tổ tự quản gìn giữ"
)


@rule(
    "passage-twice",
    "copypaste",
    "info",
    "Một đoạn dài được chép lại nguyên văn trong cùng văn bản.",
    fires=paper(f"Thực hiện {_SAID}, xã ban hành Kế hoạch.\n\nMục đích: thực hiện có hiệu quả {_SAID} của xã./."),
    silent=paper(
        f"Thực hiện {_SAID}, xã ban hành Kế hoạch.\n\nMục đích: thực hiện có hiệu quả Chương trình nêu trên./."
    ),
)
def passage_twice(paper: Paper) -> Iterator[Fault]:
    if not paper.plan or paper.group == "QPPL":
        return
    words = [w for w in paper.words if w[2] <= paper.foot and not paper.in_table(w[1])]
    start_of_body = paper.text.find("\n", paper.date_line[1] if paper.date_line else 0)
    words = [w for w in words if w[1] > start_of_body]
    first: dict[int, int] = {}
    at, size = 0, _LONG_PASSAGE
    spoken = [w[0] for w in words]
    while at + size <= len(words):
        key = hash(tuple(spoken[at : at + size]))
        earlier = first.setdefault(key, at)
        if earlier + size > at or spoken[earlier : earlier + size] != spoken[at : at + size]:
            at += 1
            continue
        length = size
        while at + length < len(words) and spoken[earlier + length] == spoken[at + length]:
            length += 1
        begin, end = words[at][1], words[at + length - 1][2]
        if not _whole_paragraph(paper.text, begin, end) and not _ITEMS.search(paper.text, begin, end):
            yield Fault(
                words[at][1],
                words[at + length - 1][2],
                f"{length} chữ liền ở đây đã có ở đoạn trên.",
                None,
                (Span(words[earlier][1], words[earlier + length - 1][2]),),
            )
        at += length


def _whole_paragraph(text: str, start: int, end: int) -> bool:
    """Whether a passage is all of its paragraph, which another rule tells of."""
    return text[text.rfind("\n", 0, start) + 1 : start].strip(" -*\t") == "" and text[end : end + 3].strip(" .;/,") in (
        "",
        "\n",
    )


@rule(
    "short-form-twice",
    "copypaste",
    "info",
    "Một cách gọi tắt được giải thích hai lần.",
    fires=paper(
        "Thực hiện Nghị quyết của Thành ủy (gọi tắt là Nghị quyết số 09-NQ/TU). Mục đích: thực hiện Nghị quyết của "
        "Thành ủy (gọi tắt là Nghị quyết số 09-NQ/TU)./."
    ),
    silent=paper(
        "Thực hiện Nghị quyết của Thành ủy (gọi tắt là Nghị quyết số 09-NQ/TU); Nghị quyết số 09-NQ/TU đã rõ./."
    ),
)
def short_form_twice(paper: Paper) -> Iterator[Fault]:
    if paper.group == "QPPL":
        return
    seen: dict[str, tuple[int, int]] = {}
    for match in _DECLARATION.finditer(paper.text, 0, paper.foot):
        short = fold(join_lines(match["short"]))
        first = seen.setdefault(short, match.span())
        if first != match.span():
            said = join_lines(match["short"])
            yield Fault(*match.span(), f"«{said}» đã được giải thích ở trên.", None, (Span(*first),))


@rule(
    "work-of-another-level",
    "copypaste",
    "warning",
    "Việc không thuộc thẩm quyền cấp xã, có thể sót lại từ kế hoạch của cấp trên.",
    fires=paper("Tập trung xây dựng, hoàn thiện pháp luật về nuôi trồng thủy sản, diêm nghiệp./."),
    silent=paper("Tham gia góp ý xây dựng, hoàn thiện pháp luật về đất đai; công tác xây dựng pháp luật./."),
)
def work_of_another_level(paper: Paper) -> Iterator[Fault]:
    if paper.group != "hành chính" or not paper.plan or _OWN.search(join_lines(paper.header.issuer or "")) is None:
        return
    for match in _LAW_MAKING.finditer(paper.text, 0, paper.foot):
        yield Fault(
            *match.span("work"), "Cấp xã không xây dựng pháp luật, chỉ góp ý, kiến nghị hoặc ban hành văn bản của xã."
        )
    for match in _CITY_AIM.finditer(paper.text, 0, paper.foot):
        yield Fault(*match.span("work"), f"Kế hoạch của xã nhưng nói «{join_lines(match['work'])}».")


_LAW_MAKING = re.compile(
    r"""(?:^[^\S\n]*+(?:(?:[-+*•]|[a-zđ]\)|\d+\.)[^\S\n]*+)?            # where work begins
      |[.;]\s++|,\s++tổ\ chức\s++|Tập\ trung\s++)
    (?P<work>[xX]ây\s+dựng(?:,|\s+và)\s+hoàn\s+thiện\s+(?:hệ\s+thống\s+)?pháp\s+luật   # the work of a ministry
      \s+(?:về|theo\s+hướng)(?!\w))
    """,
    re.MULTILINE | re.VERBOSE,
)
_CITY_AIM = re.compile(
    r"(?:nhằm|để|mục tiêu|tập trung)\s+(?P<work>xây\s+dựng\s+(?:một\s+)?(?:thành\s+phố|tỉnh)\s+(?=[a-zđ])[^\s,.;]+"
    r"(?:\s+[^\s,.;]+)?)"
)
