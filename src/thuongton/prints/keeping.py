"""A list as a print: exactly its conditions, columns and rows, each with the record it was read from."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from thuongton.people.models import User
from thuongton.people.scopes import writing_unit
from thuongton.prints.frozen import Frozen, Head
from thuongton.prints.services import freeze
from thuongton.prints.tables import frozen_table
from thuongton.web.lists.keeping import Keeping
from thuongton.web.lists.listing import Asked, asked_of
from thuongton.web.lists.word import issuer_of

MOST_ROWS = 5_000
"""Rows of a print that is kept; a list with more is narrowed first."""


def frozen_list(asked: Asked) -> Frozen:
    """What a list shows, in the language of papers."""
    listing, reader = asked.listing, asked.question.reader
    model = listing.query(asked.question).model
    with translation.override(settings.LANGUAGE_CODE):
        asked = asked_of(asked.question, listing)
        table = asked.table(MOST_ROWS)
        rows = frozen_table(listing.key, table, lambda row: (model, listing.id_of(row)))
        head = issuer_of(reader)
        return Frozen(
            title=table.title,
            kind=gettext("Bảng theo dõi"),
            as_of=asked.question.as_of,
            head=Head(head.issuer, head.issuer_parent, "", head.place),
            intro=tuple(table.above),
            tables=(rows,),
            query=asked.address(),
        )


def keep(asked: Asked) -> str:
    """Freeze a list; the address of the print."""
    printout = freeze(asked.question.reader, None, frozen_list(asked), kind=asked.listing.key, act="prints.list-kept")
    return printout.get_absolute_url()


def may(reader: User) -> bool:
    """Whether one may keep prints: the hat writes somewhere."""
    return writing_unit(reader) is not None


def kept(key: str) -> str:
    """The address of the prints of one list."""
    return f"{reverse('prints:list')}?{urlencode({'loai': key})}"


KEEPING = Keeping(keep, may, kept)
