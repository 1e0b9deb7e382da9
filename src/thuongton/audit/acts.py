"""The acts of the trail (việc đã làm): each has a code that never changes and a label; rooms say theirs in ``acts.py``.

An event keeps the label as it was when the act was done: that text is under the hash of its chain and is never changed.
When a label is worded anew the old text goes into ``formerly``, and both are found by the one code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class LabelledAct:
    """One act: ``code`` for programs and filters («plans.task-declared»), ``label`` a Vietnamese msgid for people."""

    code: str
    label: str
    formerly: tuple[str, ...] = ()


class UnknownAct(LookupError):
    """A code that no room has declared."""


@dataclass(frozen=True, slots=True)
class ActLabels:
    """The acts of a room: name → label, and older texts of a label."""

    room: str
    labels: Mapping[str, str]
    formerly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[LabelledAct]:
        for name, label in self.labels.items():
            yield LabelledAct(f"{self.room}.{name}", label, self.formerly.get(name, ()))


def index(declared: Iterable[LabelledAct]) -> tuple[dict[str, LabelledAct], dict[str, LabelledAct]]:
    """Acts by their code and by each of their texts. Raises ValueError when one is taken."""
    by_code: dict[str, LabelledAct] = {}
    by_text: dict[str, LabelledAct] = {}
    for act in declared:
        if by_code.setdefault(act.code, act) is not act:
            raise ValueError(f"{act.code} is declared twice")
        for text in (act.label, *act.formerly):
            if by_text.setdefault(text, act) is not act:
                raise ValueError(f"«{text}» is {by_text[text].code} already")
    return by_code, by_text


@cache
def _known() -> tuple[dict[str, LabelledAct], dict[str, LabelledAct]]:
    return index(act for acts in given(ActLabels) for act in acts)


def registered() -> Mapping[str, LabelledAct]:
    """Every declared act by its code."""
    return _known()[0]


def label_of(action: str) -> str:
    """What the trail writes for an act given by its code; a text stays the text. Raises UnknownAct."""
    known = registered().get(action)
    if known is not None:
        return known.label
    if action and " " not in action and "." in action:
        raise UnknownAct(action)
    return action


def code_of(text: str) -> str:
    """The code of an act as the trail wrote it, now or formerly; "" for a text of no declared act."""
    known = _known()[1].get(text)
    return known.code if known is not None else ""


def texts_of(code: str) -> tuple[str, ...]:
    """Every text the trail has ever written for an act; () for a code that nobody declared."""
    known = registered().get(code)
    return (known.label, *known.formerly) if known is not None else ()
