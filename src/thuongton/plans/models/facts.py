"""The facts that a status is computed from; there is no status column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.plans.status import Change


class ChangeRow(Protocol):
    """A change of deadline as the facts read it: a row of ``DeadlineChange``."""

    pk: int
    granted_on: dt.date | None
    new_start: dt.date | None
    new_due: dt.date


class Facts(models.Model):
    """The facts a status is computed from, for a task and for one occurrence of a repeating task alike.

    ``window_start``/``due`` are what the rule says at first; each granted change is a ``DeadlineChange`` and the last
    one is repeated in ``changed_start``/``changed_due``/``changed_on`` (``changes`` counts them). ``done_on`` is proven
    by a product, ``declared_on`` is only said; a report that names no day counts with the last day of its period.
    ``provisional``: ``due`` (or the agreed day) rests on a year whose days off are not announced yet.
    """

    window_start = models.DateField(_("Bắt đầu"), null=True, blank=True)
    due = models.DateField(_("Hạn"), null=True, blank=True)
    provisional = models.BooleanField(_("Hạn dự kiến"), default=False, editable=False)
    changed_start = models.DateField(_("Bắt đầu sau điều chỉnh"), null=True, blank=True, editable=False)
    changed_due = models.DateField(_("Hạn sau điều chỉnh"), null=True, blank=True, editable=False)
    changed_on = models.DateField(_("Điều chỉnh hạn ngày"), null=True, blank=True, editable=False)
    changes = models.PositiveSmallIntegerField(_("Số lần đổi hạn"), default=0, editable=False)
    started_on = models.DateField(_("Bắt đầu làm"), null=True, blank=True)
    declared_on = models.DateField(_("Khai báo hoàn thành"), null=True, blank=True)
    done_on = models.DateField(_("Hoàn thành có sản phẩm"), null=True, blank=True)
    cancelled_on = models.DateField(_("Huỷ, điều chỉnh ngày"), null=True, blank=True)
    updated_on = models.DateField(_("Cập nhật gần nhất"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def history(self) -> tuple[Change, ...]:
        """Every granted change of deadline, the oldest first; prefetch ``deadlinechanges`` to ask for many rows."""
        granted = [(change.granted_on, change.pk, change) for change in self.own_changes() if change.granted_on]
        granted.sort(key=lambda row: row[:2])
        return tuple(Change(day, change.new_due, change.new_start) for day, _pk, change in granted)

    def own_changes(self) -> Sequence[ChangeRow]:
        """The changes of this row itself: those of a task's occurrences are theirs."""
        raise NotImplementedError
