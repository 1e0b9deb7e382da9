"""One's own account: the hat worn, messages, and the doors of the sign-in library that stay shut."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.people import services
from thuongton.people.middleware import SESSION_KEY
from thuongton.people.queries import hats_of, notifications_visible_to
from thuongton.people.requests import SignedInRequest


def _back(request: SignedInRequest, otherwise: str) -> HttpResponse:
    where = request.POST.get("next", "")
    return redirect(where if url_has_allowed_host_and_scheme(where, {request.get_host()}) else otherwise)


@login_required
@require_POST
def wear(request: SignedInRequest) -> HttpResponse:
    """Put on another of one's own hats; somebody else's hat changes nothing."""
    chosen = request.POST.get("hat", "")
    if chosen.isdecimal() and len(chosen) < 18 and hats_of(request.user).filter(pk=int(chosen)).exists():
        request.session[SESSION_KEY] = int(chosen)
    return _back(request, "home:today")


@login_required
def account(request: SignedInRequest) -> HttpResponse:
    """Name, hats, security and messages."""
    mine = notifications_visible_to(request.user)
    page = Paginator(mine, 20).get_page(request.GET.get("trang"))
    unread = mine.filter(read_at__isnull=True).count()
    return render(request, "people/account.html", {"page": page, "unread": unread})


@login_required
@require_POST
def read(request: SignedInRequest) -> HttpResponse:
    """Mark all of one's messages as read."""
    services.mark_read(request.user)
    return _back(request, "people:account")


@login_required
@require_POST
def open_message(request: SignedInRequest, notification_id: int) -> HttpResponse:
    """Mark one message as read and go where it points."""
    message = get_object_or_404(notifications_visible_to(request.user), pk=notification_id)
    services.mark_read(request.user, message.pk)
    inside = url_has_allowed_host_and_scheme(message.url, {request.get_host()})
    return redirect(message.url if message.url and inside else "people:account")


def closed(request: SignedInRequest, **_given: str) -> HttpResponse:
    """Doors of the sign-in library that make no sense here: sign-up, e-mail addresses, codes by mail."""
    messages.info(request, _("Tài khoản do quản trị viên của đơn vị mở; không tự đăng ký trên trang này."))
    return redirect("people:account" if request.user.is_authenticated else "account_login")


def forgotten(request: SignedInRequest, **_given: str) -> HttpResponse:
    """Whoever forgot the password is told who gives a new one."""
    return render(request, "people/forgotten.html", {})


def gone(request: SignedInRequest, **_given: str) -> HttpResponse:
    """An address that leads nowhere."""
    raise Http404


urls = [
    path("mu/", wear, name="wear"),
    path("tai-khoan-cua-toi/", account, name="account"),
    path("tai-khoan-cua-toi/da-doc/", read, name="read"),
    path("tai-khoan-cua-toi/tin/<int:notification_id>/", open_message, name="open_message"),
    path("tai-khoan/signup/", closed, name="no_signup"),
    path("tai-khoan/email/", closed, name="no_email"),
    path("tai-khoan/confirm-email/", closed, name="no_confirmation"),
    path("tai-khoan/confirm-email/<str:key>/", gone, name="no_confirmation_key"),
    path("tai-khoan/login/code/confirm/", closed, name="no_code"),
    path("tai-khoan/password/set/", closed, name="no_password_set"),
    path("tai-khoan/password/reset/", forgotten, name="forgotten"),
    path("tai-khoan/password/reset/done/", forgotten, name="forgotten_done"),
    path("tai-khoan/password/reset/key/done/", forgotten, name="forgotten_key_done"),
    path("tai-khoan/password/reset/key/<path:key>/", forgotten, name="forgotten_key"),
]
