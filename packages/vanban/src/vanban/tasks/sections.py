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


_TASKS = re.compile(
    r"""nhiem\ vu|giai\ phap|bien\ phap\ thuc\ hien|cong\ viec\ cu\ the                       # what is to be done
      |^(?:cac\ )?hoat\ dong\ (?:chu\ yeu|cu\ the|trong\ tam)
      |noi\ dung(?:\ (?:thuc\ hien|cong\ viec|ke\ hoach|hoat\ dong|trien\ khai|chu\ yeu|cu\ the))?$   # the plan's own
      |noi\ dung(?:,|\ va)\ (?:tien\ do|phan\ cong|thoi\ gian|lo\ trinh)                        # with times, units
      |phan\ cong\ (?:nhiem\ vu|trach\ nhiem|cong\ viec)                                       # who does it""",
    re.VERBOSE,
)
_DUTIES = re.compile(
    r"to chuc (?:trien khai )?thuc hien|phan cong (?:to chuc )?thuc hien"
    r"|trach nhiem (?:thuc hien|thi hanh|cua cac|to chuc)"
)
_WHOLE_DUTIES = re.compile(
    r"(?:trach nhiem )?to chuc (?:trien khai )?thuc hien(?: ke hoach(?: nay)?| chuong trinh(?: nay)?)?$"
    r"|(?:phan cong )?trach nhiem thuc hien$|phan cong (?:to chuc )?thuc hien$"
)
_TOLD = (
    *(
        "kết quả",
        "đánh giá",
        "thực trạng",
        "tình hình",
        "khó khăn",
        "phương hướng",
        "kinh phí",
        "nguồn lực",
        "mục đích",
    ),
    *("quan điểm", "bối cảnh", "căn cứ", "biểu mẫu", "đề cương", "hình thức", "nội dung và hình thức"),
)
_NEITHER = re.compile(rf"^(?:{any_folded(_TOLD)}|mau )|ket qua thuc hien|chuc nang|quyen han")
_AIM = any_folded(("mục đích", "mục tiêu", "yêu cầu", "quan điểm", "nguyên tắc", "phạm vi", "đối tượng", "chỉ tiêu"))
_AIMS = re.compile(rf"{_AIM}\b")
# Headings that say nothing but what stands below, whatever their level: «a) Mục tiêu», «b) Nhiệm vụ».
_KINDS_OF_AIMS = any_folded(("chung", "cụ thể", "chủ yếu", "tổng quát", "phấn đấu"))
_OTHER_AIMS = any_folded(("kết quả đạt được", "kết quả", "tồn tại", "hạn chế", "ý nghĩa", "cơ sở pháp lý"))
_ONLY_AIMS = re.compile(
    rf"(?:ve )?(?:muc dich|muc tieu|yeu cau|quan diem|chi tieu|{_OTHER_AIMS})"
    r"(?:,? (?:va )?(?:yeu cau|chi tieu|nhiem vu))?"
    rf"(?: (?:{_KINDS_OF_AIMS}|(?:den )?nam \d{{4}}))*$"
)
_ONLY_TASKS = re.compile(
    r"(?:cac |nhung )?(?:nhiem vu|giai phap|noi dung|cong viec|bien phap)(?:,? (?:va )?(?:giai phap|nhiem vu))?"
    r"(?: (?:chu yeu|cu the|trong tam|thuc hien|trien khai|chung))*$"
)
_SPECIFIC = re.compile(r"(?:nhiem vu|giai phap|noi dung).{0,30} cu the")
_GENERAL = re.compile(r"(?:nhiem vu|giai phap|yeu cau|dinh huong)(?:,? (?:va )?giai phap)? chung$")
_DESCRIBED = (
    *(
        "thời gian",
        "địa điểm",
        "thành phần",
        "đối tượng",
        "hình thức",
        "cơ cấu",
        "giải thưởng",
        "thể lệ",
        "số lượng",
        "quy mô",
    ),
    *(
        "thời lượng",
        "hồ sơ",
        "tiêu chuẩn",
        "điều kiện",
        "mức thưởng",
        "phương thức",
        "phương pháp",
        "trang phục",
        "lịch",
    ),
    *("chủ đề", "khẩu hiệu", "phạm vi", "nội dung hội nghị", "nội dung hội thi", "nội dung thi", "nội dung cuộc thi"),
    *(
        "nội dung học tập",
        "nội dung tập huấn",
        "nội dung bồi dưỡng",
        "nội dung đại hội",
        "nội dung sinh hoạt",
        "tài liệu",
    ),
    *("nội dung kiểm tra", "nội dung giám sát", "nội dung họp", "nội dung tuyên truyền", "hình thức tuyên truyền"),
)
_DESCRIBES = re.compile(rf"{any_folded(_DESCRIBED)}(?!\w)")
_TIMETABLE = re.compile(r"(?<!\w)(?:thoi gian|tien do|lo trinh|tien trinh|cac buoc|phuong phap)(?!\w)")
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
    top = node.level in _TOP
    duties = _is_duties(title) if top else bool(_WHOLE_DUTIES.match(bare))
    if inherited is Kind.TASKS and not (_AIMS.match(title) or duties):
        return inherited
    if inherited is Kind.DUTIES:
        return inherited
    if _NEITHER.search(title):
        return Kind.NEITHER
    if not top and len(title.split()) > _LONGEST_LOW:
        return inherited
    if duties or _is_duties(title):
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


def is_told(node: Node) -> bool:
    """Whether a heading says that what stands below is told, aimed at or described, and gives nobody work."""
    title = fold(node.title)
    return bool(_NEITHER.search(title) or _AIMS.match(title)) or describes(node)


def is_timetable(node: Node) -> bool:
    """Whether a section says what is done when: «Phương pháp, thời gian», «Tiến độ thực hiện», «Các bước tiến hành»."""
    return bool(_TIMETABLE.search(fold(node.title)))


def is_general(node: Node) -> bool:
    """Whether a part holds what is to be done in general: «Nhiệm vụ chung»."""
    return bool(_GENERAL.match(fold(node.title).strip(" .:")))


def is_specific(node: Node) -> bool:
    """Whether a part says that it holds what is to be done in particular: «Nhiệm vụ, giải pháp cụ thể»."""
    return bool(_SPECIFIC.search(fold(node.title)))
