"""Resolutions and decisions of local bodies whose number does not agree with what they say."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from thuongton.law.models import ActText, LegalAct
from thuongton.law.queries.pieces import pieces
from thuongton.reviews.individual import ActNature, set_apart
from thuongton.reviews.issuing_units import issuing_unit

_RULES = Q()
for _words in ("hạm vi điều chỉnh", "ối tượng áp dụng", "HẠM VI ĐIỀU CHỈNH", "ỐI TƯỢNG ÁP DỤNG", "iải thích từ ngữ"):
    _RULES |= Q(text__contains=_words)


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """An act whose number does not agree with what it says, with every reason; ``plain``: rules without a year."""

    pk: int
    number: str
    kind: str
    title: str
    issuer: str
    plain: bool
    reasons: tuple[str, ...]

    @property
    def rank(self) -> int:
        """Plain papers with rules stand first."""
        return 0 if self.plain else 1


def to_look_at() -> list[ToLookAt]:
    """The acts of local bodies about which number, title and text disagree, in a fixed number of statements."""
    columns = ("pk", "number", "kind", "title", "told_title", "issuer")
    acts = [
        act
        for act in LegalAct.objects.exclude(issuer="").only(*columns).order_by("number_key", "pk").iterator()
        if issuing_unit(act.issuer) is not None
    ]
    texts: dict[int, str] = {}
    for some in pieces([act.pk for act in acts]):
        texts.update(ActText.objects.filter(_RULES, act__in=some).values_list("act", "text"))
    found = []
    for act in acts:
        title = act.title or act.told_title
        told = set_apart(act.number, act.kind, title, texts.get(act.pk, ""))
        if told.verdict is ActNature.DOUBTFUL and len(told.reasons) > 1:
            found.append(ToLookAt(act.pk, act.number, act.kind, title, act.issuer, told.plain_with_rules, told.reasons))
    return sorted(found, key=lambda one: one.rank)
