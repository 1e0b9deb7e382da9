"""Printing: a paper of a case takes its number and enters the register; a look into what prints show is noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.cases.definition.model import KindPaper
from thuongton.cases.models import Case, CaseLook, CasePaper
from thuongton.cases.papers.letter import PaperHeading, about, is_numbered, named_kind
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.queries.closed import closed_fields
from thuongton.cases.queries.papers import PaperView, facts_of, form_of, heading_of, paper_view
from thuongton.cases.services.keeping import purpose_words
from thuongton.documents.models import Direction, Document
from thuongton.documents.numbering import symbol_of, write_number
from thuongton.documents.queries.duplicates import duplicates
from thuongton.documents.services.numbers import issue_number
from thuongton.documents.services.register import register_document
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand

PRINTED = "In giấy tờ của hồ sơ"
LOOKED = "In trường nhạy cảm của hồ sơ"


def print_paper(
    user: User | None,
    case: Case,
    paper: str,
    *,
    symbol: str = "",
    on: dt.date | None = None,
    capacity: str = "",
    signer: str = "",
) -> CasePaper:
    """Print a paper of a case for good: number, day, head and signer are kept, and what it stands for.

    A paper that an office issues takes its number from the register of outgoing papers and becomes a paper there,
    without a value of the case. A number that an act gave is that of the paper. Raises ValidationError with one
    sentence: the act that it tells of was not done, nothing changed since the last print, the day has not come.
    """
    demand(user, case)
    with recording(user, PRINTED, case):
        row = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)
        view = _printable(row, paper)
        facts = facts_of(view, looked=False)
        day = facts.day or on or today()
        if day > today():
            raise ValidationError({"on": _("Ngày văn bản chưa tới.")})
        head = heading_of(row.unit, view.paper)
        made = CasePaper(
            case=row, paper=view.paper.name, acts=row.acts, issued_on=day, form=form_of(view), user=user,
            replaces=view.replaces,
        )  # fmt: skip
        if is_numbered(view.paper):
            wanted = "".join(symbol.split()) or head.symbol
            document = _registered(user, row, view, facts.number, day, wanted, capacity.strip(), signer.strip())
            demand(user, document)
            made.document, made.number = document, document.number
            made.issued_on = document.issued_on or day
            wanted = symbol_of(document.number) or wanted
        else:
            wanted = ""
        made.heading = PaperHeading(
            head.issuer, head.issuer_parent, wanted, head.place, capacity.strip()[:200], signer.strip()[:160]
        ).kept()
        made.save()
    return made


def _printable(case: Case, paper: str) -> PaperView:
    try:
        view = paper_view(case, paper)
    except LookupError:
        raise ValidationError(_("Sổ này không in giấy «%(paper)s».") % {"paper": paper[:60]}) from None
    if not view.ready:
        acts = ", ".join(f"«{view.kind.transitions[act].label.vi}»" for act in view.paper.acts)
        raise ValidationError(_("Chưa in được: hồ sơ chưa có thao tác %(acts)s.") % {"acts": acts})
    if view.last is not None and not view.changed:
        number = view.last.number or str(view.last.pk)
        raise ValidationError(
            _("Hồ sơ không đổi từ bản in số %(number)s nên không cấp số mới; hãy tải lại bản đó.") % {"number": number}
        )
    return view


def _registered(
    user: User | None,
    case: Case,
    view: PaperView,
    stated: str,
    day: dt.date,
    symbol: str,
    capacity: str,
    signer: str,
) -> Document:
    """The paper in the register of outgoing papers: the one of a number stated, else a new one with the next number."""
    paper: KindPaper = view.paper
    issuer = case.unit.authority
    number = write_number(int(stated), symbol) if stated.isdigit() and len(stated) < 7 and symbol else stated
    if number:
        known = duplicates(case.unit, Direction.OUTGOING, number, issuer)
        if known:
            return known[0]
    document = register_document(
        user,
        case.unit,
        Direction.OUTGOING,
        kind=named_kind(paper) or "Công văn",
        symbol=symbol,
        issuer=issuer,
        place=heading_of(case.unit, paper).place,
        title=f"{about(paper)} (hồ sơ {view.kind.label.vi} số {case})",
        signer=signer,
        signer_capacity=capacity,
        number=number,
        issued_on=day if number else None,
    )
    return document if number else issue_number(user, document, on=day)


def look_into(user: User, cases: Sequence[Case], purpose: str, fields: Sequence[str]) -> int:
    """Note that a print shows sensitive fields of some cases, and for which purpose; returns how many cases have one.

    Raises ValidationError without a purpose, PermissionDenied.
    """
    for case in cases:
        demand(user, case, Right.ACT)
    words = purpose_words(purpose)
    shown = [(case, names) for case in cases if (names := _shown(case, fields))]
    if not shown:
        return 0
    subject = shown[0][0] if len(shown) == 1 else None
    with recording(user, LOOKED, subject, unit=shown[0][0].unit, reason=words):
        CaseLook.objects.bulk_create(
            [CaseLook(case=case, unit=case.unit, user=user, purpose=words, fields=names) for case, names in shown],
            batch_size=1_000,
        )
    return len(shown)


def _shown(case: Case, fields: Sequence[str]) -> list[str]:
    """The fields among some that a case has and a print shows: what is closed in it is shown by none."""
    closed = closed_fields(case, kind_of(case))
    return sorted(name for name in fields if case.data.get(name) not in (None, "", [], {}) and name not in closed)


def look_into_paper(user: User, case: Case, paper: str, purpose: str) -> int:
    """Note a look into what one paper of a case shows; returns 1 when it shows something sensitive."""
    found = kind_of(case).papers.get(paper)
    names = [] if found is None else [name for name in found.fields if name in found.unmasked]
    return look_into(user, [case], purpose, names)
