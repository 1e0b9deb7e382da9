"""Open cases of a register moved to a newer version of their kind: one act each, by a job that bears being killed.

What forbids a case to go on stays as the preview said it: such a case is left, and found again by the next preview.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.cases.definition.library import version_of
from thuongton.cases.engine.built_in import MOVE
from thuongton.cases.engine.moving import why_not_moved
from thuongton.cases.models import Case, KindMove
from thuongton.cases.queries.moving_many import newest_of, open_of_kind, unfinished_moves, with_folds
from thuongton.cases.services.acting import NotAllowed, act_on
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand
from thuongton.people.services import notify

BATCH = 50


def move_many(user: User, unit: Unit, kind: str, reason: str, *, version: int) -> KindMove:
    """Have the open cases of a register moved to its newest version, ``version`` being the one that was seen.

    Raises ValidationError with one sentence, PermissionDenied.
    """
    demand(user, Case(unit=unit, kind=kind), Right.DECIDE)
    new = newest_of(kind)
    if new is None or new.version != version:
        raise ValidationError(_("Sổ không có phiên bản mới này; xem lại rồi chuyển."))
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do chuyển.")})
    with recording(user, "Chuyển nhiều hồ sơ sang phiên bản mới của sổ", unit, reason=reason.strip()[:300]):
        Unit.objects.select_for_update().filter(pk=unit.pk).first()
        if unfinished_moves().filter(unit=unit, kind=kind).exists():
            raise ValidationError(_("Một đợt chuyển của sổ này đang chạy."))
        made = KindMove.objects.create(
            unit=unit, kind=kind, version=version, reason=reason.strip()[:300], user=user, hat=user.hat
        )
        enqueue_once(move_cases, made.pk)
    return made


@task()
def move_cases(move_id: int) -> str:
    """Move the cases of a register, batch after batch; running it again goes on where it stopped."""
    while _step(move_id):
        pass
    move = KindMove.objects.get(pk=move_id)
    return f"Đã chuyển {move.moved} hồ sơ, {move.stayed} hồ sơ ở lại."


def resume_moves() -> int:
    """Queue again the moves that no job will bring to their end; returns how many."""
    put_back = 0
    for pk in unqueued(move_cases, list(unfinished_moves().values_list("pk", flat=True))):
        with acting():
            if unfinished_moves().select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(move_cases, pk)
    return put_back


def _step(move_id: int) -> bool:
    """One batch; False when nothing is left."""
    with acting():
        demand_lease()
        rows = KindMove.objects.select_for_update(of=("self",)).select_related("unit", "user")
        move = rows.get(pk=move_id)
        if move.done_at is not None:
            return False
        if move.user is not None and move.hat is not None:
            move.user.hat = move.hat
        new = version_of(move.kind, move.version)
        cases = list(open_of_kind(move.unit, move.kind).filter(pk__gt=move.place)[:BATCH]) if new else []
        if new is None or not cases:
            _finish(move)
            return False
        for case, fold in with_folds(cases):
            if fold.kind.version >= move.version:
                continue
            if any(why_not_moved(fold, new)) or not _moved(move, case):
                move.stayed += 1
            else:
                move.moved += 1
        move.place = cases[-1].pk
        with recording(move.user, "Chuyển nhiều hồ sơ sang phiên bản mới của sổ", move):
            move.save(update_fields=["place", "moved", "stayed"])
        return True


def _moved(move: KindMove, case: Case) -> bool:
    data = {"phien_ban": move.version, "ly_do": move.reason}
    try:
        act_on(move.user, case, MOVE, today().isoformat(), data, tx=f"phien-ban:{move.pk}")
    except (NotAllowed, PermissionDenied, ValidationError):
        return False
    return True


def _finish(move: KindMove) -> None:
    with recording(move.user, "Chuyển xong hồ sơ sang phiên bản mới của sổ", move):
        move.done_at = timezone.now()
        move.save(update_fields=["done_at"])
        if move.user is None:
            return
        with translation.override(settings.LANGUAGE_CODE):
            words = {"moved": move.moved, "stayed": move.stayed}
            text = _("Đã chuyển %(moved)s hồ sơ sang phiên bản mới của sổ; %(stayed)s hồ sơ ở lại.") % words
        address = reverse("cases:move-many", args=[move.kind])
        notify(move.user, text, url=address, key=f"phien-ban-{move.pk}")
