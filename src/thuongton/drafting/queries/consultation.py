"""Reads of a consultation: bodies of a case with their opinions, the counts, the table that is printed."""

from __future__ import annotations

from django.db.models import QuerySet

from thuongton.cases.models import Case
from thuongton.cases.queries.cases import visible_to
from thuongton.drafting.consultation import ConsultationCount, HeardBody, counted
from thuongton.drafting.models import ConsultedBody, DraftRemark
from thuongton.people.letterheads import sender_of
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.prints.frozen import Figure, Frozen, FrozenColumn, FrozenRow, FrozenTable, PrintHead
from thuongton.prints.models import Printout
from thuongton.web.dates import day_words

TITLE = "Bản tổng hợp, giải trình, tiếp thu ý kiến"
REMARKS, ASKED = "Ý kiến góp ý và tiếp thu, giải trình", "Cơ quan, đối tượng được lấy ý kiến"


def bodies_of(case: Case) -> QuerySet[ConsultedBody]:
    """The bodies asked about the draft of a case, each with its opinions."""
    return ConsultedBody.objects.filter(case=case).prefetch_related("remarks").select_related("case__unit")


def bodies_visible_to(user: User) -> QuerySet[ConsultedBody]:
    """Bodies of the cases that one may see."""
    return ConsultedBody.objects.filter(case__in=visible_to(user)).select_related("case__unit")


def remarks_visible_to(user: User) -> QuerySet[DraftRemark]:
    """Opinions on drafts of the cases that one may see."""
    return DraftRemark.objects.filter(body__case__in=visible_to(user)).select_related("body__case__unit")


def count_of(case: Case) -> ConsultationCount:
    """What the consultation of a case came to."""
    return counted(
        HeardBody(body.answered_on is not None, [one.outcome for one in body.remarks.all()]) for body in bodies_of(case)
    )


def case_of_print(printout: Printout) -> Case | None:
    """The case whose table was printed."""
    return Case.objects.filter(pk=printout.subject_id or 0).first()


def frozen_table(case: Case) -> Frozen:
    """The table as it is printed: each opinion with what became of it; bodies that agreed, bodies that were silent."""
    bodies = list(bodies_of(case))
    count = count_of(case)
    sender = sender_of(case.unit)
    rows = [
        FrozenRow(
            (
                body.name,
                one.provision,
                one.words,
                str(DraftRemark.Outcome(one.outcome).label) if one.outcome else "",
                one.reason,
            ),
            "drafting.draftremark",
            one.pk,
        )
        for body in bodies
        for one in body.remarks.all()
    ]
    columns = (
        FrozenColumn("co-quan", "Cơ quan, tổ chức góp ý", 40),
        FrozenColumn("dieu", "Điều, khoản", 26),
        FrozenColumn("y-kien", "Nội dung góp ý", 80),
        FrozenColumn("ket-qua", "Kết quả", 26),
        FrozenColumn("ly-do", "Nội dung tiếp thu, giải trình", 80),
    )
    asked = (
        FrozenColumn("co-quan", "Cơ quan, đối tượng được hỏi", 90),
        FrozenColumn("hoi", "Hỏi ngày", 30),
        FrozenColumn("tra-loi", "Trả lời", 40),
        FrozenColumn("so", "Số văn bản", 40),
    )
    told = [
        FrozenRow((one.name, day_words(one.asked_on), _answered(one), one.number), "drafting.consultedbody", one.pk)
        for one in bodies
    ]
    return Frozen(
        title=f"{TITLE} đối với dự thảo {case.data.get('ten_goi') or case}",
        kind="Bản tổng hợp",
        as_of=today(),
        head=PrintHead(sender.issuer, sender.issuer_parent, sender.symbol, sender.place),
        intro=(
            f"Đã hỏi {count.asked} cơ quan, đối tượng; {count.answered} trả lời, {count.silent} không trả lời.",
            f"Nhận được {count.remarks} ý kiến góp ý.",
        ),
        figures=(
            Figure("Ý kiến góp ý", count.remarks),
            Figure("tiếp thu", count.received, part=True),
            Figure("giải trình", count.explained, part=True),
            Figure("chưa xử lý", count.open, part=True),
        ),
        tables=(
            FrozenTable("y-kien", REMARKS, columns, tuple(rows), REMARKS, "Ý kiến"),
            FrozenTable("co-quan", ASKED, asked, tuple(told), ASKED, "Cơ quan"),
        ),
        closing=("(Có phụ lục kèm theo)./.",),
    )  # fmt: skip


def _answered(body: ConsultedBody) -> str:
    if body.answered_on is None:
        return "Không trả lời"
    return f"{ConsultedBody.Answer(body.answer).label}, {day_words(body.answered_on)}"
