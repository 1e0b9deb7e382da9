"""Which column of a table holds which field of a task, told from its head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.model import Cell
from vanban.text import fold

_ORDINAL = re.compile(r"(?:so\s*)?(?:tt|stt|t/t|so thu tu|#|no\.?)$")
# In the order of trying: a head is given to the first field that knows it.
_HEADS = (
    ("coordinating", re.compile(r"phoi hop")),
    ("lead", re.compile(r"chu tri|phu trach|chiu trach nhiem|dau moi|phan cong"
                        r"|(?:co quan|don vi|bo phan|nguoi) (?:thuc hien|tham muu|soan thao)")),
    ("note", re.compile(r"ghi chu|danh gia|nhan xet|muc do")),
    ("result", re.compile(r"(?:ket qua|tinh hinh|tien do) (?:thuc hien|trien khai|dat duoc|xu ly)|ket qua den")),
    ("product", re.compile(r"san pham|ket qua|dau ra")),
    ("timing", re.compile(r"thoi gian|thoi han|thoi diem|tien do|lo trinh|hoan thanh|^(?:ky )?han\b")),
    ("title", re.compile(r"nhiem vu|noi dung|cong viec|hoat dong|dau viec|giai phap|nhom viec|linh vuc"
                         r"|chuyen de|ten van ban|(?:don vi|co quan|doi tuong) (?:duoc|kiem tra|thanh tra|giam sat)")),
)  # fmt: skip
_BEST_TITLE = re.compile(r"nhiem vu|cong viec|dau viec|noi dung")
_BASIS = re.compile(
    r"can cu|nguon|ngay (?:chi dao|giao|ban hanh)|so van ban|van ban (?:giao|chi dao)|kinh phi|dia diem"
)


def columns_of(header: Sequence[Cell]) -> dict[str, int]:
    """Field name → column number. The fields are ``no``, ``title``, ``lead``, ``coordinating``, ``product``,
    ``timing``, ``result`` and ``note``; «Kết quả» is the product unless another column is."""
    columns: dict[str, int] = {}
    titles: list[int] = []
    for index, cell in enumerate(header):
        head = fold(cell.text).strip(" .:")
        if not head:
            continue
        if _ORDINAL.match(head):
            columns.setdefault("no", index)
            continue
        if _BASIS.search(head) and "nhiem vu" not in head:
            continue
        field = next((name for name, pattern in _HEADS if pattern.search(head)), None)
        if field == "title":
            titles.append(index)
        elif field == "product" and "product" in columns:
            bare = fold(header[columns["product"]].text).startswith("ket qua") and "san pham" in head
            columns["result"] = columns["product"] if bare else index
            columns["product"] = index if bare else columns["product"]
        elif field is not None:
            columns.setdefault(field, index)
    if titles:
        best = [i for i in titles if _BEST_TITLE.search(fold(header[i].text))]
        columns["title"] = (best or titles)[0]
    elif {"lead", "timing"} <= columns.keys() and "no" in columns:
        free = [i for i in range(len(header)) if i not in columns.values() and header[i].text]
        if free:
            columns["title"] = free[0]
    return columns


def gives_tasks(columns: dict[str, int]) -> bool:
    """Whether a table with these columns is one of tasks: it names the work, and who does it or when."""
    return "title" in columns and bool({"lead", "timing"} & columns.keys())
