"""How long cases of a kind are kept, entered with its clause; and erasing what is past its day, by a leader."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuongton.audit.services import acting, recording
from thuongton.calendars.queries import keeper
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import Case, KeepingRule
from thuongton.cases.queries.keeping import erasable_from, keeping_rules
from thuongton.cases.services.keeping import erase
from thuongton.people.models import Role, User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand, worn
from thuongton.web.dates import day_words
from thuongton.web.lists.bulk import Done

_PLACE = re.compile(r"(?:Điều|khoản|điểm|Mục|Phụ lục|mục|số) ?\w", re.IGNORECASE)


def set_keeping(
    user: User | None,
    row: KeepingRule,
    kind: str,
    clause: str,
    *,
    years: int | None = None,
    since: str = KeepingRule.Since.CLOSED,
    valid_from: dt.date | None = None,
) -> KeepingRule:
    """Enter how long cases of a kind are kept; without ``years`` no end is known any more. Nothing is erased by it.

    Raises PermissionDenied, ValidationError by field.
    """
    demand(user, row, Right.ADMINISTER)
    clause = " ".join(clause.split())
    if kind not in known_kinds():
        raise ValidationError({"kind": _("Không có loại hồ sơ này.")})
    if not clause or (years is not None and not _PLACE.search(clause)):
        raise ValidationError({"clause": _("Ghi điều khoản làm căn cứ: điều, khoản, số văn bản.")})
    if years is not None and not 1 <= years <= 100:
        raise ValidationError({"years": _("Số năm lưu từ 1 đến 100.")})
    row.kind, row.years, row.since = kind, years, since
    row.clause, row.valid_from, row.by = clause[:500], valid_from, user
    place = keeper() or (user.hat.scope if user is not None and user.hat else None)
    with recording(user, "Ghi thời hạn lưu hồ sơ", unit=place, reason=row.clause) as note:
        row.save()
        note.subject = row
    return row


def erase_kept(user: User | None, cases: Sequence[Case], decision: str) -> Done:
    """Erase the personal data of cases past their day, by the decision of a leader; those that may not are named."""
    hat = worn(user)
    if user is not None and (hat is None or hat.role != Role.LEADER):
        raise PermissionDenied(_("Chỉ lãnh đạo đơn vị quyết định xoá dữ liệu cá nhân hết thời hạn lưu."))
    if not decision.strip():
        raise ValidationError(_("Ghi quyết định xoá: số, ngày, người ký."))
    rules, day = keeping_rules(), today()
    refused: list[tuple[str, str]] = []
    number = 0
    with acting():
        for case in cases:
            name = f"{case.kind} {case}"
            begins = erasable_from(case, rules)
            if begins is None:
                refused.append((name, _("chưa tính được ngày hết thời hạn lưu")))
            elif begins > day:
                refused.append((name, _("còn trong thời hạn lưu đến %(day)s") % {"day": day_words(begins)}))
            else:
                try:
                    erase(user, case, decision)
                    number += 1
                except ValidationError as error:
                    refused.append((name, " ".join(error.messages)))
                except PermissionDenied as error:
                    refused.append((name, str(error)))
    said = ngettext(
        "Đã xoá dữ liệu cá nhân của %(number)s hồ sơ.", "Đã xoá dữ liệu cá nhân của %(number)s hồ sơ.", number
    )
    return Done(said % {"number": number} if number else "", refused)
