"""One person of the scope: account, hats, initial passwords. Administrators only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thuongton.audit.queries import history
from thuongton.audit.queries import visible_to as events_visible_to
from thuongton.people import services
from thuongton.people.act_forms import EndHatForm
from thuongton.people.forms import AccountForm, HatForm, KnownPersonForm, PersonForm, add_errors
from thuongton.people.models import User
from thuongton.people.queries import (
    has_second_factor,
    hats_visible_to,
    offers_ever_to,
    offers_made,
    offers_to_decide,
    people_in_scope,
    standing,
    today,
    unit_named,
    units_in_scope,
)
from thuongton.people.requests import SignedInRequest
from thuongton.people.views.account import answered
from thuongton.people.views.lists import demand_admin
from thuongton.web.forms.marks import Seen, guarded
from thuongton.web.inputs import whole

PERSON_FIELDS = ("full_name", "email", "is_active")


def _person(request: SignedInRequest, user_id: int) -> User:
    return get_object_or_404(people_in_scope(request.user), pk=user_id)


@never_cache
def add(request: SignedInRequest) -> HttpResponse:
    """Open an account; its initial password is shown on the answer and never again."""
    demand_admin(request)
    first = units_in_scope(request.user).filter(pk=whole(request.GET.get("don-vi", "")) or 0).first()
    form = AccountForm(request.POST or None, initial={"unit": (first.identifier or first.name) if first else ""})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            given["unit"] = unit_named(request.user, given["unit"])
        except ValidationError as error:
            form.add_error("unit", error)
        else:
            try:
                person, password = services.open_account(request.user, **given)
            except ValidationError as error:
                add_errors(form, error)
            else:
                return render(request, "people/password_once.html", {"person": person, "password": password})
    context = {"form": form, "title": _("Mở tài khoản"), "act": _("Mở tài khoản"), "back": "people:persons"}
    return render(request, "people/form.html", context, status=400 if form.errors else 200)


def _page(request: SignedInRequest, person: User, **forms: Any) -> HttpResponse:
    form = forms.get("form") or PersonForm.of(person)
    if not hasattr(form, "seen"):
        guarded(form, request, person, PERSON_FIELDS)
    context = {
        "person": person,
        "form": form,
        "hat_form": forms.get("hat_form") or HatForm(),
        "events": history(person, *getattr(person, "shown_hats", ())).filter(pk__in=events_visible_to(request.user))[
            :30
        ],
        "standing": standing(request.user, person),
        "second_factor": has_second_factor(person),
        "offers": [offer for offer, to in offers_to_decide(request.user) if to.pk == person.pk],
        "today": today(),
    }
    return render(request, "people/person.html", context, status=400 if forms else 200)


def detail(request: SignedInRequest, user_id: int) -> HttpResponse:
    """One person: account, hats, history."""
    demand_admin(request)
    return _page(request, _person(request, user_id))


@require_POST
def edit(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Change name and address, or close the account."""
    demand_admin(request)
    person = _person(request, user_id)
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            seen = Seen.sent(request, PERSON_FIELDS)
            services.edit_person(request.user, person, seen=seen, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            guarded(form, request, _person(request, user_id), PERSON_FIELDS, error)
    if form.errors:
        return _page(request, _person(request, user_id), form=form)
    messages.success(request, _("Đã ghi thay đổi của %(person)s.") % {"person": person})
    return redirect("people:person", person.pk)


@never_cache
@require_POST
def reset(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Give a new initial password, shown once."""
    demand_admin(request)
    person = _person(request, user_id)
    password = services.reset_password(request.user, person)
    return render(request, "people/password_once.html", {"person": person, "password": password})


@require_POST
def drop_factor(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Take away the second factor of a person who lost the phone."""
    demand_admin(request)
    person = _person(request, user_id)
    services.remove_second_factor(request.user, person)
    messages.success(request, _("Đã gỡ xác thực hai lớp của %(person)s.") % {"person": person})
    return redirect("people:person", person.pk)


def _give(request: SignedInRequest, username: str, person: User | None, form: HatForm) -> bool:
    """Give the hat at once where that is this administrator's to do, else offer it; False leaves the form to be shown.

    What is said does not depend on whether an account of the name exists outside the scope.
    """
    given = dict(form.cleaned_data)
    given.pop("username", None)
    try:
        given["unit"] = unit_named(request.user, given["unit"])
    except ValidationError as error:
        form.add_error("unit", error)
        return False
    try:
        if person is not None and standing(request.user, person).gives:
            services.give_hat(request.user, person, **given)
            said = _("Đã giao vai trò cho %(person)s.") % {"person": person}
        else:
            services.offer_hat(request.user, username=username, **given)
            said = _("Đã ghi đề nghị giao vai trò cho tên đăng nhập «%(name)s»; vai trò chỉ có khi bên ấy nhận.") % {
                "name": username
            }
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, said)
    return True


@require_POST
def give(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Give one more hat, or offer it where the person is administered elsewhere."""
    demand_admin(request)
    person = _person(request, user_id)
    form = HatForm(request.POST)
    if form.is_valid() and _give(request, person.username, person, form):
        return redirect("people:person", person.pk)
    return _page(request, person, hat_form=form)


def give_known(request: SignedInRequest) -> HttpResponse:
    """Offer a hat in one's scope to a person of another unit, known by the account name."""
    demand_admin(request)
    form = KnownPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"]
        if _give(request, name, people_in_scope(request.user).filter(username=name).first(), form):
            return redirect("people:persons")
    context = {
        "form": form,
        "title": _("Đề nghị giao vai trò cho người của đơn vị khác"),
        "note": _(
            "Người được giao hoặc quản trị viên của người ấy nhận thì vai trò mới có; không trả lời trong 14 ngày thì "
            "đề nghị hết hạn. Trang này không cho biết tên đăng nhập có thật hay không."
        ),
        "act": _("Gửi đề nghị"),
        "back": "people:persons",
    }
    return render(request, "people/form.html", context, status=400 if form.errors else 200)


@require_POST
def answer_offer(request: SignedInRequest, user_id: int, offer_id: int) -> HttpResponse:
    """Accept or decline an offer for a person whose account one administers."""
    demand_admin(request)
    person = _person(request, user_id)
    if not standing(request.user, person).administers:
        raise PermissionDenied(_("Chỉ quản trị viên của người ấy được trả lời đề nghị."))
    offer = get_object_or_404(offers_ever_to(person), pk=offer_id)
    return answered(request, offer, person, "people:persons")


@require_POST
def withdraw(request: SignedInRequest, offer_id: int) -> HttpResponse:
    """Take back an offer of one's scope."""
    demand_admin(request)
    offer = get_object_or_404(offers_made(request.user), pk=offer_id)
    try:
        services.withdraw_offer(request.user, offer)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã rút lại đề nghị."))
    return redirect("people:persons")


@require_POST
def end_hat(request: SignedInRequest, hat_id: int) -> HttpResponse:
    """Take a hat away from today on."""
    demand_admin(request)
    hat = get_object_or_404(hats_visible_to(request.user), pk=hat_id)
    form = EndHatForm(request.POST, user=request.user, record=hat)
    if not form.is_valid():
        messages.error(request, form.sentences)
        return redirect("people:person", hat.user_id)
    try:
        services.end_hat(request.user, hat, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(person)s thôi giữ vai trò này từ hôm nay.") % {"person": hat.user})
    still_there = people_in_scope(request.user).filter(pk=hat.user_id).exists()
    return redirect("people:person", hat.user_id) if still_there else redirect("people:persons")


urls = [
    path("nguoi-dung/them/", add, name="person_add"),
    path("nguoi-dung/giao-vai-tro/", give_known, name="hat_give_known"),
    path("nguoi-dung/<int:user_id>/", detail, name="person"),
    path("nguoi-dung/<int:user_id>/sua/", edit, name="person_edit"),
    path("nguoi-dung/<int:user_id>/mat-khau/", reset, name="person_reset"),
    path("nguoi-dung/<int:user_id>/hai-lop/", drop_factor, name="person_factor"),
    path("nguoi-dung/<int:user_id>/vai-tro/", give, name="hat_give"),
    path("nguoi-dung/<int:user_id>/de-nghi/<int:offer_id>/", answer_offer, name="offer_answer"),
    path("nguoi-dung/de-nghi/<int:offer_id>/rut/", withdraw, name="offer_withdraw"),
    path("nguoi-dung/vai-tro/<int:hat_id>/thoi/", end_hat, name="hat_end"),
]
