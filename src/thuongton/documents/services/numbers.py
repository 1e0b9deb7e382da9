"""Giving numbers (cấp số): one series for each unit, kind and year, without two papers getting the same one."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import acting, recording
from thuongton.documents.models import Direction, Document, NumberSeries
from thuongton.documents.numbering import code_of, kind_of, place_of, series_of, write_number
from thuongton.documents.search import search_text
from thuongton.documents.signals import paper_changed
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import demand


@acting()
def take_number(unit: Unit, series: str, year: int) -> int:
    """The next number of a series, never given twice: the row of the series is locked until the transaction ends.

    ``series`` is a kind code («BC»), «công văn», or «đến» for arrivals (``numbering.ARRIVALS``).
    """
    NumberSeries.objects.get_or_create(unit=unit, series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(unit=unit, series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


@acting()
def note_number(unit: Unit, series: str, year: int, ordinal: int) -> None:
    """A number was typed by hand: the series goes on after it, so that it is not given again."""
    NumberSeries.objects.get_or_create(unit=unit, series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(unit=unit, series=series, year=year)
    if ordinal > row.last:
        row.last = ordinal
        row.save(update_fields=["last"])


def note_typed(document: Document) -> None:
    """Carry the number of an outgoing paper into its series; a number of another form is left alone."""
    if document.direction != Direction.OUTGOING or not document.number:
        return
    day = document.issued_on or document.registered_on
    place = place_of(document.number, day.year)
    if place is not None and place.ordinal < 1_000_000:
        note_number(document.unit, place.series, place.year, place.ordinal)


def issue_number(
    user: User | None, document: Document, *, on: dt.date | None = None, symbol: str = "", with_year: bool = False
) -> Document:
    """Give an outgoing paper the next number of its series and its day (``on``, today unless told): «05/BC-UBND».

    ``symbol`` is needed when the paper has none yet. ``with_year`` is for legal documents (văn bản QPPL).
    Raises ValidationError with a sentence when the paper is incoming, has a number already, or has no symbol.
    """
    demand(user, document)
    with recording(user, "Cấp số văn bản", document):
        paper = Document.objects.select_for_update().select_related("unit").get(pk=document.pk)
        if paper.direction != Direction.OUTGOING:
            raise ValidationError(_("Chỉ cấp số cho văn bản đi; văn bản đến giữ số của cơ quan ban hành."))
        if paper.number:
            raise ValidationError(_("Văn bản đã có số %(number)s nên không cấp số nữa.") % {"number": paper.number})
        paper.symbol = "".join((symbol or paper.symbol).split())
        if not paper.symbol:
            raise ValidationError(_("Chưa có ký hiệu. Hãy nhập ký hiệu (ví dụ BC-UBND) rồi cấp số."))
        day = on or paper.issued_on or today()
        ordinal = take_number(paper.unit, series_of(paper.symbol, with_year=with_year), day.year)
        paper.number = write_number(ordinal, paper.symbol, day.year if with_year else None)
        paper.issued_on = day
        if not paper.kind:
            paper.kind, paper.kind_code = kind_of(paper.symbol)
        paper.kind_code = paper.kind_code or code_of(paper.kind)
        paper.search = search_text(paper)
        paper.save(update_fields=["symbol", "number", "issued_on", "kind", "kind_code", "search"])
        paper_changed.send(sender=Document, document=paper, user=user, agreed=None)
    document.refresh_from_db()
    return document
