"""What a room above can do with the words of a paper or a draft: its name and page (the bases are checked)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from thuongton.documents.models import Document, Draft
from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class BesidePaper:
    """One such act: ``label`` on the button, ``of_paper`` and ``of_draft`` give the address of its page."""

    label: Any
    of_paper: Callable[[Document], str]
    of_draft: Callable[[Draft], str]


def beside(record: Document | Draft) -> list[tuple[Any, str]]:
    """The buttons beside a paper or a draft: words and address; none on a secret paper."""
    if isinstance(record, Draft):
        return [(one.label, one.of_draft(record)) for one in given(BesidePaper)]
    return [] if record.secrecy else [(one.label, one.of_paper(record)) for one in given(BesidePaper)]
