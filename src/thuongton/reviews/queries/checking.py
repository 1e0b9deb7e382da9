"""Rows of the review desk that do not agree with one another: what ``thuongton check`` looks for."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from thuongton.reviews.grounds import rules
from thuongton.reviews.models import CampaignIntake, ReviewGround, ReviewRow, Settlement


def strange_judgements() -> QuerySet[ReviewRow]:
    """Rows whose proposal or decision was given to another row, or is of the other kind."""
    return ReviewRow.objects.filter(
        Q(proposal__isnull=False) & (~Q(proposal__row=F("pk")) | ~Q(proposal__kind="proposed"))
        | Q(decision__isnull=False) & (~Q(decision__row=F("pk")) | ~Q(decision__kind="decided"))
    )


def settled_without_settlement() -> QuerySet[ReviewRow]:
    """Rows settled without a settlement that stands, and rows that are open though one of the register stands."""
    stands = Settlement.objects.filter(row=OuterRef("pk"), reopened_at__isnull=True)
    return ReviewRow.objects.filter(
        Q(settled_on__isnull=False) & ~Exists(stands) | Q(settled_on__isnull=True) & Exists(stands.exclude(order=""))
    )


def twice_settled() -> QuerySet[ReviewRow]:
    """Rows with more than one settlement that stands."""
    standing = Count("settlements", filter=Q(settlements__reopened_at__isnull=True))
    return ReviewRow.objects.annotate(standing=standing).filter(standing__gt=1)


def grounds_without_rule() -> QuerySet[ReviewGround]:
    """Grounds of a rule that the file of rules does not have."""
    return ReviewGround.objects.filter(gone_at__isnull=True).exclude(rule__in=[one.code for one in rules()])


def intakes_under_way() -> QuerySet[CampaignIntake]:
    """Intakes that are not done."""
    return CampaignIntake.objects.filter(done_at__isnull=True).select_related("campaign")
