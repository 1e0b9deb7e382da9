"""People of one's scope: accounts, hats, initial passwords. Administrators only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thuongton.audit.queries import history
from thuongton.people import services
from thuongton.people.forms import AccountForm, HatForm, KnownPersonForm, PersonForm, add_errors
from thuongton.people.models import User
from thuongton.people.queries import account_named, hats_visible_to, people_in_scope, today, unit_named, units_in_scope
from thuongton.people.requests import SignedInRequest
from thuongton.people.views.units import demand_admin


def _person(request: SignedInRequest, user_id: int) -> User:
    return get_object_or_404(people_in_scope(request.user), pk=user_id)


@login_required
def list_page(request: SignedInRequest) -> HttpResponse:
    """The people of the scope with their hats."""
    demand_admin(request)
    found = people_in_scope(request.user, request.GET.get("q", ""))
    page = Paginator(found, 50).get_page(request.GET.get("trang"))
    return render(request, "people/persons.html", {"page": page, "today": today()})


@login_required
@never_cache
def add(request: SignedInRequest) -> HttpResponse:
    """Open an account; its initial password is shown on the answer and never again."""
    demand_admin(request)
    inside = request.GET.get("don-vi", "")
    first = (
        units_in_scope(request.user).filter(pk=int(inside)).first() if inside.isdecimal() and len(inside) < 18 else None
    )
    form = AccountForm(request.POST or None, initial={"unit": (first.identifier or first.name) if first else ""})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            given["unit"] = unit_named(request.user, given["unit"])
        except ValidationError as error:
            form.add_error("unit", error)
        else:
            try:
                person, password = services.open_account(by=request.user, **given)
            except ValidationError as error:
                add_errors(form, error)
            else:
                return render(request, "people/password_once.html", {"person": person, "password": password})
    context = {"form": form, "title": _("Mở tài khoản"), "act": _("Mở tài khoản"), "back": "people:persons"}
    return render(request, "people/form.html", context, status=400 if form.errors else 200)


def _page(request: SignedInRequest, person: User, **forms: Any) -> HttpResponse:
    context = {
        "person": person,
        "form": forms.get("form") or PersonForm.of(person),
        "hat_form": forms.get("hat_form") or HatForm(),
        "events": history(person, *getattr(person, "shown_hats", ()))[:30],
        "today": today(),
    }
    return render(request, "people/person.html", context, status=400 if forms else 200)


@login_required
def detail(request: SignedInRequest, user_id: int) -> HttpResponse:
    """One person: account, hats, history."""
    demand_admin(request)
    return _page(request, _person(request, user_id))


@login_required
@require_POST
def edit(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Change name and address, or close the account."""
    demand_admin(request)
    person = _person(request, user_id)
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            services.edit_person(person, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
    if form.errors:
        return _page(request, _person(request, user_id), form=form)
    messages.success(request, _("Đã ghi thay đổi của %(person)s.") % {"person": person})
    return redirect("people:person", person.pk)


@login_required
@never_cache
@require_POST
def reset(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Give a new initial password, shown once."""
    demand_admin(request)
    person = _person(request, user_id)
    password = services.reset_password(person, by=request.user)
    return render(request, "people/password_once.html", {"person": person, "password": password})


def _give(request: SignedInRequest, person: User, form: HatForm) -> bool:
    given = dict(form.cleaned_data)
    given.pop("username", None)
    try:
        given["unit"] = unit_named(request.user, given["unit"])
    except ValidationError as error:
        form.add_error("unit", error)
        return False
    try:
        services.give_hat(user=person, by=request.user, **given)
    except ValidationError as error:
        add_errors(form, error)
        return False
    messages.success(request, _("Đã giao vai trò cho %(person)s.") % {"person": person})
    return True


@login_required
@require_POST
def give(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Give one more hat."""
    demand_admin(request)
    person = _person(request, user_id)
    form = HatForm(request.POST)
    if form.is_valid() and _give(request, person, form):
        return redirect("people:person", person.pk)
    return _page(request, person, hat_form=form)


@login_required
def give_known(request: SignedInRequest) -> HttpResponse:
    """Give a hat in one's scope to a person of another unit, known by the account name."""
    demand_admin(request)
    form = KnownPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = account_named(form.cleaned_data["username"])
        if person is None:
            form.add_error("username", _("Không có tài khoản nào mang tên này; hãy hỏi lại người được giao."))
        elif _give(request, person, form):
            return redirect("people:person", person.pk)
    context = {
        "form": form,
        "title": _("Giao vai trò cho người đã có tài khoản"),
        "act": _("Giao vai trò"),
        "back": "people:persons",
    }
    return render(request, "people/form.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def end_hat(request: SignedInRequest, hat_id: int) -> HttpResponse:
    """Take a hat away from today on."""
    demand_admin(request)
    hat = get_object_or_404(hats_visible_to(request.user), pk=hat_id)
    try:
        services.end_hat(hat, by=request.user, reason=request.POST.get("reason", "")[:300])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(person)s thôi giữ vai trò này từ hôm nay.") % {"person": hat.user})
    return redirect("people:person", hat.user_id)


urls = [
    path("nguoi-dung/", list_page, name="persons"),
    path("nguoi-dung/them/", add, name="person_add"),
    path("nguoi-dung/giao-vai-tro/", give_known, name="hat_give_known"),
    path("nguoi-dung/<int:user_id>/", detail, name="person"),
    path("nguoi-dung/<int:user_id>/sua/", edit, name="person_edit"),
    path("nguoi-dung/<int:user_id>/mat-khau/", reset, name="person_reset"),
    path("nguoi-dung/<int:user_id>/vai-tro/", give, name="hat_give"),
    path("nguoi-dung/vai-tro/<int:hat_id>/thoi/", end_hat, name="hat_end"),
]
