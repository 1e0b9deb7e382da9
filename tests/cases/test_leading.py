"""Cases made from a case: nothing typed again, sealed anew, tied both ways, split in one act."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from cases.conftest import Office
from cases.test_kept import finds, whole_database
from factories import person
from thuongton.cases.definition.kind_files import read_kind
from thuongton.cases.definition.library import kind_files, known_kinds
from thuongton.cases.definition.tie_files import check_leads
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import MASKED, fields_of, matching, visible_to
from thuongton.cases.queries.leading import lead_offers
from thuongton.cases.queries.related import related
from thuongton.cases.services import NewCase, act_on, lead, open_case
from thuongton.people.models import Role

pytestmark = pytest.mark.django_db
NAME, HOME = "Đỗ Thị Quýt Hồng", "Ngõ Bưởi Chua"
MATTER = "bồi thường đất ruộng chưa đúng diện tích"


def reception(office: Office, loai_don: str | None = "khieu_nai") -> Case:
    data = {"nguoi_tiep": "can_bo", "ho_ten": NAME, "dia_chi": HOME, "noi_dung": MATTER}
    data |= {"loai_don": loai_don} if loai_don else {}
    return open_case(office.officer, office.world.commune, "tiep_cong_dan", "tiep", "2026-03-10", data)[0]


def letter(office: Office) -> Case:
    data = {"nguoi": NAME, "dia_chi": HOME, "noi_dung": MATTER, "thuoc_tham_quyen": True}
    return open_case(office.officer, office.world.commune, "don_thu", "nhan_don", "2026-03-10", data)[0]


def open_everything(case: Case) -> dict[str, object]:
    return fields_of(case, purpose=True, closed=True)


def test_a_complaint_grows_out_of_a_reception(office: Office) -> None:
    came = reception(office)
    carried = ["ho_ten", "noi_dung"]
    [new] = lead(office.officer, came, [NewCase("khieu_nai", {"lan": "dau"}, carried)], "2026-03-11", seq=1)
    shown = open_everything(new)
    assert (shown["nguoi"], shown["noi_dung"], shown["lan"]) == (NAME, MATTER, "dau")
    assert new.key_id != came.key_id and new.data["nguoi"] != came.data["ho_ten"]
    assert [one.case for one in related(office.officer, new)] == [came]
    assert [(one.case, one.field, one.named) for one in related(office.officer, came)] == [(new, "luot_tiep", False)]
    assert related(office.other, came) == [] == related(office.other, new)
    told = whole_database()
    for word in (NAME, "Quýt Hồng", MATTER):
        assert word not in told and json.dumps(word)[1:-1] not in told
    assert finds() == []


def test_only_what_was_chosen_goes_over(office: Office) -> None:
    [new] = lead(office.officer, reception(office), [NewCase("khieu_nai", {"lan": "dau"}, ["ho_ten"])], "2026-03-11")
    assert open_everything(new)["nguoi"] == NAME and "noi_dung" not in new.data


def test_a_letter_of_several_matters_is_split_in_one_act(office: Office) -> None:
    came = letter(office)
    parts = [
        NewCase("khieu_nai", {"lan": "dau", "noi_dung": "phần khiếu nại bồi thường"}, ["nguoi"]),
        NewCase("to_cao", {"lan": "dau", "noi_dung": "phần tố cáo nhận tiền"}, ["nguoi"]),
    ]
    made = lead(office.officer, came, parts, "2026-03-11", seq=1, tx="tach-1")
    assert [case.kind for case in made] == ["khieu_nai", "to_cao"]
    assert lead(office.officer, came, parts, "2026-03-11", seq=1, tx="tach-1") == made and Case.objects.count() == 3
    assert [entry.do for entry in came.entries.all()] == ["nhan_don", "tach", "tach"]
    assert finds() == []


def test_nothing_is_made_when_one_part_is_refused(office: Office) -> None:
    came = letter(office)
    with pytest.raises(ValidationError):
        lead(office.officer, came, [NewCase("khieu_nai", {"lan": "dau"}), NewCase("to_cao")], "2026-03-11")
    assert Case.objects.count() == 1 and came.entries.count() == 1
    for kinds in ([], ["hoa_giai"], ["khong_co"]):
        with pytest.raises(ValidationError):
            lead(office.officer, came, [NewCase(kind) for kind in kinds], "2026-03-11")
    act_on(office.officer, came, "luu_don", "2026-03-12", {"ly_do": "trùng"})
    with pytest.raises(ValidationError, match="mới hơn"):
        lead(office.officer, came, [NewCase("khieu_nai", {"lan": "dau"})], "2026-03-12", seq=1)


def test_who_denounced_is_closed_where_it_came_from_too(office: Office) -> None:
    colleague = person("dong-nghiep", Role.OFFICER, office.world.commune)
    came = letter(office)
    made = lead(
        office.officer,
        came,
        [NewCase("to_cao", {"lan": "dau"}, ["nguoi", "noi_dung"]), NewCase("khieu_nai", {"lan": "dau"}, ["noi_dung"])],
        "2026-03-11",
    )
    came.refresh_from_db()
    assert came.shut == ["nguoi"]
    assert fields_of(came, purpose=True)["nguoi"] == MASKED and open_everything(came)["nguoi"] == NAME
    assert not matching(visible_to(colleague), NAME).exists()
    assert set(matching(visible_to(colleague), "ruộng")) == {came, *made}
    for case in (came, *made):
        assert related(colleague, case) == []
    assert {one.case for one in related(office.leader, came)} == set(made)


def test_a_colleague_does_not_carry_over_what_is_closed(office: Office) -> None:
    colleague = person("dong-nghiep", Role.OFFICER, office.world.commune)
    came = reception(office, "to_cao")
    offers = {one.there.kind: one for one in lead_offers(colleague, came)}
    assert [field.name for field in offers["to_cao"].held] == ["ho_ten"]
    [new] = lead(colleague, came, [NewCase("to_cao", {"lan": "dau"}, ["ho_ten", "noi_dung"])], "2026-03-11")
    assert "nguoi" not in new.data and open_everything(new)["noi_dung"] == MATTER
    mine = {one.there.kind: one for one in lead_offers(office.officer, came)}
    assert [there.name for _here, there in mine["to_cao"].carried] == ["nguoi", "noi_dung"]
    assert [field.name for field in mine["khieu_nai"].held] == ["ho_ten"]  # there it would be open to everybody


def test_who_may_not_write_makes_nothing(office: Office) -> None:
    came = reception(office)
    for stranger in (office.other, office.inspector):
        with pytest.raises(PermissionDenied):
            lead(stranger, came, [NewCase("khieu_nai", {"lan": "dau"})], "2026-03-11")


def test_what_a_file_says_wrong_of_other_kinds_is_found() -> None:
    path = next(one for one in kind_files() if one.stem == "tiep_cong_dan")
    newest = {name: versions[-1] for name, versions in known_kinds().items()}
    text = path.read_text()

    def codes(old: str, new: str) -> list[tuple[str, str]]:
        assert old in text
        kind, found = read_kind("x.yaml", text.replace(old, new, 1).encode())
        assert kind is not None
        found += check_leads([kind], newest)
        return [(one.code, one.path) for one in found]

    assert codes("  khieu_nai:\n    do: nhan_don", "  khieu_nia:\n    do: nhan_don")[0][0] == "unknown-name"
    assert codes("do: nhan_don", "do: thu_ly") == [("unknown-name", "leads_to.khieu_nai.do")]
    assert codes("tie: luot_tiep", "tie: so_don") == [("unknown-field", "leads_to.khieu_nai.tie")]
    assert codes("{ho_ten: nguoi, ", "{ho_ten: ten, ") == [("unknown-field", "leads_to.khieu_nai.fields.ho_ten")]
    assert codes("{ho_ten: nguoi, ", "{ho_ten: linh_vuc, ")[0][0] == "bad-unit"
    assert codes("persons: [ho_ten]", "persons: [ho_tenn]")[0][0] == "unknown-field"
    assert codes("when: {field: loai_don, is: to_cao}", "when: {state: tu_choi}") == [("unknown-name", "closed.when")]
    assert codes("noi_dung: noi_dung}\n    clause: 154/2026/NĐ-CP Điều 14\n", "so: so_don}\n")[0][0] == "bad-unit"


def test_related_cases_cost_one_query(office: Office, django_assert_num_queries: object) -> None:
    came = letter(office)
    lead(office.officer, came, [NewCase("khieu_nai", {"lan": "dau"})] * 5, "2026-03-11")
    office.officer.hat  # noqa: B018 – read before counting
    came = Case.objects.select_related("unit").get(pk=came.pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(related(office.officer, came)) == 5
    assert connection.vendor
