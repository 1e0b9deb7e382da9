"""«Sửa nhiệm vụ», «Sửa kế hoạch», «Rút khỏi theo dõi»: who may, what is kept, what is refused."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from factories import World, person, read_task
from thuongton.audit.models import Event, RowChange
from thuongton.audit.queries import broken_links
from thuongton.documents.models import Document
from thuongton.documents.services.numbers import issue_number
from thuongton.documents.services.register import correct_document, register_document
from thuongton.people.models import Role, Unit, User
from thuongton.people.services import let_one_person_decide
from thuongton.plans.models import (
    Coverage,
    Declaration,
    Occurrence,
    Party,
    Plan,
    Proof,
    Reminder,
    Section,
    Task,
    Trigger,
)
from thuongton.plans.queries.correcting import mark_of_task
from thuongton.plans.queries.rights import may_correct
from thuongton.plans.services import facts
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.services.correcting import correct_plan, correct_task
from thuongton.plans.services.tasks import create_task
from thuongton.plans.services.withdrawing import withdraw_plan
from thuongton.plans.taking_in.previewing import preview
from vanban.timing import read_timing

D = dt.date


@dataclass
class Place:
    """A plan of the province and one of a commune, each with a task, and the people around."""

    world: World
    plan: Plan
    task: Task
    own_plan: Plan
    own_task: Task
    people: dict[str, User]


def plan_of(unit: Unit, **more: Any) -> Plan:
    return Plan.objects.create(unit=unit, title="Kế hoạch công tác", tracked_from=D(2026, 1, 5), **more)


def task_of(plan: Plan, code: str = "1", phrase: str = "Quý I/2026", **more: Any) -> Task:
    return create_task(
        None, plan, code=code, title="Mở hội nghị", product="Hội nghị", timing_text=phrase,
        timing=read_timing(phrase, issued=plan.issued_on), **more,
    )  # fmt: skip


@pytest.fixture
def place(world: World) -> Place:
    plan = plan_of(world.province, number="444/KH-UBND", issued_on=D(2025, 8, 13))
    own = plan_of(world.commune)
    return Place(
        world, plan, task_of(plan, leads=[("Sở Tư pháp", world.justice)]), own, task_of(own),
        {
            "province leader": person("lanh-dao", Role.LEADER, world.province),
            "province monitor": person("theo-doi", Role.MONITOR, world.justice, world.province),
            "province officer": person("chuyen-vien", Role.OFFICER, world.province),
            "lead": person("so-tu-phap", Role.OFFICER, world.justice),
            "commune officer": person("xa-mot", Role.OFFICER, world.commune),
            "office of the commune": person("van-phong", Role.OFFICER, world.office, world.commune),
            "other commune": person("xa-hai", Role.OFFICER, world.other_commune),
            "inspector": person("kiem-tra", Role.INSPECTOR, world.province),
            "administrator": person("quan-tri", Role.ADMINISTRATOR, world.province),
            "citizen": person("nguoi-dan", Role.CITIZEN, None),
            "elsewhere": person("tinh-xa", Role.LEADER, world.far_province),
        },
    )  # fmt: skip


def at(place: Place, who: str) -> Client:
    client = Client()
    client.force_login(place.people[who])
    return client


WHO = {
    "province leader": (True, True),
    "province monitor": (True, True),
    "province officer": (True, False),
    "lead": (False, False),
    "commune officer": (False, True),
    "office of the commune": (False, True),
    "other commune": (False, False),
    "inspector": (False, False),
    "administrator": (False, False),
    "citizen": (False, False),
    "elsewhere": (False, False),
}


@pytest.mark.parametrize(("who", "may"), WHO.items())
def test_a_plan_is_corrected_by_its_own_unit_and_those_who_answer_for_it(
    place: Place, who: str, may: tuple[bool, bool]
) -> None:
    user = place.people[who]
    for plan, task, allowed in ((place.plan, place.task, may[0]), (place.own_plan, place.own_task, may[1])):
        assert may_correct(user, plan) is allowed
        acts = (
            lambda task=task: correct_task(user, task, "Ghi nhầm", title="Mở hai hội nghị"),
            lambda plan=plan: correct_plan(user, plan, "Ghi nhầm", title="Kế hoạch khác"),
            lambda task=task: facts.cancel_task(user, task, "Không còn phải làm"),
        )
        for act in acts:
            if allowed:
                act()
            else:
                with pytest.raises(PermissionDenied):
                    act()
        pages = [reverse("plans:task-edit", args=[task.pk]), reverse("plans:plan-edit", args=[plan.pk])]
        answers = {at(place, who).get(page).status_code for page in pages}
        assert answers == {200} if allowed else answers <= {403, 404}
    assert RowChange.objects.filter(event__isnull=True, table="plans_task").count() == 0


def form_of(client: Client, address: str) -> dict[str, Any]:
    """What the form of a page would send untouched."""
    page = client.get(address)
    assert page.status_code == 200
    typed = dict(page.context["typed"])
    return {name: value for name, value in typed.items() if value not in (False, None)} | {
        name: "1" for name in ("regular", "duty") if typed.get(name) is True
    }


FIELDS = [
    ("title", "Mở ba hội nghị", lambda task: task.title, "Mở ba hội nghị"),
    ("product", "Kỷ yếu", lambda task: task.product, "Kỷ yếu"),
    ("lead", "Sở Tài chính\nSở Tư pháp", lambda task: leads(task), [("Sở Tài chính",) * 2, ("Sở Tư pháp",) * 2]),
    ("lead", "", lambda task: (leads(task), task.lead_text), ([], "")),
    ("lead", "Hội Người xa xứ", lambda task: leads(task), [("Hội Người xa xứ", None)]),
    ("coordinating", "Công an tỉnh", lambda task: task.coordinating_text, "Công an tỉnh"),
    ("regular", "1", lambda task: task.regular, True),
    ("duty", "1", lambda task: task.duty, True),
]  # fmt: skip


def leads(task: Task) -> list[tuple[str, str | None]]:
    parties = Party.objects.filter(task=task, role="lead").order_by("order")
    return [(party.name, party.unit.name if party.unit else None) for party in parties]


@pytest.mark.parametrize(("field", "typed", "read", "expected"), FIELDS)
def test_each_field_of_a_task_is_corrected_with_the_reason(
    place: Place, field: str, typed: str, read: Any, expected: Any
) -> None:
    client, address = at(place, "province officer"), reverse("plans:task-edit", args=[place.task.pk])
    form = form_of(client, address) | {field: typed}
    refused = client.post(address, form)
    assert refused.status_code == 400 and "Ghi lý do" in refused.content.decode()
    assert refused.context["typed"][field] in (typed, True)
    paper = register_document(None, place.world.province, "outgoing", number="12/QĐ-UBND", issued_on=D(2026, 2, 2))
    answer = client.post(address, form | {"reason": "Điều chỉnh", "so": "12/qđ-ubnd"})
    assert answer.status_code == 302
    task = Task.objects.get(pk=place.task.pk)
    assert read(task) == expected
    event = Event.objects.filter(action="Sửa nhiệm vụ").latest("id")
    assert event.reason == f"Điều chỉnh ({paper.short})" and event.subject_id == task.pk
    assert form_of(client, address)["seen"] != form["seen"]


PHRASES = [
    ("Quý II/2027", None, D(2027, 4, 1), D(2027, 6, 30), "", 0),
    ("Trước 15/12", D(2026, 2, 1), None, D(2026, 12, 15), "", 0),
    ("hằng quý", D(2026, 2, 1), None, None, "", 4),
    ("30 ngày sau khi có hướng dẫn của Bộ Tư pháp", None, None, None, "Có hướng dẫn của Bộ Tư pháp", 0),
    ("10 ngày kể từ ngày ban hành Kế hoạch", None, None, None, "ban hành Kế hoạch", 0),
    ("càng sớm càng tốt", None, None, None, "", 0),
]


@pytest.mark.parametrize(("phrase", "issued", "start", "due", "event", "turns"), PHRASES)
def test_the_preview_says_what_will_be_saved(
    world: World, phrase: str, issued: dt.date | None, start: Any, due: Any, event: str, turns: int
) -> None:
    plan = plan_of(world.province, issued_on=issued)
    task = task_of(plan, phrase="Năm 2026")
    shown = preview(phrase, title=task.title, issued=issued, first=D(2026, 2, 1))
    assert (shown.start, shown.due, shown.waits_for, len(shown.turns)) == (start, due, event, turns)
    correct_task(None, task, "Đọc nhầm", timing_text=phrase, timing=read_timing(phrase, issued=issued))
    saved = Task.objects.get(pk=task.pk)
    assert (saved.window_start, saved.due, saved.trigger.name if saved.trigger else "") == (start, due, event)
    assert saved.waits is bool(event) and saved.occurrences.exists() is bool(turns)


def test_a_new_deadline_is_shown_before_it_is_saved(place: Place) -> None:
    client, address = at(place, "province officer"), reverse("plans:task-edit", args=[place.task.pk])
    form = form_of(client, address) | {"timing_text": "Quý II/2027", "reason": "Đọc nhầm quý"}
    shown = client.post(address, form)
    assert shown.status_code == 200 and "30/6/2027" in shown.content.decode()
    assert Task.objects.get(pk=place.task.pk).due == D(2026, 3, 31)
    other = client.post(address, form | {"da-xem": "Quý II/2027", "timing_text": "Quý III/2027"})
    assert other.status_code == 200 and "30/9/2027" in other.content.decode()
    alone = client.post(address, form | {"da-xem": "Quý II/2027"})  # what was confirmed is moved by two
    assert alone.status_code == 400 and "(31/3/2026 → 30/6/2027) nên cần hai người" in alone.content.decode()
    assert Task.objects.get(pk=place.task.pk).due == D(2026, 3, 31)
    let_one_person_decide(None, place.plan.unit, True, reason="Chỉ có một người")
    assert client.post(address, form | {"da-xem": "Quý II/2027"}).status_code == 302
    assert Task.objects.get(pk=place.task.pk).due == D(2027, 6, 30)
    unread = client.post(address, form_of(client, address) | {"timing_text": "bao giờ cũng được", "reason": "x"})
    assert "Máy chưa hiểu thời hạn «bao giờ cũng được»" in unread.content.decode()


def test_nobody_is_overwritten_unseen(place: Place) -> None:
    first, second = at(place, "province officer"), at(place, "province monitor")
    address = reverse("plans:task-edit", args=[place.task.pk])
    mine, theirs = form_of(first, address), form_of(second, address)
    assert first.post(address, mine | {"title": "Bản của một người", "reason": "x"}).status_code == 302
    late = second.post(address, theirs | {"title": "Bản của người kia", "reason": "y"})
    page = late.content.decode()
    assert late.status_code == 400 and "Người khác vừa sửa" in page
    assert "Bản của một người" in page and "Bản của người kia" in page
    assert Task.objects.get(pk=place.task.pk).title == "Bản của một người"
    again = form_of(second, address) | {"title": "Bản của người kia", "reason": "y"}
    assert second.post(address, again).status_code == 302

    address = reverse("plans:plan-edit", args=[place.plan.pk])
    mine, theirs = form_of(first, address), form_of(second, address)
    assert first.post(address, mine | {"title": "Tên mới", "reason": "x"}).status_code == 302
    assert second.post(address, theirs | {"number": "445/KH-UBND", "reason": "y"}).status_code == 400
    assert Plan.objects.get(pk=place.plan.pk).number == "444/KH-UBND"


def test_an_agency_that_stays_keeps_its_row(place: Place) -> None:
    kept = Party.objects.get(task=place.task)
    correct_task(None, place.task, "Thêm", leads=["Sở Tài chính", "Sở Tư pháp"])
    assert Party.objects.get(task=place.task, name="Sở Tư pháp").pk == kept.pk
    assert Party.objects.get(task=place.task, name="Sở Tư pháp").order == 1


def test_turns_with_something_recorded_outlive_another_rule(place: Place) -> None:
    task = task_of(place.plan, "2", "hằng quý")
    turn = Occurrence.objects.filter(task=task, due__lte=D(2026, 6, 30)).latest("due")
    proof = facts.declare(None, task, "completed", turn.due, occurrence=turn)
    correct_task(None, task, "Thêm chữ", timing_text="Hàng quý", timing=read_timing("Hàng quý"))
    assert Declaration.objects.get(pk=proof.pk).occurrence == Occurrence.objects.get(task=task, period=turn.period)
    with pytest.raises(ValidationError, match=turn.period):
        correct_task(None, task, "Đổi", timing_text="Năm 2027", timing=read_timing("Năm 2027"))
    task = Task.objects.get(pk=task.pk)
    assert task.timing_text == "Hàng quý" and Declaration.objects.get(pk=proof.pk).occurrence_id == turn.pk
    free = task_of(place.plan, "3", "hằng quý")
    correct_task(None, free, "Đổi", timing_text="Năm 2027", timing=read_timing("Năm 2027"))
    assert not Occurrence.objects.filter(task=free).exists() and Task.objects.get(pk=free.pk).due == D(2027, 12, 31)


def test_a_task_waits_for_what_its_phrase_names(place: Place) -> None:
    phrase = "Sau khi có hướng dẫn của Bộ Tư pháp"
    correct_task(None, place.task, "Đọc nhầm", timing_text=phrase, timing=read_timing(phrase))
    waiting = Task.objects.get(pk=place.task.pk)
    assert waiting.waits and waiting.trigger is not None and waiting.trigger.owed_by == "Bộ Tư pháp"
    correct_task(None, waiting, "Đọc nhầm", timing_text="Năm 2026", timing=read_timing("Năm 2026"))
    assert not Task.objects.get(pk=place.task.pk).waits and not Trigger.objects.filter(plan=place.plan).exists()


REFUSED = [
    ({"title": " "}, "Ghi nội dung"),
    ({"section": "other"}, "chính kế hoạch này"),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED)
def test_what_cannot_be_is_refused(place: Place, fields: dict[str, Any], sentence: str) -> None:
    if fields.get("section"):
        fields = {"section": Section.objects.create(plan=place.own_plan, order=1, label="I", title="Nhóm")}
    with pytest.raises(ValidationError, match=sentence):
        correct_task(None, place.task, "Ghi nhầm", **fields)
    assert mark_of_task(Task.objects.get(pk=place.task.pk)) == mark_of_task(place.task)
    facts.cancel_task(None, place.task, "Thôi")
    with pytest.raises(ValidationError, match="đã được huỷ"):
        correct_task(None, Task.objects.get(pk=place.task.pk), "Ghi nhầm", title="Khác")


def test_a_plan_goes_to_the_unit_that_issued_it(place: Place) -> None:
    leader = place.people["province leader"]
    correct_plan(leader, place.own_plan, "Vào nhầm xã", unit=place.world.other_commune)
    assert Task.objects.get(pk=place.own_task.pk).unit == place.world.other_commune
    with pytest.raises(PermissionDenied):
        correct_plan(place.people["commune officer"], place.own_plan, "Lấy về", unit=place.world.commune)
    mine = plan_of(place.world.commune)
    with pytest.raises(PermissionDenied):
        correct_plan(place.people["commune officer"], mine, "Đẩy đi", unit=place.world.other_commune)
    assert Plan.objects.get(pk=mine.pk).unit == place.world.commune


def test_a_plan_never_implements_itself(place: Place) -> None:
    correct_plan(None, place.own_plan, "Nêu căn cứ", implements=[place.plan])
    with pytest.raises(ValidationError, match="chính kế hoạch này"):
        correct_plan(None, place.plan, "Nêu căn cứ", implements=[place.own_plan])
    client, address = at(place, "province leader"), reverse("plans:plan-edit", args=[place.own_plan.pk])
    form = form_of(client, address)
    assert form["implements"] == [place.plan.pk]
    assert b" multiple" in client.get(address).content
    assert client.post(address, form | {"title": "Kế hoạch khác", "reason": "Sửa tên"}).status_code == 302
    assert list(place.own_plan.implements.all()) == [place.plan], "what it implements stays when the form says so"
    form = form_of(client, address)
    assert client.post(address, form | {"implements": [], "reason": "Thôi"}).status_code == 302
    assert not place.own_plan.implements.exists()


DAYS = [
    ("Trước 15/12", D(2026, 12, 15), D(2025, 12, 15)),
    ("Quý II", D(2026, 6, 30), D(2025, 6, 30)),
    ("Quý II/2027", D(2027, 6, 30), D(2027, 6, 30)),
    ("10 ngày kể từ ngày ban hành Kế hoạch", D(2026, 2, 11), D(2025, 9, 11)),
]


@pytest.mark.parametrize(("phrase", "before", "after"), DAYS)
def test_deadlines_that_rest_on_the_day_of_the_plan_follow_it(
    world: World, phrase: str, before: dt.date, after: dt.date
) -> None:
    timing = read_timing(phrase, issued=D(2026, 2, 1)).to_dict()
    body = read_task("1", "Mở hội nghị", timing_text=phrase, timing=timing)
    plan = adopt_plan(
        None, world.province, title="Kế hoạch", tasks=[body], tracked_from=D(2026, 2, 1), issued_on=D(2026, 2, 1)
    )
    task = plan.tasks.get()
    assert task.due == before
    correct_plan(None, plan, "Ghi nhầm ngày", issued_on=D(2025, 9, 1))
    assert Task.objects.get(pk=task.pk).due == after
    corrected = read_timing("Quý IV/2026")
    correct_task(None, Task.objects.get(pk=task.pk), "Điều chỉnh", timing=corrected)
    correct_plan(None, plan, "Ghi nhầm ngày", issued_on=D(2026, 2, 1))
    assert Task.objects.get(pk=task.pk).due == D(2026, 12, 31)


def _coverage(place: Place) -> None:
    Coverage.objects.create(
        plan=place.own_plan,
        higher=place.plan,
        task=place.task,
        verdict="covered",
        decided_on=D(2026, 2, 2),
        unit=place.world.commune,
    )


def _proof(place: Place) -> None:
    paper = register_document(None, place.world.province, "outgoing", number="1/BC-UBND", issued_on=D(2026, 2, 2))
    facts.submit_proof(None, place.task, paper)


def _letter(place: Place) -> None:
    paper = Document.objects.create(unit=place.world.province, direction="outgoing", registered_on=D(2026, 2, 2))
    Reminder.objects.create(task=place.task, key="x", kind="letter", letter=paper)


RESTS = {
    "nothing": (lambda place: None, ""),
    "declaration": (lambda place: facts.declare(None, place.task, "in_progress", D(2026, 2, 2)), "1 khai báo"),
    "proof": (_proof, "1 sản phẩm"),
    "extension": (lambda place: facts.ask_extension(None, place.task, D(2026, 5, 5), "Chờ"), "1 lần xin lùi hạn"),
    "letter": (_letter, "1 công văn đôn đốc"),
    "coverage": (_coverage, "1 quyết định về mức bao phủ"),
    "lower plan": (lambda place: place.own_plan.implements.add(place.plan), "1 kế hoạch thực hiện nó"),
}


@pytest.mark.parametrize("what", RESTS)
def test_a_plan_is_withdrawn_while_nothing_rests_on_it(place: Place, what: str) -> None:
    rest, sentence = RESTS[what]
    rest(place)
    facts_before = (Proof.objects.count(), Declaration.objects.count())
    client = at(place, "province officer")
    address = reverse("plans:plan-withdraw", args=[place.plan.pk])
    form = client.get(reverse("plans:plan-edit", args=[place.plan.pk])).content.decode()
    answer = client.post(address, {"ly-do": "Đưa vào nhầm"})
    if sentence:
        assert answer.status_code == 400 and sentence in answer.content.decode() and sentence in form
        assert Plan.objects.filter(pk=place.plan.pk).exists()
        assert facts_before == (Proof.objects.count(), Declaration.objects.count())
        return
    assert answer.status_code == 302 and address in form
    assert not Plan.objects.filter(pk=place.plan.pk).exists() and not Task.objects.filter(pk=place.task.pk).exists()
    event = Event.objects.latest("id")
    assert event.action == "Rút kế hoạch khỏi theo dõi" and event.reason.endswith("Đưa vào nhầm")
    assert event.changes.filter(table="plans_task", op="D", row=place.task.pk).exists()


def test_withdrawing_wants_a_reason_and_the_right(place: Place) -> None:
    with pytest.raises(ValidationError, match="lý do"):
        withdraw_plan(None, place.plan, " ")
    with pytest.raises(PermissionDenied):
        withdraw_plan(place.people["commune officer"], place.plan, "Không thích")


@pytest.fixture
def adopted(world: World) -> tuple[World, Plan, Document]:
    """A commune's plan taken in before its paper had a number, with deadlines that wait for the day."""
    paper = register_document(None, world.commune, "outgoing", kind="Kế hoạch", symbol="KH-UBND", title="Công tác")
    phrases = ("Trước 15/12", "10 ngày kể từ ngày ban hành Kế hoạch", "Năm 2027", "")
    tasks = [
        read_task(str(place), f"Việc {place}", timing_text=phrase, timing=read_timing(phrase).to_dict())
        for place, phrase in enumerate(phrases)
    ]
    plan = adopt_plan(None, world.commune, title="Công tác", tasks=tasks, tracked_from=D(2026, 11, 1), document=paper)
    return world, plan, paper


def dues(plan: Plan) -> list[dt.date | None]:
    return [task.due for task in Task.objects.filter(plan=plan).order_by("order")]


def test_the_plan_learns_its_number_and_day_from_its_paper(adopted: tuple[World, Plan, Document]) -> None:
    world, plan, paper = adopted
    assert (plan.number, plan.issued_on, dues(plan)) == ("", None, [None, None, D(2027, 12, 31), None])
    issue_number(None, paper, on=D(2026, 11, 20))
    plan.refresh_from_db()
    assert (plan.number, plan.issued_on) == ("01/KH-UBND", D(2026, 11, 20))
    assert dues(plan) == [D(2026, 12, 15), D(2026, 11, 30), D(2027, 12, 31), None]
    event = Event.objects.latest("id")
    assert event.action == "Cấp số văn bản" and event.changes.filter(table="plans_plan", row=plan.pk).exists()
    correct_document(None, paper, {"number": "02/KH-UBND", "issued_on": D(2025, 11, 20)}, "Ghi nhầm")
    plan.refresh_from_db()
    assert (plan.number, plan.called) == ("02/KH-UBND", "02/KH-UBND")
    assert dues(plan) == [D(2025, 12, 15), D(2025, 12, 1), D(2027, 12, 31), None]  # 30/11/2025 is a Sunday
    client = Client()
    client.force_login(person("xa", Role.OFFICER, world.commune))
    page = client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "02/KH-UBND" in page and "chưa có số" not in page and "chưa có ngày ban hành" not in page
    followed = client.get(reverse("documents:document", args=[paper.pk])).content.decode()
    assert "Kế hoạch đang theo dõi:" in followed and reverse("plans:plan", args=[plan.pk]) in followed
    with pytest.raises(ValidationError, match="sửa ở văn bản"):
        correct_plan(None, plan, "Đổi", number="9/KH")
    assert not list(broken_links())


def test_a_refused_number_leaves_the_plan_too(adopted: tuple[World, Plan, Document], monkeypatch: Any) -> None:
    _world, plan, paper = adopted

    def fail(*_: Any, **__: Any) -> None:
        raise ValidationError("hỏng")

    monkeypatch.setattr("thuongton.plans.services.correcting.follow_day", fail)
    with pytest.raises(ValidationError, match="hỏng"):
        issue_number(None, paper, on=D(2026, 11, 20))
    paper.refresh_from_db(), plan.refresh_from_db()
    assert (paper.number, plan.number, plan.issued_on) == ("", "", None)


def test_a_copy_in_another_register_does_not_move_a_plan(place: Place) -> None:
    copy = register_document(None, place.world.justice, "incoming", number="444/KH-UBND", issued_on=D(2025, 8, 13))
    Plan.objects.filter(pk=place.plan.pk).update(document=copy)
    correct_document(place.people["lead"], copy, {"number": "999/KH-UBND"}, "Ghi nhầm")
    assert Plan.objects.get(pk=place.plan.pk).number == "444/KH-UBND"
    place.plan.refresh_from_db()
    correct_plan(place.people["province leader"], place.plan, "Theo văn bản", title="Kế hoạch")
    assert Plan.objects.get(pk=place.plan.pk).number == "999/KH-UBND"


def test_what_nobody_confirmed_stays_marked_until_somebody_does(place: Place) -> None:
    Task.objects.filter(pk=place.task.pk).update(unconfirmed=True)
    client = at(place, "province officer")
    table = reverse("plans:plan", args=[place.plan.pk])
    mark = "như máy đọc, chưa xác nhận"
    assert mark in client.get(table).content.decode()
    assert mark in openpyxl_text(client.get(reverse("plans:plan-excel", args=[place.plan.pk])))
    assert mark in client.get(table + "?chua-xac-nhan=1").content.decode()
    page = client.get(reverse("plans:task", args=[place.task.pk])).content.decode()
    assert "chưa ai xác nhận" in page and reverse("plans:task-confirm", args=[place.task.pk]) in page
    assert at(place, "lead").post(reverse("plans:task-confirm", args=[place.task.pk])).status_code == 403
    assert Task.objects.get(pk=place.task.pk).unconfirmed
    assert client.post(reverse("plans:task-confirm", args=[place.task.pk])).status_code == 302
    assert mark not in client.get(table).content.decode()
    Task.objects.filter(pk=place.task.pk).update(unconfirmed=True)
    correct_task(None, Task.objects.get(pk=place.task.pk), "Ghi nhầm", product="Biên bản")
    assert not Task.objects.get(pk=place.task.pk).unconfirmed


def openpyxl_text(answer: Any) -> str:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
