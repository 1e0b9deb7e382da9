"""Every write of accounts: opened, changed, locked, their passwords and how they sign in."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import Role, Session, Unit, User
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
    user: User | None,
    unit: Unit | None,
    *,
    username: str,
    full_name: str,
    password: str | None,
    email: str = "",
    must_change: bool = False,
) -> User:
    """Add a person with an account, opened at ``unit``; without a password nobody can sign in with it.

    Raises ValidationError.
    """
    if user is not None:
        demand_administrator(user, unit)
    with recording(user, "Thêm tài khoản", unit=unit) as note:
        person = User(
            username=username, full_name=full_name, email=email, must_change_password=must_change, opened_at=unit
        )
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save()
        note.subject = person
    return person


def open_account(
    user: User | None, unit: Unit, *, username: str, full_name: str, email: str, role: str, title: str = ""
) -> tuple[User, str]:
    """Add a person with a first hat; returns the account and its initial password, to be changed at first use."""
    password = initial_password()
    with transaction.atomic():
        person = add_user(
            user, unit, username=username, full_name=full_name, password=password, email=email, must_change=True
        )
        give_hat(user, person, role, unit=unit, title=title)
    return person, password


def edit_person(
    user: User | None, person: User, *, full_name: str, email: str, is_active: bool, seen: Seen | None = None
) -> None:
    """Change the name and address of a person, or stop the account (khoá) so that its sessions end."""
    demand(user, person, Right.ADMINISTER)
    if user is not None and user.pk == person.pk and not is_active:
        raise ValidationError(_("Không thể tự khoá tài khoản của chính mình."))
    with recording(user, "Sửa tài khoản", person, unit=place_of(user, person)):
        stored = User.objects.select_for_update().get(pk=person.pk)
        if seen is not None:
            seen.demand(stored)
        if user is not None and stored.is_active and not is_active:
            _demand_administrators_stay(person)
        person.full_name, person.email, person.is_active = full_name, email, is_active
        person.full_clean(exclude=["password"])
        person.save(update_fields=["full_name", "email", "is_active"])
        if not is_active:
            Session.objects.filter(user=person).delete()
        if (
            user is not None
            and user.pk != person.pk
            and is_active
            and (stored.full_name, stored.email, stored.is_active) != (full_name, email, is_active)
        ):
            # to the old address too: whoever changes it must not be the only one who reads of it
            tell(person, said(gettext_noop("%(who)s sửa thông tin tài khoản của anh chị."), user), address=stored.email)


def reset_password(user: User | None, person: User) -> str:
    """Give a new initial password, to be changed at first use; every session of the person ends."""
    demand(user, person, Right.ADMINISTER)
    password = initial_password()
    with recording(user, "Cấp lại mật khẩu", person, unit=place_of(user, person)):
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        Session.objects.filter(user=person).delete()
        if user is not None:
            tell(person, said(gettext_noop("%(who)s cấp lại mật khẩu của anh chị."), user))
    return password


def password_was_changed(user: User) -> None:
    """The person has chosen a password of his or her own."""
    with recording(user, "Đổi mật khẩu", user, unit=place_of(user)):
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])


def note_security(user: User, action: str) -> None:
    """Leave a trace of a change in how a person signs in (second factor, recovery codes)."""
    with recording(user, action, user, unit=place_of(user)):
        pass


def said(text: str, who: User) -> str:
    """A sentence about what somebody did, in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        return _(text) % {"who": who}


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
