"""Cases and registers (hồ sơ, sổ): kinds as files, one interpreter, statistics over folded cases; pure, no Django."""
