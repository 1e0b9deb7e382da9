"""What closes a decided row (xử lý xong): the operations of documents in force that do what was decided; pure.

A document that ends another as a whole also does what asked for less. An operation that does less than was decided
leaves the row open and is told. Operations that wait for a person, that an act orders of itself or that were repealed
since close nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thuongton.reviews.actions import Action
from thuongton.web.dates import day_words
from vanban.text import fold

AT_ONCE = frozenset({Action.KEEP})
"""Decisions that ask for no other document: the row closes with the decision."""
AMENDING = frozenset(
    {
        "amend", "insert", "replace_phrase", "insert_phrase", "delete_phrase", "rename", "replace_annex", "renumber",
        "repeal_operation",
    }
)  # fmt: skip
WHOLE, PART, CHANGE, SUSPEND, CONTINUE = "whole", "part", "change", "suspend", "continue"
_CLOSES: dict[Action, frozenset[str]] = {
    Action.AMEND: frozenset({CHANGE, PART, WHOLE}),
    Action.REPLACE: frozenset({WHOLE}),
    Action.REPEAL: frozenset({WHOLE}),
    Action.NO_SUBJECT: frozenset({WHOLE}),
    Action.REPEAL_PART: frozenset({PART, WHOLE}),
    Action.SUSPEND: frozenset({SUSPEND, WHOLE}),
    Action.CONTINUE: frozenset({CONTINUE}),
}
"""What closes a row of each decision; others are closed by the document that the decision names, or by its state."""


class Hindrance(StrEnum):
    """Why an operation on a document does not close its row."""

    OTHER = "other"
    """It does something else than was decided."""
    EARLIER = "earlier"
    """It was issued before the decision, which does not name it."""
    WAITS = "waits"
    """A person must look at it first."""
    NOT_YET = "not_yet"
    """It is not in force yet."""
    OVER = "over"
    """It was repealed since."""


HINDERED = {
    Hindrance.OTHER: "{number} {does}, nhưng quyết định là «{action}»: dòng này còn mở.",
    Hindrance.EARLIER: "{number} {does} trước ngày có quyết định «{action}»: không tính là xử lý xong.",
    Hindrance.WAITS: "{number} {does}, nhưng cần người xem: {why}",
    Hindrance.NOT_YET: "{number} {does}, chưa có hiệu lực{day}: dòng này đóng khi văn bản có hiệu lực.",
    Hindrance.OVER: "{number} {does}, nhưng lệnh đó đã bị bãi bỏ từ ngày {day}.",
}
DOES = {
    WHOLE: "làm văn bản này hết hiệu lực toàn bộ",
    PART: "bãi bỏ một phần văn bản này",
    CHANGE: "sửa đổi, bổ sung văn bản này",
    SUSPEND: "ngưng hiệu lực văn bản này",
    CONTINUE: "nêu văn bản này tiếp tục có hiệu lực",
}


@dataclass(frozen=True, slots=True)
class DecidedAction:
    """A decision: what, on which day, the keys of the numbers that it names (bằng văn bản)."""

    action: Action
    on: dt.date
    words: str
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on the document of a row, as the register knows it today: by which document, what it does."""

    by: int
    number: str
    number_key: str
    title: str
    issued: dt.date | None
    kind: str
    whole: bool
    order: str
    quote: str
    since: dt.date | None
    waits: tuple[str, ...] = ()
    ends: dt.date | None = None

    @property
    def does(self) -> str:
        """What it does to the document, in the words of :data:`DOES`; "" for what is no handling (đính chính)."""
        if self.kind == "repeal":
            return WHOLE if self.whole else PART
        if self.kind in AMENDING:
            return CHANGE
        return {"suspend": SUSPEND, "continue": CONTINUE}.get(self.kind, "")

    @property
    def only_repeals(self) -> bool:
        """Whether its document does nothing but repeal, so that nothing takes the place of what ends."""
        return fold(self.title).removeprefix("ve viec ").startswith(("bai bo", "huy bo"))


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document that a decision names, as the register holds it: since when it is in force, None while it is not."""

    by: int
    number: str
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Closing:
    """What closes a row, since when: a document with its operation and words; neither for a decision alone."""

    on: dt.date
    by: int | None = None
    order: str = ""
    quote: str = ""


BY_DECISION = "decision"
"""What stands in the place of an order where the decision itself closes a row."""
BY_STATE = "state"
"""… where the document was found expired."""
BY_DOCUMENT = "document"
"""… where the named document itself is what was decided."""


def closing_of(
    decision: DecidedAction,
    operations: Iterable[Operation],
    day: dt.date,
    *,
    expired: dt.date | None = None,
    named: Sequence[NamedDocument] = (),
) -> tuple[Closing | None, tuple[str, ...]]:
    """What closes a row on a day, and what is told of operations that do not.

    Args:
        decision: what was decided.
        operations: every operation on the document of the row.
        day: the day that is asked about.
        expired: since when the document has expired as a whole, by whatever cause.
        named: the documents that the decision names.
    """
    if decision.action in AT_ONCE:
        return Closing(decision.on, order=BY_DECISION), ()
    if decision.action is Action.EXPIRED:
        return (Closing(max(expired, decision.on), order=BY_STATE) if expired and expired <= day else None), ()
    if decision.action in (Action.NEW, Action.CONSOLIDATE):
        there = [one for one in named if one.since is not None and one.since <= day]
        first = min(there, key=lambda one: (one.since or dt.date.max, one.by), default=None)
        if first is None or first.since is None:
            return None, ()
        return Closing(first.since, first.by, BY_DOCUMENT, first.number), ()
    closing, told = None, []
    for one in sorted(operations, key=lambda one: (one.since or dt.date.max, one.by, one.order)):
        hindered = _hindered(decision, one, day)
        if hindered is None and one.since is not None:
            closing = closing or Closing(one.since, one.by, one.order, one.quote)
        elif hindered is not None:
            told.append(_words(hindered, decision, one))
    return closing, () if closing else tuple(dict.fromkeys(one for one in told if one))


def _hindered(decision: DecidedAction, one: Operation, day: dt.date) -> Hindrance | None:
    """Why an operation does not close a row; None where it does. What is no handling is never told."""
    if decision.action not in _CLOSES or not one.does:
        return Hindrance.OTHER
    does = one.does
    if does not in _CLOSES[decision.action] or (decision.action is Action.REPLACE and one.only_repeals):
        return Hindrance.OTHER
    if one.waits:
        return Hindrance.WAITS
    if one.ends is not None and one.ends <= day:
        return Hindrance.OVER
    named = one.number_key in decision.named
    if does != WHOLE and not named and one.issued is not None and one.issued < decision.on:
        return Hindrance.EARLIER
    return None if one.since is not None and one.since <= day else Hindrance.NOT_YET


def _words(hindered: Hindrance, decision: DecidedAction, one: Operation) -> str:
    if not one.does:
        return ""
    last = one.ends if hindered is Hindrance.OVER else one.since
    day = day_words(last) if last is not None else ""
    if hindered is Hindrance.NOT_YET:
        day = f" (từ {day})" if day else ""
    return HINDERED[hindered].format(
        number=one.number, does=DOES[one.does], action=decision.words, day=day, why=" ".join(one.waits)
    )
