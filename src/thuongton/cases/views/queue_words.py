"""What queues are called, what they mean, and why a case stands in one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.queries.case_rows import CaseRow
from thuongton.cases.queries.queues import queue_names
from thuongton.cases.queries.urgent import number_in_queue
from thuongton.cases.views.columns import clock_label
from thuongton.cases.words import KindWords, said_label

LABELS = {
    "viec_cua_toi": gettext_noop("Việc của tôi"),
    "sap_den_han": gettext_noop("Sắp đến hạn"),
    "qua_han": gettext_noop("Quá hạn"),
    "cho_bo_sung": gettext_noop("Chờ bổ sung"),
    "cho_lanh_dao": gettext_noop("Chờ lãnh đạo"),
    "mac_ket": gettext_noop("Mắc kẹt"),
}
ROLES = {
    "congchuc": gettext_noop("công chức"),
    "lanhdao": gettext_noop("lãnh đạo"),
    "he_thong": gettext_noop("hệ thống"),
}


def queue_label(name: str) -> Any:
    """What a queue is called: a msgid, or the words of the first kind that has it."""
    if name in LABELS:
        return LABELS[name]
    for versions in known_kinds().values():
        for kind in versions:
            if name in kind.queues:
                return KindWords(kind.queues[name].label)
    return name


def queue_words(name: str) -> str:
    """What a queue is called, in the language of the page."""
    label = queue_label(name)
    return _(label) if isinstance(label, str) else str(label)


def queue_tabs(request: Any, *, own: bool) -> list[dict[str, Any]]:
    """Every queue as a tab; with how many cases of the own unit stand in it where those are asked for."""
    return [
        {
            "key": name,
            "label": queue_words(name),
            "address": reverse("cases:queue", args=[name]) + ("?cua-toi=1" if own else ""),
            "number": number_in_queue(request.user, name, request.as_of) if own else None,
        }
        for name in queue_names()
    ]


def why_stuck(row: CaseRow) -> str:
    """What a case that is stuck misses: no clock runs, and nobody in office has an act that leads on."""
    if row.kind is None or row.case.state not in row.kind.states:
        return _("sổ của hồ sơ không còn được cài")
    onward = [one for one in row.kind.leaving(row.case.state).values() if one.to not in (None, row.case.state)]
    if not onward:
        return _("không có thao tác nào dẫn tiếp từ trạng thái này")
    acts = ", ".join(said_label(one.label) for one in onward)
    roles = ", ".join(_(ROLES[role]) for role in dict.fromkeys(role for one in onward for role in one.role))
    return _("chờ «%(acts)s», chỉ %(roles)s làm được") % {"acts": acts, "roles": roles}


def why_there(row: CaseRow, queue: str) -> str:
    """Why a case stands in a queue: what is due next; of a stuck one, what is missing."""
    return why_stuck(row) if queue == "mac_ket" else clock_label(row) or _("không có thời hạn đang chạy")
