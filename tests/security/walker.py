"""Asks one request as one viewer, judges the answer and every row it wrote, and undoes it."""

from __future__ import annotations

import json
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client, override_settings

from security.bodies import Values
from security.marks import Viewer, leaks
from security.oracle import Oracle
from security.owners import NOBODYS, Rows
from security.recorder import Asked, recording_names
from security.world import Walked, build, every_table_watched, kept_by, number_new_rows_apart
from thuongton.audit.models import RowChange
from thuongton.audit.triggers import tracked_models
from thuongton.home import numbers
from thuongton.people.middleware import SESSION_KEY
from thuongton.web.forms.keys import cookie_name

LOGIN = "/tai-khoan/login/"
WRITTEN = re.compile(r'^\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "(\w+)"')
NOT_RECORDS = re.compile(r"django_tasks|axes_|audit_|account_|jobs_|web_(?:spending|sentform|cache)|search_")
"""Tables without rows of anybody: sessions, the queue and its leases, the trail itself, counted attempts, the index."""
OWN_SESSION = Q(table="people_session", op__in=("I", "U"))
"""The session that a request goes on in is kept by every request; only those that are ended are judged."""
METHODS_OF = f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"
CODE = "123456"
"""The code of the second factor of everybody, as no clock stands still while the walk goes."""
BACKEND = "django.contrib.auth.backends.ModelBackend"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD")
FULL = os.environ.get("THUONGTON_WALK") == "full"


@dataclass
class Answer:
    """What came back: the response, the rows it changed, the shape of its work, and what is wrong with it."""

    response: HttpResponse
    changes: list[RowChange]
    shape: tuple[Any, ...]
    numbers: frozenset[int]
    faults: list[str] = field(default_factory=list)

    @property
    def wrote(self) -> bool:
        """Whether it changed a row of anybody."""
        return bool(self.changes)


@dataclass
class Walker:
    """Browsers of every person, and the oracle; ``asked`` counts requests by method."""

    walked: Walked
    oracle: Oracle
    clients: dict[str, Client]
    last: int
    watched: set[str]
    menus: dict[Any, Any] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)

    def ask(
        self,
        viewer: Viewer,
        method: str,
        address: str,
        body: Values | None = None,
        query: Values | None = None,
        files: dict[str, Any] | None = None,
        *,
        htmx: bool = False,
        names: Asked | None = None,
    ) -> Answer:
        """The answer to one request; what was written is undone. ``names`` takes the names that were asked for."""
        client = self.clients[viewer.who]
        headers = {"Idempotency-Key": "walk-walk-walk"}
        if htmx:
            headers["HX-Request"] = "true"
        path = f"{address}?{urlencode(query, doseq=True)}" if query else address
        tables: set[str] = set()
        shape: list[str] = []
        numbers: set[int] = set()

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if "SAVEPOINT" not in sql:  # each has a name of its own
                shape.append(sql)
            if match := WRITTEN.match(sql):
                tables.add(match[1])
            for one in params or () if not many else ():
                if isinstance(one, int) or (isinstance(one, str) and one.isdecimal()):
                    numbers.add(int(one))
            return execute(sql, params, many, context)

        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        cache.clear()
        self.asked[method] += 1
        with connection.execute_wrapper(watch), transaction.atomic():
            sent = self._sent(method, address, body or {}, files)
            with recording_names() if names is not None else nullcontext(Asked()) as found:
                response = client.generic(method, path, headers=headers, **sent)
            if names is not None:
                names.update(found)
            response = _whole(response)
            found_rows = RowChange.objects.filter(id__gt=self.last).exclude(OWN_SESSION).order_by("id")
            changes = list(found_rows) if tables else []
            said = f"{path} {json.dumps(body or {})}"
            told = leaks(response, viewer, self.walked.paths, self.walked.marks, said)
            faults = [f"lộ {one}" for one in told]
            faults += [f"ghi {one}" for one in self.oracle.faults(viewer, changes)]
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(cookies)
        strange = {table for table in tables - self.watched if not NOT_RECORDS.match(table)}
        faults += [f"ghi vào bảng không ai canh: {sorted(strange)}"] if strange else []
        faults += [f"lỗi {response.status_code}"] if response.status_code >= 500 else []
        if faults:
            who = f"{'HX ' if htmx else ''}{method} {path} {short(body)}– {viewer.who}"
            faults = [f"{who}: {fault}" for fault in faults]
        work = (response.status_code, tuple(shape), len(response.content) // 64)
        return Answer(response, changes, work, frozenset(numbers), faults)

    @staticmethod
    def _sent(method: str, address: str, body: Values, files: dict[str, Any] | None) -> dict[str, Any]:
        if method in ("GET", "HEAD"):
            return {}
        if address.startswith("/api/"):
            return {"data": json.dumps(flat(body)), "content_type": "application/json"}
        if files and method == "POST":
            from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

            for file in files.values():
                file.seek(0)
            return {"data": encode_multipart(BOUNDARY, {**body, **files}), "content_type": MULTIPART_CONTENT}
        return {"data": urlencode(body, doseq=True), "content_type": "application/x-www-form-urlencoded"}


def short(body: Values | None) -> str:
    """A body in a sentence of a fault."""
    return (
        str({name: values[0][:30] if values else "" for name, values in (body or {}).items()})[:160] + " "
        if body
        else ""
    )


def flat(body: Values) -> dict[str, Any]:
    """A body as the object of a JSON request: single values, numbers as numbers, objects as objects."""
    return {name: _typed(values[0]) for name, values in body.items() if values}


def _typed(value: str) -> Any:
    if value.startswith("{"):
        return json.loads(value)
    return int(value) if value.isdecimal() else value


def _whole(response: Any) -> HttpResponse:
    """The response with its stream read, as an answer that can be looked at twice."""
    if not response.streaming:
        return response  # type: ignore[no-any-return]
    return HttpResponse(
        b"".join(response.streaming_content), status=response.status_code, headers=dict(response.items())
    )


def bounced(response: HttpResponse, method: str, address: str) -> bool:
    """Whether somebody who opened the address of an act was led to the page above it, told nothing on the way."""
    if method not in ("GET", "HEAD") or response.status_code != 302:
        return False
    return address != (above := urlsplit(response["Location"]).path) and address.startswith(above)


def refused(response: HttpResponse, method: str, address: str) -> bool:
    """Whether an answer gives nothing: not there, not allowed, sign in first, or a method the route has not."""
    if response.status_code in (302, 301):
        return response["Location"].startswith(LOGIN) or bounced(response, method, address)
    unread = {400, 422} if method != "GET" and address.startswith("/api/") else set()
    return response.status_code in {401, 403, 404, 405} | unread


@contextmanager
def walking(files: Path) -> Iterator[Walker]:
    """A walker in a world that is gone afterwards; ``files`` is a folder for stored files.

    The numbers of the menu, which stands on every page, are counted once for each person and hat.
    """
    menus: dict[Any, Any] = {}

    counted = numbers.counted

    def once(user: Any, as_of: Any, known: Any = None) -> Any:
        at = user.pk, user.hat and user.hat.pk, as_of
        if at not in menus:
            menus[at] = counted(user, as_of, known)
        return menus[at]

    settings = {
        "FILES_ROOT": files,
        "CALENDAR_KEEPER": "WP",  # the days off of everybody are kept by P
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 86_400,  # whoever walks has just shown who they are
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    }
    counted_once = mock.patch.object(numbers, "counted", once)
    one_code = mock.patch("allauth.mfa.totp.internal.auth.validate_totp_code", lambda _secret, code: code == CODE)
    not_copied = mock.patch("django.test.client.store_rendered_templates", lambda *_a, **_k: None)
    with override_settings(**settings), transaction.atomic(), every_table_watched(), counted_once, not_copied, one_code:
        walked = build()
        number_new_rows_apart()
        clients = {viewer.who: browser(walked, viewer) for viewer in walked.viewers}
        last = RowChange.objects.order_by("-id").values_list("id", flat=True).first() or 0
        watched = {model._meta.db_table for model in tracked_models()}
        with override_settings(AXES_ENABLED=False):
            yield Walker(walked, Oracle(walked, Rows.now()), clients, last, watched, menus)
        transaction.set_rollback(True)


def browser(walked: Walked, viewer: Viewer) -> Client:
    """A signed-in browser with the right hat on; for nobody just a browser."""
    client = Client(raise_request_exception=False)
    user = next((user for user in walked.people.values() if viewer.name and user.username == viewer.name), None)
    if user is not None:
        client.force_login(user, backend=BACKEND)
        session = client.session
        if viewer.hat is not None:
            session[SESSION_KEY] = viewer.hat
        now = {"at": time.time(), "username": user.username, "reauthenticated": True}
        methods = [{"method": "password", **now}, {"method": "mfa", "type": "totp", **now}]
        session[AUTHENTICATION_METHODS_SESSION_KEY] = methods
        session[METHODS_OF] = user_id_to_str(user)
        session.save()
        client.cookies[cookie_name()] = kept_by(user.username)
    return client


__all__ = ["NOBODYS", "Answer", "Walker", "bounced", "browser", "refused", "walking"]
