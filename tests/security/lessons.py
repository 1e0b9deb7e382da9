"""What rightful people do on every route, learned by doing it: names asked for, forms printed, bodies that write.

From the pages that people of one unit get, the forms are taken and sent back filled; what the views asked for on the
way is noted. The result says for each route which methods it really has, which names it asks for, which of them are
looked up as ids, and one body that wrote a row for somebody who may.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.urls import Resolver404, resolve

from factories import PASSWORD
from security.addresses import PUBLIC, VALUES, Route, Target
from security.bodies import LATER, TODAY, WORD, Form, Values, complained_of, csv_table, forms_of, paper, workbook
from security.gaps import UNWRITTEN
from security.marks import Viewer, number_of
from security.recorder import Asked, recording_names
from security.walker import CODE, FULL, METHODS, Answer, Walker, bounced
from security.world import ONE_LEAD, SHARED, feed_of
from thuongton.api.rest import api
from thuongton.documents.models import Document

LEARNERS = ("leaderC", "administratorC", "monitorP")
LATE_LEARNERS = ("administratorP", "leaderP")
"""Those who are asked too where the first ones were not let to write."""
TRIES, MOST_TRIES, MOST_GUESSES, MOST_MENDINGS, MOST_BESIDE = 3, 12, 16, 12, 4
HINTS = {
    "username": "nguoi-moi",
    "unit": "WC",
    "successor": "WO",
    "identifier": "WZ9",
    "code": "7",
    "number": "12",
    "symbol": "BC-UBND",
    "issued_on": "2026-11-01",
    "valid_to": "2026-12-31",
    "oldpassword": PASSWORD,
    "password": PASSWORD,
    "password1": "con-meo-ngu-trua-muon",
    "password2": "con-meo-ngu-trua-muon",
    "period_end": TODAY,
    "signed_on": TODAY,
    "state": "in_progress",
    "kind": "product",
    "seen": "",
    "people:hat_give_known.username": "officero",
    "documents:link.kind": "basis",
    "documents:link.van-ban": "",
    "documents:take-back.trang-thai": "",
    "api:open_case.kind": "hoa_giai",
    "api:open_case.unit": str(number_of("ten", "C", 1)),
    "api:open_case.on": TODAY,
    "api:open_case.do": "tiep_nhan",
    "api:open_case.data": '{"pham_vi": "khac"}',
    "api:act_on.do": "phan_cong",
    "api:act_on.on": TODAY,
    "api:act_on.data": '{"hoa_giai_vien": "Tổ trưởng"}',
    "api:act_on.seq": "1",
    "cases:keeping-set.loai": "hoa_giai",
    "cases:keeping-set.so-nam": "5",
    "cases:keeping-set.dieu-khoan": "Điều 5",
    "cases:keeping-set.ap-dung-tu": "",
    "cases:grid.o.1.tiep_nhan.on": "1/11/2026",
    "cases:grid.o.1.tiep_nhan.pham_vi": "khac",
    "cases:grid-people.cot": "tiep_nhan.ben.1.ho_ten",
    "cases:import-sheet.lam": "ghi",
    "api:declare.state": "completed",
    "api:declare.period_start": "2026-11-01",
    "calendars:change_form.day": "2026-12-15",
    "people:offer_answer.tra-loi": "nhan",
    "people:my_offer.tra-loi": "nhan",
    "login": "leaderc",
    "mfa_activate_totp.code": CODE,
    "mfa_reauthenticate.code": CODE,
    "account_login.password": "khong-phai-mat-khau",
    "plans:task-hen-nhac.ngay": "2099-01-01",
    "documents:hen-nhac.ngay": "2099-01-01",
    "cau_lac_bo:record-hen-nhac.ngay": "2099-01-01",
    "cases:case-hen-nhac.ngay": "2099-01-01",
}
"""Values that a name wants (a name of one route only with the route before it) where a page gives none."""
LEADER = 2
"""The place of the leader among the people of a unit (:data:`security.world.ROLES`)."""
NOT_THERE = "/khong-co-trang-nay/"
SECOND = tuple(f"{number_of('rieng', 'C', n)}/" for n in (2, 3))
OF_SEVERAL = tuple(f"/{number_of('chung', 'P', n)}/" for n in (SHARED, ONE_LEAD))
ON_EVERY_PAGE = ("account_logout", "set_language", "people:wear", "people:read")
FILES = (paper, workbook, csv_table)
KEPT_WHEN_REFUSED = frozenset({"web_keptform", "web_keptfile"})


@dataclass
class Sample:
    """A request of somebody who may: ``ids`` are its names that the view looks up as ids."""

    viewer: Viewer
    method: str
    address: str
    body: Values = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    htmx: bool = False
    wrote: frozenset[str] = frozenset()
    status: int = 0
    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass
class Lesson:
    """What is known of a route."""

    route: Route
    asked: Asked = field(default_factory=Asked)
    open: list[tuple[Viewer, Target, Values]] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    samples: list[Sample] = field(default_factory=list)
    ways: set[tuple[str, bool]] = field(default_factory=set)
    query: set[str] = field(default_factory=set)
    query_ids: tuple[str, ...] = ()
    forms: bool = False
    shared: bool = False
    guesses: int = 0

    @property
    def reached(self) -> bool:
        """Whether somebody got something by this route: a page, an answer to what was sent, or a row written."""
        return bool(self.open) or self.wrote or any(200 <= sample.status < 400 for sample in self.samples)

    @property
    def wrote(self) -> bool:
        """Whether somebody who may has written by this route."""
        return any("_" in table for sample in self.samples for table in sample.wrote)

    @property
    def writes(self) -> bool:
        """Whether the route is there to be sent something: it takes a body, or nothing but POST."""
        return bool(self.asked.body or self.asked.files) or "GET" in self.closed


class School:
    """Learns the routes of a walker's world."""

    def __init__(self, walker: Walker, routes: Iterable[Route], learners: Iterable[str] = LEARNERS) -> None:
        self.walker = walker
        self.lessons = {route.name: Lesson(route) for route in routes}
        self.learners = [walker.walked.viewer(who) for who in learners]
        self.nobody = walker.walked.viewer("nobody")
        self.late = [walker.walked.viewer(who) for who in LATE_LEARNERS]
        self.forms: dict[str, list[tuple[Viewer, Form]]] = {}
        self.asking: dict[str, list[tuple[Viewer, Form]]] = {}
        """Forms that lead by GET to a page of another route."""
        self.answers: dict[Any, tuple[Answer, Asked]] = {}
        """What a request gave, so that none is sent twice: each finds the world as it was."""
        paper = Document.objects.get(pk=number_of("rieng", "C", 1))
        self.paper = str(paper.number)
        self.known: set[tuple[Any, ...]] = set()
        self.faults: list[str] = []
        self.frame: Counter[str] = Counter()
        """How often the frame of every page asks for a name of the query string; what asks more often means it."""

    def learn(self) -> dict[str, Lesson]:
        """Open every page, send every form, and find out which names are ids."""
        with recording_names():
            noted = Asked()
            self.walker.ask(self.learners[0], "GET", NOT_THERE, names=noted)
            self.frame = noted.often
            return self._learn()

    def _learn(self) -> dict[str, Lesson]:
        for viewer in self.learners:
            for lesson in self.lessons.values():
                self._open(viewer, lesson)
        for lesson in self.lessons.values():
            if lesson.route.name in PUBLIC and not lesson.open:
                self._open(self.nobody, lesson)
            self._send(lesson)
        for lesson in self.lessons.values():
            if not lesson.reached or (lesson.writes and not lesson.wrote and lesson.route.name not in UNWRITTEN):
                self._again(lesson)
        for lesson in self.lessons.values():
            self._ways(lesson)
            self._find_ids(lesson)
        return self.lessons

    def _ask(
        self,
        lesson: Lesson,
        viewer: Viewer,
        method: str,
        address: str,
        *given: Any,
        names: Asked | None = None,
        **more: Any,
    ) -> Answer:
        asked = Asked() if names is None else names
        body, query, files = (*given, None, None, None)[:3]
        sent = body or {}, query or {}, files or {}, more.get("htmx", False)
        key = repr((viewer.who, method, address, *sent))
        if key in self.answers:
            answer, known = self.answers[key]
            asked.update(known)
            lesson.asked.update(known)
            return answer
        answer = self.walker.ask(viewer, method, address, *given, **more, names=asked)
        bare = HttpResponse(status=answer.response.status_code, headers=dict(answer.response.items()))
        self.answers[key] = replace(answer, response=bare), asked
        lesson.asked.update(asked)
        self.faults += answer.faults
        if answer.response.status_code == 405:
            lesson.closed.add(method)
        if answer.response.get("Content-Type", "").startswith("text/html"):
            self._harvest(lesson, viewer, address, answer)
        return answer

    def _harvest(self, lesson: Lesson, viewer: Viewer, address: str, answer: Answer) -> None:
        if answer.response.status_code in (403, 404, 405):
            return
        for form in forms_of(answer.response.content, address):
            try:
                name = resolve(form.address).view_name
            except Resolver404:
                continue
            shown = sorted((key, tuple(value)) for key, value in form.values.items() if key in ("viec", "kind", "loai"))
            key = (viewer.role, form.address, form.method, tuple(shown), *sorted(form.values), *sorted(form.blank))
            if form.method != "GET" and name in self.lessons and name not in ON_EVERY_PAGE:
                lesson.forms = True
                self.lessons[name].shared |= any(number in form.address for number in OF_SEVERAL)
            if name in self.lessons and key not in self.known and (form.method != "GET" or form.address != address):
                self.known.add(key)
                kept = self.asking if form.method == "GET" else self.forms
                kept.setdefault(name, []).append((viewer, form))

    def _targets(self, lesson: Lesson, viewer: Viewer) -> Iterator[Target]:
        yield from lesson.route.targets(viewer.place)
        if lesson.route.numbered and viewer.who == LEARNERS[0]:
            for n in (2, 3):
                yield Target(lesson.route.address(number_of("rieng", "C", n)), "rieng", "C")
            for n in (SHARED, ONE_LEAD):
                yield Target(lesson.route.address(number_of("chung", "P", n)), "chung", "P")
            if lesson.route.room == "people":
                yield Target(lesson.route.address(number_of("ten", "S", 1)), "ten", "S")
            if len(lesson.route.numbered) == 2:  # a plan and one below it that carries it out
                lower = number_of("chung", "P", 1), number_of("chung", "C", 1)
                yield Target(lesson.route.address(*lower, turn=2), "chung", "C")
        if lesson.route.parts == ("secret",):
            yield Target(lesson.route.address().replace(VALUES["secret"][0], feed_of(viewer.name)), "minh", viewer.name)
        if lesson.route.name == "people:offer_answer" and viewer.role == "administrator":
            offered = number_of("ten", "C", LEADER), number_of("ten", "S", 1)
            yield Target(lesson.route.address(*offered), "ten", "C")

    def _again(self, lesson: Lesson) -> None:
        """Nobody came in, or wrote, by this route: ask by the forms that lead to it, and as more people."""
        for viewer, form in self.asking.get(lesson.route.name, [])[:4]:
            query = form.filled()
            answer = self._ask(lesson, viewer, "GET", form.address, None, query)
            if answer.response.status_code == 200 and not lesson.open:
                lesson.open.append((viewer, Target(form.address), query))
        for viewer in [*self.learners[1:], *self.late]:
            if "GET" not in lesson.closed:
                self._open(viewer, lesson, anew=True)
            self._above(viewer, lesson)
            self._beside(viewer, lesson)
        self._send(lesson, late=True)

    def _above(self, viewer: Viewer, lesson: Lesson) -> None:
        """Ask for the pages above a route, where its forms may stand."""
        for target in islice(self._targets(lesson, viewer), 2):  # one of those below, and one that others share
            address = target.address
            while len(address := address.rstrip("/").rpartition("/")[0] + "/") > 1:
                try:
                    above = self.lessons[resolve(address).view_name]
                except (Resolver404, KeyError):
                    continue
                if "GET" not in above.closed:
                    self._ask(above, viewer, "GET", address)

    def _beside(self, viewer: Viewer, lesson: Lesson) -> None:
        """Ask for the pages that stand beside an act, where somebody else saw no form of it."""
        above = lesson.route.address_above()
        beside = [
            (other, target.address, query)
            for other in self.lessons.values()
            for _viewer, target, query in other.open
            if above and target.address.rpartition("/")[0].rpartition("/")[0] + "/" == above
        ]
        for other, address, query in beside[:MOST_BESIDE]:
            self._ask(other, viewer, "GET", address, None, query)

    def _open(self, viewer: Viewer, lesson: Lesson, *, anew: bool = False) -> None:
        """Ask for the pages of a route; later learners only where the first one saw nothing, or people are kept."""
        if lesson.open and not anew and not lesson.route.room.startswith(("people", "calendars")):
            return
        for target in self._targets(lesson, viewer):
            if "GET" in lesson.closed or lesson.route.name == "account_logout":
                return
            if lesson.open and not lesson.forms and target.address.endswith(SECOND):
                continue  # a page without a form prints none of another record of its kind either
            query: Values = {}
            asked = Asked()
            answer = self._ask(lesson, viewer, "GET", target.address, names=asked)
            lesson.query |= {name for name, often in asked.often.items() if often > self.frame.get(name, 0)}
            if bounced(answer.response, "GET", target.address):  # with HX a method that is not there is said to be so
                self._ask(lesson, viewer, "GET", target.address, htmx=True)
            for how in () if lesson.route.numbered else ("rieng", "ten"):
                if (
                    "GET" in lesson.closed
                    or answer.response.status_code == 200
                    or not (own := lesson.query - set(self.frame))
                ):
                    break
                query = {name: [str(number_of(how, viewer.place or "C", 1))] for name in own}
                answer = self._ask(lesson, viewer, "GET", target.address, None, query)
            if answer.response.status_code in (200, 302) and not lesson.open:
                self._ask(lesson, viewer, "GET", target.address, None, query, htmx=True)
            if answer.response.status_code == 200:
                lesson.open.append((viewer, target, query))
                lesson.shared |= target.place == "P"

    def _send(self, lesson: Lesson, *, late: bool = False) -> None:
        """Send the forms of a route until each kind of writing was seen or nothing more is left to try."""
        queue = self.forms.setdefault(lesson.route.name, [])
        hints = hints_for(lesson.route)
        if lesson.route.name.startswith("api:"):
            lesson.asked.body |= described(lesson.route)
        at, tries = 0, 0
        while at < len(queue) and tries < (TRIES if lesson.wrote else MOST_TRIES):
            viewer, form = queue[at]
            at += 1
            ways = (form.filled(0, hints, optional=False), form.filled(1, hints, optional=False))
            for body in (*ways, form.filled(0, hints), form.as_printed(hints), form.changed(hints)):
                tries += 1
                sample, answer = self._try(lesson, viewer, form.method, form.address, body, form.files)
                if sample.wrote or self._mend(lesson, viewer, form, body, answer):
                    break
        if not lesson.wrote and "POST" not in lesson.closed and not (queue and lesson.route.name in UNWRITTEN):
            self._guess(lesson, hints, late=late)

    def _try(
        self, lesson: Lesson, viewer: Viewer, method: str, address: str, body: Values, files: list[str]
    ) -> tuple[Sample, Answer]:
        for make in FILES if files else (None,):
            given = {name: make() for name in files} if make else {}
            asked = Asked()
            answer = self._ask(lesson, viewer, method, address, body, None, given, names=asked)
            wrote = frozenset(change.table for change in answer.changes)
            wrote -= frozenset() if lesson.route.name.startswith("web:") else KEPT_WHEN_REFUSED
            best = Sample(viewer, method, address, body, given, False, wrote, answer.response.status_code)
            best.names = tuple(sorted(asked.body if wrote else asked.body | body.keys()))
            if wrote:
                break
        lesson.samples.append(best)
        if best.status == 302 and not best.wrote:
            self._follow(viewer, answer.response["Location"])
        return best, answer

    def _follow(self, viewer: Viewer, location: str) -> None:
        """Look at the page that a refusal leads to, where the address says more than its route."""
        leads = urlsplit(location)
        if not leads.query or (viewer.who, location) in self.known:
            return
        self.known.add((viewer.who, location))
        try:
            lesson = self.lessons[resolve(leads.path).view_name]
        except (Resolver404, KeyError):
            return
        self._ask(lesson, viewer, "GET", leads.path, None, parse_qs(leads.query))

    def _mend(self, lesson: Lesson, viewer: Viewer, form: Form, body: Values, answer: Answer) -> bool:
        """Put other values where the page marks them as wrong, until it takes them or nothing is left to try."""
        if lesson.wrote:
            return False
        own = str(number_of("rieng", viewer.place or "C", 1))
        wrong = complained_of(answer.response.content)
        tries = 0
        while wrong and tries < MOST_MENDINGS:
            before = wrong
            for value in ("", TODAY, WORD, "3", self.paper, own):
                tries += 1
                other = {**body, **{name: [value] for name in wrong}}
                sample, answer = self._try(lesson, viewer, form.method, form.address, other, form.files)
                if sample.wrote:
                    return True
                left = complained_of(answer.response.content)
                if left != wrong and not wrong <= left and answer.response.content:
                    body, wrong = other, left
                    break
            if wrong == before:
                return False
        return False

    def _guess(self, lesson: Lesson, hints: dict[str, str], *, late: bool) -> None:
        """Bodies made of the names alone, where no page prints a form."""
        for viewer in [*self.learners, *(self.late if late else ())]:
            for target in self._targets(lesson, viewer):
                own = str(number_of("rieng", viewer.place or "C", 1))
                for value in (own, own, TODAY, WORD):  # the first time the names may not be known yet
                    names = sorted(lesson.asked.body)
                    body = {name: [hints.get(name, value)] for name in names}
                    lesson.guesses += 1
                    sample, _ = self._try(lesson, viewer, "POST", target.address, body, sorted(lesson.asked.files))
                    if names != sorted(lesson.asked.body):
                        continue
                    if sample.wrote or sample.status in (403, 404, 405) or not names:
                        break
                if lesson.wrote or lesson.guesses > MOST_GUESSES:
                    return
                if not lesson.writes and sample.status not in (403, 404):
                    return

    def _ways(self, lesson: Lesson) -> None:
        """The methods, with and without HX, that do different work; each beyond GET and POST gives a sample."""
        where = [(viewer, target.address, query) for viewer, target, query in lesson.open[:1]]
        where += [(sample.viewer, sample.address, {}) for sample in best_of(lesson)[:1]]
        shapes: set[Any] = set()
        same: set[tuple[str, bool]] = set()
        left_out = ("HEAD",) if FULL else ("HEAD", "PATCH")
        for viewer, address, query in where[:1]:
            for method, htmx in ((method, htmx) for method in METHODS for htmx in (False, True)):
                if method in lesson.closed or method in left_out or (htmx and (method, False) in same):
                    continue
                body = next((one.body for one in best_of(lesson) if one.method == method), {})
                asked = Asked()
                answer = self._ask(lesson, viewer, method, address, body, query, htmx=htmx, names=asked)
                shape = (answer.shape, frozenset(asked.names))
                if answer.response.status_code == 405 or shape in shapes:
                    if method in ("PUT", "PATCH", "DELETE"):
                        same.add((method, htmx))
                    continue
                shapes.add(shape)
                lesson.ways.add((method, htmx))
                if htmx or method not in ("GET", "POST"):
                    own = [str(number_of("rieng", viewer.place or "C", 1))]
                    names = sorted(lesson.asked.names - set(self.frame) | lesson.query)
                    given = body or dict.fromkeys(names, own)
                    made = Sample(viewer, method, address, given, {}, htmx, frozenset({f"{method} {htmx}"}))
                    made.names = tuple(names)
                    lesson.samples.append(made)
        if not lesson.ways:
            lesson.ways |= {(method, False) for method in ("GET", "POST") if method not in lesson.closed}

    def _find_ids(self, lesson: Lesson) -> None:
        """Names whose value reaches the database as a number: put a number that no record has, and look for it."""
        tried: set[str] = set()
        alone: set[str] = set()
        for sample in best_of(lesson):
            probes: dict[str, int] = {}
            for place, name in enumerate(sample.names):
                value = (sample.body.get(name) or [""])[0]
                if not value or (any(letter.isdecimal() for letter in value) and value.count("-") != 2):
                    probes[name] = 98_000_000 + place  # neither a text, nor a choice, nor a day
            found, refused = self._looked_up(lesson, sample, probes) if len(probes) > 1 else (set(), True)
            found |= alone & set(probes)
            for name in set(probes) - found - tried:  # a view that refuses the first name never comes to the others
                if sample.method == "POST" or refused:
                    alone |= self._looked_up(lesson, sample, {name: probes[name]})[0]
                if sample.method == "POST":
                    tried.add(name)
            sample.ids = tuple(name for name in sample.names if name in found | alone)
        known: set[str] = set()
        for viewer, target, query in lesson.open[:1]:
            while more := sorted((lesson.asked.query - set(self.frame) | lesson.query) - known):
                probes = {name: 98_500_000 + place for place, name in enumerate(more)}
                sent = {name: [str(probe)] for name, probe in probes.items()}
                answer = self._ask(lesson, viewer, "GET", target.address, None, {**query, **sent})
                refused = answer.response.status_code >= 400
                for name, probe in probes.items():
                    if refused and len(more) > 1:
                        answer = self._ask(lesson, viewer, "GET", target.address, None, {**query, name: [str(probe)]})
                    if probe in answer.numbers:
                        lesson.query_ids += (name,)
                known.update(more)

    def _looked_up(self, lesson: Lesson, sample: Sample, probes: dict[str, int]) -> tuple[set[str], bool]:
        """Names whose number is found in what the database was asked, and whether the request was refused."""
        body = {**sample.body, **{name: [str(probe)] for name, probe in probes.items()}}
        query = body if sample.method != "POST" else None
        answer = self._ask(
            lesson, sample.viewer, sample.method, sample.address, body, query, sample.files, htmx=sample.htmx
        )
        return {name for name, probe in probes.items() if probe in answer.numbers}, answer.response.status_code >= 400


def described(route: Route) -> set[str]:
    """The names of a body as the API describes them: it reads them by its schema, not one by one."""
    description = api.get_openapi_schema()
    address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.pattern)
    act = description["paths"].get(address, {}).get("post", {})
    schema = act.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return set(
        description["components"]["schemas"].get(schema.get("$ref", "").rsplit("/", 1)[-1], {}).get("properties", ())
    )


def best_of(lesson: Lesson) -> list[Sample]:
    """One sample for each set of tables that was written; if nothing was, the one that came farthest."""
    kept: dict[Any, Sample] = {}
    for sample in sorted(lesson.samples, key=lambda one: -len(one.body)):
        kept.setdefault(sample.wrote, sample)
    wrote = [sample for sample in kept.values() if any("_" in table for table in sample.wrote)]
    others = [sample for sample in kept.values() if sample.wrote and sample not in wrote]
    nearest = sorted((sample for sample in lesson.samples if not sample.wrote), key=lambda one: one.status)
    return [*(wrote[:4] or nearest[:1]), *others]


def hints_for(route: Route) -> dict[str, str]:
    """The values that names of a route want."""
    plain = {name: value for name, value in HINTS.items() if "." not in name}
    own = {name.partition(".")[2]: value for name, value in HINTS.items() if name.startswith(f"{route.name}.")}
    return {**plain, **own, "document_id": str(number_of("rieng", "C", 1))}


__all__ = ["HINTS", "LATER", "Lesson", "Sample", "School", "best_of"]
