"""Hats offered to people of another administration: offered, accepted, declined, withdrawn, told of."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import recording
from thuongton.people.models import Hat, HatOffer, Role, Unit, User
from thuongton.people.queries import hats_of, in_force, open_offers, standing
from thuongton.people.services.hats import demand_days, demand_offer, place_hat
from thuongton.people.services.messages import tell
from thuongton.people.services.rights import demand_administrator

WAIT = dt.timedelta(days=14)


def offer_hat(
    user: User,
    unit: Unit,
    *,
    username: str,
    role: str,
    scope: Unit | None = None,
    title: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> HatOffer:
    """Offer a hat to the account named ``username``, which nobody looks up here: unknown names are answered alike.

    It gives nothing to either side until the person or whoever administers the account accepts it; after
    :data:`WAIT` it ends by itself. Raises ValidationError with a sentence.
    """
    demand_offer(user, unit, scope)
    demand_days(valid_from, valid_to)
    if role == Role.CITIZEN:
        raise ValidationError({"role": _("Không giao vai trò Người dân; hãy chọn vai trò khác.")})
    name = username.strip()
    # the columns that every reader may see decide, so that a declined offer is not told by what is refused
    same = HatOffer.objects.filter(username=name, unit=unit, role=role, accepted_on__isnull=True)
    if same.filter(withdrawn_on__isnull=True, expires_on__gte=timezone.localdate()).exists():
        raise ValidationError(
            {"username": _("Đề nghị này đã được gửi và đang chờ; hãy đợi trả lời hoặc rút lại đề nghị cũ.")}
        )
    with recording(user, "Đề nghị giao vai trò", unit=unit) as note:
        offer = HatOffer(
            username=name,
            role=role,
            unit=unit,
            scope=scope or unit,
            title=title,
            valid_from=valid_from,
            valid_to=valid_to,
            offered_by=user,
            expires_on=timezone.localdate() + WAIT,
        )
        offer.full_clean()
        offer.save()
        note.subject = offer
        transaction.on_commit(partial(tell_of_offer.enqueue, offer.pk))
    return offer


@task()
def tell_of_offer(offer_id: int) -> None:
    """Tell the person, if there is one; in the background, so that the time of the answer tells nothing."""
    offer = HatOffer.objects.filter(open_offers(), pk=offer_id).select_related("unit", "offered_by").first()
    if offer is None:
        return
    person = User.objects.filter(username=offer.username, date_joined__lte=offer.offered_at, is_active=True).first()
    if person is not None:
        with translation.override(settings.LANGUAGE_CODE):
            text = _("%(unit)s đề nghị giao anh chị vai trò «%(role)s»; mở Tài khoản của tôi để nhận hoặc từ chối.") % {
                "unit": offer.unit,
                "role": offer.title or offer.get_role_display(),
            }
        tell(person, text, reverse("people:account"))


def accept_offer(user: User, offer: HatOffer, person: User) -> Hat:
    """Accept an offer for ``person``: the person, or an administrator of the account who did not make the offer."""
    now = _decidable(user, offer, person)
    with recording(user, "Nhận vai trò được đề nghị", person, unit=_home(user, person), reason=str(now)):
        now = _held(now)
        _demand_still_offered(now)
        with recording(user, "Giao vai trò theo đề nghị đã được nhận", unit=now.unit) as note:
            now.hat = note.subject = place_hat(
                user=person,
                role=now.role,
                unit=now.unit,
                scope=now.scope,
                title=now.title,
                valid_from=now.valid_from,
                valid_to=now.valid_to,
            )
            now.accepted_on = timezone.localdate()
            now.save(update_fields=["accepted_on", "hat"])
        with translation.override(settings.LANGUAGE_CODE):
            said = _("«%(hat)s» đã được nhận theo đề nghị của %(unit)s.") % {"hat": now.hat, "unit": now.unit}
        for each in {person, now.offered_by} - {user}:
            if each is not None:
                tell(each, said, reverse("people:account"))
    return now.hat


def decline_offer(user: User, offer: HatOffer, person: User) -> None:
    """Decline an offer; those who made it are not told, they see it end when it expires."""
    now = _decidable(user, offer, person)
    with recording(user, "Từ chối vai trò được đề nghị", person, unit=_home(user, person), reason=str(now)):
        now = _held(now)
        now.declined_on = timezone.localdate()
        now.save(update_fields=["declined_on"])


def withdraw_offer(user: User, offer: HatOffer) -> None:
    """Take an offer back before it is accepted."""
    demand_administrator(user, offer.unit)
    with recording(user, "Rút lại đề nghị giao vai trò", offer):
        now = HatOffer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        if now.accepted_on or now.withdrawn_on or now.expires_on < timezone.localdate():
            raise ValidationError(_("Đề nghị này đã có trả lời, đã rút lại hoặc đã hết hạn; tải lại trang để xem."))
        now.withdrawn_on = timezone.localdate()
        now.save(update_fields=["withdrawn_on"])


def _decidable(user: User, offer: HatOffer, person: User) -> HatOffer:
    """The offer, when it is one to ``person`` and ``user`` may answer it."""
    if offer.username != person.username or offer.offered_at < person.date_joined:
        raise PermissionDenied(_("Đề nghị này không dành cho người được chọn."))
    if offer.offered_by_id == user.pk:
        raise PermissionDenied(_("Người đề nghị không tự nhận; người được giao hoặc quản trị viên khác trả lời."))
    if user.pk != person.pk and not standing(user, person).administers:
        raise PermissionDenied(_("Chỉ người được giao hoặc quản trị viên của người ấy được trả lời đề nghị."))
    return offer


def _held(offer: HatOffer) -> HatOffer:
    """The offer as it is now, held until the end of the transaction. Raises ValidationError when it waits no more."""
    now = (
        HatOffer.objects.select_for_update(of=("self",)).select_related("unit", "scope", "offered_by").get(pk=offer.pk)
    )
    if not HatOffer.objects.filter(open_offers(), pk=now.pk).exists():
        raise ValidationError(_("Đề nghị này đã có trả lời, đã rút lại hoặc đã hết hạn; tải lại trang để xem."))
    return now


def _demand_still_offered(offer: HatOffer) -> None:
    """Refuse an offer whose maker has lost the right since, or whose unit has ended."""
    maker = offer.offered_by
    rights = (
        [hat.scope for hat in hats_of(maker).filter(role=Role.ADMINISTRATOR)]
        if maker is not None and maker.is_active
        else []
    )
    standing_yet = any(scope and scope.covers(offer.unit) and scope.covers(offer.scope) for scope in rights)
    if not standing_yet or in_force(Unit.objects.filter(pk__in={offer.unit_id, offer.scope_id})).count() < len(
        {offer.unit_id, offer.scope_id}
    ):
        raise ValidationError(_("Bên đề nghị không còn quyền giao vai trò này; hãy nhờ họ gửi đề nghị mới."))


def _home(user: User, person: User) -> Unit | None:
    """The unit under which the answer stands in the trail: that of the hat worn, else where the person belongs."""
    for who in (user, person):
        if who.hat is not None and who.hat.unit is not None:
            return who.hat.unit
    return person.opened_at
