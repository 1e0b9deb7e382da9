"""Which documents a cell is about: its own, those it replaces or repeals, what handled them, and what it only cites.

A draft («Nghị quyết quy định … (thay thế Nghị quyết số A; Nghị quyết số B)») is about A and B; a document that stands
(«Quyết định số A sửa đổi Quyết định số B») is about A alone; «được thay thế bằng …» names what handled it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from thuongton.reviews.tables.numbers import numbers_in, straight
from thuongton.reviews.tables.words import TableAction
from vanban.text import fold

Role = Literal["own", "handled", "by", "cited"]
LONGEST = 20_000
LONGEST_GAP = 2_000
"""Letters between two numbers that are looked at: those nearest the second."""
_KIND = r"(?:nghi quyet(?: lien tich)?|quyet dinh|chi thi|van ban|nghi dinh|thong tu|quy dinh|quy che|nq|qd|ct)"
_ITEM = r"(?:[-+•*–]\s*|\(?\d{1,2}[.)]\s*|\(?[a-z][.)]\s*)?"
_TITLE = r"quy dinh|ve |ban hanh|bai bo|thay the|sua doi|huy bo|cong bo|phe duyet|bo sung|thong qua|giao|dieu chinh"
_OWN = re.compile(
    rf"^\W*(?:\d{{1,3}}[.)]\s*)?(?:cac\s+)?(?:du thao\s+)?"
    rf"(?:{_KIND}(?:(?!{_TITLE})[^\d;()]){{0,70}}?)?\s*(?:so\s*[:.]?\s*)?$"
)
_DRAFT = re.compile(rf"^\W*(?:\d{{1,3}}[.)]\s*)?(?:du thao\s+)?{_KIND}\b")
_LINK = re.compile(rf"(?:[;,&+\n]|\bva|\bhoac|\bcung voi)\s*{_ITEM}(?:cac\s+)?(?:{_KIND}\s*)?(?:so\s*[:.]?\s*)?$")
_STRONG_LINK = re.compile(rf"[;\n]\s*(?:va\s+)?{_ITEM}(?:cac\s+)?{_KIND}\s*(?:so\s*[:.]?\s*)?$")
_VERBS: dict[str, TableAction] = {
    "thay the": "thay_the", "bai bo": "bai_bo", "huy bo": "bai_bo", "sua doi": "sua_doi", "bo sung": "sua_doi",
}  # fmt: skip
_VERB = re.compile(r"thay the|bai bo|huy bo|sua doi|bo sung")
_PASSIVE = re.compile(
    r"(?:(?:thay the|bai bo|huy bo)\s*(?:\([^)]*\)\s*)?(?:boi|bang|tai|theo)"
    r"|(?:duoc|bi)\s+(?:thay the|bai bo|huy bo)\b)[^;]*$"
)
_ISSUED = re.compile(
    r"da (?:duoc )?(?:ky )?(?:ban hanh|thong qua)\s+(?:cac\s+)?"
    r"(?:nghi quyet|quyet dinh|nq|qd)\s*(?:so\s*)?$"
)
_AMENDED = re.compile(r"(?:duoc|bi|da)\s+(?:sua doi|bo sung|dinh chinh)[^;]*$")
_NEW_ORDER = re.compile(
    rf"(?<!sua doi)(?:^|[;(,\n.–-]|\bva|\bdong thoi)\s*(?:de nghi\s+|se\s+)?"
    rf"(?P<verb>{_VERB.pattern})(?P<more>[^();]*?)$"
)


@dataclass(frozen=True, slots=True)
class RoleOf:
    """A number of a cell with its role; ``verbs`` are the orders that stand over it."""

    number: str
    role: Role
    verbs: tuple[TableAction, ...] = ()


@dataclass(slots=True)
class CellRoles:
    """What a cell is about. ``draft``: it begins as a document without its number."""

    found: list[RoleOf] = field(default_factory=list)
    draft: bool = False
    verbs: tuple[TableAction, ...] = ()
    doubts: list[str] = field(default_factory=list)

    def of(self, *roles: Role) -> list[str]:
        """The numbers that have one of the roles, each once."""
        return list(dict.fromkeys(one.number for one in self.found if one.role in roles))

    @property
    def ordered(self) -> tuple[TableAction, ...]:
        """The orders over the documents handled, or those of the draft's title where it names no number."""
        told = tuple(dict.fromkeys(verb for one in self.found if one.role == "handled" for verb in one.verbs))
        return told or self.verbs


def roles_in(cell: str) -> CellRoles:
    """The roles of the numbers of a cell."""
    text = straight(cell[:LONGEST])
    folded = fold(text)
    printed = numbers_in(text)
    roles = CellRoles(doubts=[one.doubt for one in printed if one.doubt])
    before = 0
    role: Role | None = None
    verbs: tuple[TableAction, ...] = ()
    under = False
    own = bool(printed) and _OWN.match(folded[: printed[0].start]) is not None
    roles.draft = not own and _DRAFT.match(folded) is not None
    for place, one in enumerate(printed):
        gap = folded[max(before, one.start - LONGEST_GAP) : one.start]
        if place == 0 and own:
            role, verbs, under = "own", (), False
        else:
            role, verbs, under = _next(gap, role, verbs, under=under, first=place == 0, own=own)
        if one.number is not None:
            roles.found.append(RoleOf(one.number, role if role and not under else "cited", verbs))
        before = one.end
    if not printed and roles.draft:
        roles.verbs = _title_verbs(folded)
    return roles


def _next(
    gap: str, role: Role | None, verbs: tuple[TableAction, ...], *, under: bool, first: bool, own: bool
) -> tuple[Role | None, tuple[TableAction, ...], bool]:
    """The role of the number after ``gap``, the orders over it, and whether it only stands in another's title."""
    left = gap.count(")") > gap.count("(")
    opened = gap.rpartition("(")[2] if gap.count("(") > gap.count(")") else None
    last = opened if opened is not None else gap.rpartition(")")[2] if left else gap
    if _PASSIVE.search(last) or _ISSUED.search(last):
        return "by", (), False
    if _AMENDED.search(last):
        return role, verbs, True
    if opened is not None and (told := _verbs_at_start(opened)):
        return "handled", told, False
    order = _NEW_ORDER.search(last)
    if order is not None and not first and role in ("own", "handled", "by") and _by_itself(gap, order, role):
        return "handled", _verbs_of(order["verb"] + order["more"]), False
    linked = (_STRONG_LINK if under else _LINK).search(gap)
    if linked is not None and role is not None and not (left and role == "handled"):
        return role, verbs, False
    if role is None or (left and role == "handled"):
        told = _verbs_before(last) if not own else ()
        if told:
            return "handled", told, False
        return role, verbs, True
    return role, verbs, True


def _by_itself(gap: str, order: re.Match[str], role: Role) -> bool:
    """Whether an order stands beside the document before it, and not in its title («…; bãi bỏ Quyết định số B»)."""
    mark = order.group().lstrip()[:1]
    return mark in ";(\n." or (role == "handled" and (mark == "," or order.group().lstrip().startswith(("va", "dong"))))


def _verbs_at_start(words: str) -> tuple[TableAction, ...]:
    match = re.match(rf"\s*(?:de nghi\s+|se\s+|nham\s+|de\s+)?(?:{_VERB.pattern})", words)
    return _verbs_of(words) if match else ()


def _verbs_before(words: str) -> tuple[TableAction, ...]:
    """The orders over a number that ends ``words``: the last run of them, «kèm theo» a document being the document."""
    found = list(_VERB.finditer(words))
    if not found:
        return ()
    between = words[found[-1].end() :]
    if ";" in between or re.search(r"\b(?:can cu|thuc hien|thi hanh|chi tiet|tai (?:khoan|dieu|diem))\b", between):
        return ()
    start = found[-1].start()
    for one in reversed(found[:-1]):
        if re.fullmatch(r"\s*(?:[/,]|va|hoac)?\s*", words[one.end() : start]):
            start = one.start()
        else:
            break
    return _verbs_of(words[start:])


def _verbs_of(words: str) -> tuple[TableAction, ...]:
    """The orders of a run of words: those that follow one another at its beginning."""
    found: list[TableAction] = []
    end = None
    for match in _VERB.finditer(words):
        if end is not None and not re.fullmatch(r"\s*(?:[/,]|va|hoac|/\s*)?\s*", words[end : match.start()]):
            break
        found.append(_VERBS[match.group()])
        end = match.end()
    return tuple(dict.fromkeys(found))


def _title_verbs(folded: str) -> tuple[TableAction, ...]:
    match = re.match(
        rf"\W*(?:\d{{1,3}}[.)]\s*)?(?:du thao\s+)?{_KIND}\s+(?:ve (?:viec\s+)?)?(?={_VERB.pattern})", folded
    )
    return _verbs_of(folded[match.end() :]) if match else ()
