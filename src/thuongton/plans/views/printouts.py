"""«Bản in đã lưu» of plans: every report that was printed, to be taken out again; narrowed to one plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from thuongton.plans.queries.lists import plan_named, plans_offered
from thuongton.plans.services.printing import REPORT
from thuongton.prints.listing import FACTS, FILTERS, PRINTS, TITLE
from thuongton.prints.queries import of_kind
from thuongton.web.lists.filters import Record
from thuongton.web.lists.listing import Shown
from thuongton.web.lists.views import listing_urls


def _head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    return {"room": "plans", "plan": shown.asked.values.get("ke-hoach")}


PLAN = Record(
    key="ke-hoach", label=gettext_noop("Kế hoạch"), column="subject_id", find=plan_named, options=plans_offered
)
PRINTOUTS = replace(
    PRINTS,
    key="ban-in",
    columns=(TITLE, *FACTS),
    query=lambda question: of_kind(question.reader, REPORT).order_by(),
    filters=(PLAN, *FILTERS),
    template="plans/printouts.html",
    head=_head,
    empty=gettext_noop("Chưa in báo cáo nào. Mở «Báo cáo trạng thái» của một kế hoạch rồi chọn «In ra Word»."),
)

urls = listing_urls(PRINTOUTS, room="plans", name="printouts", at="bao-cao-da-in/")
