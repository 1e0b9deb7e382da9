"""Every write of the review desk."""
