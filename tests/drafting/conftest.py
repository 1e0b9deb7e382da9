"""An office that drafts: the office of cases, and a draft of its commune at the consultation."""

from __future__ import annotations

from cases.conftest import office, office_built

__all__ = ["office", "office_built"]
