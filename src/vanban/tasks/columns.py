"""Which column of a table holds which field of a task, told from its head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.model import Cell
from vanban.text import fold

_ORDINAL = re.compile(r"(?:so\s*)?(?:tt|stt|t/t|so thu tu|#|no\.?)$")
_PEOPLE = re.compile(r"ho (?:va )?ten|chuc vu|ngay sinh")
_NAMES_WORK = re.compile(r"(?:ten |cac |danh muc )?(?:nhiem vu|noi dung|cong viec|dau viec|hoat dong)(?! phoi hop)")
# In the order of trying: a head is given to the first field that knows it.
_HEADS = (
    ("lead", re.compile(r"chu tri|phu trach|chiu trach nhiem|dau moi|phan cong|trach nhiem"
                        r"|(?:co quan|don vi|bo phan|nguoi|cap) (?:duoc giao|thuc hien|tham muu|soan thao|trinh)")),
    ("coordinating", re.compile(r"phoi hop")),
    ("note", re.compile(r"ghi chu|danh gia|nhan xet|muc do")),
    ("result", re.compile(r"(?:ket qua|tinh hinh|tien do) (?:thuc hien|trien khai|dat duoc|xu ly)|ket qua den")),
    ("product", re.compile(r"san pham|ket qua|dau ra")),
    ("timing", re.compile(r"thoi gian|thoi han|thoi diem|tien do|lo trinh|hoan thanh|^(?:ky )?han\b|^ky hop|^ngay ")),
    ("title", re.compile(r"nhiem vu|noi dung|cong viec|hoat dong|dau viec|giai phap|nhom viec|linh vuc|chuyen de"
                         r"|trich yeu|^ten (?:van ban|nghi quyet|quyet dinh|de an|chuong trinh)"
                         r"|^ten (?:du an|ke hoach|bao cao|du thao)"
                         r"|(?:don vi|co quan|doi tuong) (?:duoc|kiem tra|thanh tra|giam sat)")),
)  # fmt: skip
_BEST_TITLE = re.compile(r"nhiem vu|cong viec|dau viec|noi dung")
_BASIS = re.compile(
    r"can cu|nguon|ngay (?:chi dao|giao|ban hanh)|so van ban|van ban (?:giao|chi dao)|kinh phi|dia diem"
)
_BEGINS, _ENDS = re.compile(r"bat dau|khoi cong"), re.compile(r"hoan thanh|ket thuc|han")


def columns_of(header: Sequence[Cell]) -> dict[str, int]:
    """Field name → column number. The fields are ``no``, ``title``, ``lead``, ``coordinating``, ``product``,
    ``timing``, ``result`` and ``note``; «Kết quả» is the product unless another column is. A list of people has none.
    """
    heads = [fold(cell.text).strip(" .:") for cell in header]
    if any(_PEOPLE.search(head) for head in heads):
        return {}
    columns: dict[str, int] = {}
    titles: list[int] = []
    for index, head in enumerate(heads):
        if not head:
            continue
        field = _field_of(head)
        if field == "title":
            titles.append(index)
        elif field == "product" and "product" in columns:
            bare = heads[columns["product"]].startswith("ket qua") and "san pham" in head
            columns["result"] = columns["product"] if bare else index
            columns["product"] = index if bare else columns["product"]
        elif field == "timing" and field in columns and _BEGINS.search(heads[columns[field]]) and _ENDS.search(head):
            columns[field] = index
        elif field is not None:
            columns.setdefault(field, index)
    if titles:
        best = [index for index in titles if _BEST_TITLE.search(heads[index])]
        columns["title"] = (best or titles)[0]
    elif {"lead", "timing"} <= columns.keys() and "no" in columns:
        free = [index for index, head in enumerate(heads) if head and index not in columns.values()]
        if free:
            columns["title"] = free[0]
    return columns


def _field_of(head: str) -> str | None:
    if _ORDINAL.match(head):
        return "no"
    if _NAMES_WORK.match(head):
        return "title"
    if _BASIS.search(head) and "nhiem vu" not in head:
        return None
    return next((name for name, pattern in _HEADS if pattern.search(head)), None)


def gives_tasks(columns: dict[str, int]) -> bool:
    """Whether a table with these columns is one of tasks: it names the work, and who does it or when."""
    return "title" in columns and bool({"lead", "timing"} & columns.keys())
