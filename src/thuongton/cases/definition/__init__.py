"""Files of kinds, of statistics forms and of time limits: read with their lines, checked, held as data."""
