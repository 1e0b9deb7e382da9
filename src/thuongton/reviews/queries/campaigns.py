"""Campaigns that a person may see, the documents of their scope on the register, what else a document is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from thuongton.law.models import LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.states import in_states
from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope, today
from thuongton.reviews.models import Campaign, CampaignIntake, CampaignUnit, ReviewRow


def campaigns_visible_to(user: User) -> QuerySet[Campaign]:
    """Campaigns of one's units, and those in which one of them takes part, with how many documents they
    have and of how many it is decided."""
    mine = CampaignUnit.objects.filter(in_scope(user), campaign=OuterRef("pk"))
    found = Campaign.objects.filter(in_scope(user) | Q(Exists(mine))).select_related("unit", "made_by")
    done = Q(rows__decision__isnull=False) | Q(rows__settled_on__isnull=False)
    return found.annotate(documents=Count("rows"), done=Count("rows", filter=done))


def units_of(campaign: Campaign) -> list[CampaignUnit]:
    """The units that take part in a campaign, those that lead first."""
    return list(campaign.units.select_related("unit").order_by("-part", "unit__path"))


def rows_of(campaign: Campaign) -> QuerySet[ReviewRow]:
    """The rows of a campaign, whoever has them: who sees a campaign sees how far it is."""
    return ReviewRow.objects.filter(campaign=campaign)


def units_to_choose(user: User, campaign: Campaign) -> QuerySet[Unit]:
    """The units that may be put into a campaign: its own and those below it that stand today."""
    day = today()
    return Unit.objects.filter(
        Q(path__startswith=campaign.unit.path) & in_scope(user, ""),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
    ).order_by("path")


def members_to_choose(campaign: Campaign) -> QuerySet[CampaignUnit]:
    """The units that take part, to be named by an act."""
    return CampaignUnit.objects.filter(campaign=campaign).select_related("unit", "campaign__unit")


def intakes_of(campaign: Campaign) -> QuerySet[CampaignIntake]:
    """How documents were taken into a campaign, the last first."""
    return CampaignIntake.objects.filter(campaign=campaign).select_related("by")


def next_of_scope(intake: CampaignIntake, most: int) -> list[LegalAct]:
    """The next acts of the register in the scope of an intake, behind the last that was looked at; of which units they
    are is told by their issuer."""
    campaign = intake.campaign
    acts = LegalAct.objects.filter(pk__gt=intake.last)
    if campaign.since is not None:
        acts = acts.filter(issued_on__gte=campaign.since)
    if campaign.until is not None:
        acts = acts.filter(issued_on__lte=campaign.until)
    if intake.kinds:
        acts = acts.filter(kind__in=intake.kinds)
    if intake.states:
        acts = in_states(acts, campaign.fixed_on or today(), intake.states)
    return list(acts.order_by("pk")[:most])


def taken_already(campaign: Campaign, acts: Iterable[int]) -> set[tuple[int, int]]:
    """Which of some acts a campaign has, by unit and act."""
    found: set[tuple[int, int]] = set()
    for some in pieces(sorted(acts)):
        rows = ReviewRow.objects.filter(campaign=campaign, act__in=some).order_by()
        found.update((unit, act or 0) for unit, act in rows.values_list("unit", "act"))
    return found


def other_campaigns(rows: Iterable[ReviewRow]) -> Mapping[int, list[Campaign]]:
    """The other campaigns, not ended, that have the document of each of some rows too: told on the row, never refused;
    one statement."""
    rows = list(rows)
    found: dict[int, list[Campaign]] = {row.pk: [] for row in rows}
    wanted: dict[int, list[ReviewRow]] = defaultdict(list)
    for row in rows:
        if row.act_id is not None:
            wanted[row.act_id].append(row)
    for some in pieces(sorted(wanted)):
        twins = ReviewRow.objects.filter(act__in=some, campaign__isnull=False, campaign__closed_at__isnull=True)
        for twin in twins.select_related("campaign").order_by("campaign", "pk"):
            for row in wanted[twin.act_id or 0]:
                other = twin.campaign
                if other is not None and other.pk != row.campaign_id and other not in found[row.pk]:
                    found[row.pk].append(other)
    return found
