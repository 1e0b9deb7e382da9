"""A paper book copied into a register, by the row: its columns, what a cell means, what becomes of a row. Pure."""
