"""Following an act or a provision (theo dõi): changes come to «Hôm nay» until they were seen."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.law.models import LawFollow, LegalAct
from thuongton.law.text.places import place_of
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand

MOST = 200
"""Acts and provisions that one person follows."""


def follow(user: User, act: LegalAct, *, provision: str = "") -> LawFollow:
    """Follow an act, or one provision of it; who follows it already goes on doing so."""
    demand(user, act, Right.READ)
    place = place_of(provision or None)
    if provision and not place.steps:
        raise ValidationError(_("«%(words)s» không phải một điều, khoản, điểm.") % {"words": provision[:60]})
    if LawFollow.objects.filter(user=user).count() >= MOST:
        raise ValidationError(_("Mỗi người theo dõi tối đa 200 văn bản, điều khoản; hãy thôi theo dõi bớt."))
    named = str(place)[:200] if place.steps else ""
    with recording(user, "Theo dõi một văn bản", act):
        row, _made = LawFollow.objects.get_or_create(
            user=user, act=act, provision=named, defaults={"seen_at": timezone.now()}
        )
    return row


def unfollow(user: User, follow: LawFollow) -> None:
    """Stop following."""
    demand(user, follow)
    with recording(user, "Thôi theo dõi một văn bản", follow.act):
        follow.delete()


def changes_seen(user: User, follow: LawFollow) -> None:
    """The changes until now were seen."""
    demand(user, follow)
    with recording(user, "Đã xem thay đổi của văn bản theo dõi", follow.act):
        LawFollow.objects.filter(pk=follow.pk).update(seen_at=timezone.now())
