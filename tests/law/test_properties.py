"""Laws of the register that hold whatever is ordered: shown on random orders of random acts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from law.test_changes import BASE, OF, amending, ask, base
from thuongton.law.history import ActHistories
from thuongton.law.states import LegalState
from thuongton.law.text.parts import read_act
from thuongton.law.works import LegalWork, LegalWorks

PLACES = ("khoản 1 Điều 1", "khoản 2 Điều 1", "điểm a khoản 3 Điều 1", "Điều 2", "Điều 3", "Điều 4")
ASKED = (None, *PLACES, "Điều 1", "Chương II", "khoản 2a Điều 1", "Điều 5")
FIRST = dt.date(2021, 1, 1)
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Drawn:
    """One amending act: on which places, in which way, how many days after the first."""

    places: tuple[str, ...]
    way: str
    later: int


def order_on(place: str, way: str, number: int) -> str:
    """The order of one numbered clause."""
    if way == "repeal":
        return f"{number}. Bãi bỏ {place}."
    if way == "phrase":
        return f"{number}. Thay thế cụm từ “Có” bằng cụm từ “Được” tại {place}."
    label = place.split()[1]
    begins = {"khoản": f"{label}.", "điểm": f"{label})"}.get(place.split()[0], f"Điều {label}. Tên\n")
    return f"{number}. Sửa đổi {place} như sau:\n“{begins} Lời mới {number}.”."


def act_of(drawn: Drawn, number: int) -> LegalWork:
    """The amending act of a drawn one."""
    orders = "\n".join(order_on(place, drawn.way, at) for at, place in enumerate(drawn.places, 1))
    issued = FIRST + dt.timedelta(days=drawn.later)
    effective = (issued + dt.timedelta(days=30)).isoformat()
    return amending(f"{number}/{issued.year}/QH15", orders, issued.isoformat(), effective)


DRAWN = st.builds(
    Drawn,
    st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True).map(tuple),
    st.sampled_from(["repeal", "phrase", "amend"]),
    st.integers(0, 900),
)
MANY = st.lists(DRAWN, min_size=1, max_size=4)


def works_of(drawn: list[Drawn]) -> list[LegalWork]:
    """The act and those that amend it."""
    return [base(), *(act_of(one, number) for number, one in enumerate(drawn, 11))]


@quick
@given(MANY)
def test_before_the_first_operation_all_is_as_issued(drawn: list[Drawn]) -> None:
    works = works_of(drawn)
    history = ActHistories(LegalWorks(works)).of(works[0])
    first = min(work.effective_on for work in works[1:] if work.effective_on is not None)
    version = history.on(first - dt.timedelta(days=1))
    assert version.act == read_act(BASE)
    assert (version.changes, version.waiting) == ((), ())


@quick
@given(st.permutations(PLACES), st.sampled_from(["repeal", "phrase", "amend"]), st.sampled_from(["repeal", "amend"]))
def test_operations_on_places_apart_come_to_the_same_in_either_order(places: list[str], one: str, other: str) -> None:
    mine, theirs = tuple(places[:3]), tuple(places[3:])
    texts = []
    for first, second in ((0, 90), (90, 0), (0, 0)):
        works = works_of([Drawn(mine, one, first), Drawn(theirs, other, second)])
        version = ActHistories(LegalWorks(works)).of(works[0]).on(dt.date(2022, 1, 1))
        texts.append((version.act, [step.waits for step in version.waiting]))
    assert texts[0][0] == texts[1][0] == texts[2][0]


@quick
@given(st.sampled_from(PLACES), st.sampled_from(["repeal", "phrase", "amend"]), st.integers(31, 900))
def test_what_is_repealed_comes_back_when_its_clause_is(place: str, way: str, later: int) -> None:
    first = act_of(Drawn((place,), way, 0), 11)
    issued = FIRST + dt.timedelta(days=later)
    of = f"Luật sửa đổi, bổ sung một số điều của {OF.rpartition(' số ')[0]} số {first.number}"
    second = amending("12/2023/QH15", "1. Bãi bỏ khoản 1 Điều 1.", issued.isoformat(), issued.isoformat(), of=of)
    works = [base(), first, second]
    history = ActHistories(LegalWorks(works)).of(works[0])
    assert history.on(issued).act == history.issued
    before = ActHistories(LegalWorks(works[:2])).of(works[0])
    assert history.on(issued - dt.timedelta(days=1)).act == before.on(issued - dt.timedelta(days=1)).act


@quick
@given(MANY, st.integers(0, 900), st.sampled_from(ASKED))
def test_more_knowledge_changes_only_what_is_known_later(drawn: list[Drawn], days: int, place: str | None) -> None:
    known = FIRST + dt.timedelta(days=days)
    works = works_of(drawn)
    then = [work for work in works if work.issued_on is not None and work.issued_on <= known]
    on = (known + dt.timedelta(days=200)).isoformat()
    assert _told(works, place, on, known.isoformat()) == _told(then, place, on, known.isoformat())


@quick
@given(MANY, st.randoms(use_true_random=False), st.sampled_from(ASKED), st.integers(0, 1200))
def test_the_order_of_import_is_of_no_matter(drawn: list[Drawn], chance: object, place: str | None, days: int) -> None:
    works = works_of(drawn)
    mixed = works[1:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    on = (FIRST + dt.timedelta(days=days)).isoformat()
    assert _told(works, place, on) == _told([works[0], *mixed], place, on)


@quick
@given(MANY, st.sampled_from(ASKED), st.integers(0, 1200))
def test_an_unknown_state_says_why_and_an_ended_one_by_what(drawn: list[Drawn], place: str | None, days: int) -> None:
    told = ask(works_of(drawn), place, (FIRST + dt.timedelta(days=days)).isoformat())
    assert told.state is not LegalState.UNKNOWN or told.findings
    assert told.state not in (LegalState.EXPIRED, LegalState.SUSPENDED) or told.steps


def _told(works: list[LegalWork], place: str | None, on: str, known: str | None = None) -> tuple[object, ...]:
    told = ask(works, place, on, known)
    return told.state, told.text, told.since, told.until, sorted(told.findings), {step.by.number for step in told.steps}


def test_the_orders_drawn_are_read() -> None:
    for way, kind in (("repeal", "repeal"), ("phrase", "replace_phrase"), ("amend", "amend")):
        act = act_of(Drawn(PLACES, way, 0), 11)
        assert [one.operation.kind.value for one in act.orders] == [kind] * len(PLACES)
        assert not any(one.operation.needs_person for one in act.orders)
