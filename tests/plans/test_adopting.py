"""A plan enters tracking whole: groups, tasks, agencies, rules and awaited events, or nothing at all."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import make_world, officer, read_task
from thuongton.audit.models import Event
from thuongton.plans.deadlines.waiting import AwaitedEvent, is_regular, waiting_of
from thuongton.plans.models import Party, Plan, Rule, Section, Task, Trigger
from thuongton.plans.services import adopting
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.taking_in.read_task import ReadTask
from vanban.timing import read_timing

ISSUED = dt.date(2025, 8, 13)


def task(code: str, title: str = "Xây dựng kế hoạch", timing: str | None = None, **more: Any) -> ReadTask:
    """A task as the machine read it."""
    body = {"timing_text": timing, "timing": read_timing(timing).to_dict(), "start": 0, "end": 10}
    return read_task(code, title, **{**body, **more})


def from_gold(path: Path) -> list[ReadTask]:
    """The 42 labelled tasks of 003 in the shape of ``vanban``."""
    titles = {"A": "NHIỆM VỤ THƯỜNG XUYÊN", "B": "NHIỆM VỤ CÓ THỜI HẠN"}
    return [
        task(
            row["id"],
            row["title"],
            row["timing_text"],
            part=row["part"],
            part_title=titles[row["part"]],
            group={"label": row["group"]["roman"], "title": row["group"]["title"]},
            lead=row["lead"],
            coordinating=row["coordinating"],
            lead_text=row["lead_text"],
            coordinating_text=row["coordinating_text"],
            product=row["product"],
        )
        for row in json.loads(path.read_text("utf-8"))["tasks"]
    ]


@pytest.mark.parametrize(
    ("heading", "timing", "expected"),
    [
        ("NHIỆM VỤ THƯỜNG XUYÊN", "Theo thời hạn tại Kế hoạch số 69/KH-UBND", True),
        ("NHIỆM VỤ CÓ THỜI HẠN", "Hằng năm", False),
        (None, "Thường xuyên", True),
        (None, "Thường xuyên/Theo yêu cầu", True),
        (None, "Quý I hằng năm", True),
        (None, "Năm 2026", False),
        (None, None, False),
    ],
)
def test_the_heading_of_the_paper_decides_what_is_regular(
    heading: str | None, timing: str | None, expected: bool
) -> None:
    assert is_regular(heading, read_timing(timing)) is expected


@pytest.mark.parametrize(
    ("title", "timing", "expected"),
    [
        (
            "Ban hành văn bản triển khai",
            "Ngay sau khi Kế hoạch ban hành",
            AwaitedEvent("Kế hoạch ban hành", own=True, named=True),
        ),
        (
            "Xây dựng Kế hoạch triển khai thực hiện Đề án của Thủ tướng xây dựng Cơ sở dữ liệu lớn về pháp luật",
            "Ngay sau khi Đề án được ban hành",
            AwaitedEvent(
                "Đề án của Thủ tướng xây dựng Cơ sở dữ liệu lớn về pháp luật được ban hành", "Thủ tướng", named=True
            ),
        ),
        ("Xây dựng Đề án", "Sau khi Đề án được ban hành", AwaitedEvent("Đề án được ban hành")),
        ("Chính sách", "Theo thời hạn giao của Trung ương", AwaitedEvent("Thời hạn giao của Trung ương", "Trung ương")),
        ("Chính sách", "Theo thời hạn đăng ký", AwaitedEvent("Thời hạn đăng ký")),
        ("Nghị quyết", "Sau khi có Văn bản của Trung ương", AwaitedEvent("Có Văn bản của Trung ương", "Trung ương")),
        (
            "Tập huấn",
            "Theo yêu cầu của bộ, ngành Trung ương",
            AwaitedEvent("Yêu cầu của bộ, ngành Trung ương", "bộ, ngành Trung ương"),
        ),
        (
            "Tập huấn",
            "Theo chương trình của Bộ Tư pháp, Sở Tư pháp thành phố",
            AwaitedEvent("Chương trình của Bộ Tư pháp, Sở Tư pháp thành phố", "Bộ Tư pháp, Sở Tư pháp thành phố"),
        ),
        ("Báo cáo", "Năm 2026", None),
        ("Báo cáo", None, None),
    ],
)
def test_what_a_task_waits_for(title: str, timing: str | None, expected: AwaitedEvent | None) -> None:
    assert waiting_of(title, timing, read_timing(timing)) == expected


@pytest.mark.django_db
def test_a_plan_is_taken_in_whole() -> None:
    world = make_world()
    plan = adopt_plan(
        officer(world.province),
        world.province,
        title="Kế hoạch thử",
        tasks=[
            task(
                "A.I.1",
                part="A",
                part_title="NHIỆM VỤ THƯỜNG XUYÊN",
                group={"label": "I", "title": "Một"},
                timing="Hằng năm",
            ),
            task(
                "B.I.1",
                part="B",
                group={"label": "I", "title": "Một"},
                lead=["Sở Tư pháp", "Các sở, ban, ngành cấp tỉnh"],
                coordinating=["Sở Không Có"],
                timing="Năm 2026",
            ),
            task("B.I.1", part="B", group={"label": "I", "title": "Một"}, timing="Ngay sau khi Kế hoạch ban hành"),
            task("X", progress={"status": "completed"}),
        ],
        number="1/KH-UBND",
        issued_on=ISSUED,
        tracked_from=ISSUED,
    )
    assert [t.code for t in plan.tasks.all()] == ["A.I.1", "B.I.1", "B.I.1 (2)"]
    assert [(s.part, s.label) for s in plan.sections.all()] == [("A", "I"), ("B", "I")]
    assert list(Party.objects.order_by("id").values_list("role", "name", "unit", "category")) == [
        ("lead", "Sở Tư pháp", world.justice.pk, ""),
        ("lead", "Các sở, ban, ngành cấp tỉnh", None, "departments"),
        ("coordinate", "Sở Không Có", None, ""),
    ]
    regular, window, own = plan.tasks.all()
    assert regular.regular and regular.occurrences.exists()
    assert (window.window_start, window.due) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert own.trigger.occurred_on == own.opened_on == ISSUED
    assert Event.objects.get(action="Đưa kế hoạch vào theo dõi").subject_id == plan.pk


@pytest.mark.django_db
def test_two_tasks_that_wait_for_one_named_scheme_share_its_event() -> None:
    world = make_world()
    title = "Xây dựng Kế hoạch thực hiện Đề án của Thủ tướng Chính phủ về {}"
    wait = "Sau khi Đề án được ban hành"
    plan = adopt_plan(
        None,
        world.province,
        title="Kế hoạch thử",
        tasks=[
            task("1", title.format("dữ liệu"), wait),
            task("2", title.format("dữ liệu"), wait),
            task("3", title.format("soạn thảo"), wait),
            task("4", "Chính sách", "Theo thời hạn giao của Trung ương"),
            task("5", "Chính sách", "Theo thời hạn giao của Trung ương"),
        ],
        issued_on=ISSUED,
        tracked_from=ISSUED,
    )
    assert [t.trigger_id for t in plan.tasks.all()].count(plan.tasks.all()[0].trigger_id) == 2
    assert Trigger.objects.filter(owed_since=ISSUED, occurred_on__isnull=True).count() == 4
    assert set(Trigger.objects.values_list("owed_by", flat=True)) == {"Thủ tướng Chính phủ", "Trung ương"}


@pytest.mark.django_db
def test_nothing_is_left_when_adoption_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(adopting, "_add_rules", die)
    with pytest.raises(KeyboardInterrupt):
        adopt_plan(None, world.province, title="Kế hoạch", tasks=[task("1")], tracked_from=ISSUED)
    assert not any(model.objects.exists() for model in (Plan, Section, Task, Party, Rule, Trigger))


@pytest.mark.django_db
def test_who_may_adopt_and_what() -> None:
    world = make_world()
    with pytest.raises(PermissionDenied):
        adopt_plan(officer(world.commune), world.province, title="K", tasks=[task("1")], tracked_from=ISSUED)
    with pytest.raises(ValidationError, match="chưa có nhiệm vụ"):
        adopt_plan(None, world.province, title="K", tasks=[], tracked_from=ISSUED)


@pytest.mark.django_db
def test_the_plan_behind_003(shared: Path) -> None:
    world = make_world()
    plan = adopt_plan(
        None,
        world.province,
        title="Kế hoạch 444",
        tasks=from_gold(shared / "gold_dev" / "tasks_003.json"),
        issued_on=ISSUED,
        tracked_from=ISSUED,
    )
    assert plan.tasks.count() == 42
    assert plan.tasks.filter(regular=True).count() == 23
    assert plan.sections.count() == 14
    waiting = plan.triggers.filter(occurred_on__isnull=True)
    assert waiting.count() == 10
    assert set(waiting.filter(name__contains="Đề án").values_list("owed_by", flat=True)) == {
        "Thủ tướng Chính phủ",
        "Thủ tướng",
    }
