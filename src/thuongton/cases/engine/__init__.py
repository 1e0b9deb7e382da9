"""The interpreter of kinds: an act is judged, then folded into state, clocks and flags; nothing here reads a table."""
