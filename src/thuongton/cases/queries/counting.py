"""Forms counted over the cases of a unit and those below it, as they were known on a day.

PostgreSQL answers what a form asks of each case (:mod:`form_answers`); the interpreter answers for the few cases that
SQL leaves to it, and for all of them on SQLite. A property test holds both equal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from thuongton.calendars.queries import book
from thuongton.cases.definition.library import version_of
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case, CaseTerm
from thuongton.cases.queries.cases import acts_by_case, as_judged, kind_of
from thuongton.cases.queries.form_answers import FormAnswers, NoAnswer, answers
from thuongton.cases.rows import local, uid_of
from thuongton.cases.statistics.atoms import FormQuestions, questions_of
from thuongton.cases.statistics.counting import (
    CheckedIdentity,
    FormCount,
    FormWindow,
    RecordedCase,
    WindowView,
    holds,
    views_of,
)
from thuongton.cases.statistics.form_files import known_forms
from thuongton.cases.statistics.groups import CaseGroup, GroupCounter, group_of
from thuongton.cases.statistics.model import StatisticsForm

BATCH = 2_000


def window(first: dt.date, last: dt.date, as_of: dt.date | None) -> FormWindow:
    """The days of a form; ``as_of``: by what was recorded until the end of that day."""
    known = (
        dt.datetime.combine(as_of, dt.time(23, 59, 59)) if as_of else local(timezone.now()) + dt.timedelta(minutes=1)
    )
    return FormWindow(first, last, known)


def recorded(cases: Iterable[Case]) -> list[RecordedCase]:
    """Cases as the counting takes them, with their acts."""
    rows = list(cases)
    acts = acts_by_case(rows)
    return [RecordedCase(str(row.uid), str(row.unit_id), kind_of(row), acts.get(row.pk, [])) for row in rows]


def forms_beside(name: str) -> list[StatisticsForm]:
    """A form, and of those that its identities speak of the cells that are named. Raises LookupError."""
    forms = known_forms()
    terms = [term for one in forms[name].identities for side in one.sides for term in side if term.form != name]
    found = [forms[name]]
    for other in sorted({term.form for term in terms} & set(forms)):
        named = {term.cell for term in terms if term.form == other}
        named |= {cell for one in named for cell in forms[other].cells[one].unless}
        cells = {cell: one for cell, one in forms[other].cells.items() if cell in named}
        found.append(replace(forms[other], cells=cells, identities=(), doubts=()))
    return found


def count_form_of(cases: QuerySet[Case], form: str, asked: FormWindow, *, rows: bool = True) -> FormCount:
    """A form counted over cases of its kinds. Raises LookupError for a form that is none."""
    return count_by_unit(cases, form, asked, {}, rows=rows)[0]


def count_by_unit(
    cases: QuerySet[Case],
    form: str,
    asked: FormWindow,
    columns: dict[int, frozenset[int]],
    *,
    rows: bool = False,
) -> tuple[FormCount, dict[int, FormCount]]:
    """A form over all cases, and over those of some units for each column; in as many statements as for one."""
    forms = forms_beside(form)
    questions = questions_of(forms)
    mine = cases.filter(kind__in=questions.kinds, opened_on__lte=asked.last)
    counter = GroupCounter(questions, asked, groups_of(mine, questions, asked, by_unit=bool(columns), rows=rows))
    counts = {one.form: counter.count(one) for one in forms}
    total = counts[form]
    total.identities = [CheckedIdentity(one.text, holds(one, form, counts)) for one in forms[0].identities]
    return total, {column: counter.count(forms[0], units) for column, units in columns.items()}


def groups_of(
    cases: QuerySet[Case], questions: FormQuestions, asked: FormWindow, *, by_unit: bool, rows: bool
) -> list[CaseGroup]:
    """The answers of cases, by groups that answer alike."""
    try:
        if connection.vendor != "postgresql":
            raise NoAnswer(connection.vendor)
        found = answers(cases, questions, asked, by_unit=by_unit, rows=rows)
    except NoAnswer:
        found = FormAnswers(odd=list(cases.values_list("pk", flat=True)))
    groups = found.groups
    odd = sorted(set(found.odd))
    for start in range(0, len(odd), BATCH):
        views = window_views(cases.filter(pk__in=odd[start : start + BATCH]), asked)
        _join_named(cases, views, questions.holding, asked)
        groups += [group_of(view, questions, row, int(view.case.unit)) for row, view in views.items()]
    return groups


def _join_named(
    cases: QuerySet[Case], views: Mapping[int, WindowView], fields: Sequence[str], asked: FormWindow
) -> None:
    """Let views see the cases that they name in some fields, and those that these name, to the end of the chain."""
    known = dict(views)
    new = known
    while fields and new:
        uids = {uid for view in new.values() for name in fields if (uid := uid_of(view.value(name))) is not None}
        rows = set(cases.filter(uid__in=uids).values_list("pk", flat=True)) - known.keys()
        new = window_views(cases.filter(pk__in=rows), asked) if rows else {}
        known |= new
    others = {view.case.id: view for view in known.values()}
    for view in known.values():
        view.others = others


def window_views(cases: QuerySet[Case], asked: FormWindow) -> dict[int, WindowView]:
    """Cases as the interpreter sees them at the end of the window, by row."""
    rows = list(cases.select_related("unit").order_by("pk"))
    paths = {str(row.unit_id): row.unit.path for row in rows}
    calendars = book()
    times: dict[str, Timekeeper] = {}

    def time(unit: str) -> Timekeeper:
        if unit not in times:
            times[unit] = Timekeeper(calendars.of(paths[unit]))
        return times[unit]

    views = views_of(recorded(rows), asked, time, version_of)
    terms: dict[int, list[CaseTerm]] = {}
    for term in CaseTerm.objects.filter(case__in=[row.pk for row in rows]).exclude(stopped_on=None):
        terms.setdefault(term.case_id, []).append(term)
    found: dict[int, WindowView] = {}
    for row in rows:
        if (view := views.get(str(row.uid))) is not None:
            as_judged(view.case, terms.get(row.pk, ()))
            found[row.pk] = view
    return found


def form_facts(count: FormCount) -> dict[str, Any]:
    """A counted form in the names of commands and REST."""
    return {
        "form": count.form.form,
        "wording": count.wording,
        "basis": list(count.form.basis),
        "cells": count.cells,
        "rows": count.rows,
        "unknown": count.unknown,
        "doubts": count.doubts,
        "identities": [{"text": one.text, "holds": one.holds} for one in count.identities],
    }
