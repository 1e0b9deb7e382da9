"""Plans and tasks one may see, with their status on a day: rows, counts, the table of a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, Count, Exists, Expression, F, OuterRef, Prefetch, Q, QuerySet

from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope, units_in_scope
from thuongton.people.scopes import Right, rights_over, worn
from thuongton.plans.deadlines.due_words import provisional
from thuongton.plans.models import (
    Declaration,
    Occurrence,
    Party,
    PartyRole,
    Plan,
    Proof,
    ProofKind,
    Task,
    Trigger,
)
from thuongton.plans.queries.filters import Filters, filtered
from thuongton.plans.queries.status import day_expression, is_in, may_be, status_case, status_order
from thuongton.plans.status import DONE, SOON_DAYS, Basis, State

BY_ORDER = tuple(State)


def _units(user: User) -> list[int]:
    """Ids of the units of one's scope, asked once for a hat: with them a database finds rows by index."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return []
    kept = vars(hat)
    if "_unit_ids" not in kept:
        kept["_unit_ids"] = list(units_in_scope(user).order_by().values_list("pk", flat=True))
    return kept["_unit_ids"]


def covers_all(user: User) -> bool:
    """Whether no unit stands outside one's scope: then rows need not be asked whose they are."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return False
    kept = vars(hat)
    if "_covers_all" not in kept:
        kept["_covers_all"] = hat.scope.parent_id is None and not Unit.objects.exclude(in_scope(user, "")).exists()
    return kept["_covers_all"]


def _above(user: User) -> list[int]:
    """Units above the hat worn, whose tracked plans it reads."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return []
    return sorted({*hat.scope.ancestor_ids, *(hat.unit.ancestor_ids if hat.unit else ())})


class AmongIds(Expression):
    """Whether a key of a row is among those that a subquery of one column finds.

    PostgreSQL looks them up in an index even beside «or» when they come as an array; for others it is a plain «in».
    """

    def __init__(self, found: QuerySet[Any], key: str = "pk") -> None:
        super().__init__(output_field=BooleanField())
        self.parts: list[Any] = [F(key), found.query]

    def get_source_expressions(self) -> list[Any]:
        """The key and the subquery."""
        return self.parts

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """The key and the subquery as resolved."""
        self.parts = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """``key = ANY(ARRAY(…))`` or ``key IN (…)``."""
        key, _none = compiler.compile(self.parts[0])
        sql, params = compiler.compile(self.parts[1])
        sql = sql if sql.startswith("(") else f"({sql})"
        found = f"= ANY(ARRAY{sql})" if connection.vendor == "postgresql" else f"IN {sql}"
        return f"({key} {found})", tuple(params)


def _named_elsewhere(units: list[int], **party: Any) -> QuerySet[Any]:
    """Ids of tasks of other units that name one of these: few, where all that name them are many."""
    named = Party.objects.filter(unit__in=units, **party).order_by().values_list("task")
    return named.difference(Task.objects.filter(unit__in=units).order_by().values_list("pk"))


MOST_IDS = 2_000


def _among(found: QuerySet[Any], at_once: bool) -> Q | AmongIds:
    """The condition on keys; ``at_once`` asks for them now, so that queries of one page need not find them again."""
    if at_once:
        ids = [pk for (pk,) in found[: MOST_IDS + 1]]
        if len(ids) <= MOST_IDS:
            return Q(pk__in=ids)
    return AmongIds(found)


def plans_visible_to(user: User, *, at_once: bool = False) -> QuerySet[Plan]:
    """Plans of one's scope, tracked plans of the units above, and plans that name a unit of one's scope."""
    if covers_all(user):
        return Plan.objects.select_related("unit", "document", "source")
    units = _units(user)
    plans = Task.objects.filter(AmongIds(_named_elsewhere(units))).order_by().values_list("plan").distinct()
    seen = Q(unit__in=units) | Q(unit__in=_above(user), tracked_from__isnull=False) | _among(plans, at_once)
    return Plan.objects.filter(seen).select_related("unit", "document", "source")


def visible_to(user: User, *, at_once: bool = False) -> QuerySet[Task]:
    """Tasks of one's scope, of tracked plans of the units above, and tasks that name a unit of one's scope."""
    if covers_all(user):
        return Task.objects.all()
    units = _units(user)
    above = Q(unit__in=_above(user), plan__tracked_from__isnull=False)
    return Task.objects.filter(Q(unit__in=units) | above | _among(_named_elsewhere(units), at_once))


def visible_of(user: User, plans: Collection[Plan | int]) -> QuerySet[Task]:
    """The same tasks of some plans only: where rows are few, each is asked whether it is seen."""
    if covers_all(user):
        return Task.objects.filter(plan__in=plans)
    units = _units(user)
    named = Exists(Party.objects.filter(task=OuterRef("pk"), unit__in=units))
    above = Q(unit__in=_above(user), plan__tracked_from__isnull=False)
    return Task.objects.filter(plan__in=plans).filter(Q(unit__in=units) | above | Q(named))


def followed_by(user: User) -> QuerySet[Task]:
    """The tracked tasks one may see, for a page that asks for them several times."""
    if covers_all(user):
        return tracked(Task.objects.all())
    units = _units(user)
    elsewhere = _among(_named_elsewhere(units), True)
    return tracked(Task.objects.filter(Q(unit__in=[*units, *_above(user)]) | elsewhere))


def mine(user: User, *, at_once: bool = False) -> QuerySet[Task]:
    """Tracked tasks one answers for: of the plans of one's scope, and those that name a unit of it as lead."""
    if covers_all(user):
        return tracked(Task.objects.all())
    units = _units(user)
    elsewhere = _named_elsewhere(units, role=PartyRole.LEAD)
    return tracked(Task.objects.filter(Q(unit__in=units) | _among(elsewhere, at_once)))


def for_acts(user: User, tasks: Iterable[Task]) -> list[Task]:
    """The tasks among these that one may see, with all that the rights over them are worked out from."""
    found = visible_to(user).filter(pk__in=[task.pk for task in tasks])
    return list(found.select_related("plan__unit", "unit").prefetch_related("parties__unit").order_by("plan", "order"))


def turns_of_mine(user: User) -> Q | None:
    """What a turn meets when its task is one of :func:`mine`, where that can be said without those tasks."""
    return Q(task__plan__tracked_from__isnull=False) if covers_all(user) else None


def tracked(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks of plans that are followed, without those of plans kept for comparison only."""
    return tasks.filter(plan__tracked_from__isnull=False)


def with_status(
    tasks: QuerySet[Any],
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
    states: Collection[State] = (),
) -> QuerySet[Any]:
    """The rows with ``state`` (a value of ``State``), ``due_now``, ``start_now`` and ``done_day`` on a day.

    ``states`` keeps the rows in one of them only, and faster than a filter on ``state`` would.
    """
    model = tasks.model
    if states:
        tasks = tasks.filter(may_be(states, as_of, soon_days, model), is_in(states, as_of, basis, soon_days, "", model))
    return tasks.annotate(
        state=status_case(as_of, basis, soon_days, model=model),
        due_now=day_expression("due", as_of, basis, model=model),
        start_now=day_expression("start", as_of, basis, model=model),
        done_day=day_expression("done", as_of, basis, model=model),
    )


def counts(
    tasks: QuerySet[Any], as_of: dt.date, basis: Basis = Basis.DECLARED, soon_days: int = SOON_DAYS
) -> dict[State, int]:
    """How many of the rows are in each state, in one query; every state is there."""
    rows = (
        tasks.order_by()
        .annotate(place=status_order(as_of, basis, soon_days, model=tasks.model))
        .values_list("place")
        .annotate(Count("pk"))
    )
    found = dict(rows)
    return {state: found.get(state.order, 0) for state in State}


def counts_by(
    tasks: QuerySet[Any], column: str, as_of: dt.date, basis: Basis = Basis.DECLARED, soon_days: int = SOON_DAYS
) -> dict[Any, dict[State, int]]:
    """Counts of each state for each value of a column (``"plan"``, ``"unit"``, ``"parties__unit"``), in one query."""
    rows = (
        tasks.order_by()
        .annotate(place=status_order(as_of, basis, soon_days, model=tasks.model))
        .values_list(column, "place")
        .annotate(Count("pk", distinct=True))
    )
    found: dict[Any, dict[State, int]] = {}
    for value, place, number in rows:
        found.setdefault(value, dict.fromkeys(State, 0))[BY_ORDER[place]] = number
    return found


@dataclass(slots=True)
class TaskRow:
    """One task as a table shows it on a day. ``declaration`` is the last one whose period had ended by then."""

    task: Task
    state: State
    start: dt.date | None
    due: dt.date | None
    done: dt.date | None
    leads: list[Party]
    coordinators: list[Party]
    declaration: Declaration | None
    proofs: list[Proof]
    turns: list[Occurrence] = field(default_factory=list)
    has_product: bool = False  # known also to those who do not read the papers
    declared: State | None = None  # both lenses side by side, where a list asks for them
    proven: State | None = None
    late_turn: dt.date | None = None  # the day of the oldest overdue turn
    among: int = 0  # how many rows of its group the list has

    @property
    def provisional(self) -> bool:
        """Whether the due day rests on a year whose days off are not announced (hạn dự kiến)."""
        return provisional(self.due, self.task)

    @property
    def period(self) -> str:
        """A task is no turn of another one: "" (a ``TurnRow`` has the name of its period)."""
        return ""

    @property
    def products(self) -> list[Proof]:
        """Products that were accepted."""
        return [proof for proof in self.proofs if proof.kind == ProofKind.PRODUCT and proof.accepted_on]

    @property
    def unproven(self) -> bool:
        """Counted as finished without an accepted product («chưa có sản phẩm»)."""
        return self.state in DONE and not self.has_product

    @property
    def lead_doubt(self) -> str:
        """ "none" or "several" when the plan does not name exactly one lead; "" when it does."""
        return "none" if not self.leads else "several" if len(self.leads) > 1 or self.leads[0].category else ""


def plan_table(
    plan: Plan,
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    filters: Filters | None = None,
    *,
    soon_days: int = SOON_DAYS,
    tasks: QuerySet[Task] | None = None,
    reader: User | None,
) -> list[TaskRow]:
    """The rows of a plan in the order of the paper, in a fixed number of queries; ``tasks`` narrows them.

    ``reader`` as in :func:`rows_of`.
    """
    found = (Task.objects.all() if tasks is None else tasks).filter(plan=plan)
    filters = filters or Filters()
    found = filtered(with_status(found, as_of, basis, soon_days, filters.states), filters)
    return rows_of(found.order_by("order"), as_of, reader=reader)


def rows_at(
    ids: Iterable[int],
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
    *,
    reader: User | None,
) -> list[TaskRow]:
    """Rows of the tasks with these keys in their order, without turns: what is wide is fetched for one page only.

    ``reader`` as in :func:`rows_of`.
    """
    ids = list(ids)
    tasks = with_status(Task.objects.filter(pk__in=ids).order_by(), as_of, basis, soon_days)
    found = {row.task.pk: row for row in rows_of(tasks, as_of, turns=False, reader=reader)}
    return [found[pk] for pk in ids if pk in found]


def sees_whole(user: User, task: Task) -> bool:
    """Whether the hat worn reads everything said of the task itself: it is of the plan's unit, or of the one lead."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return False
    return hat.scope.covers(task.unit) or Right.ACT in rights_over(user, task)


def rows_of(tasks: QuerySet[Task], as_of: dt.date, *, turns: bool = True, reader: User | None) -> list[TaskRow]:
    """Rows of tasks that carry a status (``with_status``), in a fixed number of queries; ``turns`` cost one.

    To a ``reader`` who does not see a task whole, what was said and handed in by others is not shown (None stands for
    the system itself, which sees everything); the status and its days are.
    """
    said = Declaration.objects.filter(unit__isnull=True, occurrence__isnull=True, period_end__lte=as_of)
    papers = Proof.objects.filter(occurrence__isnull=True, refused_on__isnull=True)
    wanted = [
        Prefetch("parties", Party.objects.select_related("unit").order_by("role", "order")),
        Prefetch("declarations", said.order_by("period_end", "pk").select_related("document"), to_attr="said"),
        Prefetch("proofs", papers.select_related("document"), to_attr="papers"),
    ]
    if turns:
        near = Occurrence.objects.filter(due__gte=as_of - dt.timedelta(days=400))
        wanted.append(Prefetch("occurrences", with_status(near, as_of).order_by("due"), to_attr="turns"))
    found: QuerySet[Any] = tasks.select_related("section", "trigger", "unit", "plan").prefetch_related(*wanted)
    rows = [
        TaskRow(
            task=task,
            state=State(task.state),
            start=task.start_now,
            due=task.due_now,
            done=task.done_day,
            leads=[party for party in task.parties.all() if party.role == PartyRole.LEAD],
            coordinators=[party for party in task.parties.all() if party.role == PartyRole.COORDINATE],
            declaration=task.said[-1] if task.said else None,
            proofs=task.papers,
            turns=task.turns if turns else [],
            has_product=any(proof.kind == ProofKind.PRODUCT and proof.accepted_on for proof in task.papers),
        )
        for task in found
    ]
    for row in rows:
        if reader is not None and not sees_whole(reader, row.task):
            row.declaration, row.proofs = None, []
    return rows


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


@dataclass(frozen=True, slots=True)
class FormCell:
    """One column of the province form: its name (msgid), its number, the filter that opens its rows, its parts."""

    label: str
    value: int
    filters: Filters
    parts: tuple[FormCell, ...] = ()


_WAITS = (State.NOT_DUE, State.WAITING)


def summary_cells(counted: Mapping[State, int]) -> list[FormCell]:
    """The columns of the province form from counts of states; the first is the sum of the others at the top level."""

    def cell(label: str, *states: State, parts: tuple[FormCell, ...] = ()) -> FormCell:
        return FormCell(label, sum(counted[state] for state in states), Filters(states=states), parts)

    finished = (
        cell(_("Trước hạn"), State.DONE_EARLY),
        cell(_("Đúng hạn"), State.DONE_ON_TIME),
        cell(_("Quá hạn"), State.DONE_LATE),
    )
    cells = [
        cell(_("Thường xuyên"), State.REGULAR),
        cell(_("Đã hoàn thành"), State.DONE_EARLY, State.DONE_ON_TIME, State.DONE_LATE, parts=finished),
        cell(_("Đang tiến hành trong hạn"), State.RUNNING),
        cell(_("Sắp đến hạn"), State.DUE_SOON),
        cell(_("Quá hạn"), State.OVERDUE),
        cell(_("Chưa đến hạn"), *_WAITS, parts=(cell(_("trong đó: chờ sự kiện, chờ cấp trên"), State.WAITING),)),
    ]
    if counted[State.CANCELLED]:
        cells.append(cell(_("Huỷ, điều chỉnh"), State.CANCELLED))
    return [FormCell(_("Tổng số nhiệm vụ"), sum(counted.values()), Filters()), *cells]


def summary_table(
    plan: Plan, as_of: dt.date, basis: Basis = Basis.DECLARED, *, soon_days: int = SOON_DAYS
) -> list[FormCell]:
    """The columns of the province form for a plan on a day, each with the filter that opens its rows; one query."""
    return summary_cells(counts(Task.objects.filter(plan=plan), as_of, basis, soon_days))


def shared_documents(user: User) -> Q:
    """Papers read with the plans one may see: the plan itself and the paper it was read from."""
    plans = plans_visible_to(user).order_by()
    return Q(pk__in=plans.values("document")) | Q(pk__in=plans.values("source"))


def triggers_visible_to(user: User) -> QuerySet[Trigger]:
    """Awaited events of the plans one may see."""
    return Trigger.objects.filter(plan__in=plans_visible_to(user)).select_related("plan", "document")


def occurrences_visible_to(user: User) -> QuerySet[Occurrence]:
    """Turns of the repeating tasks one may see."""
    return Occurrence.objects.filter(task__in=visible_to(user)).select_related("task", "task__plan", "rule")
