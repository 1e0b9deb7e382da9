"""The one vocabulary of states of the product: each has words, a shape and a colour. Pure.

A ring says that something was declared, a solid shape that it is proven. Green is for what is done, and nothing else.
Rooms name a state by its key; a word that is not here does not stand on a page as a state.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class Tone(StrEnum):
    """The five colours: normal, can be pressed or runs, soon or doubtful, late or must change, done."""

    GREY = "grey"
    BLUE = "blue"
    AMBER = "amber"
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state is shown: ``words`` is a msgid, ``icon`` a sign of ``icons.svg``; ``solid`` one takes its place when
    the state is proven (sản phẩm chứng minh)."""

    words: str
    icon: str
    tone: Tone
    solid: str = ""


MARKS: dict[str, Mark] = {
    # deadlines
    "overdue": Mark(_("Quá hạn"), "s-late", Tone.RED),
    "turn_overdue": Mark(_("Kỳ quá hạn"), "s-late", Tone.RED),
    "due_soon": Mark(_("Sắp đến hạn"), "s-soon", Tone.AMBER),
    "running": Mark(_("Đang làm"), "s-doing", Tone.BLUE),
    "waiting": Mark(_("Chờ"), "s-wait", Tone.GREY),
    "not_due": Mark(_("Chưa đến hạn"), "s-todo", Tone.GREY),
    "regular": Mark(_("Thường xuyên"), "s-rec", Tone.GREY),
    "cancelled": Mark(_("Đã huỷ, điều chỉnh"), "i-x", Tone.GREY),
    # work done: declared is a ring, proven is solid
    "done_early": Mark(_("Xong trước hạn"), "s-dd", Tone.GREEN, "s-dp"),
    "done_on_time": Mark(_("Xong đúng hạn"), "s-dd", Tone.GREEN, "s-dp"),
    "done_late": Mark(_("Xong quá hạn"), "s-dd", Tone.GREEN, "s-dp"),
    "declared": Mark(_("Khai báo xong"), "s-dd", Tone.GREEN),
    "proven": Mark(_("Đã chứng minh"), "s-dp", Tone.GREEN),
    "unproven": Mark(_("Chưa chứng minh"), "s-none", Tone.GREY),
    # what is missing or cannot be known
    "unassigned": Mark(_("Chưa giao"), "s-none", Tone.GREY),
    "unknown": Mark(_("Không xác định"), "s-unk", Tone.GREY),
    "untraceable": Mark(_("Không truy được"), "s-unk", Tone.GREY),
    "nothing": Mark(_("Không phát sinh"), "s-todo", Tone.GREY),
    # comparing and reading
    "agrees": Mark(_("Khớp"), "s-dd", Tone.GREEN),
    "differs": Mark(_("Lệch"), "i-warn", Tone.AMBER),
    "look": Mark(_("Cần xem"), "i-warn", Tone.AMBER),
    "as_read": Mark(_("Như máy đọc"), "s-unk", Tone.GREY),
    "confirmed": Mark(_("Đã xác nhận"), "s-dp", Tone.GREEN),
    "late_entry": Mark(_("Nhập muộn"), "i-clock", Tone.BLUE),
    # what the linter says
    "fault": Mark(_("Lỗi"), "s-late", Tone.RED),
    "caution": Mark(_("Cảnh báo"), "i-warn", Tone.AMBER),
    "remark": Mark(_("Lưu ý"), "i-info", Tone.BLUE),
    "left": Mark(_("Đã bỏ qua"), "s-none", Tone.GREY),
    "rule_on": Mark(_("Đang bật"), "i-ok", Tone.GREY),
    "rule_off": Mark(_("Đang tắt"), "s-none", Tone.AMBER),
    # papers, requests, people
    "pending": Mark(_("Chờ duyệt"), "s-wait", Tone.BLUE),
    "accepted": Mark(_("Đã nhận"), "s-dp", Tone.GREEN),
    "refused": Mark(_("Không nhận"), "i-x", Tone.RED),
    "in_force": Mark(_("Còn hiệu lực"), "s-dp", Tone.BLUE),
    "ended": Mark(_("Đã kết thúc"), "s-none", Tone.GREY),
    "unread": Mark(_("Chưa đọc"), "s-soon", Tone.AMBER),
    "locked": Mark(_("Đang khoá"), "i-lock", Tone.RED),
    "first_password": Mark(_("Chờ đổi mật khẩu đầu"), "s-soon", Tone.AMBER),
    "in_use": Mark(_("Đang dùng"), "i-ok", Tone.GREY),
    "switched_off": Mark(_("Chưa bật"), "s-none", Tone.GREY),
    "withdrawn": Mark(_("Đã rút lại"), "i-undo", Tone.GREY),
    "expired": Mark(_("Hết hạn, không được nhận"), "i-clock", Tone.GREY),
}
"""Every state by its key."""


def mark_of(key: str, *, proven: bool = False) -> tuple[Mark, str]:
    """The mark of a state and the icon to show: the solid one when it is proven and has one.

    >>> mark_of("done_on_time")[1], mark_of("done_on_time", proven=True)[1]
    ('s-dd', 's-dp')
    """
    mark = MARKS[key]
    return mark, mark.solid if proven and mark.solid else mark.icon
