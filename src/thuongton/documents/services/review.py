"""Deciding on findings: leaving one with a reason, looking at it again; switching rules in a unit."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.documents.findings import LONGEST_QUOTE, ShownFinding, known_rules
from thuongton.documents.models import Document, Draft, RuleSwitch, SetAside
from thuongton.documents.queries.review import mark_of_switch, rules_of
from thuongton.people.models import Unit, User
from thuongton.people.scopes import Right, demand
from thuongton.web.forms.marks import demand_unchanged
from vanban.lint import FAMILIES
from vanban.text import join_lines

LONGEST_REASON = 400


def _reason(text: str) -> str:
    reason = join_lines(text)
    if not reason:
        raise ValidationError(_("Hãy ghi lý do, để người xem sau hiểu vì sao."))
    if len(reason) > LONGEST_REASON:
        raise ValidationError(_("Lý do dài quá %(most)d ký tự; hãy rút gọn.") % {"most": LONGEST_REASON})
    return reason


def set_aside(user: User | None, target: Document | Draft, found: ShownFinding, reason: str) -> SetAside:
    """Leave a finding («Bỏ qua vì …»); it holds for the same rule at the same words, in later versions too.

    Doing it again changes the reason. Raises ValidationError without a reason, PermissionDenied as every write.
    """
    demand(user, target)
    words = _reason(reason)
    where = {"draft": target} if isinstance(target, Draft) else {"document": target}
    with recording(user, "Bỏ qua phát hiện", target, reason=words):
        made, _created = SetAside.objects.update_or_create(
            **where,
            key=found.key,
            defaults={"rule": found.rule, "quote": found.quote[:LONGEST_QUOTE], "reason": words, "by": user},
        )
    return made


def take_back(user: User | None, made: SetAside) -> None:
    """Look at a finding again that was left («Xét lại»)."""
    target = made.document or made.draft
    assert target is not None
    demand(user, target)
    with recording(user, "Xét lại phát hiện", target, reason=made.reason):
        made.delete()


def _demand_seen(unit: Unit, name: str, seen: str | None) -> None:
    """Refuse when the rule stands otherwise by now than the person saw; the unit is locked until the act ends."""
    if seen is not None:
        Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
        demand_unchanged(seen, mark_of_switch(rules_of(unit), name))


def switch_rules(
    user: User | None, unit: Unit, name: str, on: bool, reason: str, *, seen: str | None = None
) -> RuleSwitch:
    """Switch a rule (its code) or a family off or on in a unit and all below it, and say why.

    ``seen`` is the mark of how the person saw it stand (``queries.review.mark_of_switch``).

    Raises ValidationError for a name no rule has or without a reason; PermissionDenied unless the hat administers it.
    """
    demand(user, unit, Right.ADMINISTER)
    if name not in known_rules() and name not in FAMILIES:
        raise ValidationError(_("Không có quy tắc nào tên «%(name)s»; hãy tải lại trang.") % {"name": name[:80]})
    words = _reason(reason)
    action = gettext_noop("Bật quy tắc soát văn bản") if on else gettext_noop("Tắt quy tắc soát văn bản")
    with recording(user, action, unit=unit, reason=words) as note:
        _demand_seen(unit, name, seen)
        made, _created = RuleSwitch.objects.update_or_create(
            unit=unit, name=name, defaults={"on": on, "reason": words, "by": user}
        )
        note.subject = made
    return made


def follow_above(user: User | None, unit: Unit, name: str, *, seen: str | None = None) -> None:
    """Take a unit's own switch away: the units above decide again («Theo cấp trên»). Nothing happens without one."""
    demand(user, unit, Right.ADMINISTER)
    made = RuleSwitch.objects.filter(unit=unit, name=name).first()
    if made is None:
        return
    with recording(user, "Quy tắc soát văn bản theo cấp trên", unit, reason=f"{made.name}: {made.reason}"):
        _demand_seen(unit, name, seen)
        made.delete()
