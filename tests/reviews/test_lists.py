"""Which row stands in which list, what counts add up to, and what a frozen list says beside today: pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuongton.law.states import LegalState
from thuongton.prints.frozen import Frozen
from thuongton.reviews.actions import Action
from thuongton.reviews.lists.columns import (
    ACTIONS,
    UnusableLayout,
    columns_kept,
    kept,
    read_layout,
    usual_columns,
    written,
)
from thuongton.reviews.lists.conclusions import parts_of
from thuongton.reviews.lists.counting import AXES, figures_of, sentence_of
from thuongton.reviews.lists.differing import ListChange, differences
from thuongton.reviews.lists.facts import Judged, RowFacts
from thuongton.reviews.lists.membership import (
    HANDLED,
    NAMES,
    Handling,
    ListKind,
    Validity,
    doubts_of,
    handling_of,
    lists_of,
    validity_of,
    why_unknown,
)
from thuongton.reviews.lists.papers import MARK, MEANINGS, PaperKind, ReviewHead, frozen_of, lists_in, official

DAY = dt.date(2028, 12, 31)
HEAD = ReviewHead("Ủy ban nhân dân tỉnh Thử", "Hệ thống hoá thử", symbol="UBND", place="Thử")
E, P, F, H, U, Y = (
    ListKind.EXPIRED, ListKind.PARTLY, ListKind.IN_FORCE, ListKind.TO_HANDLE, ListKind.UNKNOWN, ListKind.YEAR
)  # fmt: skip


def row(state: str = "", **more: object) -> RowFacts:
    given: dict = {"act": 1 if state else None, "kind": "Quyết định", **more}
    return RowFacts(given.pop("pk", 1), "1/2020/QĐ-UBND", state=state, **given)


def decided(action: str) -> dict:
    return {"decision": Judged(action), "proposal": Judged(action)}


@pytest.mark.parametrize(
    ("facts", "lists"),
    [
        (row("expired"), {E}),
        (row("suspended"), {E}),
        (row("in_force"), {F}),
        (row("not_yet"), {F}),
        (row("partly_expired"), {F, P}),
        (row("in_force", suspended=("Điều 2",)), {F, P}),
        (row("unknown", why="no_day"), {U}),
        (row("absent"), {U}),
        (row(), {U}),
        (row("expired", since=dt.date(2028, 1, 1)), {E, Y}),
        (row("expired", since=dt.date(2027, 12, 31)), {E}),
        (row("partly_expired", since=dt.date(2028, 3, 1)), {F, P, ListKind.YEAR_PARTS}),
        (row("in_force", **decided("thay_the")), {F, H}),
        (row("in_force", proposal=Judged("thay_the")), {F}),
        (row("in_force", **decided("giu_nguyen")), {F}),
        (row("in_force", **decided("hop_nhat")), {F}),
        (row("in_force", **decided("tiep_tuc_hieu_luc")), {F, ListKind.CONTINUES}),
        (row("expired", **decided("bai_bo")), {E}),
        (row("expired", **decided("ban_hanh_moi")), {E, H}),
        (row("suspended", **decided("bai_bo")), {E, H}),
        (row("", **decided("khong_con_doi_tuong")), {U, H}),
        (row("in_force", settled_on=DAY, **decided("bai_bo")), {F}),
        (row("in_force", settled_on=DAY + dt.timedelta(days=1), **decided("bai_bo")), {F, H}),
    ],
)
def test_where_a_row_stands(facts: RowFacts, lists: set[ListKind]) -> None:
    assert lists_of(facts, DAY) - {ListKind.CHECKED} == lists


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (row(), "Sổ pháp luật chưa có văn bản này."),
        (row("absent"), "Ngày 31/12/2028 văn bản chưa được ban hành."),
        (row("unknown", why="no_day"), "Chưa rõ ngày có hiệu lực."),
        (row("unknown", why="may_have_ended", by="2/2021/QĐ-UBND"),
         "Có văn bản làm văn bản này hết hiệu lực từ một ngày chưa rõ (2/2021/QĐ-UBND)."),
        (row("", act=5), "Sổ pháp luật chưa tính xong hiệu lực của văn bản này."),
        (row("in_force"), ""),
    ],
)  # fmt: skip
def test_what_cannot_be_told_says_why(facts: RowFacts, words: str) -> None:
    assert why_unknown(facts, DAY) == words


def test_codes_of_actions_are_those_of_the_desk() -> None:
    assert set(Action.values) == ACTIONS.keys() and set(Action.values) > HANDLED
    assert NAMES.keys() == MEANINGS.keys() == set(ListKind)


ROWS = st.lists(
    st.builds(
        RowFacts,
        pk=st.integers(1, 10**6),
        number=st.just("1/2020/QĐ-UBND"),
        kind=st.sampled_from(("Nghị quyết", "Quyết định", "Chỉ thị", "", "Quy chế")),
        issuer=st.sampled_from(("UBND tỉnh A", "HĐND tỉnh B", "")),
        act=st.none() | st.integers(1, 9),
        state=st.sampled_from(("", *LegalState)),
        since=st.none() | st.dates(dt.date(2027, 1, 1), DAY),
        proposal=st.none() | st.builds(Judged, st.sampled_from(Action.values)),
        decision=st.none() | st.builds(Judged, st.sampled_from(Action.values)),
        settled_on=st.none() | st.dates(dt.date(2028, 12, 1), dt.date(2029, 1, 30)),
    ),
    max_size=40,
    unique_by=lambda one: one.pk,
)


@given(ROWS)
def test_every_document_is_accounted_for_and_every_grouping_adds_up(rows: list[RowFacts]) -> None:
    figures = figures_of(rows, DAY)
    assert all(one.holds for one in figures.identities)
    assert sum(figures.lists[one] for one in (E, F, U)) == figures.total == len(rows)
    assert figures.lists[P] <= figures.lists[F] and figures.lists[H] <= figures.total
    for axis in AXES:
        assert sum(figures.by(axis).values()) == figures.total
        for other in AXES:
            crossed = figures.cross(axis, other)
            assert sum(crossed.values()) == figures.total
            for place, number in figures.by(axis).items():
                assert sum(n for (one, _other), n in crossed.items() if one == place) == number
    assert {validity_of(one) for one in rows} <= set(Validity)
    assert {handling_of(one, DAY) for one in rows} <= set(Handling)
    in_papers = [pk.pk for table in frozen_of(PaperKind.SYSTEM, HEAD, rows, DAY).tables
                 if table.key in (E, F, U) for pk in table.rows]  # fmt: skip
    assert sorted(in_papers) == sorted(one.pk for one in rows)


@given(ROWS)
def test_a_frozen_paper_read_again_is_the_same_and_differs_from_itself_in_nothing(rows: list[RowFacts]) -> None:
    for paper in PaperKind:
        frozen = frozen_of(paper, HEAD, rows, DAY)
        assert Frozen.from_dict(frozen.to_dict()) == frozen
        assert differences(frozen, frozen_of(paper, HEAD, list(rows), DAY)) == []


def test_the_figures_of_a_province_as_a_report_says_them() -> None:
    kinds = ["Nghị quyết"] * 268 + ["Quyết định"] * 838 + ["Chỉ thị"] * 21
    rows = [
        RowFacts(at, f"{at}/2020", kind=kind, act=at, state="expired" if at < 670 else "in_force",
                 proposal=Judged("thay_the") if at >= 900 else None)
        for at, kind in enumerate(kinds)
    ]  # fmt: skip
    figures = figures_of(rows, DAY)
    assert sentence_of(figures) == (
        "Tổng số 1.127 văn bản, gồm 268 nghị quyết, 838 quyết định, 21 chỉ thị. Qua rà soát đã xác định 670 văn bản hết"
        " hiệu lực, 457 văn bản còn hiệu lực; đồng thời đề xuất sửa đổi, bổ sung, thay thế, bãi bỏ, tạm ngưng hiệu lực"
        " hoặc ban hành mới đối với 227 văn bản."
    )
    assert [one.words for one in figures.identities[:2]] == ["1.127 = 268 + 838 + 21", "1.127 = 670 + 457 + 0"]


def test_what_came_went_and_changed_since_a_list_was_frozen() -> None:
    then = [row("in_force", pk=1, **decided("thay_the")), row("in_force", pk=2), row("expired", pk=3)]
    now = [row("in_force", pk=1), replace(then[1], title="Tên mới"), row("expired", pk=4)]
    changes = differences(frozen_of(PaperKind.SYSTEM, HEAD, then, DAY), frozen_of(PaperKind.SYSTEM, HEAD, now, DAY))
    found = {(one.table, one.pk): (one.change, one.cells) for one in changes}
    assert found == {
        (E, 3): (ListChange.WENT, ()),
        (E, 4): (ListChange.CAME, ()),
        (F, 2): (ListChange.CHANGED, (("Tên gọi văn bản", "", "Tên mới"),)),
        (H, 1): (ListChange.WENT, ()),
    }


def test_a_judgement_that_says_otherwise_than_the_register_is_told() -> None:
    rows = [
        row("in_force", pk=1, **decided("het_hieu_luc")),
        row("expired", pk=2, since=dt.date(2020, 5, 1), **decided("giu_nguyen")),
        row("expired", pk=3, **decided("het_hieu_luc")),
    ]
    assert [(one.pk, one.words) for one in doubts_of(rows, DAY)] == [
        (1, "Kết quả rà soát ghi «đã hết hiệu lực», sổ pháp luật ghi còn hiệu lực ngày 31/12/2028."),
        (2, "Kết quả rà soát ghi «giữ nguyên», sổ pháp luật ghi đã hết hiệu lực từ ngày 1/5/2020."),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("so\nla", "Dòng 2: «la» không đúng dạng"),
        ("so\nso | Số", "Dòng 2: dữ liệu «so» đã có ở cột khác."),
        ("so | Số | rộng", "Dòng 1: độ rộng «rộng» phải là số từ 5 đến 120."),
        ("tt", "Danh mục phải có cột «so»"),
        ("", "Danh mục phải có cột «so»"),
        ("so | a | 10 | b", "Dòng 1: "),
    ],
)
def test_a_layout_that_cannot_be_used_says_which_line(text: str, sentence: str) -> None:
    with pytest.raises(UnusableLayout, match=sentence.replace("(", r"\(")):
        read_layout(text)


def test_columns_typed_kept_and_written_are_the_same() -> None:
    for kind in ListKind:
        columns = usual_columns(kind)
        assert read_layout(written(columns)) == columns == columns_kept(kept(columns))
    assert [one.label for one in read_layout("so | Số VB\n ten ||60")] == ["Số VB", "Tên gọi văn bản"]


def test_the_announcement_names_its_clause_and_every_paper_is_marked() -> None:
    one = row("in_force", title="Quy định mức thu", issuer="UBND tỉnh A", **decided("tiep_tuc_hieu_luc"))
    frozen = frozen_of(PaperKind.CONTINUES, HEAD, [one], DAY)
    assert frozen.title == "Về việc tiếp tục có hiệu lực của Quyết định số 1/2020/QĐ-UBND của UBND tỉnh A"
    assert frozen.intro[0].startswith("Căn cứ khoản 2 Điều 57 Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15")
    for paper in PaperKind:
        made = frozen_of(paper, HEAD, [one], DAY)
        assert made.closing == (MARK,) and made.tables[0].key in set(lists_in(paper))
        assert "[CẦN BỔ SUNG: nơi nhận]" in official(made).recipients


def test_a_conclusion_has_every_content_of_the_clause_and_says_what_lacks() -> None:
    one = row("in_force", grounds=("2/2025/NĐ-CP: «bãi bỏ»",), decision=Judged("bai_bo", "Trái thẩm quyền"))
    found = dict(parts_of(one))
    assert len(found) == 7
    assert found["Nội dung trái pháp luật"] == ("Trái thẩm quyền",)
    assert found["Yêu cầu xử lý"][0].startswith("Bãi bỏ toàn bộ; xử lý trong 30 ngày")
    assert found["Đề xuất xử lý trách nhiệm"] == ("[CẦN BỔ SUNG: đề xuất xử lý trách nhiệm]",)
