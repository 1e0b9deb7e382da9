"""What a person sees of the law: one module a page, each with its addresses."""
