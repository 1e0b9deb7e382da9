"""Addresses of plans: each module of ``views`` lists its own."""

from thuongton.plans.views import lists

app_name = "plans"
urlpatterns = [*lists.urls]
