"""How acts on records are taken back for some minutes: an assignment ends, a record that was removed comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.people.models import User
from thuongton.people.scopes import Right
from thuongton.records.queries import assignment_to_take_back
from thuongton.records.services import following, rows
from thuongton.web.forms.undo import Undo


def unassign(user: User, facts: Mapping[str, Any]) -> str:
    """End the assignment that was just made."""
    made = assignment_to_take_back(user, facts["table"], facts["assignment"])
    if made is None:
        raise ValidationError(_("Việc này đã được người khác đổi nên không hoàn tác được; xem lại trang."))
    following.unassign(user, made)
    return _("Đã hoàn tác: thôi phân công %(who)s.") % {"who": made.person}


def put_back(user: User, facts: Mapping[str, Any]) -> str:
    """Put the record back that was just removed."""
    record = rows.put_back(user, facts["kept"], right=Right(facts["right"]))
    return _("Đã hoàn tác: «%(name)s» trở lại sổ.") % {"name": record}


UNDO = (Undo("ho-so-phan-cong", unassign), Undo("ho-so-xoa", put_back))
