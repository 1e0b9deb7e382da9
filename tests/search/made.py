"""Small corpora made up for tests of search."""

from __future__ import annotations

from thuongton.search.corpora import CorpusArticle

OLD = "10/2003/QH11"
NEW = "20/2013/QH13"
DECREE = "30/2014/NĐ-CP"

ROWS = (
    (OLD, "1", "Phạm vi điều chỉnh", "Luật này quy định về nuôi ong."),
    (OLD, "2", "Cấp giấy phép nuôi ong", "Ủy ban nhân dân cấp xã cấp giấy phép nuôi ong trong 10 ngày."),
    (OLD, "3", "Hiệu lực thi hành", "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2004."),
    (NEW, "1", "Phạm vi điều chỉnh", "Luật này quy định về nuôi ong và bảo vệ đàn ong."),
    (NEW, "2", "Giải thích từ ngữ", "Đàn ong là tập hợp các con ong có một ong chúa."),
    (NEW, "3", "Cấp giấy phép nuôi ong", "Ủy ban nhân dân cấp xã cấp giấy phép nuôi ong trong 5 ngày."),
    (
        NEW, "4", "Hiệu lực thi hành",
        "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2014.\nLuật Nuôi ong số 10/2003/QH11 hết hiệu lực kể từ "
        "ngày Luật này có hiệu lực.",
    ),
    (DECREE, "1", "Phạm vi điều chỉnh", "Nghị định này quy định chi tiết Luật Nuôi ong số 20/2013/QH13."),
    (DECREE, "2", "Mức phạt", "Phạt tiền từ 1.000.000 đồng đến 2.000.000 đồng đối với hành vi nuôi ong không phép."),
    (DECREE, "3", "Thùng nuôi", "Thùng nuôi ong làm bằng gỗ, đặt cách đường đi 20 mét."),
    (DECREE, "4", "Mật", "Mật ong được ghi nhãn. Sáp ong không phải ghi nhãn."),
)  # fmt: skip
TITLES = {OLD: "Luật Nuôi ong", NEW: "Luật Nuôi ong", DECREE: "quy định chi tiết Luật Nuôi ong"}


def bees(*, titled: bool = True) -> list[CorpusArticle]:
    """Two laws of one name, the later in place of the earlier, and a decree."""
    return [
        CorpusArticle(f"{law}|{label}", law, label, heading, f"{heading}\n{text}", TITLES[law] if titled else "")
        for law, label, heading, text in ROWS
    ]
