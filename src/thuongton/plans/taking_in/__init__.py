"""Tasks coming in: from a reading or a sheet of somebody else, with what is doubtful in each."""
