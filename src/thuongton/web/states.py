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
class StateMark:
    """How a state is shown: ``words`` is a msgid, ``icon`` a sign of ``icons.svg``; ``solid`` one takes its place when
    the state is proven (sản phẩm chứng minh)."""

    words: str
    icon: str
    tone: Tone
    solid: str = ""


MARKS: dict[str, StateMark] = {
    # deadlines
    "overdue": StateMark(_("Quá hạn"), "s-late", Tone.RED),
    "turn_overdue": StateMark(_("Kỳ quá hạn"), "s-late", Tone.RED),
    "due_soon": StateMark(_("Sắp đến hạn"), "s-soon", Tone.AMBER),
    "running": StateMark(_("Đang làm"), "s-doing", Tone.BLUE),
    "waiting": StateMark(_("Chờ"), "s-wait", Tone.GREY),
    "not_due": StateMark(_("Chưa đến hạn"), "s-todo", Tone.GREY),
    "regular": StateMark(_("Thường xuyên"), "s-rec", Tone.GREY),
    "cancelled": StateMark(_("Đã huỷ, điều chỉnh"), "i-x", Tone.GREY),
    # work done: declared is a ring, proven is solid
    "done_early": StateMark(_("Xong trước hạn"), "s-dd", Tone.GREEN, "s-dp"),
    "done_on_time": StateMark(_("Xong đúng hạn"), "s-dd", Tone.GREEN, "s-dp"),
    "done_late": StateMark(_("Xong quá hạn"), "s-dd", Tone.GREEN, "s-dp"),
    "declared": StateMark(_("Khai báo xong"), "s-dd", Tone.GREEN),
    "proven": StateMark(_("Đã chứng minh"), "s-dp", Tone.GREEN),
    "unproven": StateMark(_("Chưa chứng minh"), "s-none", Tone.GREY),
    # what is missing or cannot be known
    "unassigned": StateMark(_("Chưa giao"), "s-none", Tone.GREY),
    "unknown": StateMark(_("Không xác định"), "s-unk", Tone.GREY),
    "untraceable": StateMark(_("Không truy được"), "s-unk", Tone.GREY),
    "named_only": StateMark(_("Chưa có trong hệ thống"), "s-none", Tone.GREY),
    "nothing": StateMark(_("Không phát sinh"), "s-todo", Tone.GREY),
    # comparing and reading
    "agrees": StateMark(_("Khớp"), "s-dd", Tone.GREEN),
    "differs": StateMark(_("Lệch"), "i-warn", Tone.AMBER),
    "look": StateMark(_("Cần xem"), "i-warn", Tone.AMBER),
    "as_read": StateMark(_("Như máy đọc"), "s-unk", Tone.GREY),
    "confirmed": StateMark(_("Đã xác nhận"), "s-dp", Tone.GREEN),
    "late_entry": StateMark(_("Nhập muộn"), "i-clock", Tone.BLUE),
    # what the linter says
    "fault": StateMark(_("Lỗi"), "s-late", Tone.RED),
    "caution": StateMark(_("Cảnh báo"), "i-warn", Tone.AMBER),
    "remark": StateMark(_("Lưu ý"), "i-info", Tone.BLUE),
    "left": StateMark(_("Đã bỏ qua"), "s-none", Tone.GREY),
    "rule_on": StateMark(_("Đang bật"), "i-ok", Tone.GREY),
    "rule_off": StateMark(_("Đang tắt"), "s-none", Tone.AMBER),
    # papers, requests, people
    "pending": StateMark(_("Chờ duyệt"), "s-wait", Tone.BLUE),
    "accepted": StateMark(_("Đã nhận"), "s-dp", Tone.GREEN),
    "refused": StateMark(_("Không nhận"), "i-x", Tone.RED),
    "in_force": StateMark(_("Còn hiệu lực"), "s-dp", Tone.BLUE),
    # acts of the law on a day
    "law_not_yet": StateMark(_("Chưa có hiệu lực"), "s-soon", Tone.AMBER),
    "law_partly": StateMark(_("Hết hiệu lực một phần"), "s-doing", Tone.AMBER),
    "law_expired": StateMark(_("Hết hiệu lực"), "i-x", Tone.RED),
    "law_suspended": StateMark(_("Ngưng hiệu lực"), "s-wait", Tone.AMBER),
    "law_absent": StateMark(_("Chưa tồn tại"), "s-none", Tone.GREY),
    "ended": StateMark(_("Đã kết thúc"), "s-none", Tone.GREY),
    "unread": StateMark(_("Chưa đọc"), "s-soon", Tone.AMBER),
    "locked": StateMark(_("Đang khoá"), "i-lock", Tone.RED),
    "first_password": StateMark(_("Chờ đổi mật khẩu đầu"), "s-soon", Tone.AMBER),
    "in_use": StateMark(_("Đang dùng"), "i-ok", Tone.GREY),
    "switched_off": StateMark(_("Chưa bật"), "s-none", Tone.GREY),
    "withdrawn": StateMark(_("Đã rút lại"), "i-undo", Tone.GREY),
    "expired": StateMark(_("Hết hạn, không được nhận"), "i-clock", Tone.GREY),
}
"""Every state by its key."""


def mark_of(key: str, *, proven: bool = False) -> tuple[StateMark, str]:
    """The mark of a state and the icon to show: the solid one when it is proven and has one.

    >>> mark_of("done_on_time")[1], mark_of("done_on_time", proven=True)[1]
    ('s-dd', 's-dp')
    """
    mark = MARKS[key]
    return mark, mark.solid if proven and mark.solid else mark.icon
