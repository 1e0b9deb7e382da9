"""The row of a stored file: what it is, and since when nothing holds it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file kept once by its SHA-256 in the file store."""

    sha256 = models.CharField(_("Dấu vân tay SHA-256"), max_length=64, unique=True)
    size = models.BigIntegerField(_("Cỡ (byte)"))
    media_type = models.CharField(_("Loại tệp"), max_length=120)
    created_at = models.DateTimeField(_("Lưu lúc"), auto_now_add=True)
    unheld_since = models.DateTimeField(_("Không ai giữ từ lúc"), null=True, editable=False)
    """When the sweep first saw that nothing holds the file; empty while something does."""

    class Meta:
        db_table = "documents_storedfile"  # the trail has known it by this name since the first act
        verbose_name = _("tệp đã lưu")

    def __str__(self) -> str:
        return self.sha256[:12]
