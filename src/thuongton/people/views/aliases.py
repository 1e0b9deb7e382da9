"""Other names of a unit on its page: told, and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.people import services
from thuongton.people.act_forms import AliasForm
from thuongton.people.queries import aliases_of, units_in_scope
from thuongton.people.requests import SignedInRequest


@require_POST
def add(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """Give a unit of one's scope another name, for the papers of one's whole scope."""
    unit = get_object_or_404(units_in_scope(request.user), pk=unit_id)
    scope = request.user.hat.scope if request.user.hat else None
    if scope is None:
        raise PermissionDenied
    form = AliasForm(request.POST, user=request.user, record=unit)
    if not form.is_valid():
        messages.error(request, form.sentences)
        return redirect("people:unit", unit.pk)
    try:
        services.add_alias(request.user, unit, form.cleaned_data["name"], scope=scope)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã ghi tên gọi khác; văn bản ghi tên ấy được hiểu là đơn vị này."))
    return redirect("people:unit", unit.pk)


@require_POST
def remove(request: SignedInRequest, unit_id: int, alias_id: int) -> HttpResponse:
    """Take another name of a unit back."""
    unit = get_object_or_404(units_in_scope(request.user), pk=unit_id)
    alias = get_object_or_404(aliases_of(request.user, unit), pk=alias_id)
    services.remove_alias(request.user, alias)
    messages.success(request, _("Đã bỏ tên gọi «%(name)s».") % {"name": alias.name})
    return redirect("people:unit", unit.pk)


urls = [
    path("don-vi/<int:unit_id>/ten-goi/", add, name="alias_add"),
    path("don-vi/<int:unit_id>/ten-goi/<int:alias_id>/bo/", remove, name="alias_remove"),
]
