"""The keyring app."""

from django.apps import AppConfig


class KeyringConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.keyring"
    label = "keyring"
