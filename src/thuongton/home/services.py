"""Making and revoking calendar feed addresses."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.home.models import FeedToken
from thuongton.people.models import User


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_feed(user: User, *, whole_unit: bool = False) -> str:
    """Make a feed for the hat worn now; returns the secret part of its address, which is shown this once only."""
    if user.hat is None or user.hat.scope is None:
        raise PermissionDenied(_("Vai trò này không có lịch nhắc việc."))
    secret = secrets.token_urlsafe(32)
    FeedToken.objects.create(
        user=user, hat=user.hat, whole_unit=whole_unit, digest=digest_of(secret), standing=user.get_session_auth_hash()
    )
    return secret


def note_use(token: FeedToken) -> None:
    """Remember that a calendar program asked, to the hour: programs ask often, people look rarely."""
    now = timezone.now()
    stale = Q(used_at__isnull=True) | Q(used_at__lt=now - dt.timedelta(hours=1))
    FeedToken.objects.filter(stale, pk=token.pk).update(used_at=now)


def revoke_feeds(user: User) -> int:
    """Switch off all of one's own feeds; returns how many were on."""
    return FeedToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())
