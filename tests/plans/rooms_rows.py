"""Rows for the lists of reviews and drafting, one at least for each list that is registered."""

from __future__ import annotations

import datetime as dt

from thuongton.cases.models import Case
from thuongton.drafting.models import AssignedContent, ConsultedBody, Programme, ProgrammeLine
from thuongton.keyring.models import RecordKey
from thuongton.law.models import ActText, LegalAct
from thuongton.law.works import OFFICIAL
from thuongton.people.models import Unit, User
from thuongton.reviews.models import Campaign, PairSuggestion, ReviewRow

DAY = dt.date(2026, 3, 2)
ISSUER = "Ủy ban nhân dân tỉnh Hà Tĩnh"
RULES = "Điều 1. Phạm vi điều chỉnh\n1. Quyết định này quy định mức thu.\nĐiều 2. Hiệu lực\nCó hiệu lực ngay."


def _act(number: str, title: str, text: str = "", kind: str = "Quyết định", day: dt.date = DAY) -> LegalAct:
    act = LegalAct.objects.create(
        number=number, number_key=number, title=title, issuer=ISSUER, kind=kind, issued_on=day, effective_on=day
    )
    if text:
        ActText.objects.create(act=act, text=text)
    return act


def review_rows(unit: Unit, person: User) -> None:
    """A campaign with a row, two alike documents, a series with a gap, a plain paper with rules, a text."""
    first, third = _act("1/2026/QĐ-UBND", "Quy định mức thu"), _act("3/2026/QĐ-UBND", "Quy định mức thu phí")
    _act("3/2026/QĐ-UBND", "Quy định về chợ", day=DAY + dt.timedelta(days=9))  # a number given twice
    campaign = Campaign.objects.create(unit=unit, kind="merger", title="Rà soát hai tỉnh cũ", made_by=person)
    ReviewRow.objects.create(
        campaign=campaign, unit=unit, act=first, number=first.number, number_key=first.number_key, issuer=ISSUER,
        title=first.title, origin="typed", handler=person,
    )  # fmt: skip
    PairSuggestion.objects.create(left=first, right=third, score=0.9, words="mức thu")
    _act("25/QĐ-UBND", "Ban hành Quy định mức thu phí", RULES)
    LegalAct.objects.filter(pk=_act("9/VBHN-VPQH", "Luật Giá", RULES).pk).update(kind=OFFICIAL)


def drafting_rows(unit: Unit, person: User) -> None:
    """A programme with a line, a draft under way that a body was asked about, a content that a law leaves to us."""
    programme = Programme.objects.create(unit=unit, year=2026, title="Chương trình năm 2026", made_by=person)
    ProgrammeLine.objects.create(programme=programme, place=1, form="quyet_dinh_ubnd_tinh", title="Quy định về chợ")
    key = RecordKey.objects.create(purpose="case", master="m", wrapped=b"k")
    case = Case.objects.create(
        unit=unit, kind="quyet_dinh_ubnd_tinh", version=1, year=2026, number=1, key=key, state="dang_ky", opened_on=DAY
    )
    ConsultedBody.objects.create(case=case, name="Sở Tài chính", asked_on=DAY)
    AssignedContent.objects.create(
        unit=unit, act=_act("5/2026/QH15", "Luật Giá", kind="Luật"), key="k", body="ubnd_tinh",
        form="quyet_dinh_ubnd_tinh", target="5/2026/QH15", provision="khoản 1 Điều 2", content="mức thu", quote="q",
    )  # fmt: skip
