"""Units with exponents and rates, bounds in their clause, rows named by the column that differs.

Every sentence and every table is invented.
"""

from __future__ import annotations

import pytest

from vanban.figures import read_figures
from vanban.text import fold

Stated = tuple[float, str | None, str, str | None]
"""Value, unit, words of the subject, bound."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lưu lượng khai thác là 500 m3/ngày.", [(500, "m3/ngày", "Lưu lượng khai thác", None)]),
        ("Diện tích kho là 1.250 m² và cao 6 m.", [(1250, "m²", "Diện tích kho", None), (6, "m", "cao", None)]),
        ("Mật độ dân số là 104 người/km2.", [(104, "người/km2", "Mật độ dân số", None)]),
        ("Năng suất lúa đạt 6,2 tấn/ha.", [(6.2, "tấn/ha", "Năng suất lúa", None)]),
        ("Giá nước là 8.500 đồng/m3.", [(8500, "đồng/m3", "Giá nước", None)]),
        ("Mức hỗ trợ 960.000 đồng/tháng cho mỗi học sinh.", [(960000, "đồng/tháng", "Mức hỗ trợ", None)]),
        ("Trạm bơm có công suất 1.000 m3/giờ.", [(1000, "m3/giờ", "công suất", None)]),
        ("Tốc độ tăng dân số 1,2%/năm.", [(1.2, "%/năm", "Tốc độ tăng dân số", None)]),
        ("Trợ cấp 15 kg gạo/khẩu/tháng.", [(15, "kg", "gạo", None)]),
        ("Rừng đặc dụng rộng 12,5 km².", [(12.5, "km²", "Rừng đặc dụng", None)]),
        ("Địa bàn có diện tích rừng dưới 5.000 héc-ta.", [(5000, "héc-ta", "diện tích rừng", "at_most")]),
        ("Tỷ lệ hộ dùng nước sạch ≥50%.", [(50, "%", "Tỷ lệ hộ dùng nước sạch", "at_least")]),
        ("Tỷ lệ thất thoát nước ≤ 15%.", [(15, "%", "Tỷ lệ thất thoát nước", "at_most")]),
        ("Chi tiếp khách không được vượt quá 15% dự toán.", [(15, "%", "dự toán", "at_most")]),
        ("Giá trị tang vật không vượt quá 3.000.000 đồng.", [(3000000, "đồng", "Giá trị tang vật", "at_most")]),
        ("Phạt tiền đến 20.000.000 đồng.", [(20000000, "đồng", "Phạt tiền", "at_most")]),
        (
            "Phạt tiền từ 1.000.000 đồng đến 2.000.000 đồng đối với hành vi xả rác.",
            [(1000000, "đồng", "Phạt tiền", "at_least"), (2000000, "đồng", "Phạt tiền", "at_most")],
        ),
        (
            "Hồ chứa chia thành 03 loại: lớn là từ 300 ha trở lên.",
            [(3, "loại", "Hồ chứa", None), (300, "ha", "lớn", "at_least")],
        ),
        ("Phấn đấu 90% văn bản được kiểm tra trở lên.", [(90, "%", "văn bản được kiểm tra", "at_least")]),
        (
            "Có 12 thôn, trong đó 08 thôn đạt từ 80% trở lên.",
            [(12, "thôn", "thôn", None), (8, "thôn", "thôn", None), (80, "%", "thôn", "at_least")],
        ),
        ("Hộ có 05 người trở xuống được miễn.", [(5, "người", "Hộ", "at_most")]),
        ("Phấn đấu ít nhất 03 mô hình.", [(3, "mô hình", "mô hình", "at_least")]),
        ("Thời gian giải quyết tối đa 07 ngày, thu khoảng 120 hồ sơ.", [(120, "hồ sơ", "hồ sơ", "about")]),
        ("Kè dài 1,5 km, rộng 4 m.", [(1.5, "km", "Kè dài", None), (4, "m", "rộng", None)]),
        ("Công trình cấp nước phục vụ trên 250 hộ.", [(250, "hộ", "hộ", "at_least")]),
        ("Đường cách bờ 100 m và không có rào chắn.", [(100, "m", "Đường cách bờ", None)]),
        ("Rừng bị hại trên 70% và cần trồng lại.", [(70, "%", "Rừng bị hại", "at_least")]),
        ("Thực hiện các Điều 14, 15, 16 và 17 Luật Lâm nghiệp.", []),
        ("Theo các khoản 2, 3 và 5 Điều 7, xã lập danh sách.", []),
        ("Bản đồ tỷ lệ 1/5.000 được niêm yết.", []),
        ("Xã xếp thứ 5, đứng thứ hạng 12/34 của tỉnh.", []),
        ("Chỉ số xếp hạng 15/63, tăng 3 bậc.", []),
        ("Nhà văn hóa ở số nhà 12 đường 3, tầng 2.", []),
        ("Mục 2.1 trang 15 có ghi việc này.", []),
        ("Quốc lộ 4 đoạn km 12 đã sửa.", []),
        ("Từ 7 giờ 30 phút đến 11 giờ ngày 12/5.", []),
        ("Công văn số 12/UBND và Đề án 06 đã gửi.", []),
        ("Có 385/385 cơ sở đạt chuẩn.", [(385, "cơ sở", "cơ sở", None)]),
        ("Đã thu 26 tỷ đồng tiền thuế.", [(26, "tỷ đồng", "tiền thuế", None)]),
        ("Kinh phí là 1,2 tỷ đồng từ ngân sách xã.", [(1.2, "tỷ đồng", "Kinh phí", None)]),
        ("Thu nhập bình quân 48 triệu đồng/người/năm.", [(48, "triệu đồng/người/năm", "Thu nhập bình quân", None)]),
        ("Điện thương phẩm đạt 3,4 triệu kWh.", [(3.4, "triệu kwh", "Điện thương phẩm", None)]),
        ("Trồng 3.400 cây phân tán ở 05 thôn.", [(3400, "cây", "cây phân tán", None), (5, "thôn", "thôn", None)]),
        ("Tổ chức 02 lớp/năm cho hòa giải viên.", [(2, "lớp/năm", "lớp", None)]),
        ("Số vụ việc hòa giải thành: 15", [(15, "vụ việc", "Số vụ việc hòa giải thành", None)]),
        (
            "Độ cao mặt đê từ 3,2 m đến 3,6 m.",
            [(3.2, "m", "Độ cao mặt đê", "at_least"), (3.6, "m", "Độ cao mặt đê", "at_most")],
        ),
        ("Giảm số hộ nghèo từ 150 hộ xuống 112 hộ.", [(150, "hộ", "hộ", None), (112, "hộ", "hộ", None)]),
        (
            "Tỷ lệ che phủ tăng từ 51% lên 52,16%.",
            [(51, "%", "Tỷ lệ che phủ", None), (52.16, "%", "Tỷ lệ che phủ", None)],
        ),
        ("Mức phạt không quá 5% giá trị hợp đồng.", [(5, "%", "giá trị hợp đồng", "at_most")]),
        ("Mỗi hộ góp tối thiểu 02 ngày công và 100.000 đồng.", [(100000, "đồng", "hộ góp", None)]),
        ("Công suất thiết kế ≥ 200 m3/ngày đêm.", [(200, "m3/ngày đêm", "Công suất thiết kế", "at_least")]),
        ("Xe chở quá 10 tấn không được qua cầu.", [(10, "tấn", "Xe chở", None)]),
        ("Kho lạnh giữ ở 5 độ C, chứa 20 tấn cá.", [(5, "độ C", "Kho lạnh", None), (20, "tấn", "cá", None)]),
    ],
)
def test_numbers_of_sentences(text: str, expected: list[Stated]) -> None:
    found = read_figures(text)
    assert [(one.value, one.unit, one.bound) for one in found] == [(v, unit, bound) for v, unit, _, bound in expected]
    for one, (_, _, words, _) in zip(found, expected, strict=True):
        assert fold(words) in fold(one.subject or "")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "TT\tĐơn vị\tĐiểm\tXếp loại\n1\tXã Bình An\t92,5\tTốt\n2\tXã Bình Hòa\t78\tKhá\n",
            [(92.5, None, "Điểm – Xã Bình An"), (78, None, "Điểm – Xã Bình Hòa")],
        ),
        (
            "TT\tĐơn vị\tĐiểm\tThứ hạng\n1\tXã Bình An\t92,5\t1\n2\tXã Bình Hòa\t78\t2\n",
            [(92.5, None, "Điểm – Xã Bình An"), (78, None, "Điểm – Xã Bình Hòa")],
        ),
        (
            "TT\tChỉ tiêu\tĐơn vị tính\tKế hoạch\tThực hiện\n"
            "1\tSản lượng chè\ttấn\t500\t540\n2\tĐường mới\tkm\t3\t3,4\n",
            [
                (500, "tấn", "Kế hoạch – Sản lượng chè"),
                (540, "tấn", "Thực hiện – Sản lượng chè"),
                (3, "km", "Kế hoạch – Đường mới"),
                (3.4, "km", "Thực hiện – Đường mới"),
            ],
        ),
        (
            "TT\tTỉnh\tXã\tSố hộ\n1\tLào Cai\tMường Khoa\t120\n2\tLào Cai\tKhe Rịa\t85\n",
            [(120, "hộ", "Số hộ – Mường Khoa"), (85, "hộ", "Số hộ – Khe Rịa")],
        ),
        (
            "TT\tTên công trình\tDiện tích (m2)\tPhân nhóm\n1\tNhà bia\t120\t3\n2\tSân vận động\t5.400\t2\n",
            [(120, "m2", "Diện tích (m2) – Nhà bia"), (5400, "m2", "Diện tích (m2) – Sân vận động")],
        ),
        (
            "STT\tThôn\tTỷ lệ (%)\tGhi chú\n1\tNà Luông\t95,5\tĐạt\n2\tBản Chang\t80\tChưa đạt\n",
            [(95.5, "%", "Tỷ lệ (%) – Nà Luông"), (80, "%", "Tỷ lệ (%) – Bản Chang")],
        ),
        (
            "TT\tNội dung\tNăm 2029\tNăm 2030\n1\tSố đơn nhận\t19\t27\n2\tSố đơn đã giải quyết\t17\t26\n",
            [
                (19, None, "Năm 2029 – Số đơn nhận"),
                (27, None, "Năm 2030 – Số đơn nhận"),
                (17, None, "Năm 2029 – Số đơn đã giải quyết"),
                (26, None, "Năm 2030 – Số đơn đã giải quyết"),
            ],
        ),
        (
            "TT\tLoại\tThôn\tSố cây\n1\tCam\tNà Luông\t300\n2\tBưởi\tNà Luông\t120\n",
            [(300, "cây", "Số cây – Cam"), (120, "cây", "Số cây – Bưởi")],
        ),
        (
            "TT\tNội dung\tThôn\tSố đơn\n"
            "I\tKhiếu nại\tToàn xã\t7\nI.1\tĐất đai\tToàn xã\t5\nI.2\tChính sách\tToàn xã\t2\n",
            [(7, "đơn", "Số đơn – Khiếu nại"), (5, "đơn", "Số đơn – Đất đai"), (2, "đơn", "Số đơn – Chính sách")],
        ),
    ],
)
def test_numbers_of_tables(table: str, expected: list[tuple[float, str | None, str]]) -> None:
    assert [(one.value, one.unit, one.subject) for one in read_figures(table)] == expected


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Năm 2029, xã nhận 19 đơn.", "Năm 2029"),
        ("Quý I năm 2031 có 12 hồ sơ.", "Quý I năm 2031"),
        ("TT\tNội dung\tNăm 2029\n1\tSố đơn nhận\t19\n2\tSố hồ sơ\t17\n", "Năm 2029"),
    ],
)
def test_the_time_of_a_number(text: str, period: str) -> None:
    assert read_figures(text)[0].period == period
