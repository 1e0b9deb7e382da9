"""Every read of the drafting room."""
