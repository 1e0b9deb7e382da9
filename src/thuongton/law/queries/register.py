"""Acts of the register as works with what was ordered of them: as much as an answer needs, in few statements."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from thuongton.law.by_hand import HandRecord
from thuongton.law.history import MOST_PARENTS, ActHistories
from thuongton.law.models import ActMention, ActOrder, ActQuestion, ActRecord, ActText, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.rows import NAMED, hand_record, issuer_key, work_of
from thuongton.law.works import LegalWork, LegalWorks
from vanban.symbols import normalise

MOST_ROUNDS = 6
"""How far operations on operations on operations are followed."""
_FIGURES = re.compile(r"\d+[A-Z]?[-/](?:\d{4}/)?")


class NotOne(LookupError):
    """A number that no act of the register bears, or several; ``numbers`` names those."""

    def __init__(self, number: str, found: Iterable[LegalAct]) -> None:
        self.number = number
        self.found = [
            f"{act.number} {act.issuer or '(không rõ cơ quan)'} {act.issued_on or ''}".strip() for act in found
        ]
        super().__init__(number)


def act_of(number: str, issuer: str = "") -> LegalAct:
    """The act of a number, and an issuer where several bear it; capitals count only where they tell acts apart.

    Raises NotOne.
    """
    found = list(LegalAct.objects.filter(number_key=normalise(number))) or _in_other_capitals(number)
    if issuer:
        found = [act for act in found if act.issuer_key == issuer_key(issuer)]
    if len(found) != 1:
        raise NotOne(number, found)
    return found[0]


def _in_other_capitals(number: str) -> list[LegalAct]:
    """The acts of a number whose letters were typed in other capitals: «47/2014/qh13»."""
    wanted = normalise(number.upper())
    figures = _FIGURES.match(wanted)
    if figures is None:
        return []
    near = LegalAct.objects.filter(number_key__startswith=figures[0]).order_by("pk")
    return [act for act in near if act.number_key.casefold() == wanted.casefold()]


def acts_of_numbers(numbers: Iterable[str]) -> list[LegalAct]:
    """The acts under some numbers (``number_key``), oldest row first."""
    return [
        act for some in pieces(sorted(numbers)) for act in LegalAct.objects.filter(number_key__in=some).order_by("pk")
    ]


def read_already(acts: Iterable[int]) -> set[int]:
    """Those of some acts of which orders or citations are kept."""
    found: set[int] = set()
    for some in pieces(acts):
        for rows in (ActOrder.objects.filter(act__in=some), ActMention.objects.filter(act__in=some)):
            found.update(rows.order_by().values_list("act", flat=True).distinct())
    return found


def answered_questions(sources: Iterable[str]) -> set[tuple[str, str, str]]:
    """The questions about some sources that a person has answered: kind, source, sentence."""
    found: set[tuple[str, str, str]] = set()
    for some in pieces(sources):
        rows = ActQuestion.objects.filter(source__in=some).exclude(answer="")
        found.update(rows.values_list("kind", "source", "message"))
    return found


def histories_of(
    acts: Iterable[LegalAct], known: dt.date | None = None, *, all_words: bool = True
) -> tuple[ActHistories, dict[int, LegalWork]]:
    """The histories of some acts: they, every act that orders something of them, and of those, and so on.

    What one act is told does not hang on which others are asked with it. ``all_words`` False: the words of acts that
    nothing was ordered of are left out; their states are the same.
    """
    held: dict[int, LegalAct] = {act.pk: act for act in acts}
    asked = set(held)
    held |= {act.pk: act for act in _detailed(held.values())}
    new = list(held.values())
    for _round in range(MOST_ROUNDS):
        if not new:
            break
        new = [act for act in taking_part(new) if act.pk not in held]
        held |= {act.pk: act for act in new}
    keys = {key for act in held.values() for key in _keys(act)}
    orders = _orders_that_meet(held, keys)
    ordered = {order.target for some in orders.values() for order in some}
    wordy = asked if all_words else {pk for pk in asked if not ordered.isdisjoint(_keys(held[pk]))}
    texts: dict[int, str] = {}
    for some in pieces(wordy):
        texts |= ActText.objects.filter(act__in=some).values_list("act", "text")
    records = records_of(held)
    works = {
        pk: work_of(act, orders.get(pk, []), texts.get(pk, ""), records.get(pk, ()), known) for pk, act in held.items()
    }
    register = LegalWorks(works.values())
    for twin in acts_of(rows_of_keys(ordered & keys) - set(held)):
        register.add(work_of(twin, []))
    return ActHistories(register, known), works


def _detailed(acts: Iterable[LegalAct]) -> list[LegalAct]:
    """The acts that some acts detail, those that these detail, and so on."""
    found: dict[int, LegalAct] = {}
    new = list(acts)
    for _round in range(MOST_PARENTS):
        rows = rows_of_keys({act.details_key for act in new if act.details_key}) - set(found)
        if not rows:
            break
        new = acts_of(rows)
        found |= {act.pk: act for act in new}
    return list(found.values())


def _orders_that_meet(acts: Iterable[int], keys: set[str]) -> dict[int, list[ActOrder]]:
    """The orders of some acts that are on some keys, and those about the orders of an act itself: by act, in order."""
    wanted: list[int] = []
    for some in pieces(acts):
        rows = ActOrder.objects.filter(act__in=some).order_by().values_list("pk", "target", "kind")
        wanted += [pk for pk, target, kind in rows if target in keys or kind in _OF_ITSELF]
    found: dict[int, list[ActOrder]] = defaultdict(list)
    for some in pieces(sorted(wanted)):
        for order in ActOrder.objects.filter(pk__in=some).order_by():
            found[order.act_id].append(order)
    for orders in found.values():
        orders.sort(key=lambda one: one.index)
    return found


_OF_ITSELF = frozenset({"commencement", "transitional"})


def _keys(act: LegalAct) -> tuple[str, ...]:
    return keys_of(act.number_key, act.name_key)


def keys_of(number_key: str, name_key: str) -> tuple[str, ...]:
    """What orders call an act by: its number, and its name where it has one."""
    return (number_key, NAMED + name_key) if name_key else (number_key,)


def rows_of_keys(keys: Iterable[str]) -> set[int]:
    """Every act that orders may mean by some keys."""
    numbers = [key for key in keys if key and not key.startswith(NAMED)]
    names = [key.removeprefix(NAMED) for key in keys if key.startswith(NAMED) and key != NAMED]
    found: set[int] = set()
    for column, wanted in (("number_key__in", numbers), ("name_key__in", names)):
        for some in pieces(sorted(wanted)):
            found.update(LegalAct.objects.filter(**{column: some}).values_list("pk", flat=True))
    return found


def acts_of(rows: Iterable[int]) -> list[LegalAct]:
    """Some acts by their rows, in their order."""
    return [act for some in pieces(sorted(rows)) for act in LegalAct.objects.filter(pk__in=some).order_by("pk")]


def records_of(acts: Iterable[int]) -> dict[int, list[HandRecord]]:
    """What people recorded of some acts."""
    found: dict[int, list[HandRecord]] = defaultdict(list)
    for some in pieces(acts):
        for row in ActRecord.objects.filter(act__in=some).order_by("pk"):
            found[row.act_id].append(hand_record(row))
    return found


def taking_part(acts: list[LegalAct]) -> list[LegalAct]:
    """The acts that take part in what some acts are told: those that order something of them, and those that bear a
    name of theirs by which something is ordered."""
    names = {NAMED + act.name_key for act in acts if act.name_key}
    ordered: set[str] = set()
    for some in pieces(sorted(names)):
        ordered.update(ActOrder.objects.filter(target__in=some).order_by().values_list("target", flat=True).distinct())
    by: set[int] = rows_of_keys(ordered)
    for some in pieces({key for act in acts for key in _keys(act)}):
        by.update(ActOrder.objects.filter(target__in=some).values_list("act", flat=True))
    return acts_of(by)


def act_keys(acts: Iterable[LegalAct]) -> list[str]:
    """The keys by which orders and mentions name some acts: by number and by name."""
    return [key for act in acts for key in _keys(act)]


def number_missing() -> int:
    """How many numbers are cited and not held."""
    held = LegalAct.objects.filter(number_key=OuterRef("target"))
    return ActMention.objects.filter(~Exists(held)).order_by().values("target").distinct().count()


def missing() -> list[dict[str, object]]:
    """What is cited and not held, the most often cited first: what to fetch next."""
    held = set(LegalAct.objects.values_list("number_key", flat=True))
    times: dict[str, int] = defaultdict(int)
    by: dict[str, set[int]] = defaultdict(set)
    for target, act, number in ActMention.objects.values_list("target", "act", "times").iterator():
        if target not in held:
            times[target] += number
            by[target].add(act)
    return [
        {"number": target, "times": times[target], "acts": len(by[target])}
        for target in sorted(times, key=lambda one: (-len(by[one]), -times[one], one))
    ]
