"""What hangs on records in templates."""

from __future__ import annotations

from django import template

from thuongton.records.models import Keyed
from thuongton.records.queries import address_of

register = template.Library()
register.filter("record_address", address_of)


@register.filter
def record_kind(row: Keyed) -> str:
    """What a record of this kind is called («câu lạc bộ pháp luật»)."""
    from thuongton.records.on_record import declared

    return str(declared()[row.kind].model._meta.verbose_name)
