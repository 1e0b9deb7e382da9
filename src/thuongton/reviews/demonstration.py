"""A campaign of the demonstration: a merged province with the documents of its two old ones, all invented and marked.

In its whole size it has the numbers of a province: 1,127 documents, 268 resolutions, 838 decisions, 21 directives; 670
are over, 457 in force, 227 to be handled. Numbers of documents are beyond those that any year has.
"""

from __future__ import annotations

import datetime as dt
from itertools import cycle

from thuongton.law.importing.facts import ActFacts
from thuongton.law.importing.sources import Candidate
from thuongton.law.models import LegalAct
from thuongton.law.queries.register import acts_of_numbers
from thuongton.law.services.importing import import_acts
from thuongton.people.models import Unit
from thuongton.reviews.actions import Action
from thuongton.reviews.models import Campaign
from thuongton.reviews.services.sample import SampleRow, make_sample
from thuongton.web.demonstration import Demonstration
from vanban.symbols import normalise

WHOLE, USUAL = 1_127, 60
KINDS = (("Nghị quyết", "NQ-HĐND", 268), ("Quyết định", "QĐ-UBND", 838), ("Chỉ thị", "CT-UBND", 21))
OVER, HANDLED = 670, 227
OLD = ("tỉnh Mẫu Đông (cũ)", "tỉnh Mẫu Tây (cũ)")
BODIES = {"Nghị quyết": "Hội đồng nhân dân", "Quyết định": "Ủy ban nhân dân", "Chỉ thị": "Ủy ban nhân dân"}
SUBJECTS = (
    "mức thu phí thăm quan danh lam thắng cảnh", "giá dịch vụ thu gom rác thải sinh hoạt", "mức hỗ trợ học phí",
    "phân cấp quản lý đường giao thông", "bảng giá các loại đất", "quản lý chợ và điểm kinh doanh",
    "mức chi cho hoạt động hoà giải ở cơ sở", "hỗ trợ phát triển sản xuất nông nghiệp", "quản lý tài sản công",
    "chế độ đối với người hoạt động không chuyên trách", "quản lý nghĩa trang", "mức thu lệ phí hộ tịch",
    "quy chế phối hợp quản lý người nước ngoài", "chính sách hỗ trợ đào tạo nghề", "quản lý vật liệu xây dựng",
    "mức trợ giúp xã hội", "khuyến khích đầu tư vào cụm công nghiệp", "quản lý hoạt động quảng cáo ngoài trời",
)  # fmt: skip
MARK = "(dữ liệu minh hoạ)"
FIXED = dt.date(2025, 12, 31)
_REASONS = {
    Action.AMEND: "Còn dẫn đơn vị hành chính cấp huyện",
    Action.REPLACE: "Hai tỉnh cũ quy định khác nhau về cùng nội dung",
    Action.REPEAL: "Nội dung đã có văn bản cấp trên quy định",
    Action.NO_SUBJECT: "Không còn cấp huyện",
    Action.KEEP: "Còn phù hợp",
    Action.EXPIRED: "Hết hiệu lực theo thời hạn trong văn bản",
}


def load(place: Demonstration) -> str:
    """A campaign half done; the whole province where the demonstration is asked for in its whole size."""
    size = WHOLE if place.whole else USUAL
    acts = _acts(size)
    province = place.units["Hà Tĩnh"]
    offices = [place.units[f"Hà Tĩnh/{name}"] for name in ("Sở Tư pháp", "Sở Tài chính", "Sở Nội vụ")]
    campaign = Campaign(
        unit=province,
        kind=Campaign.Kind.MERGER,
        title=f"Rà soát văn bản của hai tỉnh cũ {MARK}",
        basis=f"Kế hoạch rà soát văn bản của hai tỉnh cũ {MARK}",
        purpose="Xử lý văn bản của hai tỉnh cũ về cùng nội dung",
        scope_told="Văn bản do hai tỉnh cũ ban hành",
        since=dt.date(1991, 1, 1),
        until=FIXED,
        fixed_on=FIXED,
        made_by=place.people["tuphap"],
    )
    make_sample(campaign, offices, _rows(acts, size, offices), place.people["lanhdaoso"])
    return f"Đã lập một đợt rà soát mẫu gồm {size} văn bản."


def _acts(size: int) -> list[LegalAct]:
    """The documents, in the register of law; those at the end are in force, and their words are there."""
    facts = [
        ActFacts(
            number=f"{9_001 + at}/{year}/{symbol}",
            title=f"Quy định {SUBJECTS[at // 2 % len(SUBJECTS)]} {MARK}",
            issuer=f"{BODIES[kind]} {OLD[at % 2]}",
            kind=kind,
            issued_on=dt.date(year, 1 + at // 2 % 12, 1 + at % 28),
            effective_on=dt.date(year, 1 + at // 2 % 12, 1 + at % 28) + dt.timedelta(days=10),
            expired_on=dt.date(2024 + at % 2, 1 + at % 12, 1) if over else None,
        )
        for at, (kind, symbol, over) in enumerate(kinds_of(size))
        for year in (2012 + at // 2 % 12,)
    ]
    candidates = [
        Candidate(one, None if one.expired_on else _words(one, at), f"mẫu: {one.number}")
        for at, one in enumerate(facts)
    ]
    import_acts(None, candidates)
    known = {act.number_key: act for act in acts_of_numbers(normalise(one.number) for one in facts)}
    return [known[normalise(one.number)] for one in facts]


def _words(facts: ActFacts, at: int) -> str:
    """Words of a document: those of one subject in the two provinces differ in an amount and a number of days."""
    assert facts.issued_on is not None and facts.effective_on is not None
    day, begins = (f"ngày {one:%d} tháng {one:%m} năm {one.year}" for one in (facts.issued_on, facts.effective_on))
    subject = SUBJECTS[at // 2 % len(SUBJECTS)]
    return f"""{facts.issuer.upper()}
Số: {facts.number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{OLD[at % 2].title()}, {day}

{facts.kind.upper()}
{facts.title}

Điều 1. Phạm vi điều chỉnh
1. {facts.kind} này quy định {subject} trên địa bàn tỉnh.
2. Áp dụng với cơ quan, tổ chức, cá nhân có liên quan đến {subject}.

Điều 2. Mức áp dụng và thời hạn giải quyết
1. Mức áp dụng là {(20 + at % 2 * 15) * 1000:,} đồng một lượt.
2. Cơ quan tiếp nhận giải quyết trong {5 + at % 2 * 5} ngày làm việc kể từ ngày nhận đủ hồ sơ.

Điều 3. Hiệu lực thi hành
{facts.kind} này có hiệu lực từ {begins}.
""".replace(",000 đồng", ".000 đồng")


def kinds_of(size: int) -> list[tuple[str, str, bool]]:
    """Kind, symbol, and whether it is over, of each document: those over stand first.

    Two that follow one another are of one subject and, but for one pair, of one kind; both parts hold every kind.
    """
    numbers = [max(1, share * size // WHOLE) for _kind, _symbol, share in KINDS]
    numbers[1] += size - sum(numbers)
    found = [(kind, symbol) for (kind, symbol, _share), number in zip(KINDS, numbers, strict=True)
             for _at in range(number)]  # fmt: skip
    pairs, step = size // 2, 11
    places = [2 * (pair * step % pairs) + side for pair in range(pairs) for side in (0, 1)]
    places += range(2 * pairs, size)
    order = [found[at] for at in places]
    return [(kind, symbol, at < OVER * size // WHOLE) for at, (kind, symbol) in enumerate(order)]


def planned(size: int) -> list[tuple[Action | None, bool]]:
    """The handling of each document and whether it is decided: what is over is told so, of what is in force some is to
    be handled, half of it decided, and half of the rest was looked at."""
    over, handled = OVER * size // WHOLE, HANDLED * size // WHOLE
    forms = cycle((Action.AMEND, Action.REPLACE, Action.REPEAL, Action.NO_SUBJECT))
    found: list[tuple[Action | None, bool]] = []
    for at in range(size):
        if at < over:
            found.append((Action.EXPIRED, True))
        elif at < over + handled:
            found.append((next(forms), at // 4 % 2 == 0))
        else:
            found.append((Action.KEEP, True) if at // 2 % 2 == 0 else (None, False))
    return found


def _rows(acts: list[LegalAct], size: int, offices: list[Unit]) -> list[SampleRow]:
    """Rows in turn for each office; those that nobody looked at wait for the first."""
    return [
        SampleRow(act, offices[at % len(offices) if action else 0], action, decided, _REASONS[action] if action else "")
        for at, (act, (action, decided)) in enumerate(zip(acts, planned(size), strict=True))
    ]
