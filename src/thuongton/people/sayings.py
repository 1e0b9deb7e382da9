"""How the trail tells what happened to people: «Giao vai trò Công chức tại … cho …»."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from thuongton.audit.sentences import LISTED, Act, Sayings, ToldRow, plain


def _hat(rows: Sequence[ToldRow], act: Act) -> list[str]:
    made = [row for row in rows if row.op == "I"]
    if len(made) > LISTED:
        return plain(rows, act)
    said = [
        _("Giao vai trò %(role)s tại %(unit)s cho %(who)s")
        % {"role": row.now("role"), "unit": row.now("unit") or "–", "who": row.now("user")}
        for row in made
    ]
    for row in rows:
        if row.changed("valid_to") and row.now("valid_to"):
            words = {"role": row.now("role"), "who": row.now("user"), "day": row.now("valid_to")}
            said.append(_("Vai trò %(role)s của %(who)s đến hết ngày %(day)s") % words)
    return said + plain([row for row in rows if row.op == "D"], act) or plain(rows, act)


SAYINGS = Sayings({"people.hat": _hat})
