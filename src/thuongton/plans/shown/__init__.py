"""How rows of plans are shown: bars, timeline, comparison of two days, the tables of the report and of the matrix."""
