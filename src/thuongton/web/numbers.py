"""Numbers as the pages write them."""

from __future__ import annotations


def number_words(value: float | int | None) -> str:
    """A number with dots for thousands (1.127); empty for none."""
    if value is None:
        return ""
    whole = f"{value:,.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return whole.replace(",", "\x00").replace(".", ",").replace("\x00", ".")
