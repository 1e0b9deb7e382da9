"""What legal clubs give to the house."""

from __future__ import annotations

from rooms.cau_lac_bo.clubs import CLUBS, load
from rooms.cau_lac_bo.queries import without_members
from thuongton.audit.acts import ActLabels
from thuongton.audit.triggers import Tracked
from thuongton.records.joining import parts_of
from thuongton.web.demonstration import DemoRows
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room
from thuongton.web.today import queue_of

ROOM = Room(
    "cau_lac_bo",
    order=100,
    parts=(
        Addresses("cau-lac-bo/", "rooms.cau_lac_bo.urls"),
        Entry("cau_lac_bo", "Câu lạc bộ", "units", "cau_lac_bo:list", with_scope, 95),
        Tracked("cau_lac_bo"),
        ActLabels(
            "cau_lac_bo",
            {
                "club-added": "Thêm câu lạc bộ",
                "club-changed": "Sửa câu lạc bộ",
                "club-removed": "Xoá câu lạc bộ",
            },
        ),
        queue_of(
            "cau-lac-bo-trong", "Câu lạc bộ chưa có thành viên", without_members, note=lambda club: club.unit.name,
            said=lambda number: f"{number} câu lạc bộ chưa có thành viên",
        ),
        DemoRows(load),
        *parts_of(CLUBS, api="/clubs"),
    ),
)  # fmt: skip
