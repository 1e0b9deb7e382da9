"""The settings of the suite: those of an installation, and one room more than the house has (``rooms/cau_lac_bo``)."""

from thuongton.config.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "rooms.cau_lac_bo"]  # noqa: F405
