"""Pages of people: changing hats, one's account, units."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from thuongton.people.middleware import SESSION_KEY
from thuongton.people.queries import hats_of, units_in_scope


@login_required
@require_POST
def wear(request: HttpRequest) -> HttpResponse:
    """Put on another of one's own hats; somebody else's hat changes nothing."""
    chosen = request.POST.get("hat", "")
    if chosen.isdigit() and hats_of(request.user).filter(pk=int(chosen)).exists():
        request.session[SESSION_KEY] = int(chosen)
    where = request.POST.get("next", "")
    return redirect(where if url_has_allowed_host_and_scheme(where, {request.get_host()}) else "home:today")


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: password, second factor, sessions."""
    return render(request, "people/account.html", {})


@login_required
def units(request: HttpRequest) -> HttpResponse:
    """The units in scope."""
    return render(request, "people/units.html", {"units": units_in_scope(request.user)})
