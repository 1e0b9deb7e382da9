"""The index follows the register: acts that are new or changed are indexed, few at once, many by a job.

Who changes the index holds the one row of ``Indexing`` to the end of the transaction. A batch is one transaction: a
process that is killed loses one batch, and what is left is found by its mark, so that nothing is kept of where it was.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django_tasks import task

from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.law.models import ActText, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.search.articles import articles_in
from thuongton.search.marks import mark_of
from thuongton.search.models import IndexedAct, IndexedArticle, Indexing, SearchTerm, TermPostings
from thuongton.search.postings import article_of, block_of, packed, unpacked, weigh, without_act
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
    postings: dict[str, dict[int, array[int]]] = defaultdict(dict)
    kept, rows = [], []
    acts = list(acts)
    _forget({act.pk for act in acts})
    for act in sorted(acts, key=lambda one: one.pk):
        block = block_of(act.pk)
        title = act.title or act.told_title
        text = ActText.objects.filter(act=act).values_list("text", flat=True).first() or ""
        found = articles_in(text)
        head = " ".join(f"{act.kind} {title} {act.number}".split())
        parts = [("", head, head, 0, 0)]
        parts += [(one.label, one.heading, text[one.start : one.end], one.start, one.end) for one in found]
        for ordinal, (label, heading, words, start, end) in enumerate(parts):
            weighed = weigh(heading, words)
            for term, weight in weighed.terms.items():
                posting = article_of(act.pk, ordinal) << 16 | weight
                postings[term].setdefault(block, array("Q")).append(posting)
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
    _put_in({terms[term]: some for term, some in postings.items()})
    IndexedAct.objects.bulk_create(kept)


def _put_in(postings: Mapping[int, Mapping[int, array[int]]]) -> None:
    """Postings by term and block into the rows of these, beside what stands there."""
    merged = {(term, block): numbers for term, some in postings.items() for block, numbers in some.items()}
    blocks = sorted({block for _term, block in merged})
    for some in pieces(sorted(postings)):
        there = TermPostings.objects.filter(term__in=some, block__in=blocks)
        for term, block, data in there.values_list("term_id", "block", "data"):
            held = unpacked(bytes(data))
            more = merged.get((term, block))
            merged[term, block] = array("Q", sorted([*held, *more])) if more is not None else held
        there.delete()
    TermPostings.objects.bulk_create(
        (TermPostings(term_id=term, block=block, data=packed(numbers)) for (term, block), numbers in merged.items()),
        batch_size=ROWS,
    )


def _forget(acts: set[int]) -> None:
    """Take acts out of the index, with what terms were found in them."""
    acts = set(IndexedAct.objects.filter(act__in=acts).values_list("act", flat=True))
    if not acts:
        return
    less: dict[int, int] = {}
    for block in sorted({block_of(act) for act in acts}):
        mine = [act for act in acts if block_of(act) == block]
        changed: dict[int, array[int]] = {}
        for term, data in TermPostings.objects.filter(block=block).values_list("term_id", "data").iterator():
            held = left = unpacked(bytes(data))
            for act in mine:
                left = without_act(left, act)
            if len(left) < len(held):
                changed[term] = left
                less[term] = less.get(term, 0) + len(held) - len(left)
        for some in pieces(sorted(changed)):
            TermPostings.objects.filter(block=block, term__in=some).delete()
        TermPostings.objects.bulk_create(
            (TermPostings(term_id=term, block=block, data=packed(left)) for term, left in changed.items() if left),
            batch_size=ROWS,
        )
    for some in pieces(sorted(less)):
        rows = list(SearchTerm.objects.filter(pk__in=some))
        for one in rows:
            one.found -= less[one.pk]
        SearchTerm.objects.bulk_update(rows, ["found"], batch_size=200)
    IndexedArticle.objects.filter(act__in=acts).delete()
    IndexedAct.objects.filter(act__in=acts).delete()


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
