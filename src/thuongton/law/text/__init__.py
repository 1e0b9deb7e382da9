"""The text of an act as a tree of provisions, and what operations do to it; pure, no database."""
