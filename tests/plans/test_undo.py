"""«Hoàn tác»: for ten minutes, by the same person, refused with a sentence when something rests on the act."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from factories import make_world, officer
from plans.annex_world import Annex
from plans.test_adopting_whole import intake_from
from plans.test_tracked_already import form_of
from thuongton.plans.models import Assignment, Plan, Proposal
from thuongton.plans.services.confirming import accept
from thuongton.plans.taking_in.proposing import fingerprint
from thuongton.web.forms.undo import FOR, success
from thuongton.web.models import Undoable

pytestmark = pytest.mark.django_db
Rows = list[tuple[object, ...]]


def button(client: Client, page: str) -> str:
    """The address of the «Hoàn tác» that a page offers."""
    found = re.findall(r'action="(/hoan-tac/\d+/)"', client.get(page).content.decode())
    assert len(found) == 1
    return found[0]


@pytest.fixture
def confirming(seeds: Path) -> tuple[Client, str, list[Proposal]]:
    world = make_world()
    clerk = officer(world.commune)
    client = Client()
    client.force_login(clerk)
    intake = intake_from(next(seeds.glob("004_*.txt")), world.commune)
    return client, f"/ke-hoach/xac-nhan/{intake.pk}/", list(Proposal.objects.filter(intake=intake).order_by("order"))


def rows() -> Rows:
    fields = ("order", "state", "body", "start", "end", "confidence", "doubts")
    return list(Proposal.objects.order_by("order").values_list(*fields))


@pytest.mark.parametrize("name", ["bo", "gop"])
@pytest.mark.parametrize("state", ["pending", "right"])
def test_a_row_left_out_or_joined_comes_back_as_it_was(
    confirming: tuple[Client, str, list[Proposal]], name: str, state: str
) -> None:
    client, page, all_rows = confirming
    Proposal.objects.filter(pk__in=[one.pk for one in all_rows[:4]]).update(state=state)
    before = rows()
    row = all_rows[3]
    row.refresh_from_db()
    sent = {"seen": fingerprint(row.state, row.task)}
    answer = client.post(f"{page}{row.pk}/{name}/", sent)
    assert answer.status_code == 302 and rows() != before
    address = button(client, answer["Location"].partition("#")[0])
    other = Client()
    other.force_login(officer(all_rows[0].intake.unit, "nguoi-khac"))
    assert other.post(address).status_code == 404 and rows() != before
    assert client.post(address).status_code == 302 and rows() == before
    assert client.post(address).status_code == 404 and rows() == before  # a second press takes nothing back


def test_what_somebody_changed_since_is_not_overwritten(confirming: tuple[Client, str, list[Proposal]]) -> None:
    client, page, all_rows = confirming
    row = all_rows[3]
    answer = client.post(f"{page}{row.pk}/gop/", {"seen": fingerprint(row.state, row.task)})
    address = button(client, answer["Location"].partition("#")[0])
    joined = Proposal.objects.get(pk=all_rows[2].pk)
    accept(None, joined)
    after = rows()
    said = client.post(address, follow=True).content.decode()
    assert "Người khác vừa sửa" in said and rows() == after


def test_taking_a_plan_in_is_taken_back_unless_something_rests_on_it(
    confirming: tuple[Client, str, list[Proposal]],
) -> None:
    client, page, all_rows = confirming
    for rests in (False, True):
        _html, fields = form_of(client, all_rows[0].intake)
        answer = client.post(f"{page}dua-vao-theo-doi/", fields)
        plan = Plan.objects.get()
        address = button(client, answer["Location"])
        if rests:
            task = plan.tasks.first()
            task.declarations.create(state="in_progress", period_end=dt.date(2026, 9, 30))
        said = client.post(address, follow=True).content.decode()
        assert Plan.objects.exists() is rests
        assert ("nên không rút được" if rests else "Đã hoàn tác") in said


def test_an_assignment_is_taken_back_within_ten_minutes(annex: Annex) -> None:
    client = annex.client(annex.monitor, None)
    task = annex.task("B.II.6")
    page = f"/ke-hoach/nhiem-vu/{task.pk}/"
    for late in (False, True):
        client.post(f"{page}phan-cong/", {"nguoi": annex.monitor.pk})
        made = Assignment.objects.latest("pk")
        address = button(client, page)
        if late:
            Undoable.objects.update(done_at=timezone.now() - FOR - dt.timedelta(seconds=1))
        said = client.post(address, follow=True).content.decode()
        made.refresh_from_db()
        assert (made.ended_on is None) is late
        assert ("Đã quá 10 phút" if late else "Đã hoàn tác") in said


def test_an_act_that_nobody_knows_to_take_back_is_a_fault() -> None:
    with pytest.raises(KeyError):
        success(None, "", "khong-co", {}, "/")  # type: ignore[arg-type]
