"""The sheet of our own to fill in (tệp mẫu): a head the reader knows, and one page that says how to fill it; pure."""

from __future__ import annotations

import io

import xlsxwriter

COLUMNS = (
    ("Mã", 10, "Số thứ tự trong kế hoạch: 1, 2.1, A.II.5. Để trống thì hệ thống tự đánh số."),
    ("Nhóm nhiệm vụ", 30, "Tên nhóm mà nhiệm vụ đứng dưới. Có thể để trống."),
    ("Nhiệm vụ", 70, "Bắt buộc. Nội dung nhiệm vụ như trong kế hoạch."),
    ("Cơ quan chủ trì", 30, "Một cơ quan. Chưa giao thì để trống."),
    ("Cơ quan phối hợp", 30, "Cách nhau bằng dấu chấm phẩy."),
    ("Sản phẩm", 30, "Kết quả phải có: Kế hoạch, Báo cáo, Quyết định…"),
    ("Thời hạn", 26, "Như trong văn bản: 30/6/2026, Quý I hằng năm, Thường xuyên, Sau khi Đề án ban hành."),
)


def template_workbook() -> bytes:
    """An xlsx file with the head, room for 500 rows and a page of guidance."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    font = {"font_name": "Times New Roman", "font_size": 12}
    head = book.add_format(
        {**font, "bold": True, "bg_color": "#eaf0f7", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    plain = book.add_format({**font, "text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet("Nhiệm vụ")
    guide = book.add_worksheet("Cách ghi")
    guide.set_column(0, 0, 110, plain)
    for column, (title, width, words) in enumerate(COLUMNS):
        sheet.set_column(column, column, width, plain)
        sheet.write_string(0, column, title, head)
        guide.write_string(column, 0, f"Cột «{title}»: {words}", plain)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()
