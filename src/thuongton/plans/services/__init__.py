"""Every write of plans and tasks; one module a subject."""
