"""Which acts of the register the words of a page cite: asked at every reading, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from thuongton.law.linking import CitedAct
from thuongton.law.models import LegalAct
from thuongton.law.queries.register import acts_of, rows_of_keys
from thuongton.law.rows import NAMED, issuer_key, work_of
from thuongton.law.works import LegalWorks, name_key
from vanban.symbols import issuer_of, parse


def acts_cited(page: LegalAct, cited: Iterable[CitedAct]) -> dict[CitedAct, int]:
    """The act of the register that each citation of a page means; one that none or several fit is left out."""
    asked = set(cited)
    numbers = {one.number for one in asked if one.number}
    names = {NAMED + name_key(one.name) for one in asked if one.name}
    held = acts_of(rows_of_keys(numbers | names))
    by_number: dict[str, list[LegalAct]] = defaultdict(list)
    for act in held:
        by_number[act.number_key].append(act)
    works = [work_of(act, []) for act in held]
    rows = {id(work): act.pk for work, act in zip(works, held, strict=True)}
    named = LegalWorks(works)
    found: dict[CitedAct, int] = {}
    for one in asked:
        if one.own:
            found[one] = page.pk
            continue
        fits = [act.pk for act in by_number[one.number] if _fits(act, one, page)] if one.number else []
        if not fits and one.name:
            fits = [rows[id(work)] for work in named.by_name(one.name, one.named_on)]
        if len(fits) == 1:
            found[one] = fits[0]
    return found


def _fits(act: LegalAct, one: CitedAct, page: LegalAct) -> bool:
    """Whether an act of a cited number is the one meant: of local bodies that of the issuer told, else the page's."""
    issued = act.issued_on or act.told_issued_on
    if one.issued_on is not None and issued is not None and issued != one.issued_on:
        return False
    parsed = parse(one.number)
    if parsed is not None and issuer_of(parsed) is not None:
        return True
    if one.issuer:
        return not act.issuer_key or act.issuer_key == issuer_key(one.issuer)
    return act.issuer_key == page.issuer_key
