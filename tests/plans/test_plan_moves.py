"""«Sửa kế hoạch» shows which deadlines another day would move, and moves none that nobody agreed to."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from factories import make_world, person
from thuongton.audit.models import Event, RowChange
from thuongton.documents.models import Document
from thuongton.documents.services import register_document
from thuongton.people.models import Role, User
from thuongton.plans.models import Occurrence, Plan, Task
from thuongton.plans.queries.plan_moves import FIRST_ROWS, moves_between, standing_days
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.services.correcting import DeadlinesMove, correct_plan
from thuongton.plans.services.facts import ask_extension, cancel_task, grant_extension
from thuongton.plans.taking_in.read_task import ReadTask
from vanban.timing import read_timing

pytestmark = pytest.mark.django_db
D = dt.date
ISSUED, OTHER = D(2026, 2, 1), D(2025, 9, 1)
PHRASES = ("Trước 15/12", "Quý II", "Quý II/2027", "", "hằng quý", "10 ngày kể từ ngày ban hành Kế hoạch")


@pytest.fixture
def leader() -> User:
    return person("lanh-dao", Role.LEADER, make_world().province)


def a_plan(leader: User, phrases: tuple[str, ...] = PHRASES, **more: object) -> Plan:
    tasks = [
        ReadTask(title=f"Việc {n}", code=str(n), timing_text=phrase, timing=read_timing(phrase or None, issued=ISSUED))
        for n, phrase in enumerate(phrases, 1)
    ]
    given = {"title": "Kế hoạch", "tasks": tasks, "tracked_from": ISSUED, "issued_on": ISSUED, **more}
    return adopt_plan(None, leader.hat.unit, **given)  # type: ignore[arg-type,union-attr]


def due(plan: Plan) -> list[dt.date | None]:
    return list(Task.objects.filter(plan=plan).order_by("code").values_list("due", flat=True))


def turns(plan: Plan) -> list[dt.date | None]:
    return list(Occurrence.objects.filter(task__plan=plan).order_by("due", "pk").values_list("due", flat=True))


def fields_of(client: Client, plan: Plan) -> dict[str, object]:
    form = client.get(reverse("plans:plan-edit", args=[plan.pk])).context["form"]
    return {name: value for name, value in form.typed.items() if value is not None}


def test_nothing_is_written_before_the_moves_were_seen(leader: User) -> None:
    plan = a_plan(leader)
    client = Client()
    client.force_login(leader)
    address, before, rows = reverse("plans:plan-edit", args=[plan.pk]), due(plan), turns(plan)
    given = fields_of(client, plan) | {"issued_on": "1/9/2025", "title": "Tên mới", "reason": "Ghi nhầm ngày"}
    stood, events, changes = standing_days(plan), Event.objects.count(), RowChange.objects.count()
    shown = client.post(address, given)
    page = shown.content.decode()
    assert shown.status_code == 200
    assert (due(plan), turns(plan), Plan.objects.get(pk=plan.pk).issued_on) == (before, rows, ISSUED)
    assert (Event.objects.count(), RowChange.objects.count()) == (events, changes)
    moves = shown.context["moves"]
    assert f"{len(moves.moved)} thời hạn sẽ dời, {moves.kept} giữ nguyên." in page
    assert f"Lưu và dời {len(moves.moved)} thời hạn" in page and "Tên mới" in page and "15/12/2025" in page
    again = given | {"da-xem": shown.context["form"]["agreed"].value()}
    assert client.post(address, again).status_code == 302
    plan.refresh_from_db()
    assert (plan.issued_on, plan.title) == (OTHER, "Tên mới")
    done = moves_between(plan, stood, standing_days(plan))
    assert (done.mark, done.kept) == (moves.mark, moves.kept)
    assert due(plan) == [D(2025, 12, 15), D(2025, 6, 30), D(2027, 6, 30), None, None, D(2025, 9, 11)]


def test_it_counts_each_deadline_once(leader: User) -> None:
    plan = a_plan(leader)
    with pytest.raises(DeadlinesMove) as refused:
        correct_plan(leader, plan, "Ghi nhầm ngày", agreed="", issued_on=OTHER)
    moves = refused.value.moves
    quarters = Occurrence.objects.filter(task__plan=plan).count()
    moved = [(one.label.split()[0], one.before, one.after) for one in moves.moved if one.before in due(plan)]
    assert [one[1:] for one in moved] == [
        (D(2026, 2, 11), D(2025, 9, 11)), (D(2026, 6, 30), D(2025, 6, 30)), (D(2026, 12, 15), D(2025, 12, 15)),
    ]  # fmt: skip
    assert len(moves.moved) + moves.kept == quarters + 4  # four tasks of one day, one of each quarter, one without


def test_what_moves_no_deadline_is_saved_at_once(leader: User) -> None:
    plan = a_plan(leader, ("Quý II/2027", "Trước 15/12/2026"))
    client = Client()
    client.force_login(leader)
    address = reverse("plans:plan-edit", args=[plan.pk])
    for change in ({"title": "Tên mới"}, {"issued_on": "1/9/2025"}, {"da-xem": "dau-cu", "number": "12/KH-UBND"}):
        assert client.post(address, fields_of(client, plan) | change | {"reason": "Ghi nhầm"}).status_code == 302, (
            change
        )
    plan.refresh_from_db()
    assert (plan.title, plan.number, plan.issued_on) == ("Tên mới", "12/KH-UBND", OTHER)


def test_other_moves_than_those_that_were_seen_are_shown_anew(leader: User) -> None:
    plan = a_plan(leader)
    client = Client()
    client.force_login(leader)
    address = reverse("plans:plan-edit", args=[plan.pk])
    given = fields_of(client, plan) | {"issued_on": "1/9/2025", "reason": "Ghi nhầm ngày"}
    seen = client.post(address, given).context["form"]["agreed"].value()
    other = client.post(address, given | {"issued_on": "1/3/2025", "da-xem": seen})
    assert other.status_code == 200 and other.context["moves"].mark != seen
    task = Task.objects.get(plan=plan, code="1")
    cancel_task(None, task, "Thôi làm")
    late = client.post(address, given | {"da-xem": seen})
    assert late.status_code == 200 and due(plan)[0] == D(2026, 12, 15)
    assert client.post(address, given | {"da-xem": late.context["form"]["agreed"].value()}).status_code == 302
    assert due(plan)[:2] == [D(2026, 12, 15), D(2025, 6, 30)]


def test_a_deadline_that_was_granted_stays_in_force(leader: User) -> None:
    plan = a_plan(leader, ("Trước 15/12", "Quý II"))
    change = ask_extension(None, Task.objects.get(plan=plan, code="1"), D(2027, 1, 31), "Chờ hướng dẫn")
    grant_extension(None, change)
    with pytest.raises(DeadlinesMove) as refused:
        correct_plan(leader, plan, "Ghi nhầm ngày", agreed="", issued_on=OTHER)
    assert [one.before for one in refused.value.moves.moved] == [D(2026, 6, 30)] and refused.value.moves.kept == 1
    assert "1 thời hạn sẽ dời, 1 giữ nguyên." in str(refused.value)


def test_the_day_of_the_paper_is_taken_over_after_it_was_shown(leader: User) -> None:
    paper = Document.objects.create(
        unit=leader.hat.unit, direction="outgoing", kind="Kế hoạch", registered_on=ISSUED, issued_on=ISSUED
    )  # type: ignore[misc,union-attr]
    plan = a_plan(leader, ("Trước 15/12",), document=paper)
    Document.objects.filter(pk=paper.pk).update(issued_on=OTHER)
    with pytest.raises(DeadlinesMove) as refused:
        correct_plan(leader, plan, "Theo văn bản", agreed="")
    assert due(plan) == [D(2026, 12, 15)]
    correct_plan(leader, plan, "Theo văn bản", agreed=refused.value.moves.mark)
    assert due(plan) == [D(2025, 12, 15)]


def test_correcting_the_paper_shows_what_it_moves_in_the_plan(leader: User) -> None:
    assert leader.hat is not None
    paper = register_document(None, leader.hat.unit, "outgoing", kind="Kế hoạch", title="Tên", issued_on=ISSUED)
    plan = a_plan(leader, ("Trước 15/12", "Quý II/2027"), document=paper)
    client = Client()
    client.force_login(leader)
    address = reverse("documents:edit", args=[paper.pk])
    form = client.get(address).context["form"]
    given = {name: form[name].value() or "" for name in form.fields} | {"reason": "Ghi nhầm ngày"}
    given |= {"issued_on": "1/9/2025", "registered_on": "13/8/2026"}
    events = Event.objects.count()
    shown = client.post(address, given)
    page = shown.content.decode()
    assert shown.status_code == 200 and Event.objects.count() == events
    assert "1 thời hạn sẽ dời, 1 giữ nguyên." in page and "Sửa và dời thời hạn" in page
    assert due(plan) == [D(2026, 12, 15), D(2027, 6, 30)]
    assert "thời hạn sẽ dời" in client.post(address, given | {"da-xem": "dau-cu"}).content.decode()
    agreed = given | {"da-xem": shown.context["asked"].mark}
    assert client.post(address, agreed).status_code == 302
    plan.refresh_from_db()
    assert (plan.issued_on, due(plan)) == (OTHER, [D(2025, 12, 15), D(2027, 6, 30)])


def test_of_many_only_the_first_are_shown(leader: User) -> None:
    plan = a_plan(leader, ("Trước 15/12",) * (FIRST_ROWS + 3))
    client = Client()
    client.force_login(leader)
    given = fields_of(client, plan) | {"issued_on": "1/9/2025", "reason": "Ghi nhầm ngày"}
    page = client.post(reverse("plans:plan-edit", args=[plan.pk]), given).content.decode()
    assert page.count("15/12/2025") == FIRST_ROWS and "23 thời hạn sẽ dời, 0 giữ nguyên." in page
    assert f"Chỉ hiện {FIRST_ROWS} dòng đầu" in page
