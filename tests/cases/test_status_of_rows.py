"""Statuses and queues that the database works out are those of the interpreter, case by case, on many days."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from cases.conftest import Office
from thuongton.cases.models import Case, CaseTerm
from thuongton.cases.queries.cases import snapshot_of, timekeeper
from thuongton.cases.queries.queues import nearest_due, queue, queue_names
from thuongton.cases.queries.statuses import with_status
from thuongton.cases.services import NotAllowed, act_on, open_case

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 1, 20)
OPENINGS = {
    "hoa_giai": ("tiep_nhan", {"pham_vi": "dan_su", "noi_dung": "x"}),
    "xlvphc": ("lap_bien_ban", {"linh_vuc": "đất đai", "doi_tuong": "ca_nhan", "ho_ten": "A"}),
    "khieu_nai": (
        "nhan_don",
        {"lan": "dau", "linh_vuc": "dat_dai", "thuoc_tham_quyen": True, "so_don": 1, "nguoi": "A"},
    ),
    "tro_giup_phap_ly": (
        "tiep_nhan",
        {"dien": "7.1", "hinh_thuc": "tham_gia_to_tung", "bi_tam_giu": True, "vung_dbkk": False, "nguoi": "A"},
    ),
}
ACTS = {
    "hoa_giai": [("phan_cong", {"hoa_giai_vien": "B"}), ("bat_dau", {}), ("ket_thuc", {"ket_qua": "thanh"})],
    "xlvphc": [("yeu_cau_giai_trinh", {}), ("ra_quyet_dinh", {"hinh_thuc": "canh_cao", "so": "1", "ly_do": "chậm"})],
    "khieu_nai": [("thu_ly", {}), ("tam_dinh_chi", {"so": "1", "ly_do": "x"}), ("tiep_tuc", {"so": "2", "ly_do": "x"})],
    "tro_giup_phap_ly": [
        ("chuyen_trung_tam", {}),
        ("trung_tam_thu_ly", {"thu_ly_ngay": True}),
        ("trung_tam_cu_nguoi", {}),
    ],
}


def some_cases(office: Office) -> list[Case]:
    """Cases of four kinds at every stage, over Tết, with hours known and not."""
    chance = random.Random(7)
    made = []
    for kind, (do, data) in OPENINGS.items():
        for steps in range(len(ACTS[kind]) + 1):
            day = FIRST + dt.timedelta(days=chance.randrange(25))
            on = f"{day}T{chance.randrange(7, 18):02}:30" if chance.random() < 0.5 else f"{day}"
            case, _answer = open_case(None, office.world.commune, kind, do, on, data, role="lanhdao")
            for act, given in ACTS[kind][:steps]:
                day += dt.timedelta(days=chance.randrange(4))
                hour = f"T{chance.randrange(7, 18):02}:15" if chance.random() < 0.5 and day > FIRST else ""
                try:
                    act_on(None, case, act, f"{day}{hour}", given, role="lanhdao")
                except NotAllowed as refused:
                    raise AssertionError(f"{kind} {act}: {refused}") from refused
            made.append(Case.objects.select_related("unit").get(pk=case.pk))
    return made


def test_the_database_says_what_the_interpreter_says(office: Office) -> None:
    cases = some_cases(office)
    time = timekeeper(office.world.commune)
    seen: set[str] = set()
    for number in range(0, 90, 3):
        day = dt.datetime.combine(FIRST + dt.timedelta(days=number), dt.time())
        for when, timed in ((day, False), (day.replace(hour=10, minute=20), True)):
            told = {
                (term.case_id, term.key): term.status  # type: ignore[attr-defined]
                for term in with_status(CaseTerm.objects.filter(past=False), when, timed)
            }
            lists = {name: set(queue(Case.objects.all(), name, office.officer, when, timed)) for name in queue_names()}
            for case in cases:
                if case.entries.last().on[:10] > f"{day:%Y-%m-%d}":  # type: ignore[union-attr]
                    continue  # asked of a day before its last act, the interpreter leaves that act out
                then = snapshot_of(case, when, timed, time)
                for key, clock in then["clocks"].items():
                    if clock["status"] != "not_started":
                        assert told[case.pk, key] == clock["status"], (case.kind, key, when, timed)
                        seen.add(clock["status"])
                mine = {name for name, found in lists.items() if case in found and name != "viec_cua_toi"}
                assert mine == set(then["queues"]), (case.kind, case.state, when, timed)
    assert seen >= {"running", "due_soon", "overdue", "done_on_time", "done_late", "replaced"}


def test_ones_own_work_and_the_nearest_day(office: Office) -> None:
    mine, ended = office.mediation(), office.mediation()
    act_on(office.officer, mine, "phan_cong", "2026-03-11", {"hoa_giai_vien": "B"})
    act_on(office.officer, ended, "tra_lai", "2026-03-11", {"ly_do": "không thuộc phạm vi"})
    now = dt.datetime.combine(dt.date(2026, 3, 12), dt.time(9))
    assert list(queue(Case.objects.all(), "viec_cua_toi", office.officer, now, True)) == [mine]
    assert not queue(Case.objects.all(), "viec_cua_toi", office.leader, now, True).exists()
    assert nearest_due(Case.objects.all()) == {mine.pk: dt.date(2026, 3, 16)}  # the third day is a Saturday
    with pytest.raises(LookupError):
        queue(Case.objects.all(), "khong_co", office.officer, now, True)
