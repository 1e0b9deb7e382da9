"""Statistics forms (biểu thống kê) as files: cells count cases under closed conditions on a window."""
