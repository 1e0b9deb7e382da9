"""Every route of the site and the addresses of it: own, shared, crossed and foreign records in every numbered part.

Records of all kinds share their numbers (:mod:`security.world`), so that nobody has to say which kind of record
a part of an address names: a new route is walked by itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from security.law_rows import PUBLISHED
from security.marks import number_of
from security.world import OF_CLASS, OF_OTHERS, OF_SIBLING, ONE_LEAD, SHARED

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
    "web:side",
    "api:openapi-json",
}
"""Routes that tell nothing of anybody and are open to nobody in particular."""

LIBRARY = re.compile(r"(account_|mfa_|people:no_)")
"""Pages of the sign-in library, and those that close what it offers beyond."""

VALUES = {
    "key": ("1", "muc-I", f"nv-{number_of('chung', 'P', 1)}"),
    "uidb36": ("1",),
    "secret": ("khong-co",),
    "kind": ("hoa_giai",),
    "form": ("hg.ket_qua",),
    "queue": ("qua_han",),
    "state": ("overdue",),
    "name": ("pham_vi", "x"),
    "do": ("phan_cong", "tiep_nhan"),
    "other": ("00000000-0000-0000-0000-000000000001",),
    "code": ("numbering-gap", "number-blank"),
    "year": ("2031",),
    "paper": ("van_ban_hoa_giai_thanh",),
    "act": ("giao", "nhac", "lui-han"),
    "slug": ("dieu-1-khoan-1",),
    "ending": ("docx", "xml", "jsonld"),
}
"""Parts of an address that name no record; several where more than one way of writing it leads somewhere."""

BY_IDENTIFIER = ("case_id", "uid")
"""Parts that name their record by an identifier; records of the world have the one of their number."""

STRICT = ("people:",)
"""Rooms where a unit or a person is opened within one's scope only, not within the province."""


OF_NOBODY = ("law:", "search:")
"""Rooms whose records are published: what their addresses name is the one act that everybody may read."""
OF_A_UNIT = ("law:impact-one", "law:import-batch", "law:import-stop")
"""Routes of these rooms that name what a unit has of its own: a finding of impact, an import."""


def published(name: str) -> bool:
    """Whether a route names published records alone."""
    return name.startswith(OF_NOBODY) and name not in OF_A_UNIT


@dataclass(frozen=True)
class Target:
    """An address and whose records it names: class and place of :mod:`security.marks` (empty: nobody's)."""

    address: str
    how: str = ""
    place: str = ""


@dataclass(frozen=True)
class Route:
    """One route: its full pattern and the names of its parts."""

    name: str
    pattern: str
    parts: tuple[str, ...]
    room: str

    @property
    def numbered(self) -> tuple[str, ...]:
        """Parts that name a record of somebody."""
        if published(self.name):
            return ()
        return tuple(part for part in self.parts if part in ("pk", *BY_IDENTIFIER) or part.endswith("_id"))

    def unknown(self) -> list[str]:
        """Parts that name neither a record nor a value known here."""
        known = {*self.numbered, *VALUES, *(("pk",) if published(self.name) else ())}
        return [part for part in self.parts if part not in known]

    def address(self, *numbers: int, turn: int = 0) -> str:
        """The address with these numbers in its numbered parts, in their order (one number for all is enough)."""
        given: dict[str, int | str] = {
            part: VALUES[part][turn % len(VALUES[part])] for part in self.parts if part in VALUES
        }
        if published(self.name) and "pk" in self.parts:
            given["pk"] = PUBLISHED
        numbers = numbers * len(self.numbered) if len(numbers) == 1 else numbers
        named = dict(zip(self.numbered, numbers, strict=False))
        given |= {part: str(UUID(int=n)) if part in BY_IDENTIFIER else n for part, n in named.items()}
        return reverse(self.name, kwargs=given)

    def address_above(self) -> str:
        """The address above that of an act that names no record; "" for the others."""
        return "" if self.parts else self.address().rstrip("/").rpartition("/")[0] + "/"

    def targets(self, *places: str, n: int = 1) -> Iterator[Target]:
        """The addresses of the n-th record of every class at some places; nobody's when nothing is numbered."""
        turns = max([len(VALUES[part]) for part in self.parts if part in VALUES], default=1)
        if not self.numbered:
            yield from (Target(self.address(turn=turn)) for turn in range(turns))
            return
        for place, how in itertools.product(places, ("rieng", "chung", "ten", "minh")):
            for turn in range(turns):
                if how != "minh":
                    yield Target(self.address(number_of(how, place, n), turn=turn), self._class(how), place)
                for k, role in enumerate(("officer", "leader"), 1) if how == "minh" and n == 1 else ():
                    yield Target(self.address(number_of(how, place, k), turn=turn), how, f"{role}{place}".lower())

    def _class(self, how: str) -> str:
        return "rieng" if how == "ten" and self.name.startswith(STRICT) else how

    def shared(self) -> Iterator[Target]:
        """Addresses of the tasks that several units answer for."""
        for n in (SHARED, OF_CLASS, ONE_LEAD, OF_OTHERS) if self.numbered else ():
            yield Target(self.address(number_of("chung", "P", n)), "chung", "P")
        if self.numbered:
            yield Target(self.address(number_of("rieng", "SC", OF_SIBLING)), "rieng", "SC")

    def crossed(self, near: str, far: str) -> Iterator[Target]:
        """Addresses whose first record is of the unit ``near`` and whose others are of ``far``."""
        if len(self.numbered) < 2:
            return
        rest = len(self.numbered) - 1
        for first, other in itertools.product(("rieng", "chung"), ("rieng", "chung")):
            numbers = number_of(first, near, 1), *(number_of(other, far, 1),) * rest
            yield Target(self.address(*numbers), other, far)


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
