"""Reads a mutant as the site does, in a process that may die, and says what came out."""

from __future__ import annotations

import time
from dataclasses import dataclass

from documents.mutants import TABLES, Mutant
from thuongton.files.limits import limits
from thuongton.plans.taking_in.sheet_files import open_sheets, read_sheets
from vanban import UnreadableFile
from vanban.apart import kept_readings_apart
from vanban.apart.caller import DIED, LARGE, LATE

NAMED = {DIED: "died", LARGE: "took too much memory", LATE: "took too long"}
CODES = {"empty", "wrong_type", "encrypted", "too_large", "bomb", "broken", "unsupported", "scan"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """``what`` came out: «read», «refused as CODE», or what no file may do; ``fault`` tells of that, else empty."""

    what: str
    seconds: float
    fault: str = ""


def read_mutant(one: Mutant, *, ocr: bool = True) -> Verdict:
    """A table is opened and its rows told apart; a paper is judged and read whole, pictures of it with OCR if told."""
    began = time.monotonic()
    what, fault = _read(one, ocr)
    return Verdict(what, time.monotonic() - began, f"{one.number} {one.form} {one.done}: {fault}" if fault else "")


def _read(one: Mutant, ocr: bool) -> tuple[str, str]:
    try:
        if one.form in TABLES:
            grids = open_sheets(one.data, one.name)
            if grids:
                read_sheets(grids, [None] * len(grids))
        else:
            kept_readings_apart(one.data, one.name, ocr=ocr, limits=limits())
    except UnreadableFile as error:
        if error.sentence in NAMED:
            return NAMED[error.sentence], error.sentence
        whole = error.sentence.endswith(".") and "\n" not in error.sentence and len(error.sentence) > 20
        good = whole and error.code in CODES
        return f"refused as {error.code}", "" if good else f"no sentence: {error.code} {error.sentence!r}"
    except Exception as error:
        return "an error nobody foresaw", f"{type(error).__name__} {str(error)[-700:]}"
    return "read", ""
