"""Mentions of documents in a text (viện dẫn): which document, which provision, and what the sentence does with it."""

from __future__ import annotations

from vanban.citations.reader import cite, cite_pieces, read_citations

__all__ = ["cite", "cite_pieces", "read_citations"]
