"""The index follows the register: acts that are new or changed are indexed, few at once, many by a job.

Who changes the index holds the one row of ``Indexing`` to the end of the transaction. A batch is one transaction: a
process that is killed loses one batch, and what is left is found by its mark, so that nothing is kept of where it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import transaction
from django_tasks import task

from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.law.models import ActText, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.search.articles import articles_in
from thuongton.search.marks import mark_of
from thuongton.search.models import IndexedAct, IndexedArticle, Indexing, SearchTerm, TermPostings
from thuongton.search.postings import article_of, packed, weigh
from thuongton.search.queries import unlike
from thuongton.search.question import name_of
from thuongton.search.terms import syllables
from vanban.text import fold

TOGETHER = 10
"""Acts that are indexed in one transaction."""
ROWS = 5_000


def index_pending(progress: Callable[[int], None] = lambda _number: None) -> int:
    """Index what the register has and the index has not; returns how many acts. Killed and begun again it goes on."""
    number = 0
    while waiting := list(unlike()):
        for at in range(0, len(waiting), TOGETHER):
            with transaction.atomic():
                demand_lease()
                _hold()
                index_acts(LegalAct.objects.filter(pk__in=waiting[at : at + TOGETHER]).order_by("pk"))
            number += len(waiting[at : at + TOGETHER])
            progress(number)
    return number


def index_acts(acts: Iterable[LegalAct]) -> None:
    """Index some acts anew. Call it in a transaction."""
    postings: dict[str, dict[int, list[int]]] = defaultdict(dict)
    kept, rows = [], []
    for act in acts:
        _forget(act.pk)
        title = act.title or act.told_title
        text = ActText.objects.filter(act=act).values_list("text", flat=True).first() or ""
        found = articles_in(text)
        head = " ".join(f"{act.kind} {title} {act.number}".split())
        parts = [("", head, head, 0, 0)]
        parts += [(one.label, one.heading, text[one.start : one.end], one.start, one.end) for one in found]
        for ordinal, (label, heading, words, start, end) in enumerate(parts):
            weighed = weigh(heading, words)
            for term, weight in weighed.terms.items():
                postings[term].setdefault(act.pk, []).append(ordinal << 16 | weight)
            if ordinal:
                rows.append(
                    IndexedArticle(
                        article=article_of(act.pk, ordinal), act=act, label=fold(label)[:40], heading=heading[:300],
                        length=weighed.length, start=start, end=end,
                    )
                )  # fmt: skip
        kept.append(
            IndexedAct(
                act=act, name=name_of(title)[:300] if title else "", number=" ".join(syllables(act.number))[:140],
                articles=len(found), mark=mark_of(act),
            )
        )  # fmt: skip
    IndexedArticle.objects.bulk_create(rows, batch_size=ROWS)
    terms = _counted({term: sum(map(len, some.values())) for term, some in postings.items()})
    TermPostings.objects.bulk_create(
        (
            TermPostings(term_id=terms[term], act_id=act, data=packed(numbers))
            for term, some in postings.items()
            for act, numbers in some.items()
        ),
        batch_size=ROWS,
    )
    IndexedAct.objects.bulk_create(kept)


def _forget(act: int) -> None:
    if not IndexedAct.objects.filter(act=act).exists():
        return
    kept = TermPostings.objects.filter(act=act)
    less = {term: -len(bytes(data)) // 4 for term, data in kept.values_list("term_id", "data")}
    for some in pieces(less):
        changed = list(SearchTerm.objects.filter(pk__in=some))
        for one in changed:
            one.found += less[one.pk]
        SearchTerm.objects.bulk_update(changed, ["found"], batch_size=200)
    kept.delete()
    IndexedArticle.objects.filter(act=act).delete()
    IndexedAct.objects.filter(act=act).delete()


def _counted(more: dict[str, int]) -> dict[str, int]:
    """Terms with so many articles more; returns their rows."""
    found: dict[str, int] = {}
    for some in pieces(more):
        held = dict(SearchTerm.objects.filter(term__in=some).values_list("term", "found"))
        SearchTerm.objects.bulk_create(
            [SearchTerm(term=term, found=held.get(term, 0) + more[term]) for term in sorted(some)],
            update_conflicts=True, unique_fields=["term"], update_fields=["found"],
        )  # fmt: skip
        found |= dict(SearchTerm.objects.filter(term__in=some).values_list("term", "pk"))
    return found


def follow_register() -> None:
    """Queue the job that indexes what is not yet."""
    if next(unlike(), None) is not None:
        enqueue_once(index_waiting, 0)


@task()
def index_waiting(_number: int) -> str:
    """Index what waits; running it again goes on where it stopped."""
    return f"Đã lập chỉ mục {index_pending()} văn bản."


def resume_indexing() -> int:
    """Queue again the indexing that no job will bring to its end; returns how many."""
    if next(unlike(), None) is None or not unqueued(index_waiting, [0]):
        return 0
    with transaction.atomic():
        _hold()
        return int(enqueue_once(index_waiting, 0))


def _hold() -> Indexing:
    """The row that who changes the index holds until the end of the transaction."""
    Indexing.objects.get_or_create(pk=1)
    return Indexing.objects.select_for_update().get(pk=1)
