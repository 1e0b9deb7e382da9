"""Drafting in the demonstration: a programme and one procedure of each form half-way, all invented and named so.

Days count back from the day of loading, in calendar days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from thuongton.cases.models import Case
from thuongton.cases.services import act_on, open_case
from thuongton.drafting.services.consultation import ask_body
from thuongton.drafting.services.policy import note_problem, note_solution
from thuongton.drafting.services.programme import add_line
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.web.demonstration import Demonstration

COMMUNE, PROVINCE = ("Hải Phòng/Xã Lạc Phượng", "congchuc"), ("Hà Tĩnh/Sở Tư pháp", "tuphap")
HOUR = dt.time(9)
DRAFTER = "congchuc"
"""The role of kind files in which the demonstration acts, whatever hat its people wear."""
Told = tuple[int, str, Mapping[str, Any]]
"""An act: so many days ago, its name, its fields; «@5» in a field is the day five days ago, «@+3» one to come."""


@dataclass(frozen=True, slots=True)
class DemoDraft:
    """A procedure of an office: the act that opens it first."""

    kind: str
    office: tuple[str, str]
    acts: Sequence[Told]


def _begun(title: str, body: str, ago: int, **more: Any) -> list[Told]:
    """From registration to the consultation, which begins ``ago`` days ago."""
    opened = {"ten_goi": title, "co_quan_soan_thao": body, "hinh_thuc_xu_ly": "ban_hanh_moi", **more}
    return [
        (ago + 20, "dang_ky_xay_dung", opened),
        (ago + 15, "chap_thuan", {"so_chap_thuan": "15/VP (mẫu)", "ngay_chap_thuan": f"@{ago + 15}"}),
        (ago + 14, "giao_soan_thao", {}),
    ]


def _consulted(ago: int) -> list[Told]:
    return [(ago, "dang_lay_y_kien", {"ngay_dang": f"@{ago}", "noi_dang": "Cổng thông tin điện tử"})]


def _sent(ago: int) -> list[Told]:
    """From the end of the consultation to the dossier sent, ``ago`` days ago."""
    return [
        (ago + 3, "ket_thuc_lay_y_kien", {"ngay_ket_thuc_lay_y_kien": f"@{ago + 3}"}),
        (ago + 2, "tong_hop_y_kien", {"so_y_kien": 4, "so_tiep_thu": 3, "so_giai_trinh": 1}),
        (ago, "gui_tham_dinh", {"so_gui_tham_dinh": "21/VB (mẫu)"}),
    ]


MARKET, POLICY = (
    "Quy định quản lý chợ trên địa bàn xã (dự thảo mẫu)",
    "Nghị quyết về quỹ khuyến học của xã (dự thảo mẫu)",
)
DRAFTS = (
    DemoDraft("quyet_dinh_ubnd_xa", COMMUNE, [*_begun(MARKET, "Phòng Kinh tế", 4), *_consulted(4)]),
    DemoDraft("nghi_quyet_hdnd_xa", COMMUNE, _begun(POLICY, "Phòng Văn hóa - Xã hội", 3, co_chinh_sach=True)),
    DemoDraft(
        "quyet_dinh_ubnd_tinh",
        PROVINCE,
        [
            *_begun("Quy định phân cấp quản lý công trình (dự thảo mẫu)", "Sở Xây dựng", 28),
            *_consulted(28),
            *_sent(9),
            (6, "de_nghi_bo_sung", {"thieu": "Bản chụp ý kiến góp ý", "han_bo_sung": "@+2"}),
        ],
    ),
    DemoDraft(
        "nghi_quyet_hdnd_tinh",
        PROVINCE,
        [
            *_begun("Nghị quyết về mức hỗ trợ hoà giải viên (dự thảo mẫu)", "Sở Tư pháp", 35),
            *_consulted(35),
            *_sent(16),
            (14, "tiep_nhan_ho_so", {}),
        ],
    ),
    DemoDraft(
        "quyet_dinh_chu_tich_ubnd_tinh",
        PROVINCE,
        [
            *_begun("Quy định định mức cấp giấy phép (dự thảo mẫu)", "Sở Nội vụ", 40, thu_tuc="rut_gon"),
            *_consulted(40),
            *_sent(20),
            (19, "tiep_nhan_ho_so", {}),
            (8, "bao_cao_tham_dinh", {"so_bao_cao": "30/BC (mẫu)", "ket_luan": "sau_hoan_thien"}),
            (2, "trinh", {"so_to_trinh": "44/TTr (mẫu)"}),
        ],
    ),
    DemoDraft(
        "van_ban_trai_phap_luat",
        PROVINCE,
        [
            (30, "ghi_phat_hien", {
                "so_ky_hieu": "903/2025/QĐ-UBND (mẫu)", "ten_goi": "Quy định về lệ phí (mẫu)", "vai": "kiem_tra",
                "co_quan_ban_hanh": "UBND xã Mẫu", "dau_hieu": "hieu_luc", "nguon": "kiem_tra_theo_tham_quyen",
            }),
            (25, "ket_luan", {
                "so_ket_luan": "5/KL (mẫu)", "ngay_ket_luan": "@25", "noi_dung": "Có hiệu lực ngay từ ngày ký",
                "kien_nghi": "bai_bo_mot_phan",
            }),
            (24, "nhan_ket_luan", {"ngay_nhan": "@24"}),
        ],
    ),
)  # fmt: skip
LINES = (
    (COMMUNE, "quyet_dinh_ubnd_xa", "Quy định về vệ sinh môi trường nơi công cộng (mẫu)", "Phòng Kinh tế", 10),
    (COMMUNE, "nghi_quyet_hdnd_xa", "Nghị quyết về mức chi tiếp công dân (mẫu)", "Văn phòng HĐND và UBND", 11),
    (PROVINCE, "quyet_dinh_ubnd_tinh", "Quy định về phối hợp kiểm tra văn bản (mẫu)", "Sở Tư pháp", 12),
)


def load(place: Demonstration) -> str:
    """Add the procedures and the lines of the programmes."""
    cases = {one.kind: _case(place, one) for one in DRAFTS}
    commune = _wearing(place, COMMUNE)
    for name in ("Công an xã", "Phòng Văn hóa - Xã hội"):
        ask_body(commune, cases["quyet_dinh_ubnd_xa"], name=name, asked_on=today())
    problem = note_problem(
        commune, cases["nghi_quyet_hdnd_xa"], problem="Học sinh khó khăn bỏ học", goal="Không em nào bỏ học vì học phí"
    )
    note_solution(commune, problem, words="Lập quỹ khuyến học của xã")
    note_solution(commune, problem, words="Giữ nguyên như hiện nay", keeps=True)
    for office, form, title, body, month in LINES:
        given: dict[str, Any] = {
            "year": today().year,
            "form": form,
            "title": title,
            "drafter_told": body,
            "month": month,
        }
        add_line(_wearing(place, office), place.units[office[0]], **given)
    return f"Đã thêm {len(DRAFTS)} hồ sơ xây dựng, xử lý văn bản và {len(LINES)} dòng chương trình mẫu."


def _wearing(place: Demonstration, office: tuple[str, str]) -> User:
    """The person of an office with the hat on that writes there."""
    person: User = place.people[office[1]]
    unit = place.units[office[0]]
    person.hat = next(one for one in person.hats.all() if one.unit_id == unit.pk and one.writes)
    return person


def _case(place: Demonstration, told: DemoDraft) -> Case:
    unit: Unit = place.units[told.office[0]]
    user = _wearing(place, told.office)
    case: Case | None = None
    for ago, do, data in told.acts:
        day = today() - dt.timedelta(days=ago)
        at = min(timezone.make_aware(dt.datetime.combine(day, HOUR)), timezone.now())
        given = {name: _day(value) for name, value in data.items()}
        if case is None:
            case, _answer = open_case(user, unit, told.kind, do, day.isoformat(), given, at=at, role=DRAFTER)
        else:
            act_on(user, case, do, day.isoformat(), given, at=at, role=DRAFTER)
    assert case is not None
    return case


def _day(value: Any) -> Any:
    """The day that «@5» or «@+3» says; any other value as it is."""
    if not isinstance(value, str) or not value.startswith("@"):
        return value
    number = int(value[2:]) if value.startswith("@+") else -int(value[1:])
    return (today() + dt.timedelta(days=number)).isoformat()
