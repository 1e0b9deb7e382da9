"""The tab «Ý kiến» of a drafting case: who was asked, who is silent, each opinion and what became of it; its print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.models import Case
from thuongton.drafting import case_forms as forms
from thuongton.drafting.queries.consultation import bodies_of, case_of_print, count_of, frozen_table
from thuongton.drafting.services import consultation as services
from thuongton.drafting.views.case_tab import address_of, drafting_case, part, tab_page
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.prints.kinds import PrintKind
from thuongton.prints.models import Printout
from thuongton.prints.services import freeze
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Act, Acts, Refused

KEY = "y-kien"
TABLE = "drafting.remarks"
"""The kind of print that the table of opinions is."""


def consultation_page(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The consultation on a draft."""
    return show_consultation(request, drafting_case(request.user, uid))


def show_consultation(request: Any, case: Case, refused: Refused | None = None) -> HttpResponse:
    """The tab, as it is after a refusal too."""
    shown = {
        "bodies": list(bodies_of(case)),
        "count": count_of(case),
        "kept": f"{reverse('prints:list')}?loai={TABLE}",
    }
    initial = {"asked_on": today(), "answered_on": today()}
    return tab_page(request, case, KEY, ACTS, "drafting/consultation.html", shown, refused, initial)


def _keep(user: User, case: Case) -> Printout:
    return freeze(user, case, frozen_table(case), kind=TABLE, act="drafting.table-kept", unit=case.unit)


def _kept(printout: Printout) -> str:
    return _("Đã in và giữ bản: bản in số %(number)s.") % {"number": printout.pk}


def _place(printout: Printout) -> str:
    found = case_of_print(printout)
    return reverse("drafting:y-kien", args=[found.uid]) if found is not None else ""


ACTS = Acts(
    [
        Act(
            "hoi",
            gettext_lazy("Hỏi ý kiến"),
            services.ask_body,
            forms.AskForm,
            said=gettext_lazy("Đã ghi cơ quan được hỏi."),
            may=bool,
            code="ask",
        ),
        Act(
            "tra-loi",
            gettext_lazy("Ghi trả lời"),
            services.note_answer,
            forms.BodyAnswerForm,
            of_row=True,
            said=gettext_lazy("Đã ghi trả lời."),
            may=bool,
            code="answer",
        ),
        Act(
            "gop-y",
            gettext_lazy("Ghi ý kiến"),
            services.note_remark,
            forms.RemarkForm,
            of_row=True,
            said=gettext_lazy("Đã ghi ý kiến."),
            may=bool,
            code="remark",
        ),
        Act(
            "giai-trinh",
            gettext_lazy("Tiếp thu, giải trình"),
            services.settle_remark,
            forms.SettleForm,
            of_row=True,
            said=gettext_lazy("Đã ghi kết quả."),
            may=bool,
            code="settle",
        ),
        Act(
            "tong-hop",
            gettext_lazy("Ghi đã tổng hợp"),
            services.sum_up,
            said=gettext_lazy("Đã ghi tổng hợp ý kiến."),
            may=bool,
            code="sum",
        ),
        Act(
            "in",
            gettext_lazy("In và giữ bản"),
            _keep,
            said=_kept,
            may=bool,
            code="keep",
            heavy="xuat",
            leads=lambda _case: f"{reverse('prints:list')}?loai={TABLE}",
        ),
    ],
    drafting_case,
    show_consultation,
    address_of("drafting:y-kien"),
    demand_writing,
)
KEPT = PrintKind(TABLE, gettext_lazy("Tổng hợp ý kiến dự thảo"), "drafting", "tong-hop-y-kien", _place)
CONSULTATION = part(KEY, gettext_lazy("Ý kiến"), "drafting:y-kien", lambda case: bodies_of(case).count())
AT = "ho-so/<uuid:uid>/y-kien/"
urls = [path(AT, consultation_page, name="y-kien"), *ACTS.urls(AT, "y-kien-")]
