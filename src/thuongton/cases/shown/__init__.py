"""What lists of cases say of a case: its nearest time limit, its fields in words; no database."""
