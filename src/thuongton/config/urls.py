"""Every address of the site."""

from __future__ import annotations

from allauth.account.urls import urlpatterns as accounts
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from thuongton.config.health import healthz
from thuongton.web.rooms import addresses

UNUSED = {"account_confirm_email"}
"""Doors of the sign-in library that lead nowhere here: addresses of mail are never verified."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    *addresses(),
    path("tai-khoan/2fa/", include("allauth.mfa.urls")),
    path("tai-khoan/", include([each for each in accounts if each.name not in UNUSED])),
    path("ngon-ngu/setlang/", login_not_required(set_language), name="set_language"),
]

if settings.DEBUG:
    from thuongton.demo.components import components

    urlpatterns.append(path("thanh-phan/", login_not_required(components), name="components"))

handler403 = "thuongton.web.errors.refused"
handler404 = "thuongton.web.errors.not_there"
handler500 = "thuongton.web.errors.server_error"
