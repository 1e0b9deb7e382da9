"""The head of a paper on its way in: kept, corrected, and read anew under what people said."""

from __future__ import annotations

import datetime as dt

import pytest

from thuongton.documents.head import PaperHead
from vanban.model import Header
from vanban.shapes import BadShape

DAY = dt.date(2026, 3, 5)
READ = Header(kind="Báo cáo", number="15/BC-STP", date=DAY, recipients=("Như trên", "Lưu: VT"), missing=("người ký",))


def test_a_head_is_kept_and_read_as_it_was() -> None:
    head = PaperHead.of(READ).corrected("answer_due", DAY).corrected("recipients", None)
    assert head.edited == ("answer_due", "recipients") and head.recipients == ()
    assert PaperHead.from_dict(head.to_dict()) == head
    assert head.to_dict()["date"] == "2026-03-05"


def test_rows_of_older_versions_are_read() -> None:
    old = {"kind": "Báo cáo", "date": "2026-03-05", "_edited": ["kind"], "_attempts": 2, "direction": "outgoing"}
    head = PaperHead.from_dict(old)
    assert (head.kind, head.date, head.edited, head.attempts, head.direction) == (
        "Báo cáo", DAY, ("kind",), 2, "outgoing",
    )  # fmt: skip
    with pytest.raises(BadShape, match="date"):
        PaperHead.from_dict({"date": "hôm qua"})


def test_what_people_said_stays_when_the_file_is_read_anew() -> None:
    head = PaperHead(title="Tên gõ tay", handler="Văn phòng", direction="outgoing").looked_at(("title", "handler"))
    anew = head.read_anew(READ)
    assert (anew.title, anew.handler, anew.direction) == ("Tên gõ tay", "Văn phòng", "outgoing")
    assert (anew.number, anew.date, anew.recipients) == (READ.number, READ.date, READ.recipients)
    assert anew.attempts == 0
