"""What a person sees of the drafting room."""
