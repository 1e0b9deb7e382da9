"""Learns what routes read, sends nasty requests one by one, each undone, and says which answers are faults."""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.urls import Resolver404, resolve

from security.addresses import Route
from security.bodies import csv_table, forms_of, paper, workbook
from security.lessons import hints_for
from security.nasty import FORM, MULTIPART, Hit, Known, encoded, file_contents, filled, pairs, parts
from security.recorder import FRAME, Asked, recording_names
from security.walker import Walker

LEARNERS = ("leaderC", "administratorC")
MOST_TARGETS = 4
LATE = "a value that no record can keep"


@dataclass
class Sender:
    """Sends requests in the world of a walker and counts the answers by status."""

    walker: Walker
    statuses: Counter[int] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    """Values that only the database refused, answered 400 by the last net."""

    def send(self, hit: Hit, names: Asked | None = None) -> Any:
        """The response to one request; what it wrote is undone. An exception stands in its ``exc_info``."""
        client = self.walker.clients[hit.who]
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        extra = dict(hit.headers) | ({"HTTP_HX_REQUEST": "true"} if hit.htmx else {})
        query = hit.query
        path = f"{hit.address}?{query}" if query else hit.address
        given = {"data": hit.sent, "content_type": hit.kind} if hit.method not in ("GET", "HEAD") else {}
        cache.clear()
        with transaction.atomic():
            if names is None:
                response = client.generic(hit.method, path, **given, **extra)
            else:
                with recording_names() as found:
                    response = client.generic(hit.method, path, **given, **extra)
                names.update(found)
            if response.streaming:
                b"".join(response.streaming_content)  # type: ignore[arg-type]
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(cookies)
        self.statuses[response.status_code] += 1
        return response

    def fault(self, hit: Hit) -> str:
        """What is wrong with the answer to a request, or nothing: it is 500 and above, or there is none."""
        try:
            response = self.send(hit)
        except Exception:
            return f"{hit}: no answer\n{traceback.format_exc()[-1500:]}"
        if response.status_code < 500:
            return ""
        raised = getattr(response, "exc_info", None)
        told = "".join(traceback.format_exception(*raised))[-1500:] if raised else ""
        return f"{hit}: {response.status_code}\n{told}"

    def faults(self, found: Iterable[Hit]) -> Iterator[str]:
        """The faults among requests; those the last net caught are counted beside them."""
        with _told_late() as told:
            for hit in found:
                if fault := self.fault(hit):
                    yield fault
                if told:
                    self.late[f"{hit.method} {hit.address[:60]}: {hit.what} ({told[0]})"] += 1
                    told.clear()


@contextmanager
def _told_late() -> Iterator[list[str]]:
    """What the boundary logs when a database refuses what the boundary let through."""
    told: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage().startswith(LATE):
                told.append(str(record.exc_info[1])[:80] if record.exc_info else "")

    log = logging.getLogger("thuongton.web.input_middleware")
    handler = Handler()
    log.addHandler(handler)
    kept, log.propagate = log.propagate, False
    try:
        yield told
    finally:
        log.removeHandler(handler)
        log.propagate = kept


def learn(
    sender: Sender, routes: Iterable[Route], learners: Iterable[str] = LEARNERS, turns: int = 1
) -> dict[str, Known]:
    """Open each route's pages as each learner and send the forms they print, until the names are known."""
    known: dict[str, Known] = {}
    by_name = {route.name: route for route in routes}
    for who in learners:
        viewer = sender.walker.walked.viewer(who)
        for route in by_name.values():
            addresses = list(dict.fromkeys(target.address for target in route.targets(viewer.place)))[:MOST_TARGETS]
            one = known.setdefault(route.name, Known(route, addresses[0], who))
            if one.opened:
                continue
            for address in addresses:
                asked = Asked()
                response = sender.send(Hit("learning", who, "GET", address), asked)
                one.query |= asked.query
                if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
                    one.address, one.who, one.opened = address, who, True
                    _harvest(response.content, address, who, by_name, known, turns)
                if response.status_code in (200, 405):
                    break
    for one in known.values():
        _ask_bodies(sender, one)
    return known


def _harvest(page: bytes, at: str, who: str, routes: dict[str, Route], known: dict[str, Known], turns: int) -> None:
    for form in forms_of(page, at):
        try:
            name = resolve(form.address).view_name
        except Resolver404:
            continue
        if form.method == "GET" or name not in routes:
            continue
        one = known.setdefault(name, Known(routes[name], form.address, who))
        for turn in range(turns):
            one.add(who, form, filled(form, hints_for(routes[name]), turn))


def _ask_bodies(sender: Sender, one: Known) -> None:
    """Names that a view asks for beyond what its forms print; a route without forms gets one of the names alone."""
    if not one.forms:
        one.forms.append((one.who, "POST", one.address, {}, []))
    hints = hints_for(one.route)
    for who, method, address, values, files in one.forms:
        for _ in range(2):  # what is asked for often depends on what was given
            asked = Asked()
            response = sender.send(Hit("learning", who, method, address, "", *_whole(address, values, files)), asked)
            if response.status_code == 405:
                break
            for name in sorted(asked.body - set(FRAME) - set(values) - set(files)):
                values[name] = [hints.get(name, "1")]
            files += sorted(asked.files - set(files))


def _whole(address: str, values: dict[str, list[str]], files: list[str]) -> tuple[bytes, str]:
    if address.startswith("/api/"):
        import json

        return json.dumps({name: ones[0] for name, ones in values.items() if ones}).encode(), "application/json"
    if files:
        return parts(pairs(values), [(name, "ke-hoach.txt", b"Ke hoach") for name in files]), MULTIPART
    return encoded(pairs(values)).encode(), FORM


def files_sent() -> dict[str, bytes]:
    """The files that are sent where a file is wanted."""
    return file_contents({"ke-hoach.txt": paper().read, "bang.xlsx": workbook().read, "bang.csv": csv_table().read})
