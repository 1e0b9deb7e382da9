"""What stands above every page of a case: what it is, its state, its tabs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.cases.case_parts import parts_of
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.models import Case
from thuongton.cases.queries.case_page import state_label
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.sealed_fields import is_personal
from thuongton.cases.words import said_label
from thuongton.people.requests import SignedInRequest
from thuongton.records.queries import comments_of

MAIN, SAID, HISTORY = "vu-viec", "trao-doi", "lich-su"
"""The tabs that every case has."""


def frame_of(request: SignedInRequest, case: Case, tab: str = MAIN, *, state: str | None = None) -> dict[str, Any]:
    """What ``cases/frame.html`` is drawn with; ``tab`` is the key of the part that is shown.

    ``state`` takes the place of the state as it is now, on the page of an earlier day.
    """
    kind = kind_of(case)
    page = case.get_absolute_url()
    shown = parts_of(request, case, "tab")
    tabs = [_tab(MAIN, page, _("Vụ việc"))]
    for one in shown:
        address = reverse(one.part.route, args=[case.uid]) if one.part.route else f"{page}?phan={one.key}"
        tabs.append(_tab(one.key, address, one.label, one.context.get("number")))
    tabs += [
        _tab(SAID, f"{page}?phan={SAID}", _("Trao đổi"), comments_of(request.user, case).count()),
        _tab(HISTORY, reverse("cases:history", args=[case.uid]), _("Lịch sử"), case.acts),
    ]
    now = case.state if state is None else state
    return {
        "room": "cases",
        "case": case,
        "kind": kind.kind,
        "kind_label": said_label(kind.label),
        "title": ": ".join(one for one in (said_label(kind.label), about(case, kind)) if one),
        "state": state_label(kind, now) or _("Chưa tiếp nhận"),
        "state_key": state_key(kind, now),
        "tabs": tabs,
        "tab": tab,
        "part": next((one for one in shown if one.key == tab), None),
    }


def _tab(key: str, address: str, label: str, number: int | None = None) -> dict[str, Any]:
    return {"key": key, "address": address, "label": label, "number": number}


def state_key(kind: CaseKind, state: str) -> str:
    """The state of ``web/states.py`` as which a state of a kind is shown."""
    found = kind.states.get(state)
    if found is None:
        return "unknown"
    if found.final:
        return "ended"
    return "waiting" if found.clock == "paused" else "running"


def about(case: Case, kind: CaseKind) -> str:
    """What a case is about, in one line: its first choices, which are never sealed."""
    words = []
    for name, field in kind.fields.items():
        value = case.data.get(name)
        if field.kind == "choice" and not is_personal(kind, name) and value in field.choices:
            words.append(said_label(field.choices[value]))
    return ", ".join(words[:3])
