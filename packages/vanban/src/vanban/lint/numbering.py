"""Numbering of parts (đánh số): gaps, repeats, going back, wrong letters, numbers foreign to their heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from vanban.lint.examples import paper
from vanban.lint.faults import Fault
from vanban.lint.paper import Paper, Part
from vanban.lint.registry import rule
from vanban.model import Node, Span
from vanban.numerals import FOREIGN_LETTERS, read_letter, read_roman, roman
from vanban.numerals import letter as letter_at

_CAPITALS = ("A", "B", "C", "D", "E", "F", "G", "H")
_LEVELS = ("phần", "chương", "mục", "tiểu mục", "khoản", "điểm")
_QUOTES = re.compile(r"\n\s*[“\"]|(?:sửa\s+đổi|bổ\s+sung|thay\s+thế)[^\n]{0,120}như\s+sau\s*:")
_LOOK_ALIKE = re.compile(r"^\s*[\u0400-\u04ff]\)", re.MULTILINE)  # the letter is there, of another alphabet
_NAMED_SECTION = re.compile(r"(?:Mục|MỤC|Tiểu mục|TIỂU MỤC)\s")
_LONGER_LABEL = re.compile(r"\.\d")
_LABELLED_END = re.compile(r"\s*[.)/]")


def ordinal(label: str, level: str) -> int | None:
    """The place of a label in its series, counted from 1; None when it is not a plain number or letter.

    >>> ordinal("IV", "mục"), ordinal("đ", "điểm"), ordinal("3.2", "tiểu mục")
    (4, 5, 2)
    """
    last = label.rsplit(".", 1)[-1]
    if last.isdigit():
        return int(last)
    if level == "điểm":
        return read_letter(last)
    if level == "phần" and last in _CAPITALS:
        return _CAPITALS.index(last) + 1
    return read_roman(last, strictly=True)


def label_at(place: int, like: Node) -> str:
    """The label that stands at a place of the series of a part."""
    head, dot, last = like.label.rpartition(".")
    if last.isdigit():
        return f"{head}{dot}{place}"
    if like.level == "phần" and last in _CAPITALS:
        return _CAPITALS[place - 1] if place <= len(_CAPITALS) else like.label
    if like.level == "điểm":
        return letter_at(place) or like.label
    return roman(place)


def _series(paper: Paper) -> list[list[Part]]:
    return paper.kept("series", lambda: list(_find_series(paper)))


def _find_series(paper: Paper) -> Iterator[list[Part]]:
    """Runs of parts of one form that stand beside one another, outside tables; in laws only the articles' own parts,
    and none of an article that puts words into another law: whose numbers they are only a person can tell."""
    law = paper.group == "QPPL"
    quoting = [(p.node.start, p.node.end) for p in paper.parts if p.node.level == "điều"] if law else []
    quoting = [(a, b) for a, b in quoting if _QUOTES.search(paper.text, a, b)]
    siblings = groupby(
        (
            p
            for p in paper.parts
            if p.node.level in _LEVELS and not paper.in_table(p.node.start) and _whole_label(paper, p)
        ),
        key=lambda p: (id(p.beside), p.node.level, p.node.label.count("."), _form(p.node.label)),
    )
    gathered: dict[tuple[int, str, int, str], list[Part]] = {}
    for key, found in siblings:
        gathered.setdefault(key, []).extend(found)
    for run in gathered.values():
        if paper.group is None and _QUOTES.search(paper.text, run[0].node.start, run[-1].node.end):
            continue  # a passage of an amending paper: the numbers may be those of the text it puts in
        if law and (run[0].in_annex or run[0].node.start > paper.foot or not _within_article(run[0])):
            continue
        at = bisect_right(quoting, (run[0].node.start, 0)) - 1
        if at >= 0 and run[0].node.start < quoting[at][1]:
            continue
        if paper.group is None and _NAMED_SECTION.match(paper.text, run[0].node.start):
            continue  # «Mục 2»: sections are counted in their chapter, whose heading a passage may have left out
        yield from _restarted(run)


def _whole_label(paper: Paper, part: Part) -> bool:
    """Whether the label is printed so, and is not the first piece of a longer one («II» of «II.1.2»)."""
    return _LONGER_LABEL.match(paper.text, part.node.start + len(part.node.label)) is None


def _form(label: str) -> str:
    last = label.rsplit(".", 1)[-1]
    return "number" if last.isdigit() else "capital" if last.isupper() else "small"


def _within_article(part: Part) -> bool:
    return part.parent is not None and part.parent.level in ("điều", "khoản")


def _restarted(run: Sequence[Part]) -> Iterator[list[Part]]:
    """A series that begins anew (1, 2, 3, 1, 2) is two series."""
    current: list[Part] = []
    for part in run:
        if current and ordinal(part.node.label, part.node.level) == 1:
            yield current
            current = []
        current.append(part)
    if current:
        yield current


def _label_span(paper: Paper, node: Node) -> tuple[int, int]:
    end = paper.heading_end(node)
    return node.start, min(end, node.end, node.start + 120)


_GAP = paper(
    "I. MỤC ĐÍCH\n\na) Một việc cần làm ngay.\n\nb) Hai việc cần làm ngay.\n\nd) Ba việc cần làm ngay.\n\nHết./."
)
_WHOLE = paper(
    "I. MỤC ĐÍCH\n\na) Một việc cần làm ngay.\n\nb) Hai việc cần làm ngay.\n\nc) Ba việc cần làm ngay.\n\nHết./."
)


@rule(
    "numbering-gap",
    "numbering",
    "warning",
    "Đánh số bị nhảy: thiếu mục ở giữa.",
    fires=_GAP,
    silent=_WHOLE,
)
def gap(paper: Paper) -> Iterator[Fault]:
    for run in _series(paper):
        latin = any(p.node.label == "f" for p in run)
        for before, part in pairwise(run):
            left, right = (ordinal(p.node.label, p.node.level) for p in (before, part))
            if left is None or right is None or not 1 < right - left <= 4:
                continue
            if _LOOK_ALIKE.search(paper.text, before.node.start, part.node.start):
                continue
            if part.node.level == "điểm" and (latin or (before.node.label, part.node.label) == ("d", "e")):
                continue
            wanted = label_at(left + 1, part.node)
            within = paper.text[before.node.start + len(before.node.label) : part.node.start]
            if re.search(
                rf"(?<![\w.])(?<!khoản )(?<!Điều )(?<!điểm ){re.escape(wanted)}[.)]\s", within
            ):  # it stands inside a line
                continue
            yield Fault(
                *_label_span(paper, part.node),
                f"Sau «{before.node.label}» đến ngay «{part.node.label}»: thiếu «{wanted}».",
                wanted,
                (Span(*_label_span(paper, before.node)),),
            )


@rule(
    "numbering-repeat",
    "numbering",
    "error",
    "Hai mục liền bậc mang cùng một số.",
    fires=paper(
        "I. MỘT\n\nViệc này.\n\nII. HAI\n\nViệc kia.\n\nIII. BA\n\nViệc nọ.\n\nIII. BỐN\n\nViệc khác.\n\nHết./."
    ),
    silent=paper(
        "I. MỘT\n\nViệc này.\n\nII. HAI\n\nViệc kia.\n\nIII. BA\n\nViệc nọ.\n\nIV. BỐN\n\nViệc khác.\n\nHết./."
    ),
)
def repeat(paper: Paper) -> Iterator[Fault]:
    for run in _series(paper):
        seen: dict[str, Part] = {}
        places = {id(part): at for at, part in enumerate(run)}
        last = 0
        for part in run:
            label = part.node.label
            place = ordinal(label, part.node.level)
            if place is not None and place > 1 and label in seen and not _after_gap(run, places[id(seen[label])]):
                wanted = label_at(last + 1, part.node)
                yield Fault(
                    *_label_span(paper, part.node),
                    f"Số «{label}» đã dùng ở mục trước; mục này phải là «{wanted}».",
                    wanted,
                    (Span(*_label_span(paper, seen[label].node)),),
                )
            seen[label] = part
            last = max(last, place or 0)


def _after_gap(run: Sequence[Part], at: int) -> bool:
    """Whether a part itself stands after a gap: then it is the one with the wrong number, and the gap tells of it."""
    left, right = (ordinal(p.node.label, p.node.level) for p in (run[at - 1], run[at]))
    return at > 0 and left is not None and right is not None and right - left > 1


@rule(
    "numbering-backwards",
    "numbering",
    "info",
    "Đánh số đi lùi.",
    fires=paper("1. Một việc.\n\n2. Hai việc.\n\n4. Bốn việc.\n\n3. Ba việc.\n\nHết./."),
    silent=paper("1. Một việc.\n\n2. Hai việc.\n\n3. Ba việc.\n\n4. Bốn việc.\n\nHết./."),
)
def backwards(paper: Paper) -> Iterator[Fault]:
    for run in _series(paper):
        seen: set[str] = set()
        for before, part in pairwise(run):
            seen.add(before.node.label)
            left, right = (ordinal(p.node.label, p.node.level) for p in (before, part))
            if left is not None and right is not None and right < left and part.node.label not in seen:
                yield Fault(
                    *_label_span(paper, part.node),
                    f"Mục «{part.node.label}» đứng sau mục «{before.node.label}».",
                    None,
                    (Span(*_label_span(paper, before.node)),),
                )


@rule(
    "numbering-start",
    "numbering",
    "warning",
    "Mục đầu tiên không bắt đầu từ số 1 (hoặc chữ a).",
    fires=paper("I. MỤC ĐÍCH\n\nb) Một việc cần làm ngay.\n\nc) Hai việc cần làm ngay.\n\nHết./."),
    silent=_WHOLE,
)
def start(paper: Paper) -> Iterator[Fault]:
    last: dict[tuple[str, str], int] = {}  # the last number of each level and form so far: numbers may run on
    for run in sorted(_series(paper), key=lambda run: run[0].node.start):
        key = (run[0].node.level, _form(run[0].node.label))
        before = last.get(key)
        ends = ordinal(run[-1].node.label, run[-1].node.level)
        last[key] = ends if ends is not None else last.get(key, 0)
        place = ordinal(run[0].node.label, run[0].node.level)
        follows = len(run) > 1 and place is not None and ordinal(run[1].node.label, run[1].node.level) == place + 1
        above = run[0].parent
        if run[0].node.start > paper.foot or (paper.group is None and above is not None and above.level == "điều"):
            continue
        if before is not None and place is not None and before == place - 1:
            continue
        opening = paper.text[above.start : run[0].node.start] if above is not None else ""
        if re.search(rf"(?<!\w){re.escape(label_at(1, run[0].node))}\s?[.)]", opening):
            continue
        part = run[0].node.level in ("điểm", "khoản") and run[0].parent is not None
        top = run[0].node.level == "mục" and run[0].parent is None and len(run) > 2 and before is None
        if place in (2, 3) and follows and (part or top):
            wanted = label_at(1, run[0].node)
            yield Fault(
                *_label_span(paper, run[0].node), f"Mục đầu tiên mang số «{run[0].node.label}», thiếu «{wanted}»."
            )


@rule(
    "numbering-letter",
    "numbering",
    "info",
    "Thứ tự điểm theo chữ cái tiếng Việt: sau d) là đ), không dùng f, j, w, z.",
    fires=paper("1. Việc\n\na) Một.\n\nb) Hai.\n\nc) Ba.\n\nd) Bốn.\n\ne) Năm.\n\nHết./."),
    silent=paper("1. Việc\n\na) Một.\n\nb) Hai.\n\nc) Ba.\n\nd) Bốn.\n\nđ) Năm.\n\ne) Sáu.\n\nHết./."),
)
def letter(paper: Paper) -> Iterator[Fault]:
    wrong: list[Node] = []
    for run in _series(paper):
        for before, part in pairwise(run):
            if (before.node.label, part.node.label) == ("d", "e") or part.node.label in FOREIGN_LETTERS:
                wrong.append(part.node)
    if wrong:
        first, *others = wrong
        related = tuple(Span(*_label_span(paper, node)) for node in others)
        said = "sau d) phải là đ)" if first.label == "e" else f"không dùng chữ {first.label})"
        yield Fault(*_label_span(paper, first), f"Điểm đánh theo chữ cái tiếng Việt: {said}.", "đ", related)


@rule(
    "numbering-parent",
    "numbering",
    "warning",
    "Số của mục con không theo số của mục cha.",
    fires=paper("1. Công tác tư pháp\n\n1.1. Việc một.\n\n2.2. Việc hai.\n\nHết./."),
    silent=paper("1. Công tác tư pháp\n\n1.1. Việc một.\n\n1.2. Việc hai.\n\nHết./."),
)
def parent(paper: Paper) -> Iterator[Fault]:
    if paper.group == "QPPL":
        return
    for part in paper.parts:
        head, dot, _ = part.node.label.rpartition(".")
        above = part.parent
        if not dot or "." in head or above is None or above.level != "khoản" or not above.label.isdigit():
            continue
        if head != above.label and not paper.in_table(part.node.start):
            yield Fault(
                *_label_span(paper, part.node),
                f"Mục «{part.node.label}» nằm dưới mục «{above.label}».",
                f"{above.label}.{part.node.label.rpartition('.')[2]}",
                (Span(*_label_span(paper, above)),),
            )


@rule(
    "numbering-dot",
    "numbering",
    "info",
    "Các mục cùng bậc chỗ có dấu chấm sau số, chỗ không.",
    fires=paper("2. Việc\n\n2.1 Việc một.\n\n2.2 Việc hai.\n\n2.3. Việc ba.\n\nHết./."),
    silent=paper("2. Việc\n\n2.1. Việc một.\n\n2.2. Việc hai.\n\n2.3. Việc ba.\n\nHết./."),
)
def dot(paper: Paper) -> Iterator[Fault]:
    for run in _series(paper):
        if "." not in run[0].node.label:
            continue
        marked = [_LABELLED_END.match(paper.text, p.node.start + len(p.node.label)) is not None for p in run]
        if 0 < sum(marked) < len(marked):
            odd = next(p for p, has in zip(run, marked, strict=True) if has != marked[0])
            yield Fault(*_label_span(paper, odd.node))


@rule(
    "article-gap",
    "numbering",
    "error",
    "Số điều bị nhảy hoặc trùng.",
    fires="NGHỊ ĐỊNH\n\nĐiều 1. Phạm vi\n\nMột.\n\nĐiều 2. Đối tượng\n\nHai.\n\nĐiều 4. Hiệu lực\n\nBa.\n",
    silent="NGHỊ ĐỊNH\n\nĐiều 1. Phạm vi\n\nMột.\n\nĐiều 2. Đối tượng\n\nHai.\n\nĐiều 3. Hiệu lực\n\nBa.\n",
)
def article(paper: Paper) -> Iterator[Fault]:
    before: Node | None = None
    for part in paper.parts:
        node = part.node
        if node.level != "điều" or part.in_annex:
            continue
        if _inside_sentence(paper.text, node.start):
            before = None
            continue
        number = re.match(r"\d+", node.label)
        if number is None:
            continue
        if before is not None and node.label.isdigit() and before.label.isdigit():
            left, right = int(before.label), int(node.label)
            if right != 1 and (right == left or 1 < right - left <= 3):
                said = "trùng số" if right == left else f"thiếu Điều {left + 1}"
                yield Fault(
                    *_label_span(paper, node),
                    f"Sau Điều {left} đến Điều {right}: {said}.",
                    f"Điều {left + 1}",
                    (Span(*_label_span(paper, before)),),
                )
        before = node


def _inside_sentence(text: str, start: int) -> bool:
    """Whether the line before goes on into this one («Bãi bỏ khoản 3 ⏎ Điều 28»): a citation, no heading."""
    line = text[text.rfind("\n", 0, max(0, len(text[:start].rstrip()))) + 1 : start].strip()
    return line[-1:].isalnum() and not line.isupper() and not line.startswith(("Chương", "Mục", "Phần", "Tiểu mục"))


@rule(
    "section-empty",
    "numbering",
    "warning",
    "Mục chỉ có đề mục, không có nội dung.",
    fires=paper("I. MỤC ĐÍCH\n\nII. NHIỆM VỤ\n\nViệc cần làm.\n\nIII. KINH PHÍ\n\nTheo dự toán.\n\nHết./."),
    silent=paper(
        "I. MỤC ĐÍCH\n\nNâng cao.\n\nII. NHIỆM VỤ\n\nViệc cần làm.\n\nIII. KINH PHÍ\n\nTheo dự toán.\n\nHết./."
    ),
)
def section_empty(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    for part in paper.parts:
        node = part.node
        if node.level != "mục" or node.children or len(part.beside) < 2 or paper.in_table(node.start):
            continue
        if part.index + 1 == len(part.beside) or paper.body_after(part).strip(" \n*_.:"):
            continue
        if not node.title.endswith((".", ";")) and len(node.title.split()) < 14:
            yield Fault(*_label_span(paper, node), f"Mục «{node.label}. {node.title}» không có nội dung.")
