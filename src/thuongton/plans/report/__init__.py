"""«Báo cáo trạng thái»: its tables, what is frozen when printed, and what a report states beside the rows."""
