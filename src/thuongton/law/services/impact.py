"""Findings of impact: made for each order of an act, looked at by a person; only what hangs on the act is made anew."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import recording
from thuongton.jobs.services import enqueue_once
from thuongton.law.models import ActOrder, ImpactFinding, LegalAct
from thuongton.law.queries.impact import ACT, Dependant, acts_on, records_on, targets_of
from thuongton.law.rows import operation_of, order_key
from thuongton.law.text.places import place_of
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand
from thuongton.web.forms.marks import Seen
from vanban.text import join_lines

MOST = 20_000
"""Findings of one act."""
MOST_ACTS = 2_000
"""Acts of one import whose findings are made at once; of more they are made when somebody asks."""
State = ImpactFinding.State


def find_impact(user: User | None, act: LegalAct) -> int:
    """Make the findings of every order of an act: those that are there stay as people left them, those that no longer
    hold go unless a person has looked at them. Returns how many are new."""
    demand(user, act, Right.CORRECT)
    wanted: dict[tuple[str, int, str, str, str, str], ImpactFinding] = {}
    for order in ActOrder.objects.filter(act=act).exclude(target="").order_by("index"):
        key = order_key(operation_of(order.data))
        place = str(order.data.get("provision") or "")
        if not place and order.data.get("scope") != "document":
            continue  # the words do not tell which clause: a doubt of the order itself, shown on its desk
        for target in targets_of(order):
            for one in _on(target, place):
                if one.kind == ACT and one.key in (str(act.pk), str(target.pk)):
                    continue
                mark = (key, target.pk, one.kind, one.key, one.provision[:200], one.role[:30])
                if len(wanted) < MOST:
                    wanted.setdefault(mark, _finding(act, key, place, target, one))
    with recording(user, "Lập danh sách tác động của văn bản", act):
        LegalAct.objects.select_for_update().get(pk=act.pk)
        there = {_mark(row): row for row in ImpactFinding.objects.filter(act=act)}
        gone = [row.pk for mark, row in there.items() if mark not in wanted and row.state == State.NEW]
        ImpactFinding.objects.filter(pk__in=gone).delete()
        new = [row for mark, row in wanted.items() if mark not in there]
        ImpactFinding.objects.bulk_create(new, batch_size=500)
    return len(new)


def ask_impact(user: User | None, act: LegalAct) -> None:
    """Have the findings of an act made by the machine: they are of records of every unit, not of the one who asks."""
    demand(user, act, Right.CORRECT)
    with recording(user, "Yêu cầu lập danh sách tác động", act):
        enqueue_once(make_findings, act.pk)


@task()
def make_findings(act_id: int) -> str:
    """Make the findings of an act; running it again changes nothing."""
    act = LegalAct.objects.filter(pk=act_id).first()
    return str(find_impact(None, act)) if act is not None else ""


def find_impact_since(moment: dt.datetime) -> int:
    """Make the findings of the acts that came in since a moment and order something; returns how many are new."""
    acts = LegalAct.objects.filter(taken_at__gte=moment, orders__target__gt="").distinct().order_by("pk")
    return sum(find_impact(None, act) for act in acts[:MOST_ACTS])


def look_at(
    user: User | None, finding: ImpactFinding, state: str, *, note: str = "", seen: Seen | None = None
) -> ImpactFinding:
    """Say of a finding that it was seen, that it does not touch the record, or that it is open again."""
    demand(user, finding)
    if state not in State.values:
        raise ValidationError(_("Hãy chọn một ý kiến."))
    words = join_lines(note)[:400]
    if state == State.UNAFFECTED and not words:
        raise ValidationError({"note": _("Hãy ghi vì sao không ảnh hưởng.")})
    with recording(user, "Xem một tác động của văn bản", finding, reason=words, unit=finding.unit):
        row = ImpactFinding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
        if seen is not None:
            seen.demand(row)
        row.state, row.note, row.by, row.at = state, words, user, timezone.now()
        row.save(update_fields=["state", "note", "by", "at"])
    return row


def _on(target: LegalAct, place: str) -> list[Dependant]:
    wanted = place_of(place)
    return [*acts_on(target.number_key, wanted), *records_on(target.number_key, wanted)]


def _mark(row: ImpactFinding) -> tuple[str, int, str, str, str, str]:
    return row.order, row.target_id, row.kind, row.key, row.provision, row.role


def _finding(act: LegalAct, key: str, place: str, target: LegalAct, one: Dependant) -> ImpactFinding:
    return ImpactFinding(
        act=act,
        order=key,
        place=place[:200],
        target=target,
        unit_id=one.unit,
        kind=one.kind,
        key=one.key[:40],
        name=one.name[:300],
        address=one.address,
        role=one.role[:30],
        provision=one.provision[:200],
        quote=one.quote,
    )
