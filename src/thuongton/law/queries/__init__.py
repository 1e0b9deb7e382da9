"""Every read of the register of law."""
