"""Every write of cases."""

from thuongton.cases.services.acting import NotAllowed, act_on, open_case
from thuongton.cases.services.comparing import compare, tell_joined
from thuongton.cases.services.handing import hand_back, hand_over_all
from thuongton.cases.services.installing import install, withdraw
from thuongton.cases.services.keeping import erase, hand_over, look, rebuild
from thuongton.cases.services.leading import NewCase, lead
from thuongton.cases.services.obstacles import make_task
from thuongton.cases.services.printing import look_into_paper

__all__ = [
    "NewCase",
    "NotAllowed",
    "act_on",
    "compare",
    "erase",
    "hand_back",
    "hand_over",
    "hand_over_all",
    "install",
    "lead",
    "look",
    "look_into_paper",
    "make_task",
    "open_case",
    "rebuild",
    "tell_joined",
    "withdraw",
]
