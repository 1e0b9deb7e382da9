"""The people app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


def _password_changed(sender: Any, user: Any, **kwargs: Any) -> None:
    from thuongton.people.services import password_was_changed

    password_was_changed(user)


def _factor_changed(action: str) -> Any:
    def receive(sender: Any, user: Any, **kwargs: Any) -> None:
        from thuongton.people.services import note_security

        note_security(user, action)

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
        for signal, action in (
            (factors.authenticator_added, "Bật xác thực hai lớp"),
            (factors.authenticator_removed, "Tắt xác thực hai lớp"),
            (factors.authenticator_reset, "Lấy lại mã dự phòng"),
        ):
            signal.connect(_factor_changed(action), weak=False, dispatch_uid=f"people-{action}")
