"""Addresses of the law: each module of ``views`` lists its own."""

from thuongton.law.views import (
    act_list,
    act_page,
    bases,
    desk,
    following,
    impact,
    importing,
    lacking,
    provision,
    quality,
    questions,
)

app_name = "law"
urlpatterns = [
    *act_list.urls,
    *act_page.urls,
    *provision.urls,
    *bases.urls,
    *desk.urls,
    *following.urls,
    *impact.urls,
    *importing.urls,
    *lacking.urls,
    *quality.urls,
    *questions.urls,
]
