"""The trail in the words of the office: every label and value in both languages, a sentence for what was done."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from factories import World, make_world, person
from thuongton.audit.models import Event
from thuongton.audit.queries import with_changes
from thuongton.audit.reading import ReadableEvent, readable
from thuongton.audit.triggers import tracked_models
from thuongton.audit.wording import called_field, called_model, is_silent, joined
from thuongton.documents.models import Document
from thuongton.documents.services import files, numbers, register
from thuongton.people import services as people
from thuongton.people.models import Role, User
from thuongton.plans.models import DeadlineChange, Plan, Proof, Task, Trigger
from thuongton.plans.services import correcting, coverage, facts
from thuongton.plans.services.following import add_subtask
from thuongton.plans.services.tasks import create_task
from thuongton.plans.services.withdrawing import withdraw_plan
from thuongton.records.services import following
from vanban.timing import read_timing

D = dt.date
TRACKED = [model for model in tracked_models() if model.__module__.startswith("thuongton.")]
MODELS = [pytest.param(model, id=model._meta.label) for model in TRACKED]


def words_of(model: type[models.Model]) -> list[tuple[str, str]]:
    """Every label and every choice of a model, with where it stands."""
    found = [("model", called_model(model))]
    for field in model._meta.local_concrete_fields:
        if field.primary_key or joined(model) is not None or is_silent(model, field):
            continue
        found.append((field.name, called_field(field)))
        found += [(f"{field.name}={value}", str(words)) for value, words in field.flatchoices or ()]
    return found


@pytest.mark.parametrize("model", MODELS)
def test_every_label_and_choice_is_vietnamese(model: type[models.Model]) -> None:
    with override("vi"):
        assert [(where, words) for where, words in words_of(model) if words.isascii()] == []


PROPER = {"MẬT", "TỐI MẬT", "TUYỆT MẬT"}
"""Marks that are printed on papers and stand as they are in every language."""


@pytest.mark.parametrize("model", MODELS)
def test_every_label_and_choice_is_english_too(model: type[models.Model]) -> None:
    with override("en"):
        found = words_of(model)
    marks = set("ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")
    assert [(where, words) for where, words in found if marks & set(words.lower()) and words not in PROPER] == []


@dataclass
class Scene:
    """A plan of a commune with a task, and the people who act on it."""

    world: World
    plan: Plan
    task: Task
    officer: User
    leader: User
    paper: Document


@pytest.fixture
def scene(db: None) -> Scene:
    world = make_world()
    plan = Plan.objects.create(
        unit=world.commune,
        title="Kế hoạch tư pháp",
        number="9/KH-UBND",
        issued_on=D(2026, 1, 5),
        tracked_from=D(2026, 1, 5),
    )
    task = create_task(
        None,
        plan,
        code="1",
        title="Mở hội nghị",
        timing_text="Năm 2026",
        timing=read_timing("Năm 2026"),
        leads=[("Văn phòng HĐND và UBND xã", world.office)],
    )
    paper = register.register_document(
        None, world.commune, "outgoing", number="5/BC-UBND", kind="Báo cáo", issued_on=D(2026, 2, 2), title="Kết quả"
    )
    return Scene(
        world,
        plan,
        task,
        person("nguyen-a", Role.OFFICER, world.commune),
        person("tran-b", Role.LEADER, world.commune),
        paper,
    )


def _asked(scene: Scene) -> DeadlineChange:
    return facts.ask_extension(None, scene.task, D(2027, 3, 31), "Chờ hướng dẫn")


def _handed_in(scene: Scene) -> Proof:
    return facts.submit_proof(None, scene.task, scene.paper)


def _waiting(scene: Scene) -> Trigger:
    phrase = "Sau khi có hướng dẫn của Bộ Tư pháp"
    correcting.correct_task(None, scene.task, "x", timing_text=phrase, timing=read_timing(phrase))
    return Trigger.objects.get(plan=scene.plan)


def _blank(scene: Scene) -> Document:
    return register.register_document(
        None, scene.world.commune, "outgoing", symbol="KH-UBND", kind="Kế hoạch", title="A"
    )


def _retimed(scene: Scene) -> None:
    correcting.correct_task(None, scene.task, "x", timing_text="Quý I/2027", timing=read_timing("Quý I/2027"))


def _led(scene: Scene) -> None:
    correcting.correct_task(None, scene.task, "x", leads=["Công an xã"])


def _confirmed(scene: Scene) -> None:
    Task.objects.filter(pk=scene.task.pk).update(unconfirmed=True)
    correcting.confirm_task(None, scene.task)


def _higher(scene: Scene) -> Plan:
    return Plan.objects.create(
        unit=scene.world.province, title="Cấp trên", number="1/KH-UBND", tracked_from=D(2026, 1, 1)
    )


def _covered(scene: Scene) -> None:
    higher = _higher(scene)
    above = create_task(None, higher, code="7", title="Tập huấn")
    coverage.decide_coverage(None, higher, scene.plan, "covered", task=above)


SENTENCES: dict[str, tuple[Callable[[Scene], Any], list[str]]] = {
    "deadline": (
        _retimed,
        ["Đổi thời hạn (như in) từ «Năm 2026» sang «Quý I/2027»", "Đặt hạn 31/3/2027 thay 31/12/2026"],
    ),
    "lead": (_led, ["Đổi cơ quan chủ trì từ Văn phòng HĐND và UBND xã sang Công an xã"]),
    "title": (
        lambda s: correcting.correct_task(None, s.task, "x", title="Mở lớp"),
        ["Đổi nhiệm vụ từ «Mở hội nghị» sang «Mở lớp»"],
    ),
    "regular": (
        lambda s: correcting.correct_task(None, s.task, "x", regular=True),
        ["Đổi thường xuyên từ «không» sang «có»"],
    ),
    "confirmed": (_confirmed, ["Xác nhận đúng như văn bản"]),
    "assigned": (lambda s: following.assign(s.leader, s.task, s.officer), ["Giao Nguyen-A"]),
    "unassigned": (
        lambda s: following.unassign(s.leader, following.assign(s.leader, s.task, s.officer)),
        ["Thôi giao Nguyen-A"],
    ),
    "step": (lambda s: add_subtask(s.leader, s.task, "Soạn giấy mời"), ["Thêm việc con «Soạn giấy mời»"]),
    "comment": (lambda s: following.comment(s.leader, s.task, "Đã gọi điện"), ["Viết: «Đã gọi điện»"]),
    "declared": (
        lambda s: facts.declare(None, s.task, "completed", D(2026, 3, 31), done_on=D(2026, 3, 2)),
        ["Khai báo: Đã hoàn thành, kỳ đến 31/3/2026, xong ngày 2/3/2026"],
    ),
    "handed in": (_handed_in, ["Nộp Báo cáo 5/BC-UBND – Kết quả"]),
    "accepted": (lambda s: facts.accept_proof(None, _handed_in(s)), ["Duyệt Báo cáo 5/BC-UBND – Kết quả"]),
    "handed back": (
        lambda s: facts.refuse_proof(None, _handed_in(s), "Thiếu dấu"),
        ["Trả lại Báo cáo 5/BC-UBND – Kết quả: Thiếu dấu"],
    ),
    "asked": (_asked, ["Xin lùi hạn đến 31/3/2027"]),
    "granted": (lambda s: facts.grant_extension(None, _asked(s)), ["Đồng ý lùi hạn đến 31/3/2027"]),
    "refused": (
        lambda s: facts.refuse_extension(None, _asked(s), "Không"),
        ["Không đồng ý lùi hạn đến 31/3/2027: Không"],
    ),
    "started": (lambda s: facts.start_task(None, s.task, on=D(2026, 2, 2)), ["Bắt đầu thực hiện từ ngày 2/2/2026"]),
    "cancelled": (
        lambda s: facts.cancel_task(None, s.task, "Trùng", on=D(2026, 2, 2)),
        ["Huỷ, điều chỉnh từ ngày 2/2/2026: Trùng"],
    ),
    "event": (
        lambda s: facts.record_event(None, _waiting(s), D(2026, 2, 3)),
        ["Sự kiện «Có hướng dẫn của Bộ Tư pháp» xảy ra ngày 3/2/2026"],
    ),
    "covered": (_covered, ["9/KH-UBND – Kế hoạch tư pháp phủ «7 Tập huấn»: Phủ"]),
    "numbered": (
        lambda s: numbers.issue_number(None, _blank(s), on=D(2026, 2, 5)),
        ["Cấp số 01/KH-UBND, ngày 5/2/2026"],
    ),
    "paper": (lambda s: register.correct_document(None, s.paper, {"signer": "Lê C"}, "x"), ["Đặt người ký: Lê C"]),
    "implements": (
        lambda s: correcting.correct_plan(None, s.plan, "x", implements=[_higher(s)]),
        ["Đặt thực hiện kế hoạch: 1/KH-UBND – Cấp trên"],
    ),
    "file": (lambda s: files.attach(None, s.paper, b"van ban", "bao-cao.txt"), ["Đính kèm bao-cao.txt"]),
    "withdrawn": (
        lambda s: withdraw_plan(None, s.plan, "Nhầm"),
        ["Xoá nhiệm vụ «Mở hội nghị»", "Xoá kế hoạch «Kế hoạch tư pháp»"],
    ),
    "unit": (
        lambda s: people.edit_unit(None, s.world.office, name=s.world.office.name, kind="office", short_name="VP"),
        ["Đặt tên gọi tắt: VP"],
    ),
}


def last(viewer: Any = None) -> ReadableEvent:
    return readable(with_changes(Event.objects.order_by("-id"))[:1], viewer)[0]


@pytest.mark.parametrize("what", SENTENCES)
def test_an_act_is_told_in_sentences(scene: Scene, what: str) -> None:
    act, expected = SENTENCES[what]
    act(scene)
    told = last()
    assert told.said[: len(expected)] == expected or set(expected) <= set(told.said)
    for sentence in told.said:
        assert "#" not in sentence and "None" not in sentence and "«»" not in sentence


RAW = {
    str(value)
    for model in TRACKED
    for field in model._meta.local_concrete_fields
    for value, _words in field.flatchoices or ()
    if isinstance(value, str) and value.isascii() and not value.isdigit() and len(value) > 1
}
"""Every stored value of a choice that is no word of the office."""


def test_no_value_of_any_event_is_a_programmers(scene: Scene, settings: Any) -> None:
    """A world with every kind of event shows no key, no stored value of a choice, no English label."""
    for act, _expected in SENTENCES.values():
        if act is not SENTENCES["withdrawn"][0] and act is not SENTENCES["cancelled"][0]:
            try:
                act(scene)
            except (ValidationError, ObjectDoesNotExist):  # closed by another act of the table, which left its event
                continue
    facts.cancel_task(None, scene.task, "Trùng", on=D(2026, 2, 2))
    events = readable(with_changes(Event.objects.order_by("id")))
    assert len({act.event.action for act in events}) >= 20
    cells = [(act.event.action, cell) for act in events for row in act.changes for cell in (row.before, row.after)]
    assert [pair for pair in cells if pair[1] in RAW or pair[1].startswith("#")] == []
    labels = {(row.record, row.field) for act in events for row in act.changes}
    assert [pair for pair in labels if pair[1].isascii() or pair[0].isascii()] == []
    with override("en"):
        english = readable(with_changes(Event.objects.order_by("id")))
    assert not {row.field for act in english for row in act.changes} & {
        field for _record, field in labels
    }  # no label is left in Vietnamese


def test_what_is_gone_keeps_its_name_and_what_is_not_ones_own_has_none(scene: Scene) -> None:
    facts.start_task(None, scene.task, on=D(2026, 2, 2))
    following.assign(scene.leader, scene.task, scene.officer)
    event = Event.objects.latest("id")
    other = person("xa-hai", Role.OFFICER, scene.world.other_commune)
    own = readable(with_changes(Event.objects.filter(pk=event.pk)), scene.leader)[0]
    assert ("Nhiệm vụ", "1 Mở hội nghị") in {(row.field, row.after) for row in own.changes}
    strange = readable(with_changes(Event.objects.filter(pk=event.pk)), other)[0]
    assert ("Nhiệm vụ", "(hồ sơ ngoài phạm vi)") in {(row.field, row.after) for row in strange.changes}
    withdraw_plan(None, scene.plan, "Nhầm")
    gone = readable(with_changes(Event.objects.filter(pk=event.pk)), scene.leader)[0]
    assert ("Nhiệm vụ", "Mở hội nghị (đã xoá)") in {(row.field, row.after) for row in gone.changes}


def test_the_journal_and_its_workbook_tell_the_same(scene: Scene) -> None:
    _retimed(scene)
    client = Client()
    client.force_login(scene.leader)
    sentence = "Đặt hạn 31/3/2027 thay 31/12/2026"
    assert sentence in client.get(reverse("audit:list")).content.decode()
    assert sentence in client.get(reverse("audit:event", args=[Event.objects.latest("id").pk])).content.decode()
    assert sentence in client.get(reverse("plans:task", args=[scene.task.pk])).content.decode()
    answer = client.get(reverse("audit:list-excel"), {"viec": "Sửa nhiệm vụ"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any(sentence in cell for cell in cells) and "Thêm nhiệm vụ" not in cells
    far = Client()
    far.force_login(person("tinh-xa", Role.LEADER, scene.world.far_province))
    outside = far.get(reverse("audit:list-excel"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(outside.streaming_content))).active
    assert not any("Mở hội nghị" in str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
