"""What a list of tasks is narrowed to, and the address that shows just those rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet

from thuongton.plans.models import Party, PartyRole
from thuongton.plans.status import DONE, State
from vanban.text import fold


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of tasks is narrowed to; empty means all. ``query()`` is the address that shows just these rows."""

    states: tuple[State, ...] = ()
    unit: int | None = None  # a unit that takes part
    role: str = ""  # with ``unit``: lead or coordinate
    section: int | None = None
    kind: str = ""
    words: str = ""
    regular: bool | None = None
    unproven: bool = False  # declared finished, no accepted product
    trigger: int | None = None
    lead: str = ""  # the printed name of a lead that is no known unit («UBND cấp xã»)
    nobody: bool = False  # no lead is named
    untimed: bool = False  # no deadline is set

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """From the parameters of an address; what is not understood is left out."""

        def number(name: str) -> int | None:
            value = query.get(name, "")
            return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None

        known = {str(state) for state in State}
        states = tuple(State(part) for part in query.get("trang-thai", "").split(",") if part in known)
        return cls(
            states=states,
            unit=number("don-vi"),
            role=query.get("vai-tro", "") if query.get("vai-tro", "") in PartyRole.values else "",
            section=number("nhom"),
            kind=query.get("loai", "")[:14],
            words=query.get("q", "").strip()[:200],
            regular={"1": True, "0": False}.get(query.get("thuong-xuyen", "")),
            unproven=query.get("chua-co-san-pham") == "1",
            trigger=number("cho"),
            lead=query.get("co-quan", "").strip()[:300],
            nobody=query.get("chua-giao") == "1",
            untimed=query.get("chua-co-han") == "1",
        )

    def query(self) -> str:
        """``?trang-thai=overdue&q=…``, or "?" for all rows."""
        pairs = {
            "trang-thai": ",".join(self.states),
            "don-vi": self.unit,
            "vai-tro": self.role,
            "nhom": self.section,
            "loai": self.kind,
            "q": self.words,
            "thuong-xuyen": "" if self.regular is None else str(int(self.regular)),
            "chua-co-san-pham": "1" if self.unproven else "",
            "cho": self.trigger,
            "co-quan": self.lead,
            "chua-giao": "1" if self.nobody else "",
            "chua-co-han": "1" if self.untimed else "",
        }
        return "?" + urlencode({name: value for name, value in pairs.items() if value not in (None, "")})

    def at(self, *states: State) -> Filters:
        """The same filters for these states."""
        return replace(self, states=states)

    def __bool__(self) -> bool:
        return self != Filters()


def _leads() -> QuerySet[Party]:
    return Party.objects.filter(task=OuterRef("pk"), role=PartyRole.LEAD)


def filtered(tasks: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    """The rows that pass the filters; ``tasks`` must come from ``with_status`` when states are asked."""
    if filters.states:
        tasks = tasks.filter(state__in=[str(state) for state in filters.states])
    if filters.unit is not None:
        parties = Party.objects.filter(task=OuterRef("pk"), unit=filters.unit)
        tasks = tasks.filter(Exists(parties.filter(role=filters.role) if filters.role else parties))
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
    if filters.lead:
        tasks = tasks.filter(Exists(_leads().filter(name=filters.lead, unit__isnull=True)))
    if filters.nobody:
        tasks = tasks.filter(~Exists(_leads()))
    if filters.untimed:
        tasks = tasks.filter(kind="none", due__isnull=True, changed_due__isnull=True)
    for word in fold(filters.words).split():
        tasks = tasks.filter(search__contains=word)
    return tasks
