"""An invented campaign with documents of every state, for tests of its lists."""

from __future__ import annotations

import datetime as dt
from typing import Any

from thuongton.law.importing.facts import ActFacts
from thuongton.law.importing.sources import Candidate
from thuongton.law.queries.register import act_of
from thuongton.law.services.importing import import_acts
from thuongton.people.models import Unit, User
from thuongton.reviews.models import Campaign, Judgement, JudgementBatch, ReviewRow

FIXED = dt.date(2025, 12, 31)
HEAD = "ỦY BAN NHÂN DÂN TỈNH THỬ\nSố: {number}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" + (
    "Tỉnh Thử, ngày 10 tháng 6 năm 2020\n"
)
LONG = (
    HEAD.format(number="4/2020/QĐ-UBND")
    + "QUYẾT ĐỊNH\nBan hành quy định về lũ\nĐiều 1. Một\n1. Khoản một.\n2. Khoản hai.\nĐiều 2. Hiệu lực\n"
    "Quyết định này có hiệu lực từ ngày 20 tháng 6 năm 2020.\n"
)
ENDS_PART = (
    HEAD.format(number="5/2022/QĐ-UBND").replace("năm 2020", "năm 2022")
    + "QUYẾT ĐỊNH\nBãi bỏ quy định về lũ\nĐiều 1. Bãi bỏ khoản 2 Điều 1 Quyết định số 4/2020/QĐ-UBND ngày 10 tháng 6"
    " năm 2020 của Ủy ban nhân dân tỉnh Thử.\nĐiều 2. Hiệu lực\n"
    "Quyết định này có hiệu lực từ ngày 20 tháng 6 năm 2022.\n"
)
ISSUER = "UBND tỉnh Thử"


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


FACTS = (
    ("1/2015/QĐ-UBND", "Quy định mức thu", "2015-02-03", "2015-02-13", "2019-01-01", ""),
    ("2/2016/QĐ-UBND", "Quy định học phí", "2016-02-03", "2016-02-13", "2025-05-01", ""),
    ("3/2024/QĐ-UBND", "Quy định giá đất", "2024-02-03", "2024-02-13", "", ""),
    ("4/2020/QĐ-UBND", "Ban hành quy định về lũ", "2020-06-10", "2020-06-20", "", LONG),
    ("5/2022/QĐ-UBND", "Bãi bỏ quy định về lũ", "2022-06-10", "2022-06-20", "", ENDS_PART),
    ("6/2025/QĐ-UBND", "Quy định chưa có hiệu lực", "2025-12-25", "2026-02-01", "", ""),
    ("7/2025/QĐ-UBND", "Quy định không rõ ngày", "", "", "", ""),
    ("8/2026/QĐ-UBND", "Quy định ban hành sau", "2026-03-03", "2026-03-13", "", ""),
)


def make_campaign(unit: Unit, by: User, *, fixed_on: dt.date | None = FIXED) -> Campaign:
    """A campaign with the eight documents above and one that the register does not hold."""
    candidates = [
        Candidate(ActFacts(number, title, ISSUER, "Quyết định", *map(_day, days)), text or None, f"{number}.txt")
        for number, title, *days, text in FACTS
    ]
    import_acts(None, candidates)
    campaign = Campaign.objects.create(
        unit=unit, kind="system", title="Hệ thống hoá thử", basis="Kế hoạch số 9/KH-UBND", fixed_on=fixed_on, made_by=by
    )
    for place, (number, *_rest) in enumerate(FACTS, 1):
        ReviewRow.objects.create(
            campaign=campaign, unit=unit, act=act_of(number, ISSUER), number=number, place=place, origin="typed"
        )
    ReviewRow.objects.create(
        campaign=campaign, unit=unit, number="9/2018/NQ-HĐND", title="Nghị quyết chưa có trong sổ", origin="typed"
    )
    return campaign


def judge(row: ReviewRow, by: User, action: str, *, decided: bool = True, **more: Any) -> None:
    """Propose and, unless told otherwise, decide."""
    batch = JudgementBatch.objects.create(unit=row.unit, by=by)
    row.proposal = Judgement.objects.create(batch=batch, row=row, kind="proposed", action=action, **more)
    if decided:
        row.decision = Judgement.objects.create(batch=batch, row=row, kind="decided", action=action, **more)
    row.save()
