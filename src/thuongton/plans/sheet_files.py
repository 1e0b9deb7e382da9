"""The name by which others call the opener of sheets; it stands in :mod:`thuongton.plans.taking_in.sheet_files`."""

from __future__ import annotations

from thuongton.plans.taking_in.sheet_files import open_sheets

__all__ = ["open_sheets"]
