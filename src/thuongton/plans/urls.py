"""Addresses of plans: each module of ``views`` lists its own."""

from thuongton.plans.views import adopt, confirm, coverage, letters, lists

app_name = "plans"
urlpatterns = [*lists.urls, *confirm.urls, *adopt.urls, *coverage.urls, *letters.urls]
