"""The key that every form carries: who it was made for and on which page, signed; and the cookie of the browser."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from thuongton.web.forms.addresses import page_of, safe_page

FIELD = "_mau"
FILES = "_tep-giu"
SALT = "thuongton.web.forms"
VALID_SECONDS = 3 * 86_400
LONGEST_PAGE = 500


@dataclass(frozen=True, slots=True)
class FormKey:
    """Whose form it was, the page it stood on, and the one showing of that page."""

    owner: int
    page: str
    showing: str


def key_of(request: HttpRequest) -> str:
    """The key of the forms of the page that is being shown; one for all forms of a showing."""
    made: str = getattr(request, "_form_key", "")
    if not made:
        made = signing.dumps([request.user.pk, page_shown(request), secrets.token_urlsafe(9)], salt=SALT)
        request._form_key = made  # type: ignore[attr-defined]
    return made


def page_shown(request: HttpRequest) -> str:
    """The address at which the page that is being shown can be opened again."""
    sent: FormKey | None = getattr(request, "form_key", None)
    if request.method == "POST" and sent is not None:
        return sent.page
    address = request.headers.get("HX-Current-URL") or request.get_full_path()
    page = safe_page(address, request.get_host()) or page_of(request.path)
    page = page.partition("#")[0]
    return page if len(page) <= LONGEST_PAGE else page.partition("?")[0][:LONGEST_PAGE]


def read_key(text: str) -> FormKey | None:
    """The key that came with a form; None when it is not of our making or too old."""
    try:
        owner, page, showing = signing.loads(text, salt=SALT, max_age=VALID_SECONDS)
        return FormKey(int(owner), str(page), str(showing))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def cookie_name() -> str:
    """The name of the cookie by which the browser is known that sent a form."""
    return "__Host-giu-lai" if settings.SESSION_COOKIE_SECURE else "giu-lai"


def secret_of(request: HttpRequest) -> str:
    """The secret of this browser; "" for one that has sent no form."""
    return request.COOKIES.get(cookie_name(), "")


def named(secret: str) -> str:
    """The digest under which the forms of the browser of a secret are kept."""
    return hashlib.sha256(secret.encode()).hexdigest() if secret else ""


def browser_of(request: HttpRequest) -> str:
    """The digest under which the forms of this browser are kept; "" for one that has sent none."""
    return named(secret_of(request))


def mark_browser(request: HttpRequest, response: HttpResponse) -> str:
    """Give the browser its cookie when it has none; returns its secret."""
    known = secret_of(request)
    if known:
        return known
    secret = secrets.token_urlsafe(24)
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=VALID_SECONDS,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
    return secret
