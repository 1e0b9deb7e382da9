"""The states of all acts as windows: what SQL says of a day is what the derivation says, whatever came in when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from law.registers import DAYS, ISSUERS, NAMES, NUMBERS, REGISTERS, TEXT, DrawnAct, days_in
from thorough import examples
from thuongton.law.checks import CHECKS
from thuongton.law.history import ActHistories
from thuongton.law.models import ActOrder, ActText, ActToDerive, ActWindow, LegalAct
from thuongton.law.queries.register import histories_of
from thuongton.law.queries.states import counts_by_state, in_states, span_of, states_on, with_state
from thuongton.law.rows import issuer_key, operation_data, target_of, work_of
from thuongton.law.services import deriving
from thuongton.law.services.deriving import derive_all, derive_pending, touched
from thuongton.law.states import LegalState, state_on
from thuongton.law.text.places import Place
from thuongton.law.windows import FIRST, LAST, WindowReason, reason_of, state_in, turning_days, windows_of
from thuongton.law.works import LegalWorks
from vanban.symbols import normalise

WHOLE = Place()
DAY = dt.timedelta(days=1)


def _kept(drawn: DrawnAct) -> LegalAct:
    """A drawn act as rows."""
    number, issuer, name = NUMBERS[drawn.at], ISSUERS[drawn.at], NAMES[drawn.at]
    act = LegalAct.objects.create(
        number=number,
        number_key=normalise(number),
        issuer=issuer,
        issuer_key=issuer_key(issuer),
        title=name,
        name_key=name,
        issued_on=drawn.issued_on,
        effective_on=drawn.effective_on,
        effective_words=drawn.words,
        expired_on=drawn.expired_on,
    )
    if drawn.has_text:
        ActText.objects.create(act=act, text=TEXT)
    ActOrder.objects.bulk_create(
        ActOrder(
            act=act, index=at, kind=one.kind.value, target=target_of(one), data=operation_data(one),
            waits=one.needs_person,
        )
        for at, one in enumerate(drawn.orders)
    )  # fmt: skip
    return act


def _told(act: LegalAct, day: dt.date) -> tuple[LegalState, WindowReason]:
    histories, works = histories_of([act])
    told = state_on(histories.of(works[act.pk]), WHOLE, day)
    return told.state, reason_of(told)


@settings(max_examples=examples(120), deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=REGISTERS, days=st.lists(DAYS, max_size=5))
def test_windows_are_the_states_of_every_day(drawn: list[DrawnAct], days: list[dt.date]) -> None:
    rows = [
        LegalAct(
            number=NUMBERS[one.at], number_key=normalise(NUMBERS[one.at]), issuer=ISSUERS[one.at], title=NAMES[one.at],
            issued_on=one.issued_on, effective_on=one.effective_on, effective_words=one.words,
            expired_on=one.expired_on,
        )
        for one in drawn
    ]  # fmt: skip
    works = [
        work_of(row, [ActOrder(data=operation_data(order)) for order in one.orders], TEXT if one.has_text else "")
        for row, one in zip(rows, drawn, strict=True)
    ]
    histories = ActHistories(LegalWorks(works))
    for work in works:
        history = histories.of(work)
        windows = windows_of(history)
        assert (windows[0].since, windows[-1].until) == (FIRST, LAST)
        for one, other in pairwise(windows):
            assert one.until == other.since
            assert (one.state, one.reason, one.by) != (other.state, other.reason, other.by)
        asked = {*days, FIRST, *(near for day in days_in(history) for near in (day - DAY, day, day + DAY))}
        for day in asked:
            told = state_on(history, WHOLE, day)
            here = state_in(windows, day)
            assert (here.state, here.reason) == (told.state, reason_of(told)), (work.number, day)
        assert set(turning_days(history)) <= {near for day in days_in(history) for near in (day, day + DAY)}


@pytest.mark.django_db
@settings(max_examples=examples(45), deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=REGISTERS, days=st.lists(DAYS, min_size=1, max_size=3), few=st.sampled_from([0, 2, 200]))
def test_sql_says_what_the_derivation_says_however_acts_came_in(
    drawn: list[DrawnAct], days: list[dt.date], few: int
) -> None:
    """One act after another comes in; few are derived at once, many later. Nothing is left for a full run to mend."""
    with pytest.MonkeyPatch.context() as patched, transaction.atomic():
        patched.setattr(deriving, "FEW", few)
        acts = []
        for one in drawn:
            acts.append(_kept(one))
            if not touched([acts[-1].pk], by_job=False):
                assert few < 200
        derive_pending()
        assert not ActToDerive.objects.exists()
        for day in {*days, *(near for one in drawn for own in days_in(one) for near in (own, own + DAY))}:
            shown = {act.pk: act for act in with_state(LegalAct.objects.all(), day)}
            for act in acts:
                told = LegalState(shown[act.pk].state), WindowReason(shown[act.pk].state_reason)
                assert told == _told(act, day), (act.number, day)
                since, until = span_of(shown[act.pk])
                assert (since is None or since <= day) and (until is None or day <= until)
            counts = counts_by_state(None, day)
            assert {state: number for state, number in counts.items() if number} == Counter(
                LegalState(act.state) for act in shown.values()
            )
            for state in LegalState:
                listed = set(in_states(LegalAct.objects.all(), day, [state]).values_list("pk", flat=True))
                assert listed == {pk for pk, act in shown.items() if act.state == state}
        assert derive_all() == (len(acts), 0)
        transaction.set_rollback(True)


def _register(number: int) -> list[LegalAct]:
    return LegalAct.objects.bulk_create(
        LegalAct(
            number=f"{at}/2020/NĐ-CP", number_key=f"{at}/2020/NĐ-CP", issued_on=dt.date(2020, 1, 1),
            effective_on=dt.date(2020, 3, 1),
        )
        for at in range(number)
    )  # fmt: skip


@pytest.mark.django_db
def test_many_wait_and_are_derived_in_batches_that_may_break_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deriving, "FEW", 3)
    monkeypatch.setattr(deriving, "BATCH", 4)
    acts = _register(10)
    with transaction.atomic():
        assert touched((act.pk for act in acts), by_job=False) is False
    assert ActToDerive.objects.count() == 10
    assert counts_by_state(None, dt.date(2020, 4, 1))[LegalState.UNKNOWN] == 10

    whole = deriving._derive
    calls: list[int] = []

    def dies(some: list[LegalAct]) -> int:
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(len(some))
        return whole(some)

    with monkeypatch.context() as patched:
        patched.setattr(deriving, "_derive", dies)
        with pytest.raises(KeyboardInterrupt):
            derive_pending()
    assert (ActToDerive.objects.count(), ActWindow.objects.values("act").distinct().count()) == (2, 8)
    assert derive_pending() == 2
    assert counts_by_state(None, dt.date(2020, 4, 1))[LegalState.IN_FORCE] == 10

    ActWindow.objects.filter(state="in_force").update(state="expired")
    calls.clear()
    with monkeypatch.context() as patched:
        patched.setattr(deriving, "_derive", dies)
        with pytest.raises(KeyboardInterrupt):
            derive_all()
    assert derive_all() == (2, 2)  # it went on behind the eight that were done
    assert derive_all() == (10, 0)


@pytest.mark.django_db
def test_only_what_hangs_on_a_change_is_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    acts = _register(5)
    with transaction.atomic():
        touched(act.pk for act in acts)
    ActOrder.objects.create(act=acts[0], index=0, kind="repeal", target=acts[1].number_key, data={})
    ActOrder.objects.create(act=acts[1], index=0, kind="repeal", target=acts[2].number_key, data={})
    derived: list[set[int]] = []
    monkeypatch.setattr(deriving, "_derive", lambda some: derived.append({act.pk for act in some}) or 0)
    with transaction.atomic():
        touched([acts[0].pk])
    assert derived == [{act.pk for act in acts[:3]}]


@pytest.mark.django_db
def test_checks_find_windows_that_stand_otherwise() -> None:
    acts = _register(3)
    with transaction.atomic():
        touched(act.pk for act in acts)
    find = {check.code: check.find for check in CHECKS}
    assert not any(list(look()) for look in find.values())
    ActWindow.objects.filter(act=acts[0], state="in_force").update(state="expired")
    ActWindow.objects.filter(act=acts[1]).delete()
    assert [str(acts[0]) in one for one in find["law-window-otherwise"]()] == [True]
    assert [str(acts[1]) in one for one in find["law-window-none"]()] == [True]
    ActToDerive.objects.create(act=acts[1])
    assert not list(find["law-window-none"]())
    assert len(list(find["law-window-waiting"]())) == 1


@pytest.mark.django_db
def test_lists_take_a_fixed_number_of_statements(django_assert_num_queries: object) -> None:
    acts = _register(30)
    with transaction.atomic():
        touched(act.pk for act in acts)
    day = dt.date(2020, 2, 1)
    with django_assert_num_queries(1):  # type: ignore[operator]
        shown = list(with_state(LegalAct.objects.order_by("number_key"), day))
    assert {(act.state, act.state_until) for act in shown} == {("not_yet", dt.date(2020, 3, 1))}
    assert dict(states_on(day)) == dict.fromkeys((act.pk for act in acts), "not_yet")
    with django_assert_num_queries(1) as said:  # type: ignore[operator]
        assert with_state(LegalAct.objects.all(), day).count() == 30
    assert "window" not in said[0]["sql"]
