"""Mutants of papers and sheets are read or refused in a sentence; nothing else comes out (`make bench ARGS=fuzz`)."""

from __future__ import annotations

import warnings
from collections import Counter

import pytest

from documents.mutants import WEIGHTS, Mutant, mutant, whole
from documents.read_mutants import read_mutant
from repeated import PLAN

SAMPLE = 160
QUICK = {form: weight for form, weight in WEIGHTS.items() if form not in ("doc", "rtf", "seed")}
"""LibreOffice and whole papers take seconds each."""


@pytest.mark.parametrize("form", sorted(QUICK))
def test_what_is_damaged_can_be_read_whole(form: str) -> None:
    verdict = read_mutant(Mutant(0, form, f"tep.{form}", whole(form), ()), ocr=False)
    assert (verdict.what, verdict.fault) == ("refused as scan" if form == "png" else "read", "")


def test_a_mutant_is_read_or_refused_in_a_sentence() -> None:
    verdicts = [read_mutant(mutant(number, QUICK), ocr=False) for number in range(SAMPLE)]
    faults = [verdict.fault for verdict in verdicts if verdict.fault]
    assert not faults, "\n".join(faults[:5])
    counted = Counter(verdict.what.split()[0] for verdict in verdicts)
    assert counted["read"] > SAMPLE // 10 and counted["refused"] > SAMPLE // 10, counted


RUNS = ("1", "( ", "_", "ế", "1.", "a1 ", "1 ")
"""Pieces of which a paragraph of a mutant may be hundreds of thousands of letters long."""


@pytest.mark.parametrize("piece", RUNS)
def test_a_plan_with_an_enormous_paragraph_is_read(piece: str) -> None:
    text = PLAN.format(piece * (200_000 // len(piece)))
    verdict = read_mutant(Mutant(0, "txt", "tep.txt", text.encode(), (piece,)))
    assert (verdict.what, verdict.fault) == ("read", "")


def test_a_mutant_is_made_from_its_number() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert all(mutant(number, QUICK) == mutant(number, QUICK) for number in range(20))
