"""Every write of cases."""

from thuongton.cases.services.acting import NotAllowed, act_on, open_case
from thuongton.cases.services.keeping import erase, hand_over, look, rebuild

__all__ = ["NotAllowed", "act_on", "erase", "hand_over", "look", "open_case", "rebuild"]
