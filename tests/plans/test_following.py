"""Work inside an office: who answers for a task, its steps, and what people say to each other."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.migrations.loader import MigrationLoader

from plans.annex_world import Annex
from thuongton.audit.models import Event
from thuongton.people.models import Notification, User
from thuongton.plans.models import Assignment, Comment, Subtask
from thuongton.plans.services.following import add_subtask, finish_subtask
from thuongton.records import mentions
from thuongton.records.mentions import mentioned
from thuongton.records.services.following import assign, comment, unassign
from vanban.text import fold


def _people() -> list[User]:
    return [
        User(pk=1, username="lan.nt", full_name="Nguyễn Thị Lan"),
        User(pk=2, username="an", full_name="Trần Văn An"),
        User(pk=3, username="anh", full_name="Lê Anh"),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Nhờ @lan.nt xem", ["lan.nt"]),
        ("Nhờ @Nguyễn Thị Lan xem giúp", ["lan.nt"]),
        ("nhờ @nguyen thi lan và @an", ["lan.nt", "an"]),
        ("@an, @AN; @Trần Văn An", ["an"]),
        ("@anh xem", ["anh"]),
        ("gửi an@tinh.gov.vn", []),
        ("không nhắc ai", []),
        ("@khong-co ai", []),
    ],
)
def test_people_named_with_at(text: str, named: list[str]) -> None:
    assert [person.username for person in mentioned(text, _people())] == named


def test_names_are_looked_up_once_however_many_are_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is one look at each person and each mention, not their product; a longer text is refused, not cut."""
    folded: list[str] = []
    monkeypatch.setattr(mentions, "fold", lambda text: folded.append(text) or fold(text))
    people = [User(pk=n, username=f"nguoi.{n}", full_name=f"Nguyễn Văn {n} Thử Dài") for n in range(2_000)]
    text = " ".join(f"@nguoi.{n}," for n in range(300)) + " @Nguyễn Văn 400 Thử Dài đã xem"
    assert {person.pk for person in mentioned(text, people)} == {*range(300), 400}
    assert len(folded) == 2 * 2_000 + 301


def test_what_hangs_on_tasks_stays_in_its_tables() -> None:
    """The columns come from the models of ``records``; no row moves, for nothing changes but the names of relations."""
    loader = MigrationLoader(None)
    before, after = (
        loader.project_state(("plans", name)).models
        for name in ("0013_saved_views_of_lists", "0014_what_is_said_stands_on_records")
    )
    for model in (Comment, Assignment):
        key = ("plans", model._meta.model_name)
        columns = [
            {name: (kind, given, {**told, "related_name": ""}) for name, (_n, kind, given, told) in fields.items()}
            for fields in ({n: f.deconstruct() for n, f in side[key].fields.items()} for side in (before, after))
        ]
        assert columns[0] == columns[1] and model._meta.db_table == f"plans_{model._meta.model_name}"


def test_a_comment_too_long_is_refused_whole(annex: Annex) -> None:
    with pytest.raises(ValidationError, match="5000 ký tự"):
        comment(annex.monitor, annex.task("B.III.1"), "@can-bo " * 1_000)
    assert not Comment.objects.exists() and not Notification.objects.exists()


def test_a_comment_tells_the_people_it_names_once(annex: Annex) -> None:
    task = annex.task("B.III.1")
    made = comment(annex.monitor, task, "Nhờ @can-bo bổ sung sản phẩm, @can-bo nhé")
    assert list(made.mentions.all()) == [annex.officer]
    note = Notification.objects.get()
    assert note.user == annex.officer
    assert f"/ke-hoach/nhiem-vu/{task.pk}/#trao-doi" in note.url
    page = annex.client(annex.officer, None).get("/").content.decode()
    assert "nhắc bạn" in page


def test_nobody_outside_the_province_is_told(annex: Annex) -> None:
    comment(annex.monitor, annex.task("B.III.1"), "Chào @nguoi-la")
    assert not Notification.objects.exists()


def test_an_inspector_and_a_stranger_say_nothing(annex: Annex) -> None:
    for user in (annex.inspector, annex.stranger):
        with pytest.raises(PermissionDenied):
            comment(user, annex.task("B.III.1"), "Chào")
    with pytest.raises(ValidationError):
        comment(annex.monitor, annex.task("B.III.1"), "   ")
    assert not Comment.objects.exists()


def test_assigning_tells_the_person_and_doing_it_again_changes_nothing(annex: Annex) -> None:
    task = annex.task("B.III.1")
    first = assign(annex.monitor, task, annex.officer)
    assert assign(annex.monitor, task, annex.officer) == first
    assert Notification.objects.filter(user=annex.officer).count() == 1
    unassign(annex.monitor, first)
    assert Assignment.objects.get().ended_on is not None
    written = Event.objects.count()
    unassign(annex.second, Assignment.objects.get())  # somebody on a page from before
    assert Event.objects.count() == written
    assert assign(annex.monitor, task, annex.officer) != first
    with pytest.raises(ValidationError):
        assign(annex.monitor, task, annex.stranger)


def test_steps_are_ticked_and_opened_again(annex: Annex) -> None:
    task = annex.task("B.III.1")
    step = add_subtask(annex.officer, task, "  Gửi dự thảo lấy ý kiến ")
    assert step.title == "Gửi dự thảo lấy ý kiến"
    assert finish_subtask(annex.officer, step).done_on is not None
    assert finish_subtask(annex.officer, step).done_on is None
    with pytest.raises(ValidationError):
        add_subtask(annex.officer, task, " ")
    with pytest.raises(PermissionDenied):
        add_subtask(annex.inspector, task, "Việc")
    with pytest.raises(PermissionDenied):
        finish_subtask(annex.inspector, step)
    assert Subtask.objects.count() == 1


def test_the_forms_of_following_on_the_page(annex: Annex) -> None:
    task = annex.task("B.III.1")
    client = annex.client(annex.officer, None)
    root = f"/ke-hoach/nhiem-vu/{task.pk}/"
    assert client.post(root + "phan-cong/", {"nguoi": annex.officer.pk}).status_code == 302
    assert client.post(root + "viec-con/", {"viec": "Soạn dự thảo", "han": "30/11/2026"}).status_code == 302
    assert client.post(root + "xong-viec-con/", {"viec-con": Subtask.objects.get().pk}).status_code == 302
    assert client.post(root + "trao-doi/", {"noi-dung": "Đang làm <b>đậm</b>"}).status_code == 302
    page = client.get(root).content.decode()
    assert "Soạn dự thảo" in page
    assert "Đang làm &lt;b&gt;đậm&lt;/b&gt;" in page
    assert client.post(root + "phan-cong/", {"nguoi": annex.stranger.pk}).status_code == 404
    assert client.post(root + "xong-viec-con/", {"viec-con": "999999"}).status_code == 404
    assert client.post(root + "thoi-phan-cong/", {"phan-cong": Assignment.objects.get().pk}).status_code == 302
