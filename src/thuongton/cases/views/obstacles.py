"""A case made a task of a plan: where it goes, how it is called, the act."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from thuongton.cases.queries.cases import fields_of, kind_of, visible_to
from thuongton.cases.services import make_task
from thuongton.cases.tie_forms import CaseTaskForm
from thuongton.cases.views.frame import frame_of
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import demand


def task_page(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The form of a task made of a case; sent, the task stands in its plan and its page is shown."""
    case = get_object_or_404(visible_to(request.user).select_related("unit", "handler"), uid=uid)
    kind = kind_of(case)
    if kind.becomes_task is None:
        raise Http404
    demand(request.user, case)
    if request.method == "POST":
        form = CaseTaskForm(request.POST, user=request.user, record=case)
        if form.is_valid():
            try:
                given = form.cleaned_data
                on, seen = given["on"].isoformat(), given["seen"]
                taken = make_task(request.user, case, given["title"], place=given["place"], on=on, seq=seen)
            except ValidationError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Đã giao thành nhiệm vụ: %(task)s.") % {"task": taken.words})
                return redirect(taken.address)
        status = 400
    else:
        title = fields_of(case).get(kind.becomes_task.title) or ""
        initial = {"title": title, "on": today(), "seen": case.acts}
        form, status = CaseTaskForm(user=request.user, record=case, initial=initial), 200
    return render(request, "cases/task.html", frame_of(request, case) | {"form": form}, status=status)


urls = [path("ho-so/<uuid:uid>/thanh-nhiem-vu/", task_page, name="make-task")]
