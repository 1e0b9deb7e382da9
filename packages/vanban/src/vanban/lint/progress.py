"""Reports on tasks (kết quả thực hiện): states without ground, results that do not answer the task."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.agencies import CENTRAL, CENTRE, COMMITTEES, PARTY
from vanban.lint.examples import report
from vanban.lint.faults import Fault
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Span, Task, TimingKind
from vanban.numerals import read_quarter
from vanban.patterns import any_of
from vanban.states import words_for
from vanban.text import fold, join_lines

_PENDING = re.compile(
    r"\b(?:da|dang)\s+(?:trinh|bao cao|gui|lay y kien|du thao|tham muu|xay dung du thao)\b|cho y kien|lay y "
    r"kien|du thao"
)
_PROOF = re.compile(r"\d{1,5}(?:/\d{4})?[/-][A-ZĐ]|ngày\s*\d|tháng\s*\d|\d{1,2}/\d{1,2}/\d{4}|\b\d+\s+\w")
_DOCUMENT = re.compile(r"\d{1,5}(?:/\d{4})?[/-][A-ZĐ]")
_AWAITED = "Đề án|Kế hoạch|Chương trình|Quyết định|Nghị quyết|Nghị định|Thông tư"
_WAITS = re.compile(
    rf"(?P<body>(?:Bộ|Sở|{any_of([*CENTRE, *COMMITTEES, *PARTY])})[^,.;]{{0,40}}?)"
    rf"\s+chưa\s+(?:ban hành|phê duyệt|có)\s+(?P<what>{_AWAITED}|văn bản)"
)
_OF = re.compile(
    rf"(?P<what>{_AWAITED})\s+của\s+"
    rf"(?P<body>{any_of(CENTRAL)}|Bộ [A-ZĐ]\w+(?: \w+)?|{any_of(COMMITTEES)} [\w ]{{2,20}})"
)
_PAST_YEAR = re.compile(r"(?:^|[.;]\s*|\s)(?:[Tt]rong\s+)?[Nn]ăm\s+(?P<year>20\d\d)\s+[^.;]{0,80}?\bđã\b")
_STATUS_HEAD = re.compile(
    r"^so (?:nhiem vu|van ban|noi dung|chi tieu|cong viec) (?P<state>.+)$|^(?P<bare>da hoan thanh.*)$"
)
_GAP = r"\ "
_KNOWN_STATES = re.compile(
    rf"""(?:
      (?:da\ |chua\ |dang\ |sap\ )?
        (?:hoan\ thanh|thuc\ hien|tien\ hanh|trien\ khai|den\ han|qua\ han|xu\ ly|giai\ quyet)
        (?:\ (?:dung|truoc|qua|trong|tre)\ (?:han|thoi\ han))?$      # how far it is, and whether in time
    | {words_for("regular", "dated", "other", "early", "late", "on_time", "within").replace(" ", _GAP)}$
    | (?:duoc\ giao|phat\ sinh|can\ |khong\ ).*                      # what was given, what is to be done
    )""",
    re.VERBOSE,
)
_STATES = (
    ("có thời hạn", "co thoi han"),
    ("trước hạn", "truoc han"),
    ("chưa đến hạn", "chua den han"),
    ("quá hạn", "qua han"),
)
_PERIOD = re.compile(r"[Qq]uý\s+(?P<quarter>IV|I{1,3}|[1-4])(?:\s+năm|/)\s*(?P<year>20\d\d)")
_HEAD = "TT\tNhiệm vụ\tCơ quan chủ trì\tSản phẩm\tThời gian thực hiện\tKết quả\tGhi chú"


def _row(
    result: str,
    note: str = "Đúng hạn",
    *,
    task: str = "Xây dựng Đề án chuyển đổi số ngành Tư pháp",
    product: str = "Đề án",
    due: str = "Năm 2026",
) -> str:
    return f"1\t{task}\tSở Tư pháp\t{product}\t{due}\t{result}\t{note}"


def _rows(row: str, heading: str = "1. Nhiệm vụ đã hoàn thành") -> str:
    other = (
        "2\tTổ chức hội nghị tập huấn\tSở Tư pháp\tHội nghị\tNăm 2026\tĐã tổ chức 02 hội nghị ngày 05/3/2026\tĐúng hạn"
    )
    return report(f"I. KẾT QUẢ\n\n{heading}\n\n{_HEAD}\n{row}\n{other}\n\nHết./.")


def _result(task: Task) -> str:
    return join_lines(task.progress.result or "") if task.progress else ""


def _completed(paper: Paper) -> Iterator[Task]:
    return (t for t in paper.reported if t.progress is not None and t.progress.status == "completed")


@rule(
    "completed-but-pending",
    "progress",
    "warning",
    "Ghi «hoàn thành» nhưng kết quả mới là trình, xin ý kiến hoặc dự thảo.",
    fires=_rows(_row("Ngày 12/02/2026 bản thảo Đề án đã gửi các sở, chờ ý kiến", "Trước hạn")),
    silent=_rows(_row("UBND tỉnh đã ban hành Quyết định số 12/QĐ-UBND ngày 05/3/2026 phê duyệt Đề án", "Trước hạn")),
)
def completed_pending(paper: Paper) -> Iterator[Fault]:
    for task in _completed(paper):
        result = _result(task)
        if result and _PENDING.search(fold(result)) and not _DOCUMENT.search(result) and "ban hành" not in result:
            yield Fault(
                *paper.span_of(task, "result"),
                f"Nhiệm vụ {task.code} ghi hoàn thành nhưng mới «{_short(result)}».",
                None,
                (Span(*paper.span_of(task, "title")),),
            )


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:16]) + (" …" if len(words) > 16 else "")


@rule(
    "completed-without-proof",
    "progress",
    "warning",
    "Ghi hoàn thành nhưng không có số, ngày hay số lượng để kiểm chứng.",
    fires=_rows(_row("Các đơn vị đã ban hành văn bản triển khai")),
    silent=_rows(_row("Đã ban hành Quyết định số 12/QĐ-UBND ngày 05/3/2026 phê duyệt Đề án")),
)
def without_proof(paper: Paper) -> Iterator[Fault]:
    for task in _completed(paper):
        result = _result(task)
        if result and not _PROOF.search(result):
            yield Fault(
                *paper.span_of(task, "result"),
                f"Nhiệm vụ {task.code} ghi hoàn thành nhưng kết quả không có số, ngày hay số lượng.",
                None,
                (Span(*paper.span_of(task, "timing")), Span(*paper.span_of(task, "title"))),
            )


@rule(
    "product-not-in-result",
    "progress",
    "warning",
    "Ghi hoàn thành nhưng kết quả không nhắc đến sản phẩm phải có.",
    fires=_rows(_row("Bến đò đã sơn lại cọc neo ngày 05/3/2026", product="Danh mục văn bản")),
    silent=_rows(_row("Sở Tư pháp đã ban hành Danh mục văn bản ngày 05/3/2026", product="Danh mục văn bản")),
)
def product_not_in_result(paper: Paper) -> Iterator[Fault]:
    for task in _completed(paper):
        result, product = _result(task), task.product or ""
        head = " ".join(fold(re.split(r"[;/,]", product)[0]).split()[:2])
        if result and len(head) > 4 and head not in fold(result):
            yield Fault(
                *paper.span_of(task, "result"),
                f"Sản phẩm phải có là «{join_lines(product)}», kết quả không nhắc đến.",
                None,
                (Span(*paper.span_of(task, "title")), Span(*paper.span_of(task, "product"))),
            )


@rule(
    "result-empty",
    "progress",
    "warning",
    "Ô kết quả để trống dù nhiệm vụ được xếp là đã hoàn thành hoặc đang thực hiện.",
    fires=_rows(_row("")),
    silent=_rows(_row("Đã ban hành Quyết định số 12/QĐ-UBND ngày 05/3/2026 phê duyệt Đề án")),
)
def result_empty(paper: Paper) -> Iterator[Fault]:
    filled = sum(bool(_result(t)) for t in paper.reported)
    for task in paper.reported:
        state = task.progress.status if task.progress else None
        if filled and not _result(task) and state in ("completed", "in_progress"):
            yield Fault(*paper.span_of(task), f"Nhiệm vụ {task.code} không ghi kết quả.")


@rule(
    "on-time-without-due",
    "progress",
    "warning",
    "Ghi «đúng hạn» nhưng thời hạn không xác định được ngày.",
    fires=_rows(_row("Đã tổ chức 02 hội nghị về Đề án ngày 05/3/2026", due="Theo thời hạn đăng ký")),
    silent=_rows(_row("Đã tổ chức 02 hội nghị về Đề án ngày 05/3/2026")),
)
def on_time_without_due(paper: Paper) -> Iterator[Fault]:
    for task in paper.reported:
        if task.progress is None or task.progress.punctuality != "on_time" or not task.timing_text:
            continue
        if task.timing.kind in (TimingKind.EXTERNAL, TimingKind.ON_REQUEST) or task.timing.confidence == 0:
            yield Fault(
                *paper.span_of(task, "timing"),
                f"Nhiệm vụ {task.code} ghi đúng hạn, nhưng thời hạn là «{join_lines(task.timing_text)}».",
            )


@rule(
    "waits-for-another-issuer",
    "progress",
    "warning",
    "Ghi chú chờ văn bản của một cơ quan, nhiệm vụ lại nói văn bản của cơ quan khác.",
    fires=_rows(
        _row(
            "", "Bộ Xây dựng chưa ban hành Đề án", task="Triển khai Đề án của Thủ tướng Chính phủ về soạn thảo văn bản"
        ),
        "1. Nhiệm vụ chưa đến hạn",
    ),
    silent=_rows(
        _row(
            "",
            "Thủ tướng Chính phủ chưa ban hành Đề án",
            task="Triển khai Đề án của Thủ tướng Chính phủ về soạn thảo văn bản",
        ),
        "1. Nhiệm vụ chưa đến hạn",
    ),
)
def waits_for_another(paper: Paper) -> Iterator[Fault]:
    for task in paper.reported:
        said = join_lines(f"{task.progress.note or ''} {task.progress.result or ''}") if task.progress else ""
        waits, names = _WAITS.search(said), _OF.search(task.title)
        if waits is None or names is None or waits["what"] != names["what"]:
            continue
        left, right = fold(waits["body"]), fold(names["body"])
        if left not in right and right not in left and left != "trung uong":
            yield Fault(
                *paper.span_of(task, "note", "result"),
                f"Nhiệm vụ nói {names.group()}, ghi chú lại chờ {waits['body']}.",
                None,
                (Span(*paper.span_of(task, "title")),),
            )


@rule(
    "result-too-old",
    "progress",
    "warning",
    "Kết quả nêu ra có từ nhiều năm trước kỳ báo cáo.",
    fires=_rows(_row("Năm 2022 Sở Tư pháp đã trồng 02 vườn cây mẫu")),
    silent=_rows(_row("Năm 2026 Sở Tư pháp đã trồng 02 vườn cây mẫu")),
)
def result_too_old(paper: Paper) -> Iterator[Fault]:
    for task in paper.reported:
        for field, said in (("result", task.progress.result), ("note", task.progress.note)) if task.progress else ():
            match = _PAST_YEAR.search(join_lines(said or ""))
            if match and paper.year and int(match["year"]) <= paper.year - 2:
                yield Fault(
                    *paper.span_of(task, field), f"Kết quả năm {match['year']} được nêu trong báo cáo năm {paper.year}."
                )


@rule(
    "due-but-unreported",
    "progress",
    "warning",
    "Nhiệm vụ đến hạn trong kỳ báo cáo nhưng không thấy báo cáo.",
    fires=_rows(_row("Đã ban hành Đề án số 12/ĐA-UBND ngày 05/3/2026")).replace(
        "Hết./.",
        (
            "II. PHỤ LỤC NHIỆM VỤ\n\nTổng hợp nhiệm vụ của Kế hoạch\n\nTT\tTên nhiệm vụ\tCơ quan chủ trì\tCơ "
            "quan phối hợp\tKết quả\tThời gian thực hiện\n"
            "1\tXây dựng Đề án chuyển đổi số ngành Tư pháp\tSở Tư pháp\tCông an tỉnh\tĐề án\tNăm 2026\n"
            "2\tBan hành Kế hoạch xây dựng văn bản hằng năm\tSở Tư pháp\tCông an tỉnh\tKế hoạch\tQuý I hằng "
            "năm\n\nHết./."
        ),
    ),
    silent=_rows(_row("Đã ban hành Đề án số 12/ĐA-UBND ngày 05/3/2026")),
)
def due_unreported(paper: Paper) -> Iterator[Fault]:
    period = _PERIOD.search(paper.header.title or "")
    if period is None or not paper.reported:
        return
    last = 3 * (read_quarter(period["quarter"]) or 4)
    done = {task.reports_on for task in paper.reported}
    for task in paper.assigned:
        month = re.search(r"BYMONTH=(\d+)(?![\d,])", task.timing.rrule or "")
        yearly = "FREQ=YEARLY" in (task.timing.rrule or "")
        if (
            yearly
            and month
            and last - 2 <= int(month[1]) <= last
            and task.code not in done
            and "uý" in (task.timing_text or "")
        ):
            yield Fault(
                *paper.span_of(task),
                f"Nhiệm vụ {task.code} đến hạn trong quý {period['quarter']} nhưng không có trong phần kết quả.",
                None,
                (Span(*paper.span_of(task, "timing")),),
            )


@rule(
    "part-unreported",
    "progress",
    "warning",
    "Cả một phần nhiệm vụ không được báo cáo kết quả.",
    fires=_rows(_row("Đã ban hành Đề án số 12/ĐA-UBND ngày 05/3/2026")).replace(
        "Hết./.",
        (
            "II. PHỤ LỤC NHIỆM VỤ\n\nTổng hợp nhiệm vụ của Kế hoạch\n\nTT\tTên nhiệm vụ\tCơ quan chủ trì\tCơ "
            "quan phối hợp\tKết quả\tThời gian thực hiện\n"
            "A\tNHIỆM VỤ THƯỜNG XUYÊN\t\t\t\t\n1\tTuyên truyền pháp luật\tSở Tư pháp\tCông an tỉnh\tHội "
            "nghị\tThường xuyên\n"
            "2\tHướng dẫn nghiệp vụ hòa giải\tSở Tư pháp\tCông an tỉnh\tVăn bản\tThường xuyên\n"
            "3\tTiếp nhận phản ánh, kiến nghị\tSở Tư pháp\tCông an tỉnh\tBáo cáo\tThường xuyên\n"
            "B\tNHIỆM VỤ CÓ THỜI HẠN\t\t\t\t\n1\tXây dựng Đề án chuyển đổi số ngành Tư pháp\tSở Tư pháp\tCông an "
            "tỉnh\tĐề án\tNăm 2026\n\nHết./."
        ),
    ),
    silent=_rows(_row("Đã ban hành Đề án số 12/ĐA-UBND ngày 05/3/2026")),
)
def part_unreported(paper: Paper) -> Iterator[Fault]:
    done = {task.reports_on for task in paper.reported if task.reports_on}
    parts: dict[str, list[Task]] = {}
    for task in paper.assigned:
        if task.part:
            parts.setdefault(task.part, []).append(task)
    told = {part: sum(task.code in done for task in tasks) for part, tasks in parts.items()}
    if not any(told.values()):
        return
    for part, tasks in parts.items():
        if not told[part] and len(tasks) >= 3:
            start, stop = paper.part_heading(tasks[0]) or paper.span_of(tasks[0])
            yield Fault(start, stop, f"{len(tasks)} nhiệm vụ của phần {part} không có kết quả hay trạng thái nào.")


@rule(
    "status-unknown",
    "progress",
    "warning",
    "Bảng tổng hợp có cột trạng thái không rõ nghĩa.",
    fires=report(
        "Kết quả như sau:\n\nTổng số nhiệm vụ\tSố nhiệm vụ đã hoàn thành\tSố nhiệm vụ đang thực hiện\tSố nhiệm "
        "vụ nằm chờ\n10\t4\t6\t0\n\nHết./."
    ),
    silent=report(
        "Kết quả như sau:\n\nTổng số nhiệm vụ\tSố nhiệm vụ đã hoàn thành\tSố nhiệm vụ đang thực "
        "hiện\n10\t4\t6\n\nHết./."
    ),
)
def status_unknown(paper: Paper) -> Iterator[Fault]:
    for table in paper.tables:
        heads = [(cell, _STATUS_HEAD.match(fold(join_lines(cell.text)))) for cell in table.header]
        states = [(cell, m["state"] or m["bare"]) for cell, m in heads if m]
        known = [cell for cell, state in states if _KNOWN_STATES.match(state)]
        if len(known) < 2:
            continue
        for cell, state in states:
            if not _KNOWN_STATES.match(state) and cell.start is not None and cell.end is not None:
                yield Fault(cell.start, cell.end, f"Không rõ «{join_lines(cell.text)}» là trạng thái gì.")


@rule(
    "status-column-missing",
    "progress",
    "warning",
    "Bảng tổng hợp thiếu cột cho trạng thái mà phần chi tiết có dùng.",
    fires=report(
        "Kết quả như sau:\n\nTổng số nhiệm vụ\tSố nhiệm vụ đã hoàn thành\tSố nhiệm vụ đang thực hiện\n10\t4\t6\n\n"
        "1. Nhiệm vụ chưa đến hạn: 2 nhiệm vụ\n\nHết./."
    ),
    silent=report(
        "Kết quả như sau:\n\nTổng số nhiệm vụ\tSố nhiệm vụ đã hoàn thành\tSố nhiệm vụ chưa đến hạn\n10\t4\t6\n\n"
        "1. Nhiệm vụ chưa đến hạn: 2 nhiệm vụ\n\nHết./."
    ),
)
def status_column_missing(paper: Paper) -> Iterator[Fault]:
    for table in paper.tables:
        heads = [fold(join_lines(cell.text)) for cell in table.header]
        if (
            len(table.rows) != 1
            or not any(h.startswith("tong so") for h in heads)
            or sum("hoan thanh" in h or "dang" in h for h in heads) < 2
        ):
            continue
        for name, folded in _STATES:
            if any(folded in head for head in heads):
                continue
            match = re.search(
                rf"(?P<state>{name})[^.\n]{{0,20}}?:?[\s*]*\d+[\s*]+nhiệm vụ|\d+\s+nhiệm vụ\s+{name}", paper.text
            )
            if match:
                yield Fault(
                    *match.span(),
                    f"Có «{join_lines(match.group())}» nhưng bảng tổng hợp không có cột {name}.",
                    None,
                    (Span(table.header[0].start or table.start, table.header[-1].end or table.end),),
                )
