"""What the command prints for people: aligned, in Vietnamese, coloured on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vanban.model import Amendment, AmendmentKind, Citation, Figure, Finding, Header, Node, Reading, Task

if TYPE_CHECKING:
    from vanban.reconcile import Reconciliation

_LABELS = {
    "kind": "Loại văn bản",
    "number": "Số, ký hiệu",
    "symbol": "Ký hiệu",
    "date": "Ngày",
    "date_text": "Ngày như in",
    "place": "Địa danh",
    "issuer": "Cơ quan ban hành",
    "parent": "Cơ quan chủ quản",
    "title": "Trích yếu",
    "addressee": "Kính gửi",
    "recipients": "Nơi nhận",
    "archive": "Lưu",
    "signer_capacity": "Thẩm quyền ký",
    "signer": "Người ký",
    "secrecy": "Độ mật",
    "urgency": "Độ khẩn",
    "missing": "Không thấy ghi",
}
_ROLES = {
    "basis": "căn cứ",
    "implements": "thực hiện",
    "amends": "sửa đổi",
    "repeals": "bãi bỏ",
    "replaces": "thay thế",
    "details": "quy định chi tiết",
    "mentions": "nhắc đến",
}
_CLASSES = {
    "numbered": "có số",
    "named": "theo tên",
    "short": "tên gọi tắt",
    "self": "chính văn bản",
    "anaphor": "nhắc lại",
}
_ORDERS = {
    AmendmentKind.AMEND: "sửa đổi",
    AmendmentKind.INSERT: "bổ sung",
    AmendmentKind.REPEAL: "bãi bỏ",
    AmendmentKind.REPEAL_OPERATION: "bãi bỏ một lệnh sửa đổi",
    AmendmentKind.REPLACE_PHRASE: "thay cụm từ",
    AmendmentKind.INSERT_PHRASE: "bổ sung cụm từ",
    AmendmentKind.DELETE_PHRASE: "bỏ cụm từ",
    AmendmentKind.RENAME: "sửa tên",
    AmendmentKind.REPLACE_ANNEX: "thay phụ lục, mẫu",
    AmendmentKind.RENUMBER: "đánh số lại",
    AmendmentKind.SUSPEND: "ngưng hiệu lực",
    AmendmentKind.CONTINUE: "tiếp tục có hiệu lực",
    AmendmentKind.CORRECT: "đính chính",
    AmendmentKind.BLANKET_DEROGATION: "bãi bỏ chung các quy định trái",
    AmendmentKind.COMMENCEMENT: "có hiệu lực",
    AmendmentKind.TRANSITIONAL: "chuyển tiếp",
    AmendmentKind.UNREAD: "chưa đọc được",
}
_WAYS = {"after": "vào sau", "before": "vào trước", "end": "vào cuối", "into": "vào"}
SEVERITIES = {"error": "lỗi", "warning": "cảnh báo", "info": "lưu ý"}
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours, when the output is a terminal."""

    on: bool = False

    def strong(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.on else text

    def quiet(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m" if self.on else text

    def warm(self, text: str) -> str:
        return f"\x1b[33m{text}\x1b[0m" if self.on else text


def _pair(label: str, value: str, paint: Paint, width: int = 18) -> str:
    lines = textwrap.wrap(value, _WIDTH - width) or [""]
    first = f"{paint.quiet(label.ljust(width))}{lines[0]}"
    return "\n".join([first, *(" " * width + line for line in lines[1:])])


def show_header(header: Header, paint: Paint) -> str:
    """The head and foot, one field a line; what is absent is left out and named at the end."""
    found = []
    for name, label in _LABELS.items():
        value = getattr(header, name)
        if name == "symbol" and header.number:
            continue
        if value is None or value == ():
            continue
        if name == "date":
            value = f"{value:%d/%m/%Y}"
        text = "; ".join(value) if isinstance(value, tuple) else str(value)
        found.append(_pair(label, paint.warm(text) if name == "missing" else text, paint))
    return "\n".join(found)


def show_outline(nodes: Iterable[Node], paint: Paint) -> str:
    """The tree of parts, indented; long titles cut short."""
    return "\n".join(_branches(nodes, paint, 0)) or "Không thấy mục nào được đánh số."


def _branches(nodes: Iterable[Node], paint: Paint, depth: int) -> Iterator[str]:
    for node in nodes:
        label = f"{node.level} {node.label}" if node.level not in ("gạch đầu dòng",) else node.label
        title = textwrap.shorten(node.title, max(20, _WIDTH - 2 * depth - len(label)), placeholder=" …")
        yield f"{'  ' * depth}{paint.strong(label)}  {title}"
        yield from _branches(node.children, paint, depth + 1)


def show_citations(citations: Sequence[Citation], paint: Paint) -> str:
    """One mention a block: what is printed, how it is meant, where it leads."""
    if not citations:
        return "Không thấy văn bản nào được viện dẫn."
    blocks = []
    for citation in citations:
        kind = paint.quiet(f"{_CLASSES[citation.class_]}, {_ROLES[citation.role]}")
        point = f" [{citation.pinpoint}]" if citation.pinpoint else ""
        target = f"\n        → {citation.target}" if citation.target else ""
        blocks.append(f"{citation.start:>7}  {paint.strong(' '.join(citation.surface.split()))}{point}  {kind}{target}")
    return "\n".join([*blocks, f"{len(citations)} viện dẫn"])


def show_tasks(tasks: Sequence[Task], paint: Paint) -> str:
    """One task a block, with lead, coordinating units, product and time as printed."""
    if not tasks:
        return "Không thấy nhiệm vụ nào được giao."
    blocks = []
    for task in tasks:
        lines = [f"{paint.strong(task.code)}  {textwrap.shorten(task.title, _WIDTH, placeholder=' …')}"]
        pairs = (
            ("Chủ trì", "; ".join(task.lead)),
            ("Phối hợp", "; ".join(task.coordinating)),
            ("Sản phẩm", task.product or ""),
            ("Thời hạn", task.timing_text or ""),
        )
        lines.extend("    " + _pair(label, value, paint, 12) for label, value in pairs if value)
        if task.progress is not None and task.progress.result:
            lines.append(
                "    " + _pair("Kết quả", textwrap.shorten(task.progress.result, 200, placeholder=" …"), paint, 12)
            )
        blocks.append("\n".join(lines))
    return "\n".join([*blocks, f"{len(tasks)} nhiệm vụ"])


def show_amendments(amendments: Sequence[Amendment], paint: Paint) -> str:
    """One operation a block: what it does to which provision of which document, where, from when; what is in doubt."""
    if not amendments:
        return "Không thấy lệnh sửa đổi nào."
    blocks = []
    for one in amendments:
        what = [paint.strong(_ORDERS[one.kind]), *_target(one), *_words(one)]
        lines = [f"{one.start:>7}  {paint.quiet((one.at or '').ljust(22))} {' '.join(what)}"]
        if one.effect is not None:
            lines.append(f"{'':9}{paint.quiet('hiệu lực')} {' '.join(one.effect.text.split())}")
        if one.reason is not None:
            lines.extend(paint.warm(line) for line in textwrap.wrap(one.reason, _WIDTH, initial_indent=" " * 9,
                                                                    subsequent_indent=" " * 9))  # fmt: skip
        blocks.append("\n".join(lines))
    waiting = sum(one.needs_person for one in amendments)
    return "\n".join([*blocks, f"{len(amendments)} lệnh, {waiting} lệnh cần người xem"])


def _target(one: Amendment) -> Iterator[str]:
    if one.provision is not None:
        yield one.provision
    elif one.scope == "subject":
        yield "một phần"
    if one.replacement is not None:
        yield f"→ {one.replacement}"
    if one.document is not None:
        yield f"[{one.document}]"


def _words(one: Amendment) -> Iterator[str]:
    if one.old is not None:
        yield f"“{textwrap.shorten(one.old.text, 60, placeholder=' …')}”"
    if one.new is not None:
        yield f"→ “{textwrap.shorten(one.new.text, 60, placeholder=' …')}”"
    if one.anchor is not None:
        yield f"{_WAYS[one.anchor.position]} {one.anchor.provision or f'“{one.anchor.phrase}”'}"
    if one.places:
        yield "tại " + "; ".join(place.provision for place in one.places)


def show_figures(figures: Sequence[Figure], paint: Paint) -> str:
    """One figure a line."""
    if not figures:
        return "Không thấy số liệu nào."
    width = min(40, max(len(figure.surface) for figure in figures))
    lines = [
        f"{figure.start:>7}  {paint.strong(' '.join(figure.surface.split()).ljust(width))}  "
        f"{textwrap.shorten(figure.subject or '', 70, placeholder=' …')}"
        for figure in figures
    ]
    return "\n".join([*lines, f"{len(figures)} số liệu"])


def show_reconciliations(found: Sequence[Reconciliation], paint: Paint) -> str:
    """One check a line, the verdict first; the reason under it."""
    if not found:
        return "Không thấy số liệu nào để đối chiếu."
    lines = []
    for item in found:
        verdict = item.verdict.ljust(17)
        lines.append(f"{paint.quiet(verdict) if item.verdict == 'khớp' else paint.warm(verdict)}{item.statement}")
        if item.hypothesis:
            lines.extend(" " * 17 + row for row in textwrap.wrap(item.hypothesis, _WIDTH - 17))
    wrong = sum(item.verdict == "lệch" for item in found)
    open_ = sum(item.verdict == "không truy được" for item in found)
    return "\n".join([*lines, f"{len(found)} phép đối chiếu: {wrong} lệch, {open_} không truy được"])


def show_findings(text: str, found: Sequence[Finding], paint: Paint) -> str:
    """One finding a block: the line where it stands, how grave it is, the sentence, and the passage."""
    if not found:
        return "Không phát hiện lỗi nào."
    blocks = []
    for finding in found:
        line = f"dòng {text.count(chr(10), 0, finding.start) + 1}".ljust(11)
        severity = SEVERITIES[finding.severity].ljust(10)
        grave = paint.warm(severity) if finding.severity == "error" else severity
        said = textwrap.wrap(finding.message, _WIDTH - 21)
        rows = [f"{paint.quiet(line)}{grave}{said[0]}", *(" " * 21 + row for row in said[1:])]
        passage = textwrap.shorten(finding.surface, _WIDTH - 24, placeholder=" …")
        rows.append(" " * 21 + paint.quiet(f"«{passage}»  {finding.rule}"))
        if finding.suggestion:
            rows.append(" " * 21 + f"Đề nghị: {finding.suggestion}")
        blocks.append("\n".join(rows))
    counts = [(name, sum(f.severity == key for f in found)) for key, name in SEVERITIES.items()]
    return "\n".join([*blocks, ", ".join(f"{count} {name}" for name, count in counts if count)])


def show_papers(reading: Reading) -> str:
    """The papers of a file that holds several, a line each; what follows is of the first."""
    lines = []
    for number, paper in enumerate(reading.papers, start=1):
        head = paper.header
        page = next((page.page for page in reading.pages if page.start <= paper.start < page.end), None)
        named = [head.kind, head.number or head.symbol, head.title]
        words = " – ".join(word for word in named if word) or "không rõ"
        lines.append(f"{number}. {words}{f' (trang {page})' if page else ''}, {len(paper.tasks)} nhiệm vụ")
    return "\n".join([*lines, "Dưới đây là văn bản thứ nhất."])


def show_reading(reading: Reading, paint: Paint) -> str:
    """Everything, each part under its heading."""
    pages = f", {reading.source.pages} trang" if reading.source.pages else ""
    papers = [("CÁC VĂN BẢN TRONG TỆP", show_papers(reading))] if reading.papers else []
    parts = [
        (f"{reading.source.name} ({reading.source.format}{pages})", ""),
        *papers,
        ("THỂ THỨC", show_header(reading.header, paint)),
        ("BỐ CỤC", show_outline(reading.outline, paint)),
        ("VIỆN DẪN", show_citations(reading.citations, paint)),
        ("NHIỆM VỤ", show_tasks(reading.tasks, paint)),
        ("SỐ LIỆU", show_figures(reading.figures, paint)),
        ("LỆNH SỬA ĐỔI", show_amendments(reading.amendments, paint)),
        ("SOÁT LỖI", show_findings(reading.text, reading.findings, paint)),
    ]
    return "\n\n".join(f"{paint.strong(title)}\n{body}" if body else paint.strong(title) for title, body in parts)
