"""Forms counted over the cases of a unit and those below it, as they were known on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from thuongton.cases.definition.library import version_of
from thuongton.cases.models import Case, CaseTerm
from thuongton.cases.queries.cases import acts_by_case, as_judged, kind_of, timekeeper
from thuongton.cases.rows import local
from thuongton.cases.statistics.counting import FormCount, FormWindow, RecordedCase, count_forms, views_of
from thuongton.cases.statistics.form_files import known_forms


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


def count_form_of(cases: QuerySet[Case], form: str, asked: FormWindow) -> FormCount:
    """A form counted over cases of its kinds. Raises LookupError for a form that is none."""
    forms = known_forms()
    kinds = set(forms[form].kinds)
    for one in forms[form].identities:
        kinds |= {kind for side in one.sides for term in side if term.form in forms for kind in forms[term.form].kinds}
    rows = list(cases.filter(kind__in=kinds, opened_on__lte=asked.last).select_related("unit").order_by("pk"))
    time = timekeeper(None)
    views = views_of(recorded(rows), asked, time, version_of)
    terms: dict[int, list[CaseTerm]] = {}
    for term in CaseTerm.objects.filter(case__in=[row.pk for row in rows]).exclude(stopped_on=None):
        terms.setdefault(term.case_id, []).append(term)
    for row in rows:
        if (view := views.get(str(row.uid))) is not None:
            as_judged(view.case, terms.get(row.pk, ()))
    return count_forms(forms, [form], views, asked)[form]


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
