"""The review desk in the walked world: a campaign of each unit with a signed list, and a table brought in and shown."""

from __future__ import annotations

import datetime as dt
from typing import Any

from thuongton.people.models import Unit
from thuongton.prints.frozen import digest
from thuongton.prints.models import Printout
from thuongton.reviews import models as reviews
from thuongton.reviews.lists.papers import PaperKind
from thuongton.reviews.tables.columns import columns_of
from thuongton.reviews.tables.grids import SourceRow
from thuongton.reviews.tables.kept import plain_row
from thuongton.reviews.tables.rows import read_rows

COLUMN = "Tên văn bản"
NOW = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


def add_reviews(walked: Any, place: str, unit: Unit) -> None:
    """A campaign that is open, what was signed of it, a table of one row that waits to be looked at."""
    person = walked.people[f"officer{place}"]
    open_ = {"kind": "merger", "fixed_on": dt.date(2025, 12, 31), "closed_at": None}
    campaign = walked.made(reviews.Campaign, "rieng", place, unit=unit, made_by=person, **open_)
    text = walked.marks.new("rieng", place, "SignedList.printout")
    body = {"title": text, "tables": [], "intro": [text], "headline": [], "definitions": []}
    about = {"kind": "reviews.system", "subject_type": "reviews.campaign", "subject_id": campaign.pk}
    printout = walked.made(Printout, "rieng", place, unit=unit, **about, basis="", body=body, sha256=digest(body))
    signed = {"paper": PaperKind.SYSTEM, "fixed_on": campaign.fixed_on, "withdrawn_by": None, "withdrawn_at": None}
    walked.made(
        reviews.SignedList, "rieng", place, campaign=campaign, printout=printout, document=None, by=person, **signed
    )
    told = {"state": "shown", "total": 1, "place": 0, "campaign": campaign, "hat": None}
    table = walked.made(reviews.TableImport, "rieng", place, unit=unit, user=person, **told)
    cells = {COLUMN: walked.marks.new("rieng", place, "TableImportRow.cells")}
    source = SourceRow("1", "1", 2, "row", cells, (), columns_of([COLUMN]), "1")
    (said,) = read_rows([source])
    kept = {"source": plain_row(source), "said": said.to_dict(), "acts": {}, "place": 0, "fate": "ready"}
    walked.made(reviews.TableImportRow, "rieng", place, table=table, **kept)
    row = walked.made(
        reviews.ReviewRow, "rieng", place, unit=unit, campaign=None, act=None, settled_on=None, origin="typed"
    )
    walked.made(reviews.Settlement, "rieng", place, row=row, by=None, reopened_at=NOW)
