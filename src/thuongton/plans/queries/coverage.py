"""The coverage matrix (ma trận bao phủ): a higher plan against lower ones; suggestions where nobody decided."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from thuongton.people.models import COMMUNE_KINDS, User
from thuongton.people.scopes import holds
from thuongton.plans.coverage.cascade import (
    COVERED,
    MISSING,
    NOT_THIS_LEVEL,
    PARTLY,
    CascadeItem,
    Laid,
    Suggestion,
    lay,
)
from thuongton.plans.models import Coverage, Party, Plan, Section, Task, Verdict
from thuongton.plans.queries.tasks import plans_visible_to, visible_to
from thuongton.web.forms.marks import mark_of
from vanban.text import fold

SIGNS = {Verdict.COVERED: "●", Verdict.PARTLY: "◐", Verdict.MISSING: "○", Verdict.NOT_THIS_LEVEL: "–"}
COLOURS = {Verdict.COVERED: "green", Verdict.PARTLY: "amber", Verdict.MISSING: "red", Verdict.NOT_THIS_LEVEL: "grey"}
NOT_READ = "unread"
"""A lower paper kept by its headings alone says nothing about single tasks."""
BAND = 40
"""Columns of one page of a matrix: what a sheet of paper holds, and what a browser draws at once."""
MOST_COLUMNS = 400
"""Columns of one workbook: more than any province has communes."""
SURE = 0.9
"""From this likeness on, suggestions may be agreed to together."""
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

    @property
    def open(self) -> bool:
        """Whether the cell waits for a person."""
        return self.decided is None and self.verdict != NOT_READ

    @property
    def sure(self) -> bool:
        """Whether nobody decided and the words are so alike that it may be agreed to with others."""
        return self.open and self.score >= SURE and self.verdict in (COVERED, PARTLY)

    @property
    def css(self) -> str:
        """The classes of the cell on the page: the verdict, and ``open`` while nobody decided."""
        return f"{self.verdict} open" if self.open else self.verdict

    @property
    def said(self) -> str:
        """The cell for who hears the page: the verdict, and whether it is only suggested."""
        if not self.open:
            return self.words
        return _("%(verdict)s, đề xuất %(percent)s %%") % {"verdict": self.words, "percent": self.percent}


@dataclass(frozen=True, slots=True)
class RowBar:
    """How many units cover a task, how many partly, of how many that it asks."""

    covered: int
    partly: int
    asked: int

    @property
    def filled(self) -> int:
        """Covered and partly together: where the second part of the bar ends."""
        return self.covered + self.partly


def bar_of(cells: Sequence[CellView]) -> RowBar:
    """How many of the units that a task asks cover it, and partly."""
    asked = [cell for cell in cells if cell.verdict not in (NOT_READ, NOT_THIS_LEVEL)]
    return RowBar(
        sum(cell.verdict == COVERED for cell in asked), sum(cell.verdict == PARTLY for cell in asked), len(asked)
    )


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A heading of the higher plan (``task`` None) or one task of it, with one cell for each lower plan."""

    key: str
    code: str
    text: str
    cells: list[CellView]
    task: Task | None = None

    @property
    def bar(self) -> RowBar:
        """How many units cover it."""
        return bar_of(self.cells)


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """A heading with its tasks."""

    heading: MatrixRow
    rows: list[MatrixRow]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A higher plan against lower ones. ``extra`` are the tasks of each lower plan that answer to none above.

    ``total`` lower plans were chosen; ``columns`` are those from ``first`` on that stand on this page.
    """

    plan: Plan
    columns: list[Plan]
    groups: list[MatrixGroup]
    extra: list[tuple[Plan, list[Task]]] = field(default_factory=list)
    total: int = 0
    first: int = 0

    @property
    def last(self) -> int:
        """The number of the last column shown, counted from one."""
        return self.first + len(self.columns)

    @property
    def open(self) -> int:
        """How many cells of tasks wait for a person."""
        return sum(cell.open for group in self.groups for row in group.rows for cell in row.cells)

    def sure(self, lower_ids: Collection[int]) -> list[tuple[MatrixRow, CellView]]:
        """The cells of tasks under these plans that may be agreed to together."""
        rows = (row for group in self.groups for row in group.rows)
        return [(row, cell) for row in rows for cell in row.cells if cell.sure and cell.lower_id in lower_ids]

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
    """Plans that can be laid against this one: those that implement it, were laid against it, or are for comparison;
    never one that it carries out itself."""
    return (
        plans_visible_to(user)
        .exclude(pk=plan.pk)
        .exclude(pk__in=plan.implements.values("pk"))
        .filter(Q(implements=plan) | Q(coverage__higher=plan) | Q(tracked_from__isnull=True))
        .distinct()
        .order_by("id")
    )


def implemented(user: User, plan: Plan) -> QuerySet[Plan]:
    """The plans one may see that this plan implements."""
    return plans_visible_to(user).filter(implemented_by=plan).exclude(pk=plan.pk).distinct().order_by("id")


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


def _items(tasks: list[Task]) -> list[CascadeItem]:
    return [
        CascadeItem(t.pk, t.code, t.title, t.section.title if t.section else "", communes=_asks_communes(t))
        for t in tasks
    ]


def _laid(higher: Plan, lower: Plan) -> Laid:
    return lay(
        _items(_tasks(higher)),
        _items([task for task in _tasks(lower) if not task.duty]),
        higher_groups=list(dict.fromkeys(section.title for section in _sections(higher))),
        lower_groups=list(dict.fromkeys(section.title for section in _sections(lower))),
        commune=of_commune(lower),
    )


def _loaded(user: User, plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The plans with the tasks one may see: a plan that names one's unit in one task shows that one alone."""
    tasks = (
        visible_to(user)
        .select_related("section")
        .prefetch_related(Prefetch("parties", Party.objects.select_related("unit")))
    )
    return plans.select_related("unit", "document").prefetch_related("sections", Prefetch("tasks", tasks))


def group_key(section: Section) -> str:
    """The key of a heading in the decisions: its label, with the part when the paper repeats labels for other words."""
    return (section.label or f"{section.part}#{section.order}")[:20]


def chosen_columns(user: User, plan: Plan, lower_ids: list[int] | None = None, words: str = "") -> list[int]:
    """The lower plans to lay against: those named, else all candidates; ``words`` keeps those whose name has them."""
    chosen = candidates(user, plan)
    if lower_ids is not None:
        chosen = plans_visible_to(user).exclude(pk=plan.pk).filter(pk__in=lower_ids).order_by("id")
    if not words:
        return list(chosen.values_list("pk", flat=True))
    named = chosen.values_list("pk", "unit__name", "document__issuer", "number", "title")
    return [pk for pk, *names in named if fold(words) in fold(" ".join(name or "" for name in names))]


def matrix_of(
    user: User, plan_id: int, lower_ids: list[int] | None = None, *, words: str = "", first: int = 0, most: int = BAND
) -> Matrix | None:
    """The matrix of a plan one may see against ``most`` of the lower plans chosen, from ``first`` on; or None.

    A constant number of queries for each band of columns, whatever the size of the plans.
    """
    plan = _loaded(user, plans_visible_to(user).filter(pk=plan_id)).first()
    if plan is None:
        return None
    ids = chosen_columns(user, plan, lower_ids, words)
    first = first if first < len(ids) else 0
    shown = ids[first : first + most]
    matrix = Matrix(plan, [], _empty_groups(plan), total=len(ids), first=first)
    for start in range(0, len(shown), BAND):
        _lay_band(user, matrix, shown[start : start + BAND])
    return matrix


def _empty_groups(plan: Plan) -> list[MatrixGroup]:
    """The rows of a matrix without columns."""
    groups: dict[str, MatrixGroup] = {}
    for section in _sections(plan):
        heading = MatrixRow(f"nhom-{group_key(section)}", section.label, section.title, [])
        groups.setdefault(fold(section.title), MatrixGroup(heading, []))
    alone = MatrixGroup(MatrixRow("nhom-", "", "", []), [])
    for task in _tasks(plan):
        group = groups.get(fold(task.section.title)) if task.section else None
        (group or alone).rows.append(MatrixRow(f"nv-{task.pk}", task.code, task.title, [], task))
    return [*groups.values(), *([alone] if alone.rows else [])]


def _lay_band(user: User, matrix: Matrix, ids: list[int]) -> None:
    """Lay some lower plans and add their columns."""
    columns = list(_loaded(user, plans_visible_to(user).filter(pk__in=ids).order_by("id")))
    decisions = {
        (row.plan_id, row.task_id, row.group): row
        for row in Coverage.objects.filter(higher=matrix.plan, plan__in=columns).select_related("by_task", "by")
    }
    laid = [_laid(matrix.plan, lower) for lower in columns]
    matrix.columns.extend(columns)
    matrix.extra.extend(_extra(columns, laid, decisions))
    for lower, one in zip(columns, laid, strict=True):
        for group in matrix.groups:
            heading, key = group.heading, group.heading.key.removeprefix("nhom-")
            if heading.text:
                suggestion = one.by_group.get(heading.text, Suggestion(MISSING))
                heading.cells.append(_cell(lower.pk, decisions.get((lower.pk, None, key)), suggestion))
            for row in group.rows:
                task_id = row.task.pk if row.task else 0
                decided = decisions.get((lower.pk, task_id, ""))
                if decided is None and not _tasks(lower):
                    row.cells.append(CellView(lower.pk, NOT_READ, 0, "", "", None))
                else:
                    row.cells.append(_cell(lower.pk, decided, one.by_task[task_id][0]))


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
class OpenedCell:
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
    key: str = ""

    @property
    def lower_tasks(self) -> list[Task]:
        """The tasks of the lower plan that one may see."""
        return _tasks(self.lower)


def pair_of(user: User, plan_id: int, lower_id: int, key: str) -> OpenedCell | None:
    """One cell of the matrix, None when one may not see it. ``key`` is that of the row."""
    plans = {plan.pk: plan for plan in _loaded(user, plans_visible_to(user).filter(pk__in=[plan_id, lower_id]))}
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
    near = [one for one in suggestions if one.item is not None]
    return OpenedCell(higher, lower, task, group, text, verdict, near, decided, key)


def cell_of(pair: OpenedCell) -> CellView:
    """The cell of the matrix that a pair opens."""
    if pair.decided is None and pair.task is not None and not _tasks(pair.lower):
        return CellView(pair.lower.pk, NOT_READ, 0, "", "", None)
    near = pair.suggestions[0] if pair.suggestions else Suggestion(pair.verdict)
    return _cell(pair.lower.pk, pair.decided, near)


def mark_of_decision(decided: Coverage | None) -> str:
    """The mark of the decision in a cell as its page shows it; also of there being none."""
    if decided is None:
        return mark_of(None)
    return mark_of(decided.verdict, decided.by_task_id, decided.note, decided.by_id, decided.decided_on)


def decisions_visible_to(user: User) -> QuerySet[Coverage]:
    """The decisions between two plans that one may see."""
    plans = plans_visible_to(user)
    rows = Coverage.objects.filter(plan__in=plans, higher__in=plans)
    return rows.select_related("plan__unit", "higher__unit", "unit", "by_task", "task")


def decidable(user: User, matrix: Matrix) -> set[int]:
    """The lower plans of a matrix whose cells one may decide: all for the keeper of the higher plan, else one's own."""
    if holds(user, matrix.plan):
        return {plan.pk for plan in matrix.columns}
    return {plan.pk for plan in matrix.columns if holds(user, plan)}


def mark_of_cells(cells: Sequence[tuple[MatrixRow, CellView]]) -> str:
    """The mark of the suggestions that a person saw before agreeing to all of them."""
    return mark_of(*([row.key, cell.lower_id, cell.verdict, cell.item_id] for row, cell in cells))
