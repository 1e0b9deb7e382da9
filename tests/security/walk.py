"""The walk over one route: addresses × viewers × methods, and every id of a form or query put to somebody else's.

Equal cases are walked once: viewers of one role who stand alike to the record, and methods whose work was the same for
one who may. ``THUONGTON_WALK=full`` walks the whole crossing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.db import transaction

from security.addresses import LIBRARY, PUBLIC, Route, Target
from security.bodies import Values
from security.lessons import Lesson, Sample, School, best_of
from security.marks import CLASSES, PLACES, Viewer, may_read, number_of, texts_of
from security.walker import FULL, Answer, Walker, refused
from security.world import OF_CLASS, OF_OTHERS, OF_SIBLING, ONE_LEAD, SHARED, UNITS, grow

ROLES_BY_RELATION = {
    "in": ("officer", "administrator", "inspector"),
    "near": ("officer", "administrator"),
    "below": ("officer",),
    "far": ("administrator",),
    "none": ("citizen", "anonymous"),
}
"""Which roles are walked for each way of standing to the record, unless everything is; leaders have learned it all."""
TO_C = (
    ("chung", "P", 1),
    ("rieng", "S", 1),
    ("chung", "S", 1),
    ("ten", "S", 1),
    ("rieng", "P", 1),
    ("rieng", "F", 1),
    ("ten", "F", 1),
)
TO_P = (("rieng", "F", 1), ("chung", "F", 1), ("ten", "F", 1))
SHARED_TASKS = (SHARED, OF_CLASS, ONE_LEAD, OF_OTHERS, OF_SIBLING)
ALWAYS_NEW = re.compile(
    r'name="_mau" value="[^"]+"|[A-Za-z0-9]{64}|'
    r"data:image/svg\S+|\b[A-Z2-7]{32}\b|"  # a secret made for whoever turns the second factor on
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?|\b\d\d:\d\d(:\d\d)?\b|Content-Length: \d+|otpauth\S+"
)
EVERY = [("PUT", False), ("GET", True), ("POST", True), ("DELETE", False)]
RARE = [("PATCH", False), ("HEAD", False)]
"""Methods walked in full only."""
STRANGE = ("haimu@S", "haitinh@F", "chuyendi@C", "hetmu", "bikhoa")
AT_THE_DOOR = ("officerC", "citizenX", "nobody")
"""Who walks the pages of signing in, which are of nobody's records."""
SPECIAL = ("haimu@C", "haimu@S", "haitinh@C", "haitinh@F", "chuyendi@C", "hetmu", "bikhoa", "vanphong@O")


class Walk:
    """Walks routes with what was learned of them."""

    def __init__(self, walker: Walker, lessons: dict[str, Lesson], *, full: bool = FULL) -> None:
        self.walker, self.lessons, self.full = walker, lessons, full
        self.walked = walker.walked
        self.every: set[str] = set()
        self.numbers = {number for _table, number in self.walked.kinds}

    def everything(self, route: Route, school: School) -> list[str]:
        """Every fault of one route, those met while learning it too."""
        start = f"/{route.pattern.split('<')[0]}"
        learned = [fault for fault in school.faults if f" {start}" in fault]
        return [*learned, *self.addresses(route), *self.bodies(route), *self.queries(route), *self.steady([route])]

    # Addresses

    def relation(self, viewer: Viewer, place: str) -> str:
        """How a viewer stands to a place: the scope holds it, stands below it, is of the province, far, or nothing."""
        if not viewer.path:
            return "none"
        paths = [self.walked.paths[letter] for letter in place if letter in self.walked.paths]
        if any(path.startswith(viewer.path) for path in paths):
            return "in"
        if any(viewer.path.startswith(path) for path in paths):
            return "below"
        return "near" if any(path.split("/")[1] == viewer.path.split("/")[1] for path in paths) else "far"

    def viewers(self, target: Target, *, library: bool = False) -> list[Viewer]:
        """One viewer of each role and relation; all of them in a full walk at the records of C and what it shares."""
        if self.full and (not target.how or target.place in ("C", "officerc") or target.address in self.every):
            return self.walked.viewers
        place = target.place[-1:].upper() if target.how == "minh" else target.place or "C"
        found: dict[tuple[str, str], Viewer] = {}
        ordered = sorted(self.walked.viewers, key=lambda viewer: (viewer.who in SPECIAL, viewer.place != place))
        for viewer in ordered:
            relation = self.relation(viewer, place)
            if library and viewer.who not in AT_THE_DOOR:
                continue
            if viewer.role in ROLES_BY_RELATION[relation] and viewer.who not in SPECIAL:
                found.setdefault((viewer.role, relation), viewer)
        return list(found.values())

    def targets(self, route: Route) -> list[Target]:
        """Whose addresses are walked: those of C that somebody may open, shared tasks, what the province shares."""
        lesson = self.lessons[route.name]
        if not route.numbered:
            every = list(route.targets())
            opened = {target.address for _viewer, target, _query in lesson.open}
            return every if self.full else [target for target in every if target.address in opened] or every[:1]
        if self.full:
            self.every.update(target.address for target in [*route.shared()][:1])
            return [*route.targets("C", "P", "S"), *route.shared(), *route.crossed("C", "S"), *route.crossed("C", "F")]
        opened = {target.address for _viewer, target, _query in lesson.open}
        opened |= {sample.address for sample in lesson.samples if sample.status not in (403, 404)}
        own = [target for target in route.targets("C") if target.address in opened]
        higher = [target for target in route.targets("P") if target.how == "chung" and own]
        crossed = [*route.crossed("C", "S")][:1]
        return [*(own or list(route.targets("C"))[:2]), *higher, *crossed]

    def addresses(self, route: Route) -> Iterator[str]:
        """Faults of opening and sending to each address as each viewer, by each way that works differently."""
        lesson = self.lessons[route.name]
        body = next((sample.body for sample in best_of(lesson) if sample.method == "POST"), {})
        library = route.name in PUBLIC or bool(LIBRARY.match(route.name))
        for place, target in enumerate(self.targets(route)):
            for viewer in self.viewers(target, library=library):
                for method, htmx in sorted(lesson.ways):
                    if self.full or self._tells(viewer, target, method, htmx=htmx, first=not place):
                        yield from self.one(route, target, viewer, method, body, htmx=htmx)
        yield from self._every_method(route, body)
        if not library or self.full:
            yield from self._special(route)

    def _tells(self, viewer: Viewer, target: Target, method: str, *, htmx: bool, first: bool) -> bool:
        """Whether a request can tell anything that others of this route do not.

        After the first address the insiders only read what is shared with them, and nobody and a citizen are strangers
        like all.
        """
        if htmx and viewer.who not in ("officerC", "officerS"):
            return False
        if first:
            return True
        if viewer.role in ("citizen", "anonymous"):
            return False
        if target.how and may_read(viewer, target.how, target.place, self.walked.paths):
            return method == "GET" and viewer.role in ("officer", "inspector")
        return True

    def _every_method(self, route: Route, body: Values) -> Iterator[str]:
        """One stranger of a neighbouring unit and nobody: each method, with and without HX, whatever was learned."""
        lesson = self.lessons[route.name]
        for target in self.targets(route)[:1]:
            every = [*EVERY, *RARE] if self.full else EVERY
            for who, ways in (("officerS", every), ("nobody", every if self.full else every[:2])):
                viewer = self.walked.viewer(who)
                for method, htmx in ways:
                    if (method, htmx) not in lesson.ways and (self.full or method not in lesson.closed):
                        yield from self.one(route, target, viewer, method, body, htmx=htmx)

    def _special(self, route: Route) -> Iterator[str]:
        """People with two hats, with ended hats, of two provinces, locked, and one who works for a wider scope."""
        if "GET" in self.lessons[route.name].closed:
            return
        for target in self.targets(route)[:1]:
            for who in SPECIAL if self.full else STRANGE:
                yield from self.one(route, target, self.walked.viewer(who), "GET")

    def one(
        self,
        route: Route,
        target: Target,
        viewer: Viewer,
        method: str,
        body: Values | None = None,
        *,
        htmx: bool = False,
    ) -> Iterator[str]:
        """Faults of one request to an address."""
        given = None if method in ("GET", "HEAD") else body
        answer = self.walker.ask(viewer, method, target.address, given, htmx=htmx)
        yield from answer.faults
        if route.name in PUBLIC:
            return
        who = f"{'HX ' if htmx else ''}{method} {target.address} – {viewer.who}"
        shown = answer.response.headers.get("Location", "")
        closed = refused(answer.response, method, target.address)
        if viewer.role == "anonymous" and not closed and not LIBRARY.match(route.name):
            yield f"{who}: trả {answer.response.status_code} {shown} cho người chưa đăng nhập"
        elif target.how and not closed and not may_read(viewer, target.how, target.place, self.walked.paths):
            yield f"{who} ({target.how} của {target.place}): trả {answer.response.status_code} {shown}"

    # Ids in forms and query strings

    def foreign(self, viewer: Viewer) -> Iterable[tuple[str, str, int]]:
        """Class, place and number of the records of others that are put into a name."""
        if self.full:
            first = [(how, place, 1) for place in PLACES for how in CLASSES]
            hung = [("rieng", place, n) for place in ("S", "P", "CP") for n in (SHARED, OF_CLASS, ONE_LEAD)]
            tasks = [("chung", "P", n) for n in (SHARED, OF_CLASS, ONE_LEAD, OF_OTHERS)]
            foreign = [one for one in (*first, *hung, *tasks) if number_of(*one) in self.numbers]
            return [one for one in foreign if not (one[1] in UNITS and self.relation(viewer, one[1]) == "in")]
        return TO_P if viewer.place == "P" else TO_C

    def bodies(self, route: Route) -> Iterator[str]:
        """Faults of sending a body whose ids, one after the other and all at once, are those of others."""
        lesson = self.lessons[route.name]
        for sample in best_of(lesson):
            yield from self._filled(sample, sample.address, self.foreign(sample.viewer) if sample.ids else ())
            if route.numbered and sample.viewer.place == "C":
                for n, target in zip(SHARED_TASKS, route.shared(), strict=True):
                    plain = self._send(sample, target.address, {})
                    yield from plain.faults
                    if not lesson.shared and plain.response.status_code == 404:
                        continue  # no record of this kind has the number
                    places = ("S", "P", "CP") if self.full or n == ONE_LEAD else ("S", "P")
                    foreign = [("rieng", place, n) for place in places if sample.ids]
                    yield from self._filled(sample, target.address, foreign)

    def _filled(self, sample: Sample, address: str, foreign: Iterable[tuple[str, str, int]]) -> Iterator[str]:
        for how, place, n in foreign:
            value = str(number_of(how, place, n))
            alone = self.full or len(sample.ids) <= 2 or (how, place) in TO_C[:2] or n >= SHARED
            changes = [{name: [value]} for name in sample.ids] if alone else []
            if len(sample.ids) > 1:
                changes.append({name: [value] for name in sample.ids})
            for change in changes:
                yield from self._send(sample, address, change).faults

    def _send(self, sample: Sample, address: str, change: Values) -> Answer:
        body = {**sample.body, **change}
        query = body if sample.method != "POST" else None
        return self.walker.ask(sample.viewer, sample.method, address, body, query, sample.files, htmx=sample.htmx)

    def queries(self, route: Route) -> Iterator[str]:
        """Faults of a query string whose ids are those of others, and of searching for marks and numbers."""
        lesson = self.lessons[route.name]
        seen: set[str] = set()
        for viewer, target, query in lesson.open:
            if viewer.role in seen or viewer.place != "C" or (seen and not self.full):
                continue
            seen.add(viewer.role)
            names = lesson.query_ids
            changes: list[Values] = []
            for how, place, n in self.foreign(viewer):
                value = str(number_of(how, place, n))
                if self.full or (place, n) == ("S", 1) or len(names) == 1:
                    changes += [{name: [value]} for name in names]
                if len(names) > 1:
                    changes.append({name: [value] for name in names})
            changes += [{name: [word]} for name in sorted(lesson.query - set(names)) for word in ("BIMAT", "97")]
            for change in changes:
                yield from self.walker.ask(viewer, "GET", target.address, None, {**query, **change}).faults

    # What others add

    def steady(self, routes: Iterable[Route]) -> Iterator[str]:
        """Pages of C that change when a sibling and a far province get more records of their own."""
        pages = [
            (viewer, target.address, query)
            for route in routes
            for viewer, target, query in self.lessons[route.name].open
            if viewer.place == "C" and (self.full or viewer.role == "leader" or route.room == "people")
        ]
        self.walker.menus.clear()
        before = [self._shown(*page) for page in pages]
        counted = self.walked.count.copy()
        with transaction.atomic():
            grow(self.walked)
            self.walker.menus.clear()
            for page, was in zip(pages, before, strict=True):
                if self._shown(*page) != was:
                    yield f"GET {page[1]} {page[2] or ''} – {page[0].who}: trang đổi khi đơn vị khác thêm hồ sơ"
            transaction.set_rollback(True)
        self.walked.count = counted
        self.walker.menus.clear()

    def _shown(self, viewer: Viewer, address: str, query: Values) -> list[str]:
        """What a page says, without what differs each time."""
        answer = self.walker.ask(viewer, "GET", address, None, query)
        return [ALWAYS_NEW.sub("…", text) for text in texts_of(answer.response)]
