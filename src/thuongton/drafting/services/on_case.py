"""What every write on a drafting case asks first: that it is one, that it goes on, that no other person is ahead."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.cases.models import Case
from thuongton.drafting.local_forms import LocalForm
from thuongton.people.models import User
from thuongton.people.scopes import demand


def demand_going_on(user: User, case: Case) -> None:
    """Refuse who may not act on the case, a case that drafts nothing, and one that has ended."""
    demand(user, case)
    if case.kind not in LocalForm.values:
        raise ValidationError(_("Hồ sơ này không phải hồ sơ xây dựng văn bản."))
    if case.closed_on is not None:
        raise ValidationError(_("Hồ sơ đã kết thúc nên không ghi thêm được."))
