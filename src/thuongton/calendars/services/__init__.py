"""Every write of the working calendar, one module a subject."""
