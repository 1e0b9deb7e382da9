"""Which column of a table holds which field of a task, told from its head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.model import Cell
from vanban.text import fold

_ORDINAL = re.compile(r"(?:so\s*)?(?:tt|stt|t/t|so thu tu|#|no\.?)$")
_NAMES_WORK = re.compile(
    r"(?:ten |cac |danh muc |dau muc |muc )?(?:nhiem vu|noi dung|cong viec|dau viec|viec|hoat dong)(?! phoi hop)(?!\w)"
)
# In the order of trying: a head is given to the first field that knows it.
_ACTORS = "co quan|don vi|bo phan|nguoi|cap|dv|cq|ca nhan|can bo|cong chuc|chu the|luc luong|thanh phan"
_ACTS = (
    "duoc giao|thuc hien|tham muu|soan thao|trinh|trien khai|theo doi|chuan bi|xu ly|giai quyet|to chuc|xay dung"
    "|du thao|chu quan|dam nhiem|tra loi|tong hop"
)
_WORK_HEADS = "nhiem vu|noi dung|cong viec|hoat dong|dau viec|giai phap|nhom viec|linh vuc|chuyen de|trich yeu"
_TITLED = "van ban|nghi quyet|quyet dinh|de an|chuong trinh|loai|du an|ke hoach|bao cao|du thao"
_JOINS_IN = r"^(?!.*(?:chu tri|(?:thuc hien|phu trach)(?:,| va|/))).*phoi hop"
_TAKES_PART = r"^(?:co quan|don vi).{0,20} tham gia$"
_CONCERNED = r"^(?:co quan|don vi|cac co quan|cac don vi)(?:, (?:don vi|to chuc))* (?:co )?lien quan"
_HEADS = (
    ("coordinating", re.compile(rf"{_JOINS_IN}|{_TAKES_PART}|{_CONCERNED}")),
    ("lead", re.compile(
        r"chu tri|phu trach|chiu trach nhiem|dau moi|phan cong|trach nhiem|chu dau tu"
        rf"|(?:{_ACTORS}),?(?: \S+){{0,3}} (?:{_ACTS})(?! phoi)")),
    ("coordinating", re.compile(r"phoi hop")),
    ("note", re.compile(r"ghi chu|danh gia|nhan xet|muc do")),
    ("result", re.compile(r"(?:ket qua|tinh hinh|tien do) (?:thuc hien|trien khai|dat duoc|xu ly)|ket qua den")),
    ("product", re.compile(r"san pham|ket qua|dau ra|hinh thuc van ban|minh chung|yeu cau (?:can dat|hoan thanh)")),
    ("timing", re.compile(r"thoi gian|thoi han|thoi diem|tien do|lo trinh|hoan thanh|^(?:ky )?han\b|^ky hop|^ngay "
                          r"|^giai doan$|^(?:bat dau|ket thuc)"
                          r"|^(?:thang|quy|nam)(?: thuc hien)?$|deadline|moc thoi")),
    ("title", re.compile(rf"{_WORK_HEADS}|^ten (?:{_TITLED})|^viec "
                         r"|(?:don vi|co quan|doi tuong) (?:duoc|kiem tra|thanh tra|giam sat)")),
)  # fmt: skip
_BARE_UNIT = re.compile(
    r"(?:(?:co quan|don vi|bo phan|phong,? ban|cac don vi|nguoi|ca nhan)(?:, |/| va |$)){1,3}$|(?:to chuc )?thuc hien$"
)
_DECIDES = re.compile(r"(?:cap|noi) (?:trinh|ban hanh|phe duyet|quyet dinh|thong qua|co tham quyen|nhan)|tham quyen")
_WATCHES = re.compile(r"lanh dao|chi dao|theo doi|don doc|giam sat")
_PERSON = re.compile(
    r"(?:nguoi|ca nhan|dong chi|chu tich|can bo|chuyen vien|cong chuc).{0,20}(?:phu trach|chiu trach nhiem)"
)
_UNIT = re.compile(r"(?:co quan|don vi|so, |phong|ban).{0,20}(?:chu tri|thuc hien|tham muu|dau moi)|^chu tri")
_BEST_TITLE = re.compile(r"nhiem vu|cong viec|dau viec|noi dung|viec can lam")
_EXACT_TITLE = re.compile(r"cu the|chi tiet|cong viec")
_GROUPS = re.compile(r"nhom|linh vuc|mang |chuong trinh|chuyen de")
_WORK = re.compile(
    r"nhiem vu|cong viec|dau viec|viec can lam|noi dung (?:chi dao|giao|yeu cau)|giai phap|ten (?:de an|van ban)"
)
_BASIS = re.compile(
    r"can cu|nguon|ngay (?:chi dao|giao|ban hanh|ky)|so van ban|van ban (?:giao|chi dao)|kinh phi|dia diem"
)
_BEGINS, _ENDS = re.compile(r"bat dau|khoi cong"), re.compile(r"hoan thanh|ket thuc|han")
# Heads of lists that are no plans: people, procedures, fees, estimates, indicators, documents out of force.
_OF_PEOPLE = (
    r"ho (?:va )?ten|chuc vu|chuc danh|^thanh vien$|ngay sinh|giang vien|bao cao vien|y kien (?:gop y|tiep thu)"
)
_OF_PROCEDURES = (
    r"thu tuc hanh chinh|tthc|le phi|muc thu|het hieu luc|lan sua|nguoi sua|hanh vi vi pham|^buoc\b|trinh tu"
)
_OF_MONEY = (
    r"don gia|thanh tien|tong muc dau tu|ke hoach von|nguyen gia|^don vi tinh|^dvt$|^chi tieu$|noi dung chi tieu"
)
# A register of papers: it says when each was signed, and names no work.
_OF_PAPERS = re.compile(r"^(?:so,? )?(?:va )?ky hieu|^so,? ky hieu|^ngay (?:ky|ban hanh|van ban)|^ngay,? thang")
_OTHER_LISTS = re.compile(rf"{_OF_PEOPLE}|{_OF_PROCEDURES}|{_OF_MONEY}")
_MONEY = re.compile(r"kinh phi|(?<!\w)von(?!\w)|du toan|ngan sach|trieu dong|ty dong|so tien|tong cong")
_MEASURES = re.compile(r"diem(?! den)|ty le|thu hang|chi so|xep loai|so luong|^so (?:vu|nguoi|ho|cuoc|luot)")


def columns_of(header: Sequence[Cell]) -> dict[str, int]:
    """Field name → column number. The fields are ``no``, ``title``, ``lead``, ``coordinating``, ``product``,
    ``timing``, ``result``, ``note`` and ``group``; «Kết quả» is the product unless another column is. Lists of people,
    of fees, of indicators and the like have none.
    """
    heads = [fold(cell.text).strip(" .:") for cell in header]
    led = any("chu tri" in head for head in heads) and any(_WORK.search(head) for head in heads)
    if any(_OTHER_LISTS.search(head) for head in heads) and not led:
        return {}
    if any(_OF_PAPERS.match(head) for head in heads) and not any(_WORK.search(head) for head in heads):
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
        elif field in columns and _gives_way(field, heads[columns[field]], head):
            columns[field] = index
        elif field is not None:
            columns.setdefault(field, index)
    if "timing" in columns and "lead" not in columns and titles:
        bare_units = [index for index, head in enumerate(heads) if _BARE_UNIT.match(head)]
        if bare_units:
            columns["lead"] = bare_units[0]
    if titles:
        columns["title"] = max(titles, key=lambda index: (_title_rank(heads[index]), -index))
        groups = [index for index in titles if index < columns["title"] and _GROUPS.search(heads[index])]
        if groups:
            columns["group"] = groups[0]
    elif {"lead", "timing"} <= columns.keys() and "no" in columns:
        free = [index for index, head in enumerate(heads) if head and index not in columns.values()]
        if free:
            columns["title"] = free[0]
    return {} if _counts(heads, columns) else columns


def _field_of(head: str) -> str | None:
    if _ORDINAL.match(head):
        return "no"
    if _NAMES_WORK.match(head):
        return "title"
    if (_BASIS.search(head) and "nhiem vu" not in head) or _DECIDES.match(head):
        return None
    return next((name for name, pattern in _HEADS if pattern.search(head)), None)


def _gives_way(field: str | None, former: str, head: str) -> bool:
    """Whether a second column of a field is the better one: the end of a time, who works before who watches.

    A unit that leads comes before the person in it who answers for the work.
    """
    if field == "timing":
        return bool(_BEGINS.search(former) and _ENDS.search(head))
    return field == "lead" and bool(
        _WATCHES.search(former) or (_PERSON.search(former) and _UNIT.search(head) and not _WATCHES.search(head))
    )


def _title_rank(head: str) -> int:
    if _EXACT_TITLE.search(head):
        return 2
    return int(bool(_BEST_TITLE.search(head))) - int(bool(_GROUPS.match(head)))


def _counts(heads: Sequence[str], columns: dict[str, int]) -> bool:
    """Whether the columns are mostly of money or of measures."""
    money = sum(bool(_MONEY.search(head)) for head in heads)
    measures = sum(bool(_MEASURES.search(head)) for head in heads)
    return money > 2 or measures > 1 or (money > 1 and "timing" not in columns)


def gives_tasks(columns: dict[str, int]) -> bool:
    """Whether a table with these columns is one of tasks: it names the work, and who does it or when."""
    return "title" in columns and bool({"lead", "timing"} & columns.keys())


def names_work(header: Sequence[Cell]) -> bool:
    """Whether a head says «nhiệm vụ», «công việc» and not only «nội dung»: what a report needs to list tasks."""
    return any(_WORK.search(fold(cell.text)) for cell in header)
