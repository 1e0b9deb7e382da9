"""Campaigns are made, changed and ended; documents of their scope are taken in by a job that bears being killed.

A document may be in several campaigns: each has a row of its own. What is taken in and how far the job is stand in one
transaction, and a row that is there already is left as it is, so that doing it again takes nothing in twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.law.models import LegalAct
from thuongton.law.states import LegalState
from thuongton.people.models import Unit, User
from thuongton.people.scopes import Right, demand
from thuongton.reviews.issuers import IssuingBodies, IssuingBody
from thuongton.reviews.models import Campaign, CampaignIntake, CampaignUnit, ReviewRow
from thuongton.reviews.queries.bodies import issuing_bodies
from thuongton.reviews.queries.campaigns import next_of_scope, taken_already
from thuongton.reviews.services.finding import is_legal, row_of
from thuongton.web.forms.marks import Seen
from vanban.text import clean, join_lines

BATCH = 500
"""Acts of the register that are looked at in one transaction."""
FIELDS = (
    "kind", "title", "basis", "purpose", "objects_told", "scope_told", "schedule", "budget", "since", "until",
    "fixed_on", "due",
)  # fmt: skip
"""What a person writes of a campaign."""


def make_campaign(user: User, unit: Unit, **given: Any) -> Campaign:
    """Begin a campaign of a unit. Raises ValidationError, PermissionDenied."""
    demand(user, unit)
    campaign = Campaign(unit=unit, made_by=user, **_cleaned(given))
    _demand_days(campaign)
    with recording(user, "Lập đợt rà soát", unit=unit) as note:
        campaign.save()
        note.subject = campaign
    return campaign


def change_campaign(user: User, campaign: Campaign, *, seen: Seen | None = None, **given: Any) -> Campaign:
    """Write a campaign anew; ``seen`` is what the form showed of it. Raises ValidationError."""
    demand(user, campaign)
    with recording(user, "Sửa đợt rà soát", campaign):
        row = _open(campaign)
        if seen is not None:
            seen.demand(row)
        for name, value in _cleaned(given).items():
            setattr(row, name, value)
        _demand_days(row)
        row.save(update_fields=sorted(_cleaned(given)))
    campaign.refresh_from_db()
    return row


def put_unit(user: User, campaign: Campaign, *, unit: Unit, part: str, due: dt.date | None = None) -> CampaignUnit:
    """Have a unit take part in a campaign, or change its part and deadline. Raises ValidationError."""
    demand(user, campaign)
    demand(user, unit, Right.READ)
    if not campaign.unit.covers(unit):
        raise ValidationError({"unit": _("Chỉ giao cho đơn vị lập đợt rà soát và các đơn vị trực thuộc.")})
    if due is not None and campaign.due is not None and due > campaign.due:
        raise ValidationError({"due": _("Hạn của đơn vị sau hạn của cả đợt.")})
    with recording(user, "Giao đơn vị tham gia đợt rà soát", campaign):
        _open(campaign)
        member, _made = CampaignUnit.objects.update_or_create(
            campaign=campaign, unit=unit, defaults={"part": part, "due": due}
        )
    return member


def drop_unit(user: User, member: CampaignUnit) -> None:
    """Take a unit out of a campaign; one that has documents in it stays. Raises ValidationError."""
    demand(user, member)
    campaign = member.campaign
    with recording(user, "Bỏ đơn vị khỏi đợt rà soát", campaign):
        _open(campaign)
        if ReviewRow.objects.filter(campaign=campaign, unit=member.unit_id).exists():
            raise ValidationError(
                _("%(unit)s đang có văn bản trong đợt này; hãy chuyển các văn bản đó trước.") % {"unit": member.unit}
            )
        CampaignUnit.objects.filter(pk=member.pk).delete()


def close_campaign(user: User, campaign: Campaign) -> None:
    """End a campaign: nothing more is taken in, its rows are followed on until they are settled."""
    demand(user, campaign, Right.DECIDE)
    with recording(user, "Kết thúc đợt rà soát", campaign):
        row = _open(campaign)
        if CampaignIntake.objects.filter(campaign=row, done_at__isnull=True).exists():
            raise ValidationError(_("Đang đưa văn bản vào đợt này; hãy đợi xong rồi kết thúc."))
        row.closed_at = timezone.now()
        row.save(update_fields=["closed_at"])
    campaign.refresh_from_db()


def open_campaign(user: User, campaign: Campaign) -> None:
    """Open a campaign again that was ended."""
    demand(user, campaign, Right.DECIDE)
    with recording(user, "Mở lại đợt rà soát", campaign):
        row = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
        if row.closed_at is None:
            raise ValidationError(_("Đợt rà soát này đang mở."))
        row.closed_at = None
        row.save(update_fields=["closed_at"])
    campaign.refresh_from_db()


def begin_intake(
    user: User, campaign: Campaign, *, kinds: Sequence[str] = (), states: Sequence[str] = ()
) -> CampaignIntake:
    """Have a job take in the documents of the scope: of its units and those before them, narrowed by kind and by state
    on the fixing day (today without one). Raises ValidationError."""
    demand(user, campaign)
    chosen = [LegalState(one).value for one in states]
    with acting(), recording(user, "Cho đưa văn bản vào đợt rà soát", campaign):
        row = _open(campaign)
        if CampaignIntake.objects.filter(campaign=row, done_at__isnull=True).exists():
            raise ValidationError(_("Đang đưa văn bản vào đợt này; hãy đợi xong."))
        intake = CampaignIntake.objects.create(campaign=row, kinds=list(kinds), states=chosen, by=user)
        enqueue_once(take_documents, intake.pk)
    intake.refresh_from_db()
    return intake


@task()
def take_documents(intake_id: int) -> str:
    """Take in what an intake asks for; running it again goes on behind the last act that was looked at."""
    bodies = issuing_bodies()
    while _step(intake_id, bodies):
        pass
    return ""


def resume_intakes() -> int:
    """Queue again the intakes that no job will bring to their end; returns how many."""
    waiting = CampaignIntake.objects.filter(done_at__isnull=True)
    put_back = 0
    for pk in unqueued(take_documents, list(waiting.values_list("pk", flat=True))):
        with acting():
            if waiting.select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(take_documents, pk)
    return put_back


def _step(intake_id: int, bodies: IssuingBodies) -> bool:
    """One batch; returns whether there may be more."""
    intake = CampaignIntake.objects.select_related("campaign__unit", "by").filter(pk=intake_id, done_at=None).first()
    if intake is None:
        return False
    campaign = intake.campaign
    acts = next_of_scope(intake, BATCH)
    members = list(CampaignUnit.objects.filter(campaign=campaign, part=CampaignUnit.Part.LEAD).select_related("unit"))
    with recording(None, "Đưa văn bản vào đợt rà soát", campaign):
        demand_lease()
        row = CampaignIntake.objects.select_for_update().get(pk=intake_id)
        if row.last != intake.last or row.done_at is not None:
            return True  # another process has gone on meanwhile
        have = taken_already(campaign, (act.pk for act in acts))
        new = []
        for act in acts:
            body = bodies.of(act.issuer, act.issued_on)
            units = _units_for(body, campaign, members, bodies) if body is not None else []
            if units and not is_legal(act):
                row.without_year += 1
                continue
            new += [_in_campaign(act, unit, campaign, members) for unit in units if (unit, act.pk) not in have]
        ReviewRow.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
        row.taken += len(new)
        row.last = acts[-1].pk if acts else row.last
        if len(acts) < BATCH:
            row.done_at = timezone.now()
        row.save(update_fields=["taken", "without_year", "last", "done_at"])
    return len(acts) == BATCH


def _units_for(
    body: IssuingBody, campaign: Campaign, members: Sequence[CampaignUnit], bodies: IssuingBodies
) -> list[int]:
    """Which units of a campaign review a document of an issuer: those that answer for it, else the nearest that stands
    above one that has it; none where the issuer is not of the campaign."""
    leads = {member.unit_id for member in members} or {campaign.unit_id}
    found = [unit for unit in dict.fromkeys((*body.answering, *body.heirs)) if unit in leads]
    answered = [unit for unit in body.answering if unit in leads]
    if answered:
        return answered
    if found:
        return found
    for heir in body.heirs:
        above = next((pk for pk in bodies.units[heir].above if pk in leads), None)
        if above is not None and bodies.units[heir].path.startswith(campaign.unit.path):
            found.append(above)
    return list(dict.fromkeys(found))


def _in_campaign(act: LegalAct, unit: int, campaign: Campaign, members: Sequence[CampaignUnit]) -> ReviewRow:
    row = row_of(act, unit)
    row.campaign = campaign
    row.place = row.issued_on.toordinal() if row.issued_on is not None else 0
    row.due = next((member.due for member in members if member.unit_id == unit and member.due), campaign.due)
    return row


def _open(campaign: Campaign) -> Campaign:
    """The campaign, held. Raises ValidationError for one that was ended."""
    row = Campaign.objects.select_for_update(of=("self",)).select_related("unit").get(pk=campaign.pk)
    if row.closed_at is not None:
        raise ValidationError(_("Đợt rà soát này đã kết thúc."))
    return row


def _cleaned(given: dict[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in given.items() if name in FIELDS}
    for name in ("title", "basis"):
        if name in found:
            found[name] = join_lines(clean(found[name] or "").text)
    if not found.get("title", "x"):
        raise ValidationError({"title": _("Hãy ghi tên gọi của đợt rà soát.")})
    return found


def _demand_days(campaign: Campaign) -> None:
    if campaign.since is not None and campaign.until is not None and campaign.until < campaign.since:
        raise ValidationError({"until": _("Ngày cuối đứng trước ngày đầu.")})
    if campaign.fixed_on is not None and campaign.since is not None and campaign.fixed_on < campaign.since:
        raise ValidationError({"fixed_on": _("Thời điểm ấn định đứng trước ngày đầu của văn bản được rà soát.")})
