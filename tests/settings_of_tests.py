"""The settings of the suite: those of an installation, one room more than the house (``rooms/cau_lac_bo``), one day."""

from held_day import hold_the_day
from thuongton.config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "rooms.cau_lac_bo"]  # noqa: F405

hold_the_day()  # before any module of the product takes the function that tells it
