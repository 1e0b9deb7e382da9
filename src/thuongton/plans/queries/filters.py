"""What a list of tasks is narrowed to, and the address that shows just those rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, QuerySet

from thuongton.people.models import Unit
from thuongton.plans.models import Party, PartyRole
from thuongton.plans.status import DONE, State
from thuongton.web.asked import asked_words
from thuongton.web.inputs import whole

CATEGORIES = ("departments", "communes", "offices")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of tasks is narrowed to; empty means all. ``query()`` is the address that shows just these rows."""

    states: tuple[State, ...] = ()
    unit: int | None = None  # a unit that takes part
    role: str = ""  # with ``unit``: lead or coordinate
    plan: int | None = None
    section: int | None = None
    kind: str = ""
    words: str = ""
    regular: bool | None = None
    unproven: bool = False  # declared finished, no accepted product
    trigger: int | None = None
    lead: str = ""  # the printed name of a lead that is neither a known unit nor a class of units
    category: str = ""  # a class of units that leads: departments, communes, offices
    nobody: bool = False  # no lead is named
    untimed: bool = False  # no deadline is set
    unconfirmed: bool = False  # taken in as the machine read it
    sole: bool = False  # one lead only
    shared: bool = False  # several leads together
    under: int | None = None  # of plans of this unit and of the units below it
    owner: int | None = None  # of plans of this unit alone

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """From the parameters of an address; what is not understood is left out."""

        def number(name: str) -> int | None:
            return whole(query.get(name, ""))

        known = {str(state) for state in State}
        states = tuple(State(part) for part in query.get("trang-thai", "").split(",") if part in known)
        return cls(
            states=states,
            unit=number("don-vi"),
            role=query.get("vai-tro", "") if query.get("vai-tro", "") in PartyRole.values else "",
            plan=number("ke-hoach"),
            section=number("nhom"),
            kind=query.get("loai", "")[:14],
            words=query.get("q", "").strip()[:200],
            regular={"1": True, "0": False}.get(query.get("thuong-xuyen", "")),
            unproven=query.get("chua-co-san-pham") == "1",
            trigger=number("cho"),
            lead=query.get("co-quan", "").strip()[:300],
            category=query.get("loai-co-quan", "") if query.get("loai-co-quan", "") in CATEGORIES else "",
            nobody=query.get("chua-giao") == "1",
            untimed=query.get("chua-co-han") == "1",
            unconfirmed=query.get("chua-xac-nhan") == "1",
            sole=query.get("mot-chu-tri") == "1",
            shared=query.get("nhieu-chu-tri") == "1",
            under=number("thuoc"),
            owner=number("cua"),
        )

    def query(self) -> str:
        """``?trang-thai=overdue&q=…``, or "?" for all rows."""
        pairs = {
            "trang-thai": ",".join(self.states),
            "don-vi": self.unit,
            "vai-tro": self.role,
            "ke-hoach": self.plan,
            "nhom": self.section,
            "loai": self.kind,
            "q": self.words,
            "thuong-xuyen": "" if self.regular is None else str(int(self.regular)),
            "chua-co-san-pham": "1" if self.unproven else "",
            "cho": self.trigger,
            "co-quan": self.lead,
            "loai-co-quan": self.category,
            "chua-giao": "1" if self.nobody else "",
            "chua-co-han": "1" if self.untimed else "",
            "chua-xac-nhan": "1" if self.unconfirmed else "",
            "mot-chu-tri": "1" if self.sole else "",
            "nhieu-chu-tri": "1" if self.shared else "",
            "thuoc": self.under,
            "cua": self.owner,
        }
        return "?" + urlencode({name: value for name, value in pairs.items() if value not in (None, "")})

    def at(self, *states: State) -> Filters:
        """The same filters for these states."""
        return replace(self, states=states)

    def of_turns(self) -> Filters:
        """What is asked of the tasks when their turns are listed: states, time and products are those of each turn."""
        return replace(self, states=(), unproven=False, untimed=False)

    def __bool__(self) -> bool:
        return self != Filters()


def _leads() -> QuerySet[Party]:
    return Party.objects.filter(task=OuterRef("pk"), role=PartyRole.LEAD)


def shared_lead(task: str = "pk") -> Exists:
    """Whether a task has several leads together (giao chung); ``task`` is the column that holds its key."""
    several = Party.objects.filter(role=PartyRole.LEAD).order_by().values("task").annotate(leads=Count("pk"))
    return Exists(several.filter(task=OuterRef(task), leads__gt=1))


def filtered(tasks: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    """The rows that pass the filters; ``tasks`` must come from ``with_status`` when states are asked."""
    if filters.states:
        tasks = tasks.filter(state__in=[str(state) for state in filters.states])
    if filters.unit is not None:
        parties = Party.objects.filter(task=OuterRef("pk"), unit=filters.unit)
        tasks = tasks.filter(Exists(parties.filter(role=filters.role) if filters.role else parties))
    if filters.plan is not None:
        tasks = tasks.filter(plan=filters.plan)
    if filters.section is not None:
        tasks = tasks.filter(section=filters.section)
    if filters.kind:
        tasks = tasks.filter(kind=filters.kind)
    if filters.regular is not None:
        tasks = tasks.filter(regular=filters.regular)
    if filters.trigger is not None:
        tasks = tasks.filter(trigger=filters.trigger)
    if filters.unproven:
        tasks = tasks.filter(state__in=[str(state) for state in DONE], done_on__isnull=True)
    tasks = _of_agencies(tasks, filters)
    if filters.untimed:
        tasks = tasks.filter(kind="none", due__isnull=True, changed_due__isnull=True)
    if filters.unconfirmed:
        tasks = tasks.filter(unconfirmed=True)
    for word in asked_words(filters.words):
        tasks = tasks.filter(search__contains=word)
    return tasks


def _of_agencies(tasks: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    """Narrowed by who leads and by whose plans they are of."""
    if filters.lead:
        tasks = tasks.filter(Exists(_leads().filter(name=filters.lead, category="", unit__isnull=True)))
    if filters.category:
        tasks = tasks.filter(Exists(_leads().filter(category=filters.category, unit__isnull=True)))
    if filters.nobody:
        tasks = tasks.filter(~Exists(_leads()))
    if filters.sole:
        tasks = tasks.filter(~shared_lead())
    if filters.shared:
        tasks = tasks.filter(shared_lead())
    if filters.under is not None:
        tasks = tasks.filter(unit__in=Unit.objects.filter(path__contains=f"/{filters.under}/").order_by().values("pk"))
    if filters.owner is not None:
        tasks = tasks.filter(unit=filters.owner)
    return tasks
