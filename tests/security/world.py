"""The world that is walked: every kind of record in five units, each text, number and day marked with where it is from.

Records of different kinds have the same id when they are of one class and place and the n-th of their kind
(:func:`security.marks.number_of`): a name of a form filled with such an id points at somebody's record whatever kind
of record the form means.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection, models
from django.utils import timezone

from factories import PASSWORD
from security.case_rows import add_cases
from security.law_rows import published
from security.marks import CLASSES, PLACES, Marks, Viewer, day_of, number_of
from security.plain import plain_value
from thuongton.api.models import GivenAnswer
from thuongton.audit import triggers
from thuongton.audit.models import Event
from thuongton.audit.services import recording
from thuongton.calendars import models as c
from thuongton.documents import models as d
from thuongton.documents.findings import key_of
from thuongton.files import store
from thuongton.home.models import FeedToken
from thuongton.home.services import digest_of
from thuongton.people.models import Hat, HatOffer, Notification, Role, Session, Succession, Unit, User
from thuongton.people.sealing import seal
from thuongton.plans import models as p
from thuongton.prints.frozen import digest
from thuongton.prints.models import Printout
from thuongton.records import models as r
from thuongton.web.models import KeptForm, SavedView, Undoable
from thuongton.web.rooms import given
from vanban.text import fold

UNITS = ("P", "C", "O", "S", "F")
ROLES = (Role.OFFICER, Role.LEADER, Role.MONITOR, Role.ADMINISTRATOR, Role.INSPECTOR)
RECENT = dt.date(2026, 11, 2)
NOW = dt.datetime(2026, 11, 2, 3, tzinfo=dt.UTC)
LEFT_ALONE = {
    "search", "sha256", "media_type", "path", "identifier", "rrule", "window", "offset_unit", "shift", "category",
    "key", "page", "query", "secrecy", "kind_code", "username", "password", "first_name", "last_name", "valid_from",
    "digest", "fingerprint",
}  # fmt: skip
EMPTY_DAYS = {
    "valid_from", "valid_to", "ended_on", "refused_on", "granted_on", "accepted_on", "done_on", "declared_on",
    "cancelled_on", "closed_on", "answered_on", "occurred_on", "opened_on", "changed_start", "changed_due",
    "changed_on", "tracked_from", "declined_on", "withdrawn_on",
}  # fmt: skip
"""Days whose being set changes what may be done; they are set where the world says so."""
QUANTITIES = ("copies", "size", "last", "value", "arrival_no")
SHARED, OF_CLASS, ONE_LEAD, OF_OTHERS, OF_SIBLING = 50, 51, 52, 53, 54
"""Numbers of the shared tasks: led by C and S; by all communes; by C alone; by S, C helping; a task of S led by C."""


@dataclass
class Walked:
    """Units by letter (P province, C commune, O office of C, S sibling of C, F far province), people, and records.

    ``things[kind][place]`` lists ``(record, class)``: the class of :mod:`security.marks` says who may open it.
    """

    marks: Marks = field(default_factory=Marks)
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    viewers: list[Viewer] = field(default_factory=list)
    things: dict[str, dict[str, list[tuple[Any, str]]]] = field(default_factory=dict)
    kinds: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    count: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    @property
    def paths(self) -> dict[str, str]:
        """The path of each unit by its letter."""
        return {letter: unit.path for letter, unit in self.units.items()}

    def viewer(self, who: str) -> Viewer:
        """The viewer called so («officerC»)."""
        return next(viewer for viewer in self.viewers if viewer.who == who)

    def keep(self, kind: str, place: str, record: Any, how: str) -> Any:
        """Remember a record of a kind."""
        self.things.setdefault(kind, {}).setdefault(place, []).append((record, how))
        self.kinds[record._meta.db_table, record.pk] = how, place
        return record

    def next_id(self, model: type[models.Model], how: str, place: str) -> int:
        """The id of the next record of a kind, class and place; 50 and more are those of shared tasks."""
        at = (model._meta.label, how, place)
        self.count[at] += 1
        return number_of(how, place, self.count[at])

    def made(self, model: type[models.Model], how: str, place: str, /, n: int = 0, **given: Any) -> Any:
        """A record whose every free text, number and day is marked; kept under the name of its model."""
        for each in model._meta.local_concrete_fields:
            if each.name in given or each.primary_key:
                continue
            free = isinstance(each, (models.CharField, models.TextField)) and not each.choices
            roomy = getattr(each, "max_length", None) is None or each.max_length >= 20
            if free and roomy and each.name not in LEFT_ALONE:
                given[each.name] = self.marks.new(how, place, f"{model.__name__}.{each.name}")
            elif type(each) is models.DateField and each.name not in EMPTY_DAYS and how in CLASSES and place in PLACES:
                given[each.name] = day_of(how, place)
        given.setdefault("pk", number_of(how, place, n) if n else self.next_id(model, how, letter_of(place)))
        for each in model._meta.local_concrete_fields:
            if each.name in QUANTITIES and each.name not in given:
                given[each.name] = given["pk"]
        if any(each.name == "search" for each in model._meta.local_concrete_fields):
            given["search"] = " ".join(str(value).lower() for value in given.values() if isinstance(value, str))
        return self.keep(model.__name__.lower(), place, model._default_manager.create(**given), how)


def letter_of(place: str) -> str:
    """The place whose numbers a record takes: that of the unit for what belongs to a person («officerC» → C)."""
    return place if place in PLACES else place[-1].upper() if place and place[-1].upper() in UNITS else "C"


WATCHED_TOO = ("home", "api", "mfa", "web")
OF_THE_FRAME = frozenset({"spending", "sentform"})
"""Rows that every form leaves behind, nobody's: an allowance spent, a digest of what was sent."""


def tracked() -> list[triggers.Tracked]:
    """The rooms whose rows leave a trace."""
    return [*given(triggers.Tracked)]


@contextmanager
def every_table_watched() -> Iterator[None]:
    """Let the triggers of the trail write down the rows of every table, also those that the trail leaves out."""
    whole = [triggers.Tracked(one.room, one.skip if one.room == "search" else frozenset()) for one in tracked()]
    kept = triggers.given
    triggers.given = lambda kind: [*whole, *(triggers.Tracked(room, OF_THE_FRAME) for room in WATCHED_TOO)]
    try:
        triggers.install(connection)
        yield
    finally:
        triggers.given = kept


def number_new_rows_apart() -> None:
    """Rows made from now on get numbers that are nobody's mark."""
    if connection.vendor == "sqlite":  # counts on from the highest number; PostgreSQL has counters, which stand at 1
        with connection.cursor() as cursor:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE seq < %s", [NEW_ROWS, NEW_ROWS])
    _number_from(Event, NEW_ROWS)


def _number_from(model: type[models.Model], number: int) -> None:
    """The next row of a kind that numbers itself gets this number."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number - 1])
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)", [table, number])


NEW_ROWS = 5_000_000
KNOWN_NUMBER = "12"
"""The number of a plan in each unit that a file which waits says to be its own too."""
ALIKE = "Ban hành kế hoạch kiểm tra, rà soát văn bản quy phạm pháp luật năm 2027"
"""Words that a task of P and one of C's plan below it have in common, so that one covers the other."""


def build() -> Walked:
    """Make the world."""
    walked = Walked()
    _units(walked)
    _people(walked)
    for place in UNITS:
        _number_from(Event, number_of("rieng", place, 1))
        with recording(None, "Lập hồ sơ", walked.units[place], reason=walked.marks.new("rieng", place, "Event.reason")):
            _papers(walked, place)
            _calendar(walked, place)
            add_cases(walked, place, walked.units[place], NOW, RECENT)
    with recording(None, "Giao việc chung", walked.units["P"]):
        _shared(walked)
        published(walked.things, UNITS, walked)
        _rest(walked)
        for place in UNITS:
            for kind, thing in (("documents.document", "document"), ("cau_lac_bo.legalclub", "legalclub")):
                _on_record(walked, place, kind, walked.things[thing][place][0][0])
    for place in UNITS:
        for event in Event.objects.filter(unit_path=walked.units[place].path):
            walked.keep("event", place, event, "rieng")
    return walked


def _units(walked: Walked) -> None:
    for letter, kind, above in (
        ("P", "province", None),
        ("C", "commune", "P"),
        ("O", "office", "C"),
        ("S", "commune", "P"),
        ("F", "province", None),
    ):
        mark = walked.marks.new("ten", letter, "Unit.name")
        number = number_of("ten", letter, 1)
        parent = walked.units[above] if above else None
        walked.units[letter] = Unit.objects.create(
            pk=number, name=mark, kind=kind, parent=parent, identifier=f"W{letter}", search=fold(mark),
            path=f"{parent.path if parent else '/'}{number}/",
        )  # fmt: skip
        walked.keep("unit", letter, walked.units[letter], "ten")
    for letter in ("P", "F"):
        mark = walked.marks.new("ten", letter, "Unit.name")
        number = number_of("ten", letter, 2)
        top = walked.units[letter]
        gone = Unit.objects.create(
            pk=number, name=mark, kind="department", parent=top, path=f"{top.path}{number}/", valid_to=RECENT
        )
        walked.keep("unit", letter, gone, "ten")
        walked.made(Succession, "ten", letter, predecessor=gone, successor=top)


def _people(walked: Walked) -> None:
    for place in UNITS:
        for n, role in enumerate(ROLES, 1):
            user = _user(walked, f"{role}{place}", "ten", place, n)
            _hat(walked, user, role, place, n)
            if role in (Role.OFFICER, Role.MONITOR):
                _second_factor(walked, user, place, n)
    # One person with hats in two units, one with a hat that ended, one without any, one of two provinces, one locked,
    # and one who sits in an office and works for the whole commune.
    _wears_two(walked, "haimu", (Role.OFFICER, "C"), (Role.OFFICER, "S"))
    _wears_two(walked, "haitinh", (Role.LEADER, "C"), (Role.INSPECTOR, "F"))
    moved = _user(walked, "chuyendi", "ten", "CS", 60)
    _hat(walked, moved, Role.OFFICER, "S", 60, valid_to=RECENT, seen=False)
    _hat(walked, moved, Role.OFFICER, "C", 61)
    gone = _user(walked, "hetmu", "ten", "C", 62)
    _hat(walked, gone, Role.OFFICER, "C", 62, valid_to=RECENT, seen=False)
    walked.viewers.append(Viewer("hetmu", "ended", "", "", "hetmu"))
    locked = _user(walked, "bikhoa", "ten", "C", 63, is_active=False)
    _hat(walked, locked, Role.OFFICER, "C", 63, seen=False)
    walked.viewers.append(Viewer("bikhoa", "anonymous", "", "", "bikhoa"))
    desk = _user(walked, "vanphong", "ten", "O", 64)
    _hat(walked, desk, Role.OFFICER, "O", 64, scope="C")
    citizen = _user(walked, "citizenX", "minh", "citizenx", 65)
    Hat.objects.create(pk=number_of("minh", "C", 65), user=citizen, role=Role.CITIZEN)
    walked.viewers.append(Viewer("citizenx", "citizen", "", "", "citizenX"))
    walked.viewers.append(Viewer("", "anonymous", "", "", "nobody"))
    walked.viewers = [replace(viewer, own=_own(walked, viewer)) for viewer in walked.viewers]


def _own(walked: Walked, viewer: Viewer) -> frozenset[str]:
    """Marks and numbers of a person's own name, hats and units."""
    user = next((user for user in walked.people.values() if viewer.name and user.username == viewer.name), None)
    if user is None:
        return frozenset()
    hats = list(Hat.objects.filter(user=user).select_related("unit"))
    texts = [user.full_name, *(hat.title for hat in hats), *(hat.unit.name for hat in hats if hat.unit)]
    theirs = [user.pk, *(hat.pk for hat in hats)]
    private = number_of("minh", "P", 1) - number_of("ten", "P", 1)  # what a person alone sees is numbered like the hat
    numbers = [*theirs, *(number + private for number in theirs), *(hat.unit_id for hat in hats)]
    return frozenset([*(f"mark {text.rsplit('-', 1)[-1]}" for text in texts), *map(str, numbers)])


def _user(walked: Walked, name: str, how: str, place: str, n: int, **given: Any) -> User:
    number = number_of(how, letter_of(place), n)
    full_name = walked.marks.new(how, place, "User.full_name")
    password = make_password(PASSWORD)
    user = User.objects.create(pk=number, username=name.lower(), full_name=full_name, password=password, **given)
    walked.people[name] = user
    if how == "ten":
        walked.keep("person", place, user, "ten")
    own = {"user": user, "pk": number_of("minh", letter_of(place), n)}
    walked.made(Notification, "minh", user.username, **own, url="/")
    walked.made(GivenAnswer, "minh", user.username, **own, key=f"khoa-{user.pk}", fingerprint=f"{user.pk:064}")
    return user


def _hat(
    walked: Walked, user: User, role: str, place: str, n: int, *, scope: str = "", seen: bool = True, **given: Any
) -> Hat:
    number = number_of("ten", place, n)
    over = walked.units[scope or place]
    hat: Hat = walked.made(
        Hat, "ten", place, pk=number, user=user, role=role, unit=walked.units[place], scope=over, **given
    )
    own = number_of("minh", place, n)
    secret = feed_of(user.username) if place == letter_of(user.username) else f"{user.username}-{place}"
    feed = {"user": user, "hat": hat, "digest": digest_of(secret), "standing": user.get_session_auth_hash()}
    walked.made(FeedToken, "minh", user.username, pk=own, **feed)
    if seen:
        key = f"{user.username}@{place}" if n >= 50 else f"{role}{place}"
        walked.viewers.append(Viewer(user.username, role, scope or place, over.path, key, hat.pk))
    return hat


def _second_factor(walked: Walked, user: User, place: str, n: int) -> None:
    """An app of codes and a list of codes for the day it is lost."""
    for number, kind, data in (
        (n, Authenticator.Type.TOTP, {"secret": seal("JBSWY3DPEHPK3PXP")}),
        (n + 40, Authenticator.Type.RECOVERY_CODES, {"seed": seal("0123456789abcdef"), "used_mask": 0}),
    ):
        walked.made(
            Authenticator, "minh", user.username, pk=number_of("minh", place, number), user=user, type=kind, data=data
        )


def _wears_two(walked: Walked, name: str, *hats: tuple[str, str]) -> None:
    place = "".join(letter for _role, letter in hats)
    n = 70 + len(walked.people)
    user = _user(walked, name, "ten", place, n)
    for role, letter in hats:
        _hat(walked, user, role, letter, n)


def _stored(walked: Walked, how: str, place: str, *, read: bool = True, report: bool = False) -> d.StoredFile:
    text = walked.marks.new(how, place, "StoredFile content")
    kept = store.keep(text.encode())
    number = walked.next_id(d.StoredFile, how, place)
    file = d.StoredFile.objects.create(pk=number, sha256=kept.sha256, size=kept.size, media_type="text/plain")
    walked.keep("storedfile", place, file, how)
    if read:
        finding = {
            "rule": "numbering-gap", "severity": "warning", "start": 0, "end": 5, "surface": text, "message": text,
        }  # fmt: skip
        body = {
            "text": text, "header": {"title": text}, "tasks": [], "citations": [], "figures": [], "findings": [finding],
        }  # fmt: skip
        if report:
            done = {"code": "1", "title": text, "start": 0, "end": 5, "progress": {"status": "in_progress"}}
            body |= {"header": {"title": f"{text} tháng 10 năm 2026"}, "tasks": [done]}
        walked.made(d.Reading, how, place, file=file, body=body)
    return file


def _document(walked: Walked, how: str, place: str, **given: Any) -> d.Document:
    usual = {"direction": "outgoing", "kind": "Báo cáo", "registered_on": RECENT}
    if len(place) == 1:
        usual["unit"] = walked.units[place]
    document: d.Document = walked.made(d.Document, how, place, **{**usual, **given})
    name = walked.marks.new(how, place, "Attachment.name") + ".txt"
    walked.made(d.Attachment, how, place, document=document, file=_stored(walked, how, place), name=name)
    return document


def _papers(walked: Walked, place: str) -> None:
    unit, officer = walked.units[place], walked.people[f"officer{place}"]
    own = _document(walked, "rieng", place)
    arrived = _document(walked, "rieng", place, direction="incoming", answer=None)
    _document(walked, "rieng", place, number="")
    walked.made(d.DocumentLink, "rieng", place, source=own, target=arrived, kind="basis")
    walked.made(d.NumberSeries, "rieng", place, unit=unit, year=2026)
    _drafts(walked, place, own)
    _intakes(walked, place, own)
    offered = {
        "role": Role.OFFICER, "scope": unit, "expires_on": dt.date(2099, 1, 1),
        "offered_by": walked.people[f"administrator{place}"],
    }  # fmt: skip
    walked.made(HatOffer, "rieng", place, unit=unit, username="khong-co-ai", **offered)
    if place == "S":
        walked.made(HatOffer, "ten", place, unit=unit, username="leaderc", **offered)
    _plan(walked, place, "chung", RECENT)
    _plan(walked, place, "rieng", None)
    offered, asked = (p.Task.objects.get(pk=number_of(how, place, 1)) for how in ("chung", "rieng"))
    offer = walked.made(p.LinkOffer, "rieng", place, task=offered, other=asked, by=officer)
    walked.made(p.LinkConsent, "rieng", place, offer=offer, task=asked)
    common = walked.made(p.CommonTask, "rieng", place, linked_by=officer)
    for how in ("chung", "rieng"):
        p.Task.objects.filter(pk=number_of(how, place, 2)).update(common=common)
    bare = walked.made(
        p.Plan, "rieng", place, unit=unit, document=_document(walked, "rieng", place), number=KNOWN_NUMBER
    )
    _task(walked, "rieng", place, bare, unconfirmed=True)
    for n, role in enumerate(ROLES[:2], 1):
        _of_a_person(walked, walked.people[f"{role}{place}"], place, n)


def _of_a_person(walked: Walked, user: User, place: str, n: int) -> None:
    """What a person alone has: a saved view, a form that was kept, a session, an act that can be taken back."""
    own = {"pk": number_of("minh", place, n)}
    walked.made(SavedView, "minh", user.username, **own, user=user, listing="ke-hoach", query="")
    browser = hashlib.sha256(kept_by(user.username).encode()).hexdigest()
    walked.made(KeptForm, "minh", user.username, **own, owner=user, browser=browser, page="/", address="/", fields=[])
    session = {"digest": digest_of(f"phien-{user.username}"), "data": "", "standing": user.get_session_auth_hash()}
    times = {
        "begun_at": timezone.now(),
        "used_at": timezone.now(),
        "expires_at": dt.datetime(2099, 1, 1, tzinfo=dt.UTC),
    }
    walked.made(Session, "minh", user.username, **own, user=user, **session, **times)
    task = p.Task.objects.get(pk=number_of("chung", place, 1))
    made = walked.made(p.Assignment, "rieng", place, task=task, by=user, person=user, unit=walked.units[place])
    given = {"act": "phan-cong-nhieu", "facts": {"assignments": [made.pk]}, "page": "/"}
    walked.made(Undoable, "minh", user.username, **own, owner=user, done_at=timezone.now(), **given)


def kept_by(name: str) -> str:
    """The secret of the browser of a person, under which forms are kept."""
    return f"trinh-duyet-{name}"


def feed_of(name: str) -> str:
    """The secret in the address of a person's calendar feed."""
    return f"lich-cua-{name}"


def grow(walked: Walked) -> None:
    """More records of a sibling of C and of a far province: papers, drafts, a plan with tasks, a person far away."""
    for place in ("S", "F"):
        unit, officer = walked.units[place], walked.people[f"officer{place}"]
        _document(walked, "rieng", place)
        _document(walked, "rieng", place, direction="incoming", answer=None)
        walked.made(d.Draft, "rieng", place, unit=unit, user=officer)
        walked.made(
            d.Intake, "rieng", place, unit=unit, user=officer, file=_stored(walked, "rieng", place), state="read"
        )
        _plan(walked, place, "rieng", RECENT)
        walked.made(Notification, "minh", officer.username, user=officer, url="/", pk=number_of("minh", place, 90))
    far = _user(walked, "moiF", "ten", "F", 91)
    _hat(walked, far, Role.OFFICER, "F", 91, seen=False)


def _intakes(walked: Walked, place: str, own: d.Document) -> None:
    """A file that waits, one in the register, one that was refused, one with rows all confirmed."""
    unit, officer = walked.units[place], walked.people[f"officer{place}"]
    header = {"kind": "Kế hoạch", "title": walked.marks.new("rieng", place, "Intake.header"), "number": KNOWN_NUMBER}
    rows = (
        ("read", None, "pending"),
        ("confirmed", own, "right"),
        ("confirmed", own, "pending"),
        ("refused", None, ""),
    )
    registered = d.Attachment.objects.get(document=own).file  # the first one brings a file that is known already
    for state, document, proposed in rows:
        report = proposed == "right"  # it says too how far the tasks are
        file = registered if state == "read" else _stored(walked, "rieng", place, report=report)
        intake = walked.made(
            d.Intake, "rieng", place, unit=unit, user=officer, file=file, state=state, document=document, header=header
        )
        for order in (1, 2) if proposed else ():
            title = walked.marks.new("rieng", place, "Proposal.body")
            body = {
                "code": str(order), "title": title, "lead": [title], "coordinating": [], "product": title,
                "timing_text": None, "timing": {"kind": "none"}, "duty": False, "confidence": 0.5, "start": 0, "end": 5,
                "spans": {},
            }  # fmt: skip
            walked.made(
                p.Proposal, "rieng", place, intake=intake, order=order, state=proposed, body=body, confidence=0.5
            )


def _calendar(walked: Walked, place: str) -> None:
    """A day of a unit's own, the change that brought it and a deadline it moved."""
    unit, given = walked.units[place], {"day": RECENT, "kind": "holiday"}
    walked.made(c.CalendarDay, "chung", place, unit=unit, pair=None, **given)
    change = walked.made(c.CalendarChange, "chung", place, unit=unit, first=RECENT, last=RECENT, room="", done_at=NOW)
    moved = {"change": change, "room": "plans.task", "row": 1, "unit": unit}
    walked.made(c.CalendarMove, "rieng", place, old=RECENT, new=RECENT, **moved)


def _drafts(walked: Walked, place: str, own: d.Document) -> None:
    unit, officer = walked.units[place], walked.people[f"officer{place}"]
    draft = walked.made(d.Draft, "rieng", place, unit=unit, user=officer)
    for number in (1, 2):
        file = _stored(walked, "rieng", place)
        given = {"draft": draft, "number": number, "file": file, "user": officer, "refusal": ""}
        walked.made(d.DraftVersion, "rieng", place, **given)
    for target in ({"draft": draft}, {"document": own}):
        walked.made(
            d.SetAside, "rieng", place, by=officer, rule="numbering-gap", key=key_of("numbering-gap", "I"), **target
        )
    walked.made(d.RuleSwitch, "chung", place, unit=unit, name="number-blank", on=False, by=officer)


def _task(walked: Walked, how: str, place: str, plan: p.Plan, n: int = 0, **given: Any) -> p.Task:
    task: p.Task = walked.made(
        p.Task, how, place, n, plan=plan, unit=plan.unit, order=n or 1, kind="fixed",
        **{"started_on": None, "begun_on": None, "updated_on": None, "agreed_due": None, **given},
    )  # fmt: skip
    return task


def _plan(walked: Walked, place: str, how: str, tracked: dt.date | None) -> None:
    plan = walked.made(
        p.Plan, how, place, unit=walked.units[place], document=_document(walked, how, place), tracked_from=tracked
    )
    section = walked.made(p.Section, how, place, plan=plan, order=1, label="I")
    trigger = walked.made(p.Trigger, how, place, plan=plan)
    for waits in (True, False):
        task = _task(walked, how, place, plan, section=section, trigger=trigger if waits else None, waits=waits)
        walked.made(p.Party, how, place, task=task, role="lead", unit=plan.unit)
        rule = walked.made(p.Rule, how, place, task=task, kind="fixed")
        walked.made(p.Occurrence, how, place, task=task, rule=rule, period=f"2026-{place}", started_on=None)
        _hung(walked, place, place, task)
    first = p.Task.objects.get(pk=number_of(how, place, 1))
    paper = _document(walked, "rieng", place)
    walked.made(p.StatedFigure, "rieng", place, plan=plan, document=paper)
    text = walked.marks.new("rieng", place, "Printout.body")
    body, about = _frozen(text), {"kind": "plans.report", "subject_type": "plans.plan", "subject_id": plan.pk}
    walked.made(Printout, "rieng", place, unit=plan.unit, **about, basis="declared", body=body, sha256=digest(body))
    covers = {"higher": plan, "task": first, "verdict": "covered", "unit": plan.unit}
    walked.made(p.Coverage, "rieng", place, plan=plan, by=None, **covers)


def _frozen(text: str) -> dict[str, Any]:
    """A report as it is kept when it is printed."""
    table = {"key": "open", "caption": text, "columns": [["nhiem-vu", text, 40, "left"]], "rows": [[text]]}
    told = {"intro": [text], "headline": [[text, 1, False]], "definitions": [[text, text]]}
    return {"title": text, "tables": [table], **told}


def _hung(walked: Walked, place: str, of: str, task: p.Task, n: int = 0, talk: str = "") -> None:
    """What the unit ``of`` has put on a task; ``place`` says who may read it, ``talk`` who may read what is said."""
    unit, officer = walked.units[of], walked.people[f"officer{of}"]
    own = {"task": task, "by": officer, "n": n}
    paper = _document(walked, "rieng", place, unit=unit)
    walked.made(p.Declaration, "rieng", place, **own, unit=unit, state="in_progress", document=paper)
    walked.made(p.Proof, "rieng", place, **own, document=paper)
    walked.made(p.DeadlineChange, "rieng", place, **own, document=paper)
    walked.made(p.Assignment, "rieng", place, **own, person=officer, unit=unit)
    walked.made(p.Subtask, "rieng", place, **own, unit=unit, person=officer)
    said = {**own, "n": n + "CSP".index(of) * 10} if talk else own
    walked.made(p.Comment, "rieng", talk or place, **said, unit=unit)
    key = f"{of}-{task.pk}"
    _on_record(walked, of, "plans.task", task, n)
    walked.made(p.Reminder, "rieng", place, n, task=task, unit=unit, key=key, kind="manual", letter=paper)


def _shared(walked: Walked) -> None:
    """Tasks that several units answer for, and a task of a sibling that names C: each with rows of every side."""
    plan = p.Plan.objects.get(pk=number_of("chung", "P", 1))
    lower = p.Plan.objects.get(pk=number_of("chung", "C", 1))
    lower.implements.add(plan)
    for n, leads, helping, category in (
        (SHARED, "CS", "", ""),
        (OF_CLASS, "", "", "communes"),
        (ONE_LEAD, "C", "", ""),
        (OF_OTHERS, "S", "C", ""),
    ):
        trigger = walked.made(p.Trigger, "chung", "P", n, plan=plan) if n == SHARED else None
        title = {"title": f"{ALIKE} {walked.marks.new('chung', 'P', 'Task.title')}"} if n == SHARED else {}
        task = _task(walked, "chung", "P", plan, n, trigger=trigger, **title)
        for letter in leads or ("P" if category else ""):
            unit = None if category else walked.units[letter]
            walked.made(p.Party, "chung", "P", task=task, role="lead", unit=unit, category=category)
        for letter in helping:
            walked.made(p.Party, "chung", "P", task=task, role="coordinate", unit=walked.units[letter])
        rule = walked.made(p.Rule, "chung", "P", n, task=task, kind="fixed")
        walked.made(p.Occurrence, "chung", "P", n, task=task, rule=rule, period=f"2026-{n}", started_on=None)
        for of in {SHARED: "CSP", OF_CLASS: "CSP", ONE_LEAD: "CP", OF_OTHERS: "S"}[n]:
            one = n == ONE_LEAD  # the one lead reads what the unit of the plan wrote on its task
            talk = "" if n == OF_OTHERS else "CP" if one else "CS"
            _hung(walked, "CP" if one and of == "P" else of, of, task, n, talk=talk)
    _task(walked, "chung", "C", lower, title=p.Task.objects.get(pk=number_of("chung", "P", SHARED)).title)
    plan = walked.made(p.Plan, "rieng", "SC", OF_SIBLING, unit=walked.units["S"], document=None, tracked_from=RECENT)
    task = _task(walked, "rieng", "SC", plan, OF_SIBLING)
    walked.made(p.Party, "rieng", "SC", OF_SIBLING, task=task, role="lead", unit=walked.units["C"])
    walked.made(p.Party, "rieng", "SC", OF_SIBLING + 1, task=task, role="lead", unit=walked.units["S"])


def _on_record(walked: Walked, place: str, kind: str, record: models.Model, n: int = 0) -> None:
    """What the unit ``place`` has hung on a record in the tables that all records share."""
    unit, officer = walked.units[place], walked.people[f"officer{place}"]
    own = {"kind": kind, "record": record.pk, "unit": unit, "by": officer, "n": n}
    walked.made(r.RecordReminder, "rieng", place, **own, person=officer)
    if kind != "plans.task":
        walked.made(r.RecordComment, "rieng", place, **own)
        walked.made(r.RecordAssignment, "rieng", place, **own, person=officer)


def _rest(walked: Walked) -> None:
    """Kinds of record that nobody described above: one in each unit, required columns filled by their type."""
    labels = dict.fromkeys(("people", *(one.room for one in tracked() if one.room != "calendars"), "home"))
    models_left = [
        model
        for label in labels
        for model in apps.get_app_config(label).get_models()
        if model.__name__.lower() not in walked.things and model is not User and not issubclass(model, r.Keyed)
    ]
    for model, place in itertools.product(models_left, UNITS):
        given: dict[str, Any] = {}
        for each in model._meta.local_concrete_fields:
            if each.related_model is None:
                given |= {} if each.name in QUANTITIES else plain_value(each)
            elif not each.null:
                given[each.name] = _first_of(walked, each.related_model, place)
        walked.made(model, "rieng", place, **given)


def _first_of(walked: Walked, target: Any, place: str) -> models.Model:
    found = walked.people[f"officer{place}"] if target is User else walked.things[target.__name__.lower()][place][0][0]
    return cast(models.Model, found)
