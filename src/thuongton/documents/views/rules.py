"""«Quy tắc soát văn bản»: the rules of the linter as they stand in a unit, and one rule with its examples."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from thuongton.documents.findings import known_rules
from thuongton.documents.queries.review import lost_switches, may_switch, rules_of, unit_of_rules, units_with_switches
from thuongton.documents.rule_texts import SEVERITY_ICONS, SEVERITY_NAMES, example_of, family_name, family_reason
from thuongton.documents.services import review as services
from thuongton.documents.views.errors import sentence_of
from thuongton.people.models import Unit
from thuongton.people.requests import SignedInRequest
from vanban.lint import FAMILIES


def _unit(request: SignedInRequest, chosen: str) -> Unit:
    unit = unit_of_rules(request.user, chosen)
    if unit is None:
        raise PermissionDenied(_("Trang này dành cho người làm việc ở các cơ quan."))
    return unit


@login_required
def rules_page(request: SignedInRequest) -> HttpResponse:
    """All rules, family by family: on or off in the unit, by whom and why; an administrator switches them here."""
    if request.method == "POST":
        return _switch(request)
    unit = _unit(request, request.GET.get("don-vi", ""))
    stand = rules_of(unit)
    families = []
    for family in FAMILIES:
        rows: list[dict[str, Any]] = [
            {
                "rule": rule,
                "standing": stand.rules[code],
                "icon": SEVERITY_ICONS[rule.severity],
                "severity": SEVERITY_NAMES[rule.severity],
                "example": example_of(code),
                "own": _own(stand.rules[code].by, unit, code),
            }
            for code, rule in known_rules().items()
            if rule.family == family
        ]
        off = sum(1 for row in rows if not row["standing"].on)
        families.append(
            {
                "name": family,
                "words": family_name(family),
                "why": family_reason(family),
                "rows": rows,
                "off": off,
                "standing": stand.families[family],
                "own": _own(stand.families[family].by, unit, family),
            }
        )
    context = {
        "room": "documents",
        "here": "rules",
        "unit": unit,
        "families": families,
        "total": len(stand.rules),
        "off": len(stand.off),
        "lost": lost_switches(unit),
        "may_switch": may_switch(request.user, unit),
        "others": [one for one in units_with_switches(request.user) if one.pk != unit.pk],
    }
    return render(request, "documents/rules.html", context)


def _own(by: object, unit: Unit, name: str) -> bool:
    return by is not None and getattr(by, "unit_id", None) == unit.pk and getattr(by, "name", "") == name


def _switch(request: SignedInRequest) -> HttpResponse:
    chosen = request.POST.get("don-vi", "")
    unit = _unit(request, chosen)
    if str(unit.pk) != chosen:
        raise Http404(_("Không có đơn vị này trong phạm vi được giao."))
    name = request.POST.get("quy-tac", "")
    act = request.POST.get("viec", "")
    try:
        if act == "theo-tren":
            services.follow_above(request.user, unit, name)
            messages.success(request, _("Đã theo cấp trên."))
        elif act in ("bat", "tat"):
            services.switch_rules(request.user, unit, name, act == "bat", request.POST.get("ly-do", ""))
            messages.success(request, _("Đã bật.") if act == "bat" else _("Đã tắt; bật lại thì phát hiện hiện lại."))
    except ValidationError as error:
        messages.error(request, sentence_of(error))
    anchor = name if name in known_rules() or name in FAMILIES else ""
    return redirect(f"{reverse('documents:rules')}?don-vi={unit.pk}#{anchor}")


@login_required
def rule_page(request: SignedInRequest, code: str) -> HttpResponse:
    """One rule: its sentence, why it is looked at, a whole paper with the fault and one without."""
    rule = known_rules().get(code)
    if rule is None:
        raise Http404(_("Không có quy tắc này."))
    unit = unit_of_rules(request.user, "")
    context = {
        "room": "documents",
        "here": "rules",
        "rule": rule,
        "family": family_name(rule.family),
        "why": family_reason(rule.family),
        "icon": SEVERITY_ICONS[rule.severity],
        "severity": SEVERITY_NAMES[rule.severity],
        "example": example_of(code),
        "unit": unit,
        "standing": rules_of(unit).rules[code] if unit else None,
    }
    return render(request, "documents/rule.html", context)


urls = [
    path("quy-tac/", rules_page, name="rules"),
    path("quy-tac/<slug:code>/", rule_page, name="rule"),
]
