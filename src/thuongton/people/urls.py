"""Addresses of people, units and hats: each module of ``views`` lists its own."""

from thuongton.people.views import account, persons, units

app_name = "people"
urlpatterns = [*account.urls, *units.urls, *persons.urls]
