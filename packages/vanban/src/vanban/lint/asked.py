"""What notices of conclusions ask for (thông báo kết luận): work that ends in something, without a day for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.lint.examples import paper
from vanban.lint.faults import Fault
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Task, TimingKind

_ENDS = re.compile(  # work that is done once and ends in something
    r"(?<!\w)(?:xây dựng|soạn thảo|thẩm định|nghiên cứu|rà soát|tổng hợp|trình|lập|chuẩn bị|hoàn thiện)(?!\w)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?<!\w)(?:thường xuyên|theo dõi|đôn đốc|duy trì|tiếp tục|tăng cường|chủ động|kịp thời|nghiêm túc)(?!\w)",
    re.IGNORECASE,
)
_MANY = re.compile(r"(?:các|những|mọi|từng|toàn thể)\s", re.IGNORECASE)
_REACH = 160
_DATED = (TimingKind.FIXED, TimingKind.WINDOW, TimingKind.COMPOSITE)
_FEWEST = 2


def _notice(body: str) -> str:
    return paper(body).replace("KẾ HOẠCH", "THÔNG BÁO").replace("/KH-UBND", "/TB-UBND")


_DATED_WORK = (
    "1. Giao Phòng Kinh tế chủ trì, xây dựng phương án chợ phiên, hoàn thành trước ngày 15/8/2026.\n\n"
    "2. Giao Công an xã chủ trì, rà soát hộ khẩu, báo cáo trước ngày 20/8/2026.\n\n"
)


@rule(
    "asked-without-time",
    "plans",
    "info",
    "Việc có kết quả cụ thể không ghi thời hạn, trong khi các việc khác của thông báo có.",
    fires=_notice(f"{_DATED_WORK}3. Giao Phòng Văn hóa - Xã hội chủ trì, lập danh sách hộ nghèo trình UBND xã./."),
    silent=_notice(
        f"{_DATED_WORK}3. Giao Phòng Văn hóa - Xã hội thường xuyên theo dõi, tổng hợp tình hình hộ nghèo./."
    ),
)
def asked_without_time(paper: Paper) -> Iterator[Fault]:
    if paper.header.kind not in ("Thông báo", "Kết luận", "Thông báo Kết luận"):
        return
    tasks = [task for task in paper.reading.tasks if not task.duty and task.progress is None]
    dated = sum(task.timing.kind in _DATED for task in tasks)
    if dated < _FEWEST:
        return
    for task in tasks:
        if task.timing.kind is TimingKind.NONE and not task.timing_text and _owes(task):
            said = f"Nhiệm vụ {task.code} không ghi thời hạn; {dated} nhiệm vụ khác của văn bản có."
            yield Fault(*paper.span_of(task), said)


def _owes(task: Task) -> bool:
    """Whether one unit must bring about something that ends: a paper, a plan, an appraisal."""
    words = task.title[:_REACH]
    one = len(task.lead) == 1 and _MANY.match(task.lead[0]) is None
    return one and _ENDS.search(words) is not None and _GOES_ON.search(words) is None
