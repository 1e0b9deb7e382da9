"""Laying a lower plan against a higher one (ma trận bao phủ): likeness of words, headings, the sheet."""
