"""«dự kiến» stands beside a due day that rests on a year not announced: pages, Excel and print, letter, API."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from factories import World, person
from thuongton.people.letterheads import Sender
from thuongton.people.models import Role
from thuongton.plans.deadlines.due_words import due_words, provisional
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.tasks import rows_at
from thuongton.plans.reminding.letters import Urged, letter
from thuongton.plans.services.tasks import create_task
from thuongton.plans.views.columns import time_words

D = dt.date
DUE = D(2027, 3, 31)


def task_due(world: World, *, open_year: bool) -> Task:
    plan = Plan.objects.create(
        unit=world.commune, title="Kế hoạch", number="1/KH-UBND", issued_on=D(2026, 1, 5), tracked_from=D(2026, 1, 5)
    )
    task = create_task(None, plan, code="A.1", title="Trả lời")
    Task.objects.filter(pk=task.pk).update(due=DUE, provisional=open_year)
    return Task.objects.get(pk=task.pk)


@pytest.mark.parametrize("open_year", [True, False])
def test_every_page_says_it(world: World, open_year: bool) -> None:
    task = task_due(world, open_year=open_year)
    client = Client()
    client.force_login(person("cong-chuc", Role.OFFICER, world.commune))
    for address in (
        reverse("plans:task", args=[task.pk]),
        reverse("plans:tasks"),
        reverse("plans:plan", args=[task.plan_id]),
    ):
        body = client.get(address).content.decode()
        assert "31/3/2027" in body
        assert ("31/3/2027 (dự kiến)" in body) is open_year, address
    found = client.get(f"/api/v1/tasks/{task.pk}").json()
    assert (found["due"], found["provisional"]) == ("2027-03-31", open_year)
    row = rows_at([task.pk], D(2026, 12, 1), reader=None)[0]
    assert ("(dự kiến)" in time_words(row)) is open_year


def test_a_day_granted_by_a_paper_is_never_provisional(world: World) -> None:
    task = task_due(world, open_year=True)
    assert provisional(task.due, task) and not provisional(D(2027, 5, 1), task) and not provisional(None, task)
    assert due_words(None, True) == "" and due_words(DUE, False) == "31/3/2027"


@pytest.mark.parametrize("open_year", [True, False])
def test_the_letter_says_it(open_year: bool) -> None:
    urged = Urged("Kế hoạch số 1", "A.1", "Trả lời", "", DUE, -3, provisional=open_year)
    paper = letter("Sở Tư pháp", [urged], Sender("UBND xã Một", "UBND", "Xã Một"), D(2027, 3, 28))
    cells = [cell for row in paper.tables[0].rows for cell in row.cells]
    assert ("31/03/2027 (dự kiến)" in cells) is open_year
