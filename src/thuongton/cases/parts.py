"""What a part of the page of a case is: a tab, a panel beside it, acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from thuongton.cases.models import Case
from thuongton.people.requests import SignedInRequest

Place = Literal["tab", "side", "acts"]


@dataclass(frozen=True, slots=True)
class CasePart:
    """A part of the page of a case, of one of three places.

    ``tab``: under the tabs of the case, at ``?phan=<key>``, or at a page of its own (``route``, which takes the ``uid``
    of the case and extends ``cases/frame.html`` with what ``views.frame.frame_of`` gives); ``side``: a panel beside the
    fields; ``acts``: buttons or links among the next acts. ``label`` is a text of the catalogues (``gettext_lazy``).
    ``context`` gives what ``template`` is drawn with (as ``shown``; ``number`` stands beside the label of a tab); None:
    nothing to show to this person. It is asked with each page of the case, so it costs at most one query.
    """

    key: str
    label: Any
    template: str
    context: Callable[[SignedInRequest, Case], dict[str, Any] | None]
    place: Place
    route: str = ""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part as it is drawn on one page."""

    part: CasePart
    context: dict[str, Any]

    @property
    def key(self) -> str:
        return self.part.key

    @property
    def label(self) -> str:
        return str(self.part.label)

    @property
    def template(self) -> str:
        return self.part.template
