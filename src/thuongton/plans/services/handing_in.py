"""Handing in the product of a task with its paper: one of the register, or a new one entered in the same act."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import acting
from thuongton.documents.models import Direction, Document
from thuongton.documents.queries.papers import of_number
from thuongton.documents.services.files import Screened
from thuongton.documents.services.register import register_document
from thuongton.people.models import User
from thuongton.people.scopes import writing_unit
from thuongton.plans.models import Occurrence, Proof, ProofKind, Task
from thuongton.plans.services.facts import submit_proof


def hand_in(
    user: User,
    task: Task,
    *,
    number: str = "",
    issued_on: dt.date | None = None,
    title: str = "",
    issuer: str = "",
    file: Screened | None = None,
    outgoing: bool = False,
    kind: str = ProofKind.PRODUCT,
    occurrence: Occurrence | None = None,
) -> Proof:
    """Hand a product in (nộp sản phẩm); a paper that is not in the register yet is entered first.

    Both are one act: a proof that is refused leaves no paper and takes no number.
    """
    with acting():
        paper = _known(user, number) if number and file is None else None
        if paper is None:
            paper = _entered(user, number, issued_on, title, issuer, file, outgoing)
        return submit_proof(user, task, paper, kind=kind, signed_on=issued_on, occurrence=occurrence)


def _known(user: User, number: str) -> Document | None:
    same = of_number(user, number)
    if len(same) > 1:
        words = {"n": len(same), "so": number}
        raise ValidationError(_("Sổ có %(n)s văn bản cùng số %(so)s; hãy mở đúng văn bản rồi nộp từ đó.") % words)
    return same[0] if same else None


def _entered(
    user: User,
    number: str,
    issued_on: dt.date | None,
    title: str,
    issuer: str,
    file: Screened | None,
    outgoing: bool,
) -> Document:
    if not number and file is None:
        raise ValidationError({"number": _("Hãy ghi số của văn bản là sản phẩm, hoặc đính kèm tệp.")})
    unit = writing_unit(user)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại không được vào sổ văn bản."))
    missing = {}
    if issued_on is None:
        missing["issued_on"] = _("Văn bản %(so)s chưa có trong sổ; hãy ghi ngày ký để vào sổ.") % {"so": number}
    if not title:
        missing["title"] = _("Văn bản %(so)s chưa có trong sổ; hãy ghi trích yếu để vào sổ.") % {"so": number}
    if missing:
        raise ValidationError(missing)
    return register_document(
        user,
        unit,
        Direction.OUTGOING if outgoing else Direction.INCOMING,
        number=number,
        issued_on=issued_on,
        issuer=issuer or unit.authority,
        title=title,
        file=file,
    )
