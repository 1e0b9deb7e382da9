"""Documents on one subject of units that became one (văn bản song song): which they are, where they differ."""
