"""Who denounced: open to the handler and the leader of the case alone, whatever the door."""

from __future__ import annotations

import pytest

from cases.conftest import Office
from factories import person
from thuongton.audit.models import Event
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import MASKED, fields_of, matching, visible_to
from thuongton.cases.services import act_on, open_case
from thuongton.people.models import Role, User

pytestmark = pytest.mark.django_db
NAME = "Phạm Hữu Tố Giác"


@pytest.fixture
def colleague(office: Office) -> User:
    """Another officer of the same commune."""
    return person("dong-nghiep", Role.OFFICER, office.world.commune)


def denunciation(office: Office) -> Case:
    data = {"lan": "dau", "nguoi": NAME, "nguoi_bi_to_cao": "Ông Bị Nêu Tên", "noi_dung": "thu sai phí chợ"}
    return open_case(office.officer, office.world.commune, "to_cao", "nhan_don", "2026-03-10", data)[0]


def reception(office: Office, loai_don: str | None = "to_cao") -> Case:
    data = {"nguoi_tiep": "can_bo", "ho_ten": NAME, "dia_chi": "Thôn Kín", "noi_dung": "thu sai phí chợ"}
    data |= {"loai_don": loai_don} if loai_don else {}
    return open_case(office.officer, office.world.commune, "tiep_cong_dan", "tiep", "2026-03-10", data)[0]


def test_who_came_to_denounce_is_closed_in_the_reception_too(office: Office, colleague: User) -> None:
    case = reception(office)
    assert fields_of(case, purpose=True)["ho_ten"] == MASKED == fields_of(case)["dia_chi"]
    assert fields_of(case, purpose=True, closed=True)["ho_ten"] == NAME
    assert not matching(visible_to(colleague), NAME).exists()
    open_one = reception(office, "khieu_nai")
    assert fields_of(open_one)["ho_ten"] == NAME
    assert list(matching(visible_to(colleague), NAME)) == [open_one]


def test_what_is_closed_later_is_closed_with_its_marks(office: Office, colleague: User) -> None:
    case = reception(office, None)
    assert list(matching(visible_to(colleague), NAME)) == [case]
    right = {"truong": "loai_don", "gia_tri": "to_cao", "ly_do": f"{NAME} đổi ý, tố cáo"}
    act_on(office.officer, case, "dinh_chinh", "2026-03-11", right)
    assert fields_of(case, purpose=True)["ho_ten"] == MASKED
    assert not matching(visible_to(colleague), NAME).exists()
    assert list(matching(visible_to(colleague), "phí chợ")) == [case]
    assert not Event.objects.filter(reason__contains="Giác").exists()


def test_what_puts_the_name_right_is_closed(office: Office, colleague: User) -> None:
    case = denunciation(office)
    right = {"truong": "nguoi", "gia_tri": "Vũ Thị Khai Thật", "ly_do": "ghi sai, người đến là vợ ông Thật"}
    act_on(colleague, case, "dinh_chinh", "2026-03-11", right)
    kept = case.entries.get(seq=2).data
    assert fields_of(case, purpose=True, data=kept)["ly_do"] == MASKED
    for words in ("khai that", "ông Thật"):
        assert not matching(visible_to(office.leader), words).exists()
    assert list(matching(visible_to(colleague), "bị nêu tên")) == [case]
    assert fields_of(case, purpose=True, closed=True)["nguoi"] == "Vũ Thị Khai Thật"
