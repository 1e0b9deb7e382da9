"""How acts of the review desk are taken back for some minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.people.models import User
from thuongton.reviews.queries.desk import batch_to_undo
from thuongton.reviews.queries.rows import visible_to
from thuongton.reviews.services.judging import hand_back, undo
from thuongton.web.forms.undo import Undo
from thuongton.web.numbers import number_words


def take_back_judgements(user: User, facts: Mapping[str, Any]) -> str:
    """Take back what was said together."""
    batch = batch_to_undo(user, facts["batch"])
    if batch is None:
        raise ValidationError(_("Không còn lần ghi này để hoàn tác."))
    rows = undo(user, batch)
    return _("Đã hoàn tác %(number)s văn bản; kết quả trước đó đứng lại.") % {"number": number_words(len(rows))}


def take_back_hand_over(user: User, facts: Mapping[str, Any]) -> str:
    """Give rows back to who had them before."""
    before = dict(facts["before"])
    number = hand_back(user, visible_to(user).filter(pk__in=list(before)), before, taker=facts["taker"])
    if not number:
        raise ValidationError(_("Các văn bản này đã được giao tiếp nên không hoàn tác được."))
    return _("Đã hoàn tác: %(number)s văn bản về lại người xử lý cũ.") % {"number": number_words(number)}


UNDO = (Undo("ket-qua-ra-soat", take_back_judgements), Undo("giao-ra-soat", take_back_hand_over))
