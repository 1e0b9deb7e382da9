"""Acts of the demonstration: a law, one that changes it, a decree and one that ends it, all invented and named so.

Their numbers are beyond those that any year has, so that nobody takes them for acts that are.
"""

from __future__ import annotations

from thuongton.law.importing.facts import ActFacts
from thuongton.law.importing.sources import Candidate
from thuongton.law.services.importing import import_acts
from thuongton.web.demonstration import Demonstration

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
LAW = f"""QUỐC HỘI
Luật số: 901/2019/QH14
{HEAD}
Hà Nội, ngày 10 tháng 6 năm 2019

LUẬT
PHÒNG CHỐNG LŨ (VĂN BẢN MẪU)

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi điều chỉnh
1. Luật này quy định về phòng ngừa, ứng phó và khắc phục hậu quả lũ.
2. Chính phủ quy định chi tiết Điều này trong 10 ngày làm việc.

Điều 2. Nguyên tắc
1. Chủ động phòng ngừa:
a) Theo kế hoạch hằng năm;
b) Theo tình huống được diễn tập;
đ) Theo dự báo của cơ quan khí tượng.
2. Ứng phó kịp thời, tại chỗ.

Chương II
TRÁCH NHIỆM VÀ ĐIỀU KHOẢN THI HÀNH

Điều 3. Trách nhiệm của Ủy ban nhân dân cấp xã
1. Lập danh sách hộ phải di dời trước ngày 30 tháng 6 hằng năm.
2. Báo cáo kết quả trong 10 ngày làm việc.

Điều 4. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2020.
"""
AMENDS = f"""QUỐC HỘI
Luật số: 902/2021/QH15
{HEAD}
Hà Nội, ngày 01 tháng 6 năm 2021

LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT PHÒNG CHỐNG LŨ (VĂN BẢN MẪU)

Điều 1. Sửa đổi, bổ sung một số điều của Luật số 901/2019/QH14
1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:
“2. Chính phủ quy định chi tiết Điều này trong 07 ngày làm việc.”.
2. Bổ sung Điều 2a vào sau Điều 2 như sau:
“Điều 2a. Quỹ phòng chống lũ
1. Quỹ được lập ở cấp tỉnh.
2. Quỹ hỗ trợ hộ phải di dời.”.
3. Bãi bỏ điểm b khoản 1 Điều 2.
4. Thay thế cụm từ “tại chỗ” bằng cụm từ “tại chỗ, đúng thẩm quyền” tại khoản 2 Điều 2.

Điều 2. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2022.
"""
DECREE = f"""CHÍNH PHỦ
Số: 903/2020/NĐ-CP
{HEAD}
Hà Nội, ngày 05 tháng 5 năm 2020

NGHỊ ĐỊNH
QUY ĐỊNH CHI TIẾT LUẬT PHÒNG CHỐNG LŨ (VĂN BẢN MẪU)

Căn cứ Luật số 901/2019/QH14 ngày 10 tháng 6 năm 2019;

Điều 1. Phạm vi
Nghị định này quy định chi tiết khoản 2 Điều 1 Luật số 901/2019/QH14.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2020.
"""
ENDS = f"""CHÍNH PHỦ
Số: 904/2023/NĐ-CP
{HEAD}
Hà Nội, ngày 05 tháng 5 năm 2023

NGHỊ ĐỊNH
QUY ĐỊNH CHI TIẾT LUẬT PHÒNG CHỐNG LŨ (VĂN BẢN MẪU)

Căn cứ Luật số 901/2019/QH14 ngày 10 tháng 6 năm 2019;

Điều 1. Phạm vi
Nghị định này quy định chi tiết khoản 2 Điều 1 Luật số 901/2019/QH14.

Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2023.
2. Nghị định số 903/2020/NĐ-CP ngày 05 tháng 5 năm 2020 hết hiệu lực kể từ ngày Nghị định này có hiệu lực.
"""
ACTS = (
    (ActFacts("901/2019/QH14", title="Phòng chống lũ (văn bản mẫu)", issuer="Quốc hội", kind="Luật"), LAW),
    (ActFacts("902/2021/QH15", issuer="Quốc hội", kind="Luật"), AMENDS),
    (ActFacts("903/2020/NĐ-CP", issuer="Chính phủ", kind="Nghị định"), DECREE),
    (ActFacts("904/2023/NĐ-CP", issuer="Chính phủ", kind="Nghị định"), ENDS),
)


def load(_place: Demonstration) -> str:
    """Bring the acts into the register; those that it holds already stay as they are."""
    report = import_acts(None, [Candidate(facts, text, f"mẫu: {facts.number}") for facts, text in ACTS])
    return f"Đã đưa {report.new} văn bản mẫu vào sổ pháp luật."
