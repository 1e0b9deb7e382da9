"""How acts on cases are taken back for some minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.cases.engine.built_in import UNDO as UNDO_ACT
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.queries.handing import people_by_number
from thuongton.cases.services.acting import act_on
from thuongton.cases.services.handing import hand_back
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.web.forms.undo import Undo
from thuongton.web.numbers import number_words


def take_back_hand_over(user: User, facts: Mapping[str, Any]) -> str:
    """Give the cases back to who handled them before."""
    people = people_by_number([facts["giver"], facts["taker"]])
    cases = list(visible_to(user).filter(pk__in=facts["cases"]).select_related("unit"))
    back = hand_back(user, people[facts["giver"]], cases, taker=people[facts["taker"]]) if len(people) == 2 else 0
    if not back:
        raise ValidationError(_("Các hồ sơ này đã được giao tiếp nên không hoàn tác được."))
    return _("Đã hoàn tác: %(number)s hồ sơ về lại người xử lý cũ.") % {"number": number_words(back)}


def take_back_act(user: User, facts: Mapping[str, Any]) -> str:
    """Take back the act that was just recorded, while it is the last one and nothing was printed of it."""
    case = visible_to(user).select_related("unit").filter(uid=facts["case"]).first()
    if case is None or case.acts != facts["acts"]:
        raise ValidationError(_("Hồ sơ đã có thao tác mới hơn nên không hoàn tác được ở đây."))
    if case.papers.filter(acts__gte=case.acts).exists():
        raise ValidationError(_("Đã in giấy tờ theo thao tác này; mở hồ sơ, bấm «Hoàn tác» và ghi lý do."))
    act_on(user, case, UNDO_ACT, today().isoformat(), {"ly_do": JUST_NOW}, seq=facts["acts"])
    return _("Đã hoàn tác thao tác cuối của hồ sơ %(case)s.") % {"case": case}


JUST_NOW = "Hoàn tác ngay sau khi ghi"
"""The reason that the trail has of it, Vietnamese whoever acts."""
UNDO = (Undo("ban-giao-ho-so", take_back_hand_over), Undo("ghi-ho-so", take_back_act))
