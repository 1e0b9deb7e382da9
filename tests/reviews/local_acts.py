"""Invented documents: a decree, a local decision on its basis, and what happens to both."""

from __future__ import annotations

from collections.abc import Iterable

from thuongton.law.importing.facts import ActFacts
from thuongton.law.importing.sources import Candidate
from thuongton.law.models import LegalAct
from thuongton.law.services.importing import import_acts

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
PLACE = "Ủy ban nhân dân tỉnh Thử"
FAR = "Ủy ban nhân dân tỉnh Xa"


def paper(number: str, issuer: str, kind: str, day: str, title: str, *lines: str) -> tuple[ActFacts, str]:
    """A document as facts and words; the day is written «05/5/2020», a line may be a whole article."""
    at_day, month, year = day.split("/")
    text = "\n".join(
        [
            issuer.upper(), f"Số: {number}", HEAD, f"Nơi ban hành, ngày {at_day} tháng {month} năm {year}", "",
            kind.upper(), title, "", *lines, "",
        ]
    )  # fmt: skip
    return ActFacts(number, title=title, issuer=issuer, kind=kind), text


def in_force(kind: str, number: int, day: str) -> tuple[str, str]:
    """The article of a day of effect."""
    at_day, month, year = day.split("/")
    return (
        f"Điều {number}. Hiệu lực thi hành",
        f"{kind} này có hiệu lực từ ngày {at_day} tháng {month} năm {year}.",
    )


DECREE = paper(
    "31/2018/NĐ-CP", "Chính phủ", "Nghị định", "01/3/2018", "Quy định về đê bao",
    "Điều 1. Phạm vi", "1. Nghị định này quy định về đê bao.", "2. Ủy ban nhân dân tỉnh quy định mức chi.",
    *in_force("Nghị định", 2, "01/5/2018"),
)  # fmt: skip
ON_IT = paper(
    "12/2019/QĐ-UBND", PLACE, "Quyết định", "10/4/2019", "Quy định mức chi cho đê bao",
    "Căn cứ Nghị định số 31/2018/NĐ-CP ngày 01 tháng 3 năm 2018 của Chính phủ quy định về đê bao;",
    "Điều 1. Mức chi", "1. Mức chi là 100.000 đồng.", "2. Mức chi thêm là 20.000 đồng.",
    *in_force("Quyết định", 2, "25/4/2019"),
)  # fmt: skip
FAR_ONE = paper(
    "12/2019/QĐ-UBND", FAR, "Quyết định", "11/4/2019", "Quy định việc khác của tỉnh Xa",
    "Điều 1. Việc khác", "Việc khác.",
    *in_force("Quyết định", 2, "25/4/2019"),
)  # fmt: skip
AMENDS = paper(
    "52/2024/NĐ-CP", "Chính phủ", "Nghị định", "02/5/2024",
    "Sửa đổi, bổ sung một số điều của Nghị định số 31/2018/NĐ-CP",
    "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 31/2018/NĐ-CP ngày 01 tháng 3 năm 2018",
    "1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:", "“2. Hội đồng nhân dân tỉnh quy định mức chi.”.",
    *in_force("Nghị định", 2, "01/7/2024"),
)  # fmt: skip
REPLACES = paper(
    "7/2026/QĐ-UBND", PLACE, "Quyết định", "05/1/2026", "Quy định mức chi cho đê bao năm 2026",
    "Căn cứ Nghị định số 52/2024/NĐ-CP ngày 02 tháng 5 năm 2024 của Chính phủ;",
    "Điều 1. Mức chi", "Mức chi là 200.000 đồng.",
    "Điều 2. Hiệu lực thi hành", "1. Quyết định này có hiệu lực từ ngày 20 tháng 01 năm 2026.",
    "2. Quyết định này thay thế Quyết định số 12/2019/QĐ-UBND ngày 10 tháng 4 năm 2019 của Ủy ban nhân dân tỉnh Thử.",
)  # fmt: skip
CHANGES = paper(
    "8/2026/QĐ-UBND", PLACE, "Quyết định", "06/1/2026", "Sửa đổi Quyết định số 12/2019/QĐ-UBND",
    "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/2019/QĐ-UBND ngày 10 tháng 4 năm 2019",
    "1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:", "“1. Mức chi là 150.000 đồng.”.",
    *in_force("Quyết định", 2, "20/1/2026"),
)  # fmt: skip
ENDS_BASIS = paper(
    "60/2025/NĐ-CP", "Chính phủ", "Nghị định", "02/6/2025", "Quy định mới về đê bao",
    "Điều 1. Phạm vi", "Nghị định này quy định về đê bao.",
    "Điều 2. Hiệu lực thi hành", "1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2025.",
    "2. Nghị định này thay thế Nghị định số 31/2018/NĐ-CP ngày 01 tháng 3 năm 2018.",
)  # fmt: skip
ALL = (DECREE, ON_IT, FAR_ONE, AMENDS, REPLACES, CHANGES, ENDS_BASIS)


def bring(papers: Iterable[tuple[ActFacts, str]]) -> dict[str, LegalAct]:
    """The register with some documents, as files are brought in; by number, of «tỉnh Xa» with «@xa»."""
    import_acts(None, [Candidate(facts, text, f"{facts.number}.txt") for facts, text in papers])
    return {act.number + ("@xa" if act.issuer == FAR else ""): act for act in LegalAct.objects.order_by("pk")}
