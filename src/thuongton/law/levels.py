"""The level of the body that issued an act (cấp ban hành), as its name and number tell it; pure.

Centre, province, district (gone since 01/7/2025, its acts stay), commune. A body whose name tells no level has none.
Source of the levels: Luật Tổ chức chính quyền địa phương; which cities are provinces: ``vanban.vocabulary``.
"""

from __future__ import annotations

import re
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from vanban.symbols import issuer_of, parse
from vanban.text import fold, join_lines
from vanban.vocabulary import central_cities


class IssuingLevel(StrEnum):
    """Where the body that issued an act stands."""

    CENTRE = "trung-uong"
    PROVINCE = "tinh"
    DISTRICT = "huyen"
    COMMUNE = "xa"


WORDS = {
    IssuingLevel.CENTRE: _("Trung ương"), IssuingLevel.PROVINCE: _("Cấp tỉnh"),
    IssuingLevel.DISTRICT: _("Cấp huyện (trước 01/7/2025)"), IssuingLevel.COMMUNE: _("Cấp xã"),
}  # fmt: skip
_LOCAL = re.compile(r"^(?:chu tich )?(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)\b")
_PLACE = re.compile(
    r"(?<!\w)(?P<unit>tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)(?!\w)\s*(?P<name>.*)$"
)
_BELOW = {
    "tinh": IssuingLevel.PROVINCE, "huyen": IssuingLevel.DISTRICT, "quan": IssuingLevel.DISTRICT,
    "thi xa": IssuingLevel.DISTRICT, "xa": IssuingLevel.COMMUNE, "phuong": IssuingLevel.COMMUNE,
    "thi tran": IssuingLevel.COMMUNE, "dac khu": IssuingLevel.COMMUNE,
}  # fmt: skip
_CENTRE = (
    *("quoc hoi", "uy ban thuong vu quoc hoi", "van phong quoc hoi", "chu tich nuoc", "chinh phu", "thu tuong", "bo "),
    *("uy ban dan toc", "thanh tra chinh phu", "ngan hang nha nuoc", "kiem toan nha nuoc", "tong kiem toan"),
    *("toa an nhan dan toi cao", "hoi dong tham phan", "chanh an toa an nhan dan toi cao"),
    *("vien kiem sat nhan dan toi cao", "vien truong vien kiem sat nhan dan toi cao"),
)
"""How names of bodies of the centre begin, folded."""


def level_of(issuer: str, number: str = "") -> IssuingLevel | None:
    """The level of an issuer; where its name is not told, what the symbol of the number says.

    >>> level_of("Ủy ban nhân dân thành phố Hà Nội"), level_of("UBND phường Bến Nghé").value
    (<IssuingLevel.PROVINCE: 'tinh'>, 'xa')
    >>> level_of("", "30/2020/NĐ-CP").value
    'trung-uong'
    """
    name = " ".join(fold(join_lines(issuer)).split())
    if not name:
        parsed = parse(number) if number else None
        return IssuingLevel.CENTRE if parsed is not None and issuer_of(parsed) is not None else None
    if _LOCAL.match(name):
        place = _PLACE.search(name)
        if place is None:
            return None
        if place["unit"] == "thanh pho":
            city = place["name"].removeprefix("truc thuoc trung uong").strip()
            return IssuingLevel.PROVINCE if city in central_cities() else IssuingLevel.DISTRICT if city else None
        return _BELOW[place["unit"]]
    if name.startswith(_CENTRE):
        return IssuingLevel.CENTRE
    parsed = parse(number) if number else None
    return IssuingLevel.CENTRE if parsed is not None and issuer_of(parsed) is not None else None
