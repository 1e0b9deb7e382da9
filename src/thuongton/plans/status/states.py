"""The states of a task (trạng thái nhiệm vụ) in the words of the field: label, colour, sign and definition of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class Colour(StrEnum):
    """The five colours of the product, named as in its style sheet."""

    GREY = "grey"
    BLUE = "blue"
    AMBER = "amber"
    RED = "red"
    GREEN = "green"


class State(StrEnum):
    """The states in the words of the field, the most urgent first; their texts are Vietnamese msgids."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    RUNNING = "running"
    WAITING = "waiting"
    NOT_DUE = "not_due"
    DONE_EARLY = "done_early"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    REGULAR = "regular"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The name of the state, for a badge."""
        return _MEANING[self].label

    @property
    def definition(self) -> str:
        """When a task is in this state, in one sentence (văn bản định nghĩa)."""
        return _MEANING[self].definition

    @property
    def colour(self) -> str:
        """grey, blue, amber, red or green."""
        return _MEANING[self].colour

    @property
    def icon(self) -> str:
        """One sign that stands beside the words, so that colour never speaks alone."""
        return _MEANING[self].icon

    @property
    def order(self) -> int:
        """Place in lists that put the most urgent first, from 0."""
        return _ORDER[self]

    @property
    def done(self) -> bool:
        """Whether the work is finished (early, on time or late)."""
        return self in DONE

    @property
    def late(self) -> bool:
        """Whether the deadline was missed, finished or not."""
        return self in (State.OVERDUE, State.DONE_LATE)


@dataclass(frozen=True, slots=True)
class _Meaning:
    label: str
    colour: Colour
    icon: str
    definition: str


_MEANING: dict[State, _Meaning] = {
    State.OVERDUE: _Meaning(
        _("Quá hạn"), Colour.RED, "!", _("Chưa hoàn thành và ngày tính đã sau ngày hạn đang có hiệu lực.")
    ),
    State.DUE_SOON: _Meaning(
        _("Sắp đến hạn"),
        Colour.AMBER,
        "◔",
        _(
            "Chưa hoàn thành, chưa quá hạn và còn không quá số ngày nhắc trước hạn (mặc định 07 ngày),"
            " dù đã bắt đầu hay chưa."
        ),
    ),
    State.RUNNING: _Meaning(
        _("Đang thực hiện (trong hạn)"),
        Colour.BLUE,
        "▶",
        _("Đã bắt đầu thực hiện, chưa hoàn thành và chưa gần đến hạn."),
    ),
    State.WAITING: _Meaning(
        _("Chưa đến hạn – chờ"),
        Colour.GREY,
        "‖",
        _("Chưa bắt đầu và còn chờ một sự kiện, yêu cầu hoặc thời hạn do nơi khác ấn định, nên chưa tính hạn."),
    ),
    State.NOT_DUE: _Meaning(
        _("Chưa đến hạn"),
        Colour.GREY,
        "○",
        _("Chưa bắt đầu, không chờ sự kiện nào và chưa gần đến hạn hoặc chưa được giao hạn."),
    ),
    State.DONE_EARLY: _Meaning(
        _("Hoàn thành trước hạn"),
        Colour.GREEN,
        "✓",
        _("Hoàn thành trước ngày bắt đầu của thời gian thực hiện ghi trong kế hoạch."),
    ),
    State.DONE_ON_TIME: _Meaning(
        _("Hoàn thành đúng hạn"),
        Colour.GREEN,
        "✓",
        _("Hoàn thành không sau ngày hạn, hoặc kế hoạch không ấn định ngày hạn."),
    ),
    State.DONE_LATE: _Meaning(
        _("Hoàn thành quá hạn"),
        Colour.GREEN,
        "✓",
        _("Hoàn thành sau ngày hạn có hiệu lực vào ngày hoàn thành; gia hạn về sau không làm thay đổi."),
    ),
    State.REGULAR: _Meaning(
        _("Thường xuyên"),
        Colour.GREY,
        "↻",
        _("Nhiệm vụ làm thường xuyên hoặc theo kỳ: tự nó không quá hạn, từng kỳ thực hiện có hạn riêng."),
    ),
    State.CANCELLED: _Meaning(
        _("Huỷ, điều chỉnh"),
        Colour.GREY,
        "✕",
        _("Đã được cấp có thẩm quyền cho huỷ hoặc đưa ra khỏi kế hoạch, có lý do."),
    ),
}
_ORDER = {state: place for place, state in enumerate(State)}
DONE = frozenset((State.DONE_EARLY, State.DONE_ON_TIME, State.DONE_LATE))
OPEN = frozenset((State.OVERDUE, State.DUE_SOON, State.RUNNING, State.WAITING, State.NOT_DUE))


class Basis(StrEnum):
    """Which completion counts: what the unit says, or only what a product proves."""

    DECLARED = "declared"
    PROVEN = "proven"

    @property
    def label(self) -> str:
        """The name on the page."""
        return _("Theo khai báo") if self is Basis.DECLARED else _("Theo sản phẩm đã duyệt")


def count(states: Iterable[State]) -> dict[State, int]:
    """How many tasks are in each state; every state is there, with 0 when nothing is in it."""
    found = Counter(states)
    return {state: found[state] for state in State}
