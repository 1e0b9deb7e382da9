"""Addresses of the drafting room: each module of ``views`` lists its own."""

from thuongton.drafting.views import assigned, beside

app_name = "drafting"
urlpatterns = [
    *assigned.urls,
    *beside.urls,
]
