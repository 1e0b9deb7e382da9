"""The name of a kind as a part of an address (``<kind:kind>/``): it has no hyphen, so no other word collides."""

from __future__ import annotations

from django.http import Http404
from django.urls import register_converter

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind


class KindName:
    """A name that a kind file may have; whether there is such a kind is asked when the page is."""

    regex = "[A-Za-z0-9_]{1,60}"

    def to_python(self, value: str) -> str:
        """The name."""
        return value

    def to_url(self, value: str) -> str:
        """The name."""
        return value


register_converter(KindName, "kind")


def kind_or_404(name: str) -> CaseKind:
    """The newest version of a kind. Raises Http404 for a name that no kind has."""
    versions = known_kinds().get(name)
    if not versions:
        raise Http404
    return versions[-1]
