"""A small register of invented acts: a law, two acts that change it, one that ends a decree, and what cites them."""

from __future__ import annotations

from thuongton.law.importing.facts import ActFacts
from thuongton.law.importing.sources import Candidate
from thuongton.law.models import LegalAct
from thuongton.law.services.importing import import_acts

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
LAW = f"""QUỐC HỘI
Luật số: 10/2019/QH14
{HEAD}
Hà Nội, ngày 10 tháng 6 năm 2019

LUẬT
PHÒNG CHỐNG LŨ

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi
1. Luật này quy định về phòng chống lũ.
2. Chính phủ quy định chi tiết trong 10 ngày làm việc.

Điều 2. Nguyên tắc
1. Chủ động phòng ngừa:
a) Theo kế hoạch;
b) Theo tình huống;
đ) Theo dự báo.
2. Ứng phó kịp thời.

Chương II
ĐIỀU KHOẢN THI HÀNH

Điều 3. Trách nhiệm
Ủy ban nhân dân các cấp chịu trách nhiệm.

Điều 4. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2020.
"""
AMENDS = f"""QUỐC HỘI
Luật số: 20/2021/QH15
{HEAD}
Hà Nội, ngày 01 tháng 6 năm 2021

LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT PHÒNG CHỐNG LŨ

Điều 1. Sửa đổi, bổ sung một số điều của Luật Phòng chống lũ
1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:
“2. Chính phủ quy định chi tiết trong 07 ngày làm việc, kể từ ngày Luật này có hiệu lực.”.
2. Bổ sung Điều 2a vào sau Điều 2 như sau:
“Điều 2a. Quỹ phòng chống lũ
Quỹ được lập ở cấp tỉnh.”.
3. Bãi bỏ điểm b khoản 1 Điều 2.

Điều 2. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2022.
"""
DECREE = f"""CHÍNH PHỦ
Số: 30/2020/NĐ-CP
{HEAD}
Hà Nội, ngày 05 tháng 5 năm 2020

NGHỊ ĐỊNH
QUY ĐỊNH CHI TIẾT LUẬT PHÒNG CHỐNG LŨ

Căn cứ Luật số 10/2019/QH14 ngày 10 tháng 6 năm 2019;

Điều 1. Phạm vi
Nghị định này quy định chi tiết khoản 2 Điều 1 Luật số 10/2019/QH14.

Điều 2. Hiệu lực thi hành
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2020.
"""
ENDS = f"""CHÍNH PHỦ
Số: 40/2023/NĐ-CP
{HEAD}
Hà Nội, ngày 05 tháng 5 năm 2023

NGHỊ ĐỊNH
QUY ĐỊNH CHI TIẾT LUẬT PHÒNG CHỐNG LŨ

Điều 1. Phạm vi
Nghị định này quy định chi tiết Luật số 10/2019/QH14 ngày 10 tháng 6 năm 2019.

Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2023.
2. Nghị định số 30/2020/NĐ-CP ngày 05 tháng 5 năm 2020 hết hiệu lực kể từ ngày Nghị định này có hiệu lực.
"""


def keep_acts(*texts: str) -> dict[str, LegalAct]:
    """The acts of some texts, by number, brought in as files are."""
    import_acts(None, [Candidate(_facts(text), text, f"{at}.txt") for at, text in enumerate(texts or ALL)])
    return {act.number: act for act in LegalAct.objects.all()}


def _facts(text: str) -> ActFacts | None:
    return FACTS.get(text)


ALL = (LAW, AMENDS, DECREE, ENDS)
FACTS = {LAW: ActFacts("10/2019/QH14", title="Phòng chống lũ", issuer="Quốc hội", kind="Luật")}
