"""Every integrity check finds the fault it is for, and a sound database has none."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.utils import timezone

from api.conftest import a_task
from factories import World, make_world, person
from thuongton.audit.checks import all_checks, run_checks
from thuongton.calendars.models import CalendarChange, CalendarDay
from thuongton.documents.models import (
    Document,
    DocumentLink,
    Draft,
    DraftVersion,
    Intake,
    NumberSeries,
    RuleSwitch,
    SetAside,
    StoredFile,
)
from thuongton.documents.services.register import register_document
from thuongton.files import store
from thuongton.people.models import Hat, Role, Succession, Unit, User
from thuongton.people.queries import today
from thuongton.plans.models import (
    Assignment,
    CommonTask,
    Coverage,
    DeadlineChange,
    Declaration,
    Occurrence,
    Party,
    Plan,
    Proof,
    Rule,
    Section,
    Task,
    Trigger,
)
from thuongton.plans.services.adopting import adopt_plan
from thuongton.prints.frozen import Frozen, FrozenRow, FrozenTable, digest
from thuongton.prints.models import Printout
from thuongton.records.models import RecordComment

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 1)
ONE = dt.timedelta(days=1)


@dataclass
class Sound:
    """A small sound installation, to be spoilt in one place."""

    world: World
    user: User
    paper: Document
    plan: Plan
    other: Plan
    task: Task
    far: Task


@pytest.fixture
def sound(settings: object, tmp_path: object) -> Sound:
    settings.FILES_ROOT = tmp_path  # type: ignore[attr-defined]
    world = make_world()
    user = person("cong-chuc", Role.OFFICER, world.province)
    paper = register_document(
        None,
        world.province,
        "outgoing",
        file_bytes="Số: 05/BC-UBND\nBáo cáo".encode(),
        file_name="bc.txt",
        number="05/BC-UBND",
        issued_on=DAY,
        title="Báo cáo",
        registered_on=DAY,
    )
    register_document(None, world.province, "incoming", number="1/X", title="Đến", arrived_on=DAY, registered_on=DAY)
    plans = [
        adopt_plan(
            None,
            unit,
            title="Kế hoạch",
            tasks=[a_task("1", "Sở Tư pháp"), a_task("2", "Sở Tài chính")],
            number=f"{unit.pk}/KH-UBND",
            issued_on=dt.date(2026, 1, 5),
            tracked_from=dt.date(2026, 1, 5),
        )
        for unit in (world.province, world.far_province)
    ]
    tasks = [plan.tasks.get(code="1") for plan in plans]
    return Sound(world, user, paper, plans[0], plans[1], tasks[0], tasks[1])


def _update(model: type, row: object, **columns: object) -> None:
    model.objects.filter(pk=row.pk).update(**columns)  # type: ignore[attr-defined]


def _turn(sound: Sound, task: Task | None = None, **columns: object) -> Occurrence:
    task = task or sound.task
    rule = Rule.objects.create(task=task, kind="recurring", rrule="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31", order=9)
    given = {"period": "Năm 2026", "due": dt.date(2026, 3, 31)} | columns
    return Occurrence.objects.create(task=task, rule=rule, **given)


def _proof(sound: Sound, **columns: object) -> Proof:
    given = {"task": sound.task, "document": sound.paper, "signed_on": DAY, "accepted_on": DAY} | columns
    return Proof.objects.create(**given)


def _change(sound: Sound, **columns: object) -> DeadlineChange:
    given = {"task": sound.task, "new_due": dt.date(2027, 1, 31), "asked_on": DAY, "reason": "x"} | columns
    return DeadlineChange.objects.create(**given)


def _stored(sound: Sound) -> StoredFile:
    return sound.paper.attachments.get().file


def _old_file(name: str, folder: str = "") -> None:
    path = store.root() / folder / name if folder else store.path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    then = time.time() - 3 * 24 * 3600
    os.utime(path, (then, then))


def _unaccounted(sound: Sound) -> None:
    """The update of any row without a service is what this check looks for."""
    _update(Unit, sound.world.commune, short_name="x")


def _day(sound: Sound, **columns: object) -> CalendarDay:
    return CalendarDay.objects.create(**({"day": DAY, "kind": "holiday", "name": "x", "source": "x"} | columns))


def _waiting_change(sound: Sound) -> None:
    made = CalendarChange.objects.create(name="x", first=DAY, last=DAY)
    _update(CalendarChange, made, made_at=timezone.now() - dt.timedelta(hours=2))


ELSEWHERE = {
    "audit-chain",
    "calendar-keeper",
    "case-kept-too-long",
    "case-kind-aside",
    "case-kind-unknown",
    "case-kind-withdrawn",
    "case-otherwise",
    "law-window-none",
    "law-window-otherwise",
    "law-window-waiting",
    "review-ground-rule",
    "review-intake-left",
    "review-judgement-of-row",
    "review-settled",
    "review-settled-once",
    "search-not-indexed",
    "search-otherwise",
    "erased-risen",
    "fonts-vietnamese",
    "master-key-missing",
    "master-key-readable",
    "scanner-away",
}
"""What is tried elsewhere: `audit-chain` (the guards of the trail refuse the fault: tests/audit), `calendar-keeper`,
one of the settings (tests/calendars/test_pages.py), `fonts-vietnamese`, one of the machine (test_fonts.py),
`scanner-away`, one of a program beside (tests/documents/test_scanner.py), keys (tests/keyring), cases (tests/cases),
the index of search (tests/search)."""
SPOILS: dict[str, Callable[[Sound], object]] = {
    "audit-unaccounted": _unaccounted,
    "calendar-swap": lambda s: _day(s, kind="swapped_off", pair=DAY + ONE),
    "calendar-source": lambda s: _day(s, source=""),
    "calendar-moving": _waiting_change,
    "unit-path": lambda s: _update(Unit, s.world.commune, path="/9/"),
    "unit-identifier": lambda s: _update(Unit, s.world.commune, identifier="h-90"),
    "unit-days": lambda s: _update(Unit, s.world.far_commune, valid_from=DAY, valid_to=DAY - ONE),
    "unit-under-ended": lambda s: _update(Unit, s.world.far_province, valid_to=DAY),
    "succession-day": lambda s: Succession.objects.create(
        predecessor=s.world.commune, successor=s.world.other_commune, on=DAY
    ),
    "hat-of-ended-unit": lambda s: _update(Unit, s.world.province, valid_to=DAY),
    "hat-scope": lambda s: _update(Hat, s.user.hat, scope=s.world.far_province),
    "hat-days": lambda s: _update(Hat, s.user.hat, valid_from=DAY, valid_to=DAY - 9 * ONE),
    "account-without-hat": lambda s: _update(Hat, s.user.hat, valid_to=DAY),
    "file-missing": lambda s: store.discard(_stored(s).sha256),
    "file-changed": lambda s: store.path_of(_stored(s).sha256).write_bytes(b"khac"),
    "file-unknown": lambda s: _old_file("a" * 64),
    "file-half-written": lambda s: _old_file("do-dang", "incoming"),
    "attachment-without-name": lambda s: s.paper.attachments.update(name=""),
    "secret-content": lambda s: _update(Document, s.paper, secrecy="mat"),
    "number-series": lambda s: NumberSeries.objects.filter(series="BC").update(last=4),
    "arrival-series": lambda s: NumberSeries.objects.filter(series="đến").delete(),
    "number-twice": lambda s: Document.objects.create(
        unit=s.world.province, direction="outgoing", number="05/BC-UBND", symbol="BC-UBND", registered_on=DAY
    ),
    "arrival-twice": lambda s: Document.objects.create(
        unit=s.world.province, direction="incoming", arrival_no=1, arrived_on=DAY, registered_on=DAY
    ),
    "arrival-without-number": lambda s: Document.objects.filter(direction="incoming").update(arrival_no=None),
    "document-symbol": lambda s: _update(Document, s.paper, symbol="KH-UBND"),
    "document-future": lambda s: _update(Document, s.paper, registered_on=today() + ONE),
    "link-self": lambda s: DocumentLink.objects.create(source=s.paper, target=s.paper, kind="basis"),
    "intake-without-file": lambda s: Intake.objects.create(unit=s.world.province, name="x", state="read"),
    "intake-stuck": lambda s: _update(
        Intake,
        Intake.objects.create(unit=s.world.province, name="x", state="queued"),
        created_at=timezone.now() - 3 * ONE,
    ),
    "draft-empty": lambda s: Draft.objects.create(unit=s.world.province, title="Dự thảo"),
    "draft-unread": lambda s: _update(
        DraftVersion,
        DraftVersion.objects.create(
            draft=Draft.objects.create(unit=s.world.province, title="x"), number=1, file=_stored(s), name="x"
        ),
        created_at=timezone.now() - 3 * ONE,
    ),
    "set-aside-key": lambda s: SetAside.objects.create(
        document=s.paper, rule="number-blank", quote="Số:", key="0" * 64, reason="x"
    ),
    "rule-switch-unknown": lambda s: RuleSwitch.objects.create(
        unit=s.world.province, name="khong-con", on=False, reason="x"
    ),
    "plan-implements-itself": lambda s: s.plan.implements.add(s.plan),
    "plan-secret": lambda s: (
        _update(Plan, s.plan, document=s.paper),
        _update(Document, s.paper, secrecy="mat", title="", number="", symbol=""),
    ),
    "task-unit": lambda s: _update(Task, s.task, unit=s.world.commune),
    "task-section": lambda s: _update(
        Task, s.task, section=Section.objects.create(plan=s.other, order=9, label="I", title="x")
    ),
    "section-empty": lambda s: Section.objects.create(plan=s.plan, order=9),
    "task-trigger": lambda s: _update(Task, s.task, trigger=Trigger.objects.create(plan=s.other, name="x")),
    "task-not-opened": lambda s: _update(
        Task, s.task, waits=True, trigger=Trigger.objects.create(plan=s.plan, name="x", occurred_on=DAY)
    ),
    "trigger-before-owed": lambda s: Trigger.objects.create(
        plan=s.plan, name="x", occurred_on=DAY, owed_since=DAY + ONE
    ),
    "party-outside": lambda s: Party.objects.create(task=s.task, role="lead", name="x", unit=s.world.far_commune),
    "task-facts": lambda s: _update(Task, s.task, declared_on=DAY),
    "turn-facts": lambda s: _update(Occurrence, _turn(s), done_on=DAY),
    "task-window": lambda s: _update(Task, s.task, due=dt.date(2026, 11, 1)),
    "window-order": lambda s: _update(Task, s.task, window_start=dt.date(2027, 1, 1)),
    "done-before-start": lambda s: _update(Task, s.task, started_on=DAY, done_on=DAY - ONE),
    "done-in-future": lambda s: _update(Task, s.task, done_on=today() + ONE),
    "cancelled-without-reason": lambda s: _update(Task, s.task, cancelled_on=DAY),
    "turn-horizon": lambda s: _turn(s, due=today() + 900 * ONE),
    "turn-twice": lambda s: (_turn(s), _turn(s)),
    "turn-rule": lambda s: _update(Occurrence, _turn(s), task=s.far),
    "fact-of-other-task": lambda s: Declaration.objects.create(
        task=s.task, occurrence=_turn(s, s.far), state="not_due", period_end=DAY
    ),
    "declaration-period": lambda s: Declaration.objects.create(
        task=s.task, state="not_due", period_start=DAY, period_end=DAY - ONE
    ),
    "proof-answered-twice": lambda s: _proof(s, refused_on=DAY),
    "proof-without-day": lambda s: (_proof(s), _update(Document, s.paper, issued_on=None)),
    "proof-other-day": lambda s: _proof(s, signed_on=DAY + ONE),
    "extension-before-asked": lambda s: _change(s, granted_on=DAY - ONE),
    "extension-answered-twice": lambda s: _change(s, granted_on=DAY, refused_on=DAY),
    "assignment-days": lambda s: Assignment.objects.create(
        task=s.task, person=s.user, unit=s.world.province, assigned_on=DAY, ended_on=DAY - ONE
    ),
    "common-alone": lambda s: CommonTask.objects.create(linked_by=s.user),
    "coverage-foreign": lambda s: Coverage.objects.create(
        plan=s.plan, higher=s.other, task=s.task, unit=s.world.province, verdict="covered", decided_on=DAY
    ),
    "record-orphans": lambda s: RecordComment.objects.create(
        kind=s.paper._meta.label_lower, record=987_654, unit=s.paper.unit, text="x"
    ),
    "printout-changed": lambda s: _printout(s, Frozen("Báo cáo"), sha256="0" * 64),
    "printout-rows": lambda s: _printout(
        s, Frozen("Sổ", tables=(FrozenTable("so", "Sổ", (), (FrozenRow((), "plans.task", 987_654),)),))
    ),
}


def _printout(s: Sound, frozen: Frozen, sha256: str = "") -> Printout:
    body = frozen.to_dict()
    given = {"unit": s.world.province, "as_of": DAY, "body": body, "sha256": sha256 or digest(body)}
    return Printout.objects.create(kind="plans.report", title="Bản in", **given)


def _found() -> set[str]:
    return {find.check.code for find in run_checks()}


def test_a_sound_installation_has_no_finding(sound: Sound) -> None:
    assert _found() == set()


@pytest.mark.parametrize("code", sorted(SPOILS))
def test_each_check_finds_its_fault(sound: Sound, code: str) -> None:
    SPOILS[code](sound)
    connection.check_constraints()
    finds = [find for find in run_checks() if find.check.code == code]
    assert finds, f"{code} không thấy gì"
    assert all(find.sentence.strip().endswith(".") and find.check.remedy.endswith(".") for find in finds)


def test_every_check_is_tried() -> None:
    codes = [check.code for check in all_checks()]
    assert len(codes) == len(set(codes)) >= 25
    assert set(codes) - set(SPOILS) == ELSEWHERE
    assert {check.severity for check in all_checks()} == {"error", "warning"}


def test_many_finds_are_cut_short(sound: Sound) -> None:
    for number in range(60):
        Section.objects.create(plan=sound.plan, order=100 + number)
    finds = [find.sentence for find in run_checks() if find.check.code == "section-empty"]
    assert len(finds) == 51 and finds[-1] == "… và 10 trường hợp nữa."
