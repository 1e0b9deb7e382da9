"""Parallel documents: the register searched by a job, a pair judged, both handled together."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.law.queries.pieces import pieces
from thuongton.law.rights import demand_keeper
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.scopes import demand, holds, writing_unit
from thuongton.reviews.models import JudgementBatch, PairSearch, PairSuggestion, PairVerdict
from thuongton.reviews.parallel.ranking import FoundPair, suggest
from thuongton.reviews.queries.pairs import documents_to_compare, rows_of_pair, verdict_of
from thuongton.reviews.services.judging import propose
from vanban.text import join_lines

TOGETHER = 500
MOST_REASON = 400


def begin_search(user: User | None) -> PairSearch:
    """Have the whole register searched; one search runs at a time."""
    demand_keeper(user)
    with acting(), recording(user, "Cho tìm văn bản song song"):
        if PairSearch.objects.select_for_update().filter(done_at=None).exists():
            raise ValidationError(_("Máy đang tìm văn bản song song; hãy đợi xong."))
        search = PairSearch.objects.create(user=user)
        enqueue_once(search_pairs, search.pk)
    return search


@task()
def search_pairs(search_id: int) -> str:
    """Search the register and put the pairs found in the place of those of the search before."""
    run_search(search_id)
    return ""


def run_search(search_id: int) -> None:
    """Do one search; a search that is done stays as it is."""
    if not PairSearch.objects.filter(pk=search_id, done_at=None).exists():
        return
    compared = documents_to_compare(today())
    found = suggest(compared.papers)
    with recording(None, "Tìm văn bản song song trong sổ pháp luật"):
        demand_lease()
        search = PairSearch.objects.select_for_update().get(pk=search_id)
        if search.done_at is not None:
            return
        _put([_row(one, *compared.territories[one.left]) for one in found])
        search.documents, search.unsure, search.pairs = len(compared.papers), compared.unsure, len(found)
        search.done_at = timezone.now()
        search.save(update_fields=["documents", "unsure", "pairs", "done_at"])


def _row(one: FoundPair, territory: str, province: str) -> PairSuggestion:
    words = ", ".join(one.words)[:300]
    return PairSuggestion(
        left_id=one.left,
        right_id=one.right,
        score=one.score,
        words=words,
        territory=territory[:255],
        province=province[:80],
    )


def _put(rows: list[PairSuggestion]) -> None:
    """These pairs and no others; a pair that was there stays the same row."""
    wanted = {(one.left_id, one.right_id) for one in rows}
    gone = [
        pk
        for pk, left, right in PairSuggestion.objects.order_by().values_list("pk", "left", "right")
        if (left, right) not in wanted
    ]
    for some in pieces(gone):
        PairSuggestion.objects.filter(pk__in=some).delete()
    PairSuggestion.objects.bulk_create(
        rows,
        batch_size=TOGETHER,
        update_conflicts=True,
        unique_fields=["left", "right"],
        update_fields=["score", "words", "territory", "province"],
    )


def resume_searches() -> int:
    """Queue again the searches that no job will bring to their end; returns how many."""
    open_ = PairSearch.objects.filter(done_at=None)
    put_back = 0
    for pk in unqueued(search_pairs, list(open_.values_list("pk", flat=True))):
        with acting():
            if open_.select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(search_pairs, pk)
    return put_back


def judge_pair(user: User, pair: PairSuggestion, *, same: bool, reason: str = "") -> PairVerdict:
    """Say for one's unit whether two documents are on one subject; the pair is not shown to it again."""
    unit = writing_unit(user)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại không được ghi kết luận về văn bản song song."))
    words = join_lines(reason).strip()
    if len(words) > MOST_REASON:
        raise ValidationError({"reason": _("Lý do dài quá 400 chữ.")})
    if not same and not words:
        raise ValidationError({"reason": _("Hãy ghi vì sao hai văn bản không cùng nội dung.")})
    verdict = PairVerdict(unit=unit, left=pair.left, right=pair.right, same=same, reason=words, by=user)
    demand(user, verdict)
    with recording(user, "Kết luận về hai văn bản song song", verdict):
        if PairVerdict.objects.select_for_update().filter(unit=unit, left=pair.left, right=pair.right).exists():
            raise ValidationError(_("Đơn vị đã kết luận về cặp này; mở lại trang để xem."))
        verdict.save()
    return verdict


def propose_together(
    user: User,
    pair: PairSuggestion,
    *,
    action: str,
    reason: str,
    by_document: str = "",
    due: dt.date | None = None,
) -> JudgementBatch:
    """Propose one handling for the rows of both documents, which says that they are on one subject."""
    rows = [row for row in rows_of_pair(user, pair) if holds(user, row)]
    lacking = {pair.left_id: pair.left, pair.right_id: pair.right}
    for row in rows:
        lacking.pop(row.act_id or 0, None)
    if lacking:
        numbers = ", ".join(act.number for act in lacking.values())
        raise ValidationError(
            _("%(numbers)s chưa có dòng rà soát chờ quyết định của đơn vị; đưa vào danh sách rà soát trước.")
            % {"numbers": numbers}
        )
    with acting():
        batch = propose(user, rows, action, reason, by_document=by_document, due=due)
        if verdict_of(user, pair) is None:
            judge_pair(user, pair, same=True, reason=reason[:MOST_REASON])
    return batch


def take_back(user: User, verdict: PairVerdict) -> None:
    """Withdraw what one's unit said of a pair: it is shown again."""
    demand(user, verdict)
    with recording(user, "Rút kết luận về hai văn bản song song", verdict):
        PairVerdict.objects.filter(pk=verdict.pk).delete()
