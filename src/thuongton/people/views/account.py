"""One's own account: the hat worn, messages, and the doors of the sign-in library that stay shut."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.people import services
from thuongton.people.act_forms import OfferAnswerForm, WearForm
from thuongton.people.middleware import SESSION_KEY
from thuongton.people.models import HatOffer, User
from thuongton.people.queries import notifications_visible_to, offers_ever_to, offers_to
from thuongton.people.requests import SignedInRequest
from thuongton.web.forms.addresses import led_back, safe_page

MESSAGES_SHOWN = 12


@require_POST
def wear(request: SignedInRequest) -> HttpResponse:
    """Put on another of one's own hats; somebody else's hat changes nothing."""
    form = WearForm(request.POST, user=request.user, record=None)
    if form.is_valid():
        request.session[SESSION_KEY] = form.cleaned_data["hat"]
    return led_back(request, "home:today")


def account(request: SignedInRequest) -> HttpResponse:
    """Name, hats, security and the newest messages."""
    mine = notifications_visible_to(request.user)
    unread = mine.filter(read_at__isnull=True).count()
    context = {"newest": mine[:MESSAGES_SHOWN], "unread": unread, "offers": offers_to(request.user)}
    return render(request, "people/account.html", context)


def answered(request: SignedInRequest, offer: HatOffer, person: User, after: str) -> HttpResponse:
    """Accept (``tra-loi=nhan``) or decline an offer for a person and go on to the page ``after``."""
    form = OfferAnswerForm(request.POST, user=request.user, record=offer)
    if not form.is_valid():
        messages.error(request, form.sentences)
        return redirect(after)
    accepts = form.cleaned_data["accepts"]
    act = services.accept_offer if accepts else services.decline_offer
    try:
        act(request.user, offer, person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã nhận vai trò.") if accepts else _("Đã từ chối; bên đề nghị không được báo."))
    return redirect(after)


@require_POST
def answer(request: SignedInRequest, offer_id: int) -> HttpResponse:
    """Accept or decline a hat that is offered to oneself."""
    return answered(
        request, get_object_or_404(offers_ever_to(request.user), pk=offer_id), request.user, "people:account"
    )


@require_POST
def read(request: SignedInRequest) -> HttpResponse:
    """Mark all of one's messages as read."""
    services.mark_read(request.user)
    return led_back(request, "people:account")


@require_POST
def open_message(request: SignedInRequest, notification_id: int) -> HttpResponse:
    """Mark one message as read and go where it points."""
    message = get_object_or_404(notifications_visible_to(request.user), pk=notification_id)
    services.mark_read(request.user, number=message.pk)
    return redirect(safe_page(message.url, request.get_host(), secure=request.is_secure()) or "people:account")


@login_not_required
def closed(request: SignedInRequest, **_given: str) -> HttpResponse:
    """Doors of the sign-in library that make no sense here: sign-up, e-mail addresses, codes by mail."""
    messages.info(request, _("Tài khoản do quản trị viên của đơn vị mở; không tự đăng ký trên trang này."))
    return redirect("people:account" if request.user.is_authenticated else "account_login")


@login_not_required
def forgotten(request: SignedInRequest, **_given: str) -> HttpResponse:
    """Whoever forgot the password is told who gives a new one."""
    return render(request, "people/forgotten.html", {})


urls = [
    path("mu/", wear, name="wear"),
    path("tai-khoan-cua-toi/", account, name="account"),
    path("tai-khoan-cua-toi/de-nghi/<int:offer_id>/", answer, name="my_offer"),
    path("tai-khoan-cua-toi/da-doc/", read, name="read"),
    path("tai-khoan-cua-toi/tin/<int:notification_id>/", open_message, name="open_message"),
    path("tai-khoan/signup/", closed, name="no_signup"),
    path("tai-khoan/email/", closed, name="no_email"),
    path("tai-khoan/confirm-email/", closed, name="no_confirmation"),
    path("tai-khoan/login/code/confirm/", closed, name="no_code"),
    path("tai-khoan/password/set/", closed, name="no_password_set"),
    path("tai-khoan/password/reset/", forgotten, name="forgotten"),
    path("tai-khoan/password/reset/done/", forgotten, name="forgotten_done"),
    path("tai-khoan/password/reset/key/done/", forgotten, name="forgotten_key_done"),
    path("tai-khoan/password/reset/key/<path:key>/", forgotten, name="forgotten_key"),
]
