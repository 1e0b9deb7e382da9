"""Work inside an office: who answers for a task, its steps, and what people say about it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import Unit, User
from thuongton.plans.models.on_task import OnTask
from thuongton.records.models import Answering, Remark


class Assignment(OnTask, Answering):
    """A person answering for a task in his or her unit (phân công)."""

    class Meta:
        ordering = ["id"]
        verbose_name = _("phân công")


class Subtask(OnTask):
    """A step inside ``unit`` (việc con): the unit's own affair, written by it and those above it alone."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="subtasks", verbose_name=_("Đơn vị"))
    title = models.CharField(_("Việc con"), max_length=300)
    person = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="subtasks", verbose_name=_("Người làm")
    )
    due = models.DateField(_("Hạn"), null=True, blank=True)
    done_on = models.DateField(_("Xong ngày"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("việc con")

    def __str__(self) -> str:
        return self.title


class Comment(OnTask, Remark):
    """An exchange on a task (trao đổi), said for a unit."""

    class Meta:
        ordering = ["id"]
        verbose_name = _("trao đổi")
