"""Which address is a page that a person can open, and which page an act belongs to («…/khai-bao/» → its task)."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/"
NO_PAGE = ("/api/", "/static/", "/healthz")
LEAVING = frozenset({"account_logout", "account_login", "set_language"})


def not_a_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that answers a GET with a file, so that nobody is led to it as to a page."""
    view.not_a_page = True  # type: ignore[attr-defined]
    return view


def led_back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Back to the page that a form names (``next``, a page of this site: ``middleware.py``), else to ``otherwise``."""
    return redirect(request.POST.get("next") or otherwise)


def of_earlier_days(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that writes nothing but what was true on a day, so that it is open on the pages of earlier days."""
    view.of_earlier_days = True  # type: ignore[attr-defined]
    return view


def methods_of(view: Any) -> frozenset[str] | None:
    """The methods that a view says it answers, in capitals; None when it does not say.

    What ``require_POST`` and its like were given stands only in their closures, which are looked through here: so a
    view of a library is known as well as one of ours.
    """
    while view is not None:
        kind = getattr(view, "view_class", None)
        if kind is not None:
            return frozenset(name.upper() for name in kind.http_method_names if hasattr(kind, name))
        if inspect.isfunction(view) and "request_method_list" in view.__code__.co_freevars:
            return frozenset(inspect.getclosurevars(view).nonlocals["request_method_list"])
        view = getattr(view, "__wrapped__", None)
    return None


def opens(path: str) -> bool:
    """Whether a path of this site can be opened by a person as a page."""
    if path.startswith(NO_PAGE):
        return False
    try:
        match = resolve(path)
    except (Resolver404, ValueError):
        return False
    view: Any = match.func
    while view is not None:
        if getattr(view, "not_a_page", False):
            return False
        view = getattr(view, "__wrapped__", None)
    methods = methods_of(match.func)
    return match.view_name not in LEAVING and (methods is None or "GET" in methods)


def page_of(path: str) -> str:
    """The page an address belongs to: itself when it can be opened, else the nearest above it that can."""
    if opens(path):
        return path
    parts = [part for part in path.split("/") if part]
    while parts:
        parts.pop()
        above = "/" + "/".join(parts) + "/" if parts else HOME
        if opens(above):
            return above
    return HOME


def safe_page(address: str, host: str, *, secure: bool = False) -> str:
    """The page of this site that an address from outside means; "" when it means none.

    Refused are other hosts, addresses whose decoded path would mean another host (``/%09/…``, ``/%5C…``), and what
    leads to no page. An act's address becomes the address of its page.
    """
    if not address or not url_has_allowed_host_and_scheme(address, {host}, require_https=secure):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path)
    if not path.startswith("/") or "//" in path or "\\" in path or not path.isprintable() or path.startswith(NO_PAGE):
        return ""
    if opens(path):
        query = f"?{parts.query}" if parts.query else ""
        return parts.path + query + (f"#{parts.fragment}" if parts.fragment else "")
    try:
        return page_of(path) if resolve(path).view_name not in LEAVING else ""
    except Resolver404:
        return ""
