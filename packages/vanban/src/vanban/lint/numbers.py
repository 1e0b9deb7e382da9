"""Figures (số liệu): sums, totals, numbers in words, periods turned round, counts that nothing stands behind."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from vanban.lint.examples import paper, report
from vanban.lint.faults import Fault, one
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Span
from vanban.numerals import NUMBER, SPELLED, read_number, read_spelled
from vanban.reconcile.counts import noun_of, same_thing
from vanban.text import fold, join_lines

_IN_WORDS = re.compile(rf"(?<![\w.,/])(?P<figure>{NUMBER})\s*\((?P<words>{SPELLED})\)", re.IGNORECASE)
_SHARE = re.compile(
    r"(?<![\w.,])(?P<share>\d{3,4}(?:,\d+)?)\s?%\s+(?:số\s+)?(?P<what>cán bộ|công chức|văn bản|hồ sơ|hộ|người|"
    r"thôn|xã|đơn vị|cơ quan|thủ tục|tổ hòa giải)"
)
_FULL_DAY = (
    r"(?P<d{0}>\d{{1,2}})"
    r"(?:/(?P<m{0}>\d{{1,2}})/(?P<y{0}>\d{{4}})|\s+tháng\s+(?P<n{0}>\d{{1,2}})\s+năm\s+(?P<z{0}>\d{{4}}))(?!\d)"
)
_RANGE = re.compile(rf"[Tt]ừ\s+ngày\s+{_FULL_DAY.format('')}\s+đến\s+(?:hết\s+)?(?:ngày\s+)?{_FULL_DAY.format('2')}")
_YEARS = re.compile(
    r"(?:giai đoạn|nhiệm kỳ|thời kỳ)\s+(?:từ\s+)?(?:năm\s+)?(?P<a>(?:19|20)\d\d)\s*(?:[-–]|đến(?:\s+năm)?)"
    r"\s*(?P<b>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_MARKS = "¹²³⁴⁵⁶⁷⁸⁹"
_HELD = re.compile(rf"^[^\S\n]*(?P<mark>[{_MARKS}]|\[\d\])\s*Tổ chức\s+(?:vào\s+)?(?:các\s+)?ngày[^\n]*", re.MULTILINE)
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_EVENTS = ("hội nghị", "hội thảo", "cuộc họp", "tọa đàm", "lớp tập huấn", "buổi tuyên truyền")
_UNTOTALLED = re.compile(
    r"(?<![\w/.,])(?P<n>\d{1,4})\s+(?P<unit>văn bản|nhiệm vụ|hồ sơ|vụ việc|thủ tục|trường hợp)(?!\w)"
)
_SENTENCE = re.compile(r"(?<![^.\n\t])[^.\n\t]{40,}+(?:\.|$)", re.MULTILINE)  # begun once: a long line is passed once
_SENTENCE_LETTERS = 900
_BESIDE = re.compile(r"đồng thời|ngoài ra|bên cạnh đó")
_CLAIM = re.compile(
    r"""(?:có|đã\ ban\ hành|đã\ bãi\ bỏ|đã\ xử\ lý|bãi\ bỏ)\s+(?P<n>\d{2,4})\s+      # how many
    (?P<what>văn\ bản(?:\ QPPL|\ quy\ phạm\ pháp\ luật)?|quyết\ định(?:\ QPPL)?|nghị\ quyết)   # of what
    (?P<rest>\s+(?:được\s+)?(?:bãi\ bỏ|thay\ thế|ban\ hành\ danh\ mục|xử\ lý)[^.;\n]{0,160})   # what became of them
    """,
    re.VERBOSE,
)


@rule(
    "figures-disagree",
    "numbers",
    "error",
    "Số liệu cộng lại không bằng tổng đã nêu.",
    fires=report("Đã rà soát 100 văn bản, gồm 30 nghị quyết, 60 quyết định, 20 chỉ thị.\n\nHết./."),
    silent=report("Đã rà soát 110 văn bản, gồm 30 nghị quyết, 60 quyết định, 20 chỉ thị.\n\nHết./."),
)
def figures_disagree(paper: Paper) -> Iterator[Fault]:
    yield from _verdict(paper, "lệch")


_SUMMARY = (
    "Kết quả như sau:\n\nTổng số nhiệm vụ\tSố nhiệm vụ đã hoàn thành\tSố nhiệm vụ đang thực "
    "hiện\n42\t{done}\t{rest}\n\n"
    "1. Nhiệm vụ đã hoàn thành: 2 nhiệm vụ\n\nTT\tNhiệm vụ\tCơ quan chủ trì\tKết quả\n1\tTuyên truyền\tCông "
    "an xã\tĐã tổ chức 02 hội nghị\n"
    "2\tRà soát\tCông an xã\tĐã có Báo cáo số 5/BC-CAX\n\nHết./."
)


@rule(
    "figure-untraced",
    "numbers",
    "warning",
    "Số liệu tổng hợp không truy được từ phần chi tiết.",
    fires=report(_SUMMARY.format(done=11, rest=31)),
    silent=report(_SUMMARY.format(done=2, rest=40)),
)
def figure_untraced(paper: Paper) -> Iterator[Fault]:
    yield from _verdict(paper, "không truy được")


def _verdict(paper: Paper, verdict: str) -> Iterator[Fault]:
    told = [(fault.start, fault.end) for fault in events_without_dates(paper)]
    for item in paper.reconciled:
        if item.verdict != verdict or item.about in ("share", "comparison"):
            continue
        stated = item.parts[-1]
        if any(start < stated.end and stated.start < end for start, end in told):
            continue
        message = (
            f"{item.statement}."
            if item.hypothesis is None
            else f"{item.statement}: {item.hypothesis[0].lower()}{item.hypothesis[1:]}"
        )
        yield Fault(stated.start, stated.end, message, None, tuple(Span(p.start, p.end) for p in item.parts[:-1]))


@rule(
    "number-in-words",
    "numbers",
    "error",
    "Số viết bằng chữ không khớp với số viết bằng chữ số.",
    fires=paper("Gửi báo cáo trong 05 (sáu) ngày làm việc./."),
    silent=paper("Gửi báo cáo trong 05 (năm) ngày làm việc./."),
)
def number_in_words(paper: Paper) -> Iterator[Fault]:
    for match in _IN_WORDS.finditer(paper.text):
        meant = read_spelled(match["words"], certain=True)
        if meant is not None and meant != read_number(match["figure"]):
            yield Fault(*match.span(), f"Chữ số ghi {match['figure']}, bằng chữ ghi «{match['words']}».")


@rule(
    "share-over-hundred",
    "numbers",
    "warning",
    "Tỷ lệ của một nhóm vượt quá 100 %.",
    fires=report("Đã tập huấn cho 120% cán bộ, công chức.\n\nHết./."),
    silent=report("Đã tập huấn cho 100% cán bộ, công chức.\n\nHết./."),
)
def share_over_hundred(paper: Paper) -> Iterator[Fault]:
    for match in _SHARE.finditer(paper.text):
        if float(match["share"].replace(",", ".")) > 100:
            yield Fault(*match.span(), f"{match['share']} % {match['what']} là không thể có.")


@rule(
    "share-wrong",
    "numbers",
    "warning",
    "Tỷ lệ phần trăm không khớp với hai số đã nêu.",
    fires=report("Đã cấp định danh cho 1.204/1.612 hợp tác xã, đạt tỷ lệ 76,90%.\n\nHết./."),
    silent=report(
        "Đã cấp định danh cho 1.340/1.600 cơ quan (đạt tỷ lệ 83,75%); kiểm tra 45/149 đơn vị, đạt 30%; trực 24/7, "
        "giảm 12%.\n\nHết./."
    ),
)
def share_wrong(paper: Paper) -> Iterator[Fault]:
    faults = []
    for item in paper.reconciled:
        if item.about == "share" and item.verdict == "lệch":
            first, share = item.parts[0], item.parts[-1]
            faults.append(Fault(first.start, share.end, item.hypothesis))
    yield from one(faults, "Có {count} tỷ lệ phần trăm không khớp với hai số đã nêu.")


@rule(
    "compare-wrong",
    "numbers",
    "warning",
    "Số tăng, giảm không khớp với số của hai kỳ đã nêu.",
    fires=report("Số vụ ngã thuyền là 33, tăng 12 vụ (26,7%) so với cùng kỳ năm trước (45).\n\nHết./."),
    silent=report("Số vụ ngã thuyền là 33, giảm 12 vụ (26,7%) so với cùng kỳ năm trước (45).\n\nHết./."),
)
def compare_wrong(paper: Paper) -> Iterator[Fault]:
    faults = []
    for item in paper.reconciled:
        if item.about == "comparison" and item.verdict == "lệch":
            now, then, gap = item.parts
            faults.append(Fault(min(now.start, gap.start), max(gap.end, then.end), item.hypothesis))
    yield from one(faults, "Có {count} số tăng, giảm không khớp với số của hai kỳ đã nêu.")


_S = r"[ \u00a0]"
_PARTED = re.compile(
    rf"""(?<![\w./,–-])(?P<whole>{NUMBER})(?!\s?%){_S}+                     # the whole and its noun
    (?P<unit>[^\W\d_]+(?:{_S}[^\W\d_]+){{0,5}}?){_S}*[,;(]?{_S}*
    trong{_S}đó{_S}*:?{_S}*(?:có{_S}+)?(?P<who>(?:[^\W\d_]+{_S}+){{0,3}})   # its part
    (?P<part>{NUMBER})(?!\s?%|[/.-]\d)(?P<noun>(?:{_S}+[^\W\d_]+){{1,4}})
    """,
    re.VERBOSE | re.IGNORECASE,
)


_PEOPLE = re.compile(r"viên|cán bộ|công chức|đại biểu|học sinh|lao động|hội thẩm|chiến sĩ|nhân khẩu")
_PERSON = re.compile(r"\W*người\b")
"""Persons by what they are, and by the word that counts them."""


@rule(
    "parts-over-whole",
    "numbers",
    "warning",
    "Phần được nêu lớn hơn cả tổng.",
    fires=report("Lớp học có 45 học viên, trong đó nữ 48 học viên.\n\nHết./."),
    silent=report(
        "Xã có 12 tổ hòa giải, trong đó 60 hòa giải viên là nữ; 45 học viên, trong đó nữ 18 học viên.\n\nHết./."
    ),
)
def parts_over_whole(paper: Paper) -> Iterator[Fault]:
    for match in _PARTED.finditer(paper.text):
        whole, part = read_number(match["whole"]), read_number(match["part"])
        alike = same_thing(noun_of(match["unit"]), noun_of(match["noun"]))
        if part <= whole or not (alike or (_PEOPLE.search(match["unit"]) and _PERSON.match(match["noun"]))):
            continue
        begin = max(paper.text.rfind(mark, max(0, match.start() - 200), match.start()) for mark in (". ", "\n"))
        others = [read_number(m.group()) for m in re.finditer(NUMBER, paper.text[max(0, begin) : match.start()])]
        if any(other >= part for other in others):
            continue  # it may be a part of a number named before
        yield Fault(
            match.start("part"),
            match.end("noun"),
            f"{match['part']} nhiều hơn tổng {match['whole']}.",
            None,
            (Span(match.start("whole"), match.end("unit")),),
        )


@rule(
    "period-reversed",
    "numbers",
    "error",
    "Khoảng thời gian ghi ngược: ngày cuối trước ngày đầu.",
    fires=report("Kỳ báo cáo từ ngày 10/6/2026 đến ngày 11/12/2025.\n\nHết./."),
    silent=report("Kỳ báo cáo từ ngày 11/12/2025 đến ngày 10/6/2026.\n\nHết./."),
)
def period_reversed(paper: Paper) -> Iterator[Fault]:
    for match in _RANGE.finditer(paper.text):
        try:
            first = dt.date(int(match["y"] or match["z"]), int(match["m"] or match["n"]), int(match["d"]))
            last = dt.date(int(match["y2"] or match["z2"]), int(match["m2"] or match["n2"]), int(match["d2"]))
        except ValueError:
            continue
        if last < first:
            yield Fault(*match.span())
    for match in _YEARS.finditer(paper.text):
        if int(match["b"]) < int(match["a"]):
            yield Fault(*match.span())


@rule(
    "events-without-dates",
    "numbers",
    "warning",
    "Số cuộc họp, hội nghị nêu ra nhiều hơn số ngày được ghi.",
    fires=report(
        "Xã mở các buổi tuyên truyền¹ ở bến đò.\n\n¹ Tổ chức vào ngày 12/01/2026 và ngày 21/02/2026.\n\n"
        "Trong quý có 05 buổi tuyên truyền, người dân dự đông.\n\nHết./."
    ),
    silent=report(
        "Xã mở các buổi tuyên truyền¹ ở bến đò.\n\n¹ Tổ chức vào ngày 12/01/2026 và ngày 21/02/2026.\n\n"
        "Trong quý có 02 buổi tuyên truyền, người dân dự đông.\n\nHết./."
    ),
)
def events_without_dates(paper: Paper) -> Iterator[Fault]:
    for note in _HELD.finditer(paper.text):
        days = len(_DAY.findall(note.group()))
        at = paper.text.rfind(note["mark"], 0, note.start())
        if at < 0 or not days:
            continue
        sentence = fold(paper.text[max(0, at - 200) : at])
        event = next((name for name in _EVENTS if fold(name) in sentence), None)
        if event is None:
            continue
        for match in re.finditer(rf"(?<![\w/.,])(?P<n>\d{{1,3}})\s+(?P<what>{event})(?!\w)", paper.text, re.IGNORECASE):
            if int(match["n"]) > days:
                yield Fault(
                    *match.span(),
                    f"Nêu {match.group()} nhưng chỉ ghi ngày của {days} cuộc; {int(match['n']) - days} cuộc không "
                    f"truy được.",
                    None,
                    (Span(*note.span()),),
                )


@rule(
    "parts-without-total",
    "numbers",
    "info",
    "Nêu nhiều con số cùng loại nhưng không có tổng, không rõ có trùng nhau không.",
    fires=report(
        "Đề xuất bãi bỏ 07 văn bản; sửa đổi 02 văn bản và thay thế 03 văn bản; ngoài ra có 03 văn bản chưa "
        "xử lý.\n\nHết./."
    ),
    silent=report(
        "Tổng số 15 văn bản: bãi bỏ 07 văn bản; sửa đổi 02 văn bản và thay thế 03 văn bản; ngoài ra có 03 văn "
        "bản chưa xử lý.\n\nHết./."
    ),
)
def parts_without_total(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    for sentence in _SENTENCE.finditer(paper.text):
        begins = max(sentence.start(), sentence.end() - _SENTENCE_LETTERS)
        said = paper.text[begins : sentence.end()]
        items = list(_UNTOTALLED.finditer(said))
        if len(items) < 3 or not _BESIDE.search(said) or re.search(r"tổng|gồm|trong đó|cộng", said, re.IGNORECASE):
            continue
        unit, count = Counter(item["unit"] for item in items).most_common(1)[0]
        if count >= 4:
            same = [item for item in items if item["unit"] == unit]
            yield Fault(
                begins + same[0].start(),
                begins + same[-1].end(),
                f"Nêu {count} con số về {unit} nhưng không có tổng; không rõ các số có trùng nhau không.",
            )


@rule(
    "count-without-list",
    "numbers",
    "info",
    "Nêu số văn bản nhưng không kể tên, số hiệu văn bản nào.",
    fires=report("Trong kỳ có 06 văn bản QPPL được bãi bỏ.\n\nHết./."),
    silent=report("Qua kiểm tra có 01 văn bản QPPL được bãi bỏ là Quyết định số 12/2023/QĐ-UBND.\n\nHết./."),
)
def count_without_list(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    for match in _CLAIM.finditer(paper.text):
        line = paper.text.rfind("\n", 0, match.start()) + 1
        stop = paper.text.find("\n", match.end()) % (len(paper.text) + 1)
        if paper.in_table(match.start()) or re.search(
            r"phụ lục|danh mục kèm|biểu", paper.text[match.start() : stop], re.I
        ):
            continue
        if any(match.end("n") <= c.start < stop and c.number for c in paper.citations if c.start >= line):
            continue
        yield Fault(
            match.start("n"), match.end(), f"Nêu {join_lines(match['n'])} {match['what']} nhưng không kể văn bản nào."
        )
