"""Lists of a review (danh mục): which row stands in which list on a day, its columns, the papers around it."""
