"""What a person sees of the review desk."""
