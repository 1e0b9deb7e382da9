"""A draft of the documents room becomes the text of a drafting case, and is taken off again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.cases.models import Case
from thuongton.documents.models import Draft
from thuongton.drafting.models import LinkedDraft
from thuongton.drafting.services.on_case import demand_going_on
from thuongton.people.models import User
from thuongton.people.scopes import demand


def link_draft(user: User, case: Case, *, draft: Draft) -> LinkedDraft:
    """Say that a draft is the text of this case; a draft belongs to one case, and a case has one draft."""
    demand_going_on(user, case)
    demand(user, draft)
    with recording(user, "Gắn bản dự thảo vào hồ sơ soạn thảo", case):
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if LinkedDraft.objects.filter(case=case).exists():
            raise ValidationError(_("Hồ sơ đã có bản dự thảo; gỡ bản ấy trước."))
        if LinkedDraft.objects.filter(draft=draft).exists():
            raise ValidationError({"draft": _("Bản dự thảo này đã gắn với hồ sơ khác.")})
        return LinkedDraft.objects.create(case=case, draft=draft, by=user)


def unlink_draft(user: User, case: Case) -> None:
    """Take the draft off the case; the draft itself stays."""
    demand_going_on(user, case)
    with recording(user, "Gỡ bản dự thảo khỏi hồ sơ soạn thảo", case):
        gone, _rows = LinkedDraft.objects.filter(case=case).delete()
        if not gone:
            raise ValidationError(_("Hồ sơ chưa có bản dự thảo."))
