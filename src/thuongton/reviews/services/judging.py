"""What is said of documents under review: proposed, decided by somebody else, taken back, handed over; many rows by one
act, in a fixed number of statements.

Every act locks its rows, asks the right over each, and is done to all of them or to none. Each row has a line of its
own in the trail.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuongton.audit.columns import set_columns
from thuongton.audit.services import ToldEvent, acting, recording_each
from thuongton.people.models import User
from thuongton.people.queries import colleague_hat
from thuongton.people.scopes import Right, demand, worn, writing_unit
from thuongton.reviews.actions import Action
from thuongton.reviews.closing import AT_ONCE
from thuongton.reviews.models import Judgement, JudgementBatch, ReviewRow
from thuongton.reviews.queries.desk import deciding_alone, judged_since
from thuongton.reviews.services.settling import settle
from thuongton.web.numbers import number_words
from vanban.text import join_lines

PROPOSE, DECIDE = "Đề xuất kết quả rà soát", "Quyết định kết quả rà soát"
UNDO, HAND = "Hoàn tác kết quả rà soát", "Giao người rà soát"
Kind = Judgement.Kind
Seen = Mapping[int, int]
"""The version of each row as the person saw it, by its key."""
MOST_REASON, MOST_WORDS = 2_000, 300


class RowsChanged(ValidationError):
    """Somebody else wrote to ``rows`` since the person looked: they are as they stand now."""

    def __init__(self, rows: Sequence[ReviewRow]) -> None:
        self.rows = tuple(rows)
        super().__init__(
            ngettext(
                "Người khác vừa ghi vào «%(first)s»; xem bản mới rồi ghi lại.",
                "Người khác vừa ghi vào %(number)s dòng, đầu tiên là «%(first)s»; xem bản mới rồi ghi lại.",
                len(rows),
            )
            % {"number": number_words(len(rows)), "first": rows[0]}
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of rows, cleaned."""

    action: str
    extent: str
    reason: str
    by_document: str
    due: dt.date | None


def propose(
    user: User,
    rows: Iterable[ReviewRow],
    action: str,
    reason: str,
    *,
    extent: str = "",
    by_document: str = "",
    due: dt.date | None = None,
    seen: Seen | None = None,
    until: int | None = None,
) -> JudgementBatch:
    """Propose one action with one reason for rows. A row that was decided or settled refuses the whole.

    ``seen`` is the version of each row that the person saw, ``until`` the newest judgement then: a list of many rows
    keeps that alone. Raises ValidationError, RowsChanged, PermissionDenied.
    """
    said = _said(action, extent, reason, by_document, due)
    if not said.reason:
        raise ValidationError({"reason": _("Hãy ghi lý do; người quyết định cần biết vì sao.")})
    with acting():
        held = _held(user, rows, Right.ACT, seen, until)
        _refuse(held, lambda row: row.decision_id is not None, _("«%(row)s» đã có quyết định nên không đề xuất được."))
        return _judge(user, held, Kind.PROPOSED, [said] * len(held))


def decide(
    user: User,
    rows: Iterable[ReviewRow],
    *,
    action: str = "",
    reason: str = "",
    extent: str = "",
    by_document: str = "",
    due: dt.date | None = None,
    seen: Seen | None = None,
    until: int | None = None,
) -> JudgementBatch:
    """Decide rows, each by somebody other than who proposed it unless its unit lets one person do both.

    ``action`` "" is what was proposed for each, with its own words. The reason may be left out where the action is the
    one that was proposed.
    """
    given = _said(action, extent, reason, by_document, due) if action else None
    if given is not None and given.action == Action.UNDECIDED:
        raise ValidationError({"action": _("«Chưa xác định» không phải một quyết định; hãy chọn hình thức xử lý.")})
    with acting():
        held = _held(user, rows, Right.DECIDE, seen, until)
        alone = deciding_alone(row.unit_id for row in held)
        _refuse(
            [row for row in held if row.unit_id not in alone],
            lambda row: row.proposal is None,
            _("«%(row)s» chưa ai đề xuất; một người đề xuất, người khác quyết định."),
        )
        _refuse(
            [row for row in held if row.unit_id not in alone],
            lambda row: row.proposal is not None and row.proposal.batch.by_id == user.pk,
            _("«%(row)s» do chính anh, chị đề xuất; người khác quyết định."),
        )
        decided = [_decided(row, given) for row in held]
        batch = _judge(user, held, Kind.DECIDED, decided)
        settle((row for row, one in zip(held, decided, strict=True) if one.action in AT_ONCE), grows=False)
        return batch


def undo(user: User, batch: JudgementBatch) -> list[ReviewRow]:
    """Take back what was said together: each row has what stood before. Refused where something rests on it by now."""
    with acting():
        locked = JudgementBatch.objects.select_for_update(of=("self",)).select_related("unit").get(pk=batch.pk)
        if locked.undone_at is not None:
            raise ValidationError(_("Lần ghi này đã được hoàn tác."))
        made = {one.row_id: one for one in Judgement.objects.filter(batch=locked)}
        decided = any(one.kind == Kind.DECIDED for one in made.values())
        if locked.by_id != user.pk:
            raise ValidationError(_("Chỉ người đã ghi được hoàn tác lần ghi này."))
        right = Right.DECIDE if decided else Right.ACT
        held = _held(user, [one.row_id for one in made.values()], right, None, settled=decided)
        _refuse(
            held,
            lambda row: (
                made[row.pk].pk != (row.decision_id if decided else row.proposal_id)
                or (not decided and row.decision_id is not None)
            ),
            _("«%(row)s» đã có kết quả mới hơn nên không hoàn tác được lần ghi này."),
        )
        locked.undone_at = timezone.now()
        name = "decision" if decided else "proposal"
        with _recorded(user, UNDO, held, "", more={held[0].pk: [locked]} if held else {}):
            JudgementBatch.objects.filter(pk=locked.pk).update(undone_at=locked.undone_at)
            _point(held, name, [made[row.pk].before_id for row in held])
        settle(row for row in held if row.settled_on is not None)  # what was closed by the decision stands open again
    return held


def hand_over(user: User, rows: Iterable[ReviewRow], to: User, *, seen: Seen | None = None) -> list[ReviewRow]:
    """Give rows to a colleague, half-done as they are; returns those that changed hands, as they were before."""
    if colleague_hat(user, to) is None:
        raise ValidationError({"to": _("Người này không thuộc phạm vi của anh, chị nên không giao được.")})
    with acting():
        held = [row for row in _held(user, rows, Right.ACT, seen) if row.handler_id != to.pk]
        _give(user, held, [to.pk] * len(held))
    return held


def hand_back(user: User, rows: Iterable[ReviewRow], before: Mapping[int, int | None], *, taker: int) -> int:
    """Give rows that were just handed over back to who had them, those that the taker still has; returns how many."""
    with acting():
        held = [row for row in _held(user, rows, Right.ACT, None) if row.handler_id == taker]
        _give(user, held, [before[row.pk] for row in held])
    return len(held)


def _give(user: User, rows: Sequence[ReviewRow], people: Sequence[int | None]) -> None:
    if not rows:
        return
    with _recorded(user, HAND, rows, ""):
        given = [(row.pk, person, row.version + 1) for row, person in zip(rows, people, strict=True)]
        set_columns(ReviewRow, ["handler", "version"], given)


def _said(action: str, extent: str, reason: str, by_document: str, due: dt.date | None) -> Said:
    if action not in Action.values:
        raise ValidationError({"action": _("Hãy chọn một hình thức xử lý.")})
    why, part, by = (join_lines(one).strip() for one in (reason, extent, by_document))
    if len(why) > MOST_REASON:
        raise ValidationError({"reason": _("Lý do dài quá %(most)s chữ.") % {"most": number_words(MOST_REASON)}})
    if len(part) > MOST_WORDS:
        raise ValidationError({"extent": _("Phần văn bản dài quá 300 chữ.")})
    if len(by) > MOST_WORDS:
        raise ValidationError({"by_document": _("Tên văn bản dài quá 300 chữ.")})
    return Said(action, part, why, by, due)


def _decided(row: ReviewRow, given: Said | None) -> Said:
    """What is decided of a row: as given, with the words of the proposal where the action is the one proposed."""
    told = row.proposal
    if given is None:
        if told is None or told.action == Action.UNDECIDED:
            raise ValidationError(
                _("«%(row)s» chưa có hình thức xử lý được đề xuất; hãy chọn hình thức.") % {"row": row}
            )
        return Said(told.action, told.extent, told.reason, told.by_document, told.due)
    if told is not None and told.action == given.action:
        return Said(
            given.action,
            given.extent or told.extent,
            given.reason or told.reason,
            given.by_document or told.by_document,
            given.due or told.due,
        )
    if not given.reason:
        raise ValidationError({"reason": _("Hãy ghi lý do quyết định khác đề xuất.")})
    return given


def _held(
    user: User,
    rows: Iterable[ReviewRow | int],
    right: Right,
    seen: Seen | None,
    until: int | None = None,
    *,
    settled: bool = False,
) -> list[ReviewRow]:
    """The rows under lock in their order, each asked for its right, none settled unless told, all as they were seen."""
    keys = list(dict.fromkeys(row if isinstance(row, int) else row.pk for row in rows))
    if not keys:
        raise ValidationError(_("Hãy đánh dấu ít nhất một dòng."))
    locked = ReviewRow.objects.select_for_update(of=("self",)).select_related("unit", "proposal__batch")
    found = {row.pk: row for row in locked.filter(pk__in=keys).order_by("pk")}
    held = [found[key] for key in keys if key in found]
    for row in held:
        demand(user, row, right)
    if len(held) < len(keys):
        raise ValidationError(_("Có dòng không còn trong danh sách; tải lại trang rồi ghi lại."))
    if changed := [row for row in held if seen is not None and seen.get(row.pk, row.version) != row.version]:
        raise RowsChanged(changed)
    said = judged_since(user, held, until) if until is not None else set()
    if changed := [row for row in held if row.pk in said]:
        raise RowsChanged(changed)
    if not settled:
        sentence = _("«%(row)s» đã xử lý xong theo văn bản có hiệu lực.")
        _refuse(held, lambda row: row.settled_on is not None, sentence)
    return held


def _refuse(rows: Iterable[ReviewRow], why: object, sentence: str) -> None:
    """Refuse the whole act by the first row that meets a condition."""
    wrong = [row for row in rows if why(row)]  # type: ignore[operator]
    if not wrong:
        return
    told = sentence % {"row": wrong[0]}
    if len(wrong) > 1:
        told += " " + _("Còn %(number)s dòng như vậy.") % {"number": number_words(len(wrong) - 1)}
    raise ValidationError(told)


def _judge(user: User, rows: Sequence[ReviewRow], kind: str, said: Sequence[Said]) -> JudgementBatch:
    units = {row.unit_id: row.unit for row in rows}
    unit = rows[0].unit if len(units) == 1 else writing_unit(user) or rows[0].unit
    name = "proposal" if kind == Kind.PROPOSED else "decision"
    batch = JudgementBatch(unit=unit, by=user, hat=worn(user))
    judgements = [
        Judgement(
            batch=batch,
            row=row,
            kind=kind,
            action=one.action,
            extent=one.extent,
            reason=one.reason,
            by_document=one.by_document,
            due=one.due,
            before_id=getattr(row, f"{name}_id"),
        )
        for row, one in zip(rows, said, strict=True)
    ]
    more: dict[int, list[object]] = {row.pk: [one] for row, one in zip(rows, judgements, strict=True)}
    more[rows[0].pk].append(batch)
    reasons = [one.reason for one in said]
    with _recorded(user, PROPOSE if kind == Kind.PROPOSED else DECIDE, rows, reasons, more=more):
        batch.save()
        Judgement.objects.bulk_create(judgements)
        _point(rows, name, [one.pk for one in judgements])
    return batch


def _point(rows: Sequence[ReviewRow], name: str, keys: Sequence[int | None]) -> None:
    """Let rows point to the judgements that stand now; each write is a version more."""
    told = [(row.pk, key, row.version + 1) for row, key in zip(rows, keys, strict=True)]
    set_columns(ReviewRow, [name, "version"], told)


@contextmanager
def _recorded(
    user: User,
    action: str,
    rows: Sequence[ReviewRow],
    reasons: str | Sequence[str],
    *,
    more: Mapping[int, Sequence[object]] | None = None,
) -> Iterator[None]:
    """One line of the trail for each row, with the rows written beside it (``more``, by the key of the row).

    The keys of rows that are made inside the block are known at its end alone, so the lines are told then.
    """
    lines: list[ToldEvent] = []
    table = ReviewRow._meta.db_table
    with recording_each(user, action, lines, action):
        yield
        for at, row in enumerate(rows):
            beside = [(one._meta.db_table, one.pk) for one in (more or {}).get(row.pk, ())]  # type: ignore[attr-defined]
            reason = reasons if isinstance(reasons, str) else reasons[at]
            lines.append(ToldEvent(row, reason, ((table, row.pk), *beside)))
