"""A further day off moves open clocks of cases, each with a line in the trail; what is over keeps its day."""

from __future__ import annotations

import datetime as dt

import pytest

from cases.conftest import Office
from thuongton.audit.models import Event
from thuongton.calendars.dependents import Span
from thuongton.calendars.models import CalendarDay
from thuongton.calendars.queries import book
from thuongton.cases.checks import CHECKS
from thuongton.cases.models import Case, CaseTerm
from thuongton.cases.queries.cases import snapshot_of
from thuongton.cases.services import act_on, open_case, rebuild
from thuongton.cases.services.calendar_moves import DEPENDENTS

pytestmark = pytest.mark.django_db
GIVEN = {"lan": "dau", "linh_vuc": "khac", "thuoc_tham_quyen": True, "so_don": 1, "nguoi": "A"}
OFF = dt.date(2026, 8, 12)


def received(office: Office) -> Case:
    """A complaint received on a Monday: accepted within seven working days."""
    return open_case(office.leader, office.world.commune, "khieu_nai", "nhan_don", "2026-08-10", GIVEN)[0]


def test_open_clocks_move_and_ended_ones_stay(office: Office) -> None:
    running, ended = received(office), received(office)
    act_on(office.leader, ended, "thu_ly", "2026-08-19", {})
    due = {term.case_id: term.due for term in CaseTerm.objects.filter(key="acceptance")}
    assert set(due.values()) == {dt.date(2026, 8, 19)}
    CalendarDay.objects.create(day=OFF, kind="holiday", name="Nghỉ bù mẫu", source="thông báo mẫu")
    batch = DEPENDENTS.find(Span(OFF, OFF), book(), 0, True)
    moved = {move.row: (move.old, move.new, move.kept) for move in batch.moves}
    rows = {term.case_id: term.pk for term in CaseTerm.objects.filter(key="acceptance")}
    assert moved[rows[running.pk]] == (dt.date(2026, 8, 19), dt.date(2026, 8, 20), False)
    assert moved[rows[ended.pk]] == (dt.date(2026, 8, 19), dt.date(2026, 8, 20), True)
    DEPENDENTS.apply(None, [move for move in batch.moves if not move.kept], "thông báo mẫu")
    assert Event.objects.filter(reason="Hạn 20/8/2026 thay 19/8/2026, theo thông báo mẫu").count() == 1
    assert CaseTerm.objects.get(case=running, key="acceptance").due == dt.date(2026, 8, 20)
    assert not [move for move in DEPENDENTS.find(Span(OFF, OFF), book(), 0, False).moves if not move.kept]
    later = dt.datetime.combine(dt.date(2026, 8, 30), dt.time())
    cases = {case.pk: case for case in Case.objects.select_related("unit")}
    kept = snapshot_of(cases[ended.pk], later, False)["clocks"]["acceptance"]
    assert (kept["due"], kept["status"]) == ("2026-08-19", "done_on_time")
    assert rebuild(None, list(cases.values())) == 0
    assert [said for check in CHECKS for said in check.find()] == []
    assert DEPENDENTS.answering(rows.values()) == {office.leader.pk: 2}
    assert str(running.uid) in DEPENDENTS.address(rows[running.pk])
