"""«Lấy về tiếp»: what is cited and not held, by how often; gaps in the numbers that an issuer gave in a year."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Sum

from thuongton.law.models import ActMention, LegalAct
from thuongton.law.rows import NAMED

CITED, GAP = "cited", "gap"
MOST_GAPS = 60
"""Numbers that one series may lack before it is told as too thin to say what is missing."""
THIN = 3
"""Acts of a series from which on gaps say something."""
_NUMBER = re.compile(r"^(?P<number>\d{1,4})/(?P<year>\d{4})/(?P<symbol>[^/]+)$")


@dataclass(frozen=True, slots=True)
class LackingAct:
    """An act that the register does not hold: how many acts cite it, how often, what they call it, or its series."""

    pk: int
    number: str
    why: str
    acts: int = 0
    times: int = 0
    title: str = ""

    @property
    def rank(self) -> tuple[int, int, str]:
        """Its place: the most often cited first."""
        return -self.acts, -self.times, self.number


def lacking() -> list[LackingAct]:
    """What to fetch next, the most often cited first, then the gaps of series."""
    held = set(LegalAct.objects.values_list("number_key", flat=True))
    rows = (
        ActMention.objects.exclude(target__startswith=NAMED)
        .values("target")
        .annotate(acts=Count("act", distinct=True), total=Sum("times"), called=Max("title"))
    )
    cited = [
        LackingAct(0, row["target"], CITED, row["acts"], row["total"] or 0, row["called"] or "")
        for row in rows.iterator()
        if row["target"] and row["target"] not in held
    ]
    known = {one.number.lstrip("0") for one in cited}
    gaps = [LackingAct(0, number, GAP) for number in gaps_of(held) if number.lstrip("0") not in known]
    ordered = sorted([*cited, *gaps], key=lambda one: one.rank)
    return [
        LackingAct(place, one.number, one.why, one.acts, one.times, one.title) for place, one in enumerate(ordered, 1)
    ]


def gaps_of(held: set[str]) -> list[str]:
    """The numbers missing between the first and the last that are held of one series and year.

    >>> gaps_of({"1/2020/NĐ-CP", "2/2020/NĐ-CP", "4/2020/NĐ-CP"})
    ['03/2020/NĐ-CP']
    """
    series: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in held:
        match = _NUMBER.match(one)
        if match is not None:
            series[match["symbol"], match["year"]].add(int(match["number"]))
    found = []
    for (symbol, year), numbers in sorted(series.items()):
        if len(numbers) < THIN:
            continue
        missing = [number for number in range(min(numbers), max(numbers)) if number not in numbers]
        if len(missing) <= MOST_GAPS:
            found += [f"{number:02d}/{year}/{symbol}" for number in missing]
    return found
