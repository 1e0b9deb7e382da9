"""«Báo cáo trạng thái»: the annex from the rows, the stated totals beside them, every number opening its rows."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.annex_world import QUARTER, Annex
from thuongton.documents.models import Document
from thuongton.plans.models import StatedFigure
from thuongton.plans.queries.report import report_of, stated_reports
from thuongton.plans.report.comparing import Finding, Share, compare, states_of
from thuongton.plans.services.facts import accept_proof, declare, submit_proof
from thuongton.plans.shown.report_tables import heading_of, note_words, reason, stated_words, who_answers
from thuongton.plans.status import DONE, OPEN, Basis, State

S = State
HEADS = (
    "Tổng số nhiệm vụ", "Số nhiệm vụ thường xuyên", "Số nhiệm vụ đã hoàn thành", "Đã hoàn thành đúng hạn",
    "Đã hoàn thành quá hạn", "Số nhiệm vụ đang tiến hành đúng hạn", "Số nhiệm vụ ổn định đúng hạn",
    "Số nhiệm vụ sắp đến hạn", "Số nhiệm vụ đang tiến hành quá hạn",
)  # fmt: skip
STATED = (42, 23, 11, 11, 0, 31, 0, 0, 0)


def counted(**numbers: int) -> dict[State, int]:
    return {state: numbers.get(state.name, 0) for state in State}


ANNEX = counted(DONE_EARLY=2, DONE_ON_TIME=2, RUNNING=6, NOT_DUE=1, WAITING=8, REGULAR=23)


@pytest.mark.parametrize(
    ("label", "states"),
    [
        ("Tổng số nhiệm vụ", set(State)),
        ("TỔNG CỘNG", set(State)),
        ("Số nhiệm vụ được giao", set(State)),
        ("Số nhiệm vụ thường xuyên", {S.REGULAR}),
        ("Tổng số nhiệm vụ thường xuyên", {S.REGULAR}),
        ("Số nhiệm vụ có thời hạn", set(State) - {S.REGULAR, S.CANCELLED}),
        ("Đã hoàn thành", DONE),
        ("Hoàn thành đúng tiến độ", {S.DONE_ON_TIME, S.DONE_EARLY}),
        ("Hoàn thành trước hạn", {S.DONE_EARLY}),
        ("Đã hoàn thành nhưng chậm", {S.DONE_LATE}),
        ("Chưa hoàn thành", OPEN),
        ("Chưa hoàn thành, quá hạn", {S.OVERDUE}),
        ("Đang thực hiện", {S.RUNNING, S.DUE_SOON, S.OVERDUE}),
        ("Đang triển khai trong hạn", {S.RUNNING, S.DUE_SOON}),
        ("Đang tiến hành quá hạn", {S.OVERDUE}),
        ("Sắp đến hạn", {S.DUE_SOON}),
        ("Chưa đến hạn", {S.NOT_DUE, S.WAITING}),
        ("Quá hạn", {S.OVERDUE}),
        ("Nhiệm vụ bị huỷ", {S.CANCELLED}),
        ("Số nhiệm vụ ổn định đúng hạn", None),
        ("Số văn bản đã ban hành", None),
    ],
)
def test_a_label_speaks_of_states(label: str, states: set[State] | None) -> None:
    assert states_of(label) == (None if states is None else frozenset(states))


def test_the_headline_of_the_quarter() -> None:
    found = compare(zip(HEADS, STATED, strict=True), ANNEX)
    assert [one.verdict for one in found] == [
        Finding.MATCHES, Finding.MATCHES, Finding.UNTRACED, Finding.UNTRACED, Finding.MATCHES, Finding.UNTRACED,
        Finding.NOT_COMPARABLE, Finding.MATCHES, Finding.MATCHES,
    ]  # fmt: skip
    assert [(found[place].found, found[place].gap) for place in (2, 5)] == [(4, 7), (6, 25)]
    regular, waits = frozenset((S.REGULAR,)), frozenset((S.NOT_DUE, S.WAITING))
    assert found[2].hypothesis == (Share(regular, 7, 23),)
    assert set(found[5].hypothesis) == {Share(regular, 16, 23), Share(waits, 9, 9)}


@pytest.mark.parametrize(
    ("stated", "counts"),
    [
        # two groups without a column of their own could both give the difference: nothing is offered
        ([("Tổng số", 10), ("Đang thực hiện", 6), ("Quá hạn", 4)], counted(RUNNING=2, OVERDUE=1, NOT_DUE=4, REGULAR=3)),
        # the total itself is not that of the rows
        ([("Tổng số", 12), ("Đã hoàn thành", 5), ("Chưa hoàn thành", 7)], counted(RUNNING=6, DONE_LATE=4)),
        # more would have to be taken away than there is
        ([("Tổng số", 10), ("Đã hoàn thành", 3), ("Đang thực hiện", 7)], counted(RUNNING=6, DONE_LATE=4)),
        # what has not begun is not counted as finished
        ([("Tổng số", 10), ("Đã hoàn thành", 8), ("Đang thực hiện", 2)], counted(RUNNING=2, DONE_LATE=4, NOT_DUE=4)),
    ],
)
def test_no_hypothesis_unless_it_is_the_only_one(stated: list[tuple[str, int]], counts: dict[State, int]) -> None:
    found = compare(stated, counts)
    assert any(one.verdict is Finding.UNTRACED for one in found)
    assert not any(one.hypothesis for one in found)


@given(
    st.lists(st.integers(0, 40), min_size=len(State), max_size=len(State)),
    st.lists(st.integers(0, 99), min_size=9, max_size=9),
)
def test_a_hypothesis_balances(numbers: list[int], stated: list[int]) -> None:
    counts = dict(zip(State, numbers, strict=True))
    for one in compare(zip(HEADS, stated, strict=True), counts):
        if one.found is None:
            assert one.verdict is Finding.NOT_COMPARABLE
            continue
        assert one.gap == one.stated - one.found
        assert (one.verdict is Finding.MATCHES) == (one.gap == 0)
        if one.hypothesis:
            assert sum(share.number for share in one.hypothesis) == one.gap
            for share in one.hypothesis:
                assert share.number <= share.whole == sum(counts[state] for state in share.states)


@given(st.lists(st.integers(0, 60), min_size=len(State), max_size=len(State)))
def test_a_report_that_counts_as_the_rows_do_always_matches(numbers: list[int]) -> None:
    counts = dict(zip(State, numbers, strict=True))
    labels = [head for head in HEADS if states_of(head, soon_apart=True)]
    stated = [(head, sum(counts[state] for state in states_of(head, soon_apart=True) or ())) for head in labels]
    assert {one.verdict for one in compare(stated, counts)} == {Finding.MATCHES}


def _sections(annex: Annex, basis: Basis = Basis.DECLARED, day: dt.date = QUARTER) -> dict[str, str]:
    return {section.key: heading_of(section) for section in report_of(annex.monitor, annex.plan, day, basis).sections}


def test_the_lists_of_the_annex(annex: Annex) -> None:
    assert _sections(annex) == {
        "finished": "Nhiệm vụ đã hoàn thành: 4 nhiệm vụ (2 đúng hạn, 2 trước hạn)",
        "running": "Nhiệm vụ đang thực hiện trong hạn: 6 nhiệm vụ",
        "not_due": "Nhiệm vụ chưa đến hạn: 9 nhiệm vụ",
        "regular": "Nhiệm vụ thường xuyên: 23 nhiệm vụ",
    }
    report = report_of(annex.monitor, annex.plan, QUARTER, Basis.DECLARED)
    assert report.counted[S.WAITING] == 8
    assert report.counted[S.NOT_DUE] == 1
    assert report.unproven == 4


def test_through_the_lens_of_products_what_was_declared_finished_is_going_on(annex: Annex) -> None:
    assert _sections(annex, Basis.PROVEN) == {
        "finished": "Nhiệm vụ đã hoàn thành: 0 nhiệm vụ",
        "running": "Nhiệm vụ đang thực hiện trong hạn: 10 nhiệm vụ",
        "not_due": "Nhiệm vụ chưa đến hạn: 9 nhiệm vụ",
        "regular": "Nhiệm vụ thường xuyên: 23 nhiệm vụ",
    }


def test_lists_that_are_needed_appear_with_the_days(annex: Annex) -> None:
    found = _sections(annex, day=dt.date(2026, 12, 28))
    assert "due_soon" in found
    found = _sections(annex, day=dt.date(2027, 1, 4))
    assert "overdue" in found
    assert "due_soon" not in found


def test_notes_say_what_a_reader_must_know(annex: Annex) -> None:
    report = report_of(annex.monitor, annex.plan, QUARTER, Basis.DECLARED)
    rows = {one.row.task.code: one for section in report.sections for one in section.rows}
    assert note_words(rows["B.III.1"]).splitlines() == [
        "Trước hạn",
        "(chưa có sản phẩm)",
        "(cần xem lại: kết quả chưa phải sản phẩm «Đề án»)",
    ]
    assert note_words(rows["B.I.1"]).splitlines() == ["Đúng hạn", "(chưa có sản phẩm)"]
    assert note_words(rows["B.II.6"]) == "Bộ Tư pháp chưa ban hành Đề án"
    before = report_of(annex.monitor, annex.plan, QUARTER - dt.timedelta(days=1), Basis.DECLARED)
    undeclared = {one.row.task.code: one for section in before.sections for one in section.rows}
    assert reason(undeclared["B.II.6"]).startswith("Chờ: ")
    assert reason(undeclared["B.III.2"]) == "Thời gian thực hiện từ 1/1/2028 đến 31/12/2029"


def test_the_box_of_the_letter(annex: Annex) -> None:
    (stated,) = stated_reports(annex.monitor, annex.plan, QUARTER)
    boxes = [" ".join(stated_words(stated, one)) for one in stated.untraced]
    assert boxes == [
        "Công văn 694/STP-XDPL ngày 6/4/2026 ghi 11 «Số nhiệm vụ đã hoàn thành»; sổ có khai báo 4, có sản phẩm chứng"
        " minh 0. Không truy được 7. Giả thuyết duy nhất khớp mọi số của báo cáo: đã tính thêm 7 trong 23 nhiệm vụ"
        " thường xuyên (4 + 7 = 11).",
        "Công văn 694/STP-XDPL ngày 6/4/2026 ghi 31 «Số nhiệm vụ đang tiến hành đúng hạn»; sổ có 6. Không truy được 25."
        " Giả thuyết duy nhất khớp mọi số của báo cáo: đã tính thêm 16 trong 23 nhiệm vụ thường xuyên và cả 9 nhiệm vụ"
        " chưa đến hạn (6 + 16 + 9 = 31).",
    ]
    assert "Sở Tư pháp" in who_answers(stated)
    assert stated_reports(annex.monitor, annex.plan, QUARTER - dt.timedelta(days=1)) == []


def test_totals_of_a_paper_one_may_not_read_are_not_shown(annex: Annex) -> None:
    secret = Document.objects.create(
        unit=annex.units["Hà Tĩnh/Sở Tài chính"], direction="outgoing", kind="Báo cáo", registered_on=QUARTER
    )
    StatedFigure.objects.create(plan=annex.plan, document=secret, as_of=QUARTER, label="Tổng số", value=1)
    assert len(stated_reports(annex.officer, annex.plan, QUARTER)) == 1
    assert len(stated_reports(annex.finance, annex.plan, QUARTER)) == 2


def test_the_page(annex: Annex) -> None:
    client = annex.client(annex.monitor)
    page = client.get(f"/ke-hoach/{annex.plan.pk}/bao-cao/").content.decode()
    for words in (
        "1. Nhiệm vụ đã hoàn thành: 4 nhiệm vụ (2 đúng hạn, 2 trước hạn)",
        "2. Nhiệm vụ đang thực hiện trong hạn: 6 nhiệm vụ",
        "3. Nhiệm vụ chưa đến hạn: 9 nhiệm vụ",
        "4. Nhiệm vụ thường xuyên: 23 nhiệm vụ",
        "Không truy được 7.",
        f'href="/van-ban/{annex.plan.source_id}/?tinh-den={QUARTER}"',
        str(State.DONE_EARLY.definition),
    ):
        assert words in page, words
    assert page.count('class="mark-unproven"') == 4
    assert not re.search(r"\bsai\b", page, re.IGNORECASE)


@pytest.mark.parametrize("lens", ["", "?theo=san-pham"])
def test_every_number_of_the_summary_opens_as_many_rows(annex: Annex, lens: str) -> None:
    client = annex.client(annex.monitor)
    page = client.get(f"/ke-hoach/{annex.plan.pk}/bao-cao/{lens}").content.decode()
    start = page.index(' headline">')
    summary = page[start : page.index("</table>", start)]
    links = re.findall(r'href="([^"]+)" aria-label="[^"]+: (\d+)"', summary)
    assert len(links) == 11
    for address, number in links:
        assert client.get(address.replace("&amp;", "&")).context["shown"].total == int(number), address


def test_a_signed_product_changes_what_is_proven_only(annex: Annex) -> None:
    task = annex.task("B.II.1")
    paper = Document.objects.create(
        unit=annex.plan.unit, direction="outgoing", kind="Báo cáo", number="9/BC-UBND",
        issued_on=dt.date(2026, 3, 20), registered_on=QUARTER,
    )  # fmt: skip
    accept_proof(annex.monitor, submit_proof(annex.second, task, paper))
    task.refresh_from_db()
    assert task.started_on == dt.date(2026, 3, 20)
    assert "1 đúng hạn" in _sections(annex, Basis.PROVEN)["finished"]
    assert _sections(annex)["finished"].endswith("(2 đúng hạn, 2 trước hạn)")
    assert report_of(annex.monitor, annex.plan, QUARTER, Basis.DECLARED).unproven == 3


def test_taking_a_completion_back_leaves_the_work_begun(annex: Annex) -> None:
    task = annex.task("B.III.1")
    declare(annex.monitor, task, "not_due", dt.date(2026, 6, 30))
    task.refresh_from_db()
    assert task.declared_on is None
    assert task.started_on == QUARTER


def test_the_lower_levels_read_the_report_and_other_provinces_do_not(annex: Annex) -> None:
    address = f"/ke-hoach/{annex.plan.pk}/bao-cao/"
    assert annex.client(annex.commune).get(address).status_code == 200
    inspected = annex.client(annex.inspector).get(address)
    assert inspected.status_code == 200
    assert "In ra Word" not in inspected.content.decode()
    assert annex.client(annex.stranger).get(address).status_code == 404
