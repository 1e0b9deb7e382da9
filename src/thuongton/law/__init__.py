"""The law register (sổ pháp luật): what is in force on any day, what it said, and which acts made it so."""
