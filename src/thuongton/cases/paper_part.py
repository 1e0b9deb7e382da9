"""The part «Giấy tờ» of the page of a case: its papers, each with what was printed of it last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case, CasePaper
from thuongton.cases.parts import CasePart
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.queries.papers import PaperView, paper_views, papers_of, prints_of
from thuongton.cases.words import said_label
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import holds


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper in the list of those of a case."""

    view: PaperView

    @property
    def label(self) -> str:
        """Its name in the language of the reader."""
        return said_label(self.view.paper.label)

    @property
    def address(self) -> str:
        """Its page."""
        return reverse("cases:paper", args=[self.view.case.uid, self.view.paper.name])

    @property
    def last(self) -> CasePaper | None:
        """What was printed of it last."""
        return self.view.last

    @property
    def waits(self) -> str:
        """The acts that must come before it can be printed; "" where it can be."""
        acts = self.view.kind.transitions
        return "" if self.view.ready else ", ".join(said_label(acts[name].label) for name in self.view.paper.acts)


def shown_papers(user: User, case: Case) -> dict[str, Any]:
    """What the list of papers is drawn with."""
    prints = list(prints_of(case))
    views = paper_views(case, prints)
    labels = {view.paper.name: said_label(view.paper.label) for view in views}
    return {
        "papers": [ShownPaper(view) for view in views],
        "prints": [(labels.get(one.paper, one.paper), one) for one in prints],
        "writes": holds(user, case),
        "number": len(views),
    }


def _context(request: SignedInRequest, case: Case) -> dict[str, Any] | None:
    papers = papers_of(kind_of(case))
    return {"number": len(papers)} if papers else None


PAPERS = CasePart("giay-to", _("Giấy tờ"), "cases/parts/papers.html", _context, "tab", route="cases:papers")
