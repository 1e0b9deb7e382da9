"""Whose a row is: worked out from the row itself and the keys of the models, never from what a service says.

A model leads to its owner by itself: it is a unit or a person, it belongs to a row that goes when it goes
(``CASCADE``), or it has a column ``unit`` or ``user``. Where that is not clear the way is named in :data:`WAYS`;
a model without a way fails by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from thuongton.audit.models import RowChange
from thuongton.people.models import Unit, User

Row = dict[str, Any]

WAYS: dict[str, tuple[str, ...]] = {
    "law.lawimport": ("unit",),
    "law.lawimportfile": ("batch",),
    "law.lawfollow": ("user",),
    "law.impactfinding": ("unit", "target"),
    "drafting.consultedbody": ("case",),
    "drafting.draftremark": ("body",),
    "drafting.dossierpart": ("case",),
    "drafting.linkeddraft": ("case",),
    "drafting.policyproblem": ("case",),
    "drafting.policysolution": ("problem",),
    "reviews.judgement": ("row",),
    "reviews.listlayout": ("unit",),
    "reviews.signedlist": ("campaign",),
    "reviews.pairverdict": ("unit",),
    "cases.caseattachment": ("case",),
    "cases.casecompared": ("case",),
    "cases.caseentry": ("case",),
    "cases.casepaper": ("case",),
    "cases.casereminder": ("case",),
    "cases.casetransfer": ("giver",),
    "cases.kindmove": ("unit",),
    "documents.documentlink": ("source",),
    "plans.coverage": ("plan",),
    "plans.linkconsent": ("task",),
    "plans.linkoffer": ("task",),
    "plans.occurrence": ("task",),
    "plans.plan_implements": ("from_plan",),
    "plans.reminder": ("task",),
    "people.hat": ("unit", "user"),
    "people.succession": ("predecessor",),
    "home.feedtoken": ("user",),
    "calendars.calendarday": ("unit",),
    "calendars.calendarchange": ("unit",),
    "calendars.calendarmove": ("unit", "change"),
    "web.keptform": ("owner",),
    "web.keptfile": ("form",),
    "web.undoable": ("owner",),
    "people.hatoffer": ("unit",),
    "people.session": ("user",),
    "people.unitalias": ("scope",),
}
"""Columns to follow, the first that is filled, where the keys alone do not say whose a row is."""
EVERYBODYS = {
    "law.legalact": "the law of the country and its localities: published, of nobody",
    "law.acttext": "the words of a published act",
    "law.actorder": "what a published act orders, as read",
    "law.actmention": "what a published act cites, as read",
    "law.actquestion": "a question about published acts",
    "law.actrecord": "what was recorded of a published act, with its source",
    "law.registercheck": "a check of the bases of published acts",
    "law.basisfault": "a fault in what a published act cites",
    "law.actwindow": "the state of a published act from a day to a day, derived",
    "law.acttoderive": "a published act whose state is derived next",
    "law.derivation": "how far a derivation of all acts has come",
    "reviews.pairsearch": "a search of published acts for those on one subject",
    "reviews.pairsuggestion": "two published acts that seem to be on one subject, as found",
    "reviews.groundsearch": "how far the search for grounds of review has come",
    "search.indexedact": "a published act that is found",
    "search.indexedarticle": "an article of a published act that is found",
    "search.searchterm": "a word of published acts",
    "search.termpostings": "where a word stands in a published act",
    "search.indexing": "who changes the index",
    "keyring.recordkey": "random bits that tell nothing; whose they are is judged on the case",
    "files.storedfile": "a file is kept once, whoever brings it",
    "web.sentform": "a digest of a form that was sent, nobody's",
    "documents.reading": "what the machine read from a file, the same for everybody who has it",
    "plans.commontask": "a knot that ties tasks; whose they are is judged on the tasks",
}
NOBODYS = {
    "cases.installedkind": "a kind or form of the whole installation",
    "cases.keepingrule": "how long cases of a kind are kept, for the whole installation",
    "calendars.calendarday": "days off of the whole country: the command writes them (those of one unit are its own)",
    "calendars.calendarchange": "a change of the days of the whole country",
    "calendars.calendaryear": "whether the days off of a year are announced: the command writes it",
    "jobs.run": "turns of the clock",
    "people.session": "a sign-in that is under way; that of a person is the person's",
    "auth.group": "not used",
    "auth.permission": "not used",
}


class NoWay(LookupError):
    """A model whose rows lead to no owner."""


@dataclass(frozen=True)
class Owner:
    """A unit, or a person, or neither (``what`` says which); ``task`` is the task the row hangs on."""

    what: str
    id: int = 0
    task: int = 0


@cache
def by_table() -> dict[str, type[models.Model]]:
    """Every model by its table."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


@cache
def way_of(model: type[models.Model]) -> tuple[str, ...]:
    """The columns to follow to the owner, the first filled one counts; empty for what is its own owner."""
    label = model._meta.label_lower
    if label in WAYS:
        return WAYS[label]
    if model in (Unit, User) or label in EVERYBODYS or label in NOBODYS:
        return ()
    keys = [each for each in model._meta.local_concrete_fields if each.related_model is not None]
    parents = [
        each.name
        for each in keys
        if each.remote_field.on_delete is models.CASCADE and each.related_model not in (User, model) and _leads(each)
    ]
    sure = [each.name for each in keys if each.name in parents and not each.null]
    if len(sure) == 1:
        return (sure[0],)
    for name in ("unit", "user"):
        if any(each.name == name and not each.null for each in keys):
            return (name,)
    if parents and not sure:
        return tuple(parents)
    raise NoWay(f"{label}: không biết dòng của ai (tests/security/owners.py, WAYS)")


def _leads(key: Any) -> bool:
    try:
        way_of(key.related_model)
    except NoWay:
        return False
    return key.related_model._meta.label_lower not in NOBODYS


@dataclass
class Rows:
    """Rows of the world as they stood before a request, and those that the request made."""

    kept: dict[tuple[str, int], Row] = field(default_factory=dict)

    @classmethod
    def now(cls) -> Rows:
        """Every row of the project with a numbered key, as it stands."""
        kept = {}
        for model in apps.get_models(include_auto_created=True):
            numbered = isinstance(model._meta.pk, (models.AutoField, models.BigAutoField))
            if not numbered or model._meta.app_label in ("audit", "axes", "contenttypes"):
                continue
            columns = [
                each.attname for each in model._meta.local_concrete_fields if not isinstance(each, models.JSONField)
            ]
            for row in model._default_manager.values(*columns):
                kept[model._meta.db_table, row[model._meta.pk.attname]] = row
        return cls(kept)

    def with_changes(self, changes: Iterable[RowChange]) -> Rows:
        """These rows and those that changes have added."""
        added = {
            (change.table, change.row): json.loads(change.after)
            for change in changes
            if change.after and (change.table, change.row) not in self.kept
        }
        return Rows({**self.kept, **added}) if added else self

    def owner(self, table: str, row: Row, task: int = 0) -> Owner:
        """The owner of a row of a table. Raises NoWay."""
        model = by_table()[table]
        label = model._meta.label_lower
        if label in EVERYBODYS:
            return Owner("everybody")
        if label == "plans.task":
            task = row["id"]
        if model is Unit:
            return Owner("unit", row["id"], task)
        if model is User:
            return Owner("person", row["id"], task)
        for name in way_of(model):
            key = model._meta.get_field(name)
            value = row.get(key.attname)
            if value is None:
                continue
            target = key.related_model
            if target is Unit:
                return Owner("unit", value, task)
            if target is User:
                return Owner("person", value, task)
            parent = self.kept.get((target._meta.db_table, value))
            if parent is None:
                return Owner("gone")
            return self.owner(target._meta.db_table, parent, task)
        if label in NOBODYS:
            return Owner("nobody")
        raise NoWay(f"{label}: dòng {row.get('id')} không dẫn tới đơn vị nào")

    def references(self, table: str, before: Row | None, after: Row) -> Iterable[tuple[str, str, int]]:
        """``(column, table, id)`` of each key that a change has set anew."""
        for each in by_table()[table]._meta.local_concrete_fields:
            value = after.get(each.attname)
            if each.related_model is None or value is None or (before and before.get(each.attname) == value):
                continue
            yield each.name, each.related_model._meta.db_table, value
