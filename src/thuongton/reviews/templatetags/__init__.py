"""Filters of the templates of the review desk."""
