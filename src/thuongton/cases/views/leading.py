"""Cases made from a case: which registers it may grow into, what goes over, and the act itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import ngettext

from thuongton.cases.lead_form import TAKE, LeadDayForm, LeadForm, chosen
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.queries.leading import lead_offers
from thuongton.cases.services import lead
from thuongton.cases.views.frame import frame_of
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import demand


def lead_page(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The registers into which a case may grow; sent, the cases are made and the first of them is shown."""
    case = get_object_or_404(visible_to(request.user).select_related("unit", "handler"), uid=uid)
    demand(request.user, case)
    offers = lead_offers(request.user, case)
    if not offers:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    first = request.GET.get("loai", "")
    forms = [LeadForm(one, sent, initial={TAKE: one.there.kind == first}) for one in offers]
    for form in forms:
        form.opened = not first or form.offer.there.kind == first if sent is None else form.wanted or bool(form.errors)
    day = LeadDayForm(sent, initial={"on": today(), "seen": case.acts})
    refused = ""
    if sent is not None and all([day.is_valid(), *(form.is_valid() for form in forms)]):
        try:
            return _made(request, case, forms, day)
        except ValidationError as error:
            refused = " ".join(error.messages)
    context = frame_of(request, case, "lap-ho-so") | {"forms": forms, "day": day, "refused": refused}
    return render(request, "cases/lead.html", context, status=400 if sent is not None else 200)


def _made(request: SignedInRequest, case: Case, forms: list[LeadForm], day: LeadDayForm) -> HttpResponse:
    on = day.cleaned_data["on"].isoformat()
    made = lead(request.user, case, chosen(forms), on, seq=day.cleaned_data["seen"])
    said = ngettext("Đã lập %(number)s hồ sơ từ hồ sơ này.", "Đã lập %(number)s hồ sơ từ hồ sơ này.", len(made))
    messages.success(request, said % {"number": len(made)})
    return redirect(made[0].get_absolute_url() if len(made) == 1 else case.get_absolute_url())


urls = [path("ho-so/<uuid:uid>/lap-ho-so-moi/", lead_page, name="from")]
