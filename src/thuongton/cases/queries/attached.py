"""Papers of the registers that belong to a case, as far as one may open them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thuongton.cases.models import Case, CaseAttachment
from thuongton.documents.models import Document
from thuongton.documents.queries import visible_to as papers_visible_to
from thuongton.people.models import User
from vanban.symbols import normalise

MOST_OFFERED = 60


def attached_to(user: User, case: Case) -> QuerySet[CaseAttachment]:
    """What is attached to a case that one may see, of papers that one may open too."""
    seen = papers_visible_to(user).values("pk")
    return CaseAttachment.objects.filter(case=case, document__in=seen).select_related("document", "case__unit")


def numbers_to_attach(user: User, case: Case) -> list[str]:
    """The numbers of the latest papers of the unit, to choose from."""
    rows = papers_visible_to(user).filter(unit=case.unit).exclude(number="").order_by("-pk")
    return list(rows.values_list("number", flat=True)[:MOST_OFFERED])


def paper_numbered(user: User, case: Case, number: str) -> Document:
    """The paper of a number among those one may open, of the unit before others. Raises ValidationError."""
    rows = list(papers_visible_to(user).filter(number__iexact=normalise(number)).order_by("-pk")[:20])
    rows = [one for one in rows if one.unit_id == case.unit_id] or rows
    if not rows:
        raise ValidationError(
            _("Không có văn bản «%(number)s» trong phạm vi được xem; đưa văn bản vào trước.") % {"number": number[:80]}
        )
    if len(rows) > 1:
        raise ValidationError(_("Có %(count)d văn bản mang số này; mở văn bản để xem.") % {"count": len(rows)})
    return rows[0]
