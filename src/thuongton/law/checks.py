"""What must hold between the rows of the register of law, for ``thuongton check``."""

from __future__ import annotations

from collections.abc import Iterator

from thuongton.audit.checks import Check, each
from thuongton.law.models import LegalAct
from thuongton.law.queries.windows import acts_behind, derived, kept, waiting, without_windows

SAMPLE = 5_000
"""So many acts are derived again and compared; of a larger register some from every part of it."""
BATCH = 200


def _otherwise() -> Iterator[LegalAct]:
    """Acts whose windows are not those that all acts make; those that wait are told by their own check."""
    number = LegalAct.objects.count()
    rows = LegalAct.objects.order_by("pk").values_list("pk", flat=True)
    for at in range(0, number, max(BATCH, number * BATCH // SAMPLE)):
        first = rows[at]
        acts = acts_behind(first - 1, BATCH)
        wait = set(waiting().filter(act__in=[act.pk for act in acts]).values_list("act", flat=True))
        have = kept(act.pk for act in acts)
        for act, windows in zip(acts, derived(acts).values(), strict=True):
            if act.pk not in wait and act.pk in have and have[act.pk] != windows:
                yield act


def _unknown() -> Iterator[LegalAct]:
    """Acts without windows that nothing will derive."""
    yield from without_windows().exclude(pk__in=waiting().order_by().values("act"))


CHECKS = (
    Check(
        "law-window-otherwise",
        "Tình trạng hiệu lực trong danh sách đúng như suy ra từ các văn bản",
        "error",
        "Chạy thuongton law derive --all.",
        each(_otherwise, lambda act: f"Khoảng hiệu lực của {act} không như các văn bản cho thấy."),
    ),
    Check(
        "law-window-none",
        "Mỗi văn bản trong sổ pháp luật có tình trạng hiệu lực",
        "error",
        "Chạy thuongton law derive --all.",
        each(_unknown, lambda act: f"{act} chưa được tính hiệu lực."),
    ),
    Check(
        "law-window-waiting",
        "Không văn bản nào chờ tính lại hiệu lực",
        "warning",
        "Chờ việc nền, hoặc chạy thuongton law derive.",
        each(lambda: waiting().select_related("act"), lambda row: f"{row.act} chờ tính lại hiệu lực."),
    ),
)
