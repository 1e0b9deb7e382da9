"""The rows of a register, and what its conditions offer: one query for page, Excel, Word and print."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from thuongton.documents.models import Document
from thuongton.documents.queries import in_registers
from thuongton.documents.registers import FOLLOWED, PaperRegister
from thuongton.people.models import Unit, User
from thuongton.people.queries import units_in_scope
from thuongton.people.scopes import writing_unit
from thuongton.web.asked import asked_words
from thuongton.web.inputs import whole
from thuongton.web.lists.filters import Rows
from thuongton.web.lists.question import Question

ALL = "tat-ca"
UNIT_KEY = "don-vi"


def unit_meant(question: Question) -> tuple[Unit | None, bool]:
    """Whose register is asked for, None for all units of the scope; and whether the unit asked for was found.

    Without a unit the register of one's own unit is meant, for those who write in one; others see their whole scope.
    """
    chosen = question.get(UNIT_KEY)
    if chosen == ALL:
        return None, True
    own = writing_unit(question.reader)
    if not chosen:
        return own, True
    found = units_in_scope(question.reader).filter(pk=whole(chosen) or 0).first()
    return (found, True) if found else (own, False)


def rows_of(question: Question, register: PaperRegister) -> QuerySet[Document]:
    """The papers of a register one may see, of the unit asked for, on the day asked for; in no order."""
    rows = in_registers(question.reader).filter(direction=register.direction)
    if register is FOLLOWED:
        rows = rows.filter(Q(answer_due__isnull=False) | Q(answer__isnull=False) | ~Q(progress="")).filter(secrecy="")
    unit, _found = unit_meant(question)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.filter(registered_on__lte=question.as_of) if question.rewound else rows


def with_words(rows: Rows, words: str, question: Question) -> Rows:
    """Papers in which every word stands, in number, title, issuer, signer, recipients or handler."""
    for word in asked_words(words):
        rows = rows.filter(search__contains=word)
    return rows


def of_issuer(rows: Rows, words: str, question: Question) -> Rows:
    """Papers of an issuer (tác giả) with these words in its name."""
    for word in asked_words(words):
        rows = rows.filter(search__contains=word)
    return rows.exclude(issuer="")


def unanswered(rows: Rows, _value: str, question: Question) -> Rows:
    """Papers that no paper answers yet."""
    return rows.filter(answer__isnull=True)


def kinds_in(user: User, register: PaperRegister) -> list[str]:
    """Kinds of document that stand in the register, for the filter."""
    found = in_registers(user).filter(direction=register.direction).exclude(kind="")
    return list(found.order_by("kind").values_list("kind", flat=True).distinct()[:60])


def units_with_papers(user: User) -> Iterable[Unit]:
    """Units of one's scope that have a paper in the register, for the menu of registers (at most 300)."""
    papers = Document.objects.filter(unit=OuterRef("pk"))
    return units_in_scope(user).filter(Exists(papers)).order_by("path")[:300]
