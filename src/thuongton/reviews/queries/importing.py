"""Working tables that were brought: which one may see, their rows, which acts their numbers are, what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Count, QuerySet

from thuongton.law.queries.register import acts_of_numbers
from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope
from thuongton.reviews.models import Campaign, ReviewRow, TableImport, TableImportRow
from thuongton.reviews.tables.kept import names_place, same_document
from vanban.symbols import normalise

Fate = TableImportRow.Fate


def tables_visible_to(user: User) -> QuerySet[TableImport]:
    """The tables that one's unit and those below brought."""
    return TableImport.objects.filter(in_scope(user)).select_related("unit", "campaign", "user")


def open_campaigns(user: User) -> QuerySet[Campaign]:
    """The campaigns of one's scope that are not over."""
    return Campaign.objects.filter(in_scope(user), closed_at__isnull=True)


def fates_of(table: TableImport) -> dict[str, int]:
    """How many rows of a table have which fate; every fate is named."""
    found = dict(table.rows.order_by().values_list("fate").annotate(number=Count("pk")))
    return {str(fate): found.get(str(fate), 0) for fate in Fate}


def rows_of_fate(table: TableImport, fate: str) -> QuerySet[TableImportRow]:
    """The rows of a table with one fate, in their order."""
    return table.rows.filter(fate=fate)


def rows_asked(user: User) -> QuerySet[TableImportRow]:
    """The rows that one may answer for."""
    tables = tables_visible_to(user).filter(state=TableImport.State.SHOWN)
    return TableImportRow.objects.filter(table__in=tables).select_related("table__unit")


def rows_from(table: TableImport, place: int, number: int) -> list[TableImportRow]:
    """Some rows of a table from a place on."""
    return list(table.rows.filter(place__gte=place)[:number])


def all_rows(table: TableImport) -> list[TableImportRow]:
    """Every row of a table, in order."""
    return list(table.rows.all())


def acts_for(told: Sequence[tuple[Sequence[str], str]]) -> list[dict[str, list[int]]]:
    """The acts that the numbers of rows may be: of each row its numbers and its words. Several where they do not say.

    An act of another place than any that the words name is none of them: the register may hold one province alone.
    """
    wanted = {normalise(number) for numbers, _text in told for number in numbers}
    held = defaultdict(list)
    for act in acts_of_numbers(wanted):
        held[act.number_key].append((act.pk, act.issuer))
    return [
        {
            number: [pk for pk, issuer in held[normalise(number)] if not issuer or names_place(text, issuer)]
            for number in numbers
        }
        for numbers, text in told
    ]


def words_of_acts(pks: Iterable[int]) -> dict[int, str]:
    """What acts are called."""
    from thuongton.law.models import LegalAct

    return {act.pk: f"{act.number}, {act.issuer}" for act in LegalAct.objects.filter(pk__in=list(pks))}


def there_already(unit: Unit, campaign: Campaign | None) -> tuple[set[int], set[str]]:
    """The acts under review in a campaign (or continuously), and the others by what tells them apart."""
    rows = ReviewRow.objects.filter(unit=unit, campaign=campaign).order_by()
    acts: set[int] = set()
    others: set[str] = set()
    for act, number, issuer, title in rows.values_list("act_id", "number", "issuer", "title"):
        if act is not None:
            acts.add(act)
        others.add(same_document(normalise(number) if number else "", issuer, title))
    return acts, others


def running() -> QuerySet[TableImport]:
    """The tables that are being written."""
    return TableImport.objects.filter(state=TableImport.State.RUNNING)
