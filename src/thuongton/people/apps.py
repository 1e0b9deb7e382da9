"""The people app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_noop


def _password_changed(sender: Any, user: Any, **kwargs: Any) -> None:
    from thuongton.people.services import password_was_changed

    password_was_changed(user)


def _factor_changed(totp: str, codes: str) -> Any:
    def receive(sender: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
        from thuongton.people.services import note_security

        note_security(user, codes if authenticator.type == "recovery_codes" else totp)

    return receive


class PeopleConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.people"
    label = "people"

    def ready(self) -> None:
        """Changes made through the sign-in library leave their trace too."""
        from allauth.account import signals
        from allauth.mfa import signals as factors

        signals.password_changed.connect(_password_changed, dispatch_uid="people-password-changed")
        signals.password_set.connect(_password_changed, dispatch_uid="people-password-set")
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
