"""The rules of the linter in words for a page: names of families and severities, and examples cut to their fault."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext, gettext_lazy

from thuongton.documents.findings import OTHER, known_rules
from vanban import lint, read_document
from vanban.lint import FAMILIES, KnownDocument

FAMILY_NAMES = {
    "form": gettext_lazy("Thể thức"),
    "numbering": gettext_lazy("Đánh số"),
    "names": gettext_lazy("Tên gọi"),
    "copypaste": gettext_lazy("Sao chép"),
    "plans": gettext_lazy("Giao việc"),
    "progress": gettext_lazy("Kết quả thực hiện"),
    "citations": gettext_lazy("Căn cứ, viện dẫn"),
    "numbers": gettext_lazy("Số liệu"),
    "normative": gettext_lazy("Soạn thảo quy phạm"),
    OTHER: gettext_lazy("Quy tắc cũ"),
}
FAMILY_REASONS = {
    "form": gettext_lazy(
        "Thể thức theo Nghị định 30/2020/NĐ-CP (văn bản hành chính) và Nghị định 78/2025/NĐ-CP (văn bản quy phạm)."
    ),
    "numbering": gettext_lazy(
        "Đánh số sai thì nơi khác viện dẫn sai điều, khoản, mục; sửa sau khi ký phải đính chính."
    ),
    "names": gettext_lazy(
        "Một nơi mang hai tên, hoặc chữ viết tắt chưa giải thích, làm người đọc không rõ ai phải làm."
    ),
    "copypaste": gettext_lazy("Đoạn chép từ văn bản khác để sót tên, năm, chữ lặp là lỗi hay gặp nhất khi soạn lại."),
    "plans": gettext_lazy(
        "Mỗi việc cần một cơ quan chủ trì, sản phẩm và thời hạn rõ ràng thì mới theo dõi, đôn đốc được."
    ),
    "progress": gettext_lazy("Kết quả phải đủ rõ để biết việc đã xong hay chưa, và nhờ văn bản nào mà biết."),
    "citations": gettext_lazy("Căn cứ sai số, sai ngày, hết hiệu lực làm văn bản bị hỏi lại khi kiểm tra, rà soát."),
    "numbers": gettext_lazy("Số liệu trong lời, trong bảng và trong phụ lục của một văn bản phải khớp nhau."),
    "normative": gettext_lazy(
        "Nghị quyết, quyết định quy phạm của địa phương phải rõ ngày hiệu lực, văn bản bị thay thế và việc chuyển tiếp."
    ),
    OTHER: gettext_lazy("Phần mềm đang dùng không còn quy tắc này; hãy đọc lại tệp để có kết quả mới."),
}
SEVERITY_NAMES = {
    "error": gettext_lazy("lỗi"),
    "warning": gettext_lazy("cảnh báo"),
    "info": gettext_lazy("lưu ý"),
}
SEVERITY_STATES = {"error": "fault", "warning": "caution", "info": "remark"}
"""The state of ``web/states.py`` that a severity is shown as."""
SEVERITY_ICONS = {"error": "✕", "warning": "⚠", "info": "ℹ"}
AROUND = 90


def family_name(family: str) -> str:
    """The name of a family in the language of the page; a family nobody named yet has its name of the registry."""
    return str(FAMILY_NAMES.get(family) or gettext(FAMILIES.get(family, family)).capitalize())


def family_reason(family: str) -> str:
    """Why the family is looked at, in one sentence; empty for a family nobody described yet."""
    return str(FAMILY_REASONS.get(family, ""))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of an example: what stands before the fault, the fault, and what stands after it."""

    before: str
    fault: str
    after: str


@lru_cache(maxsize=512)
def example_of(code: str) -> Excerpt | None:
    """The faulty passage of the example on which a rule fires, with the words around it; None for an unknown rule."""
    rule = known_rules().get(code)
    if rule is None:
        return None
    reading = read_document(rule.fires)
    known = {document.number: document for document in rule.known}
    found = lint(reading, select=[code], register=_Known(known) if known else None)
    if not found:
        return None
    text, fault = reading.text, found[0]
    start, end = max(0, fault.start - AROUND), min(len(text), fault.end + AROUND)
    before, after = text[start : fault.start], text[fault.end : end]
    if start > 0:
        before = "…" + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + "…"
    middle = text[fault.start : fault.end]
    if len(middle) > 3 * AROUND:
        middle = middle[: 3 * AROUND].rpartition(" ")[0] + " …"
    return Excerpt(before, middle, after)


class _Known:
    """The register that the example of a rule is read with."""

    def __init__(self, known: dict[str, KnownDocument]) -> None:
        self._known = known

    def find(self, target: str) -> KnownDocument | None:
        """What the example knows of a target ``number@issuer``."""
        return self._known.get(target.partition("@")[0])
