"""Every write of the drafting room."""
