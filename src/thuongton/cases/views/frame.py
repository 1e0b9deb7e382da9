"""What stands above every page of a case: what it is, its state, its tabs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.cases.case_parts import parts_of
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.words import said_label
from thuongton.people.requests import SignedInRequest

MAIN = "vu-viec"
"""The tab of the case itself."""


def frame_of(request: SignedInRequest, case: Case, tab: str = MAIN) -> dict[str, Any]:
    """What ``cases/frame.html`` is drawn with; ``tab`` is the key of the part that is shown."""
    kind = kind_of(case)
    page = case.get_absolute_url()
    shown = parts_of(request, case, "tab")
    tabs = [{"key": MAIN, "address": page, "label": _("Vụ việc"), "number": None}]
    for one in shown:
        address = reverse(one.part.route, args=[case.uid]) if one.part.route else f"{page}?phan={one.key}"
        tabs.append({"key": one.key, "address": address, "label": one.label, "number": one.context.get("number")})
    return {
        "case": case,
        "kind": kind.kind,
        "kind_label": said_label(kind.label),
        "state": said_label(kind.states[case.state].label) if case.state in kind.states else _("không xác định"),
        "tabs": tabs,
        "tab": tab,
        "part": next((one for one in shown if one.key == tab), None),
    }
