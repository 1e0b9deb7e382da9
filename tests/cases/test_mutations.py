"""Every file of kinds and forms, damaged in every way of the list: found, and nearly always on its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cases.mutations import Damage, damages, form_damages, optional_damages
from thuongton.cases.definition.kind_files import check_forms_of, read_kind
from thuongton.cases.definition.library import kind_files, known_kinds
from thuongton.cases.definition.lines import FileFinding, Unreadable
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.definition.tie_files import check_leads
from thuongton.cases.statistics.form_files import check_terms, form_files, known_forms, read_form

# What the check cannot know: a state that other acts still lead out of needs no «final»; a register may have no number.
NO_DAMAGE = ("final: true",)


def of_kind(damage: Damage) -> list[FileFinding]:
    try:
        kind, findings = read_kind("x.yaml", damage.text.encode())
    except Unreadable as error:
        return [error.finding]
    return findings + ([*check_forms_of([kind], known_forms()), *_leads(kind)] if kind else [])


def _leads(kind: CaseKind) -> list[FileFinding]:
    newest = {name: each[-1] for name, each in known_kinds().items()}
    return check_leads([kind], newest)


def of_form(damage: Damage) -> list[FileFinding]:
    try:
        form, findings = read_form("x.yaml", damage.text.encode())
        return findings + check_terms([form], known_forms())
    except Unreadable as error:
        return [error.finding]


def each_of(paths: Iterable[Path], made: Callable[[str], Iterator[Damage]], part: int) -> Iterator[tuple[Path, Damage]]:
    """Every ``part``-th damage of each file; `make bench ARGS=cases` does all."""
    for turn, path in enumerate(paths):
        for damage in list(made(path.read_text("utf-8")))[turn % part :: part]:
            yield path, damage


def held(tried: Iterable[tuple[Path, Damage]], read: Callable[[Damage], list[FileFinding]], least: int) -> None:
    """Each damage is found by one of its codes, 95 of 100 on their line or that of their entry."""
    total, unseen, elsewhere = 0, [], []
    for path, damage in tried:
        findings = read(damage)
        if not findings and any(one in damage.what for one in NO_DAMAGE):
            continue
        total += 1
        name = f"{path.stem}:{damage.line}: {damage.what}"
        if not any(one.code in damage.codes for one in findings):
            unseen.append(f"{name} {[one.code for one in findings]}")
        elif not any(one.code in damage.codes and one.line in (damage.line, damage.block) for one in findings):
            elsewhere.append(f"{name} -> {[one.line for one in findings]}")
    assert total >= least
    assert unseen == []
    assert len(elsewhere) <= total * 0.05, elsewhere[:20]


def test_every_damage_of_a_kind_is_found_and_nearly_always_on_its_line() -> None:
    held(each_of(kind_files(), damages, 4), of_kind, 1000)


def test_what_a_kind_may_say_besides_is_checked_as_well() -> None:
    held(each_of(kind_files(), optional_damages, 1), of_kind, 100)


def test_every_damage_of_a_form_is_found_and_nearly_always_on_its_line() -> None:
    held(each_of(form_files(), form_damages, 2), of_form, 500)
