"""What the working desk reads: records and orders of an act, questions, imports."""

from __future__ import annotations

from django.db.models import QuerySet

from thuongton.law.models import ActOrder, ActQuestion, ActRecord, ActText, LawImport, LegalAct
from thuongton.law.queries.register import act_keys
from thuongton.people.models import User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import worn


def records_of_act(act: LegalAct) -> QuerySet[ActRecord]:
    """What people recorded of an act and of what it orders, the newest first."""
    return ActRecord.objects.filter(act=act).select_related("by", "withdrawn_by")


def orders_of(act: LegalAct) -> QuerySet[ActOrder]:
    """What an act orders."""
    return ActOrder.objects.filter(act=act).select_related("act").order_by("index")


def orders_on(act: LegalAct) -> QuerySet[ActOrder]:
    """What other acts order of an act."""
    return ActOrder.objects.filter(target__in=act_keys([act])).exclude(act=act).select_related("act")


def questions(user: User) -> QuerySet[ActQuestion]:
    """The questions of the register, for people of an office."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return ActQuestion.objects.none()
    return ActQuestion.objects.select_related("act", "answered_by")


def questions_of(act: LegalAct) -> QuerySet[ActQuestion]:
    """The questions about an act that are open."""
    return ActQuestion.objects.filter(act=act, answer="").order_by("pk")


def words_held(act: LegalAct | None) -> str:
    """The words of an act as the register holds them, "" for none."""
    return ActText.objects.filter(act=act).values_list("text", flat=True).first() or "" if act is not None else ""


def imports_visible_to(user: User) -> QuerySet[LawImport]:
    """Imports of one's scope."""
    return LawImport.objects.filter(in_scope(user)).select_related("unit", "user")
