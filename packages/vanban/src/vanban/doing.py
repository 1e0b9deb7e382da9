"""Verbs of doing (động từ chỉ việc): where the name of a unit ends and its work begins; from ``data/doing.toml``."""

from __future__ import annotations

from vanban.patterns import any_of, one, words_in

_WORDS = words_in("doing.toml")

TRANSACTING = frozenset((first, second) for first, second in map(str.split, _WORDS["transacting"]))
"""What bodies do to one another in laws, as pairs of syllables."""


def _guarded() -> list[str]:
    found = []
    for row in _WORDS["guarded"]:
        before = "".join(rf"(?<!{word} )" for word in row.get("not_after", ()))
        after = any_of([*row.get("not_before", ())]) if row.get("not_before") else ""
        found.append(before + one(row["word"]) + (rf"(?!,|\s{after}(?!\w))" if after else ""))
    return found


def verbs(*, after_partners: bool = False) -> str:
    """The pattern of a verb that begins the work of a unit.

    Args:
        after_partners: the sentence has said with whom, so that words count that begin a work only there.
    """
    plain = [*_WORDS["verbs"], *(_WORDS["after_partners"] if after_partners else ())]
    return rf"(?:{'|'.join([any_of(plain), *_guarded()])})(?!\w)"
