"""The conditions of lists of tasks; each narrows through the one meaning in ``queries/filters.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_noop

from thuongton.people.filters import person_filter, unit_filter
from thuongton.plans.choices import CATEGORIES, KINDS
from thuongton.plans.queries.filters import Filters, filtered
from thuongton.plans.queries.lists import (
    assigned_to,
    due_within,
    in_states,
    plan_named,
    plans_offered,
    section_named,
    unit_named,
    unproven,
)
from thuongton.plans.queries.tasks import triggers_visible_to
from thuongton.plans.status import State
from thuongton.web.lists.filters import By, Choice, DayRange, Filter, Flag, Many, Record, Rows, Words
from thuongton.web.lists.question import Question

STATES = [(str(state), state.label) for state in State]
ROLES = [("lead", gettext_noop("chủ trì")), ("coordinate", gettext_noop("phối hợp"))]


def _by(made: Callable[[Any], Filters]) -> By:
    return lambda rows, value, _question: filtered(rows, made(value))


def keep(rows: Rows, _value: Any, _question: Question) -> Rows:
    """The rows as they are: the condition is met by the query or by another filter."""
    return rows


def _of_unit(rows: Rows, unit: Any, question: Question) -> Rows:
    role = question.get("vai-tro")
    return filtered(rows, Filters(unit=unit.pk, role=role if role in dict(ROLES) else ""))


WORDS = Words(key="q", label=gettext_noop("Chữ trong nhiệm vụ"))
STATE = Many(key="trang-thai", label=gettext_noop("Trạng thái"), options=STATES, by=in_states)
UNIT = replace(unit_filter("don-vi", gettext_noop("Đơn vị"), by=_of_unit), find=unit_named)
ROLE = Choice(key="vai-tro", label=gettext_noop("Vai trò của đơn vị"), options=ROLES, by=keep)
PERSON = person_filter(
    "nguoi",
    gettext_noop("Người được giao"),
    by=assigned_to,
)
PLAN = Record(
    key="ke-hoach",
    label=gettext_noop("Kế hoạch"),
    find=plan_named,
    options=plans_offered,
    by=_by(lambda plan: Filters(plan=plan.pk)),
)
SECTION = Record(
    key="nhom", label=gettext_noop("Nhóm"), find=section_named, by=_by(lambda one: Filters(section=one.pk)), quiet=True
)
DUE = DayRange(
    key="han-tu",
    until="han-den",
    label=gettext_noop("Hạn từ ngày"),
    by=due_within,
)
KIND = Choice(
    key="loai", label=gettext_noop("Loại thời hạn"), options=KINDS, by=_by(lambda kind: Filters(kind=kind)), quiet=True
)
REGULAR = Choice(
    key="thuong-xuyen",
    label=gettext_noop("Loại"),
    options=[("1", gettext_noop("Thường xuyên")), ("0", gettext_noop("Có thời hạn"))],
    by=_by(lambda value: Filters(regular=value == "1")),
)
TRIGGER = Record(
    key="cho",
    label=gettext_noop("Chờ sự kiện"),
    find=lambda question, pk: triggers_visible_to(question.reader).filter(pk=pk).first(),
    by=_by(lambda trigger: Filters(trigger=trigger.pk)),
    quiet=True,
)
LEAD = Filter(key="co-quan", label=gettext_noop("Cơ quan chủ trì"), by=_by(lambda name: Filters(lead=name)), quiet=True)
CATEGORY = Choice(
    key="loai-co-quan",
    label=gettext_noop("Chủ trì"),
    options=CATEGORIES,
    by=_by(lambda category: Filters(category=category)),
    quiet=True,
)
MINE = Flag(key="cua-toi", label=gettext_noop("của đơn vị tôi"), by=keep)
NOBODY = Flag(key="chua-giao", label=gettext_noop("chưa giao chủ trì"), by=_by(lambda _yes: Filters(nobody=True)))
UNTIMED = Flag(key="chua-co-han", label=gettext_noop("chưa có hạn"), by=_by(lambda _yes: Filters(untimed=True)))
UNPROVEN = Flag(
    key="chua-co-san-pham",
    label=gettext_noop("chưa có sản phẩm"),
    by=lambda rows, _yes, question: unproven(rows, question),
)
UNCONFIRMED = Flag(
    key="chua-xac-nhan", label=gettext_noop("chưa xác nhận"), by=_by(lambda _yes: Filters(unconfirmed=True))
)
SOLE = Flag(
    key="mot-chu-tri", label=gettext_noop("một cơ quan chủ trì"), by=_by(lambda _yes: Filters(sole=True)), quiet=True
)
SHARED = Flag(
    key="nhieu-chu-tri",
    label=gettext_noop("nhiều cơ quan cùng chủ trì"),
    by=_by(lambda _yes: Filters(shared=True)),
    quiet=True,
)
UNDER = Record(
    key="thuoc",
    label=gettext_noop("Kế hoạch của"),
    find=unit_named,
    by=_by(lambda unit: Filters(under=unit.pk)),
    quiet=True,
)
OWNER = Record(
    key="cua",
    label=gettext_noop("Kế hoạch riêng của"),
    find=unit_named,
    by=_by(lambda unit: Filters(owner=unit.pk)),
    quiet=True,
)

OF_TASKS = (
    WORDS, STATE, UNIT, ROLE, PERSON, PLAN, DUE, REGULAR, SECTION, KIND, TRIGGER, LEAD, CATEGORY,
    MINE, NOBODY, UNTIMED, UNPROVEN, UNCONFIRMED, SOLE, SHARED, UNDER, OWNER,
)  # fmt: skip
OF_TURNS = tuple(
    replace(one, by=keep) if one is not STATE else one
    for one in (
        WORDS,
        STATE,
        UNIT,
        ROLE,
        PLAN,
        SECTION,
        KIND,
        REGULAR,
        TRIGGER,
        LEAD,
        CATEGORY,
        MINE,
        NOBODY,
        UNCONFIRMED,
        SOLE,
        SHARED,
        UNDER,
        OWNER,
    )
)
"""Turns are asked for by the conditions of their tasks, which their query meets itself, and by their own state."""
