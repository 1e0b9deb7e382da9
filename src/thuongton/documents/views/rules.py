"""«Quy tắc soát văn bản»: the rules of the linter as they stand in a unit, and one rule with its examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from thuongton.documents.findings import known_rules
from thuongton.documents.forms import SwitchForm, SwitchReasonForm
from thuongton.documents.models import RuleSwitch
from thuongton.documents.queries.review import (
    lost_switches,
    mark_of_switch,
    may_switch,
    rules_of,
    unit_of_rules,
    units_with_switches,
)
from thuongton.documents.rule_switches import RuleState
from thuongton.documents.rule_texts import (
    SEVERITY_NAMES,
    SEVERITY_STATES,
    example_of,
    family_name,
    family_reason,
)
from thuongton.documents.services import review as services
from thuongton.people.models import Unit, User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Refused
from thuongton.web.asked import asked_words
from thuongton.web.dates import day_words
from thuongton.web.lists.columns import Column
from thuongton.web.lists.filters import Choice, Words
from thuongton.web.lists.held import Held
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.table import Heading
from thuongton.web.lists.views import listing_urls
from vanban.lint import FAMILIES, Rule
from vanban.lint.registry import SEVERITIES
from vanban.text import fold

UNIT = "don-vi"
ON, OFF = "bat", "tat"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A rule as it stands in a unit; ``pk`` counts the rules in the order of their families."""

    pk: int
    rule: Rule
    unit: Unit
    standing: RuleState

    @property
    def weight(self) -> int:
        """The gravest first."""
        return SEVERITIES.index(self.rule.severity)

    @property
    def on(self) -> bool:
        """Whether it is on."""
        return self.standing.on

    @property
    def sign(self) -> str:
        """Its severity as a state."""
        return SEVERITY_STATES[self.rule.severity]

    @property
    def severity(self) -> str:
        """Its severity in words."""
        return str(SEVERITY_NAMES[self.rule.severity])

    @property
    def by(self) -> str:
        """Who decided so, and why; "" while nobody did."""
        return by_words(self.standing, self.unit)

    @property
    def address(self) -> str:
        """Its page, for this unit."""
        return f"{reverse('documents:rule', args=[self.rule.code])}?{UNIT}={self.unit.pk}"

    @property
    def peek(self) -> str:
        """Its panel, for this unit."""
        return f"{reverse('documents:rule-peek', args=[self.rule.code])}?{UNIT}={self.unit.pk}"


def by_words(standing: RuleState, unit: Unit) -> str:
    """Whose switch holds and why."""
    by: RuleSwitch | None = standing.by
    if by is None:
        return ""
    whose = _("đơn vị tự quyết") if by.unit_id == unit.pk else _("theo %(where)s") % {"where": by.unit.name}
    who = by.by or "–"
    return f"{whose}: «{by.reason}» – {who}, {day_words(by.changed_at)}"


def _unit(user: User, chosen: str) -> Unit:
    unit = unit_of_rules(user, chosen)
    if unit is None:
        raise PermissionDenied(_("Trang này dành cho người làm việc ở các cơ quan."))
    return unit


def _asked_unit(question: Question) -> Unit:
    return _unit(question.reader, question.get(UNIT))


def _rows(question: Question) -> Held:
    unit = _asked_unit(question)
    stand = rules_of(unit)
    return Held(Ruled(pk, rule, unit, stand.rules[code]) for pk, (code, rule) in enumerate(known_rules().items(), 1))


def _with_words(rows: Any, value: str, _question: Question) -> Any:
    wanted = asked_words(value)
    return rows.keep(lambda row: all(word in fold(f"{row.rule.sentence} {row.rule.code}") for word in wanted))


def _group(row: Ruled) -> Heading:
    return Heading(f"{family_name(row.rule.family)} ·", family_reason(row.rule.family))


def _head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    question = shown.asked.question
    unit = _asked_unit(question)
    stand = rules_of(unit)
    own = unit_of_rules(question.reader, "")
    others = [one for one in units_with_switches(question.reader) if one.pk != unit.pk]
    return {
        "room": "documents",
        "here": "rules",
        "unit": unit,
        "total": len(stand.rules),
        "off": len(stand.off),
        "on": len(stand.rules) - len(stand.off),
        "off_link": shown.asked.address(**{"trang-thai": OFF}),
        "lost": lost_switches(unit),
        "may_switch": may_switch(question.reader, unit) and not question.rewound,
        "units": [(one, shown.asked.address(**{UNIT: str(one.pk)})) for one in [*([own] if own else []), *others]],
    }


COLUMNS: Sequence[Column] = (
    Column(
        "quy-tac",
        gettext_noop("Quy tắc"),
        lambda row: row.rule.sentence,
        64,
        template="documents/parts/rule_cell.html",
        fixed=True,
        vi=True,
    ),
    Column(
        "muc",
        gettext_noop("Mức"),
        lambda row: row.severity,
        26,
        sort=("weight",),
        template="documents/parts/rule_severity.html",
        phone="1",
    ),
    Column(
        "tinh-trang",
        gettext_noop("Ở đơn vị này"),
        lambda row: _("Đang bật") if row.on else _("Đang tắt"),
        26,
        sort=("on",),
        template="documents/parts/rule_standing.html",
        phone="2",
    ),
    Column("theo", gettext_noop("Ai quyết, vì sao"), lambda row: row.by, 58, vi=True, phone="3", beside=False),
    Column("nhom", gettext_noop("Nhóm"), lambda row: family_name(row.rule.family), 30, shown=False),
    Column("ma", gettext_noop("Mã"), lambda row: row.rule.code, 50, shown=False),
)
RULES = Listing(
    key="quy-tac",
    title=gettext_noop("Quy tắc soát văn bản"),
    columns=COLUMNS,
    query=_rows,
    order=("pk",),
    order_label=gettext_noop("Theo nhóm"),
    group=_group,
    filters=(
        Words(key="q", label=gettext_noop("Chữ trong quy tắc"), by=_with_words),
        Choice(
            key="nhom",
            label=gettext_noop("Nhóm"),
            options=lambda _question: [(family, family_name(family)) for family in FAMILIES],
            by=lambda rows, value, _question: rows.keep(lambda row: row.rule.family == value),  # type: ignore[attr-defined]
        ),
        Choice(
            key="muc",
            label=gettext_noop("Mức"),
            options=lambda _question: [(each, SEVERITY_NAMES[each]) for each in SEVERITIES],
            by=lambda rows, value, _question: rows.keep(lambda row: row.rule.severity == value),  # type: ignore[attr-defined]
        ),
        Choice(
            key="trang-thai",
            label=gettext_noop("Ở đơn vị này"),
            options=((ON, gettext_noop("Đang bật")), (OFF, gettext_noop("Đang tắt"))),
            by=lambda rows, value, _question: rows.keep(lambda row: row.on == (value == ON)),  # type: ignore[attr-defined]
        ),
    ),
    lens=(UNIT,),
    page_size=200,
    above=lambda question: [_asked_unit(question).name],
    counted=lambda number, words: ngettext("%(number)s quy tắc", "%(number)s quy tắc", number) % {"number": words},
    file_name=lambda question: f"quy-tac-soat-van-ban-{question.as_of}",
    template="documents/rules.html",
    head=_head,
    demand=lambda request: _unit(request.user, "") and None,  # type: ignore[arg-type]
    name_of=lambda row: row.rule.sentence,
    peek=lambda row: row.peek,
)


def _own(by: object, unit: Unit, name: str) -> bool:
    return by is not None and getattr(by, "unit_id", None) == unit.pk and getattr(by, "name", "") == name


def _rule(request: SignedInRequest, code: str, chosen: str, refused: Refused | None = None) -> dict[str, Any]:
    """What page and panel show of one rule in one unit, with what may be switched there."""
    rule = known_rules().get(code)
    if rule is None:
        raise Http404(_("Không có quy tắc này."))
    unit = _unit(request.user, chosen)
    stand = rules_of(unit)
    switches = [
        {
            "name": name,
            "whole": name == rule.family,
            "standing": standing,
            "by": by_words(standing, unit),
            "seen": mark_of_switch(stand, name),
            "own": _own(standing.by, unit, name),
            "typed": refused.form if refused and refused.form["name"].value() == name else None,
        }
        for name, standing in ((code, stand.rules[code]), (rule.family, stand.families[rule.family]))
    ]
    return {
        "room": "documents",
        "here": "rules",
        "rule": rule,
        "family": family_name(rule.family),
        "why": family_reason(rule.family),
        "sign": SEVERITY_STATES[rule.severity],
        "severity": SEVERITY_NAMES[rule.severity],
        "example": example_of(code),
        "unit": unit,
        "standing": stand.rules[code],
        "switches": switches,
        "may_switch": may_switch(request.user, unit) and not request.rewound,
        "refusal": [*refused.form.non_field_errors()] if refused else [],
    }


def rule_page(request: SignedInRequest, code: str) -> HttpResponse:
    """One rule: its sentence, why it is looked at, how it stands, a whole paper with the fault and one without."""
    return render(request, "documents/rule.html", _rule(request, code, request.GET.get(UNIT, "")))


def rule_peek(request: SignedInRequest, code: str) -> HttpResponse:
    """The same beside the list, without the whole papers."""
    return render(request, "documents/parts/rule_peek.html", _rule(request, code, request.GET.get(UNIT, "")))


def _refused(request: SignedInRequest, _record: None, refused: Refused) -> HttpResponse:
    """The page of the rule that was not switched (of a family: of its first rule), with what was typed."""
    name = refused.form["name"].value()
    code = next((code for code, rule in known_rules().items() if name in (code, rule.family)), "")
    context = _rule(request, code, refused.form["unit"].value(), refused)
    return render(request, "documents/rule.html", context, status=400)


def _switch(on: bool) -> Any:
    def act(user: User, _record: None, *, unit: Unit, name: str, seen: str, reason: str) -> RuleSwitch:
        return services.switch_rules(user, unit, name, on, reason, seen=seen)

    return act


def _follow(user: User, _record: None, *, unit: Unit, name: str, seen: str) -> None:
    services.follow_above(user, unit, name, seen=seen)


SWITCHES = Acts(
    [
        Act(ON, gettext_lazy("Bật"), _switch(True), SwitchReasonForm, said=gettext_lazy("Đã bật."), code="on"),
        Act(
            OFF,
            gettext_lazy("Tắt"),
            _switch(False),
            SwitchReasonForm,
            said=gettext_lazy("Đã tắt; bật lại thì phát hiện hiện lại."),
            code="off",
        ),
        Act(
            "theo-tren",
            gettext_lazy("Theo cấp trên"),
            _follow,
            SwitchForm,
            said=gettext_lazy("Đã theo cấp trên."),
            code="above",
        ),
    ],
    find=lambda _user: None,
    show=_refused,
    address=lambda _record: reverse("documents:rules"),
)

urls = [
    *listing_urls(RULES, room="documents", name="rules", at="quy-tac/"),
    *SWITCHES.urls("quy-tac/", "rule-"),
    path("quy-tac/<slug:code>/", rule_page, name="rule"),
    path("quy-tac/<slug:code>/xem-nhanh/", rule_peek, name="rule-peek"),
]
