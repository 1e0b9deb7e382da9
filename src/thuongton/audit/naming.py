"""Names for the keys that stand in row changes, in a fixed number of queries whatever their number."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from thuongton.audit.models import RowChange
from thuongton.audit.queries import removed_rows, rows_by_key
from thuongton.audit.wording import called_model, called_row, columns, lower, tables

Names = dict[tuple[str, int], str]
"""(table, key) → the name of the row."""
LONGEST = 160


def sides(change: RowChange) -> tuple[dict[str, Any], dict[str, Any]]:
    """The row before and after, {} where there is none."""
    return json.loads(change.before) if change.before else {}, json.loads(change.after) if change.after else {}


def _unit_of(record: models.Model) -> Any:
    """The unit a record belongs to, through what it hangs on; None when it belongs to nobody."""
    for name in ("unit", "task", "plan", "document", "draft", "source"):
        value = getattr(record, name, None)
        if value is None:
            continue
        return value if name == "unit" else _unit_of(value)
    return None


def names_in(changes: Iterable[RowChange], viewer: Any) -> Names:
    """Names of the records that the changes speak of; what is outside the viewer's scope is not named."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for change in changes:
        model = tables().get(change.table)
        fields = columns(model) if model else {}
        for side in sides(change):
            for column, value in side.items():
                target = fields[column].related_model if column in fields else None
                if target is not None and not isinstance(target, str) and value is not None:
                    wanted[target].add(int(value))
    hat = viewer.hat if viewer is not None and viewer.is_authenticated else None
    scope = hat.scope.path if hat is not None and hat.scope is not None else None
    outside = _("(hồ sơ ngoài phạm vi)")
    found: Names = {}
    missing: dict[str, set[int]] = {}
    for model, keys in wanted.items():
        table = model._meta.db_table
        for key, record in rows_by_key(model, keys).items():
            unit = _unit_of(record)
            hidden = scope is not None and unit is not None and not unit.path.startswith(scope)
            found[table, int(key)] = outside if hidden else str(Truncator(str(record)).chars(LONGEST))
        if gone := {key for key in keys if (table, key) not in found}:
            missing[table] = gone
    for change in removed_rows(missing, scope):
        model = tables()[change.table]
        name = called_row(sides(change)[0]) or lower(called_model(model))
        found[change.table, change.row] = _("%(name)s (đã xoá)") % {"name": name}
    for table, keys in missing.items():
        for key in keys:
            found.setdefault((table, key), outside if scope is not None else _("(đã xoá)"))
    return found
