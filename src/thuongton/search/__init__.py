"""Search in the law: one ranking for a file of articles and for the register, on both databases."""
