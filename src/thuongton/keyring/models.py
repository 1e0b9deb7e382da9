"""The key of one record, closed with a master key; destroyed, nobody opens again what was sealed with it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordKey(models.Model):
    """A key that seals the personal data of one record (khoá của hồ sơ)."""

    uid = models.UUIDField(_("Số riêng"), default=uuid.uuid4, unique=True, editable=False)
    """By which the list of destroyed keys knows it: numbers of rows come again after a restore, this one never."""
    purpose = models.CharField(_("Dùng cho"), max_length=40)  # «case»; «index» is the one that marks words
    master = models.CharField(_("Khoá chủ"), max_length=12)
    wrapped = models.BinaryField(_("Khoá đã bọc"), null=True)
    created_at = models.DateTimeField(_("Tạo lúc"), auto_now_add=True)
    destroyed_at = models.DateTimeField(_("Huỷ lúc"), null=True)

    class Meta:
        verbose_name = _("khoá của hồ sơ")
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(wrapped__isnull=True) & models.Q(destroyed_at__isnull=False))
                | (models.Q(wrapped__isnull=False) & models.Q(destroyed_at__isnull=True)),
                name="keyring_destroyed_is_gone",
            ),
            models.UniqueConstraint(
                fields=["purpose"], condition=models.Q(purpose="index"), name="keyring_one_index_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def about(self) -> str:
        """What the wrapping is bound to."""
        return f"keyring.{self.purpose}"
