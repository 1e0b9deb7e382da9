"""The appraisal dossier: each part looked at, and the dossier returned with what is missing and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.cases.models import Case
from thuongton.cases.services.acting import act_on
from thuongton.drafting.dossier import missing, missing_words, unseen
from thuongton.drafting.models import DossierPart
from thuongton.drafting.queries.dossier import found_parts, parts_of_case
from thuongton.drafting.services.on_case import demand_going_on
from thuongton.people.models import User
from thuongton.people.queries import today


def check_parts(user: User, case: Case, *, found: Mapping[str, tuple[bool | None, str]]) -> None:
    """Note of each part whether it is there, with a remark; parts that are not named stay as they were."""
    demand_going_on(user, case)
    known, before = {one.key for one in parts_of_case(case)}, found_parts(case)
    with recording(user, "Kiểm tra thành phần hồ sơ thẩm định", case):
        for part, (present, note) in found.items():
            was = before.get(part)
            stood = (was.present, was.note) if was is not None else (None, "")
            if part in known and (present, note.strip()[:400]) != stood:
                given = {"present": present, "note": note.strip()[:400], "by": user}
                DossierPart.objects.update_or_create(case=case, part=part, defaults=given)


def return_dossier(user: User, case: Case, *, due: dt.date, note: str = "", why_late: str = "") -> None:
    """Return the dossier to be completed («đề nghị bổ sung hồ sơ») by a day; what is missing is told in words.

    The interpreter refuses it beyond the number of returns of the kind, and without a reason after its day.
    """
    demand_going_on(user, case)
    parts, found = parts_of_case(case), found_parts(case)
    left = unseen(parts, {key: one.present for key, one in found.items()})
    if left and not note.strip():
        raise ValidationError(
            _("Chưa kiểm tra «%(part)s»; kiểm tra đủ thành phần rồi hãy trả hồ sơ một lần.") % {"part": left[0].vi}
        )
    lacking = missing(parts, {key: one.present for key, one in found.items()})
    words = missing_words(lacking, {key: one.note for key, one in found.items()})
    said = "; ".join(one for one in (words, note.strip()) if one)
    if not said:
        raise ValidationError({"note": _("Không thành phần nào thiếu; hãy ghi nội dung cần bổ sung.")})
    if due <= today():
        raise ValidationError({"due": _("Hạn bổ sung phải sau hôm nay.")})
    data = {"thieu": said, "han_bo_sung": due.isoformat()}
    if why_late.strip():
        data["ly_do_qua_han"] = why_late.strip()
    with recording(user, "Trả hồ sơ thẩm định để bổ sung", case):
        act_on(user, case, "de_nghi_bo_sung", today().isoformat(), data)
