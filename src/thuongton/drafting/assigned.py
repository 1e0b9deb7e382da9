"""What is thought about assigned contents: whose they are, in which form, what closes them, their state; pure but for
the same state as SQL.

Luật 64/2025/QH15: a document in detail comes into force on the day of what it details. A content without its document
on that day is late.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, CharField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from thuongton.drafting.local_forms import LocalForm
from thuongton.law.states import LegalState
from thuongton.law.text.places import place_of
from thuongton.people.models import COMMUNE_KINDS, UnitKind
from vanban.agencies import short_names
from vanban.delegations import Delegation
from vanban.text import fold, join_lines

SOON = 60
"""Days before the day of effect from which a content without its document is shown as near."""
_PROVINCE, _COMMUNE = (UnitKind.PROVINCE,), tuple(COMMUNE_KINDS)
FORMS: dict[str, tuple[LocalForm, tuple[str, ...]]] = {
    "hdnd_tinh": (LocalForm.RESOLUTION_PROVINCE, _PROVINCE),
    "ubnd_tinh": (LocalForm.DECISION_PROVINCE, _PROVINCE),
    "chu_tich_ubnd_tinh": (LocalForm.DECISION_CHAIR, _PROVINCE),
    "hdnd_xa": (LocalForm.RESOLUTION_COMMUNE, _COMMUNE),
    "ubnd_xa": (LocalForm.DECISION_COMMUNE, _COMMUNE),
    "chu_tich_ubnd_xa": (LocalForm.DECISION_COMMUNE, _COMMUNE),
}
"""The form in which a body rules, and the kinds of unit that it is the body of."""
_LOCAL = re.compile(r"^(?P<body>hdnd|chu tich ubnd|ubnd) (?P<name>.+)$")
_IN_FORCE = (LegalState.IN_FORCE.value, LegalState.PARTLY_EXPIRED.value)
_GONE = (LegalState.EXPIRED.value,)


class AssignedState(StrEnum):
    """The states of an assigned content (tình trạng), the first that holds counts."""

    NOT_OURS = "not_ours"
    ELSEWHERE = "elsewhere"
    ISSUED = "issued"
    GONE = "gone"
    DOUBTFUL = "doubtful"
    NO_DAY = "no_day"
    LATE = "late"
    SOON = "soon"
    WAITING = "waiting"


WORDS = {
    AssignedState.NOT_OURS: _("Không thuộc trách nhiệm"),
    AssignedState.ELSEWHERE: _("Đã có văn bản khác"),
    AssignedState.ISSUED: _("Đã ban hành"),
    AssignedState.GONE: _("Văn bản giao đã hết hiệu lực"),
    AssignedState.DOUBTFUL: _("Chờ người xác nhận"),
    AssignedState.NO_DAY: _("Chưa rõ hạn"),
    AssignedState.LATE: _("Chưa ban hành, quá hạn"),
    AssignedState.SOON: _("Chưa ban hành, sắp đến hạn"),
    AssignedState.WAITING: _("Chưa ban hành, chưa đến hạn"),
}
MARKS = {
    AssignedState.NOT_OURS: "left",
    AssignedState.ELSEWHERE: "left",
    AssignedState.ISSUED: "proven",
    AssignedState.GONE: "cancelled",
    AssignedState.DOUBTFUL: "look",
    AssignedState.NO_DAY: "unknown",
    AssignedState.LATE: "overdue",
    AssignedState.SOON: "due_soon",
    AssignedState.WAITING: "not_due",
}
"""The sign of the house for each."""


@dataclass(frozen=True, slots=True)
class AssignedFacts:
    """What the state of a content is read from on a day."""

    verdict: str
    issued: bool
    act_state: str
    sure: bool
    due: dt.date | None


def state_on(facts: AssignedFacts, day: dt.date) -> AssignedState:
    """The state of a content on a day."""
    if facts.verdict:
        return AssignedState(facts.verdict)
    if facts.issued:
        return AssignedState.ISSUED
    if facts.act_state in _GONE:
        return AssignedState.GONE
    if not facts.sure:
        return AssignedState.DOUBTFUL
    if facts.due is None:
        return AssignedState.NO_DAY
    if facts.due <= day:
        return AssignedState.LATE
    return AssignedState.SOON if facts.due <= day + dt.timedelta(days=SOON) else AssignedState.WAITING


def state_column(day: dt.date) -> Case:
    """The same over rows with ``verdict_now``, ``issued_now``, ``act_state``, ``sure_now`` and ``due_now``."""
    order = (
        (Q(verdict_now=AssignedState.NOT_OURS.value), AssignedState.NOT_OURS),
        (Q(verdict_now=AssignedState.ELSEWHERE.value), AssignedState.ELSEWHERE),
        (Q(issued_now=True), AssignedState.ISSUED),
        (Q(act_state__in=_GONE), AssignedState.GONE),
        (Q(sure_now=False), AssignedState.DOUBTFUL),
        (Q(due_now__isnull=True), AssignedState.NO_DAY),
        (Q(due_now__lte=day), AssignedState.LATE),
        (Q(due_now__lte=day + dt.timedelta(days=SOON)), AssignedState.SOON),
    )
    return Case(
        *(When(condition, then=Value(state.value)) for condition, state in order),
        default=Value(AssignedState.WAITING.value),
        output_field=CharField(),
    )


def in_force(state: str) -> bool:
    """Whether an act in a state of the register rules."""
    return state in _IN_FORCE


def local_issuer(issuer: str) -> tuple[str, str] | None:
    """The body («hdnd», «ubnd», «chu tich ubnd») and the folded name of the unit of a local issuer; None for others.

    >>> local_issuer("Hội đồng nhân dân tỉnh Vân Giang")
    ('hdnd', 'tinh van giang')
    """
    match = _LOCAL.match(short_names(fold(join_lines(issuer)).strip()))
    return (match["body"], match["name"].strip()) if match is not None else None


def may_issue(form: str, body: str) -> bool:
    """Whether a local body issues documents of a form."""
    if form in (LocalForm.RESOLUTION_PROVINCE, LocalForm.RESOLUTION_COMMUNE):
        return body == "hdnd"
    if form == LocalForm.DECISION_CHAIR:
        return body in ("chu tich ubnd", "ubnd")
    return body in ("ubnd", "chu tich ubnd")


def content_key(one: Delegation) -> str:
    """What a content is known by through new readings of its act: body, place, words."""
    said = f"{one.body}|{one.document or ''}|{one.provision or ''}|{join_lines(one.content)}"
    return hashlib.sha256(said.encode()).hexdigest()


def rules_it(cited: str, provision: str, details: str, beside: Collection[str]) -> bool:
    """Whether a basis names the provision of a content: itself, what it details, or the article that leaves nothing
    else to the same body (``beside``: the provisions of all that it leaves to it).

    >>> rules_it("khoản 2 Điều 5", "khoản 2 Điều 5", "", ["khoản 2 Điều 5"])
    True
    >>> rules_it("Điều 5", "khoản 2 Điều 5", "", ["khoản 2 Điều 5", "khoản 3 Điều 5"])
    False
    """
    mine = place_of(cited)
    if not mine.steps:
        return False
    wanted = [place_of(one) for one in (provision, *details.split("; ")) if one]
    if any(mine.bare.steps == one.bare.steps for one in wanted if one.steps):
        return True
    own = place_of(provision)
    if not own.steps or not mine.holds(own):
        return False
    return sum(mine.holds(place_of(one)) for one in set(beside)) == 1
