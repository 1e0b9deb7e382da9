"""The bases of the whole register judged, each act as of its own day: a job that goes on where it was stopped."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.law.models import ActText, BasisFault, LegalAct, RegisterCheck
from thuongton.law.queries.bases import findings_of
from thuongton.law.queries.quality import acts_with_words
from thuongton.law.rights import demand_keeper
from thuongton.people.models import User
from vanban.model import Document, Finding, Source

TOGETHER = 20
"""Acts judged in one transaction."""


def begin_check(user: User | None) -> RegisterCheck:
    """Have the bases of every act judged; one check runs at a time."""
    demand_keeper(user)
    with acting(), recording(user, "Cho kiểm tra căn cứ của cả sổ pháp luật"):
        if RegisterCheck.objects.select_for_update().filter(done_at=None).exists():
            raise ValidationError(_("Đang kiểm tra cả sổ; hãy đợi xong."))
        check = RegisterCheck.objects.create(user=user, total=acts_with_words().count())
        enqueue_once(check_register, check.pk)
    return check


@task()
def check_register(check_id: int) -> str:
    """Judge the bases of every act; running it again goes on behind the last act that was judged."""
    while _step(check_id):
        pass
    return ""


def resume_checks() -> int:
    """Queue again the checks that no job will bring to their end; returns how many."""
    open_ = RegisterCheck.objects.filter(done_at=None)
    put_back = 0
    for pk in unqueued(check_register, list(open_.values_list("pk", flat=True))):
        with acting():
            if open_.select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(check_register, pk)
    return put_back


def _step(check_id: int) -> bool:
    check = RegisterCheck.objects.filter(pk=check_id, done_at=None).first()
    if check is None:
        return False
    acts = list(acts_with_words(check.last)[:TOGETHER])
    judged = [(act, _faults(act)) for act in acts]
    with recording(None, "Kiểm tra căn cứ của văn bản trong sổ"):
        demand_lease()
        row = RegisterCheck.objects.select_for_update().get(pk=check_id)
        if row.last != check.last or row.done_at is not None:
            return False  # another process has gone on meanwhile
        BasisFault.objects.filter(act__in=acts).delete()
        BasisFault.objects.bulk_create(
            BasisFault(
                act=act,
                rule=one.rule[:40],
                quote=one.surface[:400],
                message=one.message,
                suggestion=(one.suggestion or "")[:400],
            )
            for act, found in judged
            for one in found
        )
        row.place += len(acts)
        row.faults += sum(len(found) for _act, found in judged)
        row.last = acts[-1].pk if acts else row.last
        if len(acts) < TOGETHER:
            row.done_at = timezone.now()
        row.save(update_fields=["place", "faults", "last", "done_at"])
    return len(acts) == TOGETHER


def _faults(act: LegalAct) -> list[Finding]:
    """The faults of what an act cites on its own day; what the register lacks is no fault."""
    text = ActText.objects.filter(act=act).values_list("text", flat=True).first() or ""
    document = Document(text, Source(name=act.number, format="txt", sha256=""))
    return [one for one in findings_of(document, act.issued_on or act.told_issued_on) if one.severity == "error"]
