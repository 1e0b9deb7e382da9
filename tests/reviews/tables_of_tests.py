"""Working tables as offices make them, invented: heads in two storeys, merged cells, sections, gaps, notes."""

from __future__ import annotations

import io

import openpyxl

HEAD = [
    [
        "STT", "Tên gọi văn bản", "Cơ quan soạn thảo", "Hình thức xử lý", "", "", "", "Tiến độ", "", "",
        "Số, ngày ban hành", "Ghi chú",
    ],
    [
        "", "", "", "Thay thế", "Bãi bỏ", "Giữ nguyên", "Chưa xác định", "Văn bản đăng ký xây dựng",
        "Gửi lấy ý kiến góp ý", "Gửi Sở Tư pháp thẩm định", "", "",
    ],
]  # fmt: skip
MERGED = ["A3:A4", "B3:B4", "C3:C4", "D3:G3", "H3:J3", "K3:K4", "L3:L4"]
ROWS = [
    ["I", "LĨNH VỰC TÀI CHÍNH", "", "", "", "", "", "", "", "", "", ""],
    [
        "1", "Nghị quyết số 12/2021/NQ - HDND ngày 01/7/2021 của HĐND tỉnh Hậu Lộc quy định mức thu phí",
        "Sở Tài chính", "x", "", "", "", "Công văn số 5/STC ngày 01/02/2026", "Công văn số 9/STC ngày 02/3/2026",
        "", "", "",
    ],
    [
        "2", "Quyết định số 7/2019QĐUBND ngày 02/5/2019 của UBND tỉnh Hậu-Lộc về giá nước", "Sở Tài chính", "", "1",
        "", "", "", "", "",
        "Quyết định số 03/2026/QĐ-UBND ngày 05/4/2026 về việc bãi bỏ Quyết định số 7/2019/QĐ-UBND", "",
    ],
    [
        "4", "Quyết định số 30/2018/QĐ-UBND của UBND T. Hậu Lộc sửa đổi Quyết định số 22/2016/QĐ-UBND",
        "Sở Xây dựng", "x", "x", "", "", "", "", "", "", "",
    ],
    ["II", "LĨNH VỰC XÂY DỰNG", "", "", "", "", "", "", "", "", "", ""],
    [
        "5",
        "Nghị quyết quy định mức hỗ trợ (thay thế Nghị quyết số 1/2020/NQ-HĐND ngày 01/01/2020 và Nghị quyết "
        "số 2/2020/NQ-HĐND ngày 02/02/2020)",
        "Sở Xây dựng", "2", "", "", "", "", "", "Công văn số 8/SXD ngày 04/4/2026", "", "Trễ hạn",
    ],
    ["Ghi chú: số liệu đến ngày 30/6/2026", "", "", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip


def workbook() -> bytes:
    """The table as a workbook: a title above, merged heads, a second sheet with a head of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Can xu ly"
    sheet.append(["DANH MỤC VĂN BẢN CẦN XỬ LÝ"])
    sheet.append([])
    for row in [*HEAD, *ROWS]:
        sheet.append([cell or None for cell in row])
    for place in MERGED:
        sheet.merge_cells(place)
    sheet.merge_cells("A1:L1")
    kept = book.create_sheet("Giữ nguyên")
    kept.append(["TT", "Văn bản", "Kết quả"])
    kept.append(
        [1, "Quyết định số 5/2010/QĐ-UBND ngày 01/01/2010 của Ủy ban nhân dân tỉnh Hậu Lộc đặt tên đường", None]
    )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_text(mark: str) -> bytes:
    """The table as delimited text: heads that were merged leave empty cells."""
    lines = [mark.join(f'"{cell}"' for cell in row) for row in [*HEAD, *ROWS]]
    return "\n".join(lines).encode()


def as_page() -> bytes:
    """The table as a page of HTML."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [*HEAD, *ROWS])
    return f"<html><body><table>{rows}</table></body></html>".encode()
