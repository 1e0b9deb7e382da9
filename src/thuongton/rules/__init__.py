"""Tables of decisions: one table, decided in Python for one record and in SQL for lists, held equal by tests."""
