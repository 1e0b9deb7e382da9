"""Lists: columns, filters, order, paging, saved views, Excel, Word and print from one declaration and one query."""
