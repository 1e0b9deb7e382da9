"""The head and foot of a paper (thể thức): number, date, issuer, kind, title, addressee, recipients, signer."""

from __future__ import annotations

from vanban.header.reader import read_header

__all__ = ["read_header"]
