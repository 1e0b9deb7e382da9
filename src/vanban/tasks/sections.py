"""What a heading makes of the parts below it (loại mục): tasks, duties of «Tổ chức thực hiện», or neither."""

from __future__ import annotations

import re
from enum import Enum

from vanban.model import Node
from vanban.patterns import any_folded
from vanban.tasks.passages import is_bullet
from vanban.text import fold


class Kind(Enum):
    """What stands below a heading."""

    TASKS = 1
    DUTIES = 2
    NEITHER = 3


_CONTENTS = "thuc hien|cong viec|ke hoach|hoat dong|trien khai|chu yeu|cu the"
_TASKS = re.compile(
    r"nhiem vu|giai phap|bien phap thuc hien|cong viec cu the|^(?:cac )?hoat dong (?:chu yeu|cu the|trong tam)"
    rf"|noi dung(?: (?:{_CONTENTS}))?$|noi dung(?:,| va) (?:tien do|phan cong|thoi gian|lo trinh)"
    r"|phan cong (?:nhiem vu|trach nhiem|cong viec)"
)
_DUTIES = re.compile(
    r"to chuc (?:trien khai )?thuc hien|phan cong (?:to chuc )?thuc hien|trach nhiem (?:thuc hien|thi hanh|cua cac|to chuc)"
)
_NEITHER = re.compile(
    r"^(?:ket qua|danh gia|thuc trang|tinh hinh|kho khan|phuong huong|kinh phi|nguon luc|muc dich|quan diem"
    r"|boi canh|can cu|mau |bieu mau|de cuong|hinh thuc|noi dung va hinh thuc)|ket qua thuc hien|chuc nang|quyen han"
)
_AIMS = re.compile(r"(?:muc dich|muc tieu|yeu cau|quan diem|nguyen tac|pham vi|doi tuong|chi tieu)\b")
# Headings that say nothing but what stands below, whatever their level: «a) Mục tiêu», «b) Nhiệm vụ».
_ONLY_AIMS = re.compile(
    r"(?:ve )?(?:muc dich|muc tieu|yeu cau|quan diem|chi tieu|ket qua dat duoc|ket qua|ton tai|han che|y nghia|co so phap ly)"
    r"(?:,? (?:va )?(?:yeu cau|chi tieu|nhiem vu))?(?: (?:chung|cu the|chu yeu|tong quat|phan dau|den nam \d{4}|nam \d{4}))*$"
)
_ONLY_TASKS = re.compile(
    r"(?:cac |nhung )?(?:nhiem vu|giai phap|noi dung|cong viec|bien phap)(?:,? (?:va )?(?:giai phap|nhiem vu))?"
    r"(?: (?:chu yeu|cu the|trong tam|thuc hien|trien khai|chung))*$"
)
_SPECIFIC = re.compile(r"(?:nhiem vu|giai phap|noi dung).{0,30} cu the")
_GENERAL = re.compile(r"(?:nhiem vu|giai phap|yeu cau|dinh huong)(?:,? (?:va )?giai phap)? chung$")
_DESCRIBED = (
    *("thời gian", "địa điểm", "thành phần", "đối tượng", "hình thức", "cơ cấu", "giải thưởng", "thể lệ", "số lượng", "quy mô"),
    *("thời lượng", "hồ sơ", "tiêu chuẩn", "điều kiện", "mức thưởng", "phương thức", "phương pháp", "trang phục", "lịch"),
    *("chủ đề", "khẩu hiệu", "phạm vi", "nội dung hội nghị", "nội dung hội thi", "nội dung thi", "nội dung cuộc thi"),
    *("nội dung kiểm tra", "nội dung giám sát", "nội dung họp", "nội dung tuyên truyền", "hình thức tuyên truyền"),
)
_DESCRIBES = re.compile(rf"{any_folded(_DESCRIBED)}(?!\w)")
_SHORT_HEAD = 8  # words
_LONGEST_HEAD = 40
_LONGEST_LOW = 14  # words of a heading below «mục» that may say what stands below it
_TOP = ("phần", "chương", "mục", "phụ lục")


def kind_of(node: Node, inherited: Kind) -> Kind:
    """What a heading makes of the items below it."""
    title = fold(node.title)
    bare = title.strip(" .:;")
    if _ONLY_AIMS.match(bare) or _aim_in_line(bare):
        return Kind.NEITHER
    if len(title.split()) > _LONGEST_HEAD or node.level in ("điểm", "tiết") or is_bullet(node):
        return Kind.TASKS if inherited is not Kind.DUTIES and _ONLY_TASKS.match(bare) else inherited
    if inherited is Kind.TASKS and describes(node):
        return Kind.NEITHER
    if inherited is Kind.TASKS and not (_AIMS.match(title) or _is_duties(title)):
        return inherited
    if inherited is Kind.DUTIES:
        return inherited
    if _NEITHER.search(title):
        return Kind.NEITHER
    top = node.level in _TOP
    if not top and len(title.split()) > _LONGEST_LOW:
        return inherited
    if _is_duties(title):
        return Kind.DUTIES
    if _TASKS.search(bare) and (top or _TASKS.match(title)):
        return Kind.TASKS
    return Kind.NEITHER if _AIMS.match(title) else inherited


def _is_duties(title: str) -> bool:
    return bool(_DUTIES.search(title)) and not re.match(r"(?:cac )?(?:nhiem vu|noi dung)\b", title)


def _aim_in_line(title: str) -> bool:
    """Whether a dash is an aim told in its line: «- Mục tiêu: 100% xã …»."""
    head, mark, _ = title.partition(":")
    return bool(mark) and bool(_ONLY_AIMS.match(head.strip()))


def is_duties(node: Node) -> bool:
    """Whether a heading is «Tổ chức thực hiện» or says that what follows are responsibilities."""
    return node.level != "điều" and bool(_DUTIES.search(fold(node.title)))


def only_tasks(node: Node) -> bool:
    """Whether a heading says nothing but that tasks stand below: «b) Nhiệm vụ»."""
    return bool(_ONLY_TASKS.match(fold(node.title).strip(" .:;")))


def describes(node: Node) -> bool:
    """Whether a part tells of an event and assigns nothing: «Địa điểm: …», «Thành phần», «Nội dung hội nghị»."""
    head, mark, _ = node.title.partition(":")
    return bool(_DESCRIBES.match(fold(head))) and (bool(mark) or len(head.split()) <= _SHORT_HEAD)


def is_general(node: Node) -> bool:
    """Whether a part holds what is to be done in general: «Nhiệm vụ chung»."""
    return bool(_GENERAL.match(fold(node.title).strip(" .:")))


def is_specific(node: Node) -> bool:
    """Whether a part says that it holds what is to be done in particular: «Nhiệm vụ, giải pháp cụ thể»."""
    return bool(_SPECIFIC.search(fold(node.title)))
