"""A list as a print: exactly its conditions, columns and rows, each with the record it was read from."""

from __future__ import annotations

import copy
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from thuongton.people.models import User
from thuongton.people.scopes import worn, writing_unit
from thuongton.prints.frozen import Frozen, PrintHead
from thuongton.prints.kinds import facts_of
from thuongton.prints.services import freeze
from thuongton.prints.tables import frozen_table
from thuongton.web.lists.keeping import Keeping
from thuongton.web.lists.listing import Asked, asked_of
from thuongton.web.lists.word import issuer_of

MOST_ROWS = 5_000
"""Rows of a print that is kept; a list with more is narrowed first."""


def _of_its_scope(reader: User) -> User:
    """The reader as far as everybody of the same scope sees: a unit of the hat outside its scope is left out."""
    hat = worn(reader)
    if hat is None or hat.unit is None or (hat.scope is not None and hat.scope.covers(hat.unit)):
        return reader
    made, worn_now = copy.copy(reader), copy.copy(hat)
    worn_now.unit = hat.scope
    made.hat = worn_now
    return made


def frozen_list(asked: Asked) -> Frozen:
    """What a list shows to everybody of the scope of who asks, in the language of papers."""
    listing, reader = asked.listing, asked.question.reader
    question = replace(asked.question, reader=_of_its_scope(reader), shared=True)
    model = listing.query(question).model
    facts = facts_of(listing.key)
    with translation.override(settings.LANGUAGE_CODE):
        asked = asked_of(question, listing)
        table = asked.table(MOST_ROWS)
        rows = frozen_table(listing.key, table, lambda row: (model, listing.id_of(row)))
        head = issuer_of(reader)
        return Frozen(
            title=table.title,
            kind=gettext("Bảng theo dõi"),
            as_of=question.as_of,
            basis=facts.basis(question) if facts else "",
            head=PrintHead(head.issuer, head.issuer_parent, "", head.place),
            intro=tuple(table.above),
            tables=(rows,),
            definitions=facts.definitions(question) if facts else (),
            definitions_title=str(facts.definitions_title) if facts else "",
            query=asked.address(),
        )


def keep(asked: Asked) -> str:
    """Freeze a list; the address of the print."""
    place = asked.question.place
    subject = place if isinstance(place, Model) else None
    frozen = frozen_list(asked)
    printout = freeze(asked.question.reader, subject, frozen, kind=asked.listing.key, act="prints.list-kept")
    return printout.get_absolute_url()


def may(reader: User) -> bool:
    """Whether one may keep prints: the hat writes somewhere."""
    return writing_unit(reader) is not None


def kept(key: str) -> str:
    """The address of the prints of one list."""
    return f"{reverse('prints:list')}?{urlencode({'loai': key})}"


KEEPING = Keeping(keep, may, kept)
