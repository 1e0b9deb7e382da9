"""Cases named by people: by the number in their register, with the name of the register where that is not enough."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.queries.naming import called
from thuongton.people.models import Unit, User
from vanban.text import fold

MOST_OFFERED = 60
_NUMBER = re.compile(r"(?P<words>[^\d/]*)(?P<number>\d{1,7})/(?P<year>\d{4})\Z", re.ASCII)


def cases_to_name(user: User, unit: Unit, *, besides: Case | None = None) -> list[str]:
    """The latest cases of a unit, as people name them."""
    found = visible_to(user).filter(unit=unit)
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    return [called(case) for case in found.order_by("-opened_on", "-pk")[:MOST_OFFERED]]


def named_case(user: User, unit: Unit, text: str, kind: str) -> Case:
    """The case that a text names, of the unit before others, then of the same register. Raises ValidationError."""
    found = _NUMBER.match(text.strip())
    if found is None:
        raise ValidationError(_("Ghi số hồ sơ như 07/2026, hoặc «Tiếp công dân 04/2026»."), code="invalid")
    rows = visible_to(user).filter(number=int(found["number"]), year=int(found["year"])).order_by("-pk")
    words = fold(found["words"]).strip()
    wanted = (
        {name for name, versions in known_kinds().items() if words in _labels(versions[-1].label)} if words else None
    )
    if wanted is not None:
        rows = rows.filter(kind__in=wanted)
    some = list(rows[:50])
    for narrower in (lambda one: one.unit_id == unit.pk, lambda one: wanted is not None or one.kind == kind):
        some = [one for one in some if narrower(one)] or some
    if not some:
        raise ValidationError(
            _("Không có hồ sơ «%(text)s» trong phạm vi được xem.") % {"text": text[:80]}, code="invalid"
        )
    if len(some) > 1:
        raise ValidationError(
            _("Có %(number)d hồ sơ mang số này; ghi cả tên sổ: %(names)s.")
            % {"number": len(some), "names": "; ".join(dict.fromkeys(called(one) for one in some))},
            code="invalid",
        )
    return some[0]


def _labels(label: object) -> str:
    return fold(f"{getattr(label, 'vi', '')}\n{getattr(label, 'en', '')}")
