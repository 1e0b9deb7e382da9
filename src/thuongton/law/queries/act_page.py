"""What the page of an act needs, worked out once for each day and kept while no act that takes part changes."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max

from thuongton.audit.models import RowChange
from thuongton.law.answers import text_state
from thuongton.law.history import ActHistory
from thuongton.law.models import ActOrder, ActRecord, LegalAct
from thuongton.law.page_body import (
    ChangeDay,
    MadeBy,
    Makers,
    TextBlock,
    WaitingOrder,
    blocks_of,
    days_of,
    later_of,
    names_of_articles,
    waiting_of,
)  # fmt: skip
from thuongton.law.queries.register import histories_of, taking_part
from thuongton.law.states import ToldState, state_on
from thuongton.law.text.places import Place, find
from thuongton.law.works import LegalWork, name_key

KEPT_SECONDS = 7 * 24 * 3600
MOST_ROUNDS = 6
_AMENDS = ("sua doi bo sung mot so dieu cua", "sua doi", "bo sung mot so dieu cua", "sua doi mot so dieu cua")


@dataclass(frozen=True, slots=True)
class ActOnDay:
    """An act on a day as its page shows it; plain values."""

    title: str
    told: ToldState
    steps: tuple[MadeBy, ...]
    text_state: str
    blocks: tuple[TextBlock, ...]
    articles: tuple[tuple[str, str, str, bool], ...]
    days: tuple[ChangeDay, ...]
    later: tuple[ChangeDay, ...]
    waiting: tuple[WaitingOrder, ...]


def history_of(act: LegalAct, known: dt.date | None) -> tuple[ActHistory, Makers, LegalWork]:
    """The history of an act, and how steps of it are told."""
    histories, works = histories_of([act], known)
    work = works[act.pk]
    return histories.of(work), Makers({id(one): pk for pk, one in works.items()}), work


def stamp_of(*acts: LegalAct) -> str:
    """What changes whenever an act that takes part in the text of some acts changes: they, those that order something
    of them or bear their name, and so on."""
    held = {act.pk: act for act in acts}
    new = list(held.values())
    for _round in range(MOST_ROUNDS):
        if not new:
            break
        new = [act for act in taking_part(new) if act.pk not in held]
        held |= {act.pk: act for act in new}
    orders = ActOrder.objects.filter(act__in=list(held)).order_by().values_list("act").annotate(Count("pk"), Max("pk"))
    digest = hashlib.sha256()
    for pk in sorted(held):
        facts = [str(getattr(held[pk], one.attname)) for one in LegalAct._meta.concrete_fields]
        digest.update("\x1f".join(facts).encode())
    records = ActRecord.objects.filter(act__in=list(held)).order_by().aggregate(Max("pk"), Max("withdrawn_at"))
    digest.update(repr((sorted(orders), sorted(records.items()))).encode())
    return digest.hexdigest()[:32]


def kept(key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    """A value of the cache of the house, made where it is not there; ``key`` holds the stamp of the acts."""
    name = "law:" + hashlib.sha256(repr(key).encode()).hexdigest()
    found = cache.get(name)
    if found is None:
        found = make()
        cache.set(name, found, KEPT_SECONDS)
    return found


def act_on_day(act: LegalAct, day: dt.date, known: dt.date | None) -> ActOnDay:
    """The act on a day, worked out now."""
    history, makers, work = history_of(act, known)
    told = state_on(history, Place(), day)
    version = history.on(day)
    return ActOnDay(
        title=work.title,
        told=ToldState(told.state, None, (), told.findings, told.since, told.until, told.candidates),
        steps=makers.each_once(told.steps),
        text_state=text_state(one.step for one in version.changes),
        blocks=tuple(blocks_of(version, makers)),
        articles=tuple(names_of_articles(version.act)),
        days=days_of(history),
        later=later_of(history, day),
        waiting=waiting_of(version, makers),
    )


def unread_amending(act: LegalAct) -> list[LegalAct]:
    """Acts whose title says that they amend this one and whose words the register does not hold."""
    title = act.title or act.told_title
    if not title:
        return []
    name, kind = name_key(title, act.kind), name_key(act.kind)
    names = {f"{head} {kind} {name}" for head in _AMENDS} | {f"{head} {name}" for head in _AMENDS}
    return list(LegalAct.objects.filter(name_key__in=names, sha256="").order_by("issued_on", "pk")[:20])


def newest_import() -> dt.datetime | None:
    """When the newest act came into the register."""
    newest = LegalAct.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return None
    found = RowChange.objects.filter(table=LegalAct._meta.db_table, row=newest).order_by("-pk").first()
    return found.at if found is not None else None


@dataclass(frozen=True, slots=True)
class ProvisionOnDay:
    """A provision on a day as its page shows it; ``before`` are its words before the day from which it reads so."""

    told: ToldState
    text_state: str
    steps: tuple[MadeBy, ...]
    before: str | None
    days: tuple[tuple[dt.date, tuple[MadeBy, ...]], ...]
    near: tuple[tuple[str, str, str, bool], ...]
    heading: str


def provision_on_day(act: LegalAct, place: Place, day: dt.date, known: dt.date | None) -> ProvisionOnDay:
    """A provision on a day, worked out now: also what it said before, and the days from which it read otherwise."""
    history, makers, _work = history_of(act, known)
    told = state_on(history, place, day)
    here = [
        step for step in history.steps
        if step.effective is not None and not step.waits and any(_meets(place, one) for one in step.places)
    ]  # fmt: skip
    days = sorted({step.effective for step in here if step.effective is not None})
    before = None
    if told.text is not None and told.since is not None and told.since in days:
        before = _words(history, place, told.since - dt.timedelta(days=1))
    version = history.on(day)
    articles = names_of_articles(version.act)
    heading = next((title for _slug, label, title, _ended in articles if label == f"Điều {place.article}"), "")
    return ProvisionOnDay(
        told=ToldState(told.state, told.text, (), told.findings, told.since, told.until, told.candidates),
        text_state=text_state(told.steps),
        steps=makers.each_once(told.steps),
        before=before,
        days=tuple((one, makers.each_once(step for step in here if step.effective == one)) for one in days),
        near=tuple(_near(articles, place.article)),
        heading=heading,
    )


def _meets(one: Place, other: Place) -> bool:
    return one.holds(other) or other.holds(one)


def _words(history: ActHistory, place: Place, day: dt.date) -> str | None:
    act = history.on(day).act
    found = find(act, place)
    return act.at(found[0]).text if len(found) == 1 else None


def _near(articles: list[tuple[str, str, str, bool]], label: str | None) -> list[tuple[str, str, str, bool]]:
    """The articles around one: two before, two behind."""
    at = next((at for at, one in enumerate(articles) if one[1] == f"Điều {label}"), None)
    return articles[max(at - 2, 0) : at + 3] if at is not None else []
