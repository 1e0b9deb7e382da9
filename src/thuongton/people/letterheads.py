"""The head of the papers of a unit (phần đầu văn bản): its name, that of the body above, its symbol, its place."""

from __future__ import annotations

from dataclasses import dataclass

from thuongton.people.models import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the letter is from."""

    issuer: str
    symbol: str
    place: str
    issuer_parent: str = ""
    capacity: str = ""


TERRITORIES = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ")
NAMED_AFTER_PEOPLE = ("Hồ Chí Minh",)


def place_of(territory: str) -> str:
    """The place (địa danh) that papers of a territory name: «Hà Tĩnh», «Vân Phượng», «Thành phố Hồ Chí Minh».

    A territory named by a number or after a person keeps its whole name (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II,
    khoản 4). Of persons' names only that of the city is known here.
    """
    prefix = next((word for word in TERRITORIES if territory.startswith(word)), "")
    bare = territory[len(prefix) :].strip()
    return territory if not bare or bare[0].isdigit() or bare in NAMED_AFTER_PEOPLE else bare


def shortened(authority: str) -> str:
    """The body above as a head prints it: common words of its name may be shortened (khoản 2 Mục II of the same)."""
    return authority.replace("Ủy ban nhân dân", "UBND", 1)


def initials_of(name: str) -> str:
    """The symbol of a Sở from its name: «Sở Khoa học và Công nghệ» → «SKHCN»; ``""`` for other bodies.

    >>> initials_of("Sở Tư pháp"), initials_of("Văn phòng HĐND và UBND xã")
    ('STP', '')
    """
    if not name.startswith("Sở "):
        return ""
    return "".join(word[0] for word in name.replace("-", " ").split() if word != "và" and word[0].isalpha()).upper()


def sender_of(unit: Unit) -> Sender:
    """The head of a letter sent by a unit: its own name, that of the body above, its symbol and place.

    The symbol of a letter names the issuer and the unit that drafts it; of the latter nothing is known, so that a Sở
    has its own initials only («STP») and other bodies none: the clerk completes it when giving the number.
    """
    parent = unit.parent
    territory = unit
    while territory.kind in (UnitKind.DEPARTMENT, UnitKind.OFFICE) and territory.parent is not None:
        territory = territory.parent
    return Sender(
        issuer=unit.authority,
        issuer_parent=shortened(parent.authority) if parent and unit.kind != UnitKind.PROVINCE else "",
        symbol="UBND" if unit.authority.startswith("Ủy ban nhân dân") else initials_of(unit.name),
        place=place_of(territory.name),
    )
