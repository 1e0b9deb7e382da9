"""Parallel documents: what is compared, the pairs that nobody has decided, both documents of a pair by provision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from thuongton.law.models import ActText, ActWindow, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.register import histories_of
from thuongton.law.states import LegalState
from thuongton.law.text.parts import ARTICLE, ATTACHED, TextPart
from thuongton.people.models import Unit, UnitKind, User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import worn, writing_unit
from thuongton.reviews.individual import ActNature, set_apart
from thuongton.reviews.issuing_units import unit_key
from thuongton.reviews.models import PairSearch, PairSuggestion, PairVerdict, ReviewRow
from thuongton.reviews.parallel.aligning import Provision
from thuongton.reviews.parallel.ranking import Paper, paper
from thuongton.reviews.queries.rows import visible_to as rows_visible_to
from thuongton.reviews.queries.territory import TerritoryMap

ENDED = (LegalState.EXPIRED.value, LegalState.ABSENT.value)
MOST_LETTERS = 60_000
"""Letters of a text that are compared with others."""


@dataclass(frozen=True, slots=True)
class PapersToCompare:
    """What a search takes: the documents of sure territory, names of territories and provinces by row, how many of the
    others there are."""

    papers: list[Paper]
    territories: dict[int, tuple[str, str]]
    unsure: int


def documents_to_compare(day: dt.date) -> PapersToCompare:
    """Local documents that have not ended by a day and are not individual, in a fixed number of statements."""
    known = TerritoryMap()
    ended = set(ActWindow.objects.filter(state__in=ENDED, since__lte=day, until__gt=day).values_list("act", flat=True))
    running = {
        row["act"]: (row["since"], row["until"])
        for row in ActWindow.objects.exclude(state__in=(*ENDED, LegalState.NOT_YET.value))
        .values("act")
        .annotate(since=Min("since"), until=Max("until"))
    }
    columns = ("pk", "number", "kind", "title", "told_title", "issuer", "issued_on", "told_issued_on", "effective_on")
    kept, unsure = {}, 0
    for act in LegalAct.objects.exclude(issuer="").only(*columns).iterator():
        title = act.title or act.told_title
        if act.pk in ended or not title:
            continue
        issued = act.issued_on or act.told_issued_on
        where = known.of(act.issuer, issued, day, act.number)
        if where is None or set_apart(act.number, act.kind, title).verdict is ActNature.INDIVIDUAL:
            continue
        if not where.sure:
            unsure += 1
            continue
        kept[act.pk] = (title, where, *running.get(act.pk, (act.effective_on or issued, None)))
    texts = _texts(list(kept))
    papers = [
        paper(pk, title, where.place, where.now, since, until, texts.get(pk, ""), where.names)
        for pk, (title, where, since, until) in kept.items()
    ]
    told = {
        pk: (where.into[0] if where.into else where.unit, where.province) for pk, (_t, where, _s, _u) in kept.items()
    }
    return PapersToCompare(papers, told, unsure)


def _texts(acts: list[int]) -> dict[int, str]:
    found = {}
    for some in pieces(acts):
        for act, text in ActText.objects.filter(act__in=some).values_list("act", "text").iterator():
            found[act] = text[:MOST_LETTERS]
    return found


def searches() -> QuerySet[PairSearch]:
    """Every search, the newest first."""
    return PairSearch.objects.order_by("-pk")


def last_search() -> PairSearch | None:
    """The newest search of the register."""
    return searches().first()


def unit_of(user: User) -> Unit | None:
    """The unit for which a person reads and decides pairs."""
    hat = worn(user)
    return writing_unit(user) or (hat.scope if hat is not None else None)


def verdicts_visible_to(user: User) -> QuerySet[PairVerdict]:
    """What the units of one's scope said of pairs."""
    return PairVerdict.objects.filter(in_scope(user)).select_related("left", "right", "unit", "by")


def visible_to(user: User) -> QuerySet[PairSuggestion]:
    """The pairs of the province of one's unit, of all provinces where one's scope is of the country or tells none."""
    pairs = PairSuggestion.objects.select_related("left", "right")
    unit = unit_of(user)
    if unit is None:
        return pairs.none()
    root = unit if unit.parent_id is None else Unit.objects.filter(pk=unit.root_id).first()
    if root is None or root.kind != UnitKind.PROVINCE:
        return pairs
    name = unit_key(root.name).removeprefix("thanh pho ").removeprefix("tinh ")
    return pairs.filter(Q(province=name) | Q(province=""))


def decided_pairs(user: User) -> QuerySet[PairSuggestion]:
    """The pairs that one's unit has decided."""
    return visible_to(user).filter(_decided(user))


def _decided(user: User) -> Exists:
    return Exists(PairVerdict.objects.filter(unit=unit_of(user), left=OuterRef("left"), right=OuterRef("right")))


def open_pairs(user: User, day: dt.date) -> QuerySet[PairSuggestion]:
    """The pairs that one's unit has not decided, both documents of which have not ended by a day."""
    pairs = visible_to(user).filter(~_decided(user))
    for side in ("left", "right"):
        over = ActWindow.objects.filter(act=OuterRef(side), state__in=ENDED, since__lte=day, until__gt=day)
        pairs = pairs.filter(~Exists(over))
    return pairs


def under_review(pairs: QuerySet[PairSuggestion], user: User) -> QuerySet[PairSuggestion]:
    """Of some pairs those with a document that one's units review."""
    rows = ReviewRow.objects.filter(in_scope(user), settled_on=None).order_by()
    return pairs.filter(Exists(rows.filter(act=OuterRef("left"))) | Exists(rows.filter(act=OuterRef("right"))))


def verdict_of(user: User, pair: PairSuggestion) -> PairVerdict | None:
    """What one's unit said of a pair."""
    return verdicts_visible_to(user).filter(unit=unit_of(user), left=pair.left_id, right=pair.right_id).first()


def rows_of_pair(user: User, pair: PairSuggestion) -> list[ReviewRow]:
    """The rows under review of both documents that wait for a decision."""
    rows = rows_visible_to(user).filter(act__in=(pair.left_id, pair.right_id), settled_on=None, decision=None)
    return list(rows.order_by("act", "pk"))


def pairs_of_act(user: User, act: int, day: dt.date) -> QuerySet[PairSuggestion]:
    """The open pairs in which a document stands."""
    return open_pairs(user, day).filter(Q(left=act) | Q(right=act)).order_by("-score", "pk")


def provisions_of(acts: list[LegalAct], day: dt.date) -> dict[int, list[Provision]]:
    """The articles of some acts as they are on a day, with those of what is attached, few statements."""
    histories, works = histories_of(acts)
    return {act.pk: list(_provisions(histories.of(works[act.pk]).on(day).act)) for act in acts}


def _provisions(act: TextPart) -> Iterator[Provision]:
    for trail, part in act.walk():
        if part.level != ARTICLE or part.ended:
            continue
        head = part.own.split("\n", 1)[0]
        heading = head.partition(".")[2].strip() if "." in head[:16] else ""
        above = [act.at(trail[:length]) for length in range(1, len(trail))]
        attached = next((one for one in above if one.level in ATTACHED), None)
        name = f"Điều {part.label}"
        yield Provision(f"{name} (kèm theo)" if attached is not None else name, heading, part.text)
