"""Errors of keeping cases that a person is told in one sentence beside the form."""

from __future__ import annotations

from thuongton.keyring.box import Unopenable
from thuongton.keyring.master import NoMaster, UnusableMasters
from thuongton.keyring.queries import Erased

REFUSALS: tuple[type[Exception], ...] = (NoMaster, UnusableMasters, Unopenable, Erased)
"""Without the key of the site what is sealed can neither be written nor opened; the rest is served."""
