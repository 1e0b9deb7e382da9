"""The trail (nhật ký): who – hat – unit – when – what – before/after – why; append-only, linked by a hash chain."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Chain(models.Model):
    """The head of one hash chain: a province (its root unit's id), or 0 for the system itself."""

    root = models.BigIntegerField(unique=True)
    seq = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.root}:{self.seq}"


class Event(models.Model):
    """One act (việc đã làm) with its reason; ``hash`` covers the act, its row changes and the hash before it."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events")
    seq = models.BigIntegerField()
    at = models.DateTimeField(_("Lúc"))
    actor_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    actor = models.CharField(_("Ai"), max_length=160)
    hat = models.CharField(_("Mũ"), max_length=300, blank=True, default="")
    unit_path = models.CharField(max_length=255, db_index=True, default="")
    action = models.CharField(_("Việc"), max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject = models.CharField(_("Hồ sơ"), max_length=300)
    reason = models.TextField(_("Vì sao"), blank=True, default="")
    previous = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="event_seq_once")]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.action}: {self.subject}"


class RowChange(models.Model):
    """One row before and after, written by the database's own triggers, so that bulk and raw changes are caught too.

    ``event`` stays empty for a change that no service accounts for; the integrity check reports it.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    op = models.CharField(max_length=1)  # I, U or D
    before = models.TextField(null=True)
    after = models.TextField(null=True)
    tx = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["table", "row"]),
            models.Index(fields=["event"], name="rowchange_orphan", condition=models.Q(event__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.op} {self.table}:{self.row}"
