"""Formats: every module turns one format into a :class:`vanban.model.Document`; ``open`` chooses by content."""

from vanban.files.open import as_document, open_document

__all__ = ["as_document", "open_document"]
