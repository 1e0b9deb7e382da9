"""Sessions in the database (``SESSION_ENGINE``): a row is found by the SHA-256 of the key that its browser has.

Whoever has a copy of the database cannot go on as the people who are signed in: no row holds what a cookie must say.
The data are sealed with that key and the secret key of the installation, since a page that waits for the password is
remembered in them with the cookies it was asked with.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone

from thuongton.audit.services import recording
from thuongton.people.models import Session, User
from thuongton.people.queries import sessions_of
from thuongton.people.services.persons import place_of
from thuongton.people.session_life import ADDRESS, AGENT, BEGUN, SEEN


def digest_of(key: str) -> str:
    """The SHA-256 of a key, in 64 hexadecimal figures: all the database knows of it."""
    return hashlib.sha256(key.encode()).hexdigest()


def _box(key: str) -> Fernet:
    """What seals the data of the session of a key: both keys together make the key of AES and of HMAC."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"thuongton session")
    return Fernet(base64.urlsafe_b64encode(made.derive(f"{settings.SECRET_KEY}\n{key}".encode())))


class SessionStore(SessionBase):
    """A session of Django kept as a :class:`~thuongton.people.models.Session`; its columns are read from its data."""

    def encode(self, session_dict: Mapping[str, Any]) -> str:
        """The data sealed, as they are kept."""
        return _box(self.session_key or "").encrypt(self.serializer().dumps(session_dict)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """The data behind what is kept; nothing when it was sealed with other keys, or changed."""
        try:
            opened = _box(self.session_key or "").decrypt(session_data)
        except InvalidToken:
            return {}
        return dict(self.serializer().loads(opened))

    def load(self) -> dict[str, Any]:
        """The data of the session; of a key that opens none, nothing, and the key is given up."""
        row = Session.objects.filter(digest=digest_of(self.session_key or ""), expires_at__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.data)

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of this key."""
        return Session.objects.filter(digest=digest_of(session_key)).exists()

    def create(self) -> None:
        """Begin a session under a key of its own."""
        self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Keep the session; raises CreateError when a new one has the key of another, UpdateError when it was ended."""
        if self.session_key is None:
            return self.create()
        digest = digest_of(self.session_key)
        columns = self._columns(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        if not must_create:
            if not Session.objects.filter(digest=digest).update(**columns):
                raise UpdateError
            return None
        try:
            with transaction.atomic():
                Session.objects.create(digest=digest, **columns)
        except IntegrityError as error:
            raise CreateError from error
        return None

    def delete(self, session_key: str | None = None) -> None:
        """End the session of a key, of this store unless told."""
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(digest=digest_of(key)).delete()

    @classmethod
    def clear_expired(cls) -> int:  # type: ignore[override]
        """Take away the sessions that have ended; returns how many."""
        gone, _rows = Session.objects.filter(expires_at__lt=timezone.now()).delete()
        return gone

    def _columns(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of the row, as the data say."""
        return {
            "user_id": int(data[SESSION_KEY]) if SESSION_KEY in data else None,
            "standing": data.get(HASH_SESSION_KEY, ""),
            "data": self.encode(data),
            "begun_at": _moment(data.get(BEGUN)),
            "used_at": _moment(data.get(SEEN)),
            "expires_at": self.get_expiry_date(),
            "address": data.get(ADDRESS) or None,
            "agent": data.get(AGENT, ""),
        }


def _moment(seconds: float | None) -> dt.datetime:
    return timezone.now() if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)


def end_others(user: User, session: Session) -> int:
    """End every session of one's own but this one; returns how many went on until now."""
    others = sessions_of(user).exclude(pk=session.pk).count()
    with recording(user, "Đăng xuất các phiên khác", user, unit=place_of(user)):
        Session.objects.filter(user=user).exclude(pk=session.pk).delete()
    return others


def end_one(user: User, session: Session) -> None:
    """End one session of one's own."""
    with recording(user, "Đăng xuất một phiên", user, unit=place_of(user), reason=_whence(session)):
        Session.objects.filter(user=user, pk=session.pk).delete()


def _whence(session: Session) -> str:
    return f"từ địa chỉ {session.address}" if session.address else ""
