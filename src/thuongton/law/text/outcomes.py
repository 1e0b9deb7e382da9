"""What becomes of one operation on the text of an act: a new tree with the places touched, or why it waits."""

from __future__ import annotations

from dataclasses import dataclass

from thuongton.law.text.places import Place, find
from thuongton.law.text.tree import ARTICLE, TextPart, Trail

NO_PLACE = "Không tìm thấy {place} trong văn bản ngày đó."
TWO_PLACES = "Có hơn một {place} trong văn bản."
OCCUPIED = "Đã có {place} trong văn bản."
NO_TEXT = "Không có nội dung mới."
NO_ANNEX = "Không tìm thấy {place} trong văn bản sửa đổi."
NO_LABEL = "Nội dung mới không bắt đầu bằng «{place}»."
NO_PHRASE = "Không tìm thấy cụm từ «{phrase}» tại {place}."
NO_TITLE = "Không tìm thấy tên văn bản để thay."
MANY_ITEMS = "Nội dung mới gồm nhiều mục, chưa tách được."
NOT_BY_MACHINE = "Máy chưa áp dụng được lệnh này."
UNREAD_PLACE = "Chưa đọc được nơi sửa đổi: «{words}»."
NO_ROW = "Không thấy {place} như một dòng của bảng; bảng trong nguồn có thể đã mất cột."
ENDED = "{place} đã bị bãi bỏ."


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of an operation: the tree after it, the places it touched, or why it waits.

    ``moved``: places that bear another number or stand elsewhere now, each with the new one.
    """

    act: TextPart
    touched: tuple[Place, ...] = ()
    waits: tuple[str, ...] = ()
    moved: tuple[tuple[Place, Place], ...] = ()

    @property
    def done(self) -> bool:
        """Whether it changed the text."""
        return bool(self.touched)


class Waits(Exception):
    """An operation that cannot be applied; its words are the reason."""


def one(act: TextPart, place: Place) -> Trail:
    """Where the one part of a place stands. Raises Waits."""
    if place.unread:
        raise Waits(UNREAD_PLACE.format(words=place.unread))
    if not place.steps:
        raise Waits(NOT_BY_MACHINE)
    found = find(act, place)
    if not found:
        raise Waits((NO_ROW if place.steps[-1][0] == "dòng" else NO_PLACE).format(place=place))
    if len(found) > 1:
        raise Waits(TWO_PLACES.format(place=place))
    return found[0]


def places_with(place: Place, *parts: TextPart) -> tuple[Place, ...]:
    """A place touched, and with a chapter or section the articles in it."""
    if not place.of_chapters:
        return (place.bare,)
    inside = dict.fromkeys(
        Place(((ARTICLE, below.label),)) for part in parts for _trail, below in part.walk() if below.level == ARTICLE
    )
    return (place.bare, *inside)
