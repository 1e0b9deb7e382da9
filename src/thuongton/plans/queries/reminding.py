"""What reminders and đôn đốc letters are made from: open items near or past their day, and who answers for them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from thuongton.documents.models import Document
from thuongton.people.models import Role, Unit, User
from thuongton.people.queries import in_scope, people_by_unit, today
from thuongton.people.scopes import worn
from thuongton.plans.models import Assignment, Occurrence, Party, PartyRole, Reminder, Task
from thuongton.plans.queries.tasks import TaskRow, rows_of, tracked, with_status
from thuongton.plans.queries.turns import TurnRow, turn_rows, turns_of
from thuongton.plans.reminding.due import Open
from thuongton.plans.status import Basis, State
from vanban.text import fold

URGENT = (State.OVERDUE, State.DUE_SOON)


def open_items(day: dt.date) -> list[Open]:
    """Everything due within seven days or overdue, of all units, with who answers for it; a fixed number of queries.

    Assigned people answer; where nobody is assigned, the officers of the units that lead. Once the day has passed the
    leaders of these units are told too.
    """
    tasks = with_status(tracked(Task.objects.all()), day, states=URGENT)
    turns = turns_of(tracked(Task.objects.all()), day, states=URGENT)
    dues = [(f"nhiem-vu-{pk}", pk, due) for pk, due in tasks.values_list("pk", "due_now") if due]
    dues += [(f"ky-{pk}", task, due) for pk, task, due in turns.values_list("pk", "task", "due_now") if due]
    wanted = {task for _key, task, _due in dues}
    assigned: dict[int, list[int]] = defaultdict(list)
    now = Assignment.objects.filter(task__in=wanted, ended_on__isnull=True, person__is_active=True)
    for task, person in now.values_list("task", "person"):
        assigned[task].append(person)
    leads: dict[int, list[int]] = defaultdict(list)
    for task, unit in Party.objects.filter(task__in=wanted, role=PartyRole.LEAD, unit__isnull=False).values_list(
        "task", "unit"
    ):
        leads[task].append(unit)
    people = people_by_unit({unit for units in leads.values() for unit in units}, day)
    found = []
    for key, task, due in dues:
        working = [each for unit in leads[task] for each in people.get(unit, ())]
        answering = assigned.get(task) or [person for person, role in working if role == Role.OFFICER]
        if due < day:
            answering = [*answering, *(person for person, role in working if role == Role.LEADER)]
        found.append(Open(key, due, tuple(dict.fromkeys(answering))))
    return found


def titles_of(keys: Iterable[str]) -> dict[str, tuple[int, str]]:
    """For the keys of open items their task's id and a short title."""
    wanted = list(keys)
    tasks = [int(key.rsplit("-", 1)[1]) for key in wanted if key.startswith("nhiem-vu-")]
    turns = [int(key.rsplit("-", 1)[1]) for key in wanted if key.startswith("ky-")]
    found = {
        f"nhiem-vu-{pk}": (pk, f"{code} {title}")
        for pk, code, title in Task.objects.filter(pk__in=tasks).values_list("pk", "code", "title")
    }
    rows = Occurrence.objects.filter(pk__in=turns).values_list("pk", "task", "task__code", "task__title", "period")
    found |= {f"ky-{pk}": (task, f"{code} {title} ({period})") for pk, task, code, title, period in rows}
    return found


def sent_keys(keys: Iterable[str]) -> set[str]:
    """Which of these reminders went out already."""
    return set(Reminder.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def reminded_by(user: User) -> QuerySet[Task]:
    """Tracked tasks on which the hat worn reminds: those of the plans of its own scope, whoever leads them.

    One rule for every reminder that a person sends: by hand, in a group, or by a letter.
    """
    hat = worn(user)
    return tracked(Task.objects.filter(in_scope(user))) if hat is not None and hat.writes else Task.objects.none()


@dataclass(frozen=True, slots=True)
class Addressee:
    """One receiver of a đôn đốc letter: a unit, or a class of units by its printed name, with its urgent work:
    tasks, and turns of repeating tasks."""

    key: str
    name: str
    unit: Unit | None
    rows: tuple[TaskRow | TurnRow, ...]

    @property
    def overdue(self) -> int:
        """How many of its tasks and turns are overdue."""
        return sum(row.state == State.OVERDUE for row in self.rows)


def addressees(user: User, as_of: dt.date, basis: Basis = Basis.DECLARED) -> list[Addressee]:
    """Lead agencies with overdue or soon-due work of the plans of one's own scope, most overdue first."""
    tasks = reminded_by(user)
    groups: dict[str, list[TaskRow | TurnRow]] = defaultdict(list)
    parties: dict[str, Party] = {}
    found_rows = with_status(tasks, as_of, basis, states=URGENT).order_by("due_now", "pk")
    urgent: list[TaskRow | TurnRow] = [
        *rows_of(found_rows, as_of, turns=False, reader=user),
        *turn_rows(turns_of(tasks, as_of, basis, URGENT)),
    ]
    for row in sorted(urgent, key=lambda row: (row.due or dt.date.max, row.task.pk)):
        for party in row.leads:
            if user.hat is not None and party.unit_id is not None and party.unit_id == user.hat.unit_id:
                continue  # nobody writes a letter to oneself
            key = f"u{party.unit_id}" if party.unit_id else f"n-{fold(party.name)}"
            parties.setdefault(key, party)
            groups[key].append(row)
    found = [
        Addressee(key, unit.authority if unit else parties[key].name, unit, tuple(rows))
        for key, rows in groups.items()
        for unit in (parties[key].unit,)
    ]
    return sorted(found, key=lambda one: (-one.overdue, -len(one.rows), one.name))


def drafted_today(unit: Unit, names: Iterable[str]) -> list[str]:
    """Which of these receivers have a đôn đốc letter of the unit that was drafted today and has no number yet."""
    found = Document.objects.filter(
        unit=unit, recipients__in=list(names), number="", registered_on=today(), reminders__kind="letter"
    )
    return sorted(set(found.values_list("recipients", flat=True)))
