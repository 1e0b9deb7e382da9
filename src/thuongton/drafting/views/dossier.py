"""The tab «Hồ sơ thẩm định» of a drafting case: each part, what is missing, the returns until now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.drafting import case_forms as forms
from thuongton.drafting.dossier import missing, unseen
from thuongton.drafting.queries.dossier import found_parts, parts_of_case, returns_of
from thuongton.drafting.services import dossier as services
from thuongton.drafting.views.case_tab import address_of, drafting_case, part, tab_page
from thuongton.people.requests import SignedInRequest
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Act, Acts, Refused
from thuongton.web.dates import day_words, parse_day

KEY = "ho-so-tham-dinh"


def dossier_page(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The appraisal dossier of a draft."""
    return show_dossier(request, drafting_case(request.user, uid))


def _day(text: str) -> str:
    day = parse_day(text)
    return day_words(day) if day else text


def show_dossier(request: Any, case: Case, refused: Refused | None = None) -> HttpResponse:
    """The tab, as it is after a refusal too."""
    parts, found = parts_of_case(case), found_parts(case)
    present = {key: one.present for key, one in found.items()}
    shown = {
        "parts": [(one, found.get(one.key)) for one in parts],
        "missing": missing(parts, present),
        "unseen": unseen(parts, present),
        "returns": [(_day(on), words, _day(due)) for on, words, due in returns_of(case)],
        "returnable": case.state in ("cho_kiem_tra", "tham_dinh"),
    }
    return tab_page(request, case, KEY, ACTS, "drafting/dossier.html", shown, refused)


ACTS = Acts(
    [
        Act(
            "kiem-tra",
            _("Ghi kết quả kiểm tra"),
            services.check_parts,
            forms.PartsForm,
            said=_("Đã ghi kết quả kiểm tra hồ sơ."),
            may=bool,
            code="check",
        ),
        Act(
            "bo-sung",
            _("Đề nghị bổ sung hồ sơ"),
            services.return_dossier,
            forms.ReturnForm,
            said=_("Đã trả hồ sơ để bổ sung."),
            may=bool,
            code="return",
        ),
    ],
    drafting_case,
    show_dossier,
    address_of("drafting:ho-so-tham-dinh"),
    demand_writing,
)
DOSSIER = part(KEY, _("Hồ sơ thẩm định"), "drafting:ho-so-tham-dinh", lambda case: len(found_parts(case)))
AT = "ho-so/<uuid:uid>/ho-so-tham-dinh/"
urls = [path(AT, dossier_page, name="ho-so-tham-dinh"), *ACTS.urls(AT, "ho-so-tham-dinh-")]
