"""Whether a result that is declared finished speaks of the product at all (trình, lấy ý kiến chưa phải sản phẩm)."""

from __future__ import annotations

import re
import unicodedata

from thuongton.calendars.clock import ClockStep

# Products that exist only once a body has issued them; a report, a workshop or a list may be handed in as it is.
_ISSUED_KINDS = re.compile(
    r"(?<!dự thảo )(?<!tờ trình )\b(đề án|kế hoạch|quyết định|nghị quyết|chỉ thị|chương trình hành động|quy chế"
    r"|quy định|thông tư|nghị định|hướng dẫn)\b"
)
_SUBMISSION = re.compile(
    r"\b(trình|xin ý kiến|cho ý kiến|lấy ý kiến|góp ý|thẩm định|đang tham mưu|đang xây dựng|đang soạn thảo"
    r"|đang hoàn thiện|đang dự thảo|dự thảo)\b"
)
_ISSUED = re.compile(
    r"\b(?:đã|được)\s+(?:được\s+)?(?:ký\s+)?(?:ban hành|phê duyệt|thông qua|công bố)\b"
    r"|\b(?:ban hành|phê duyệt|thông qua)\b[^.;]{0,80}?\bsố\s*\d"
)
_SUBMITS_ITSELF = re.compile(r"^(?:xây dựng\s+)?(?:tham mưu\s+)?trình\b")


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


def suspect_product(title: str, product: str, state: str, result: str) -> ClockStep | None:
    """A doubt about a task declared finished whose result only tells of submitting, asking opinions or drafting.

    The product must be a paper that a body issues (đề án, kế hoạch, quyết định …). Returns a sentence with the quote,
    or None: when nothing is declared finished, when the result tells of issuing, or when submitting is the task itself.

    >>> print(suspect_product("Xây dựng Đề án", "Đề án", "completed", "Sở đã trình UBND tỉnh cho ý kiến về Đề án"))
    Khai báo hoàn thành nhưng kết quả chỉ ghi «Sở đã trình UBND tỉnh cho ý kiến về Đề án»: chưa phải sản phẩm «Đề án».
    """
    if state != "completed" or not result.strip():
        return None
    wanted, said, work = (unicodedata.normalize("NFC", text).lower() for text in (product, result, title.strip()))
    if not _ISSUED_KINDS.search(wanted) or _SUBMITS_ITSELF.match(work):
        return None
    if _ISSUED.search(said) or not _SUBMISSION.search(said):
        return None
    text = _("Khai báo hoàn thành nhưng kết quả chỉ ghi «%(quote)s»: chưa phải sản phẩm «%(product)s».")
    return ClockStep(text, {"quote": result.strip(), "product": product.strip()})
