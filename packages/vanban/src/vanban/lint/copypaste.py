"""Traces of copying (sao chép): repeated words, foreign fragments, near-equal products, headings that do not fit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from vanban.agencies import CENTRAL, OFFICES
from vanban.doing import TRANSACTING
from vanban.lint.examples import paper, plan, report
from vanban.lint.faults import Fault
from vanban.lint.paper import Paper, Part
from vanban.lint.registry import rule
from vanban.model import Span, Task
from vanban.patterns import any_of
from vanban.text import fold, join_lines

_FUNCTION = frozenset(
    [
        "của",
        "và",
        "các",
        "những",
        "trong",
        "được",
        "với",
        "tại",
        "theo",
        "cho",
        "từ",
        "đến",
        "là",
        "về",
        "để",
        "do",
        "bởi",
    ]
)
_BEFORE_PASSIVE = frozenset(["thì", "chỉ", "sẽ", "phải", "đã", "cũng", "không", "là", "và", "các", "để", "đều", "mới"])
_ACTORS = [
    name.split()
    for name in (
        "người", "bên", "nhà", "viện", "ban", "tổ", "đoàn", "đội", "nhóm", "phòng", "sở", "cục", "hội", "hội đồng",
        "ủy ban", "uỷ ban", "trung tâm", "công ty", "văn phòng", "đối tượng", "cơ quan", "đơn vị", "tổ chức",
        "cá nhân", "doanh nghiệp", "trường hợp",
    )
]  # fmt: skip
_JOINING = frozenset(["và", "hoặc", "hay"])
_SEVERAL = (["các"], ["những"], ["mọi"], ["một"])
_BEFORE_VERB = (["đã"], ["sẽ"], ["đang"], ["cần"], ["phải"], ["chưa"], ["không"])
_BEFORE_WORK = frozenset(
    [("triển", "khai"), ("đề", "nghị"), ("tiếp", "tục"), ("tăng", "cường"), ("đẩy", "mạnh"), ("yêu", "cầu")]
)
_ARTICLE_HEAD = re.compile(r"Điều\s\d+\w?\.\s*$")
_GLUE = frozenset("0123456789/-_.₀₁₂₃")
_PAUSE_WORDS = frozenset(
    ["dần", "dần", "từ", "từ", "song", "song", "luôn", "luôn", "chung", "chung", "ngày", "càng", "từng", "bước"]
)
_OF_TWICE = re.compile(
    rf"(?P<of>của\s+(?P<body>{any_of(CENTRAL)}))\s+"
    r"ngày\s+[\d\s/tháng năm.-]{6,28}?\s+(?P<again>của\s+(?P=body))(?!\w)"
)
_AGENCY = rf"(?:Các\s+)?{any_of(OFFICES)}\s"
_FRAGMENT = re.compile(
    rf"(?<=\s)(?P<left>[^\W\d_]+)\s+(?P<foreign>(?={_AGENCY})[^.\n\t:]{{5,120}}?;)\s+(?P<right>[^\W\d_]+)"
    rf"(?=\s+[^\W\d_])"
)
_OPENING = re.compile(r"\s*(?:Công tác|Hoạt động)\s+(?P<subject>[^\W\d_]+(?:[,\s]+[^\W\d_]+){4,11})")
_PROMISED = re.compile(r"(?:nguyên nhân|bài học kinh nghiệm)", re.IGNORECASE)
_CAUSE_WORDS = (
    *("do", "vì", "bởi", "xuất phát từ", "dẫn đến", "dẫn tới", "khiến", "làm cho", "nên", "từ đó", "bắt nguồn"),
)
_CAUSE = re.compile(rf"(?<!\w){any_of(_CAUSE_WORDS)}(?!\w)", re.IGNORECASE)
"""Words that tell a cause without the word «nguyên nhân»."""
_WORDS = re.compile(r"[^\W\d_]+")
_STOCK = (
    "cong tac|hoat dong|nang cao|tang cuong|doi moi|thuc hien|to chuc|trien khai|xay dung|dam bao|bao dam|chat luong"
    "|hieu qua|tiep tuc|day manh|phat huy|ung dung"
)
_JOINTS = "va|cua|trong|cac|viec|ve|cho|theo|voi|tai|duoc|la|de|nhung"
_EMPTY = re.compile(rf"\b(?:{_STOCK}|{_JOINTS})\b")
_CUT = re.compile(
    r"(?<!\w)(?:của|và|các|những|trong|với|tại|(?<!tiếp )theo|cho|từ|đến|về|để|do|bởi|bằng|hàng|hằng|hoặc|nhằm|như)$"
)
_LONG = 120
_RELATED = 0.4  # tasks whose titles share so many words may well have one product
_FEW_FOLLOWERS = 8  # a syllable that stands before so few others is the first half of words, no word of its own


@rule(
    "repeated-words",
    "copypaste",
    "warning",
    "Từ ngữ bị lặp liền nhau.",
    fires=paper("Ủy ban nhân dân xã gửi về việc báo cáo báo cáo sơ kết./."),
    silent=paper("Ủy ban nhân dân xã báo cáo kết quả, báo cáo số liệu, từng bước từng bước nâng cao./."),
    letters=True,
)
def repeated_words(paper: Paper) -> Iterator[Fault]:
    words, text = paper.words, paper.text
    spoken = [word for word, _, _ in words]
    end = 0
    for at, (word, start, stop) in enumerate(words):
        if start < end or word not in spoken[at + 1 : at + 5]:
            continue
        for length in (1, 2, 3, 4):
            if (
                spoken[at + length : at + length + 1] != [word]
                or spoken[at : at + length] != spoken[at + length : at + 2 * length]
            ):
                continue
            last = words[at + 2 * length - 1][2]
            both = words[at : at + 2 * length]
            if not _one_breath(text, both) or not _is_slip(
                spoken[at : at + length], text[start:stop], text[words[at + 1][1] : words[at + 1][2]]
            ):
                continue
            if _is_grammar(spoken, at, length) or _is_heading(text, start, words[at + length][1]):
                end = last
                break
            said = text[words[at + length][1] : last]
            yield Fault(start, last, f"«{said}» viết hai lần liền.", said)
            end = last
            break


_ORGANISED = (["đảng"], ["đoàn"], ["hội"], ["chính"])
"""What is organised: «tổ chức | tổ chức đảng»."""
_OR = frozenset(("hoặc", "của", "và", "hay"))


def _one_breath(text: str, words: Sequence[tuple[str, int, int]]) -> bool:
    """Whether nothing but spaces parts the words, and they are no part of a number or a longer word."""
    if any(text[a[2] : b[1]].strip(" \u00a0") for a, b in pairwise(words)):
        return False
    return text[words[0][1] - 1 : words[0][1]] not in _GLUE and text[words[-1][2] : words[-1][2] + 1] not in _GLUE


def _is_grammar(spoken: Sequence[str], at: int, length: int) -> bool:
    """Whether the repeat is how the language joins two phrases: «người nộp thuế | nộp thuế», «nhìn được | được coi»."""
    words, before = list(spoken[at : at + length]), list(spoken[max(0, at - 2) : at])
    if words == ["được"]:
        return bool(before) and before[-1] not in _BEFORE_PASSIVE
    if words == ["theo"]:  # «kèm theo | theo quy định»
        return before[-1:] in (["kèm"], ["tiếp"], ["mang"], ["đi"], ["dựa"])
    if length == 1:
        return False
    if words[0] in _OR or words[-1] in _OR:
        return True  # «cho thuê hoặc cho thuê mua», «công ty con của công ty con của …»
    if before[-1:] in _ACTORS or before[-2:] in _ACTORS or (length > 2 and not _JOINING.isdisjoint(words[1:-1])):
        return True
    if words == ["tổ", "chức"] and (
        before[-1:] in _SEVERAL or spoken[at + 2 * length : at + 2 * length + 1] in _ORGANISED
    ):
        return True
    if tuple(words[:2]) not in TRANSACTING or before[-1:] == ["việc"] or not _FUNCTION.isdisjoint(before[-1:]):
        return False
    if before[-1:] in _BEFORE_VERB or tuple(before) in _BEFORE_WORK or tuple(before) in TRANSACTING:
        return False
    once = [*before[-1:], *words, *spoken[at + 2 * length : at + 2 * length + 1]]
    size = len(once)
    return not any(
        list(spoken[i : i + size]) == once for i, word in enumerate(spoken) if word == once[0] and i != at - 1
    )


def _is_heading(text: str, start: int, again: int) -> bool:
    """Whether the second of the two begins a sentence after a heading that was set on the same line."""
    return text[again].isupper() and (
        text[start].islower() or _ARTICLE_HEAD.search(text, max(0, start - 14), start) is not None
    )


def _is_slip(words: Sequence[str], first: str, second: str) -> bool:
    """Whether such a repeat is never meant: function words, or phrases that are no reduplication."""
    if len(words) == 1:
        return words[0] in _FUNCTION and first == second
    return len(set(words)) > 1 and not set(words) <= _PAUSE_WORDS and sum(map(len, words)) > 3


@rule(
    "repeated-issuer",
    "copypaste",
    "warning",
    "Tên cơ quan ban hành ghi hai lần trong một viện dẫn.",
    fires=paper("Thực hiện Nghị quyết số 66-NQ/TW của Bộ Chính trị ngày 30 tháng 4 năm 2025 của Bộ Chính trị./."),
    silent=paper("Thực hiện Nghị quyết số 66-NQ/TW ngày 30 tháng 4 năm 2025 của Bộ Chính trị./."),
)
def repeated_issuer(paper: Paper) -> Iterator[Fault]:
    for match in _OF_TWICE.finditer(paper.text):
        yield Fault(*match.span("again"), None, None, (Span(*match.span("of")),))


@rule(
    "foreign-fragment",
    "copypaste",
    "warning",
    "Một đoạn lạ chen vào giữa từ.",
    fires=paper(
        "Cơ sở dữ liệu quốc gia về dân cư; chương trình mục tiêu quốc gia.\n\n"
        "Chương trình mục tiêu quốc Sở Tài chính - Phòng Kinh tế; gia về phòng cháy chữa cháy./."
    ),
    silent=paper(
        "Cơ sở dữ liệu quốc gia về dân cư; chương trình mục tiêu quốc gia.\n\n"
        "Giao cho Sở Tài chính, Phòng Kinh tế; gia đình văn hóa./."
    ),
    letters=True,
)
def foreign_fragment(paper: Paper) -> Iterator[Fault]:
    pairs: Counter[tuple[str, str]] = Counter()
    counts: Counter[str] = Counter()
    for match in _FRAGMENT.finditer(paper.text):
        if not match["left"].islower() or not match["right"].islower() or match["right"] in _FUNCTION:
            continue
        if paper.in_table(match.start()):
            continue
        if not counts:
            words = [word for word, _, _ in paper.words]
            counts, pairs = Counter(words), Counter(pairwise(words))
        together = pairs[(match["left"], match["right"])]
        if together < 2 or 5 * together < 2 * counts[match["left"]]:
            continue
        if len({after for before, after in pairs if before == match["left"]}) <= _FEW_FOLLOWERS:
            yield Fault(
                *match.span("foreign"),
                f"Đoạn này chen giữa chữ «{match['left']} {match['right']}», có lẽ sót lại từ văn bản khác.",
                f"{match['left']} {match['right']}",
            )


def _content(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(fold(text)))


def _likeness(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / max(1, len(left | right))


@rule(
    "products-alike",
    "copypaste",
    "warning",
    "Sản phẩm của hai nhiệm vụ khác nhau gần như chép lại của nhau.",
    fires=plan(
        "1. Theo dõi thi hành văn bản\n\n- Cơ quan chủ trì: Công an xã\n\n- Sản phẩm: Kế hoạch; các hoạt động "
        "hướng dẫn trồng "
        "rừng; tập huấn, cấp cây giống cho hộ dân; nghiệm thu\n\n- Thời gian thực hiện: Năm 2026\n\n"
        "2. Xử lý văn bản sai\n\n- Cơ quan chủ trì: Công an xã\n\n- Sản phẩm: Kế hoạch; các hoạt động hướng dẫn "
        "trồng "
        "rừng; mở lớp tập huấn, cấp cây giống cho hộ dân; nghiệm thu\n\n- Thời gian thực hiện: Năm 2026"
    ),
    silent=paper(),
)
def products_alike(paper: Paper) -> Iterator[Fault]:
    long = [(t, _content(t.product)) for t in paper.assigned if t.product and len(t.product.split()) >= 12]
    for (left, a), (right, b) in combinations(long[:300], 2):
        if _likeness(a, b) < 0.75 or _likeness(_content(left.title), _content(right.title)) >= _RELATED:
            continue
        yield Fault(
            *paper.span_of(right, "product"),
            f"Sản phẩm gần như của nhiệm vụ {left.code}.",
            None,
            (Span(*paper.span_of(left, "product")),),
            min(left.confidence, right.confidence),
        )


@rule(
    "tasks-alike",
    "copypaste",
    "warning",
    "Hai nhiệm vụ có nội dung giống hệt nhau.",
    fires=plan(
        "1. Tuyên truyền, phổ biến Luật Hòa giải ở cơ sở trên địa bàn xã\n\n- Cơ quan chủ trì: Công an xã\n\n"
        "- Thời gian thực hiện: Năm 2026\n\n2. Tuyên truyền, phổ biến Luật Hòa giải ở cơ sở trên địa bàn xã\n\n"
        "- Cơ quan chủ trì: Phòng Kinh tế xã\n\n- Thời gian thực hiện: Năm 2026"
    ),
    silent=paper(),
)
def tasks_alike(paper: Paper) -> Iterator[Fault]:
    seen: dict[str, Task] = {}
    for task in paper.assigned:
        key = " ".join(_WORDS.findall(fold(task.title)))
        first = seen.setdefault(key, task)
        if first is not task and len(key.split()) >= 8 and first.code != task.code and _beside(first, task):
            yield Fault(
                *paper.span_of(task),
                f"Nhiệm vụ này giống hệt nhiệm vụ {first.code}.",
                None,
                (Span(*paper.span_of(first)),),
            )


def _beside(first: Task, task: Task) -> bool:
    """Whether two tasks stand in one list: below two headings the same title is two tasks of one subject."""
    return first.code.rpartition(".")[0] == task.code.rpartition(".")[0] or first.lead == task.lead != ()


@rule(
    "paragraph-twice",
    "copypaste",
    "warning",
    "Một đoạn văn được chép lại nguyên vẹn.",
    fires=paper(
        "\n\n".join(
            [
                "Các thôn treo cờ, vệ sinh đường làng trước ngày mở hội, cử người trực tại nhà văn hóa và báo về "
                "trạm y tế ngay khi có người cần sơ cứu trong những ngày hội."
            ]
            * 2
        )
    ),
    silent=paper(),
)
def paragraph_twice(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    seen: dict[str, tuple[int, int]] = {}
    for match in re.finditer(r"[^\n]+", paper.text[: paper.foot]):
        if len(match.group()) < _LONG or paper.in_table(match.start()):
            continue
        if _FIELD.match(match.group()) or _NAMES_PAPER.match(match.group()):
            continue
        key = " ".join(re.findall(r"\w+", match.group()))
        first = seen.setdefault(key, match.span())
        if first != match.span() and len(key) >= _LONG:
            yield Fault(*match.span(), None, None, (Span(*first),))


_NAMES_PAPER = re.compile(
    r"\W*+(?:[a-zđ]\)|\d{1,2}(?:\.\d{1,2})*[.)])?\s*+(?:Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Kế hoạch)\s"
)
"""The item of a list of papers: it may stand in two lists."""
_FIELD_WORDS = (
    *("Thời gian", "Thời hạn", "Cơ quan", "Đơn vị", "Sản phẩm", "Kết quả", "Chủ trì", "Phối hợp", "Kinh phí"),
    "Nội dung thực hiện",
)
_FIELD = re.compile(rf"\W*{any_of(_FIELD_WORDS)}[^:\n]{{0,40}}:")
"""A field of a task («- Thời gian thực hiện: …»), which many tasks may have in common."""


_BY_WORDS = 0.9
"""How sure two passages speak of different things that share no words: a synonym may join them."""


def _leaves(paper: Paper) -> Iterator[tuple[Part, str]]:
    """Headings of administrative papers with plain text under them, outside tables."""
    for part in paper.parts:
        node = part.node
        if node.level in ("khoản", "mục", "tiểu mục") and not node.children and node.start < paper.foot:
            body = paper.body_after(part)
            if len(body) > 150 and not paper.in_table(node.start) and len(node.title) < 300:
                yield part, body


@rule(
    "heading-against-content",
    "copypaste",
    "info",
    "Đề mục nói một việc, nội dung bên dưới nói việc khác.",
    fires=report(
        "I. KẾT QUẢ\n\n5. Ứng dụng công nghệ số trong hòa giải cơ sở\n\nCông tác nâng cao chất lượng nhân sự làm "
        "tư pháp tại xã bước "
        "đầu được quan tâm, gắn với việc mở lớp học buổi tối cho người làm việc ở thôn. Số người đăng ký học "
        "còn ít vì đang mùa gặt, lớp học lại ở xa "
        "các thôn vùng cao.\n\nHết./."
    ),
    silent=report(
        "I. KẾT QUẢ\n\n5. Ứng dụng công nghệ số trong hòa giải cơ sở\n\nCông tác ứng dụng công nghệ số tại xã "
        "bước đầu được quan tâm, "
        "gắn với việc mở lớp học buổi tối cho người làm việc ở thôn. Số người đăng ký học còn ít vì đang mùa gặt, "
        "lớp học lại ở xa các thôn "
        "vùng cao.\n\nHết./."
    ),
)
def heading_against_content(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    common = _pairs(paper.header.title or "")
    for part, body in _leaves(paper):
        opening = _OPENING.match(body)
        if opening is None:
            continue
        heading = _pairs(part.node.title) - common
        told = _pairs(body) - common
        if len(heading) >= 2 and not heading & _pairs(opening["subject"]) and len(heading & told) * 4 < len(heading):
            start, end = part.node.start, paper.heading_end(part.node)
            yield Fault(
                start,
                end,
                f"Đề mục nói «{part.node.title}», nội dung lại nói về «{join_lines(opening['subject'])}».",
                None,
                (Span(end, min(part.node.end, end + len(opening.group()))),),
                _BY_WORDS,
            )


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    runs = (_WORDS.findall(run) for run in _EMPTY.split(fold(text)))
    return frozenset(pair for words in runs for pair in pairwise(words))


@rule(
    "heading-promise",
    "copypaste",
    "warning",
    "Đề mục có nêu nguyên nhân hoặc bài học, nội dung không có.",
    fires=report(
        "1. Tồn tại, hạn chế và nguyên nhân\n\n- Cán bộ còn thiếu, phải kiêm nhiệm nhiều việc khác nhau.\n\n- "
        "Trang thiết bị phục vụ "
        "công tác còn cũ, kinh phí chưa đáp ứng yêu cầu, việc phối hợp giữa các bộ phận còn chậm.\n\n2. Kiến "
        "nghị\n\nHết./."
    ),
    silent=report(
        "1. Tồn tại, hạn chế và nguyên nhân\n\n- Cán bộ còn thiếu, phải kiêm nhiệm.\n\n- Nguyên nhân: trang "
        "thiết bị phục vụ "
        "công tác còn cũ, kinh phí chưa đáp ứng yêu cầu, việc phối hợp còn chậm.\n\n2. Kiến nghị\n\nHết./."
    ),
)
def heading_promise(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    for part in paper.parts:
        node = part.node
        if node.level not in ("mục", "khoản", "tiểu mục") or len(node.title) > 160 or paper.in_table(node.start):
            continue
        following = part.beside[part.index + 1].title if part.index + 1 < len(part.beside) else ""
        body = paper.body_after(part)
        if len(body) < 120:
            continue
        for promised in _PROMISED.finditer(node.title):
            word = promised.group()
            causes = fold(word).startswith("nguyen nhan") and _CAUSE.search(body) is not None
            if fold(word) not in fold(body) and fold(word) not in fold(following) and not causes:
                yield Fault(
                    node.start,
                    paper.heading_end(node),
                    f"Đề mục có «{word.lower()}» nhưng nội dung không nêu {word.lower()} nào.",
                )


@rule(
    "text-cut",
    "copypaste",
    "warning",
    "Ô nội dung bị cắt ngang, chưa hết câu.",
    fires=plan(
        "1. Đánh giá cán bộ\n\n- Cơ quan chủ trì: Công an xã\n\n- Sản phẩm: Báo cáo đánh giá cán bộ hàng\n\n- "
        "Thời gian thực hiện: Năm 2026"
    ),
    silent=paper(),
    letters=True,
)
def text_cut(paper: Paper) -> Iterator[Fault]:
    for task in paper.reading.tasks:
        for field, value in (("product", task.product), ("timing", task.timing_text), ("lead", task.lead_text)):
            if value and field in task.spans and _CUT.search(value.rstrip(" *_")):
                yield Fault(*paper.span_of(task, field), f"«…{' '.join(value.split()[-4:])}» chưa hết câu.")


@rule(
    "title-variants",
    "copypaste",
    "warning",
    "Một đề án (kế hoạch, chương trình) được gọi bằng nhiều tên khác nhau.",
    fires=paper(
        "Xây dựng Đề án “Phát triển vùng trồng, chế biến cây ăn quả có múi trên địa bàn tỉnh”. Ban soạn thảo "
        "Đề án “Phát triển vùng "
        "trồng và chế biến cây ăn quả có múi trên địa bàn tỉnh giai đoạn 2026-2030” đã họp./."
    ),
    silent=paper(
        "Xây dựng Đề án “Phát triển vùng trồng cây ăn quả có múi trên địa bàn tỉnh”. Đề án “Phát triển vùng "
        "trồng cây ăn "
        "quả có múi trên địa bàn tỉnh” đã trình; Đề án “Chuyển đổi số ngành Tư pháp giai đoạn 2026-2030” đang làm./."
    ),
)
def title_variants(paper: Paper) -> Iterator[Fault]:
    if paper.group == "QPPL":
        return
    first: list[tuple[frozenset[str], str, re.Match[str]]] = []
    told: set[str] = set()
    for match in _QUOTED_TITLE.finditer(paper.text):
        name = join_lines(match["name"])
        name = re.sub(r"^(?:Đề án|Kế hoạch|Chương trình)\s+", "", name, flags=re.IGNORECASE)
        name = re.sub(r"\s*(?:giai đoạn|đến năm)\s[\d\s–-]+.*$", "", name)
        words, key = _content(name), " ".join(_WORDS.findall(fold(name)))
        above = next((known for known in first if _likeness(words, known[0]) >= 0.7), None)
        if above is None:
            if len(words) >= 8 and len(first) < 200:
                first.append((words, key, match))
        elif above[1] != key and key not in told:
            told.add(key)
            said = above[2]
            yield Fault(
                *match.span("name"), f"Ở trên gọi là «{join_lines(said['name'])}».", None, (Span(*said.span("name")),)
            )


_QUOTED_TITLE = re.compile(
    r"(?:(?:Đề án|Kế hoạch|Chương trình|Dự án)\s+[“\"]|[“\"](?=(?:Đề án|Kế hoạch|Chương trình)\s))"
    r"(?P<name>[^“”\"\n]{15,300})[”\"]",
    re.IGNORECASE,
)


@rule(
    "quote-open",
    "copypaste",
    "warning",
    "Mở ngoặc kép mà không đóng.",
    fires=paper("Triển khai Đề án “Chuyển đổi số ngành Tư pháp giai đoạn 2026-2030 trên địa bàn xã./."),
    silent=paper("Triển khai Đề án “Chuyển đổi số ngành Tư pháp giai đoạn 2026-2030” trên địa bàn xã./."),
    letters=True,
)
def quote_open(paper: Paper) -> Iterator[Fault]:
    if paper.group == "QPPL":
        return
    opened: list[int] = []
    if _PAYLOAD.search(paper.text) is not None:  # the new text of an amending paper, which closes far below
        return
    marks = [*re.finditer(r"[“”]|\n\s*\n", paper.text)]
    for at, match in enumerate(marks):
        if match.group() == "“":
            opened.append(match.start())
        elif match.group() == "”":
            del opened[-1:]
        elif opened and not _goes_on(paper.text, match.end(), [m.group() for m in marks[at + 1 : at + 40]]):
            yield Fault(opened[0], min(opened[0] + 60, match.start()))
            opened.clear()
    if opened:
        yield Fault(opened[0], min(opened[0] + 60, len(paper.text)))


_PAYLOAD = re.compile(
    r"(?:^|\n)[^\S\n]*“(?:…|\.{3})?(?:Điều\s|Chương\s|Mục\s|Phụ\s|\d{1,3}[a-zđ]?\.\s|[a-zđ]\d?\)\s)|như sau:\s*“"
)


def _goes_on(text: str, position: int, following: Sequence[str]) -> bool:
    """Whether the quotation goes on after an empty line: a page break inside it, or the mark that closes it ahead."""
    words = text[position : position + 4].lstrip("*_ ")
    return words[:1].islower() or words[:1] in "“”" or next((mark for mark in following if mark in "“”"), "“") == "”"


@rule(
    "punctuation",
    "copypaste",
    "info",
    "Dấu câu thừa hoặc có dấu cách đứng trước.",
    fires=paper("Kịp thời tháo gỡ khó khăn trong quá trình tổ chức thực hiện..\n\nHết./."),
    silent=paper(),
    letters=True,
)
def punctuation(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    for match in re.finditer(r"(?<=\w)(?:(?<!\.)\.\.(?![.…/])|,,|;;|[^\S\n\t]+[;,](?=\s))", paper.text[: paper.foot]):
        if not paper.in_table(match.start()):
            yield Fault(*match.span(), suggestion=match.group().strip()[:1])
