"""What the database counts is what the interpreter counts, for every form: cases told late, corrected, taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from cases.conftest import Office
from cases.kept import keep, lives
from thuongton.cases.definition.library import version_of
from thuongton.cases.engine.acts import moment
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import timekeeper
from thuongton.cases.queries.counting import count_by_unit, count_form_of, form_facts, forms_beside, recorded
from thuongton.cases.queries.form_answers import answers
from thuongton.cases.statistics.atoms import questions_of
from thuongton.cases.statistics.counting import FormWindow, count_forms, views_of
from thuongton.cases.statistics.form_files import known_forms

pytestmark = pytest.mark.django_db
WINDOWS = [
    FormWindow(dt.date(2025, 12, 15), dt.date(2026, 3, 14)),
    FormWindow(dt.date(2025, 12, 15), dt.date(2026, 12, 14), moment("2026-06-20T23:59")[0]),
    FormWindow(dt.date(2026, 3, 15), dt.date(2026, 6, 14), moment("2026-06-18T23:59")[0]),
    FormWindow(dt.date(2025, 9, 1), dt.date(2027, 12, 14)),
]
NUMBER = 100


def keep_for(office: Office, form: str) -> None:
    """Random cases of the kinds that a form counts, and of those that its identities speak of, in two communes."""
    kinds = sorted({kind for one in forms_beside(form) for kind in one.kinds})
    time = timekeeper(None)
    keep(lives(form, NUMBER, time, kinds), (office.world.commune, office.world.other_commune), time)


@pytest.mark.parametrize("form", sorted(known_forms()))
def test_the_database_counts_as_the_interpreter_does(form: str, office: Office) -> None:
    keep_for(office, form)
    forms = known_forms()
    seen = 0
    for window in WINDOWS:
        told = recorded(Case.objects.order_by("pk"))
        pure = count_forms(forms, [form], views_of(told, window, timekeeper(None), version_of), window)[form]
        found = count_form_of(Case.objects.all(), form, window)
        assert form_facts(found) == form_facts(pure), window
        seen += sum(value > 0 for value in found.cells.values())
        asked = questions_of([forms[form]])
        for unit in (office.world.commune, office.world.other_commune) if not (asked.holding or asked.links) else ():
            mine = [one for one in told if one.unit == str(unit.pk)]
            alone = count_forms(forms, [form], views_of(mine, window, timekeeper(None), version_of), window)[form]
            column = count_by_unit(Case.objects.all(), form, window, {unit.pk: frozenset({unit.pk})})[1][unit.pk]
            assert column.cells == alone.cells, (unit, window)
    assert seen


@pytest.mark.postgres
@pytest.mark.parametrize("form", sorted(known_forms()))
def test_the_interpreter_is_asked_for_few_cases_alone(form: str, office: Office) -> None:
    assert connection.vendor == "postgresql"
    keep_for(office, form)
    for window in WINDOWS:
        asked = questions_of(forms_beside(form))
        cases = Case.objects.filter(kind__in=asked.kinds, opened_on__lte=window.last)
        found = answers(cases, asked, window, by_unit=False, rows=True)
        answered = sum(group.number for group in found.groups)
        assert answered + len(found.odd) <= cases.count()
        assert answered > 0 and len(set(found.odd)) == len(found.odd)
