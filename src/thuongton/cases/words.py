"""Labels of kind files in the language of the reader."""

from __future__ import annotations

from django.utils.translation import get_language

from thuongton.cases.definition.model import Bilingual


def said_label(label: Bilingual) -> str:
    """A label of a kind, a field, a state, an act, as the reader's language has it; Vietnamese unless English."""
    return label.en if (get_language() or "vi").startswith("en") else label.vi


class KindWords:
    """A label of a kind file as lists and menus take it: said anew in the language of each page."""

    def __init__(self, label: Bilingual) -> None:
        self.label = label

    def __str__(self) -> str:
        return said_label(self.label)
