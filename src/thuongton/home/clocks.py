"""The clocks of kinds and books of cases, by name, for «Tính hạn» of the calendar, which stands below them."""

from __future__ import annotations

from thuongton.cases.definition.library import clock_names, label_of_book, label_of_clock


def known_clocks() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every clock with its label, in groups by kind or book."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in clock_names():
        group = label_of_book(name.partition(".")[0])
        groups.setdefault(group, []).append((name, f"{group}: {label_of_clock(name)}"))
    return sorted(groups.items())
