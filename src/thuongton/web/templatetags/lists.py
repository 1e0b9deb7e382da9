"""Cells, names and marks of the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from thuongton.web.lists.columns import Column, words
from thuongton.web.lists.listing import Asked, Listing
from thuongton.web.lists.table import label_of, merged

register = template.Library()


@register.simple_tag
def cell_of(column: Column, row: Any) -> str:
    """The words of a cell of the page."""
    return words(column.value(row))


@register.simple_tag
def whole_of(column: Column, row: Any) -> str:
    """The longer words of a cell, said when one points at it."""
    return words(column.printed(row))


@register.simple_tag
def cell_lang(column: Column, row: Any) -> SafeString:
    """The attribute of a cell whose words are those of papers and people (``Column.vi``)."""
    lang = column.lang(row)
    return format_html(' lang="{}"', lang) if lang else SafeString("")


@register.inclusion_tag("web/list/paper_table.html")
def paper_table(columns: Sequence[Column], texts: Iterable[Sequence[str] | str], title: str) -> dict[str, Any]:
    """A table as paper: its heads, the merged ones above them, whole words in cells that lie as their column says.

    A line of ``texts`` that is a text alone is the head of a group.
    """
    return {
        "title": title,
        "merged": merged(columns),
        "heads": [(column, label_of(column)) for column in columns],
        "lines": [
            {"group": line} if isinstance(line, str) else {"cells": list(zip(columns, line, strict=True))}
            for line in texts
        ],
    }


@register.simple_tag
def spanned(asked: Asked, acts: Any) -> int:
    """How many cells a row has."""
    return len(asked.on_page) + bool(acts)


@register.simple_tag
def row_id(listing: Listing, row: Any) -> int:
    """The key of the record of a row."""
    return listing.id_of(row)


@register.simple_tag
def row_name(listing: Listing, row: Any) -> str:
    """What a row is called."""
    return listing.name_of(row)


@register.simple_tag
def row_marks(listing: Listing, row: Any) -> SafeString:
    """The attributes of a row: where its panel (xem nhanh) comes from."""
    if listing.peek is None:
        return SafeString("")
    return format_html('data-url="{}"', listing.peek(row))
