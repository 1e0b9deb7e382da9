"""Every kind there is, shipped or installed, and every time limit: the one door to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from thuongton.cases.definition.books import shipped_books, shipped_limits
from thuongton.cases.definition.check import check_versions
from thuongton.cases.definition.installed import KIND, InstalledFile, ask_again, follows_installed, installed
from thuongton.cases.definition.kind_files import read_kind
from thuongton.cases.definition.lines import FileFinding, Unreadable
from thuongton.cases.definition.model import CaseKind, ClockRule
from thuongton.cases.definition.tie_files import check_leads

KINDS = Path(__file__).parent.parent / "kinds"


def kind_files() -> list[Path]:
    """The kind files of the product, in order of name."""
    return sorted(KINDS.glob("*.yaml"))


def check_kind_files(
    paths: Iterable[Path], beside: Mapping[str, CaseKind] | None = None
) -> tuple[list[CaseKind], list[FileFinding], list[FileFinding]]:
    """Kinds, what is wrong with their files, and what makes files unreadable.

    ``beside``: the newest version of the kinds there are already, which these may grow into.
    """
    kinds: list[CaseKind] = []
    wrong: list[FileFinding] = []
    unreadable: list[FileFinding] = []
    for path in paths:
        try:
            kind, found = read_kind(str(path), path.read_bytes())
        except Unreadable as error:
            unreadable.append(error.finding)
            continue
        wrong += found
        if kind is not None:
            kinds.append(kind)
    newest = {one.kind: one for one in sorted(kinds, key=lambda one: one.version)}
    return kinds, wrong + check_versions(kinds) + check_leads(kinds, {**(beside or {}), **newest}), unreadable


@cache
def _shipped() -> dict[str, tuple[CaseKind, ...]]:
    kinds, wrong, unreadable = check_kind_files(kind_files())
    if wrong or unreadable:
        raise ValueError("\n".join(map(str, unreadable + wrong)))
    return _by_name(kinds)


def _by_name(kinds: Iterable[CaseKind]) -> dict[str, tuple[CaseKind, ...]]:
    found: dict[str, list[CaseKind]] = {}
    for kind in kinds:
        found.setdefault(kind.kind, []).append(kind)
    return {name: tuple(sorted(versions, key=lambda one: one.version)) for name, versions in found.items()}


def shipped_only() -> Mapping[str, tuple[CaseKind, ...]]:
    """The kinds of the product alone, which its forms are read with. Raises ValueError when a file is wrong."""
    return _shipped()


def is_shipped(kind: str, version: int | None = None) -> bool:
    """Whether the product ships a version of a kind; without one, any."""
    return any(version in (None, one.version) for one in _shipped().get(kind, ()))


@dataclass(frozen=True, eq=False, slots=True)
class JoinedKinds:
    """Kinds by name with their versions, oldest first; ``aside``: why an installed file is not among them.

    ``withdrawn``: those offered no more, by name and version.
    """

    kinds: Mapping[str, tuple[CaseKind, ...]]
    aside: tuple[FileFinding, ...] = ()
    withdrawn: Mapping[tuple[str, int], CaseKind] = field(default_factory=dict)


def join_kinds(files: Sequence[InstalledFile]) -> JoinedKinds:
    """The shipped kinds with installed ones.

    A shipped version is never replaced; a file that was changed or does not pass the checks stands aside. A version
    without an end ends on the day before an installed one begins.
    """
    found = dict(_shipped())
    aside: list[FileFinding] = []
    gone: dict[tuple[str, int], CaseKind] = {}
    for one in files:
        if one.what != KIND:
            continue
        kind, wrong = read_installed_kind(one)
        if one.withdrawn:
            if kind is not None:
                gone[kind.kind, kind.version] = kind
            continue
        if kind is not None and not wrong:
            versions = with_version(found.get(kind.kind, ()), kind)
            wrong = check_versions(versions)
        if kind is None or wrong:
            aside += wrong
        else:
            found[kind.kind] = versions
    return JoinedKinds(found, tuple(aside), gone)


def read_installed_kind(one: InstalledFile) -> tuple[CaseKind | None, list[FileFinding]]:
    """The kind of an installed file, or why it cannot stand."""
    message = ""
    if not one.is_whole:
        message = f"Nội dung loại hồ sơ «{one.name}» phiên bản {one.version} khác với lúc cài."
    elif is_shipped(one.name, one.version):
        message = f"Phiên bản {one.version} của «{one.name}» đã có trong sản phẩm; tệp cài đứng ngoài."
    if message:
        return None, [FileFinding(one.file, 1, "version", "duplicate", message)]
    try:
        return read_kind(one.file, one.text.encode())
    except Unreadable as error:
        return None, [error.finding]


def with_version(versions: Iterable[CaseKind], new: CaseKind) -> tuple[CaseKind, ...]:
    """The versions with a new one, before which one without an end ends."""
    found = sorted([*versions, new], key=lambda one: one.version)
    for number, (before, after) in enumerate(pairwise(found)):
        begins = after.valid_from
        ends_so = after is new and begins is not None and before.valid_to is None
        if ends_so and begins is not None and (before.valid_from or dt.date.min) < begins:
            found[number] = replace(before, valid_to=begins - dt.timedelta(days=1))
    return tuple(found)


@follows_installed
def joined_kinds() -> JoinedKinds:
    """The kinds as they stand now. Raises ValueError when a shipped file is wrong."""
    return join_kinds(installed().files)


def known_kinds() -> Mapping[str, tuple[CaseKind, ...]]:
    """Every kind with its versions, oldest first, those of the product and those installed."""
    return joined_kinds().kinds


def version_of(kind: str, number: int) -> CaseKind | None:
    """A version of a kind; None for one that there is not."""
    found = _version(kind, number)
    if found is None and ask_again():  # another process may have installed it a moment ago
        found = _version(kind, number)
    return found


def _version(kind: str, number: int) -> CaseKind | None:
    joined = joined_kinds()
    found = next((one for one in joined.kinds.get(kind, ()) if one.version == number), None)
    return found or joined.withdrawn.get((kind, number))


def kind_on(name: str, day: dt.date) -> CaseKind | None:
    """The version of a kind in force on a day, at which a case taken in on that day is pinned."""
    for kind in reversed(known_kinds().get(name, ())):
        if (kind.valid_from is None or kind.valid_from <= day) and (kind.valid_to is None or day <= kind.valid_to):
            return kind
    return None


def clock_rule(name: str, day: dt.date) -> ClockRule | None:
    """The rule of ``kind.clock`` in force on the day of the start event, from a kind or a book; None for none.

    Where the law of that day is not known the rule does not say so: only what a text says is here. The version of the
    kind that is in force on the day speaks before the others.
    """
    book, _dot, clock = name.partition(".")
    rules: list[ClockRule] = list(shipped_limits().get(name, ()))
    first = kind_on(book, day)
    for kind in [first, *known_kinds().get(book, ())]:
        if kind is not None and clock in kind.clocks:
            rules += kind.clocks[clock].rules
    return next((rule for rule in rules if rule.in_force(day)), None)


def clock_names() -> list[str]:
    """Every ``kind.clock`` that has a rule."""
    own = {
        f"{name}.{clock}"
        for name, kinds in known_kinds().items()
        for kind in kinds
        for clock, found in kind.clocks.items()
        if found.rules
    }
    return sorted(own | {name for name, rules in shipped_limits().items() if rules})


def label_of_clock(name: str) -> str:
    """The label of ``kind.clock``, in Vietnamese; its name where it is not known."""
    book, _dot, clock = name.partition(".")
    for kind in known_kinds().get(book, ()):
        if clock in kind.clocks:
            return kind.clocks[clock].label.vi
    limits = shipped_books()[book].limits if book in shipped_books() else {}
    return limits[clock].label.vi if clock in limits else name


def label_of_book(name: str) -> str:
    """The label of a kind or a book, in Vietnamese; its name where it is not known."""
    if name in known_kinds():
        return known_kinds()[name][-1].label.vi
    return shipped_books()[name].label.vi if name in shipped_books() else name
