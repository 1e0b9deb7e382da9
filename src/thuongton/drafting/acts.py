"""The acts of the drafting room as the trail names them."""

from __future__ import annotations

from thuongton.audit.acts import ActLabels

ACTS = ActLabels("drafting", {})
