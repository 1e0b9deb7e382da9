"""How the trail tells what happened to papers: «Cấp số 05/BC-UBND», «Đính kèm bao-cao.docx»."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from thuongton.audit.sentences import LISTED, Act, Sayings, ToldRow, about, change_of, plain


def _document(rows: Sequence[ToldRow], act: Act) -> list[str]:
    edited = [row for row in rows if row.op == "U"]
    said = plain([row for row in rows if row.op != "U"], act)
    for row in edited:
        numbered = row.changed("number") and not row.was("number")
        lines = [change_of(row, name) for name in row.fields if not (numbered and name in ("number", "issued_on"))]
        if numbered:
            words = {"number": row.now("number"), "day": row.now("issued_on")}
            lines.insert(0, _("Cấp số %(number)s, ngày %(day)s") % words)
        said += [about(row, line, len(edited) > 1) for line in lines]
    return said


def _attachment(rows: Sequence[ToldRow], act: Act) -> list[str]:
    if len(rows) > LISTED:
        return plain(rows, act)
    words = {"I": _("Đính kèm %(name)s"), "D": _("Gỡ %(name)s"), "U": _("Đổi tên tệp thành %(name)s")}
    return [words[row.op] % {"name": row.called} for row in rows]


def _silent(rows: Sequence[ToldRow], act: Act) -> list[str]:
    """Stored files and series of numbers follow the paper, which is told; alone they are told as they are."""
    return [] if "documents.document" in act or "documents.attachment" in act else plain(rows, act)


def _set_aside(rows: Sequence[ToldRow], act: Act) -> list[str]:
    del act
    sentence = {"I": _("Bỏ qua phát hiện «%(quote)s»: %(why)s"), "D": _("Xét lại phát hiện «%(quote)s»")}
    return [
        sentence[row.op] % {"quote": row.now("quote"), "why": row.now("reason")} for row in rows if row.op in sentence
    ]


SAYINGS = Sayings(
    {
        "documents.document": _document,
        "documents.attachment": _attachment,
        "files.storedfile": _silent,
        "documents.numberseries": _silent,
        "documents.setaside": _set_aside,
    }
)
