"""Every address of the site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from thuongton.config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("thuongton.home.urls")),
    path("ke-hoach/", include("thuongton.plans.urls")),
    path("van-ban/", include("thuongton.documents.urls")),
    path("", include("thuongton.people.urls")),
    path("nhat-ky/", include("thuongton.audit.urls")),
    path("api/v1/", include(("thuongton.api.urls", "api"))),
    path("tai-khoan/2fa/", include("allauth.mfa.urls")),
    path("tai-khoan/phien/", include("allauth.usersessions.urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
]
