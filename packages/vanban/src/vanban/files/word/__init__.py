"""Documents of Word taken apart: the package and its relations, styles, automatic numbers, the body, page heads."""
