"""Grounds of review (căn cứ rà soát) as rules over what documents order and cite: pure, from values to values.

The rules stand in ``grounds.toml`` with their clause. An event is an operation of an acting document on another; it is
a ground for the document that it touches (direct) and for each that cites the touched one as its basis. Events of one
acting document on one document under one rule are one ground, quoted together.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from vanban.text import fold, join_lines

Relation = Literal["direct", "basis", "body", "told"]
Confidence = Literal["seen", "second", "memory"]
CHECK = "cần kiểm tra"
MOST_QUOTED = 3
"""Operations of one document that a ground quotes; it says how many more there are."""
QUOTE = 600
"""Letters of one quote."""
MORE = "… và {number} lệnh nữa."


class UnusableGrounds(ValueError):
    """A file of rules that cannot be used; the message names the rule and what is wrong."""


@dataclass(frozen=True, slots=True)
class GroundRule:
    """One rule: what it says, its clause, and which events it fits; ``begins`` and ``ended`` bound the days of issue
    of the acting document."""

    code: str
    relation: Relation
    says: str
    clause: str
    confidence: Confidence
    orders: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    begins: dt.date | None = None
    ended: dt.date | None = None

    @property
    def cited(self) -> str:
        """Its clause, with «cần kiểm tra» where nobody has read the text itself."""
        return self.clause if self.confidence == "seen" else f"{self.clause}; {CHECK}"

    def fits(self, event: ActingOrder) -> bool:
        """Whether an operation of an acting document is such an event."""
        if event.kind not in self.orders:
            return False
        if event.issued is not None and not self._holds(event.issued):
            return False
        if self.kinds and not fold(event.act_kind).startswith(self.kinds):
            return False
        return not self.words or any(word in fold(join_lines(event.surface)) for word in self.words)

    def _holds(self, day: dt.date) -> bool:
        return (self.begins is None or self.begins <= day) and (self.ended is None or day <= self.ended)


@dataclass(frozen=True, slots=True)
class ActingOrder:
    """An operation of a document on another: ``target`` is the key of what it touches, ``key`` that of the operation,
    ``whole`` says that it is on the whole document, ``since`` from which day it acts where that is known."""

    act: int
    act_kind: str
    issued: dt.date | None
    kind: str
    target: str
    surface: str
    key: str
    index: int
    whole: bool = False
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class BasisCited:
    """What a document cites as its basis: the key, the row of the register where it is held, the words."""

    target: str
    act: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class BodyChanged:
    """A change of the body that issued a document: what it was, what it is now, since which day, by which paper."""

    key: str
    issuer: str
    words: str
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class FoundGround:
    """Why a document must be reviewed: the rule, the acting document, the basis through which it reaches it."""

    key: str
    rule: str
    direct: bool
    by: int | None = None
    order: str = ""
    through: int | None = None
    quote: str = ""
    own_quote: str = ""
    since: dt.date | None = None


@cache
def rules() -> tuple[GroundRule, ...]:
    """Every rule in the order of the file. Raises UnusableGrounds."""
    return tuple(_read(_file()["rule"]))


@cache
def rule_of(code: str) -> GroundRule | None:
    """The rule of a code.

    >>> rule_of("basis-amended").relation
    'basis'
    """
    return next((one for one in rules() if one.code == code), None)


@cache
def answering_departments() -> tuple[str, ...]:
    """Names of the units of a province that answer for what bodies of the province issued."""
    return tuple(str(one) for one in _file()["desk"]["departments"])


def _file() -> dict[str, Any]:
    with (Path(__file__).parent / "grounds.toml").open("rb") as stream:
        return tomllib.load(stream)


def _read(rows: Iterable[Mapping[str, object]]) -> Iterator[GroundRule]:
    for row in rows:
        code = str(row.get("code") or "?")
        relation, confidence = row.get("relation"), row.get("confidence")
        if relation not in get_args(Relation) or confidence not in get_args(Confidence):
            raise UnusableGrounds(f"{code}: relation «{relation}», confidence «{confidence}»")
        begins, ended = row.get("from"), row.get("to")
        if not all(day is None or isinstance(day, dt.date) for day in (begins, ended)):
            raise UnusableGrounds(f"{code}: from, to")
        yield GroundRule(
            code, relation, str(row["says"]), str(row["clause"]), confidence,  # type: ignore[arg-type]
            frozenset(_texts(row, "orders")), _texts(row, "words"), _texts(row, "kinds"),
            begins, ended,  # type: ignore[arg-type]
        )  # fmt: skip


def _texts(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = row.get(name) or []
    return tuple(str(one) for one in found) if isinstance(found, list) else ()


def ordering_kinds() -> frozenset[str]:
    """The kinds of operation that any rule asks for."""
    return frozenset(kind for rule in rules() for kind in rule.orders)


def rule_for(relation: Relation, event: ActingOrder) -> GroundRule | None:
    """The first rule of a relation that an event fits; None where it is no ground."""
    return next((rule for rule in rules() if rule.relation == relation and rule.fits(event)), None)


def grounds_of(
    own_key: str,
    issued: dt.date | None,
    events: Iterable[ActingOrder],
    bases: Mapping[str, Sequence[ActingOrder]],
    cited: Sequence[BasisCited],
    bodies: Iterable[BodyChanged] = (),
    *,
    over: bool = False,
) -> list[FoundGround]:
    """Why a document must be reviewed, direct grounds first.

    Args:
        own_key: what the acting documents call it; told beside its own words of a direct hit.
        issued: its day of issue; only what was issued later is a ground (Điều 37).
        events: operations on the document itself.
        bases: operations on what it cites as its basis, by the key of the basis.
        cited: its bases.
        bodies: changes of the body that issued it.
        over: it has expired as a whole: what happens to its bases and its issuer is no ground any more.
    """
    found = list(_joined("direct", "", None, own_key, issued, events))
    if over:
        return found
    for one in cited:
        found += _joined("basis", one.target, one.act, one.quote, issued, bases.get(one.target, ()))
    rule = next(rule for rule in rules() if rule.relation == "body")
    for body in bodies:
        if issued is None or body.since is None or issued < body.since:
            key = f"{rule.code}:{body.key}"[:160]
            found.append(FoundGround(key, rule.code, False, quote=body.words, own_quote=body.issuer, since=body.since))
    return found


def _joined(
    relation: Relation,
    basis: str,
    through: int | None,
    own_quote: str,
    issued: dt.date | None,
    events: Iterable[ActingOrder],
) -> Iterator[FoundGround]:
    """Events of one relation as grounds: one for each acting document and rule."""
    groups: dict[tuple[int, str], list[ActingOrder]] = {}
    for event in events:
        if issued is not None and event.issued is not None and event.issued < issued:
            continue
        rule = rule_for(relation, event)
        if rule is not None:
            groups.setdefault((event.act, rule.code), []).append(event)
    for (act, code), some in sorted(groups.items()):
        some.sort(key=lambda one: (not one.whole, one.index, one.key))
        days = [one.since for one in some if one.since is not None]
        yield FoundGround(
            key=_key(code, act, basis),
            rule=code,
            direct=relation == "direct",
            by=act,
            order=some[0].key,
            through=through,
            quote=_quoted(some),
            own_quote=own_quote,
            since=min(days) if len(days) == len(some) else None,
        )


def _key(code: str, act: int, basis: str) -> str:
    """One for each rule, acting document and basis; bounded, whatever the basis is called."""
    return f"{code}:{act}:{sha256(basis.encode()).hexdigest()[:32] if basis else ''}"


def _quoted(events: Sequence[ActingOrder]) -> str:
    lines = list(dict.fromkeys(join_lines(one.surface)[:QUOTE] for one in events if one.surface.strip()))
    more = len(lines) - MOST_QUOTED
    return "\n".join([*lines[:MOST_QUOTED], *([MORE.format(number=more)] if more > 0 else [])])
