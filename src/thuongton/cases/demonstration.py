"""Cases of the demonstration: a commune and a department of a province with registers in use; every person is invented.

Days count back from the day of loading, in working days, so that whenever it is loaded something is late, something is
due soon and something waits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import timekeeper
from thuongton.cases.services import act_on, open_case
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.web.demonstration import Demonstration

COMMUNE, PROVINCE = ("Hải Phòng/Xã Lạc Phượng", "congchuc", "lanhdao"), ("Hà Tĩnh/Sở Tư pháp", "tuphap", "lanhdaoso")
HOUR = dt.time(9)
LEADER = "lanhdao"


@dataclass(frozen=True, slots=True)
class DemoAct:
    """An act so many working days ago."""

    ago: int
    do: str
    data: Mapping[str, Any] = field(default_factory=dict)
    by: str = "congchuc"


@dataclass(frozen=True, slots=True)
class DemoCase:
    """A case of one of the two offices."""

    kind: str
    acts: Sequence[DemoAct]
    office: tuple[str, str, str] = COMMUNE


def _parties(*names: str) -> list[dict[str, str]]:
    return [{"ho_ten": name} for name in names]


def _mediation(ago: int, first: str, second: str, team: str, *later: DemoAct) -> DemoCase:
    data = {
        "pham_vi": "dan_su",
        "ben": _parties(first, second),
        "noi_dung": "Tranh chấp lối đi chung giữa hai hộ liền kề",
        "to": team,
    }
    return DemoCase("hoa_giai", [DemoAct(ago, "tiep_nhan", data), *later])


def _reception(ago: int, name: str, matter: str, *later: DemoAct) -> DemoCase:
    data = {
        "loai": "thuong_xuyen",
        "nguoi_tiep": "can_bo",
        "so_nguoi": 1,
        "ho_ten": name,
        "dia_chi": "Thôn Đông",
        "loai_don": "kien_nghi_phan_anh",
        "noi_dung": matter,
    }
    return DemoCase("tiep_cong_dan", [DemoAct(ago, "tiep", data), *later])


def _complaint(ago: int, name: str, *later: DemoAct, office: tuple[str, str, str] = COMMUNE) -> DemoCase:
    data = {"lan": "dau", "linh_vuc": "dat_dai", "thuoc_tham_quyen": True, "so_don": 1, "nguoi": name}
    return DemoCase("khieu_nai", [DemoAct(ago, "nhan_don", data), *later], office)


def _petition(ago: int, name: str, matter: str, *later: DemoAct) -> DemoCase:
    data = {"noi_dung": matter, "nguoi_gui": name, "mot_noi_dung": True}
    return DemoCase("pakn_qppl", [DemoAct(ago, "tiep_nhan", data), *later], PROVINCE)


def _sanction(ago: int, name: str, *later: DemoAct) -> DemoCase:
    data = {"linh_vuc": "Môi trường", "doi_tuong": "ca_nhan", "ho_ten": name, "hanh_vi": "Đổ phế thải ra lề đường"}
    return DemoCase("xlvphc", [DemoAct(ago, "lap_bien_ban", data), *later])


def _activity(ago: int, name: str, place: str, number: int) -> DemoCase:
    data = {"ten": name, "hinh_thuc": "truc_tiep", "dia_diem": place, "so_nguoi": number}
    return DemoCase("pbgdpl_hoat_dong", [DemoAct(ago, "ghi", data)])


TEAM_3, TEAM_EAST = "Tổ hoà giải thôn 3", "Tổ hoà giải thôn Đông"
SETTLED = {"ket_qua": "thanh", "van_ban": True, "thoa_thuan": "Hai bên mở lại lối đi như cũ"}
MEDIATOR = {"hoa_giai_vien": "Tổ trưởng tổ hoà giải"}
CASES: tuple[DemoCase, ...] = (
    DemoCase("to_hoa_giai", [DemoAct(60, "thanh_lap", {"ten": TEAM_3, "thon": "Thôn 3", "to_truong": "Vũ Văn Thử"})]),
    DemoCase("to_hoa_giai", [DemoAct(60, "thanh_lap", {"ten": TEAM_EAST, "thon": "Thôn Đông"})]),
    _mediation(
        22, "Lê Thị Ví Dụ", "Bùi Văn Thử", TEAM_3,
        DemoAct(21, "phan_cong", MEDIATOR), DemoAct(20, "bat_dau"), DemoAct(18, "ket_thuc", SETTLED),
    ),
    _mediation(
        15, "Trần Văn Mẫu", "Hoàng Thị Thử", TEAM_EAST,
        DemoAct(15, "phan_cong", MEDIATOR), DemoAct(14, "bat_dau"), DemoAct(12, "ket_thuc", {"ket_qua": "khong_thanh"}),
    ),
    _mediation(9, "Đỗ Thị Mẫu", "Phan Văn Ví Dụ", TEAM_3, DemoAct(8, "phan_cong", MEDIATOR)),
    _mediation(2, "Ngô Văn Thử", "Đinh Thị Mẫu", TEAM_EAST, DemoAct(1, "phan_cong", MEDIATOR)),
    _mediation(1, "Phạm Văn Ví Dụ", "Lý Thị Thử", TEAM_3),
    _reception(24, "Nguyễn Thị Thử", "Đề nghị nạo vét mương tiêu", DemoAct(17, "tra_loi", {"so": "41/UBND-VP"})),
    _reception(13, "Đào Văn Mẫu", "Hỏi việc cấp nước sạch cho thôn Đông"),
    _reception(9, "Tạ Thị Ví Dụ", "Kiến nghị sửa đường liên thôn"),
    DemoCase("tiep_cong_dan", [DemoAct(6, "ngay_tiep_dinh_ky", {"nguoi": "chu_tich"})]),
    DemoCase("tiep_cong_dan", [DemoAct(1, "ngay_tiep_dinh_ky", {"nguoi": "chu_tich"})]),
    _complaint(12, "Bùi Thị Ví Dụ", DemoAct(7, "thu_ly", {"so": "12/TB-UBND"})),
    _complaint(6, "Cao Văn Thử"),
    _sanction(9, "Hộ kinh doanh Thử Nghiệm"),
    _sanction(5, "Lương Văn Mẫu", DemoAct(3, "yeu_cau_giai_trinh")),
    _activity(11, "Tuyên truyền Luật Hoà giải ở cơ sở", "Nhà văn hoá thôn 3", 64),
    _activity(4, "Phổ biến quy định về xử phạt đổ phế thải", "Nhà văn hoá thôn Đông", 52),
    DemoCase(
        "pakn_ghi_nhan",
        [
            DemoAct(7, "ghi_nhan", {"noi_dung": "Thủ tục còn phải nộp hai lần", "nguoi_gui": "Hà Thị Mẫu"}),
            DemoAct(5, "chuyen", {"den": "Sở Tư pháp"}),
        ],
    ),
    DemoCase(
        "tro_giup_phap_ly",
        [
            DemoAct(3, "tiep_nhan", {"dien": "7.2", "hinh_thuc": "tu_van", "nguoi": "Trịnh Thị Thử"}),
            DemoAct(2, "chuyen_trung_tam"),
        ],
    ),
    _petition(19, "Công ty Thử Nghiệm", "Mẫu đơn đăng ký chưa thống nhất giữa hai thông tư"),
    _petition(13, "Hội Ví Dụ", "Quy định về hồ sơ kèm theo trùng với dữ liệu đã có"),
    _petition(4, "Lê Văn Mẫu", "Đề nghị làm rõ thời hạn nộp báo cáo"),
    _complaint(5, "Võ Thị Ví Dụ", office=PROVINCE),
)  # fmt: skip


def load(place: Demonstration) -> str:
    """Write the cases into the registers of their offices, each act recorded on the day it happened."""
    number = 0
    for one in CASES:
        unit, (_path, officer, leader) = place.units[one.office[0]], one.office
        people = {"congchuc": _wearing(place.people[officer], unit), LEADER: _wearing(place.people[leader], unit)}
        time = timekeeper(unit)
        case: Case | None = None
        for act in one.acts:
            who, day = people[act.by], _back(time, act.ago)
            at = _moment(day)
            if case is None:
                case, _answer = open_case(who, unit, one.kind, act.do, f"{day}", act.data, at=at, role=act.by)
            else:
                act_on(who, case, act.do, f"{day}", act.data, at=at, role=act.by)
        number += 1
    return f"Đã đưa {number} hồ sơ vào các sổ của xã Lạc Phượng và Sở Tư pháp."


def _wearing(person: User, unit: Any) -> User:
    """The person with the hat of that office on."""
    person.hat = next(one for one in person.hats.all() if one.unit_id == unit.pk)
    return person


def _back(time: Timekeeper, ago: int) -> dt.date:
    """The day so many working days before today; the latest such one."""
    now = day = today()
    while time.working_days_after(day, now) < ago:
        day -= dt.timedelta(days=1)
    return day


def _moment(day: dt.date) -> dt.datetime:
    """Nine in the morning of a day; now, where that is still to come."""
    return min(timezone.make_aware(dt.datetime.combine(day, HOUR)), timezone.now())
