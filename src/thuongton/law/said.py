"""What pages of the law say of acts in the words of the office: what an operation does, what ties two acts."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

from thuongton.law.models import LegalAct
from thuongton.web.dates import day_words

_DOES = {
    "amend": gettext_noop("sửa đổi"), "insert": gettext_noop("bổ sung"), "repeal": gettext_noop("bãi bỏ"),
    "rename": gettext_noop("đổi tên"), "replace_phrase": gettext_noop("thay cụm từ"),
    "insert_phrase": gettext_noop("thêm cụm từ"), "delete_phrase": gettext_noop("bỏ cụm từ"),
    "replace_annex": gettext_noop("thay phụ lục"), "renumber": gettext_noop("đánh số lại"),
    "suspend": gettext_noop("ngưng hiệu lực"), "continue": gettext_noop("tiếp tục có hiệu lực"),
    "correct": gettext_noop("đính chính"), "repeal_operation": gettext_noop("bãi bỏ lệnh sửa đổi"),
    "unread": gettext_noop("sửa đổi (chưa đọc được)"),
}  # fmt: skip
_OUT = {
    "basis": gettext_noop("Căn cứ để ban hành"), "details": gettext_noop("Quy định chi tiết cho"),
    "amends": gettext_noop("Sửa đổi, bổ sung"), "repeals": gettext_noop("Bãi bỏ, cả hoặc một phần"),
    "replaces": gettext_noop("Thay thế"), "suspends": gettext_noop("Ngưng hoặc kéo dài hiệu lực của"),
    "corrects": gettext_noop("Đính chính"), "implements": gettext_noop("Thực hiện"),
    "mentions": gettext_noop("Dẫn chiếu đến"),
}  # fmt: skip
_BACK = {
    "basis": gettext_noop("Là căn cứ của"), "details": gettext_noop("Được quy định chi tiết bởi"),
    "amends": gettext_noop("Được sửa đổi, bổ sung bởi"), "repeals": gettext_noop("Bị bãi bỏ, cả hoặc một phần, bởi"),
    "replaces": gettext_noop("Được thay thế bởi"), "suspends": gettext_noop("Bị ngưng hoặc được kéo dài bởi"),
    "corrects": gettext_noop("Được đính chính bởi"), "implements": gettext_noop("Được thực hiện bởi"),
    "mentions": gettext_noop("Được dẫn chiếu ở"),
}  # fmt: skip
ORDER_OF_TIES = ("amends", "repeals", "replaces", "suspends", "corrects", "basis", "details", "implements", "mentions")


def title_of(act: LegalAct) -> str:
    """The name of an act as pages show it: its own, or what others call it where it has none or prints it in capitals.

    Nothing is put in small letters by machine: a name holds the names of places and bodies.
    """
    return act.told_title if act.told_title and (not act.title or act.title.isupper()) else act.title


def does(kind: str) -> str:
    """What an operation does."""
    return gettext(_DOES.get(kind, "sửa đổi"))


def tie_words(role: str, *, out: bool) -> str:
    """What ties an act to others, from its own side."""
    return gettext((_OUT if out else _BACK).get(role, role))


def citation(place: str, kind: str, number: str, issued: object, issuer: str) -> str:
    """A provision as papers cite it, in Vietnamese whatever the language of the page.

    >>> import datetime as dt
    >>> citation("khoản 1 Điều 16", "Nghị định", "124/2020/NĐ-CP", dt.date(2020, 10, 19), "Chính phủ")
    'khoản 1 Điều 16 Nghị định số 124/2020/NĐ-CP ngày 19/10/2020 của Chính phủ'
    """
    words = [place, kind, f"số {number}"]
    if issued:
        words.append(f"ngày {day_words(issued)}")  # type: ignore[arg-type]
    if issuer:
        words.append(f"của {issuer}")
    return " ".join(one for one in words if one)
