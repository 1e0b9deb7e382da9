"""What the REST API gives to the house: its addresses, and the answers that are forgotten after a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from thuongton.jobs.schedule import Periodic, daily
from thuongton.web.rooms import Addresses, Room
from thuongton.web.routes import Once


def _once(
    user: Any, key: str, asked: bytes, act: Callable[[], tuple[int, dict[str, Any]]]
) -> tuple[int, dict[str, Any]]:
    from thuongton.api.services import once

    return once(user, key, asked, act)


def _forget() -> str:
    from thuongton.api.services import ANSWERS_KEPT, forget_answers

    return f"Đã bỏ {forget_answers()} câu trả lời quá {ANSWERS_KEPT.days} ngày."


ROOM = Room(
    "api",
    order=90,
    parts=(
        Addresses("api/v1/", "thuongton.api.urls"),
        Once(_once),
        Periodic("don-tra-loi", daily, _forget),
    ),
)
