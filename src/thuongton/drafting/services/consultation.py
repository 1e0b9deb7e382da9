"""Bodies asked about a draft, their answers, each opinion and what became of it; the case is told as it goes."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.cases.models import Case
from thuongton.cases.services.acting import act_on
from thuongton.drafting.models import ConsultedBody, DraftRemark
from thuongton.drafting.queries.consultation import count_of
from thuongton.drafting.services.on_case import demand_going_on
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.scopes import demand
from vanban.text import join_lines


def ask_body(user: User, case: Case, *, name: str, asked_on: dt.date, due: dt.date | None = None) -> ConsultedBody:
    """Ask a body: its row, and the act of the case from which its time runs."""
    demand_going_on(user, case)
    called = join_lines(name)[:300]
    if not called:
        raise ValidationError({"name": _("Hãy ghi cơ quan, đối tượng được hỏi.")})
    if due is not None and due < asked_on:
        raise ValidationError({"due": _("Ngày đề nghị trả lời trước ngày hỏi.")})
    with transaction.atomic(), recording(user, "Hỏi ý kiến một cơ quan về dự thảo", case):
        if ConsultedBody.objects.filter(case=case, name=called).exists():
            raise ValidationError({"name": _("Cơ quan này đã được hỏi về dự thảo.")})
        act_on(user, case, "hoi_y_kien", asked_on.isoformat(), {"co_quan_duoc_hoi": called})
        return ConsultedBody.objects.create(case=case, name=called, asked_on=asked_on, due=due)


def note_answer(user: User, body: ConsultedBody, *, answered_on: dt.date, answer: str, number: str = "") -> None:
    """Note what a body answered as a whole; once the consultation is over the case need not be told any more."""
    demand_going_on(user, body.case)
    if answered_on < body.asked_on:
        raise ValidationError({"answered_on": _("Ngày trả lời trước ngày hỏi.")})
    if answered_on > today():
        raise ValidationError({"answered_on": _("Ngày trả lời chưa tới.")})
    if answer not in ConsultedBody.Answer.values:
        raise ValidationError({"answer": _("Hãy chọn nhất trí hay có ý kiến.")})
    with transaction.atomic(), recording(user, "Ghi cơ quan trả lời về dự thảo", body.case):
        row = ConsultedBody.objects.select_for_update(of=("self",)).get(pk=body.pk)
        first = row.answered_on is None
        row.answered_on, row.answer, row.number = answered_on, answer, number.strip()[:120]
        row.save(update_fields=["answered_on", "answer", "number"])
        if first and body.case.state in ("lay_y_kien", "tiep_thu"):
            words = str(ConsultedBody.Answer(answer).label)
            data = {"co_quan_duoc_hoi": row.name, "y_kien": words}
            act_on(user, body.case, "tra_loi_y_kien", answered_on.isoformat(), data)
    body.refresh_from_db()


def note_remark(user: User, body: ConsultedBody, *, words: str, provision: str = "") -> DraftRemark:
    """Note one opinion of a body that answered."""
    demand_going_on(user, body.case)
    said = words.strip()
    if not said:
        raise ValidationError({"words": _("Hãy ghi ý kiến.")})
    with recording(user, "Ghi một ý kiến góp ý", body.case):
        row = ConsultedBody.objects.select_for_update(of=("self",)).get(pk=body.pk)
        if row.answered_on is None:
            raise ValidationError(_("Hãy ghi cơ quan này đã trả lời trước khi ghi từng ý kiến."))
        if row.answer == ConsultedBody.Answer.AGREED:
            row.answer = ConsultedBody.Answer.REMARKS
            row.save(update_fields=["answer"])
        return DraftRemark.objects.create(body=row, words=said, provision=provision.strip()[:200], by=user)


def settle_remark(user: User, remark: DraftRemark, *, outcome: str, reason: str = "") -> None:
    """Receive an opinion, or explain why not; what is not wholly received has its reason."""
    case = remark.body.case
    demand(user, remark)
    demand_going_on(user, case)
    if outcome not in DraftRemark.Outcome.values:
        raise ValidationError({"outcome": _("Hãy chọn tiếp thu hay giải trình.")})
    why = reason.strip()
    if outcome != DraftRemark.Outcome.RECEIVED and not why:
        raise ValidationError({"reason": _("Không tiếp thu trọn vẹn thì phải ghi giải trình.")})
    with recording(user, "Tiếp thu, giải trình một ý kiến", case):
        row = DraftRemark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
        row.outcome, row.reason = outcome, why
        row.save(update_fields=["outcome", "reason"])
    remark.refresh_from_db()


def sum_up(user: User, case: Case, *, on: dt.date | None = None) -> None:
    """Tell the case what the consultation came to; every opinion has been received or explained by then."""
    demand_going_on(user, case)
    count = count_of(case)
    if count.open:
        raise ValidationError(_("Còn %(number)d ý kiến chưa tiếp thu hoặc giải trình.") % {"number": count.open})
    data = {"so_y_kien": count.remarks, "so_tiep_thu": count.received, "so_giai_trinh": count.explained}
    with recording(user, "Ghi tổng hợp ý kiến của dự thảo", case):
        act_on(user, case, "tong_hop_y_kien", (on or today()).isoformat(), data)
