"""The made-up laws as acts of the register."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction

from search.made import DECREE, NEW, OLD, TITLES, bees
from thuongton.law.models import ActText, LegalAct
from thuongton.law.services.deriving import derive_pending, touched
from thuongton.law.works import name_key

DAYS = {OLD: dt.date(2003, 11, 26), NEW: dt.date(2013, 11, 20), DECREE: dt.date(2014, 3, 1)}
EFFECT = {OLD: dt.date(2004, 7, 1), NEW: dt.date(2014, 7, 1), DECREE: dt.date(2014, 4, 15)}
KINDS = {OLD: "Luật", NEW: "Luật", DECREE: "Nghị định"}


def words_of(law: str) -> str:
    """The words of a made-up law."""
    return "\n".join(f"Điều {one.label}. {one.text}" for one in bees() if one.law == law)


def register(*, ended: bool = True) -> dict[str, LegalAct]:
    """The made-up laws in the register, by number; the older law ended as the newer one began."""
    made = {}
    with transaction.atomic():
        for law in (OLD, NEW, DECREE):
            text = words_of(law)
            made[law] = LegalAct.objects.create(
                number=law, number_key=law, issuer="Quốc hội" if law != DECREE else "Chính phủ", kind=KINDS[law],
                title=TITLES[law], name_key=name_key(TITLES[law]), issued_on=DAYS[law], effective_on=EFFECT[law],
                expired_on=EFFECT[NEW] if law == OLD and ended else None,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
            )  # fmt: skip
            ActText.objects.create(act=made[law], text=text)
        touched(act.pk for act in made.values())
    derive_pending()
    return made
