"""How acts of this room are taken back for some minutes: plans taken in, rows joined or left out, cells agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuongton.audit.services import acting
from thuongton.people.models import User
from thuongton.plans.queries.children import assignments_to_take_back, changes_to_take_back
from thuongton.plans.queries.coverage import decisions_visible_to, mark_of_decision
from thuongton.plans.queries.proposals import proposals_visible_to
from thuongton.plans.queries.tasks import plans_visible_to
from thuongton.plans.services import confirming, many
from thuongton.plans.services.confirming import RowBefore
from thuongton.plans.services.coverage import undo_coverage
from thuongton.plans.services.withdrawing import withdraw_plan
from thuongton.web.forms.undo import Undo
from thuongton.web.numbers import number_words

Facts = Mapping[str, Any]


def _gone() -> ValidationError:
    return ValidationError(_("Việc này đã được người khác đổi nên không hoàn tác được; xem lại trang."))


def unassign_many(user: User, facts: Facts) -> str:
    """End the assignments that were just made together."""
    made = list(assignments_to_take_back(user).filter(pk__in=facts["assignments"]))
    if not made:
        raise _gone()
    ended = many.unassign_many(user, made)
    return _("Đã hoàn tác: thôi phân công %(number)s nhiệm vụ.") % {"number": ended}


def take_back_requests(user: User, facts: Facts) -> str:
    """Take back the requests for more time that were just made together, those that nobody has answered."""
    asked = list(changes_to_take_back(user).filter(pk__in=facts["changes"]))
    if not asked:
        raise _gone()
    taken = many.withdraw_many(user, asked)
    return _("Đã hoàn tác: rút đề nghị lùi hạn của %(number)s nhiệm vụ.") % {"number": taken}


def withdraw(user: User, facts: Facts) -> str:
    """Take the plan out of tracking again, while nothing rests on it."""
    plan = plans_visible_to(user).filter(pk=facts["plan"]).first()
    if plan is None:
        raise _gone()
    withdraw_plan(user, plan, _("Hoàn tác việc đưa vào theo dõi"))
    return _("Đã hoàn tác: kế hoạch ra khỏi theo dõi, các dòng đã xác nhận vẫn còn.")


def put_back(user: User, facts: Facts) -> str:
    """Give rows of the confirmation their state and words of before."""
    row = proposals_visible_to(user).select_related("intake").filter(pk=facts["row"]).first()
    if row is None:
        raise _gone()
    joined = RowBefore.from_dict(facts["joined"]) if "joined" in facts else None
    confirming.put_back(user, row, RowBefore.from_dict(facts["before"]), seen=facts["seen"], joined=joined)
    return _("Đã hoàn tác.")


def disagree(user: User, facts: Facts) -> str:
    """Take back the decisions of many cells that were agreed to at once; what was changed since stays."""
    taken = 0
    with acting():
        for row in decisions_visible_to(user).filter(pk__in=[int(pk) for pk in facts["rows"]]):
            if mark_of_decision(row) == facts["rows"][str(row.pk)]:
                undo_coverage(user, row)
                taken += 1
    if not taken:
        raise _gone()
    said = ngettext("Đã hoàn tác %(n)s ô.", "Đã hoàn tác %(n)s ô.", taken) % {"n": number_words(taken)}
    kept = len(facts["rows"]) - taken
    return said if not kept else f"{said} " + _("Còn %(n)s ô đã được sửa sau đó nên giữ nguyên.") % {"n": kept}


UNDO = (
    Undo("bao-phu", disagree),
    Undo("phan-cong-nhieu", unassign_many),
    Undo("lui-han-nhieu", take_back_requests),
    Undo("dua-vao", withdraw),
    Undo("dong", put_back),
)
