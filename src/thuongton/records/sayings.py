"""How the trail tells what hangs on records («Giao Nguyễn A»); rooms with tables of their own say it so, too."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from thuongton.audit.sentences import Act, Sayings, ToldRow, plain


def assignment(rows: Sequence[ToldRow], act: Act) -> list[str]:
    """Who was given the record, and who no longer has it."""
    said = []
    for row in rows:
        words = {"who": row.now("person")}
        if row.op == "I":
            said.append(_("Giao %(who)s") % words)
        elif row.changed("ended_on") or row.op == "D":
            said.append(_("Thôi giao %(who)s") % words)
    return said or plain(rows, act)


def comment(rows: Sequence[ToldRow], act: Act) -> list[str]:
    """What was said."""
    return [_("Viết: «%(text)s»") % {"text": row.now("text")} for row in rows if row.op == "I"] or plain(rows, act)


def reminder(rows: Sequence[ToldRow], act: Act) -> list[str]:
    """Who is reminded, and when."""
    said = []
    for row in rows:
        words = {"who": row.now("person"), "day": row.now("day"), "text": row.now("text")}
        if row.op == "I":
            said.append(_("Hẹn nhắc %(who)s ngày %(day)s: %(text)s") % words)
        elif row.changed("ended_on"):
            said.append(_("Xong việc hẹn nhắc %(who)s: %(text)s") % words)
    return said or plain(rows, act)


SAYINGS = Sayings(
    {"records.recordcomment": comment, "records.recordassignment": assignment, "records.recordreminder": reminder}
)
