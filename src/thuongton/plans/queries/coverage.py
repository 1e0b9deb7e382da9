"""The coverage matrix (ma trận bao phủ): a higher plan against lower ones; suggestions where nobody decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from thuongton.people.models import COMMUNE_KINDS, User
from thuongton.plans.cascade import COVERED, MISSING, NOT_THIS_LEVEL, PARTLY, Item, Laid, Suggestion, lay
from thuongton.plans.models import Coverage, Party, Plan, Section, Task, Verdict
from thuongton.plans.queries.tasks import plans_visible_to
from vanban.text import fold

SIGNS = {Verdict.COVERED: "●", Verdict.PARTLY: "◐", Verdict.MISSING: "○", Verdict.NOT_THIS_LEVEL: "–"}
COLOURS = {Verdict.COVERED: "green", Verdict.PARTLY: "amber", Verdict.MISSING: "red", Verdict.NOT_THIS_LEVEL: "grey"}
NOT_READ = "unread"
"""A lower paper kept by its headings alone says nothing about single tasks."""
_OF_COMMUNE = ("uy ban nhan dan xa ", "uy ban nhan dan phuong ", "uy ban nhan dan dac khu ", "ubnd xa ", "ubnd phuong ")


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell as shown, printed and exported. ``decided`` is None for a suggestion."""

    lower_id: int
    verdict: str
    score: float
    text: str
    code: str
    item_id: int | None
    decided: Coverage | None = None

    @property
    def sign(self) -> str:
        """The sign of the verdict: ● ◐ ○ –, and nothing for a task that a paper of headings is silent about."""
        return SIGNS[Verdict(self.verdict)] if self.verdict != NOT_READ else ""

    @property
    def colour(self) -> str:
        """The colour of the verdict."""
        return COLOURS[Verdict(self.verdict)] if self.verdict != NOT_READ else "grey"

    @property
    def words(self) -> str:
        """The verdict in words."""
        return str(Verdict(self.verdict).label) if self.verdict != NOT_READ else _("Không có nhiệm vụ để đối chiếu")

    @property
    def percent(self) -> int:
        """The likeness of the words, in hundredths."""
        return round(self.score * 100)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A heading of the higher plan (``task`` None) or one task of it, with one cell for each lower plan."""

    key: str
    code: str
    text: str
    cells: list[CellView]
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its tasks."""

    heading: MatrixRow
    rows: list[MatrixRow]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A higher plan against lower ones. ``extra`` are the tasks of each lower plan that answer to none above."""

    plan: Plan
    columns: list[Plan]
    groups: list[Group]
    extra: list[tuple[Plan, list[Task]]] = field(default_factory=list)

    @property
    def rows(self) -> list[MatrixRow]:
        """Every row in the order of the page."""
        return [row for group in self.groups for row in (group.heading, *group.rows)]

    def counts(self) -> list[dict[str, int]]:
        """For each lower plan, how many tasks stand in each verdict, and how many of these a person decided."""
        counted = []
        for place in range(len(self.columns)):
            cells = [row.cells[place] for group in self.groups for row in group.rows]
            line = {verdict: sum(cell.verdict == verdict for cell in cells) for verdict in (*Verdict.values, NOT_READ)}
            counted.append({**line, "decided": sum(cell.decided is not None for cell in cells), "all": len(cells)})
        return counted


def candidates(user: User, plan: Plan) -> QuerySet[Plan]:
    """Plans that can be laid against this one: those that implement it, were laid against it, or are for comparison."""
    return (
        plans_visible_to(user)
        .exclude(pk=plan.pk)
        .filter(Q(implements=plan) | Q(coverage__higher=plan) | Q(tracked_from__isnull=True))
        .distinct()
        .order_by("id")
    )


def of_commune(plan: Plan) -> bool:
    """Whether a plan is of a commune: by its unit, else by who issued its paper."""
    issuer = fold(plan.document.issuer) if plan.document else ""
    return plan.unit.kind in COMMUNE_KINDS or issuer.startswith(_OF_COMMUNE)


def _asks_communes(task: Task) -> bool:
    """Whether a task asks anything of communes; one that names nobody may."""
    parties: list[Party] = list(task.parties.all())
    if not parties:
        return True
    return any(p.category == "communes" or (p.unit is not None and p.unit.kind in COMMUNE_KINDS) for p in parties)


def _sections(plan: Plan) -> list[Section]:
    return [section for section in plan.sections.all() if section.title]


def _tasks(plan: Plan) -> list[Task]:
    return list(plan.tasks.all())


def _items(tasks: list[Task]) -> list[Item]:
    return [
        Item(t.pk, t.code, t.title, t.section.title if t.section else "", communes=_asks_communes(t)) for t in tasks
    ]


def _laid(higher: Plan, lower: Plan) -> Laid:
    return lay(
        _items(_tasks(higher)),
        _items([task for task in _tasks(lower) if not task.duty]),
        higher_groups=list(dict.fromkeys(section.title for section in _sections(higher))),
        lower_groups=list(dict.fromkeys(section.title for section in _sections(lower))),
        commune=of_commune(lower),
    )


def _loaded(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    tasks = Task.objects.select_related("section").prefetch_related(
        Prefetch("parties", Party.objects.select_related("unit"))
    )
    return plans.select_related("unit", "document").prefetch_related("sections", Prefetch("tasks", tasks))


def group_key(section: Section) -> str:
    """The key of a heading in the decisions: its label, with the part when the paper repeats labels for other words."""
    return (section.label or f"{section.part}#{section.order}")[:20]


def matrix_of(user: User, plan_id: int, lower_ids: list[int] | None = None) -> Matrix | None:
    """The matrix of a plan one may see against the lower plans chosen (all candidates unless told), or None.

    A constant number of queries whatever the size of the plans.
    """
    plan = _loaded(plans_visible_to(user).filter(pk=plan_id)).first()
    if plan is None:
        return None
    chosen = candidates(user, plan)
    if lower_ids is not None:
        chosen = plans_visible_to(user).exclude(pk=plan_id).filter(pk__in=lower_ids).order_by("id")
    columns = list(_loaded(chosen))
    decisions = {
        (row.plan_id, row.task_id, row.group): row
        for row in Coverage.objects.filter(higher=plan, plan__in=columns).select_related("by_task", "by")
    }
    laid = [_laid(plan, lower) for lower in columns]
    groups: dict[str, Group] = {}
    for section in _sections(plan):
        key, name = group_key(section), fold(section.title)
        if name in groups:
            continue
        cells = [
            _cell(lower.pk, decisions.get((lower.pk, None, key)), one.by_group.get(section.title, Suggestion(MISSING)))
            for lower, one in zip(columns, laid, strict=True)
        ]
        groups[name] = Group(MatrixRow(f"nhom-{key}", section.label, section.title, cells), [])
    alone = Group(MatrixRow("nhom-", "", "", [], None), [])
    for task in _tasks(plan):
        cells = []
        for lower, one in zip(columns, laid, strict=True):
            decided = decisions.get((lower.pk, task.pk, ""))
            if decided is None and not _tasks(lower):
                cells.append(CellView(lower.pk, NOT_READ, 0, "", "", None))
            else:
                cells.append(_cell(lower.pk, decided, one.by_task[task.pk][0]))
        group = groups.get(fold(task.section.title)) if task.section else None
        (group or alone).rows.append(MatrixRow(f"nv-{task.pk}", task.code, task.title, cells, task))
    ordered = [*groups.values(), *([alone] if alone.rows else [])]
    return Matrix(plan, columns, ordered, _extra(columns, laid, decisions))


def _extra(columns: list[Plan], laid: list[Laid], decisions: dict[tuple[int, int | None, str], Coverage]) -> list:
    used = {row.by_task_id for row in decisions.values() if row.by_task_id}
    found = []
    for lower, one in zip(columns, laid, strict=True):
        ids = {item.id for item in one.extra} - used
        found.append((lower, [task for task in _tasks(lower) if task.pk in ids]))
    return found


def _cell(lower_id: int, decided: Coverage | None, suggestion: Suggestion) -> CellView:
    item = suggestion.item
    if decided is not None:
        heading = item.text if item is not None and not item.id and decided.verdict in (COVERED, PARTLY) else ""
        text = decided.by_task.title if decided.by_task else heading or decided.note
        code = decided.by_task.code if decided.by_task else ""
        return CellView(lower_id, decided.verdict, suggestion.score, text, code, decided.by_task_id, decided)
    if item is None or suggestion.verdict in (MISSING, NOT_THIS_LEVEL):
        return CellView(lower_id, suggestion.verdict, suggestion.score, "", "", None)
    return CellView(lower_id, suggestion.verdict, suggestion.score, item.text, item.code, item.id or None)


@dataclass(frozen=True, slots=True)
class Pair:
    """One cell opened: the words above, the nearest words below, and the decision if there is one."""

    higher: Plan
    lower: Plan
    task: Task | None
    group: str
    text: str
    verdict: str
    """What the machine suggests."""
    suggestions: list[Suggestion]
    decided: Coverage | None


def pair_of(user: User, plan_id: int, lower_id: int, key: str) -> Pair | None:
    """One cell of the matrix, None when one may not see it. ``key`` is that of the row."""
    plans = {plan.pk: plan for plan in _loaded(plans_visible_to(user).filter(pk__in=[plan_id, lower_id]))}
    higher, lower = plans.get(plan_id), plans.get(lower_id)
    if higher is None or lower is None or plan_id == lower_id:
        return None
    laid = _laid(higher, lower)
    if key.startswith("nv-"):
        task = next((task for task in _tasks(higher) if f"nv-{task.pk}" == key), None)
        if task is None:
            return None
        suggestions, group, text = laid.by_task[task.pk], "", task.title
    else:
        section = next((one for one in _sections(higher) if f"nhom-{group_key(one)}" == key), None)
        if section is None:
            return None
        task, group, text = None, group_key(section), section.title
        suggestions = [laid.by_group.get(section.title, Suggestion(MISSING))]
    decided = (
        Coverage.objects.filter(plan=lower, higher=higher, task=task, group=group)
        .select_related("by_task", "by")
        .first()
    )
    verdict = suggestions[0].verdict
    return Pair(
        higher, lower, task, group, text, verdict, [one for one in suggestions if one.item is not None], decided
    )
