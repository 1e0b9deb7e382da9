"""Every write of records of registers and of what hangs on any record, one module a subject."""
