"""Opening the sensitive fields of a case: for a purpose that is noted, on one page that nothing keeps."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.cases import services
from thuongton.cases.look_form import LookForm
from thuongton.cases.refusals import REFUSALS
from thuongton.cases.views.case_page import found, show
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, demand


@require_POST
def look(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The page of the case with its sensitive fields, once; the look is noted first."""
    row = found(request.user, uid)
    demand(request.user, row, Right.ACT)
    form = LookForm(request.POST, user=request.user, record=row, ident="xem")
    try:
        if form.is_valid():
            services.look(request.user, row, form.cleaned_data["purpose"])
            answer = show(request, row, opened=True)
            answer["Cache-Control"] = "no-store, private"
            return answer
    except ValidationError as error:
        form.refuse(error)
    except REFUSALS as error:
        form.add_error(None, str(error) or _("Không mở được: thiếu khoá."))
    return show(request, row, form=form, status=400)


urls = [path("ho-so/<uuid:uid>/xem-truong/", look, name="look")]
