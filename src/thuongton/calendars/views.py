"""«Lịch làm việc»: the days of a year with their papers, and changing them (what a change moved: ``moves.py``)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.calendars import queries
from thuongton.calendars.changes import ChangeKind
from thuongton.calendars.forms import AnnounceForm, ChangeForm, OwnDaysForm
from thuongton.calendars.services.changing import announce_year, change_days, preview
from thuongton.people.forms import add_errors
from thuongton.people.models import Unit
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.web.forms.marks import sent_mark

FIRST_YEAR, LAST_YEAR = 1990, 2100


def _year(words: str) -> int:
    number = int(words) if words.isascii() and words.isdigit() and len(words) == 4 else today().year
    return number if FIRST_YEAR <= number <= LAST_YEAR else today().year


def _hat_of_office(request: SignedInRequest) -> Unit:
    hat = request.user.hat
    if hat is None or hat.scope is None:
        raise PermissionDenied(_("Lịch làm việc chỉ dành cho người của cơ quan."))
    return hat.scope


def _unit(request: SignedInRequest, given: QueryDict) -> Unit | None:
    """The unit whose own days are meant; None for the days of everybody."""
    form = OwnDaysForm(given, user=request.user, record=None)
    form.full_clean()
    unit: Unit | None = form.cleaned_data["unit"]
    return unit


def _may(request: SignedInRequest, unit: Unit | None) -> None:
    if not queries.may_change(request.user, unit):
        raise PermissionDenied(_("Vai trò hiện tại không được đổi lịch làm việc này."))


def year_page(request: SignedInRequest) -> HttpResponse:
    """The days of a year, whether they are announced, and the changes made."""
    scope = _hat_of_office(request)
    year = _year(request.GET.get("nam", ""))
    return render(
        request,
        "calendars/year.html",
        {
            "year": year,
            "years": (year - 1, year, year + 1),
            "status": queries.years().filter(year=year).first(),
            "days": queries.days_visible_to(request.user, year),
            "changes": queries.changes_visible_to(request.user)[:20],
            "scope": scope,
            "may_own": queries.may_change(request.user, scope),
            "may_common": queries.may_change(request.user, None),
            "keeper": queries.keeper(),
            "announce_form": AnnounceForm(),
        },
    )


def _form_page(
    request: SignedInRequest, unit: Unit | None, form: ChangeForm, status: int = 200, **more: Any
) -> HttpResponse:
    return render(request, "calendars/change_form.html", {"form": form, "unit": unit, **more}, status=status)


def change_form(request: SignedInRequest) -> HttpResponse:
    """Ask for a change; sent in, it shows what would move and asks again before anything is written."""
    _hat_of_office(request)
    given = request.POST if request.method == "POST" else request.GET
    unit = _unit(request, given)
    _may(request, unit)
    if request.method != "POST":
        first = {"act": given.get("viec", str(ChangeKind.OFF)), "day": given.get("ngay", "")}
        return _form_page(request, unit, ChangeForm(initial=first))
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _form_page(request, unit, form, 400)
    try:
        shown = preview(request.user, unit, form.wanted())
    except ValidationError as error:
        add_errors(form, error)
        return _form_page(request, unit, form, 400)
    return _form_page(request, unit, form, shown=shown, seen=queries.mark_of_days(unit, form.wanted().days))


@require_POST
def apply(request: SignedInRequest) -> HttpResponse:
    """Write the change and start the job that moves what depends on it."""
    _hat_of_office(request)
    unit = _unit(request, request.POST)
    _may(request, unit)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _form_page(request, unit, form, 400)
    try:
        change = change_days(request.user, unit, form.wanted(), seen=sent_mark(request))
    except ValidationError as error:
        add_errors(form, error)
        return _form_page(request, unit, form, 400)
    messages.success(request, _("Đã ghi thay đổi lịch; các thời hạn đang được dời."))
    return redirect("calendars:change", change.pk)


@require_POST
def announce(request: SignedInRequest, year: int) -> HttpResponse:
    """Record that the days off of a year are announced."""
    _may(request, None)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    form = AnnounceForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Ghi số, ngày của thông báo lịch nghỉ."))
        change = announce_year(request.user, year, form.cleaned_data["source"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(f"{reverse('calendars:year')}?nam={year}")
    return redirect("calendars:change", change.pk)
