"""Whether a plan that is about to be tracked is tracked already: by its number, else by its title and its tasks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from django.db.models import Count

from thuongton.people.models import User
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.tasks import plans_visible_to
from vanban.symbols import normalise
from vanban.text import fold

SHARED = 0.8
"""The share of tasks with the same words from which two plans of one issuer are asked about, whatever their titles."""
SHARED_UNDER_ONE_TITLE = 0.5
MOST = 5
MOST_TITLES = 500
_WORDS = re.compile(r"\w+")


def _same(text: str) -> str:
    """The words of a text without case, marks, punctuation and spacing."""
    return " ".join(_WORDS.findall(fold(text)))


def tracked_already(user: User, *, unit: int, number: str, title: str, tasks: Sequence[str]) -> list[Plan]:
    """Plans of the same issuing unit that one may see and that may be this very one, the likeliest first.

    ``tasks`` are the words of the tasks to be taken in. Words are compared without case, marks and spacing, so the same
    paper as text, Word and PDF is known again. Three queries, whatever the number of plans; plans that the person may
    not see are never told of.
    """
    plans = {plan.pk: plan for plan in plans_visible_to(user).filter(unit=unit)}
    head, printed = _same(title), normalise(number) if number.strip() else ""
    numbered = {pk for pk, plan in plans.items() if printed and plan.number and normalise(plan.number) == printed}
    titled = {pk for pk, plan in plans.items() if head and _same(plan.title) == head and not (printed and plan.number)}
    wanted = {_same(words) for words in tasks if words.strip()}
    exact = (
        Task.objects.filter(plan__in=list(plans), title__in=list(dict.fromkeys(tasks))[:MOST_TITLES])
        .values_list("plan")
        .annotate(same=Count("pk"))
        .order_by()
    )
    likely = numbered | titled | {pk for pk, same in exact if same * 2 >= len(wanted)}
    shared: Counter[int] = Counter()
    size: Counter[int] = Counter()
    for pk, words in Task.objects.filter(plan__in=likely).values_list("plan", "title"):
        size[pk] += 1
        shared[pk] += _same(words) in wanted
    found = []
    for pk in likely:
        share = shared[pk] / max(1, min(size[pk], len(wanted)))
        least = SHARED_UNDER_ONE_TITLE if pk in titled else SHARED
        if pk in numbered or share >= least:
            found.append((share, pk))
    return [plans[pk] for _share, pk in sorted(found, reverse=True)[:MOST]]
