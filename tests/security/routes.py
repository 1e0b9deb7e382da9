"""Every route of the site, and the records its address needs: a route whose need is not known here fails the walk."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

import thuongton
from security.walked_world import Walked

SOURCES = Path(thuongton.__file__).parent

PUBLIC = {
    "healthz",
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "people:forgotten",
    "people:forgotten_done",
    "people:forgotten_key_done",
    "people:forgotten_key",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "set_language",
    "api:openapi-json",
}
"""Routes that tell nothing of anybody and are open to nobody in particular."""

OWN = re.compile(
    r"people:(wear|account|read|open_message)$|home:(feeds|make_feed|revoke_feeds|feed)$|mfa_|usersessions_|account_|set_language"
    r"|plans:(save-view|drop-view|view-save|view-drop)"
)
"""Routes by which a person changes only what is his or her own: allowed to every role."""

NEEDS = (
    ("van-ban/dua-vao/", "pk", "intake"),
    ("van-ban/lien-ket/", "pk", "documentlink"),
    ("van-ban/tep/", "pk", "attachment"),
    ("van-ban/bo-qua/", "pk", "setaside"),
    ("van-ban/du-thao/ban/", "pk", "draftversion"),
    ("van-ban/du-thao/", "pk", "draft"),
    ("van-ban/", "pk", "document"),
    ("", "lower_id", "plan"),
    ("", "higher_id", "plan"),
    ("", "other_id", "task"),
    ("", "user_id", "person"),
    ("", "person_id", "person"),
    ("", "row_id", "proposal"),
    ("", "proposal_id", "proposal"),
    ("", "change_id", "deadlinechange"),
    ("", "figure_id", "statedfigure"),
    ("", "link_id", "documentlink"),
    ("", "file_id", "storedfile"),
    ("", "view_id", "savedview"),
)
"""Which kind of record an address part names: the start of the route, the name of the part, the kind. A part
``<kind>_id`` names its kind by itself."""

VALUES = {
    "key": "1",
    "uidb36": "1",
    "secret": "khong-co",
    "kind": "KH",
    "state": "overdue",
    "name": "x",
    "code": "numbering-gap",
}
"""Address parts that name no record."""

STRICT = ("people:",)
"""Rooms where a unit or a person is opened within one's scope only, not within the province."""


@dataclass(frozen=True)
class Route:
    """One route: its full pattern and the names of its parts."""

    name: str
    pattern: str
    parts: tuple[str, ...]
    room: str

    def need(self, part: str, walked: Walked) -> str | None:
        """The kind of record a part names; None for a plain value. Raises LookupError for one nobody declared."""
        for start, name, kind in NEEDS:
            if name == part and self.pattern.startswith(start):
                return kind
        if part.endswith("_id") and part.removesuffix("_id") in walked.things:
            return part.removesuffix("_id")
        if part in VALUES:
            return None
        raise LookupError(f"{self.name}: {self.pattern} – phần <{part}>")

    def addresses(self, walked: Walked, *places: str) -> Iterator[tuple[str, str, str]]:
        """``(address, class, place)``: at each place one record of every class, the parts of an address from one place.

        The place of a private record is the account name of its owner.
        """
        kinds = {part: self.need(part, walked) for part in self.parts}
        named = [part for part, kind in kinds.items() if kind]
        for place in places:
            pools = [one_of_each_class(walked.things[str(kinds[part])].get(place, [])) for part in named]
            for chosen in itertools.product(*pools):
                given: dict[str, Any] = {part: VALUES[part] for part, kind in kinds.items() if kind is None}
                given |= {part: record.pk for part, (record, _how) in zip(named, chosen, strict=True)}
                classes = {how for _record, how in chosen}
                how = next((each for each in ("minh", "rieng", "chung", "ten") if each in classes), "ten")
                if self.name.startswith(STRICT) and how == "ten":
                    how = "rieng"
                owner = chosen[0][0].user.username if how == "minh" else place
                yield reverse(self.name, kwargs=given), how, owner

    def crossed(self, walked: Walked, near: str, far: str) -> Iterator[str]:
        """Addresses whose first record is of the unit ``near`` and whose others are of ``far``."""
        kinds = {part: self.need(part, walked) for part in self.parts}
        named = [part for part, kind in kinds.items() if kind]
        if len(named) < 2:
            return
        given: dict[str, Any] = {part: VALUES[part] for part, kind in kinds.items() if kind is None}
        for number, part in enumerate(named):
            pool = walked.things[str(kinds[part])][near if number == 0 else far]
            given[part] = pool[0][0].pk
        yield reverse(self.name, kwargs=given)


def one_of_each_class(records: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """The first record of each class."""
    return list({how: (record, how) for record, how in reversed(records)}.values())


def every_route() -> list[Route]:
    """All routes of the URL resolver."""
    return list(_below(get_resolver(), "", ""))


def _below(at: URLResolver, prefix: str, space: str) -> Iterator[Route]:
    for each in at.url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _below(each, prefix + str(each.pattern), inner)
        elif isinstance(each, URLPattern):
            room = getattr(each.callback, "view_class", each.callback).__module__.split(".")
            parts = tuple(each.pattern.regex.groupindex)
            yield Route(f"{space}{each.name}", prefix + str(each.pattern), parts, room[1] if len(room) > 1 else "")


def spoken_names(room: str) -> list[str]:
    """Every name that the views and queries of a room read from a query string or a form."""
    names: set[str] = set()
    for path in sorted((SOURCES / room).rglob("*.py")):
        source = path.read_text("utf-8")
        names.update(re.findall(r'(?:GET|POST|query|form)\.(?:get|getlist)\(\s*"([\w-]+)"', source))
    return sorted(names)


KINDS_BY_WORD = (
    ("van-ban|document|product|san-pham|proof|source|letter", "document"),
    ("ke-hoach|plan|lower|higher", "plan"),
    ("nhiem-vu|task|twin|viec", "task"),
    ("don-vi|unit|trong|successor", "unit"),
    ("nguoi|user|person|assign", "person"),
    ("tep|file|attach", "attachment"),
    ("hat|mu", "hat"),
)


def foreign_values(names: list[str], walked: Walked, place: str) -> dict[str, str]:
    """A value for each name that points at a record of ``place``."""
    values = {}
    for name in names:
        kind = next((kind for words, kind in KINDS_BY_WORD if re.search(words, name)), "document")
        values[name] = str(walked.things[kind][place][0][0].pk)
    return values
