"""Addresses of plans: each module of ``views`` lists its own."""

from thuongton.plans.views import adopt, confirm, coverage, letters, lists, sheets, tasks

app_name = "plans"
urlpatterns = [*lists.urls, *confirm.urls, *adopt.urls, *coverage.urls, *sheets.urls, *letters.urls, *tasks.urls]
