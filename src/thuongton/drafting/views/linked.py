"""The tab «Dự thảo» of a drafting case: the draft that it is about, with its versions and the linter beside them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.documents.queries.review import kept_of
from thuongton.drafting import case_forms as forms
from thuongton.drafting.queries.linked import linked_draft, links_of
from thuongton.drafting.services import linking as services
from thuongton.drafting.views.case_tab import address_of, drafting_case, part, tab_page
from thuongton.people.requests import SignedInRequest
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Act, Acts, Refused

KEY = "du-thao"


def linked_page(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The draft of a case."""
    return show_linked(request, drafting_case(request.user, uid))


def show_linked(request: Any, case: Case, refused: Refused | None = None) -> HttpResponse:
    """The tab, as it is after a refusal too."""
    draft = linked_draft(request.user, case)
    shown = {"draft": draft, "versions": kept_of(draft) if draft is not None else [], "linked": links_of(case)}
    return tab_page(request, case, KEY, ACTS, "drafting/linked.html", shown, refused)


ACTS = Acts(
    [
        Act(
            "gan",
            _("Gắn bản dự thảo"),
            services.link_draft,
            forms.LinkDraftForm,
            said=_("Đã gắn bản dự thảo."),
            may=bool,
            code="link",
        ),
        Act(
            "go",
            _("Gỡ bản dự thảo"),
            services.unlink_draft,
            said=_("Đã gỡ bản dự thảo; bản ấy vẫn còn ở «Văn bản»."),
            may=bool,
            code="unlink",
        ),
    ],
    drafting_case,
    show_linked,
    address_of("drafting:du-thao"),
    demand_writing,
)
LINKED = part(KEY, _("Dự thảo"), "drafting:du-thao", links_of)
AT = "ho-so/<uuid:uid>/du-thao/"
urls = [path(AT, linked_page, name="du-thao"), *ACTS.urls(AT, "du-thao-")]
