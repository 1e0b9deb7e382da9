"""Official forms: loaded after they were checked, kept as stored files in versions, withdrawn with a reason."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind, KindPaper
from thuongton.cases.models import OfficialForm
from thuongton.cases.papers.book import form_names
from thuongton.cases.papers.official import BadForm, read_form
from thuongton.documents.services.files import Screened, shown_name
from thuongton.files.services import keeping, row_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand


def load_form(user: User | None, unit: Unit, kind: str, paper: str, file: Screened, source: str) -> OfficialForm:
    """Load an official form of a paper for a unit and all below it; it is the next version of those loaded there.

    ``source`` is the text that issued it. Raises ValidationError with one sentence: a paper that no kind prints, a file
    that may not be filled, no source; PermissionDenied.
    """
    demand(user, unit, Right.ADMINISTER)
    found = paper_of_kind(kind, paper)
    if found is None:
        raise ValidationError({"paper": _("Không có giấy này trong các sổ.")})
    words = " ".join(source.split())
    if not words:
        raise ValidationError({"source": _("Ghi số, ký hiệu văn bản ban hành mẫu.")})
    try:
        places = read_form(file.data, form_names(*found), book=found[1].book)
    except BadForm as error:
        raise ValidationError({"file": str(error)}) from error
    with keeping(file.data) as kept, recording(user, "Nạp mẫu chính thức", unit=unit) as note:
        Unit.objects.select_for_update().get(pk=unit.pk)  # versions follow one another
        before = OfficialForm.objects.filter(unit=unit, kind=kind, paper=paper).aggregate(last=Max("version"))["last"]
        made = OfficialForm.objects.create(
            unit=unit,
            kind=kind,
            paper=paper,
            version=(before or 0) + 1,
            name=shown_name(file.name),
            file=row_of(kept, file.media_type),
            places=list(places.names),
            source=words[:300],
            user=user,
        )
        note.subject = made
    return made


def paper_of_kind(kind: str, paper: str) -> tuple[CaseKind, KindPaper] | None:
    """A kind in its newest version with one of its papers; None for what there is not."""
    versions = known_kinds().get(kind, ())
    found = versions[-1].papers.get(paper) if versions else None
    return (versions[-1], found) if found is not None else None


def withdraw_form(user: User | None, form: OfficialForm, reason: str) -> OfficialForm:
    """Fill a form no more from today on; papers printed by it stay printed by it. Raises ValidationError."""
    demand(user, form, Right.ADMINISTER)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do thôi dùng mẫu.")})
    with recording(user, "Thôi dùng mẫu chính thức", form, reason=reason.strip()):
        row = OfficialForm.objects.select_for_update().get(pk=form.pk)
        if row.withdrawn_on is not None:
            raise ValidationError(_("Mẫu này đã thôi dùng."))
        row.withdrawn_on = today()
        row.save(update_fields=["withdrawn_on"])
    form.refresh_from_db()
    return form
