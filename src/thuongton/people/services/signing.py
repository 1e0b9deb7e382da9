"""What the trail keeps of signing in, of refusals and of data that leaves: bounded, so that nobody can flood it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand
from thuongton.people.sealing import UnreadableSeal, unseal
from thuongton.people.services.messages import tell
from thuongton.people.services.persons import place_of, said
from thuongton.web.services import spend

MOST_FAILURES = 30  # of one address in a minute
MOST_REFUSALS = 20  # of one person in a minute


def _from(address: str) -> str:
    return f"từ địa chỉ {address}" if address else ""


def note_sign_in(user: User, address: str) -> None:
    """Somebody signed in."""
    with recording(user, "Đăng nhập", user, unit=place_of(user), reason=_from(address)):
        pass


def note_sign_out(user: User, address: str) -> None:
    """Somebody signed out."""
    with recording(user, "Đăng xuất", user, unit=place_of(user), reason=_from(address)):
        pass


def note_failed_sign_in(name: str, address: str, *, code: bool = False) -> None:
    """A wrong password or code; what was typed as a name is kept only when it is the name of an account."""
    if spend(f"ip:{address}", "dang-nhap-sai", MOST_FAILURES):
        return
    person = User.objects.filter(username__iexact=name).first() if name else None
    act = gettext_noop("Nhập sai mã xác thực hai lớp") if code else gettext_noop("Đăng nhập sai")
    with recording(None, act, person, unit=place_of(person) if person else None, reason=_from(address)):
        pass


def note_refusal(user: User, method: str, path: str) -> None:
    """A page or an act that was refused for want of a right."""
    if spend(f"user:{user.pk}", "bi-tu-choi", MOST_REFUSALS):
        return
    with recording(user, "Bị từ chối vì không có quyền", user, unit=place_of(user), reason=f"{method} {path[:300]}"):
        pass


def note_export(user: User, path: str, name: str) -> None:
    """A file with data that left by the browser."""
    with recording(user, "Tải tệp về", user, unit=place_of(user), reason=f"{name[:150]} – {path[:300]}"):
        pass


def remove_second_factor(user: User | None, person: User) -> int:
    """Take away the second factor of a person who lost the phone; returns how many means were taken away."""
    demand(user, person, Right.ADMINISTER)
    with recording(user, "Gỡ xác thực hai lớp", person, unit=place_of(user, person)):
        gone, _rows = Authenticator.objects.filter(user=person).delete()
        if user is not None and gone:
            tell(person, said(gettext_noop("%(who)s gỡ xác thực hai lớp của anh chị."), user))
    return gone


def drop_unreadable_factors() -> int:
    """After a restore with another secret key: let people set their second factor up anew; returns how many people."""
    lost = set()
    for kept in Authenticator.objects.all():
        secrets = [kept.data[name] for name in ("secret", "seed") if name in kept.data]
        secrets += kept.data.get("migrated_codes", [])
        try:
            for secret in secrets:
                unseal(secret)
        except UnreadableSeal:
            lost.add(kept.user_id)
    for person in User.objects.filter(pk__in=lost):
        remove_second_factor(None, person)
    return len(lost)
