"""What was typed and chosen is not lost: kept when a form was not done, put back into its page, sent with one press.

A form is not done when the session ended before it was sent, when it was refused, and when the machine failed. One
middleware does it for every form of the site, from the key that each carries (``web/forms/keys.py``), without a script.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string

from thuongton.web.forms import queries, services
from thuongton.web.forms.filling import Back, filled, placed, put_first
from thuongton.web.forms.keys import FIELD, FILES, FormKey, browser_of, mark_browser, named, read_key, secret_of
from thuongton.web.forms.queries import OpenedForm
from thuongton.web.forms.screens import MayNotStay, screened_files, screened_texts
from thuongton.web.inputs import whole
from thuongton.web.models import KeptFile
from thuongton.web.services import spend

log = logging.getLogger(__name__)
NEVER = ("account_", "mfa_")
"""Addresses whose forms hold passwords and codes."""
ACT = "giu-lai"
MOST_A_MINUTE = 60
ANCHOR = "ban-giu"
SHOWN = 5


class KeepingMiddleware:
    """Keeps forms that were not done and fills them in again; a second press of a button is one act."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through and look at the answer."""
        response = self.get_response(request)
        if request.path.startswith("/api/"):
            return response
        if request.method == "POST":
            response = self.after(request, response)
            let_close(request)
        elif request.method == "GET" and is_page(response) and response.status_code == 200:
            self.put_back(request, response)
        if is_page(response) and b'data-place="' in response.content:
            rewrite(response, placed(text_of(response)))
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Read the key of a form and bring its kept files in; a second press is answered as the first was."""
        if request.method != "POST" or request.path.startswith("/api/"):
            return None
        key = read(request)
        request.form_reached = True  # type: ignore[attr-defined]
        if key is None or not mine(request, key):
            return None
        bring_files(request)
        hold_open(request)
        if request.headers.get("HX-Request"):
            return None
        press = press_of(request, key)
        led_to = services.first_press(press)
        if led_to is None:
            request.form_press = press  # type: ignore[attr-defined]
            return None
        return HttpResponseRedirect(led_to or key.page)

    def after(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Decide whether the form was done, and keep it when it was not."""
        key = read(request)
        press = getattr(request, "form_press", "")
        done = getattr(request, "form_reached", False) and is_done(request, response)
        if press:
            redirected = response.status_code in (302, 303)
            services.pressed(press, response["Location"] if done and redirected else "")
        mark_places(request, response)
        if key is None or is_private(request):
            if not done and is_page(response) and request.user.is_authenticated and not is_private(request):
                sent = [(name, str(value)) for name, values in request.POST.lists() for value in values]
                rewrite(
                    response, filled(text_of(response), request.path, Back(request.path, sent)) or text_of(response)
                )
            return response
        signed_in = request.user.is_authenticated
        if not signed_in and to_sign_in(response):
            return self.ended(request, response, key)
        unknown = not getattr(request, "form_reached", False) and response.status_code == 403
        if unknown and (not signed_in or mine(request, key)):  # signed out and in again since the page was opened
            back = HttpResponseRedirect(f"{key.page}#{ANCHOR}")
            return back if self.kept(request, back, key) else response
        if not mine(request, key) or request.headers.get("HX-Request"):
            return response
        if done:
            browser = browser_of(request)
            if browser:
                services.let_go(key.owner, browser, page=key.page, address=request.path)
            if left := getattr(request, "form_left", None):
                keep_left(request, response, key, left)
            return response
        form = self.kept(request, response, key)
        if form is not None and is_page(response):
            html = text_of(response)
            changed = filled(html, request.path, back_of(request, form, queries.files_of([form]), refused=True))
            if changed is None and response.status_code != 400:
                words = render_to_string("web/parts/kept_elsewhere.html", {"page": f"{key.page}#{ANCHOR}"}, request)
                changed = put_first(html, words)
            rewrite(response, changed or html)
        return response

    def ended(self, request: HttpRequest, response: HttpResponse, key: FormKey) -> HttpResponse:
        """The session ended: after signing in one comes back to the page, with the form filled."""
        form = self.kept(request, response, key)
        page = key.page + (f"#{ANCHOR}" if form is not None else "")
        address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page}, safe='/')}"
        if request.headers.get("HX-Request"):
            away = HttpResponse(headers={"HX-Redirect": address})
            away.cookies = response.cookies
            return away
        response["Location"] = address
        return response

    def kept(self, request: HttpRequest, response: HttpResponse, key: FormKey) -> OpenedForm | None:
        """Keep the form that was sent; None when it may not or could not be kept."""
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if isinstance(value, str) and name != "csrfmiddlewaretoken" and "pass" not in name.lower()
        ]
        if spend(f"user:{key.owner}", ACT, MOST_A_MINUTE):
            return None
        try:
            screened_texts(fields)
            files, lost = screened_files(dict(request.FILES.lists()))
            secret = mark_browser(request, response)
            return services.keep(key.owner, secret, key.page, request.path[:500], fields, files, lost)
        except MayNotStay:
            return None
        except (DatabaseError, OSError):
            log.exception("a form could not be kept")
            return None

    def put_back(self, request: HttpRequest, response: HttpResponse) -> None:
        """Fill the forms of a page that are kept for this person in this browser."""
        secret = secret_of(request)
        if not secret or getattr(request, "rewound", False) or not request.user.is_authenticated:
            return
        forms = queries.kept_on(request.user.pk, secret, request.path)[:SHOWN]
        if not forms:
            return
        files = queries.files_of(forms)
        html = text_of(response)
        others = []
        taken: set[tuple[str, str]] = set()
        for form in forms:
            place = (form.address, str(queries.about(form.fields)))
            changed = None if place in taken else filled(html, request.path, back_of(request, form, files))
            if changed is None:
                others.append(form)
            else:
                taken.add(place)
                html = changed
        if others:
            html = put_first(html, render_to_string("web/parts/kept_texts.html", {"forms": others}, request))
        rewrite(response, html)


def leave(request: HttpRequest, fields: Sequence[tuple[str, str]]) -> None:
    """Say what is left of the form that was just done (rows of a grid that could not be written): it stays kept."""
    request.form_left = list(fields)  # type: ignore[attr-defined]


def keep_left(request: HttpRequest, response: HttpResponse, key: FormKey, fields: Sequence[tuple[str, str]]) -> None:
    """Keep what is left of a form, where it may be kept."""
    try:
        screened_texts(fields)
        services.keep(key.owner, mark_browser(request, response), key.page, request.path[:500], fields, [])
    except MayNotStay:
        return


def keep_draft(request: HttpRequest, response: HttpResponse, address: str, fields: Sequence[tuple[str, str]]) -> bool:
    """Keep what is being typed into the form of an address, instead of what was kept of it before; whether it was.

    For a page that sends its draft by itself; without any field the draft is let go.
    """
    key = read(request)
    if key is None or not mine(request, key) or spend(f"user:{key.owner}", ACT, MOST_A_MINUTE):
        return False
    secret = mark_browser(request, response)
    try:
        screened_texts(fields)
    except MayNotStay:
        return False
    services.let_go(key.owner, named(secret), page=key.page, address=address)
    return not fields or services.keep(key.owner, secret, key.page, address, fields, []) is not None


def read(request: HttpRequest) -> FormKey | None:
    """The key of the form that was sent, taken out of its fields once."""
    if hasattr(request, "form_key"):
        return request.form_key
    key = None
    request.form_files = []  # type: ignore[attr-defined]
    try:
        post = request.POST
    except Exception:  # what cannot be read at all was answered by others
        request.form_key = None  # type: ignore[attr-defined]
        return None
    if FIELD in post or FILES in post:
        key = read_key(post.get(FIELD, ""))
        request.form_files = [n for text in post.getlist(FILES) if (n := whole(text))]  # type: ignore[attr-defined]
        clean = post.copy()
        clean.pop(FIELD, None)
        clean.pop(FILES, None)
        clean._mutable = False
        request.POST = clean  # type: ignore[assignment]
    request.form_key = key  # type: ignore[attr-defined]
    return key


def mine(request: HttpRequest, key: FormKey) -> bool:
    """Whether the form was made for the person who sends it."""
    return request.user.is_authenticated and request.user.pk == key.owner


def is_private(request: HttpRequest) -> bool:
    """Whether the form holds what is never kept."""
    match = request.resolver_match
    return match is not None and match.view_name.startswith(NEVER)


def bring_files(request: HttpRequest) -> None:
    """Put the kept files that were ticked beside the files that came; a file chosen anew goes before."""
    numbers, secret = request.form_files, secret_of(request)  # type: ignore[attr-defined]
    if not numbers or not secret:
        return
    came = set(request.FILES)
    for one in queries.chosen_files(request.user.pk or 0, secret, numbers):
        if one.field not in came:
            request.FILES.appendlist(one.field, SimpleUploadedFile(one.name, one.data, one.media_type))


def hold_open(request: HttpRequest) -> None:
    """Keep the files of a form readable after its view has read and closed them: it may be refused yet."""
    for _name, files in request.FILES.lists():
        for one in files:
            one.close = _not_yet  # type: ignore[method-assign]


def _not_yet() -> None:
    """Closing comes with the end of the request."""


def let_close(request: HttpRequest) -> None:
    """Let the end of the request close the files."""
    if getattr(request, "form_key", None) is not None:
        for _name, files in request.FILES.lists():
            for one in files:
                vars(one).pop("close", None)


def press_of(request: HttpRequest, key: FormKey) -> str:
    """The digest of one press: the showing of the page, the address, every word and every file."""
    digest = hashlib.sha256(f"{key.owner}\n{key.showing}\n{request.get_full_path()}".encode())
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for one in files:
            digest.update(repr((name, one.name, one.size)).encode())
            for part in one.chunks():
                digest.update(part)
            one.seek(0)
    return digest.hexdigest()


def to_sign_in(response: HttpResponse) -> bool:
    """Whether the answer sends to the page for signing in."""
    if response.status_code not in (301, 302, 303):
        return False
    return urlsplit(response["Location"]).path == resolve_url(settings.LOGIN_URL)


def is_done(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer says that the act was done: no status of a refusal, and no error said on the way."""
    if response.status_code >= 400 or to_sign_in(response):
        return False
    queued = getattr(get_messages(request), "_queued_messages", ())
    return not any(message.level >= ERROR for message in queued)


def is_page(response: HttpResponse) -> bool:
    """Whether the answer is a whole page."""
    kind = response.get("Content-Type", "")
    return not response.streaming and kind.startswith("text/html") and b"<html" in response.content[:600]


def text_of(response: HttpResponse) -> str:
    """The HTML of an answer."""
    return response.content.decode(response.charset)


def rewrite(response: HttpResponse, html: str) -> None:
    """Give the answer another HTML."""
    response.content = html.encode(response.charset)
    if "Content-Length" in response:
        response["Content-Length"] = str(len(response.content))


def back_of(request: HttpRequest, form: OpenedForm, files: list[KeptFile], *, refused: bool = False) -> Back:
    """What goes back into a form: its values, the sentence above it, the kept files beside their fields."""
    own = [one for one in files if one.form_id == form.pk]
    context = {"form": form, "refused": refused, "files": own}
    beside = {
        name: render_to_string("web/parts/kept_files.html", {"files": [o for o in own if o.field == name]}, request)
        for name in {one.field for one in own}
    }
    return Back(
        form.address,
        [(name, value) for name, value in form.fields],
        head=render_to_string("web/parts/kept_head.html", context, request),
        foot=render_to_string("web/parts/kept_foot.html", context, request),
        files=beside,
        marks=not refused,
    )


def mark_places(request: HttpRequest, response: HttpResponse) -> None:
    """Let what is said after an act stand in the section that the redirect leads to."""
    leads_to = response["HX-Redirect"] if "HX-Redirect" in response else response.get("Location", "")
    place = urlsplit(leads_to).fragment
    for message in getattr(get_messages(request), "_queued_messages", ()):
        if place and "o:" not in (message.extra_tags or ""):
            message.extra_tags = f"{message.extra_tags or ''} o:{place}".strip()
