"""Every write of prints: freezing what somebody is shown, with who printed it. A print is never changed again."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand, worn
from thuongton.prints.frozen import Frozen, digest
from thuongton.prints.models import Printout

LONGEST_TITLE = 500


def freeze(
    user: User, subject: Model | None, frozen: Frozen, *, kind: str, act: str, unit: Unit | None = None
) -> Printout:
    """Keep a print: of ``subject``, or of the rows that the hat sees; ``unit`` is whose rows they are.

    Raises PermissionDenied for a hat that only reads, ValidationError for a day that has not come.
    """
    hat = worn(user)
    if hat is None or hat.scope is None:
        raise PermissionDenied(_("Vai trò hiện tại không thuộc đơn vị nào nên không in được báo cáo."))
    if subject is not None:
        demand(user, subject, Right.READ)
    day = frozen.as_of or today()
    printout = Printout(kind=kind, unit=unit or hat.scope, as_of=day, basis=frozen.basis, by=user)
    demand(user, printout)
    if day > today():
        raise ValidationError(_("Không in báo cáo của một ngày chưa tới."))
    with translation.override(settings.LANGUAGE_CODE):
        name = str(hat)
    now = timezone.now()
    made = replace(frozen, as_of=day, scope=hat.scope.pk, by=str(user), hat=name, made_at=now)
    printout.title = made.title[:LONGEST_TITLE]
    printout.body, printout.made_at = made.to_dict(), now
    printout.sha256 = digest(printout.body)
    if subject is not None:
        printout.subject_type, printout.subject_id = subject._meta.label_lower, subject.pk
    with recording(user, act, subject, unit=hat.unit or hat.scope) as note:
        printout.save()
        note.subject = subject or printout
    return printout
