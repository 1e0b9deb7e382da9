"""Every read of the review desk."""
