"""The windows of acts are made anew where a fact changed: at once for few, batch after batch for many.

Who derives holds the one row of ``Derivation`` to the end of the transaction: of two that write to the register the
second sees what the first wrote, so that no window misses an act that came in beside it. Windows that stand right are
not written. A batch and the note that it is done are one transaction: a process that is killed loses one batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction
from django_tasks import task

from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.law.models import ActToDerive, ActWindow, Derivation, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.register import acts_of
from thuongton.law.queries.windows import KeptWindow, acts_behind, derived, hanging_on, kept, waiting

FEW = 200
"""So many acts are derived in the transaction of the change itself; more wait for the next batches."""
BATCH = 200
ROWS = 1_000


def touched(acts: Iterable[int], *, by_job: bool = True) -> bool:
    """Derive again what some changed acts decide. Call it in the transaction of the change, behind its writes.

    Returns whether it is done; otherwise the acts wait (``waiting``) and a job brings them on, unless ``by_job`` is
    False: the caller does then.
    """
    rows = set(acts)
    if not rows:
        return True
    hold_register()
    found = hanging_on(rows, FEW)
    if len(found) <= FEW:
        _derive(acts_of(found))
        return True
    for some in pieces(sorted(rows)):
        ActToDerive.objects.bulk_create(
            [ActToDerive(act_id=pk, spread=True) for pk in some],
            update_conflicts=True, unique_fields=["act"], update_fields=["spread"],
        )  # fmt: skip
    if by_job:
        enqueue_once(derive_waiting, 0)
    return False


def derive_pending(progress: Callable[[int], None] = lambda _number: None) -> int:
    """Derive all that waits; returns how many acts were derived. Killed and begun again it goes on."""
    number = 0
    while some := _step():
        number += some
        progress(number)
    return number


def derive_all(progress: Callable[[int], None] = lambda _number: None) -> tuple[int, int]:
    """Derive every act anew; returns how many, and how many stood otherwise. Killed and begun again it goes on."""
    number = otherwise = 0
    while True:
        with transaction.atomic():
            demand_lease()
            row = hold_register()
            acts = acts_behind(row.done or 0, BATCH)
            otherwise += _derive(acts)
            row.done = acts[-1].pk if acts else None
            row.save(update_fields=["done"])
        if not acts:
            return number, otherwise
        number += len(acts)
        progress(number)


@task()
def derive_waiting(_number: int) -> str:
    """Derive what waits; running it again goes on where it stopped."""
    return f"Đã tính lại hiệu lực của {derive_pending()} văn bản."


def resume_deriving() -> int:
    """Queue again the derivation that no job will bring to its end; returns how many."""
    if not waiting().exists() or not unqueued(derive_waiting, [0]):
        return 0
    with transaction.atomic():
        hold_register()
        return int(enqueue_once(derive_waiting, 0))


def hold_register() -> Derivation:
    """The row that who writes to the register holds until the end of the transaction: they go one after another."""
    Derivation.objects.get_or_create(pk=1)
    return Derivation.objects.select_for_update().get(pk=1)


def _step() -> int:
    """One batch of what waits, or first the acts that hang on what changed; returns how many acts; 0: none are left."""
    with transaction.atomic():
        demand_lease()
        hold_register()
        spread = waiting().filter(spread=True)
        if changed := set(spread.values_list("act", flat=True)):
            for some in pieces(sorted(hanging_on(changed) - changed)):
                ActToDerive.objects.bulk_create(
                    [ActToDerive(act_id=pk, spread=False) for pk in some], ignore_conflicts=True
                )
            spread.update(spread=False)
        rows = list(waiting().values_list("act", flat=True)[:BATCH])
        _derive(acts_of(rows))
        ActToDerive.objects.filter(act__in=rows).delete()
    return len(rows)


def _derive(acts: list[LegalAct]) -> int:
    """Write the windows of some acts where they stand otherwise; returns of how many."""
    if not acts:
        return 0
    wanted, have = derived(acts), kept(act.pk for act in acts)
    changed = [pk for pk, windows in wanted.items() if have.get(pk) != windows]
    for some in pieces([pk for pk in changed if pk in have]):
        ActWindow.objects.filter(act__in=some).delete()
    ActWindow.objects.bulk_create([_row(pk, window) for pk in changed for window in wanted[pk]], batch_size=ROWS)
    return len(changed)


def _row(act: int, window: KeptWindow) -> ActWindow:
    return ActWindow(
        act_id=act, since=window.since, until=window.until, state=window.state, reason=window.reason, by_id=window.by
    )
