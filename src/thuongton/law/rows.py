"""Between rows and values: operations as JSON and back, acts as works; keys by which acts are found."""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils.timezone import localtime

from thuongton.law.by_hand import HandRecord, facts_as_known, of_order
from thuongton.law.detailing import parent_named
from thuongton.law.gazette import at_latest, day_after_printing, day_after_signing
from thuongton.law.models import ActOrder, ActRecord, LegalAct
from thuongton.law.works import OFFICIAL, LegalWork, Order, issued_by, name_key
from vanban.model import Amendment, AmendmentKind, Anchor, Effect, Phrase, Place
from vanban.symbols import issuer_of, normalise, parse
from vanban.text import fold, join_lines

KEY = 500
NAMED = "="


_HEAD_OF = re.compile(r"^(?:bo truong|thong doc|vien truong|chanh an|tong thanh tra|tong kiem toan)\s+(?=\w+\s+\w)")
_NOT_WORDS = re.compile(r"\W+")


def issuer_key(issuer: str) -> str:
    """What an issuer is compared by: a ministry and its minister are one issuer, whatever dashes stand in the name.

    >>> issuer_key("Bộ trưởng Bộ Lao động -Thương binh và Xã hội") == issuer_key("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI")
    True
    """
    return _HEAD_OF.sub("", _NOT_WORDS.sub(" ", fold(join_lines(issuer))).strip())[:300]


def target_of(operation: Amendment) -> str:
    """The key of the act that an operation changes; "" when its words do not tell."""
    if operation.document is not None:
        return normalise(operation.document.partition("@")[0])[:KEY]
    if operation.document_name:
        return (NAMED + name_key(operation.document_name))[:KEY]
    return ""


def found_by(title: str, kind: str) -> str:
    """The name by which an act is found; an official consolidated text bears that of another act, so it has none."""
    return name_key(title)[:KEY] if title and kind != OFFICIAL else ""


def details_key(title: str) -> str:
    """The key of the act that the name of a detailing act tells; "" where it tells none."""
    named = parent_named(title)
    if named is None:
        return ""
    return (named.number or NAMED + name_key(named.name))[:KEY]


def issuer_told(number: str, issuer: str) -> str:
    """The issuer of an act: as told, else what its symbol says."""
    if issuer:
        return issuer
    parsed = parse(number)
    return (issuer_of(parsed) or "") if parsed is not None else ""


def order_key(operation: Amendment) -> str:
    """What an order is known by through new readings of its act: what it does, where it stands, its words."""
    said = f"{operation.kind.value}|{operation.at or ''}|{join_lines(operation.surface)}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def hand_record(row: ActRecord) -> HandRecord:
    """A record by hand as a value."""
    gone = localtime(row.withdrawn_at) if row.withdrawn_at is not None else None
    return HandRecord(row.order, row.field, row.before, row.after, localtime(row.at), gone)


def as_known(act: LegalAct, records: Iterable[HandRecord], known: dt.date | None) -> LegalAct:
    """An act with the facts that were known of it on a day; None is now."""
    facts = facts_as_known(records, known) if known is not None else {}
    if not facts:
        return act
    found = copy.copy(act)
    for field, value in facts.items():
        setattr(found, field, value)
    return found


def work_of(
    act: LegalAct,
    orders: list[ActOrder],
    text: str = "",
    records: Sequence[HandRecord] = (),
    known: dt.date | None = None,
) -> LegalWork:
    """An act as a value, with what people recorded of it and of its orders as known on a day (None: now)."""
    act = as_known(act, records, known) if records else act
    issued = act.issued_on or act.told_issued_on
    effective = act.effective_on or day_after_signing(issued, act.effective_words)
    effective = effective or day_after_printing(act.gazette_on, act.effective_words)
    return LegalWork(
        number=act.number,
        issuer=act.issuer,
        kind=act.kind,
        title=act.title or act.told_title,
        issued_on=issued,
        effective_on=effective,
        at_latest=at_latest(issued or issued_by(act.number), act.effective_words) if effective is None else None,
        expired_on=act.expired_on,
        text=text,
        orders=tuple(_order(order, records, known) for order in orders),
    )


def _order(row: ActOrder, records: Sequence[HandRecord], known: dt.date | None) -> Order:
    operation = operation_of(row.data)
    said = of_order(records, order_key(operation), known) if records else {}
    if said.get("day"):
        before = operation.effect or Effect(operation.start, operation.start, "", None, None)
        operation = replace(operation, effect=replace(before, date=dt.date.fromisoformat(said["day"])))
    return Order(operation, row.payload, said.get("checked", ""))


def operation_data(operation: Amendment) -> dict[str, Any]:
    """An operation as it is kept."""
    found: dict[str, Any] = operation.to_dict()
    return found


def operation_of(data: dict[str, Any]) -> Amendment:
    """The operation that was kept."""
    effect = data.get("effect")
    anchor = data.get("anchor")
    return Amendment(
        kind=AmendmentKind(data["kind"]),
        start=data["start"],
        end=data["end"],
        surface=data["surface"],
        at=data.get("at"),
        document=data.get("document"),
        provision=data.get("provision"),
        scope=data.get("scope"),
        old=_phrase(data.get("old")),
        new=_phrase(data.get("new")),
        places=tuple(Place(one["start"], one["end"], one["provision"]) for one in data.get("places") or ()),
        anchor=Anchor(anchor["position"], anchor.get("provision"), anchor.get("phrase")) if anchor else None,
        replacement=data.get("replacement"),
        effect=Effect(
            effect["start"], effect["end"], effect["text"], _day(effect.get("date")), _day(effect.get("until"))
        )
        if effect
        else None,
        confidence=data.get("confidence", 1.0),
        needs_person=bool(data.get("needs_person")),
        reason=data.get("reason"),
        document_name=data.get("document_name"),
    )


def _phrase(data: dict[str, Any] | None) -> Phrase | None:
    return Phrase(data["start"], data["end"], data["text"]) if data else None


def _day(printed: str | None) -> dt.date | None:
    return dt.date.fromisoformat(printed) if printed else None
