"""Parts that get another number or place (đánh số lại, chuyển thành): all of one order at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thuongton.law.text.outcomes import NO_LABEL, NOT_BY_MACHINE, OCCUPIED, Applied, Waits, one
from thuongton.law.text.places import SMALL, Place, find, place_of
from thuongton.law.text.tree import ABOVE_ARTICLES, ARTICLE, ATTACHED, TextPart, Trail, label_key
from vanban.model import Amendment


def renumber(act: TextPart, operations: Sequence[Amendment]) -> Applied:
    """The tree after an order that renumbers some parts of an act at once; all wait where one cannot be done.

    The words of other provisions that cite the old numbers stay as they are: no order changed them.
    """
    try:
        return _renumbered(act, operations)
    except Waits as reason:
        return Applied(act, waits=(str(reason),))


def _renumbered(act: TextPart, operations: Sequence[Amendment]) -> Applied:
    here: list[tuple[Place, Place, Trail]] = []
    away: list[tuple[Place, Place]] = []
    for operation in operations:
        old, new = place_of(operation.provision).bare, place_of(operation.replacement).bare
        if not new.steps or new.unread or new.steps[-1][0] != old.steps[-1][0] or new.steps[-1][0] in SMALL:
            raise Waits(NOT_BY_MACHINE)
        if new.steps[:-1] == old.steps[:-1]:
            here.append((old, new, one(act, old)))
        else:
            away.append((old, new))
    for old, new, trail in here:
        act = act.put(trail, [_relabelled(act.at(trail), old, new)])
    for _old, new, trail in here:
        act = _alone(act, new, trail)
    for old, new in away:
        act = _moved(act, old, new)
    pairs = (*((old, new) for old, new, _trail in here), *away)
    return Applied(act, tuple(dict.fromkeys(place for pair in pairs for place in pair)), moved=pairs)


def _alone(act: TextPart, new: Place, trail: Trail) -> TextPart:
    """The tree in which only one part bears a number: a repealed one gives it up, any other holds the order."""
    for other in sorted(find(act, new), reverse=True):
        if other == trail:
            continue
        if not act.at(other).ended:
            raise Waits(OCCUPIED.format(place=new))
        act = act.put(other, [TextPart("", "", "", ended=True)])
    return act


def _relabelled(part: TextPart, old: Place, new: Place) -> TextPart:
    level, label = new.steps[-1]
    if part.ended:
        return replace(part, label=label)
    called = rf"{level}\s+(?:số\s+)?" if level in (ARTICLE, *ATTACHED, *ABOVE_ARTICLES) else ""
    match = re.match(rf"\W{{0,3}}(?:{called})?(?P<label>{re.escape(part.label)})(?![\w])", part.own, re.IGNORECASE)
    if match is None:
        raise Waits(NO_LABEL.format(place=old))
    own = part.own[: match.start("label")] + label + part.own[match.end("label") :]
    return replace(part, label=label, own=own)


def _moved(act: TextPart, old: Place, new: Place) -> TextPart:
    """The tree with a part moved under another one, in the order of labels there."""
    trail = one(act, old)
    if old.attached or new.attached or not new.above.steps:
        raise Waits(NOT_BY_MACHINE)
    if any(not act.at(taken).ended for taken in find(act, new)):
        raise Waits(OCCUPIED.format(place=new))
    part = _relabelled(act.at(trail), old, new)
    one(act, new.above)
    act = act.put(trail, [])
    above = one(act, new.above)
    top = act.at(above)
    level, label = new.steps[-1]
    after = [
        at for at, below in enumerate(top.parts) if below.level == level and label_key(below.label) < label_key(label)
    ]
    return act.put(above, [top.with_part(after[-1] + 1 if after else 0, part)])
