"""The tasks (nhiệm vụ) that a paper gives: from its tables, its lettered lists and «Tổ chức thực hiện»."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.model import Document, Header, Node, Task
from vanban.tasks.progress import link_progress
from vanban.tasks.prose import read_prose_tasks
from vanban.tasks.tables import read_table_tasks
from vanban.text import fold
from vanban.viewing import by_view

__all__ = ["read_tasks"]

_PLANS = frozenset(("ke hoach", "chuong trinh", "de an", "quyet dinh", "nghi quyet", "chi thi"))


@by_view
def read_tasks(document: Document, header: Header, outline: Sequence[Node]) -> tuple[Task, ...]:
    """Every task in the order of the text; what the paper does not say stays ``None`` or ``()``.

    ``outline`` is :func:`vanban.outline.read_outline` of the same document. Rows that report on a task are entries of
    their own with ``progress`` and the code of the task in ``reports_on``; duties of units have ``duty`` set.
    A report, a letter or a submission gives no tasks outside its tables.
    """
    kind = fold(header.kind or "")
    tasks = read_table_tasks(document, header.date, plan=kind in _PLANS, report=kind == "bao cao")
    tasks += read_prose_tasks(document, header, outline)
    return tuple(link_progress(sorted(tasks, key=lambda task: task.start)))
