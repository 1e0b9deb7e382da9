"""The law of the walked world: published acts are nobody's, they bear no mark, and everybody may read them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from thuongton.drafting import models as drafting
from thuongton.law import models as law
from thuongton.reviews import models as reviews
from thuongton.search import models as search
from thuongton.search.postings import block_of
from thuongton.search.services import index_acts

NOW = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
PUBLISHED = 7
PUBLISHED_ON = dt.date(2021, 1, 5)
"""The number of the act is no mark, its day stands in no record of a unit."""
TEXT = "Điều 1. Phạm vi\n1. Luật này quy định về lũ.\nĐiều 2. Hiệu lực\nCó hiệu lực ngay."


def published(things: dict[str, dict[str, list[tuple[Any, str]]]], places: Iterable[str], walked: Any = None) -> None:
    """An act with its words, what it orders and cites, and a question about it: the same at every place."""
    act = law.LegalAct.objects.create(
        pk=PUBLISHED, number="1/2021/QH15", number_key="1/2021/QH15", issuer="Quốc hội", kind="Luật", title="Lũ",
        issued_on=PUBLISHED_ON, effective_on=PUBLISHED_ON, sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    )  # fmt: skip
    data = {"kind": "commencement", "start": 0, "end": 1, "surface": "Có hiệu lực ngay.", "scope": "document"}
    for record in (
        act,
        law.ActText.objects.create(act=act, text=TEXT),
        law.ActOrder.objects.create(act=act, index=0, kind="commencement", data=data),
        law.ActMention.objects.create(act=act, target="2/2021/QH15", role="mentions"),
        law.ActQuestion.objects.create(
            pk=PUBLISHED, act=act, kind="conflict", source="bảng", message="Hai nguồn khác nhau."
        ),
        law.ActRecord.objects.create(act=act, field="gazette_on", after="2021-01-05", source="Công báo 1"),
        law.RegisterCheck.objects.create(total=1, done_at=NOW),
        law.BasisFault.objects.create(act=act, rule="basis-day", message="Căn cứ ghi sai ngày."),
        law.ActWindow.objects.create(act=act, since=dt.date.min, until=dt.date.max, state="in_force", reason="effect"),
        law.ActToDerive.objects.create(act=act),
        law.Derivation.objects.create(pk=1),
        drafting.AssignedScan.objects.create(act=act, sha256=act.sha256),
        drafting.CitedProvision.objects.create(act=act, target="2/2021/QH15", provision="Điều 1", quote="Điều 1"),
        reviews.PairSearch.objects.create(),
        reviews.PairSuggestion.objects.create(left=act, right=act),
        reviews.GroundSearch.objects.create(),
    ):
        things[type(record).__name__.lower()] = {place: [(record, "")] for place in places}
    index_acts([act])
    for kept in (
        search.IndexedAct.objects.get(act=act),
        search.IndexedArticle.objects.filter(act=act).earliest("article"),
        search.SearchTerm.objects.earliest("pk"),
        search.TermPostings.objects.filter(block=block_of(act.pk)).earliest("term"),
        search.Indexing.objects.create(pk=1),
    ):
        things[type(kept).__name__.lower()] = {place: [(kept, "")] for place in places}
    if walked is not None:
        of_units(walked, places)


def of_units(walked: Any, places: Iterable[str]) -> None:
    """What each unit has of the act: a finding of impact, which is the unit's, and who follows the act."""
    act = law.LegalAct.objects.get(pk=PUBLISHED)
    for place in places:
        unit = walked.units[place]
        officer = walked.people[f"officer{place}"]
        batch = walked.made(law.LawImport, "rieng", place, unit=unit, user=officer, report={}, state="running")
        walked.made(law.LawImportFile, "rieng", place, batch=batch, file=None)
        walked.made(law.LawFollow, "rieng", place, user=officer, act=act, provision="", seen_at=NOW)
        walked.made(
            law.ImpactFinding, "rieng", place, unit=unit, act=act, target=act, kind="paper", role="basis", state="seen"
        )
        content = walked.made(
            drafting.AssignedContent, "rieng", place, unit=unit, act=act, proposer=None, form="quyet_dinh_ubnd_xa",
            body="ubnd_xa", verdict="", sure=False, confirmed_at=None, confirmed_by=None, judged_by=None,
            judged_at=None,
        )  # fmt: skip
        walked.made(drafting.AssignedClosing, "rieng", place, content=content, by=act, until=None)
