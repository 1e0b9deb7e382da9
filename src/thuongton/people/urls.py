"""Addresses of people, units and hats: each module of ``views`` lists its own."""

from thuongton.people.views import account, aliases, lists, persons, sessions, units

app_name = "people"
urlpatterns = [*account.urls, *sessions.urls, *lists.urls, *units.urls, *aliases.urls, *persons.urls]
