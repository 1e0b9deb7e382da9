"""Which row stands in which list of Điều 51 Nghị định 79/2025/NĐ-CP on the day the lists are fixed (ấn định); pure.

Validity is that of the register of law on that day, never what a table or a person said of it. Every row has exactly
one validity: over (1), in force (3) or «không xác định»; (2) is a part of (3), (4) of all. What cannot be told stands
in a rest of its own with its reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from thuongton.law.states import LegalState
from thuongton.reviews.lists.facts import RowFacts
from thuongton.web.dates import day_words


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class ListKind(StrEnum):
    """The lists: those of Điều 51, the rest, the yearly list of what ended, and the results of checking."""

    EXPIRED = "expired"
    PARTLY = "partly"
    IN_FORCE = "in_force"
    TO_HANDLE = "to_handle"
    UNKNOWN = "unknown"
    YEAR = "year"
    YEAR_PARTS = "year_parts"
    CHECKED = "checked"
    CONTINUES = "continues"


NAMES = {
    ListKind.EXPIRED: _("Danh mục văn bản hết hiệu lực, tạm ngưng hiệu lực toàn bộ"),
    ListKind.PARTLY: _("Danh mục văn bản hết hiệu lực, tạm ngưng hiệu lực một phần"),
    ListKind.IN_FORCE: _("Danh mục văn bản còn hiệu lực"),
    ListKind.TO_HANDLE: _("Danh mục văn bản cần tạm ngưng hiệu lực, sửa đổi, bổ sung, thay thế, bãi bỏ, ban hành mới"),
    ListKind.UNKNOWN: _("Văn bản chưa xác định được tình trạng hiệu lực"),
    ListKind.YEAR: _("Danh mục văn bản hết hiệu lực, tạm ngưng hiệu lực toàn bộ trong năm"),
    ListKind.YEAR_PARTS: _("Danh mục văn bản hết hiệu lực, tạm ngưng hiệu lực một phần trong năm"),
    ListKind.CHECKED: _("Kết quả rà soát, kiểm tra văn bản"),
    ListKind.CONTINUES: _("Danh mục văn bản tiếp tục có hiệu lực"),
}
"""How each list is called."""
SHORT = {
    ListKind.EXPIRED: _("Hết hiệu lực toàn bộ"),
    ListKind.PARTLY: _("Hết hiệu lực một phần"),
    ListKind.IN_FORCE: _("Còn hiệu lực"),
    ListKind.TO_HANDLE: _("Cần xử lý"),
    ListKind.UNKNOWN: _("Chưa xác định"),
    ListKind.YEAR: _("Hết hiệu lực trong năm"),
    ListKind.YEAR_PARTS: _("Hết một phần trong năm"),
    ListKind.CHECKED: _("Kết quả rà soát"),
    ListKind.CONTINUES: _("Tiếp tục có hiệu lực"),
}
"""The same where there is little room."""


class Validity(StrEnum):
    """What a document is on the day, for counts: exactly one of the three."""

    EXPIRED = "expired"
    IN_FORCE = "in_force"
    UNKNOWN = "unknown"


VALIDITY_NAMES = {
    Validity.EXPIRED: _("Hết hiệu lực"),
    Validity.IN_FORCE: _("Còn hiệu lực"),
    Validity.UNKNOWN: _("Chưa xác định"),
}


class Handling(StrEnum):
    """What is to be done with a document, for counts: exactly one of the five."""

    DECIDED = "decided"
    PROPOSED = "proposed"
    DONE = "done"
    NOTHING = "nothing"
    WAITING = "waiting"


HANDLING_NAMES = {
    Handling.DECIDED: _("Cần xử lý, đã quyết định"),
    Handling.PROPOSED: _("Cần xử lý, mới đề xuất"),
    Handling.DONE: _("Đã xử lý xong"),
    Handling.NOTHING: _("Không phải xử lý"),
    Handling.WAITING: _("Chưa có kết quả rà soát"),
}
HANDLING_HEADS = {
    Handling.DECIDED: _("Cần xử lý"),
    Handling.PROPOSED: _("Mới đề xuất"),
    Handling.DONE: _("Đã xong"),
    Handling.NOTHING: _("Không xử lý"),
    Handling.WAITING: _("Chưa rà soát"),
}
"""The same over a column of numbers."""
HANDLED = frozenset({"sua_doi", "thay_the", "bai_bo", "bai_bo_mot_phan", "tam_ngung", "ban_hanh_moi",
                     "khong_con_doi_tuong"})  # fmt: skip
"""Forms of handling that list (4) names; a document without a subject is repealed (Điều 37.1, 38)."""
UNDECIDED = "chua_xac_dinh"
CONTINUE = "tiep_tuc_hieu_luc"
NEW = "ban_hanh_moi"
NO_ACT = "Sổ pháp luật chưa có văn bản này."
NOT_DERIVED = "Sổ pháp luật chưa tính xong hiệu lực của văn bản này."
NOT_ISSUED = "Ngày {day} văn bản chưa được ban hành."
REASONS = {
    "no_day": "Chưa rõ ngày có hiệu lực.",
    "may_have_ended": "Có văn bản làm văn bản này hết hiệu lực từ một ngày chưa rõ{by}.",
    "with_parent": "Chưa chắc đã hết hiệu lực cùng văn bản được quy định chi tiết{by}.",
    "by_act": "Còn lệnh chưa rõ tác động đến văn bản này{by}.",
}
"""Why the register cannot tell, by the reason of the window."""
_OVER = frozenset({LegalState.EXPIRED, LegalState.SUSPENDED})
_RUNS = frozenset({LegalState.IN_FORCE, LegalState.PARTLY_EXPIRED, LegalState.NOT_YET})


def validity_of(facts: RowFacts) -> Validity:
    """The one validity of a row. What is suspended as a whole stands with what is over, as list (1) of Điều 51."""
    if facts.state in _OVER:
        return Validity.EXPIRED
    return Validity.IN_FORCE if facts.state in _RUNS else Validity.UNKNOWN


def why_unknown(facts: RowFacts, day: dt.date) -> str:
    """Why nothing can be said of a row on a day, in one sentence; "" where something can."""
    if validity_of(facts) is not Validity.UNKNOWN:
        return ""
    if facts.act is None:
        return NO_ACT
    if facts.state == LegalState.ABSENT:
        return NOT_ISSUED.format(day=day_words(day))
    by = f" ({facts.by})" if facts.by else ""
    return REASONS[facts.why].format(by=by) if facts.why in REASONS else NOT_DERIVED


def handling_of(facts: RowFacts, day: dt.date) -> Handling:
    """What is to be done with a row as of a day: a decision goes before a proposal; what is done is done.

    A document that is over needs nothing more, unless a new one is to be issued in its place.
    """
    if facts.settled_on is not None and facts.settled_on <= day:
        return Handling.DONE
    judged = facts.judged
    if judged is None or judged.action == UNDECIDED:
        return Handling.WAITING
    if judged.action not in HANDLED or (facts.state == LegalState.EXPIRED and judged.action != NEW):
        return Handling.NOTHING
    return Handling.DECIDED if facts.decision is not None else Handling.PROPOSED


def in_part(facts: RowFacts) -> bool:
    """Whether a document in force has parts that are over or suspended on the day."""
    return validity_of(facts) is Validity.IN_FORCE and (
        facts.state == LegalState.PARTLY_EXPIRED or bool(facts.ended or facts.suspended)
    )


def lists_of(facts: RowFacts, day: dt.date) -> frozenset[ListKind]:
    """Every list in which a row stands on a day.

    >>> one = RowFacts(1, "1/2020/QĐ-UBND", act=1, state="partly_expired")
    >>> sorted(lists_of(one, dt.date(2028, 12, 31)))
    [<ListKind.CHECKED: 'checked'>, <ListKind.IN_FORCE: 'in_force'>, <ListKind.PARTLY: 'partly'>]
    """
    validity = validity_of(facts)
    found = {ListKind.CHECKED, ListKind(validity.value)}
    this_year = facts.since is not None and dt.date(day.year, 1, 1) <= facts.since <= day
    if in_part(facts):
        found.add(ListKind.PARTLY)
        if this_year and facts.state == LegalState.PARTLY_EXPIRED:
            found.add(ListKind.YEAR_PARTS)
    if validity is Validity.EXPIRED and this_year:
        found.add(ListKind.YEAR)
    if handling_of(facts, day) is Handling.DECIDED:
        found.add(ListKind.TO_HANDLE)
    if facts.decision is not None and facts.decision.action == CONTINUE:
        found.add(ListKind.CONTINUES)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row whose judgement and register do not agree: both are shown, nothing is changed."""

    pk: int
    number: str
    words: str


SAYS_OVER = "Kết quả rà soát ghi «đã hết hiệu lực», sổ pháp luật ghi còn hiệu lực ngày {day}."
SAYS_RUNS = "Kết quả rà soát ghi «{action}», sổ pháp luật ghi đã hết hiệu lực từ ngày {since}."
_LIVING = {"giu_nguyen": "giữ nguyên", CONTINUE: "tiếp tục có hiệu lực"}


def doubts_of(rows: Iterable[RowFacts], day: dt.date) -> list[Doubt]:
    """Rows whose standing judgement says otherwise than the register of law."""
    found = []
    for one in rows:
        action, validity = one.judged.action if one.judged else "", validity_of(one)
        if action == "het_hieu_luc" and validity is Validity.IN_FORCE:
            found.append(Doubt(one.pk, one.number, SAYS_OVER.format(day=day_words(day))))
        elif action in _LIVING and one.state == LegalState.EXPIRED:
            since = day_words(one.since) if one.since else "chưa rõ"
            found.append(Doubt(one.pk, one.number, SAYS_RUNS.format(action=_LIVING[action], since=since)))
    return found
