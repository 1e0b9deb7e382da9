"""Grounds of review as the register makes them, and as they stand in rows: set-based, a fixed number of statements."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, QuerySet

from thuongton.law.models import ActMention, ActOrder, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.register import keys_of, rows_of_keys
from thuongton.law.queries.states import states_on
from thuongton.law.rows import NAMED, operation_of, order_key
from thuongton.law.states import LegalState
from thuongton.reviews.grounds import ActingOrder, BasisCited, FoundGround, grounds_of, ordering_kinds
from thuongton.reviews.issuers import IssuingBodies
from thuongton.reviews.models import GroundSearch, ReviewGround, ReviewRow
from vanban.symbols import parse
from vanban.text import fold

BASIS = "basis"
_LOCAL = re.compile(r"^(?:(?:chu tich|thuong truc|tt)\s+)?(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd)\b")


@dataclass(frozen=True, slots=True)
class _Held:
    """An act that a key may mean: where it comes from and since when it is there."""

    pk: int
    issued: dt.date | None
    origin: frozenset[str]


def found_of(acts: Iterable[LegalAct], bodies: IssuingBodies) -> dict[int, list[FoundGround]]:
    """Why some local acts must be reviewed, by their rows, as the whole register says on the day of ``bodies``.

    What one act is told does not hang on which others are asked with it, nor on the order in which acts came.
    """
    acts = list(acts)
    by_row = {act.pk: act for act in acts}
    cited = _bases_of(by_row)
    wanted = {one.target for some in cited.values() for one in some}
    held = _held_by_key(wanted | {key for act in acts for key in _keys(act)}, bodies)
    keys = set(held) | wanted
    keys.update(key for bearers in held.values() for _one, names in bearers for key in names)
    orders = _orders_on(keys)
    held |= _held_by_key({order.target for order in orders} - set(held), bodies)
    meant: dict[int, list[tuple[ActOrder, frozenset[str]]]] = defaultdict(list)
    loose: dict[str, list[tuple[ActOrder, frozenset[str]]]] = defaultdict(list)
    for order in orders:
        origin = _origin(order.act.issuer, order.act.issued_on, order.act.number, bodies)
        candidates = [one for one, _names in held.get(order.target, ()) if one.pk != order.act_id]
        if not candidates:
            loose[order.target].append((order, origin))
        for one in _meant(order, origin, candidates, bodies):
            meant[one.pk].append((order, origin))
    over = _expired(by_row, bodies.day)
    events: dict[int, ActingOrder] = {}
    found = {}
    for act in acts:
        own = _origin(act.issuer, act.issued_on, act.number, bodies)
        bases, told = {}, []
        for basis in cited.get(act.pk, ()):
            here = [each for each, _names in held.get(basis.target, ()) if not _strangers(own, each.origin)]
            through = _newest(here, act.issued_on) if basis.target.startswith(NAMED) else here
            on = (
                [pair for each in through for pair in meant.get(each.pk, ())]
                if through
                else loose.get(basis.target, [])
            )
            if on:
                told.append(BasisCited(basis.target, through[0].pk if len(through) == 1 else None, basis.quote))
                bases[basis.target] = [
                    _event(order, events)
                    for order, origin in on
                    if order.act_id != act.pk and not _strangers(own, origin)
                ]
        body = bodies.of(act.issuer, act.issued_on)
        found[act.pk] = grounds_of(
            act.number,
            act.issued_on,
            [_event(order, events) for order, origin in meant.get(act.pk, ()) if not _strangers(own, origin)],
            bases,
            told,
            body.changes if body is not None else (),
            over=act.pk in over,
        )
    return found


def _keys(act: LegalAct) -> tuple[str, ...]:
    return keys_of(act.number_key, act.name_key)


def _bases_of(acts: Iterable[int]) -> dict[int, list[BasisCited]]:
    """What some acts cite as their basis, each document once, in the order of their words."""
    found: dict[int, dict[str, BasisCited]] = defaultdict(dict)
    for some in pieces(sorted(acts)):
        rows = ActMention.objects.filter(act__in=some, role=BASIS).order_by("pk")
        for act, target, quote, title in rows.values_list("act", "target", "quote", "title"):
            if target:
                found[act].setdefault(target, BasisCited(target, None, quote or title or target))
    return {act: list(some.values()) for act, some in found.items()}


def _held_by_key(keys: Collection[str], bodies: IssuingBodies) -> dict[str, list[tuple[_Held, tuple[str, ...]]]]:
    """The acts that some keys may mean, with every key of each."""
    found: dict[str, list[tuple[_Held, tuple[str, ...]]]] = defaultdict(list)
    columns = ("pk", "number", "number_key", "name_key", "issuer", "issued_on", "told_issued_on")
    for some in pieces(sorted(rows_of_keys(keys))):
        for pk, number, key, name, issuer, issued, told in LegalAct.objects.filter(pk__in=some).values_list(*columns):
            one = _Held(pk, issued or told, _origin(issuer, issued, number, bodies))
            for each in (names := keys_of(key, name)):
                if each in keys:
                    found[each].append((one, names))
    return found


def _orders_on(keys: Iterable[str]) -> list[ActOrder]:
    """The operations on some keys that can be a ground, with their acts, in a fixed order."""
    found: list[ActOrder] = []
    kinds = sorted(ordering_kinds())
    for some in pieces(sorted(keys)):
        rows = ActOrder.objects.filter(target__in=some, kind__in=kinds).select_related("act").defer("payload")
        found += rows.order_by()
    return sorted(found, key=lambda order: (order.act_id, order.index))


def _origin(issuer: str, issued: dt.date | None, number: str, bodies: IssuingBodies) -> frozenset[str]:
    """Where an act comes from: the provinces of a local one, its own issuer where it is of none here, nothing of a
    central one. Two acts of different origins that bear one number are not the same."""
    if bodies.of(issuer, issued) is not None:
        return frozenset(str(root) for root in bodies.family(issuer))
    folded = fold(issuer)
    if _LOCAL.match(folded):
        return frozenset({folded})
    parsed = parse(number) if not issuer else None
    return frozenset({"?"}) if parsed is not None and re.search(r"UBND|HĐND", number) else frozenset()


def _strangers(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _meant(order: ActOrder, origin: frozenset[str], candidates: list[_Held], bodies: IssuingBodies) -> list[_Held]:
    """Which of the acts that bear a number or name an operation is on; none where nobody can tell."""
    if order.target.startswith(NAMED):
        return _newest(candidates, order.act.issued_on)
    told = str(order.data.get("document") or "").partition("@")[2]
    if told:
        named = _origin(told, None, "", bodies)
        origin = named or origin
    kin = [one for one in candidates if not _strangers(origin, one.origin)]
    if len(kin) < 2 or origin:
        return kin
    return []


def _newest(candidates: list[_Held], day: dt.date | None) -> list[_Held]:
    """Of several acts of one name the one that was the newest on a day; several of one day are not told apart."""
    there = [one for one in candidates if one.issued is None or day is None or one.issued <= day]
    last = max((one.issued for one in there if one.issued is not None), default=None)
    return [one for one in there if one.issued == last]


def _expired(acts: Collection[int], day: dt.date) -> set[int]:
    found: set[int] = set()
    for some in pieces(sorted(acts)):
        rows = states_on(day).filter(act__in=some, state=LegalState.EXPIRED.value)
        found.update(act for act, _state in rows)
    return found


def _event(order: ActOrder, made: dict[int, ActingOrder]) -> ActingOrder:
    """An operation as a value; ``made`` keeps those that were made."""
    if order.pk not in made:
        operation = operation_of(order.data)
        effect = operation.effect
        since = effect.date if effect is not None and (effect.date or effect.text.strip()) else order.act.effective_on
        made[order.pk] = ActingOrder(
            act=order.act_id,
            act_kind=order.act.kind,
            issued=order.act.issued_on or order.act.told_issued_on,
            kind=order.kind,
            target=order.target,
            surface=operation.surface,
            key=order_key(operation),
            index=order.index,
            whole=operation.scope == "document",
            since=since,
        )
    return made[order.pk]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came into the register since a search: the acts that it can touch, and the marks to go on from."""

    touched: frozenset[int]
    acts: int
    orders: int
    mentions: int


def anything_new(search: GroundSearch | None) -> bool:
    """Whether the register has rows that no search has followed."""
    seen = search or GroundSearch()
    return any(
        model.objects.filter(pk__gt=mark).exists()
        for model, mark in ((LegalAct, seen.acts), (ActOrder, seen.orders), (ActMention, seen.mentions))
    )


def search_row() -> GroundSearch | None:
    """How far the search for grounds is; None before the first."""
    return GroundSearch.objects.filter(pk=1).first()


def arrived_since(search: GroundSearch) -> Arrived:
    """The acts that what came since a search can touch: new ones, what they order something of, what cites that."""
    acts = set(LegalAct.objects.filter(pk__gt=search.acts).values_list("pk", flat=True))
    new = ActOrder.objects.filter(pk__gt=search.orders, kind__in=sorted(ordering_kinds())).exclude(target="")
    targets = set(new.order_by().values_list("target", flat=True).distinct())
    cites = ActMention.objects.filter(pk__gt=search.mentions, role=BASIS).order_by()
    touched = acts | set(cites.values_list("act", flat=True).distinct())
    bearing = acts | rows_of_keys(targets)
    touched |= bearing
    keys = set(targets)
    for some in pieces(sorted(bearing)):
        for number, name in LegalAct.objects.filter(pk__in=some).values_list("number_key", "name_key"):
            keys.update(keys_of(number, name))
    for keyed in pieces(sorted(keys)):
        rows = ActMention.objects.filter(target__in=keyed, role=BASIS).order_by()
        touched.update(rows.values_list("act", flat=True).distinct())
    return Arrived(
        frozenset(touched), _last(LegalAct, search.acts), _last(ActOrder, search.orders),
        _last(ActMention, search.mentions),
    )  # fmt: skip


def _last(model: type[LegalAct] | type[ActOrder] | type[ActMention], at_least: int) -> int:
    return max(at_least, int(model._default_manager.aggregate(last=Max("pk"))["last"] or 0))


def kept_of(acts: Iterable[int]) -> tuple[dict[tuple[int, int], ReviewRow], dict[int, dict[str, ReviewGround]]]:
    """The continuous rows of some acts by unit and act, and the grounds of each by key."""
    rows: dict[tuple[int, int], ReviewRow] = {}
    grounds: dict[int, dict[str, ReviewGround]] = defaultdict(dict)
    for some in pieces(sorted(acts)):
        for row in ReviewRow.objects.filter(act__in=some, campaign__isnull=True):
            rows[row.unit_id, row.act_id or 0] = row
        for ground in ReviewGround.objects.filter(row__act__in=some, row__campaign__isnull=True):
            grounds[ground.row_id][ground.key] = ground
    return rows, grounds


def with_directness(rows: QuerySet[ReviewRow]) -> QuerySet[ReviewRow]:
    """Rows with ``direct``: whether an acting document touches the document itself, as far as the register says now."""
    standing = ReviewGround.objects.filter(row=OuterRef("pk"), direct=True, gone_at__isnull=True)
    return rows.annotate(direct=Exists(standing))


def grounds_by_row(rows: Iterable[ReviewRow]) -> Mapping[int, list[ReviewGround]]:
    """Why each of some rows must be reviewed, direct grounds first, those gone last: its own grounds and those of the
    continuous row of the same document and unit; two statements for any number of rows."""
    rows = list(rows)
    twins: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for row in rows:
        if row.act_id is not None:
            twins[row.unit_id, row.act_id].append(row.pk)
    found: dict[int, dict[str, ReviewGround]] = {row.pk: {} for row in rows}
    for some in pieces(sorted({row.act_id for row in rows if row.act_id is not None})):
        grounds = ReviewGround.objects.filter(row__act__in=some).select_related("by", "through", "row")
        for ground in grounds.order_by("pk"):
            for pk in twins.get((ground.row.unit_id, ground.row.act_id), ()):
                found[pk].setdefault(ground.key, ground)
    own = [row.pk for row in rows if row.act_id is None]
    for some in pieces(own):
        for ground in ReviewGround.objects.filter(row__in=some).select_related("by", "through"):
            found[ground.row_id].setdefault(ground.key, ground)
    return {
        pk: sorted(some.values(), key=lambda one: (one.gone_at is not None, not one.direct, one.pk))
        for pk, some in found.items()
    }
