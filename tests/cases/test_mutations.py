"""Every kind file, damaged in every way of the list: the damage is found, and nearly always on its line."""

from __future__ import annotations

from cases.mutations import Damage, damages
from thuongton.cases.definition.kind_files import check_forms_of, read_kind
from thuongton.cases.definition.library import kind_files
from thuongton.cases.definition.lines import FileFinding, Unreadable
from thuongton.cases.statistics.form_files import known_forms

# What the check cannot know: a state that other acts still lead out of needs no «final»; a register may have no number.
NO_DAMAGE = ("final: true",)


def found(damage: Damage) -> list[FileFinding]:
    try:
        kind, findings = read_kind("x.yaml", damage.text.encode())
    except Unreadable as error:
        return [error.finding]
    return findings + (check_forms_of([kind], known_forms()) if kind else [])


def test_every_damage_is_found_and_nearly_always_on_its_line() -> None:
    total, unseen, elsewhere = 0, [], []
    for turn, path in enumerate(kind_files()):  # every fourth here; `make bench ARGS=cases` does all
        for damage in list(damages(path.read_text("utf-8")))[turn % 4 :: 4]:
            findings = found(damage)
            if not findings and any(one in damage.what for one in NO_DAMAGE):
                continue
            total += 1
            name = f"{path.stem}:{damage.line}: {damage.what}"
            if not any(one.code in damage.codes for one in findings):
                unseen.append(name)
            elif not any(one.code in damage.codes and one.line in (damage.line, damage.block) for one in findings):
                elsewhere.append(f"{name} -> {[one.line for one in findings]}")
    assert total > 1000
    assert unseen == []
    assert len(elsewhere) <= total * 0.05, elsewhere[:20]
