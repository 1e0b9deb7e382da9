"""Cases that may be one matter: suggested in scope, closed ones too, decided by a person, joined, answered all."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.conftest import NAME, STORY, Office
from cases.test_kept import ended
from factories import person
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import Case, CaseCompared
from thuongton.cases.queries.joined import joined_to
from thuongton.cases.queries.twins import twins_of, twins_of_data
from thuongton.cases.services import NotAllowed, act_on, compare, erase, open_case, tell_joined
from thuongton.cases.shown.twin_reasons import MOST_LETTERS, TwinReason, cut, enough, likeness, names_of, search_words
from thuongton.people.models import Role, User

pytestmark = pytest.mark.django_db
CLAUSE = {"van_ban": "12/2025/QĐ-UBND", "dieu": "5", "khoan": "2"}
MEANT = "mức thu phí chợ áp cho hộ bán nhỏ quá cao so với thu nhập"


@pytest.mark.parametrize(
    ("reason", "has_words", "said"),
    [
        (TwinReason(person=True, words=60), True, True),
        (TwinReason(person=True, words=30), True, False),
        (TwinReason(clause=True, words=60), True, True),
        (TwinReason(clause=True), True, False),
        (TwinReason(words=90), True, True),
        (TwinReason(words=70), True, False),
        (TwinReason(person=True), False, True),
        (TwinReason(), False, False),
    ],
)
def test_when_a_person_should_look(reason: TwinReason, has_words: bool, said: bool) -> None:
    assert enough(reason, has_words=has_words) is said


def test_words_are_compared_without_marks_and_order() -> None:
    assert likeness(cut("Ranh giới đất thôn Đông"), cut("thôn đông: RANH GIOI DAT")) > 90
    assert likeness(cut("Ranh giới đất"), cut("đổ rác ra kênh mương")) < 50 and likeness("", "a") == 0
    assert names_of(["Trần  Thị Bích", "An", "1980", "x " * 20]) == {"tran thi bich"}
    assert len(cut("a" * 10**6)) == MOST_LETTERS and len(search_words("chữ số " * 10**5)) <= 16


def mine(found: list[Any]) -> list[Case]:
    return [one.case for one in found]


def test_the_same_people_and_like_words_are_suggested(office: Office) -> None:
    first = office.mediation()
    office.mediation(ben=[{"ho_ten": "Lê Văn Khác"}], noi_dung="đổ rác ra mương chung của xóm")
    again = office.mediation(noi_dung="mâu thuẫn ranh giới đất hai nhà thôn Đông")
    [found] = twins_of(office.officer, again)
    assert found.case == first and found.reason.person and found.reason.words > 70
    assert mine(twins_of(office.officer, first)) == [again]


def test_closed_cases_are_suggested_and_erased_ones_are_not(office: Office) -> None:
    first = ended(office)
    again = office.mediation()
    assert mine(twins_of(office.officer, again)) == [first]
    erase(office.leader, first, "hết hạn lưu")
    assert twins_of(office.officer, again) == []


def test_another_scope_is_never_told(office: Office) -> None:
    data = {"pham_vi": "khac", "noi_dung": STORY, "ben": [{"ho_ten": NAME}]}
    theirs, _answer = open_case(office.other, office.world.other_commune, "hoa_giai", "tiep_nhan", "2026-03-10", data)
    case = office.mediation()
    assert twins_of(office.officer, case) == [] == twins_of(office.other, theirs)
    assert mine(twins_of(office.province, case)) == [theirs]
    with pytest.raises(ValidationError, match="phạm vi"):
        compare(office.officer, case, theirs, "matter")
    with pytest.raises(PermissionDenied):
        compare(office.other, case, theirs, "matter")


def test_who_denounced_takes_no_part(office: Office) -> None:
    who = "Phạm Hữu Tố Giác"

    def denounce(noi_dung: str, **more: str) -> Case:
        data = {"lan": "dau", "nguoi": who, "noi_dung": noi_dung} | more
        return open_case(office.officer, office.world.commune, "to_cao", "nhan_don", "2026-03-10", data)[0]

    first, other = denounce("thu tiền sai ở chợ xã"), denounce("lấn chiếm kênh thuỷ lợi phía tây")
    assert twins_of(office.officer, first) == [] == twins_of(office.leader, other)
    same = denounce("thu tiền sai ở chợ của xã")
    [found] = twins_of(office.leader, same)
    assert found.case == first and not found.reason.person
    data = {"nguoi_tiep": "can_bo", "ho_ten": who, "loai_don": "khieu_nai", "noi_dung": "việc khác hẳn"}
    came, _answer = open_case(office.officer, office.world.commune, "tiep_cong_dan", "tiep", "2026-03-10", data)
    assert twins_of(office.officer, came) == []


def test_what_is_being_taken_in_is_compared_too(office: Office) -> None:
    first = office.mediation()
    kind = known_kinds()["hoa_giai"][-1]
    typed = {"noi_dung": STORY, "ben": [{"ho_ten": NAME.upper()}]}
    assert mine(twins_of_data(office.officer, kind, typed)) == [first]
    assert twins_of_data(office.other, kind, typed) == []
    assert twins_of_data(office.officer, kind, {}) == []


def test_what_was_found_is_not_suggested_again(office: Office) -> None:
    first, again = office.mediation(), office.mediation()
    row = compare(office.officer, again, first, "matter")
    assert (row.case, row.other) == (first, again)
    assert twins_of(office.officer, again) == [] == twins_of(office.officer, first)
    assert compare(office.leader, first, again, "person").pk == row.pk and CaseCompared.objects.count() == 1
    for wrong in ("", "khac"):
        with pytest.raises(ValidationError):
            compare(office.officer, first, again, wrong)
    with pytest.raises(ValidationError):
        compare(office.officer, first, first, "same")


def test_one_joins_the_other(office: Office) -> None:
    first, again = office.mediation(), office.mediation()
    compare(office.officer, again, first, "same", on="2026-03-12", seq=1)
    again.refresh_from_db()
    assert again.state == "trung" and again.closed_on is not None and again.ties.get().other == first
    third = office.mediation()
    act_on(office.officer, third, "phan_cong", "2026-03-12", {"hoa_giai_vien": "A"})
    with pytest.raises(NotAllowed):  # somebody was quicker
        compare(office.leader, third, first, "same", on="2026-03-12", seq=1)
    assert not CaseCompared.objects.filter(other=third).exists()


def sent(user: User, office: Office, who: str, noi_dung: str = MEANT, clause: dict[str, str] | None = None) -> Case:
    data = {"noi_dung": noi_dung, "nguoi_gui": who, "dieu_khoan": clause or CLAUSE}
    return open_case(user, office.world.justice, "pakn_qppl", "tiep_nhan", "2026-03-10", data)[0]


def test_same_clause_and_meaning_are_joined_and_every_sender_is_answered(office: Office) -> None:
    clerk = person("so-chuyen-vien", Role.OFFICER, office.world.justice)
    first = sent(clerk, office, "Nguyễn Văn Một")
    again = sent(clerk, office, "Lý Thị Hai", "phí chợ đang áp quá cao với hộ bán nhỏ thu nhập thấp")
    sent(clerk, office, "Vũ Văn Ba", "đề nghị bỏ giấy tờ về cư trú khi nộp đơn")
    sent(clerk, office, "Hồ Thị Bốn", MEANT + " hiện nay", {"van_ban": "1/2020/QĐ-UBND", "dieu": "1", "khoan": "9"})
    found = twins_of(clerk, again)
    assert found[0].case == first and found[0].reason.clause and not found[0].reason.person
    compare(clerk, again, first, "same", on="2026-03-11")
    [joined] = joined_to(clerk, first)
    assert (joined.case, joined.told) == (again, False)
    act_on(clerk, first, "tra_loi", "2026-03-20", {"so": "15/STP", "ngay_ky": "2026-03-20"})
    with pytest.raises(ValidationError):
        tell_joined(clerk, first, " ", "2026-03-20")
    assert tell_joined(clerk, first, "15/STP", "2026-03-20") == 1
    assert tell_joined(clerk, first, "15/STP", "2026-03-20") == 0
    assert [one.told for one in joined_to(clerk, first)] == [True]


def test_a_suggestion_costs_the_same_however_many_there_are(office: Office, django_assert_max_num_queries: Any) -> None:
    case = office.mediation()
    for number in range(12):
        office.mediation(noi_dung=f"{STORY} lần {number}")
    with django_assert_max_num_queries(10):
        assert len(twins_of(office.officer, case)) == 8
