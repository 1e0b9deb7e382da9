"""Lists of a review (danh mục): which row stands in which list on a day, in which columns, and the papers around them."""
