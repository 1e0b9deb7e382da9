"""What an amending paper orders, as typed operations: see :func:`amendments` and :class:`vanban.model.Amendment`."""

from __future__ import annotations

from vanban.amendments.reader import amendments, read_amendments

__all__ = ["amendments", "read_amendments"]
