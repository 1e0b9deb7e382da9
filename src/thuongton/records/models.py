"""What hangs on a record (gắn vào hồ sơ): what is said of it, who does it, when somebody is reminded.

The abstract models say what such a row is; a room that keeps rows of its own (a task of a plan) adds its key to them.
All other records share the tables here, whose rows name theirs by ``kind`` («cau_lac_bo.legalclub») and ``record``.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import Unit, User


class Remark(models.Model):
    """What is said of a record (trao đổi), said for ``unit``; ``mentions`` are the people named with @."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    text = models.TextField(_("Nội dung"))
    mentions = models.ManyToManyField(User, blank=True, related_name="+", verbose_name=_("Người được nhắc"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text[:60]


class Answering(models.Model):
    """A person answering for a record in his or her unit (phân công)."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("Người được giao"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    assigned_on = models.DateField(_("Giao ngày"))
    ended_on = models.DateField(_("Thôi giao ngày"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.person)


class Keyed(models.Model):
    """A row of a shared table: the kind of its record, the record, and who wrote it."""

    kind = models.CharField(_("Loại hồ sơ"), max_length=100)
    record = models.PositiveBigIntegerField(_("Hồ sơ"))
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Người ghi")
    )
    recorded_at = models.DateTimeField(_("Ghi lúc"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "record"])]


class RecordComment(Keyed, Remark):
    """What is said of a record (trao đổi)."""

    class Meta(Keyed.Meta):
        verbose_name = _("trao đổi")


class RecordAssignment(Keyed, Answering):
    """A person answering for a record (phân công)."""

    class Meta(Keyed.Meta):
        verbose_name = _("phân công")


class RecordReminder(Keyed):
    """A day on which a person is reminded of a record (hẹn nhắc), of ``unit``, the unit of that person."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("Người được nhắc"))
    day = models.DateField(_("Nhắc ngày"))
    text = models.CharField(_("Việc"), max_length=300)
    ended_on = models.DateField(_("Xong ngày"), null=True, blank=True)

    class Meta(Keyed.Meta):
        verbose_name = _("hẹn nhắc")
        indexes = [*Keyed.Meta.indexes, models.Index(fields=["person", "ended_on", "day"])]

    def __str__(self) -> str:
        return self.text


SHARED: tuple[type[RecordComment] | type[RecordAssignment] | type[RecordReminder], ...] = (
    RecordComment,
    RecordAssignment,
    RecordReminder,
)
"""The tables that all records share."""
