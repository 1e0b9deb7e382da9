"""Messages to one person: left inside the system, sent by mail where mail is set up, and marked as read."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.people.models import Notification, User

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


def notify(person: User, text: str, url: str = "", key: str | None = None) -> Notification:
    """Leave a message for a person; a ``key`` that was used before is not sent twice."""
    if key is None:
        return Notification.objects.create(user=person, text=text[:500], url=url)
    made, _created = Notification.objects.get_or_create(
        key=key, defaults={"user": person, "text": text[:500], "url": url}
    )
    return made


def tell(person: User, text: str, url: str = "", *, address: str = "") -> None:
    """Leave a message and send it by mail too, in the background: what was done to a person's account or hats.

    ``address`` is where the mail goes (the person's own unless told). ``text`` is in the language of the site.
    """
    notify(person, text, url=url)
    to = address or person.email
    if to and settings.EMAIL_BACKEND != NO_MAIL:
        transaction.on_commit(partial(mail.enqueue, to, text))


@task()
def mail(address: str, text: str) -> None:
    """Send one message by mail; a server that does not answer costs only the mail."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Thượng Tôn: tài khoản của anh chị")
    send_mail(subject, text, None, [address], fail_silently=True)


def mark_read(user: User, *, number: int | None = None) -> int:
    """Mark one's own messages (or only the one with ``number``) as read; returns how many were new."""
    mine = Notification.objects.filter(user=user, read_at__isnull=True)
    if number is not None:
        mine = mine.filter(pk=number)
    return mine.update(read_at=timezone.now())
