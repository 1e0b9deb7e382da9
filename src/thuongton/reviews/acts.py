"""The acts of the review desk as the trail names them."""

from __future__ import annotations

from thuongton.audit.acts import ActLabels

ACTS = ActLabels("reviews", {})
