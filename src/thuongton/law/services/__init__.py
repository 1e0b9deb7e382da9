"""Every write of the register of law."""

from thuongton.law.services.importing import import_acts

__all__ = ["import_acts"]
