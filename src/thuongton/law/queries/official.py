"""Official consolidated texts that the register holds, each beside our text of the same day (đối chiếu)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thuongton.law.models import ActMention, LegalAct
from thuongton.law.official import OfficialText, read_official
from thuongton.law.official_check import differing_articles, witness
from thuongton.law.queries.register import NotOne, act_of, acts_of_numbers, histories_of
from thuongton.law.reading import CONSOLIDATES
from thuongton.law.works import OFFICIAL

NO_BASE = "Sổ chưa có {number} là văn bản được hợp nhất."
NO_BASE_TEXT = "Sổ chưa có toàn văn của {number}."
NO_DAY = "Không đọc được ngày của lời văn hợp nhất."
NOT_OFFICIAL = "{number} không phải văn bản hợp nhất, cũng không có văn bản hợp nhất của nó trong sổ."


def official_acts(number: str | None, issuer: str = "") -> list[LegalAct]:
    """The consolidated texts of a number, or those that print an act; all of them without one. Raises NotOne."""
    held = LegalAct.objects.filter(kind=OFFICIAL, words__isnull=False).order_by("number_key", "pk")
    if number is None:
        return list(held)
    act = act_of(number, issuer)
    if act.kind == OFFICIAL:
        return [act]
    prints = ActMention.objects.filter(target=act.number_key, role=CONSOLIDATES).values("act")
    return [one for one in held.filter(pk__in=prints) if _base_of(one) == act.number_key]


def _base_of(official: LegalAct) -> str | None:
    """The number of the act that a consolidated text prints: its first mention."""
    first = ActMention.objects.filter(act=official, role=CONSOLIDATES).order_by("pk").first()
    return first.target if first is not None else None


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """A consolidated text of the register with the act that it prints, as its first mention tells."""

    act: LegalAct
    base_number: str
    base: LegalAct | None

    @property
    def pk(self) -> int:
        """Its row."""
        return self.act.pk

    @property
    def number(self) -> str:
        """Its number."""
        return self.act.number


def official_lines() -> list[OfficialLine]:
    """Every consolidated text whose words are held, the newest first, with its base where one act bears the number."""
    held = list(LegalAct.objects.filter(kind=OFFICIAL, words__isnull=False).order_by("-issued_on", "pk"))
    first: dict[int, str] = {}
    mentions = ActMention.objects.filter(act__kind=OFFICIAL, role=CONSOLIDATES).order_by("pk")
    for row, target in mentions.values_list("act", "target"):
        first.setdefault(row, target)
    bases: dict[str, list[LegalAct]] = {}
    for act in acts_of_numbers(set(first.values())):
        bases.setdefault(act.number_key, []).append(act)
    return [OfficialLine(act, first.get(act.pk, ""), _one(bases.get(first.get(act.pk, ""), []))) for act in held]


def _one(acts: list[LegalAct]) -> LegalAct | None:
    return acts[0] if len(acts) == 1 else None


def base_of(official: LegalAct) -> LegalAct | None:
    """The act that a consolidated text prints, where the register holds one of its number."""
    number = _base_of(official)
    return _one(acts_of_numbers({number})) if number else None


def checked(official: LegalAct) -> dict[str, Any]:
    """One consolidated text beside our text of its day: what agrees, each difference, what its footnotes tell."""
    read = read_official(official.words.text)
    if read is None:
        return {"number": official.number, "base": None, "on": None, "findings": [NOT_OFFICIAL.format(number=official)]}
    found = _facts(official, read)
    on = read.as_of
    try:
        base = act_of(read.base.number)
    except NotOne:
        return found | {"findings": [NO_BASE.format(number=read.base.number)]}
    if not base.sha256 or on is None:
        return found | {"findings": [NO_BASE_TEXT.format(number=base.number) if on is not None else NO_DAY]}
    histories, works = histories_of([base])
    history = histories.of(works[base.pk])
    same, differ = differing_articles(history, read, on)
    held = LegalAct.objects.filter(number_key__in=[one.number for one in read.acts]).exclude(sha256="")
    told = witness(history, read, held.values_list("number_key", flat=True), on)
    return found | {
        "same": same,
        "articles": [one.to_dict() for one in differ],
        "operations": [one.to_dict() for one in told],
    }


def _facts(official: LegalAct, read: OfficialText) -> dict[str, Any]:
    return {
        "number": official.number,
        "base": read.base.number,
        "on": read.as_of.isoformat() if read.as_of is not None else None,
        "acts": [
            {"number": one.number, "effective": one.effective.isoformat() if one.effective else None}
            for one in read.acts
        ],
        "notes": len(read.told),
        "same": 0,
        "articles": [],
        "operations": [],
        "findings": [],
    }
