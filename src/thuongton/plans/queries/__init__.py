"""Every read of plans and tasks; one module a subject, each scoped by ``visible_to(user)``."""
