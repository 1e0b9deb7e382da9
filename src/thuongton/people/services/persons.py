"""Every write of accounts: opened, changed, locked, their passwords and how they sign in."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import Role, Unit, User
from thuongton.people.passwords import initial_password
from thuongton.people.queries import hats_of
from thuongton.people.scopes import Right, demand
from thuongton.people.services.hats import give_hat
from thuongton.people.services.messages import tell
from thuongton.people.services.rights import (
    demand_administrator,
    demand_administrator_stays,
    hold_root,
)
from thuongton.web.forms.marks import Seen


def add_user(
    *,
    username: str,
    full_name: str,
    password: str | None,
    email: str = "",
    must_change: bool = False,
    by: User | None = None,
    unit: Unit | None = None,
) -> User:
    """Add a person with an account; without a password nobody can sign in with it. Raises ValidationError."""
    if by is not None:
        demand_administrator(by, unit)
    with recording(by, "Thêm tài khoản", unit=unit) as note:
        user = User(
            username=username, full_name=full_name, email=email, must_change_password=must_change, opened_at=unit
        )
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        note.subject = user
    return user


def open_account(
    *, username: str, full_name: str, email: str, role: str, unit: Unit, title: str = "", by: User | None
) -> tuple[User, str]:
    """Add a person with a first hat; returns the account and its initial password, to be changed at first use."""
    password = initial_password()
    with transaction.atomic():
        user = add_user(
            username=username, full_name=full_name, email=email, password=password, must_change=True, by=by, unit=unit
        )
        give_hat(user=user, role=role, unit=unit, title=title, by=by)
    return user, password


def edit_person(
    person: User, *, full_name: str, email: str, is_active: bool, by: User | None, seen: Seen | None = None
) -> None:
    """Change the name and address of a person, or stop the account (khoá) so that its sessions end."""
    demand(by, person, Right.ADMINISTER)
    if by is not None and by.pk == person.pk and not is_active:
        raise ValidationError(_("Không thể tự khoá tài khoản của chính mình."))
    with recording(by, "Sửa tài khoản", person, unit=place_of(by, person)):
        stored = User.objects.select_for_update().get(pk=person.pk)
        if seen is not None:
            seen.demand(stored)
        if by is not None and stored.is_active and not is_active:
            _demand_administrators_stay(person)
        person.full_name, person.email, person.is_active = full_name, email, is_active
        person.full_clean(exclude=["password"])
        person.save(update_fields=["full_name", "email", "is_active"])
        if (
            by is not None
            and by.pk != person.pk
            and is_active
            and (stored.full_name, stored.email, stored.is_active) != (full_name, email, is_active)
        ):
            # to the old address too: whoever changes it must not be the only one who reads of it
            tell(person, said(gettext_noop("%(who)s sửa thông tin tài khoản của anh chị."), by), address=stored.email)


def reset_password(person: User, *, by: User | None) -> str:
    """Give a new initial password, to be changed at first use; every session of the person ends."""
    demand(by, person, Right.ADMINISTER)
    password = initial_password()
    with recording(by, "Cấp lại mật khẩu", person, unit=place_of(by, person)):
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        if by is not None:
            tell(person, said(gettext_noop("%(who)s cấp lại mật khẩu của anh chị."), by))
    return password


def password_was_changed(person: User) -> None:
    """The person has chosen a password of his or her own."""
    with recording(person, "Đổi mật khẩu", person, unit=place_of(person)):
        person.must_change_password = False
        person.save(update_fields=["must_change_password"])


def note_security(person: User, action: str) -> None:
    """Leave a trace of a change in how a person signs in (second factor, recovery codes)."""
    with recording(person, action, person, unit=place_of(person)):
        pass


def said(text: str, by: User) -> str:
    """A sentence about what somebody did, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        return _(text) % {"who": by}


def _demand_administrators_stay(person: User) -> None:
    """Refuse to lock the last administrator of a root."""
    for hat in hats_of(person).filter(role=Role.ADMINISTRATOR):
        if hat.unit is not None and hat.scope_id == hat.unit.root_id:
            hold_root(hat.unit)
            demand_administrator_stays(hat.unit.root_id, without=person)


def place_of(*people: User | None) -> Unit | None:
    """The unit an event belongs to: of the first of these people who works somewhere."""
    for who in people:
        if who is not None and who.hat is not None and who.hat.unit is not None:
            return who.hat.unit
    return None
