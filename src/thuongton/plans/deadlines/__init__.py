"""Deadlines (thời hạn): from rules of the paper to windows and turns, what they wait for, and why a day is the day."""

from thuongton.plans.deadlines.windows import window_of

__all__ = ["window_of"]
