"""Lists and counts of a campaign as of a day: its rows with what the register of law says, in few statements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet

from thuongton.documents.numbering import kind_of as kind_of_symbol
from thuongton.documents.numbering import symbol_of
from thuongton.law.models import ActOrder, ActWindow, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.register import histories_of
from thuongton.law.states import LegalState
from thuongton.people.letterheads import sender_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope
from thuongton.prints.frozen import Frozen
from thuongton.prints.queries import opened
from thuongton.reviews.lists.columns import ListColumn, columns_kept
from thuongton.reviews.lists.counting import ReviewFigures, figures_of
from thuongton.reviews.lists.differing import Difference, differences
from thuongton.reviews.lists.facts import Judged, RowFacts
from thuongton.reviews.lists.membership import ListKind
from thuongton.reviews.lists.papers import PaperKind, ReviewHead, frozen_of
from thuongton.reviews.lists.parts import parts_over, parts_suspended
from thuongton.reviews.models import Campaign, ListLayout, ReviewGround, ReviewRow, Settlement, SignedList
from vanban.model import AmendmentKind

SUSPENDS = AmendmentKind.SUSPEND.value
LONGEST_QUOTE = 300
_JUDGED = ("action", "reason", "extent", "by_document", "due")
_OF_ACT = ("pk", "number", "number_key", "title", "told_title", "issuer", "kind", "issued_on", "told_issued_on",
           "effective_on")  # fmt: skip


def campaigns_with_lists(user: User) -> QuerySet[Campaign]:
    """The campaigns of one's scope, whose lists one may read."""
    return Campaign.objects.filter(in_scope(user)).select_related("unit__parent")


def rows_of_campaign(user: User | None, campaign: Campaign) -> QuerySet[ReviewRow]:
    """The rows of a campaign that one may see; None stands for the operator of the machine."""
    rows = ReviewRow.objects.filter(campaign=campaign)
    return rows if user is None else rows.filter(in_scope(user))


def facts_of(rows: QuerySet[ReviewRow], day: dt.date, *, grounds: bool = True) -> list[RowFacts]:
    """Some rows as the lists read them on a day: by kind, day of issue and number; ``grounds`` are left out for counts.

    The number of statements is the same for any number of rows, but for acts that lost a part: of those the histories
    are read.
    """
    held = list(
        rows.order_by().values_list(
            "pk", "number", "issuer", "title", "issued_on", "settled_on", "unit__name",
            *(f"act__{name}" for name in _OF_ACT),
            *(f"proposal__{name}" for name in _JUDGED), *(f"decision__{name}" for name in _JUDGED),
        )
    )  # fmt: skip
    acts = rows.order_by().filter(act__isnull=False).values("act")
    windows = _windows(acts, day)
    ended, suspended = _parts(windows, acts, day)
    why = _grounds(rows) if grounds else {}
    settled = _settled(rows)
    found = [_made(one, windows, ended, suspended, why, settled) for one in held]
    return sorted(found, key=_order)


def _order(one: RowFacts) -> tuple[Any, ...]:
    kinds = ("Nghị quyết", "Quyết định", "Chỉ thị")
    rank = kinds.index(one.kind) if one.kind in kinds else len(kinds)
    return rank, one.kind, one.issued_on or dt.date.max, one.number, one.pk


def _made(
    values: tuple[Any, ...],
    windows: dict[int, tuple[str, str, dt.date, dt.date, str]],
    ended: dict[int, tuple[str, ...]],
    suspended: dict[int, tuple[str, ...]],
    grounds: dict[int, tuple[str, ...]],
    settled: dict[int, str],
) -> RowFacts:
    pk, number, issuer, title, issued_on, settled_on, unit, *rest = values
    act = dict(zip(_OF_ACT, rest, strict=False))
    proposal, decision = rest[len(_OF_ACT) : -len(_JUDGED)], rest[-len(_JUDGED) :]
    state, why, since, until, by = windows.get(act["pk"], ("", "", None, None, ""))
    named = act["number"] or number
    return RowFacts(
        pk=pk,
        number=named,
        title=act["title"] or act["told_title"] or title,
        issuer=act["issuer"] or issuer,
        kind=_kind(act["kind"], named),
        issued_on=act["issued_on"] or act["told_issued_on"] or issued_on,
        effective_on=act["effective_on"],
        act=act["pk"],
        state=state,
        why=why,
        since=since,
        until=until,
        by=by or "",
        ended=ended.get(act["pk"], ()),
        suspended=suspended.get(act["pk"], ()),
        proposal=Judged(*proposal) if proposal[0] else None,
        decision=Judged(*decision) if decision[0] else None,
        settled_on=settled_on,
        settled_by=settled.get(pk, ""),
        unit=unit,
        grounds=grounds.get(pk, ()),
    )


def _kind(kind: str | None, number: str) -> str:
    """The kind of a document: as the register has it, else as its symbol names it («NQ-HĐND»)."""
    words = kind or kind_of_symbol(symbol_of(number))[0] if number else kind or ""
    return words[:1].upper() + words[1:].lower() if words else ""


def _windows(acts: QuerySet[Any], day: dt.date) -> dict[int, tuple[str, str, dt.date, dt.date, str]]:
    """The state of some acts on a day, as kept: with its reason, its span and the act that caused it."""
    rows = ActWindow.objects.filter(Q(since__lte=day, until__gt=day), act__in=acts).order_by()
    found = rows.values_list("act", "state", "reason", "since", "until", "by__number")
    return {act: (state, reason, since, until, by) for act, state, reason, since, until, by in found}


def _parts(
    windows: dict[int, tuple[str, str, dt.date, dt.date, str]], acts: QuerySet[Any], day: dt.date
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """The parts that are over and those that are suspended, of the acts that may have any."""
    targets = ActOrder.objects.filter(kind=SUSPENDS).exclude(target="").order_by().values("target")
    hit = LegalAct.objects.filter(pk__in=acts, number_key__in=targets).order_by().values_list("pk", flat=True)
    partly = {act for act, one in windows.items() if one[0] == LegalState.PARTLY_EXPIRED}
    running = {act for act in hit if windows.get(act, ("",))[0] == LegalState.IN_FORCE}
    ended: dict[int, tuple[str, ...]] = {}
    suspended: dict[int, tuple[str, ...]] = {}
    for some in pieces(sorted(partly | running)):
        held = list(LegalAct.objects.filter(pk__in=some))
        histories, works = histories_of(held, all_words=False)
        for act in held:
            history = histories.of(works[act.pk])
            ended[act.pk], suspended[act.pk] = parts_over(history, day), parts_suspended(history, day)
    return ended, suspended


def _grounds(rows: QuerySet[ReviewRow]) -> dict[int, tuple[str, ...]]:
    """Because of which documents each row is reviewed, direct ones first, with their words."""
    held = ReviewGround.objects.filter(row__in=rows.order_by().values("pk")).order_by("-direct", "pk")
    found: dict[int, list[str]] = defaultdict(list)
    for row, number, through, quote in held.values_list("row", "by__number", "through__number", "quote"):
        words = " qua ".join(one for one in (number, through) if one)
        told = " ".join(quote.split())
        if len(told) > LONGEST_QUOTE:
            told = f"{told[:LONGEST_QUOTE]}…"
        found[row].append(f"{words}: «{told}»" if words and told else words or told)
    return {row: tuple(dict.fromkeys(one for one in told if one)) for row, told in found.items()}


def _settled(rows: QuerySet[ReviewRow]) -> dict[int, str]:
    """The document by which each row was settled, the last one."""
    held = Settlement.objects.filter(row__in=rows.order_by().values("pk"), reopened_at__isnull=True).order_by("pk")
    return {row: number or "" for row, number in held.values_list("row", "by__number")}


def layouts_for(unit: Unit) -> dict[ListKind, tuple[ListColumn, ...]]:
    """How a unit lays its lists out: its own columns, else those of the nearest unit above; none where none says."""
    above = [int(part) for part in unit.path.split("/") if part]
    held = ListLayout.objects.filter(unit__in=above, withdrawn_at__isnull=True).order_by("pk")
    found: dict[str, tuple[int, list[Any]]] = {}
    for one in held.values_list("unit", "kind", "columns"):
        depth = above.index(one[0])
        if one[1] not in found or depth >= found[one[1]][0]:
            found[one[1]] = (depth, one[2])
    return {ListKind(kind): columns_kept(body) for kind, (_depth, body) in found.items() if kind in set(ListKind)}


def layouts_of(unit: Unit) -> list[ListLayout]:
    """The layouts that stand at a unit itself, the newest of each list."""
    held = ListLayout.objects.filter(unit=unit, withdrawn_at__isnull=True).select_related("by").order_by("pk")
    return list({one.kind: one for one in held}.values())


def head_of(campaign: Campaign) -> ReviewHead:
    """The head of the papers of a campaign."""
    sender = sender_of(campaign.unit)
    return ReviewHead(sender.issuer, campaign.title, sender.issuer_parent, sender.symbol, sender.place, campaign.basis)


def paper_on(user: User | None, campaign: Campaign, paper: PaperKind, day: dt.date) -> Frozen:
    """A paper with its lists as they stand now, as of a day."""
    facts = facts_of(rows_of_campaign(user, campaign), day)
    return frozen_of(paper, head_of(campaign), facts, day, layouts_for(campaign.unit))


def signed_of(campaign: Campaign) -> list[SignedList]:
    """The papers of a campaign that were signed, the newest first; withdrawn ones too."""
    return list(
        SignedList.objects.filter(campaign=campaign)
        .select_related("printout", "by", "document", "withdrawn_by")
        .defer("printout__body")
        .order_by("-pk")
    )


def signed_in_scope(user: User) -> QuerySet[SignedList]:
    """Signed papers of the campaigns of one's scope."""
    return SignedList.objects.filter(in_scope(user, "campaign__unit")).select_related(
        "campaign__unit__parent", "printout", "by", "document"
    )


def since_signed(signed: SignedList, now: Frozen) -> list[Difference]:
    """What differs between a signed paper and the same paper made of the rows of today. Raises prints Changed."""
    return differences(opened(signed.printout), now)


def campaign_figures(user: User | None, campaign: Campaign, day: dt.date) -> ReviewFigures:
    """The figures of a campaign on a day, for its pages and for reports (``lists.counting.sentence_of`` words them)."""
    return figures_of(facts_of(rows_of_campaign(user, campaign), day, grounds=False), day)


def campaign_named(name: str) -> list[Campaign]:
    """The campaigns that a number or a title names, for the command."""
    held = Campaign.objects.select_related("unit__parent")
    if name.isdecimal() and len(name) < 10 and (found := list(held.filter(pk=int(name)))):
        return found
    return list(held.filter(title=name))
