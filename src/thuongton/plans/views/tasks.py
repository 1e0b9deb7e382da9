"""Tasks of all plans in one list, turns of repeating tasks in another: what every number of other pages opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.people.models import User
from thuongton.people.queries import colleagues_of
from thuongton.people.requests import SignedInRequest
from thuongton.plans.models import Task
from thuongton.plans.queries import lists
from thuongton.plans.queries.lists import basis_of as lens_of
from thuongton.plans.queries.status import day_expression, status_order
from thuongton.plans.queries.turns import late_turns
from thuongton.plans.services.many import ask_many, assign_many, remind_many
from thuongton.plans.status import Basis, State
from thuongton.plans.views import task_filters
from thuongton.plans.views.columns import lead_words, names, said_words, state_words, time_words, title_words
from thuongton.web.lists.bulk import Bulk, Done
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls
from thuongton.web.widgets import DayField


def basis_of(request: SignedInRequest) -> Basis:
    """The lens of a page: as declared, or as proven (``?theo=san-pham``)."""
    return Basis.PROVEN if request.GET.get("theo") == "san-pham" else Basis.DECLARED


def _day_file(name: str, question: Question) -> str:
    return f"{name}-{question.as_of}"


def _by_day(question: Question) -> list[Any]:
    return [day_expression("due", question.as_of, lens_of(question), model=Task), "order"]


def _by_state(question: Question) -> list[Any]:
    return [status_order(question.as_of, lens_of(question), model=Task), "order"]


def _by_lead(_question: Question) -> list[Any]:
    return [lists.by_lead(), "order"]


def _plan_words(row: Any) -> str:
    return row.task.plan.number or str(row.task.plan.title)


def _turn_state(row: Any) -> str:
    return _(row.state.label)


def _full_plan(row: Any) -> str:
    return str(row.task.plan.called)


def count_words(number: int, words: str) -> str:
    """How many tasks, with their noun."""
    return ngettext("%(number)s nhiệm vụ", "%(number)s nhiệm vụ", number) % {"number": words}


def _turns(number: int, words: str) -> str:
    return ngettext("%(number)s kỳ", "%(number)s kỳ", number) % {"number": words}


def task_name(one: Any) -> str:
    """What a row, or the task itself, is called."""
    task = getattr(one, "task", one)
    return f"{task.code} {task.title}"[:160]


DUE_CELL, STATE_CELL = "plans/parts/list_due.html", "plans/parts/list_state.html"
CODE = Column(
    "ma",
    gettext_noop("Mã"),
    lambda row: row.task.code,
    18,
    template="plans/parts/list_code.html",
    fixed=True,
    phone="1",
)
TITLE = Column(
    "nhiem-vu",
    gettext_noop("Nhiệm vụ"),
    title_words,
    90,
    sort=("title",),
    template="plans/parts/list_title.html",
    vi=True,
)
PLAN = Column(
    "ke-hoach",
    gettext_noop("Kế hoạch"),
    _plan_words,
    34,
    sort=("plan__number", "order"),
    template="plans/parts/list_plan.html",
    full=_full_plan,
    vi=True,
)


def _has_lead(row: Any) -> bool:
    """Whether the cell holds the names of agencies, not «Chưa giao»."""
    return bool(row.leads)


LEAD = Column("chu-tri", gettext_noop("Chủ trì"), lead_words, 38, sort=_by_lead, phone="3", vi=_has_lead)
OVER_TIME = gettext_noop("Thời hạn")
DUE = Column(
    "han",
    gettext_noop("Hạn"),
    lambda row: row.due,
    32,
    Kind.DAY,
    head=OVER_TIME,
    sort=_by_day,
    template=DUE_CELL,
    phone="4",
)
STATE = Column(
    "trang-thai",
    gettext_noop("Trạng thái"),
    state_words,
    44,
    sort=_by_state,
    template=STATE_CELL,
    phone="2",
)
TASKS = (
    CODE,
    TITLE,
    PLAN,
    LEAD,
    Column("phoi-hop", gettext_noop("Phối hợp"), lambda row: names(row.coordinators), 38, shown=False, vi=True),
    Column("san-pham", gettext_noop("Sản phẩm"), lambda row: row.task.product, 34, shown=False, vi=True),
    Column("thoi-han", gettext_noop("Thời hạn như in"), time_words, 34, shown=False, head=OVER_TIME),
    DUE,
    STATE,
    Column("xong", gettext_noop("Xong ngày"), lambda row: row.done, 24, Kind.DAY, shown=False),
    Column("cap-nhat", gettext_noop("Cập nhật"), said_words, 40, shown=False),
)
TURNS = (
    CODE,
    Column("nhiem-vu", gettext_noop("Nhiệm vụ"), title_words, 90, template="plans/parts/list_title.html", vi=True),
    Column("ky", gettext_noop("Kỳ"), lambda row: row.period, 26),
    Column(
        "ke-hoach",
        gettext_noop("Kế hoạch"),
        _plan_words,
        34,
        template="plans/parts/list_plan.html",
        full=_full_plan,
        vi=True,
    ),
    Column("chu-tri", gettext_noop("Chủ trì"), lead_words, 38, phone="3", vi=_has_lead),
    Column(
        "han",
        gettext_noop("Hạn"),
        lambda row: row.due,
        34,
        Kind.DAY,
        sort=("due_now",),
        template=DUE_CELL,
        phone="4",
    ),
    Column("trang-thai", gettext_noop("Trạng thái"), _turn_state, 40, template=STATE_CELL, phone="2"),
)


def _title(question: Question) -> str:
    if question.get("cua-toi") == "1":
        if question.shared:
            return _("Nhiệm vụ của %(unit)s") % {"unit": question.reader.hat.scope}
        return _("Nhiệm vụ của tôi")
    return _("Nhiệm vụ của mọi kế hoạch")


def _tasks_head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    """Counts of every state under the other conditions, each a link, and the overdue turns of the same tasks."""
    asked, question = shown.asked, shown.asked.question
    number_in = lists.counted(asked)
    of_turns = asked.found("trang-thai", "chua-co-san-pham", "chua-co-han", "han-tu")
    return {
        "room": "plans",
        "everything": sum(number_in.values()),
        "chips": [
            (state, number_in[state], asked.address(**{"trang-thai": str(state)}))
            for state in State
            if number_in[state]
        ],
        "every_state": asked.address(**{"trang-thai": None}),
        "late_turns": late_turns(of_turns, question.as_of, lens_of(question)),
        "turns_url": reverse("plans:turns") + asked.address(**{"trang-thai": "overdue", "xep": None, "cot": None}),
        "trigger": asked.values.get("cho"),
    }


def _turns_head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    """The plan the turns belong to, when one is asked for."""
    return {"room": "plans", "plan": shown.asked.values.get("ke-hoach")}


def _writes(question: Question) -> bool:
    hat = question.reader.hat
    return hat is not None and hat.writes


def _whom(question: Question) -> type[forms.Form]:
    """The form that asks to whom tasks are given."""
    people = colleagues_of(question.reader)

    class Whom(forms.Form):
        nguoi = forms.ModelChoiceField(people, label=_("Giao cho"), empty_label=_("Chọn người"))

    return Whom


def _assign(question: Question, tasks: list[Task], sent: dict[str, Any]) -> Done:
    person: User = sent["nguoi"]
    return assign_many(question.reader, tasks, person)


def _remind(question: Question, tasks: list[Task], _sent: dict[str, Any]) -> Done:
    return remind_many(question.reader, tasks)


def _until(_question: Question) -> type[forms.Form]:
    """The form that asks until when, and why."""

    class Until(forms.Form):
        han_moi = DayField(label=_("Hạn mới"))
        ly_do = forms.CharField(label=_("Lý do"), max_length=2_000, widget=forms.Textarea({"rows": 3}))

    return Until


def _ask(question: Question, tasks: list[Task], sent: dict[str, Any]) -> Done:
    return ask_many(question.reader, tasks, sent["han_moi"], sent["ly_do"])


ASSIGN = Bulk(key="giao", label=gettext_noop("Giao cho…"), run=_assign, form=_whom, may=_writes)
REMIND = Bulk(
    key="nhac",
    label=gettext_noop("Nhắc người được giao"),
    run=_remind,
    may=_writes,
    question=gettext_noop("Mỗi người được giao nhận một tin nhắn, mỗi nhiệm vụ một lần trong ngày."),
)
ASK = Bulk(key="lui-han", label=gettext_noop("Xin lùi hạn…"), run=_ask, form=_until, may=_writes)
ALL_TASKS = Listing(
    key="nhiem-vu",
    title=_title,
    called=gettext_noop("Nhiệm vụ của mọi kế hoạch"),
    columns=TASKS,
    query=lambda question: lists.tasks_for(question).only("pk", "code", "title"),
    rows=lists.task_rows,
    fetch=lists.page_of_tasks,
    order=lists.ORDER,
    order_label=gettext_noop("Thứ tự văn bản"),
    filters=task_filters.OF_TASKS,
    lens=("theo",),
    bulk=(ASSIGN, REMIND, ASK),
    counted=count_words,
    file_name=lambda question: _day_file("nhiem-vu", question),
    template="plans/tasks.html",
    head=_tasks_head,
    empty=gettext_noop("Chưa có nhiệm vụ nào được theo dõi."),
    kept=True,
    name_of=task_name,
    id_of=lambda row: row.task.pk,
)
ALL_TURNS = Listing(
    key="ky",
    title=gettext_noop("Kỳ của nhiệm vụ thường xuyên"),
    columns=TURNS,
    query=lists.turns_for,
    rows=lists.rows_of_turns,
    order=("due_now", "-task__plan__issued_on", "-task__plan_id", "task__order"),
    order_label=gettext_noop("Đến hạn trước đứng trước"),
    filters=task_filters.OF_TURNS,
    lens=("theo",),
    counted=_turns,
    file_name=lambda question: _day_file("ky-nhiem-vu", question),
    template="plans/turns.html",
    head=_turns_head,
    empty=gettext_noop("Không có kỳ nào như vậy."),
    kept=True,
    id_of=lambda row: row.turn.pk,
)


urls = [
    *listing_urls(ALL_TASKS, room="plans", name="tasks", at="nhiem-vu/"),
    *listing_urls(ALL_TURNS, room="plans", name="turns", at="ky/"),
]
