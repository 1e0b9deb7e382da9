"""What counts as done: what is said and what is proven become the facts of a task."""
