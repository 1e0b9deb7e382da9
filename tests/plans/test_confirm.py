"""Confirming what the machine read: doubts, acts, counts, two people at once, and the last step."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from factories import World, make_world, officer, person
from thuongton.calendars.periods import Period, period_of
from thuongton.documents.models import Document, Intake, Reading, StoredFile
from thuongton.people.models import User
from thuongton.plans.models import Plan, Proposal
from thuongton.plans.queries.proposals import sheet_of
from thuongton.plans.services import confirming
from thuongton.plans.taking_in.proposing import absent_fields, doubts_of, fingerprint, say_timing
from thuongton.plans.taking_in.read_task import ReadTask
from vanban.timing import read_timing

TEXT = "II. NHIỆM VỤ\na) Ban hành Kế hoạch tuyên truyền\nb) Rà soát văn bản\nc) Báo cáo kết quả\n"


def task(code: str, title: str, timing: str | None = "Năm 2026", **more: Any) -> dict[str, Any]:
    """A task as ``vanban`` writes it."""
    start = max(TEXT.find(title), 0)
    body = {
        "code": code, "title": title, "lead": ["Sở Tư pháp"], "coordinating": [], "product": "Báo cáo",
        "timing_text": timing, "timing": read_timing(timing).to_dict(), "progress": None, "duty": False,
        "confidence": 1.0, "start": start, "end": start + len(title),
        "spans": {"title": {"start": start, "end": start + len(title)}},
    }  # fmt: skip
    return {**body, **more}


def intake_of(world: World, *tasks: dict[str, Any], state: str = "confirmed") -> Intake:
    """A paper that was read, and is in the register unless ``state`` says otherwise."""
    file = StoredFile.objects.create(sha256=f"{StoredFile.objects.count():064d}", size=1, media_type="text/plain")
    header = {"kind": "Kế hoạch", "number": "5/KH-UBND", "date": "2026-01-15", "title": "Kế hoạch năm 2026"}
    Reading.objects.create(file=file, body={"text": TEXT, "header": header, "tasks": list(tasks), "citations": []})
    paper = None
    if state == "confirmed":
        paper = Document.objects.create(
            unit=world.province, direction="outgoing", kind="Kế hoạch", number="5/KH-UBND", title="Kế hoạch năm 2026",
            issued_on=dt.date(2026, 1, 15), registered_on=dt.date(2026, 1, 15),
        )  # fmt: skip
    intake = Intake.objects.create(
        unit=world.province, name="ke-hoach.txt", file=file, state=state, document=paper, header=header
    )
    confirming.propose(intake)
    return intake


TASKS = (
    task("1.a", "Ban hành Kế hoạch tuyên truyền"),
    task("1.b", "Rà soát văn bản", None, lead=[], product=None),
    task("1.c", "Báo cáo kết quả"),
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (task("1", "x"), []),
        (task("1", "x", None), ["Thời hạn để trống"]),
        (task("1", "x", "xong thì thôi nhé"), ["Máy chưa hiểu thời hạn «xong thì thôi nhé»"]),
        (task("1", "x", lead=[]), ["Không giao chủ trì"]),
        (task("1", "x", lead=["Sở A", "Sở B"]), ["Có 2 cơ quan chủ trì: Sở A; Sở B"]),
        (task("1", "x", lead=["Các sở, ban, ngành cấp tỉnh", "UBND cấp xã"]), []),
        (task("1", "x", product=None), ["Không có sản phẩm"]),
        (task("1", "x", None, product=None, duty=True), []),
        (task("1", "x", confidence=0.5), ["Máy chưa chắc đoạn này là một nhiệm vụ"]),
    ],
)
def test_what_is_doubtful(body: dict[str, Any], expected: list[str]) -> None:
    assert doubts_of(ReadTask.from_dict(body)) == expected


def test_what_a_whole_paper_leaves_out_is_said_once() -> None:
    tasks = [ReadTask.from_dict(task(str(n), "x", None, lead=[], product=None)) for n in range(3)]
    absent = absent_fields([*tasks, ReadTask.from_dict(task("9", "y", duty=True))])
    assert absent == {"lead", "product", "timing_text"}
    assert [doubts_of(one, absent) for one in tasks] == [[], [], []]


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("Năm 2026", "từ 1/1/2026 đến 31/12/2026"),
        ("Thường xuyên", "thường xuyên, không có hạn"),
        ("Quý I hằng năm", "lặp lại hằng năm, hạn ngày 31 tháng 3"),
        ("Hằng quý", "lặp lại hằng quý"),
        ("Hàng tháng", "lặp lại hằng tháng"),
        ("Sau khi Đề án ban hành", "tính từ sự kiện: Đề án ban hành"),
        ("Theo yêu cầu", "khi có: Theo yêu cầu"),
        (None, ""),
    ],
)
def test_a_deadline_in_words(phrase: str | None, words: str) -> None:
    assert say_timing(read_timing(phrase)) == words


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("báo cáo kết quả (quý I năm 2026)", Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31))),
        ("Báo cáo Quý IV/2025", Period(dt.date(2025, 10, 1), dt.date(2025, 12, 31))),
        ("kết quả 3 tháng đầu năm 2026", Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31))),
        ("6 tháng đầu năm 2026, nhiệm vụ 6 tháng cuối năm 2026", Period(dt.date(2026, 1, 1), dt.date(2026, 6, 30))),
        ("tháng 5 năm 2026", Period(dt.date(2026, 5, 1), dt.date(2026, 5, 31))),
        ("Báo cáo tổng kết năm 2025", Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))),
        ("từ ngày 01/5/2025 đến ngày 15/4/2026", Period(dt.date(2025, 5, 1), dt.date(2026, 4, 15))),
        ("tính đến ngày 31/3/2026", Period(None, dt.date(2026, 3, 31))),
        ("từ ngày 31/02/2026 đến 30/3/2026", Period(None, dt.date(2026, 3, 30))),
        ("về việc phân công nhiệm vụ", None),
        (None, None),
    ],
)  # fmt: skip
def test_the_period_of_a_report(text: str | None, period: Period | None) -> None:
    assert period_of([text]) == period


@given(st.text(), st.sampled_from(["pending", "right", "dropped"]))
def test_a_fingerprint_tells_states_and_bodies_apart(title: str, state: str) -> None:
    assert fingerprint(state, ReadTask(title)) == fingerprint(state, ReadTask(title))
    assert fingerprint(state, ReadTask(title)) != fingerprint(state, ReadTask(title + "x"))


@pytest.mark.django_db
def test_rows_are_laid_out_once_doubtful_first() -> None:
    intake = intake_of(make_world(), *TASKS, {**task("9", "tiến độ"), "progress": {"status": "completed"}})
    assert confirming.propose(intake) == 3
    sheet = sheet_of(intake)
    assert [line.row.task.code for line in sheet.lines] == ["1.b", "1.a", "1.c"]
    assert (sheet.tasks, sheet.duties, sheet.certain, sheet.doubtful) == (3, 0, 2, 1)
    assert sheet.lines[0].row.doubts == ["Không giao chủ trì", "Không có sản phẩm", "Thời hạn để trống"]


@pytest.mark.django_db
def test_every_act_is_kept() -> None:
    world = make_world()
    user = officer(world.province)
    intake = intake_of(world, *TASKS)
    first, second, third = Proposal.objects.filter(intake=intake)
    confirming.accept(user, first)
    fields = {
        "title": "Rà soát\nvăn bản",
        "lead": "Sở Tư pháp\nSở Tài chính",
        "timing_text": "Quý I năm 2026",
        "code": "1.b",
    }
    confirming.correct(user, second, fields)
    confirming.drop(user, third)
    second.refresh_from_db()
    assert second.state == "right"
    assert second.task.title == "Rà soát văn bản"
    assert second.task.lead == ("Sở Tư pháp", "Sở Tài chính")
    assert second.task.timing.due == dt.date(2026, 3, 31)
    assert second.task.product is None
    added = confirming.add(user, intake, {"title": "Việc mới"}, after=first)
    assert [p.task.code for p in Proposal.objects.filter(intake=intake)] == ["1.a", added.task.code, "1.b", "1.c"]
    half = confirming.split(user, second, "Rà soát", "Kiểm tra")
    assert [p.task.code for p in Proposal.objects.filter(intake=intake)][2:4] == ["1.b.1", "1.b.2"]
    joined = confirming.merge_up(user, half)
    assert joined.task.title == "Rà soát Kiểm tra"
    assert joined.task.lead == ("Sở Tư pháp", "Sở Tài chính")
    confirming.reopen(user, third)
    assert confirming.accept_certain(user, intake) == 1
    sheet = sheet_of(intake)
    assert (sheet.kept, sheet.right, sheet.dropped) == (4, 3, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["accept", "drop", "merge_up"])
def test_an_unseen_change_is_not_overwritten(act: str) -> None:
    world = make_world()
    user = officer(world.province)
    row = Proposal.objects.filter(intake=intake_of(world, *TASKS)).last()
    seen = fingerprint(row.state, row.task)
    confirming.correct(user, row, {"title": "Khác"}, seen=seen)
    with pytest.raises(ValidationError, match="Người khác vừa sửa dòng «1"):
        getattr(confirming, act)(user, row, seen=seen)
    row.refresh_from_db()
    assert row.task.title == "Khác"


@pytest.mark.django_db
def test_a_row_that_is_gone_says_so() -> None:
    world = make_world()
    user = officer(world.province)
    row = Proposal.objects.filter(intake=intake_of(world, *TASKS)).last()
    confirming.merge_up(user, Proposal.objects.get(pk=row.pk))
    with pytest.raises(ValidationError, match="vừa được người khác gộp"):
        confirming.accept(user, row)


@pytest.mark.django_db
def test_who_may_confirm() -> None:
    world = make_world()
    row = Proposal.objects.filter(intake=intake_of(world, *TASKS)).first()
    for user in (officer(world.commune), person("thanh-tra", "inspector", world.province)):
        with pytest.raises(PermissionDenied):
            confirming.accept(user, row)


def signed_in(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_the_page_keeps_every_act_and_the_place() -> None:
    world = make_world()
    client = signed_in(officer(world.province))
    intake = intake_of(world, *TASKS)
    first, second, _third = Proposal.objects.filter(intake=intake)
    page = reverse("plans:confirm", args=[intake.pk])
    answer = client.get(page)
    body = answer.content.decode()
    assert f'href="#nguon-nv-{first.pk}"' in body and f'href="#nv-{first.pk}"' in body
    assert f'id="nguon-nv-{first.pk}"' in body
    assert answer.context["current"] == second.pk  # the doubtful one stands first
    seen = fingerprint(first.state, first.task)
    assert client.post(f"{page}{first.pk}/dung/", {"seen": seen}).url == f"{page}#nv-{first.pk}"
    part = client.post(f"{page}{second.pk}/sua/", {"seen": "cũ", "title": "Y"}, headers={"HX-Request": "true"})
    assert "Người khác vừa sửa" in part.content.decode()
    part = client.post(f"{page}{second.pk}/sua/", {"title": ""}, headers={"HX-Request": "true"})
    assert "Ghi nội dung nhiệm vụ." in part.content.decode()
    part = client.post(
        f"{page}{second.pk}/sua/",
        {"title": "Y", "timing_text": "Quý II năm 2026", "code": "1.b"},
        headers={"HX-Request": "true"},
    )
    assert "từ 1/4/2026 đến 30/6/2026" in part.content.decode()
    assert 'id="so-dem"' in part.content.decode()
    assert client.get(page).context["sheet"].right == 2
    for form in ("sua", "tach"):
        assert client.get(f"{page}{second.pk}/mo-{form}/", follow=True).status_code == 200
        assert client.get(f"{page}{second.pk}/mo-{form}/", headers={"HX-Request": "true"}).status_code == 200
    assert client.get(f"{page}?viec=them").status_code == 200
    assert client.post(f"{page}them/", {"title": "Việc bỏ sót"}).status_code == 302
    assert client.post(f"{page}dung-het/").status_code == 302
    assert client.get(f"{page}?xep=van-ban").context["sheet"].undecided == 0


@pytest.mark.django_db
def test_the_page_says_where_an_inherited_lead_was_named() -> None:
    world = make_world()
    client = signed_in(officer(world.province))
    words = {"heading": "theo đề mục ở trên", "line": "theo dòng riêng"}
    for source in ("heading", "line", "sentence", "cell", None):
        intake = intake_of(world, task("1.a", "Ban hành Kế hoạch tuyên truyền", lead_from=source))
        body = client.get(reverse("plans:confirm", args=[intake.pk])).content.decode()
        assert [one for one in words.values() if one in body] == ([words[source]] if source in words else [])
        row = Proposal.objects.get(intake=intake)
        confirming.correct(None, row, {"lead": "Sở Y tế"})
        assert "theo đề mục" not in client.get(reverse("plans:confirm", args=[intake.pk])).content.decode()


@pytest.mark.django_db
def test_nobody_outside_sees_the_page() -> None:
    world = make_world()
    intake = intake_of(world, *TASKS)
    for user in (officer(world.commune, "xa"), officer(world.far_province, "xa-xoi"), person("dan", "citizen", None)):
        client = signed_in(user)
        for name in ("plans:confirm", "plans:adopt"):
            assert client.get(reverse(name, args=[intake.pk])).status_code in (403, 404)


@pytest.mark.django_db
def test_the_page_asks_a_constant_number_of_questions() -> None:
    """However many rows; the menu asks one for each room, so that a room more is no fault of this page."""
    world = make_world()
    client = signed_in(officer(world.province))
    few = intake_of(world, *TASKS)
    many = intake_of(world, *(task(str(n), f"Nhiệm vụ {n}") for n in range(80)))
    asked = []
    for intake in (few, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("plans:confirm", args=[intake.pk]))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 24


@pytest.mark.django_db
def test_the_last_step_takes_the_confirmed_rows() -> None:
    world = make_world()
    client = signed_in(officer(world.province))
    intake = intake_of(world, *TASKS)
    confirming.drop(None, Proposal.objects.filter(intake=intake).last())
    page = reverse("plans:adopt", args=[intake.pk])
    answer = client.get(page)
    assert [line.row.task.code for line in answer.context["no_lead"]] == ["1.b"]
    form = {
        "own": "1",
        "unit": world.province.pk,
        "number": "5/KH-UBND",
        "issued_on": "15/1/2026",
        "title": "K",
        "tracked_from": "bao giờ",
    }
    assert "Ngày bao giờ không có trong lịch" in client.post(page, form).content.decode()
    assert client.post(page, {**form, "tracked_from": "15/1/2026"}).status_code == 302
    plan = Plan.objects.get()
    assert (plan.document, plan.tasks.count()) == (intake.document, 2)
    again = client.post(page, {**form, "tracked_from": "15/1/2026"})
    assert "đã được đưa vào theo dõi" in again.content.decode()
    assert Plan.objects.count() == 1


@pytest.mark.django_db
def test_a_paper_outside_the_register_is_not_tracked() -> None:
    world = make_world()
    client = signed_in(officer(world.province))
    intake = intake_of(world, *TASKS, state="read")
    page = reverse("plans:adopt", args=[intake.pk])
    assert "chưa vào sổ" in client.get(page).content.decode()
    form = {"own": "1", "unit": world.province.pk, "title": "K", "tracked_from": "15/1/2026"}
    client.post(page, form)
    assert not Plan.objects.exists()
