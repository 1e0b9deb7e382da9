"""Parallel documents of the register: searched, shown, decided once, taken back; old units that were divided."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from factories import World, officer
from reviews.rows_of_tests import make_row
from thuongton.law.models import ActText, ActWindow, LegalAct
from thuongton.people.models import Succession, Unit, UnitKind
from thuongton.reviews.models import PairSearch, PairSuggestion, PairVerdict
from thuongton.reviews.queries.individual import to_look_at
from thuongton.reviews.queries.pairs import (
    decided_pairs,
    documents_to_compare,
    open_pairs,
    pairs_of_act,
    provisions_of,
    rows_of_pair,
    under_review,
)
from thuongton.reviews.queries.series import series_faults
from thuongton.reviews.queries.territory import territories_of
from thuongton.reviews.services.pairs import (
    begin_search,
    judge_pair,
    propose_together,
    resume_searches,
    run_search,
    take_back,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
JUL25 = dt.date(2025, 7, 1)
ONE, OTHER = "Hội đồng nhân dân tỉnh An Giang", "HĐND tỉnh Kiên Giang"
TEXT = """Điều 1. Phạm vi điều chỉnh
Nghị quyết này quy định mức hỗ trợ nuôi yến.
Điều 2. Mức hỗ trợ
Mỗi hộ được hỗ trợ {amount} đồng trong {days} ngày.
"""


def act(number: str, issuer: str, title: str, issued: str = "2022-05-05", text: str = "", **more: Any) -> LegalAct:
    made = LegalAct.objects.create(
        number=number, number_key=number, issuer=issuer, issuer_key=issuer.lower(), title=title,
        issued_on=dt.date.fromisoformat(issued), effective_on=dt.date.fromisoformat(issued), **more,
    )  # fmt: skip
    if text:
        ActText.objects.create(act=made, text=text)
    return made


@pytest.fixture
def two(world: World) -> tuple[LegalAct, LegalAct]:
    """Two documents of two old provinces on one subject, and three on others."""
    one = act("1/2022/NQ-HĐND", ONE, "Quy định mức hỗ trợ hộ nuôi chim yến trên địa bàn tỉnh An Giang",
              text=TEXT.format(amount="5.000.000", days="15"))  # fmt: skip
    other = act("9/2021/NQ-HĐND", OTHER, "Ban hành Quy định về mức hỗ trợ các hộ nuôi chim yến tỉnh Kiên Giang",
                text=TEXT.format(amount="7.000.000", days="10"))  # fmt: skip
    act("2/2022/NQ-HĐND", ONE, "Quy định mức thu phí thẩm định hồ sơ môi trường trên địa bàn tỉnh An Giang")
    act("3/2022/NQ-HĐND", OTHER, "Quy chế quản lý nhà chung cư trên địa bàn tỉnh Kiên Giang")
    act("77/QĐ-UBND", "UBND tỉnh Kiên Giang", "Về việc phê duyệt danh sách hộ nuôi chim yến được hỗ trợ")
    return one, other


def found(user: Any) -> PairSuggestion:
    run_search(PairSearch.objects.create(user=user).pk)
    return PairSuggestion.objects.get()


def test_a_search_finds_the_pair_once_and_sets_individual_decisions_apart(
    world: World, two: tuple[LegalAct, LegalAct]
) -> None:
    user = officer(world.justice)
    pair = found(user)
    assert {pair.left, pair.right} == set(two)
    assert pair.territory == "tỉnh An Giang"
    assert pair.province == "an giang"
    assert found(user).pk == pair.pk
    search = PairSearch.objects.order_by("pk").first()
    assert search is not None
    assert (search.documents, search.pairs) == (4, 1)


def test_a_document_that_has_ended_is_not_compared_nor_shown(world: World, two: tuple[LegalAct, LegalAct]) -> None:
    user = officer(world.justice)
    found(user)
    ActWindow.objects.create(
        act=two[1], since=dt.date(2024, 1, 1), until=dt.date.max, state="expired", reason="repealed"
    )
    assert two[1].pk not in {one.key for one in documents_to_compare(DAY).papers}
    assert not open_pairs(user, DAY).exists()


def test_a_pair_is_decided_once_for_each_unit_and_taken_back(world: World, two: tuple[LegalAct, LegalAct]) -> None:
    user, other = officer(world.justice, "mot"), officer(world.commune, "hai")
    pair = found(user)
    PairSuggestion.objects.update(province="")
    assert list(open_pairs(user, DAY)) == [pair]
    with pytest.raises(ValidationError, match="vì sao"):
        judge_pair(user, pair, same=False)
    verdict = judge_pair(user, pair, same=False, reason="Khác đối tượng.")
    assert not open_pairs(user, DAY).exists()
    assert list(open_pairs(other, DAY)) == [pair]
    assert list(decided_pairs(user)) == [pair]
    with pytest.raises(ValidationError, match="đã kết luận"):
        judge_pair(user, pair, same=True)
    with pytest.raises(PermissionDenied):
        take_back(other, verdict)
    take_back(user, verdict)
    assert list(open_pairs(user, DAY)) == [pair]
    assert not PairVerdict.objects.exists()


def test_a_searched_pair_that_was_decided_stays_decided(world: World, two: tuple[LegalAct, LegalAct]) -> None:
    user = officer(world.justice)
    pair = found(user)
    PairSuggestion.objects.update(province="")
    judge_pair(user, pair, same=True)
    run_search(PairSearch.objects.create(user=user).pk)
    PairSuggestion.objects.update(province="")
    assert not open_pairs(user, DAY).exists()


def test_one_search_runs_at_a_time_and_goes_on_where_it_was_killed(world: World) -> None:
    user = officer(world.justice)
    open_ = PairSearch.objects.create(user=user)
    with pytest.raises(ValidationError, match="đợi xong"):
        begin_search(user)
    with pytest.raises(PermissionDenied):
        begin_search(officer(world.commune, "xa"))
    assert resume_searches() == 1
    run_search(open_.pk)
    assert resume_searches() == 0


def test_rows_of_both_documents_wait_together(world: World, two: tuple[LegalAct, LegalAct]) -> None:
    user = officer(world.justice)
    pair = found(user)
    PairSuggestion.objects.update(province="")
    assert not under_review(open_pairs(user, DAY), user).exists()
    rows = [make_row(world.justice, user, act=one) for one in two]
    make_row(world.commune, user, act=two[0])
    assert {row.pk for row in rows_of_pair(user, pair)} == {row.pk for row in rows}
    assert list(under_review(open_pairs(user, DAY), user)) == [pair]
    assert list(pairs_of_act(user, two[1].pk, DAY)) == [pair]


def test_pages_open_and_show_what_differs(world: World, two: tuple[LegalAct, LegalAct]) -> None:
    user = officer(world.justice)
    pair = found(user)
    PairSuggestion.objects.update(province="")
    client = Client()
    client.force_login(user)
    for name in ("pairs", "series", "individual"):
        assert client.get(reverse(f"reviews:{name}")).status_code == 200, name
    page = client.get(reverse("reviews:pair", args=[pair.pk]))
    said = page.content.decode()
    assert "5.000.000 đồng" in said
    assert "15 ngày" in said
    assert "nay thuộc tỉnh An Giang" in said
    refused = client.post(reverse("reviews:pair-other", args=[pair.pk]), {"ly-do": ""})
    assert refused.status_code == 400
    done = client.post(reverse("reviews:pair-same", args=[pair.pk]), {"y-kien": "Cùng nuôi yến."}, follow=True)
    assert "Cùng nội dung điều chỉnh" in done.content.decode()
    client.post(reverse("reviews:pair-back", args=[pair.pk]))
    assert not PairVerdict.objects.exists()
    assert client.get(reverse("reviews:pair", args=[pair.pk + 99])).status_code == 404


def test_provisions_are_those_of_the_day(two: tuple[LegalAct, LegalAct]) -> None:
    told = provisions_of(list(two), DAY)
    assert [one.name for one in told[two[0].pk]] == ["Điều 1", "Điều 2"]
    assert told[two[0].pk][1].heading == "Mức hỗ trợ"


def test_where_documents_hold_after_units_were_merged_chained_and_divided(world: World) -> None:
    province = world.province
    names = ("Xã Đông", "Xã Đông Tây", "Xã Hòa Bình", "Phường Thành", "Xã Ven")
    units = {name: _unit(province, name) for name in names}
    for old, new, on in (
        ("Xã Đông", "Xã Đông Tây", dt.date(2023, 2, 10)),
        ("Xã Đông Tây", "Xã Hòa Bình", JUL25),
        ("Xã Đông Tây", "Phường Thành", JUL25),
        ("Xã Đông Tây", "Xã Ven", JUL25),
    ):
        Succession.objects.create(predecessor=units[old], successor=units[new], on=on, basis="NQ mẫu")
    first = act("1/2022/QĐ-UBND", "UBND xã Đông", "Quy chế chợ")
    second = act("2/2022/QĐ-UBND", "UBND XÃ ĐÔNG TÂY", "Quy chế chợ", issued="2024-01-02")
    third = act("3/2022/NQ-HĐND", "HĐND tỉnh Bà Rịa – Vũng Tàu", "Quy định mức thu")
    fourth = act("4/2022/NQ-HĐND", "Quốc hội", "Quy định mức thu")
    told = territories_of([first, second, third, fourth], dt.date(2024, 5, 1))
    assert (told[first.pk].into, told[first.pk].sure) == (("Xã Đông Tây",), True)
    assert "nay thuộc Xã Đông Tây" in told[first.pk].sentence
    assert (told[second.pk].into, told[second.pk].merged) == (("Xã Đông Tây",), False)
    assert told[third.pk].province == "ba ria - vung tau"
    assert fourth.pk not in told
    told = territories_of([first, second, third], DAY)
    for one in (first, second):
        assert set(told[one.pk].into) == {"Xã Hòa Bình", "Phường Thành", "Xã Ven"}
        assert not told[one.pk].sure
        assert told[one.pk].sentence.startswith("Không xác định")
    assert told[third.pk].into == ("thành phố Hồ Chí Minh",)


def _unit(province: Unit, name: str) -> Unit:
    kind = UnitKind.WARD if name.startswith("Phường") else UnitKind.COMMUNE
    return Unit.objects.create(name=name, kind=kind, parent=province, path=f"{province.path}{name}/")


def test_documents_of_a_divided_unit_are_counted_and_not_compared(world: World) -> None:
    old = _unit(world.province, "Xã Cũ")
    for name in ("Xã Một", "Xã Hai", "Xã Ba"):
        Succession.objects.create(predecessor=old, successor=_unit(world.province, name), on=JUL25)
    act("1/2022/NQ-HĐND", "HĐND xã Cũ", "Quy định mức đóng góp làm đường")
    compared = documents_to_compare(DAY)
    assert (compared.papers, compared.unsure) == ([], 1)


def test_territories_take_a_fixed_number_of_statements(world: World, django_assert_num_queries: Any) -> None:
    acts = [act(f"{at}/2022/NQ-HĐND", ONE, "Quy định") for at in range(1, 30)]
    with django_assert_num_queries(1):
        assert len(territories_of(acts, DAY)) == 29


def test_series_and_plain_papers_are_found_in_the_register(world: World) -> None:
    for number in ("1/2024/QĐ-UBND", "2/2024/QĐ-UBND", "4/2024/QĐ-UBND"):
        act(number, "UBND tỉnh Thanh Hoá", "Quy định giá")
    act("4/2024/QĐ-UBND", "ỦY BAN NHÂN DÂN TỈNH THANH HÓA", "Quy định khác", issued="2024-05-05")
    act("12/QĐ-UBND", "UBND tỉnh Thanh Hóa", "Ban hành Quy chế quản lý chợ")
    act("13/QĐ-UBND", "UBND tỉnh Thanh Hóa", "Về việc chợ", text="Điều 1. Phạm vi điều chỉnh\nChợ.")
    act("14/QĐ-UBND", "UBND tỉnh Thanh Hóa", "Về việc bổ nhiệm ông A")
    told = [(one.number, one.fault.value, len(one.acts)) for one in series_faults()]
    assert told == [("03/2024/QĐ-UBND", "gap", 0), ("4/2024/QĐ-UBND", "double", 2)]
    assert [(one.number, one.plain) for one in to_look_at()] == [("12/QĐ-UBND", True), ("13/QĐ-UBND", True)]


def test_communes_of_one_name_are_told_apart_by_what_is_named_above_them(world: World) -> None:
    for province, into in ((world.province, "Xã Mới"), (world.far_province, "Xã Lạ")):
        old, new = _unit(province, "Xã Tân Lập"), _unit(province, into)
        Succession.objects.create(predecessor=old, successor=new, on=JUL25)
    acts = [
        act("1/2022/NQ-HĐND", "HĐND xã Tân Lập, tỉnh Xa", "Quy chế chợ"),
        act("2/2022/NQ-HĐND", "HĐND xã Tân Lập", "Quy chế chợ"),
        act("3/2022/NQ-HĐND", "HĐND xã Tân Lập, tỉnh Khác", "Quy chế chợ"),
    ]
    one, two, three = (territories_of(acts, DAY)[made.pk] for made in acts)
    assert one.into == ("Xã Lạ",)
    assert (two.sure, two.sentence.startswith("Không xác định: có 2 đơn vị")) == (False, True)
    assert (three.merged, three.into) == (False, ())


def test_a_pair_of_another_province_is_not_found(world: World, two: tuple[LegalAct, LegalAct]) -> None:
    user, far = officer(world.justice), officer(world.far_province, "xa")
    pair = found(user)
    PairSuggestion.objects.update(province="thu")
    client = Client()
    client.force_login(far)
    address = reverse("reviews:pair", args=[pair.pk])
    assert client.get(address).status_code == 404
    for name in ("same", "other", "back"):
        assert client.post(reverse(f"reviews:pair-{name}", args=[pair.pk]), {"ly-do": "x"}).status_code == 404
    client.force_login(user)
    assert client.get(address).status_code == 200
    assert not PairVerdict.objects.exists()


def test_one_proposal_is_for_the_rows_of_both_and_says_they_are_on_one_subject(
    world: World, two: tuple[LegalAct, LegalAct]
) -> None:
    user = officer(world.justice)
    pair = found(user)
    PairSuggestion.objects.update(province="")
    first = make_row(world.justice, user, act=two[0])
    with pytest.raises(ValidationError, match="9/2021/NQ-HĐND chưa có dòng rà soát"):
        propose_together(user, pair, action="thay_the", reason="Ban hành chung.")
    assert not PairVerdict.objects.exists()
    second = make_row(world.justice, user, act=two[1])
    client = Client()
    client.force_login(user)
    assert "9/2021/NQ-HĐND" in client.get(reverse("reviews:row", args=[first.pk])).content.decode()
    client.post(reverse("reviews:pair-together", args=[pair.pk]), {"hinh-thuc": "thay_the", "ly-do": "Ban hành chung."})
    for row in (first, second):
        row.refresh_from_db()
        assert row.proposal is not None
        assert (row.proposal.action, row.proposal.reason) == ("thay_the", "Ban hành chung.")
    assert first.proposal.batch_id == second.proposal.batch_id
    assert PairVerdict.objects.get().same
