"""How a register joins the house: its addresses, its part of the search, its route of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse

from thuongton.people.models import User
from thuongton.records import views
from thuongton.records.register import Register
from thuongton.web.asked import asked_words
from thuongton.web.lists.views import listing_urls
from thuongton.web.routes import ListRoute
from thuongton.web.search import MOST, Found, Hit, Search


def register_urls(register: Register) -> list[URLPattern]:
    """The addresses of a register: the list with its exports, a page for each record, the forms to add and
    correct, the acts on it."""
    part = f"<int:{register.form._meta.model._meta.model_name}_id>"

    def bound(view: Callable[..., Any]) -> Callable[..., Any]:
        def call(request: HttpRequest, **given: Any) -> Any:
            return view(request, register, *given.values())

        call.__name__, call.__doc__ = view.__name__, view.__doc__
        return call

    return [
        *listing_urls(register.list_with_add(), room=register.room, name=register.name),
        path("them/", bound(views.add), name="add"),
        path(f"{part}/", bound(views.record), name="record"),
        path(f"{part}/sua/", bound(views.edit), name="edit"),
        *views.acts_of(register).urls(f"{part}/", "record-"),
    ]


def parts_of(register: Register, *, api: str = "") -> tuple[object, ...]:
    """What the register gives to the house: its part of the search, what hangs on its records, and with ``api``
    («/clubs») a route of the API."""
    listing = register.listing

    def find(user: User, words: str) -> Found:
        found = register.visible(user)
        for word in asked_words(words):
            found = found.filter(search__contains=word)
        hits = [Hit(listing.name_of(row), row.get_absolute_url(), note=str(row.unit)) for row in found[:MOST]]
        return Found(hits, found.count(), f"{reverse(f'{register.room}:{register.name}')}?{urlencode({'q': words})}")

    search = Search(listing.key, listing.title, find, listing.title)
    hanging = (register.on_record,) if register.on_record is not None else ()
    return (search, *hanging, *((ListRoute(listing, api, register.room),) if api else ()))
