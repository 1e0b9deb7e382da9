"""Cases made from a case (lập hồ sơ từ hồ sơ này): nothing is typed again, and nothing goes over in clear.

What goes over is opened with the key of the one and sealed with that of the other, in memory alone. Where a letter
holds matters of several kinds each becomes a case, all in one act (Nghị định 154/2026/NĐ-CP Điều 14 khoản 4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import acting, recording
from thuongton.cases.models import Case, CaseMark
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.queries.closed import closed_fields
from thuongton.cases.queries.leading import LeadOffer, lead_offers
from thuongton.cases.sealed_fields import closed_in, opened
from thuongton.cases.services.acting import act_on, mark_anew, open_case
from thuongton.keyring.queries import Keys
from thuongton.people.models import User
from thuongton.people.scopes import demand

MOST = 10
MADE = "Lập hồ sơ từ hồ sơ này"


@dataclass(frozen=True, slots=True)
class NewCase:
    """One case that is made: its kind, what was typed for it, the fields here that go over as they stand."""

    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)
    carried: Collection[str] = ()


def lead(
    user: User | None, case: Case, made: Sequence[NewCase], on: str, *, seq: int | None = None, tx: str = ""
) -> list[Case]:
    """Make cases from a case on a day, tied to it, in one act; ``seq``: how many acts of it the person saw.

    ``tx`` sent again makes nothing and returns what was made. Raises NotAllowed, ValidationError, PermissionDenied.
    """
    demand(user, case)
    if not 0 < len(made) <= MOST:
        raise ValidationError(_("Chọn từ một đến %(most)d hồ sơ để lập.") % {"most": MOST})
    with acting():
        row = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)
        if seq is not None and seq != row.acts and not (tx and _sent(row, tx)):
            raise ValidationError(_("Hồ sơ đã có thao tác mới hơn; mở lại hồ sơ rồi làm lại."))
        offers = {one.there.kind: one for one in lead_offers(user, row)}
        found = []
        for number, one in enumerate(made):
            offer = offers.get(one.kind)
            if offer is None:
                raise ValidationError(_("Hồ sơ này không lập được hồ sơ loại đã chọn."))
            found.append(_grown(user, row, offer, one, on, f"{tx}:{number}" if tx else ""))
    case.refresh_from_db()
    return found


def _sent(row: Case, tx: str) -> bool:
    return row.tied.filter(case__entries__seq=1, case__entries__tx=f"{tx}:0").exists()


def _grown(user: User | None, row: Case, offer: LeadOffer, made: NewCase, on: str, tx: str) -> Case:
    names = {here.name: there.name for here, there in offer.carried if here.name in made.carried}
    taken = _opened(row, names) | dict(made.data) | {offer.lead.tie: str(row.uid)}
    with recording(user, MADE, row):
        new, answer = open_case(user, row.unit, offer.there.kind, offer.lead.do, on, taken, tx=tx)
        if answer.repeated:
            return new
        _shut(row, new, names)
        if offer.lead.records:
            act_on(user, row, offer.lead.records, on, {offer.lead.names: str(new.uid)}, tx=tx)
    return new


def _opened(row: Case, names: Mapping[str, str]) -> dict[str, Any]:
    """What goes over, by its names there."""
    if not names:
        return {}
    data = {name: row.data[name] for name in names}
    if row.key_id is not None:
        keys, number = Keys([row.key_id]), row.key_id
        data = opened(data, names, lambda kept, about: keys.open(number, kept, about), row.uid)
    return {names[name]: value for name, value in data.items()}


def _shut(row: Case, new: Case, names: Mapping[str, str]) -> None:
    """Close here what is closed there: who denounced is told no more by the letter than by the denunciation."""
    kind, before = kind_of(row), closed_fields(row, kind_of(row))
    there = closed_in(kind_of(new), new.data)
    shut = sorted({*row.shut, *(here for here, other in names.items() if other in there)})
    if shut != row.shut:
        row.shut = shut
        row.save(update_fields=["shut"])
        if CaseMark.objects.filter(case=row).exists() and closed_fields(row, kind) - before:
            mark_anew(row, kind)
