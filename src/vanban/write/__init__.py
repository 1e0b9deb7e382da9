"""Writing official papers."""
