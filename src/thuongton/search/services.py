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
from thuongton.search.queries import in_register, unlike
from thuongton.search.question import name_of
from thuongton.search.terms import syllables
from vanban.text import fold

ROWS = 5_000


def index_pending(progress: Callable[[int], None] = lambda _number: None) -> int:
    """Index what the register has and the index has not; returns how many acts. Killed and begun again it goes on."""
    number = 0
    while some := list(unlike()):
        for act in some:
            with transaction.atomic():
                demand_lease()
                _hold()
                index_act(LegalAct.objects.get(pk=act))
            number += 1
            progress(number)
    return number


def index_act(act: LegalAct) -> None:
    """Index one act anew. Call it in a transaction."""
    _forget(act.pk)
    text = ActText.objects.filter(act=act).values_list("text", flat=True).first() or ""
    title = act.title or act.told_title
    head = " ".join(f"{act.kind} {title} {act.number}".split())
    found = articles_in(text)
    postings: dict[str, list[int]] = defaultdict(list)
    rows = []
    parts = [("", "", head, 0, 0)]
    parts += [(one.label, one.heading, text[one.start : one.end], one.start, one.end) for one in found]
    for ordinal, (label, heading, words, start, end) in enumerate(parts):
        weighed = weigh(heading if ordinal else head, words)
        for term, weight in weighed.terms.items():
            postings[term].append(ordinal << 16 | weight)
        if ordinal:
            rows.append(
                IndexedArticle(
                    article=article_of(act.pk, ordinal), act=act, label=fold(label)[:40], heading=heading[:300],
                    length=weighed.length, start=start, end=end,
                )
            )  # fmt: skip
    IndexedArticle.objects.bulk_create(rows, batch_size=ROWS)
    terms = _counted({term: len(some) for term, some in postings.items()})
    TermPostings.objects.bulk_create(
        [TermPostings(term_id=terms[term], act_id=act.pk, data=packed(some)) for term, some in postings.items()],
        batch_size=ROWS,
    )
    IndexedAct.objects.create(
        act=act, name=name_of(title)[:300] if title else "", number=" ".join(syllables(act.number))[:140],
        articles=len(rows), mark=mark_of(act),
    )  # fmt: skip


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


def index_all(acts: Iterable[LegalAct] | None = None) -> int:
    """Index acts anew, whatever their mark says; returns how many."""
    number = 0
    for act in in_register() if acts is None else acts:
        with transaction.atomic():
            _hold()
            index_act(act)
        number += 1
    return number


def _hold() -> Indexing:
    """The row that who changes the index holds until the end of the transaction."""
    Indexing.objects.get_or_create(pk=1)
    return Indexing.objects.select_for_update().get(pk=1)
