"""Open cases of kinds whose file rests on an act of the law, for the room of the law, which knows no cases.

What a case itself says is sealed; the act and its clauses are those that the file of its kind names.
"""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import OPEN, Case
from thuongton.cases.words import said_label
from thuongton.documents.queries.citing import Citing, RestingRecord
from vanban.symbols import normalise


def cases_citing(number: str) -> list[RestingRecord]:
    """The registers with open cases whose kind rests on an act: one record for each unit and kind."""
    wanted = normalise(number)
    found: list[RestingRecord] = []
    for name, versions in known_kinds().items():
        kind = versions[-1]
        rests = [one for one in kind.basis if normalise(one.number) == wanted]
        if not rests:
            continue
        clauses = tuple(clause for one in rests for clause in one.clauses)
        open_cases = Case.objects.filter(OPEN, kind=name).values("unit").annotate(number=Count("pk")).order_by("unit")
        label = said_label(kind.label)
        for row in open_cases:
            said = _("%(kind)s, %(number)s hồ sơ đang mở") % {"kind": label, "number": row["number"]}
            address = reverse("cases:list", args=[name])
            quote = f"{', '.join(clauses)} {rests[0].name} {number}".strip()
            found.append(
                RestingRecord(
                    "case", f"{name}:{row['unit']}", row["unit"], said[:300], address, quote, "basis", clauses
                )
            )
    return found


CITING = Citing(cases_citing)
