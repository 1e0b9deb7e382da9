"""«So với kỳ trước»: how each task stood on two days. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thuongton.plans.queries.tasks import TaskRow


@dataclass(frozen=True, slots=True)
class ChangedTask:
    """One task whose state, day or product differs between two days."""

    before: TaskRow
    after: TaskRow

    @property
    def moved(self) -> bool:
        """Whether the deadline in force changed."""
        return self.before.due != self.after.due

    @property
    def restated(self) -> bool:
        """Whether the state changed."""
        return self.before.state != self.after.state


def changed(before: Iterable[TaskRow], after: Iterable[TaskRow]) -> list[ChangedTask]:
    """The tasks that stand differently, in the order of the paper."""
    earlier = {row.task.pk: row for row in before}
    pairs = [ChangedTask(earlier[row.task.pk], row) for row in after if row.task.pk in earlier]
    return [pair for pair in pairs if pair.moved or pair.restated or pair.before.unproven != pair.after.unproven]
