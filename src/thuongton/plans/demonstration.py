"""Plans of the demonstration: one that is followed with what its report says, and plans of communes beside it."""

from __future__ import annotations

import datetime as dt

from thuongton.documents.demonstration import enter
from thuongton.documents.models import Direction, LinkKind
from thuongton.documents.services.links import link
from thuongton.documents.services.register import register_document
from thuongton.plans.coverage.headings import headings_like
from thuongton.plans.models import Plan
from thuongton.plans.queries.adoption import report_period
from thuongton.plans.services.adopting import adopt_plan, declare_from_reading
from thuongton.plans.services.stating import note_stated_figures
from thuongton.plans.taking_in.read_task import ReadTask
from thuongton.web.demonstration import Demonstration

TRACKED_FROM = dt.date(2025, 8, 13)


def load_ha_tinh(place: Demonstration) -> Plan:
    """Plan 444/KH-UBND as the annex of letter 694/STP-XDPL lists it, with what that letter reports for Quarter I."""
    province, justice = place.units["Hà Tĩnh"], place.units["Hà Tĩnh/Sở Tư pháp"]
    letter, reading = enter(place, justice, "003", Direction.OUTGOING, registered_on=dt.date(2026, 4, 6))
    paper = register_document(
        None,
        province,
        Direction.OUTGOING,
        kind="Kế hoạch",
        number="444/KH-UBND",
        issued_on=TRACKED_FROM,
        issuer="Ủy ban nhân dân tỉnh Hà Tĩnh",
        title="Triển khai Nghị quyết số 66-NQ/TW và Chương trình hành động của Tỉnh ủy",
        registered_on=TRACKED_FROM,
        note="Chưa có tệp: nhiệm vụ được đọc từ phụ lục của Công văn 694/STP-XDPL ngày 06/4/2026.",
    )
    link(None, letter, LinkKind.REPORTS_ON, target=paper)
    tasks = [ReadTask.of(task) for task in reading.tasks]
    plan = adopt_plan(
        None,
        province,
        title=paper.title,
        tasks=tasks,
        tracked_from=TRACKED_FROM,
        document=paper,
        source=letter,
        number=paper.number,
        issued_on=paper.issued_on,
    )
    period = report_period(reading)
    if period is None:
        raise RuntimeError("the report names no period")
    declare_from_reading(None, plan, document=letter, tasks=tasks, period=period)
    name, content = place.paper("003")
    note_stated_figures(None, plan, document=letter, content=content, name=name, as_of=period.end)
    return plan


def load_comparison(place: Demonstration, higher: Plan) -> list[Plan]:
    """The communes' plans as Sở Tư pháp keeps them beside the province's plan, for comparison only."""
    justice = place.units["Hà Tĩnh/Sở Tư pháp"]
    plans = []
    for number in ("001", "002", "004"):
        document, reading = enter(place, justice, number, Direction.INCOMING, registered_on=dt.date(2026, 4, 20))
        plans.append(
            adopt_plan(
                None,
                justice,
                title=document.title or document.kind,
                tasks=[ReadTask.of(task) for task in reading.tasks],
                tracked_from=None,
                document=document,
                number=document.number,
                issued_on=document.issued_on,
                implements=[higher],
            )
        )
    report, reading = enter(place, justice, "000", Direction.INCOMING, registered_on=dt.date(2026, 4, 20))
    groups = [section.title for section in higher.sections.all()]
    plans.append(
        adopt_plan(
            None,
            justice,
            title=report.title or report.kind,
            tasks=[],
            headings=headings_like(reading.outline, groups),
            tracked_from=None,
            document=report,
            implements=[higher],
        )
    )
    return plans


def load(place: Demonstration) -> str:
    """The plan of the province and those it is compared with."""
    plan = load_ha_tinh(place)
    load_comparison(place, plan)
    return f"Đã đưa {plan.tasks.count()} nhiệm vụ của {plan.number} vào theo dõi."
