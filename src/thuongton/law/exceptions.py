"""Exceptions of a repeal (trừ …) that leave the act ended: they point at the repealing act's own transitional rules."""

from __future__ import annotations

import re

from vanban.amendments.proof import EXCEPTED, NO_DAY, SECOND_VERB
from vanban.model import Amendment
from vanban.patterns import any_of

_RULES = r"(?:(?:điểm|khoản|Điều|các|và|,|[a-zđ]|\d+[a-zđ]?)\s*)+"
_KINDS = ("Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Thông tư", "Quyết định", "Điều")
_EXCEPT = r"trừ\s+(?:các\s+)?(?:trường\s+hợp\s+|nội\s+dung\s+)?(?:được\s+)?quy\s+định\s+tại\s+"
_OWN_RULES = re.compile(rf"{_EXCEPT}{_RULES}(?:của\s+)?{any_of(_KINDS)}\s+này\s*[.;]?\s*$")
_GAZETTE_DAY = re.compile(r"đăng\s+(?:trên\s+)?[Cc]ông\s+báo")
_JOINED = re.compile(r"Công\s+báo[;,.]?\s+(?:và\s+)?thay\s+thế")


def points_at_own_rules(surface: str) -> bool:
    """Whether all that a repeal excepts is what its own act rules («trừ quy định tại Điều 96 của Luật này»).

    >>> points_at_own_rules("Luật X hết hiệu lực từ ngày 01/01/2024, trừ quy định tại Điều 96 của Luật này.")
    True
    """
    return _OWN_RULES.search(surface) is not None


def without_told_matters(operation: Amendment, reason: str) -> str:
    """What still keeps the repeal of a whole act waiting: not an exception for the repealing act's own rules, nor a day
    that hangs on the gazette, which is a day not known and no doubt about what ends."""
    if EXCEPTED in reason and points_at_own_rules(operation.surface):
        reason = reason.replace(EXCEPTED, "")
    if _GAZETTE_DAY.search(operation.surface):
        reason = reason.replace(NO_DAY, "")
        if _JOINED.search(operation.surface):
            reason = reason.replace(SECOND_VERB, "")
    return reason.strip()
