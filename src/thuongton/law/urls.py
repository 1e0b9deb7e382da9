"""Addresses of the law: each module of ``views`` lists its own; provisions come last, as theirs hold any name."""

from thuongton.law.views import (
    act_list,
    act_page,
    bases,
    compare,
    desk,
    downloads,
    following,
    help_page,
    impact,
    importing,
    lacking,
    official,
    provision,
    quality,
    questions,
)

app_name = "law"
urlpatterns = [
    *act_list.urls,
    *act_page.urls,
    *compare.urls,
    *downloads.urls,
    *help_page.urls,
    *bases.urls,
    *desk.urls,
    *following.urls,
    *impact.urls,
    *importing.urls,
    *lacking.urls,
    *official.urls,
    *quality.urls,
    *questions.urls,
    *provision.urls,
]
