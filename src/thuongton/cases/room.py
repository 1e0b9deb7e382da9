"""What cases give to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuongton.audit.triggers import Tracked
from thuongton.cases.acts import ACTS
from thuongton.cases.checks import CHECKS
from thuongton.cases.demonstration import load
from thuongton.cases.found import found_cases
from thuongton.cases.on_case import ON_CASE
from thuongton.cases.queries.citing import CITING
from thuongton.cases.recurring import JOBS
from thuongton.cases.services.calendar_moves import DEPENDENTS
from thuongton.cases.services.importing import resume_sheets, sweep_sheets
from thuongton.cases.today import TODAY, late_of_page
from thuongton.cases.undoing import UNDO
from thuongton.cases.views.impact import KEPT
from thuongton.jobs.schedule import Periodic, hourly
from thuongton.jobs.services import Resume
from thuongton.web.demonstration import DemoRows
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room
from thuongton.web.routes import Routes
from thuongton.web.search import Search


def sweep() -> str:
    """Let go of sheets that nobody confirmed."""
    return f"Đã bỏ {sweep_sheets()} tệp nhập sổ không ai xác nhận."


ROOM = Room(
    "cases",
    order=25,
    parts=(
        Addresses("vu-viec/", "thuongton.cases.urls"),
        Entry(
            "cases", _("Vụ việc"), "case", "cases:books", with_scope, 40, number=late_of_page,
            counted=_("vụ việc quá hạn"), late=True,
        ),
        Search("cases", _("Vụ việc"), found_cases),
        *TODAY,
        *JOBS,
        Routes("thuongton.cases.api"),
        # marks of words and rows of a sheet go with a key: the trail must never hold them; reminders are nobody's act
        Tracked(
            "cases",
            skip=frozenset({"casemark", "casereminder", "caseimport", "caseimportpart"}),
            hidden={"case": ("steps",)},  # the acts again, which have lines of their own
        ),
        DEPENDENTS,
        ON_CASE,
        CITING,
        KEPT,
        Resume(resume_sheets),
        Periodic("don-tep-nhap-so", hourly, sweep),
        ACTS,
        DemoRows(load),
        *CHECKS,
        *UNDO,
    ),
)  # fmt: skip
