"""The coverage matrix as an Excel sheet: the same rows, signs and words as on the page."""

from __future__ import annotations

import io

import xlsxwriter
from django.utils.translation import gettext as _

from thuongton.plans.models import Verdict
from thuongton.plans.queries.coverage import SIGNS, CellView, Matrix

_COLOURS = {"green": "#e3f3e8", "amber": "#fff3d6", "red": "#fbe3e1", "grey": "#eef1f4"}


def cell_text(cell: CellView) -> str:
    """A cell as the page shows it: sign, words, «đề xuất» when nobody decided, and the task below that answers."""
    lines = [f"{cell.sign} {cell.words}".strip()]
    if cell.decided is None and cell.sign:
        lines[0] += " " + _("(đề xuất)")
    if cell.text:
        lines.append(f"{cell.code} {cell.text}".strip())
    return "\n".join(lines)


def write_matrix(matrix: Matrix) -> bytes:
    """The workbook of a matrix: one sheet of the cells, one of the tasks that stand only below."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    wrap = {"text_wrap": True, "valign": "top", "border": 1, "font_name": "Times New Roman", "font_size": 11}
    head = book.add_format({**wrap, "bold": True, "bg_color": "#eaf0f7"})
    plain, group = book.add_format(wrap), book.add_format({**wrap, "bold": True, "bg_color": "#f4f6f9"})
    title = book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 13})
    decided = {name: book.add_format({**wrap, "bg_color": colour}) for name, colour in _COLOURS.items()}
    guessed = {
        name: book.add_format({**wrap, "bg_color": colour, "italic": True, "font_color": "#5b6776"})
        for name, colour in _COLOURS.items()
    }
    sheet = book.add_worksheet(_("Ma trận bao phủ")[:31])
    sheet.write_string(0, 0, _("Ma trận bao phủ: %(plan)s") % {"plan": matrix.plan}, title)
    legend = "   ".join(f"{SIGNS[verdict]} {verdict.label}" for verdict in Verdict)
    sheet.write_string(1, 0, f"{legend}   " + _("Chữ nghiêng: máy đề xuất, chưa ai quyết định"))
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2 + len(matrix.columns), 42)
    for column, text in enumerate([_("Mã"), _("Nhiệm vụ của cấp trên"), *(str(plan) for plan in matrix.columns)]):
        sheet.write_string(3, column, text, head)
    sheet.freeze_panes(4, 2)
    for number, row in enumerate(matrix.rows, start=4):
        shape = plain if row.task else group
        sheet.write_string(number, 0, row.code, shape)
        sheet.write_string(number, 1, row.text, shape)
        for column, cell in enumerate(row.cells, start=2):
            sheet.write_string(number, column, cell_text(cell), (decided if cell.decided else guessed)[cell.colour])
    extra = book.add_worksheet(_("Thêm ở dưới")[:31])
    extra.set_column(0, 0, 40)
    extra.set_column(1, 1, 9)
    extra.set_column(2, 2, 90)
    for column, text in enumerate([_("Kế hoạch"), _("Mã"), _("Nhiệm vụ chỉ có ở cấp dưới")]):
        extra.write_string(0, column, text, head)
    lines = [(plan, task) for plan, tasks in matrix.extra for task in tasks]
    for number, (plan, task) in enumerate(lines, start=1):
        for column, text in enumerate([str(plan), task.code, task.title]):
            extra.write_string(number, column, text, plain)
    book.close()
    return buffer.getvalue()
