"""Where acts come from: files, folders with a catalogue, tables of facts, articles one a line; no database."""
