"""The world that is walked: every kind of record in five units, each text marked with where it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from factories import PASSWORD
from security.marks import Marks, Viewer
from thuongton.audit.models import Event
from thuongton.audit.services import recording
from thuongton.documents import models as d
from thuongton.documents import store
from thuongton.documents.findings import key_of
from thuongton.people.models import Hat, Notification, Role, Unit, User
from thuongton.people.services import add_unit, add_user, give_hat
from thuongton.plans import models as p

PLACES = ("P", "C", "O", "S", "F")
DAY = dt.date(2026, 11, 2)
LEFT_ALONE = {
    "search", "sha256", "media_type", "path", "identifier", "rrule", "window", "offset_unit", "shift", "category",
    "key", "page", "query", "secrecy", "kind_code", "username", "password", "first_name", "last_name", "valid_from",
}  # fmt: skip


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

    @property
    def paths(self) -> dict[str, str]:
        """The path of each unit by its letter."""
        return {letter: unit.path for letter, unit in self.units.items()}

    def keep(self, kind: str, place: str, record: Any, how: str) -> Any:
        """Remember a record of a kind."""
        self.things.setdefault(kind, {}).setdefault(place, []).append((record, how))
        return record

    def made(self, model: type[models.Model], how: str, place: str, **given: Any) -> Any:
        """A record whose every free text is marked; kept under the name of its model."""
        for each in model._meta.local_concrete_fields:
            free = isinstance(each, (models.CharField, models.TextField)) and not each.choices
            roomy = getattr(each, "max_length", None) is None or each.max_length >= 20
            if free and roomy and each.name not in given and each.name not in LEFT_ALONE:
                given[each.name] = self.marks.new(how, place, f"{model.__name__}.{each.name}")
        if any(each.name == "search" for each in model._meta.local_concrete_fields):
            given["search"] = " ".join(str(value).lower() for value in given.values() if isinstance(value, str))
        return self.keep(model.__name__.lower(), place, model._default_manager.create(**given), how)


def build() -> Walked:
    """Make the world."""
    walked = Walked()
    _units(walked)
    for place in PLACES:
        for role in Role.values:
            if role != Role.CITIZEN:
                _person(walked, f"{role}{place}", role, place)
    _person(walked, "citizenX", Role.CITIZEN, "")
    walked.viewers.append(Viewer("", "anonymous", "", ""))
    for place in PLACES:
        with recording(None, "Lập hồ sơ", walked.units[place], reason=walked.marks.new("rieng", place, "Event.reason")):
            _papers(walked, place)
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
        unit = add_unit(name=mark, kind=kind, parent=walked.units[above] if above else None, identifier=f"W{letter}")
        walked.units[letter] = unit
        walked.keep("unit", letter, unit, "ten")


def _person(walked: Walked, name: str, role: str, place: str) -> None:
    unit = walked.units.get(place)
    how = "ten" if unit else "minh"
    full_name = walked.marks.new(how, place or name, "User.full_name")
    user = add_user(username=name.lower(), full_name=full_name, password=PASSWORD)
    hat: Hat = give_hat(user=user, role=role, unit=unit)
    walked.people[name] = user
    walked.viewers.append(Viewer(name.lower(), role, place, unit.path if unit else ""))
    if unit:
        walked.keep("person", place, user, "ten")
        walked.keep("hat", place, hat, "ten")
    text = walked.marks.new("minh", name.lower(), "Notification.text")
    note = Notification.objects.create(user=user, text=text, url="/")
    walked.keep("notification", place or name, note, "minh")


def _stored(walked: Walked, how: str, place: str) -> d.StoredFile:
    text = walked.marks.new(how, place, "StoredFile content")
    kept = store.keep(text.encode())
    file = d.StoredFile.objects.create(sha256=kept.sha256, size=kept.size, media_type="text/plain")
    walked.keep("storedfile", place, file, how)
    finding = {"rule": "numbering-gap", "severity": "warning", "start": 0, "end": 5, "surface": text, "message": text}
    body = {"text": text, "header": {"title": text}, "tasks": [], "citations": [], "figures": [], "findings": [finding]}
    walked.keep("reading", place, d.Reading.objects.create(file=file, body=body), how)
    return file


def _document(walked: Walked, how: str, place: str, **given: Any) -> d.Document:
    unit = walked.units[place]
    document = walked.made(
        d.Document, how, place, unit=unit, issued_on=DAY, registered_on=DAY, **{"direction": "outgoing", **given}
    )
    name = walked.marks.new(how, place, "Attachment.name") + ".txt"
    attached = d.Attachment.objects.create(document=document, file=_stored(walked, how, place), name=name)
    walked.keep("attachment", place, attached, how)
    return document


def _papers(walked: Walked, place: str) -> None:
    unit, officer = walked.units[place], walked.people[f"officer{place}"]
    own = _document(walked, "rieng", place)
    arrived = _document(walked, "rieng", place, direction="incoming", arrived_on=DAY, answer_due=DAY)
    walked.made(d.DocumentLink, "rieng", place, source=own, target=arrived, kind="basis")
    walked.made(d.NumberSeries, "rieng", place, unit=unit, year=2026, last=3)
    _drafts(walked, place, own)
    header = {"kind": "Kế hoạch", "title": walked.marks.new("rieng", place, "Intake.header"), "number": "1/KH-UBND"}
    intake = walked.made(
        d.Intake,
        "rieng",
        place,
        unit=unit,
        user=officer,
        file=_stored(walked, "rieng", place),
        state="read",
        header=header,
    )
    confirmed = walked.made(
        d.Intake, "rieng", place, unit=unit, user=officer, file=_stored(walked, "rieng", place), state="confirmed",
        document=own, header=header,
    )  # fmt: skip
    for each in (confirmed, intake):
        title = walked.marks.new("rieng", place, "Proposal.body")
        body = {
            "code": "1", "title": title, "lead": [title], "coordinating": [], "product": title, "timing_text": None,
            "timing": {"kind": "none"}, "duty": False, "confidence": 0.5, "start": 0, "end": 5, "spans": {},
        }  # fmt: skip
        walked.made(p.Proposal, "rieng", place, intake=each, order=1, body=body, confidence=0.5)
    _plan(walked, place, "chung", DAY)
    _plan(walked, place, "rieng", None)
    view = walked.made(p.SavedView, "minh", officer.username, user=officer, page="plans:list", query="")
    walked.keep("savedview", place, view, "minh")


def _drafts(walked: Walked, place: str, own: d.Document) -> None:
    unit, officer = walked.units[place], walked.people[f"officer{place}"]
    draft = walked.made(d.Draft, "rieng", place, unit=unit, user=officer)
    file = _stored(walked, "rieng", place)
    given = {"draft": draft, "number": 1, "file": file, "user": officer, "refusal": ""}
    walked.made(d.DraftVersion, "rieng", place, **given)
    for target in ({"draft": draft}, {"document": own}):
        walked.made(
            d.SetAside, "rieng", place, by=officer, rule="numbering-gap", key=key_of("numbering-gap", "I"), **target
        )
    walked.made(d.RuleSwitch, "chung", place, unit=unit, name="number-blank", on=False, by=officer)


def _plan(walked: Walked, place: str, how: str, tracked: dt.date | None) -> None:
    unit, officer = walked.units[place], walked.people[f"officer{place}"]
    plan = walked.made(
        p.Plan, how, place, unit=unit, document=_document(walked, how, place), issued_on=DAY, tracked_from=tracked
    )
    section = walked.made(p.Section, how, place, plan=plan, order=1, label="I")
    trigger = walked.made(p.Trigger, how, place, plan=plan, owed_since=DAY)
    task = walked.made(
        p.Task, how, place, plan=plan, unit=unit, section=section, order=1, kind="fixed", due=DAY, window_start=DAY,
        trigger=trigger,
    )  # fmt: skip
    walked.made(p.Party, how, place, task=task, role="lead", unit=unit)
    rule = walked.made(p.Rule, how, place, task=task, kind="fixed", due=DAY)
    walked.made(p.Occurrence, how, place, task=task, rule=rule, due=DAY, period=f"2026-{place}")
    on_task = {"task": task, "by": officer}
    proof = _document(walked, "rieng", place)
    walked.made(
        p.Declaration, "rieng", place, **on_task, unit=unit, state="in_progress", period_end=DAY, document=proof
    )
    walked.made(p.Proof, "rieng", place, **on_task, document=proof, signed_on=DAY)
    walked.made(p.DeadlineChange, "rieng", place, **on_task, new_due=DAY, asked_on=DAY, document=proof)
    walked.made(p.Assignment, "rieng", place, **on_task, person=officer, unit=unit, assigned_on=DAY)
    walked.made(p.Subtask, "rieng", place, **on_task, person=officer, due=DAY)
    walked.made(p.Comment, "rieng", place, **on_task)
    walked.made(p.Reminder, "rieng", place, task=task, unit=unit, key=f"{place}-{how}", kind="manual", letter=proof)
    walked.made(p.StatedFigure, "rieng", place, plan=plan, document=proof, as_of=DAY, value=7)
    text = walked.marks.new("rieng", place, "Printout.body")
    walked.made(p.Printout, "rieng", place, plan=plan, as_of=DAY, basis="declared", body={"rows": [[text]]})
    walked.made(p.CommonTask, "rieng", place, linked_by=officer)
    walked.made(
        p.Coverage, "rieng", place, plan=plan, higher=plan, task=task, verdict="covered", decided_on=DAY, by=officer
    )
