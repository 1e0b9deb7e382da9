"""The people app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_noop


def _password_changed(sender: Any, user: Any, **kwargs: Any) -> None:
    from thuongton.people.services import password_was_changed

    password_was_changed(user)


def _factor_changed(totp: str, codes: str) -> Any:
    def receive(sender: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
        from thuongton.people.services import note_security

        note_security(user, codes if authenticator.type == "recovery_codes" else totp)

    return receive


def _address(request: Any) -> str:
    return str(request.META.get("REMOTE_ADDR", "")) if request is not None else ""


def _signed_in(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    from thuongton.people.services.signing import note_sign_in

    if settings.ACCESS_IN_TRAIL:
        note_sign_in(user, _address(request))


def _signed_out(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    from thuongton.people.services.signing import note_sign_out

    if settings.ACCESS_IN_TRAIL and user is not None:
        note_sign_out(user, _address(request))


def _failed(sender: Any, credentials: Any, request: Any = None, **kwargs: Any) -> None:
    from thuongton.people.adapter import attempted_name
    from thuongton.people.services.signing import note_failed_sign_in

    if settings.ACCESS_IN_TRAIL:
        note_failed_sign_in(attempted_name(request, credentials), _address(request))


def _wrong_code(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    from thuongton.people.services.signing import note_failed_sign_in

    if settings.ACCESS_IN_TRAIL:
        note_failed_sign_in(user.username, _address(request), code=True)


class PeopleConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.people"
    label = "people"

    def ready(self) -> None:
        """Changes made through the sign-in library leave their trace too."""
        from allauth.account import signals
        from allauth.mfa import signals as factors
        from django.contrib.auth import signals as signing

        from thuongton.people.session_life import begin

        signing.user_logged_in.connect(begin, dispatch_uid="people-session-begins")
        signals.password_changed.connect(_password_changed, dispatch_uid="people-password-changed")
        signals.password_set.connect(_password_changed, dispatch_uid="people-password-set")
        signing.user_logged_in.connect(_signed_in, dispatch_uid="people-signed-in")
        signing.user_logged_out.connect(_signed_out, dispatch_uid="people-signed-out")
        signing.user_login_failed.connect(_failed, dispatch_uid="people-failed")
        factors.authentication_failed.connect(_wrong_code, dispatch_uid="people-wrong-code")
        for signal, totp, codes in (
            (factors.authenticator_added, gettext_noop("Bật xác thực hai lớp"), gettext_noop("Tạo mã dự phòng")),
            (factors.authenticator_removed, gettext_noop("Tắt xác thực hai lớp"), gettext_noop("Bỏ mã dự phòng")),
            (
                factors.authenticator_reset,
                gettext_noop("Bật lại xác thực hai lớp"),
                gettext_noop("Tạo lại mã dự phòng"),
            ),
        ):
            signal.connect(_factor_changed(totp, codes), weak=False, dispatch_uid=f"people-{totp}")
