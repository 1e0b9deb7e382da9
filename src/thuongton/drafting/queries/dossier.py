"""Reads of the appraisal dossier of a case: its parts as found, how often it was returned."""

from __future__ import annotations

from thuongton.cases.models import Case
from thuongton.cases.queries.cases import folded
from thuongton.drafting.dossier import AskedPart, parts_for
from thuongton.drafting.models import DossierPart


def parts_of_case(case: Case) -> list[AskedPart]:
    """The parts that the dossier of this case must have."""
    return parts_for(bool(case.data.get("co_chinh_sach")))


def found_parts(case: Case) -> dict[str, DossierPart]:
    """What was found of each part, by its name."""
    return {one.part: one for one in DossierPart.objects.filter(case=case).select_related("by")}


def returns_of(case: Case) -> list[tuple[str, str, str]]:
    """The returns of the dossier in their order: the day, what was missing, by when it was to be completed."""
    return [
        (act.day.isoformat(), str(act.data.get("thieu") or ""), str(act.data.get("han_bo_sung") or ""))
        for act in folded(case).acts
        if act.do == "de_nghi_bo_sung"
    ]
