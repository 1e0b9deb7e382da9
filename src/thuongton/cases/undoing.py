"""How acts on cases are taken back for some minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.cases.queries.cases import visible_to
from thuongton.cases.queries.handing import people_by_number
from thuongton.cases.services.handing import hand_back
from thuongton.people.models import User
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


UNDO = (Undo("ban-giao-ho-so", take_back_hand_over),)
