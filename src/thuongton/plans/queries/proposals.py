"""What the machine read and a person has yet to confirm, and how far the confirming has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from thuongton.documents.models import Intake
from thuongton.documents.queries.papers import reading_of_file
from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import worn
from thuongton.plans.models import Plan, Proposal
from thuongton.plans.taking_in.proposing import absent_sentences, brief, fingerprint, say_timing
from vanban.model import Reading as ReadingValue


def proposals_visible_to(user: User) -> QuerySet[Proposal]:
    """Proposals on intakes of one's own scope."""
    return Proposal.objects.filter(in_scope(user, "intake__unit")).select_related("intake__unit")


def intakes_visible_to(user: User) -> QuerySet[Intake]:
    """Intakes of one's own scope that were read, with or without tasks in them."""
    return Intake.objects.filter(in_scope(user, "unit"), state__in=("read", "confirmed")).select_related(
        "unit", "document", "file"
    )


def intakes_to_confirm(user: User) -> QuerySet[Intake]:
    """Intakes with tasks read from them, the most recent first; ``rows`` counts them, ``waiting`` those undecided."""
    return (
        intakes_visible_to(user)
        .filter(proposals__isnull=False)
        .annotate(rows=Count("proposals"), waiting=Count("proposals", filter=Q(proposals__state="pending")))
        .order_by("-id")
    )


def intakes_unadopted(user: User) -> QuerySet[Intake]:
    """Registered papers with tasks that nobody dropped and that are not tracked yet: the confirmation is unfinished."""
    adopted = Plan.objects.exclude(source=None).values("source")
    tasks = Proposal.objects.filter(intake=OuterRef("pk")).exclude(state="dropped")
    found = intakes_visible_to(user).filter(Exists(tasks), state="confirmed").exclude(document__in=adopted)
    return found.order_by("-id")


def intakes_waiting_for_a_plan(user: User) -> QuerySet[Intake]:
    """The same for «Hộp việc»; nothing for a hat that only reads."""
    hat = worn(user)
    return intakes_unadopted(user) if hat is not None and hat.writes else Intake.objects.none()


def adopted_counts(plan: Plan) -> tuple[int, int]:
    """How many tasks and how many duties (trách nhiệm tổ chức thực hiện) a plan has."""
    duties = plan.tasks.filter(duty=True).count()
    return plan.tasks.count() - duties, duties


PARTS = ("can-xem", "chac-chan")
"""Parts of a sheet that can be looked at alone: what is doubtful (cần xem), what is certain (chắc chắn)."""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposal as the page shows it. ``seen`` is the mark of its contents for the check of unseen changes."""

    row: Proposal
    seen: str
    reads: str
    above: str

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it first."""
        return bool(self.row.doubts)

    @property
    def brief(self) -> str:
        """What is doubtful, in a word or two."""
        return brief(self.row.doubts)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All proposals of one intake with their counts."""

    lines: list[ProposalLine]
    tasks: int
    duties: int
    certain: int
    doubtful: int
    right: int
    dropped: int
    notes: list[str]

    @property
    def kept(self) -> int:
        """Rows that would enter tracking."""
        return self.tasks + self.duties

    @property
    def undecided(self) -> int:
        """Rows that nobody has decided yet."""
        return self.kept - self.right

    @property
    def to_look_at(self) -> int:
        """Doubtful rows that nobody has decided yet."""
        return sum(line.doubtful and line.row.state == "pending" for line in self.lines)

    @property
    def sure(self) -> int:
        """Rows without a doubt that nobody has decided yet."""
        return self.undecided - self.to_look_at

    def part(self, name: str) -> list[ProposalLine]:
        """The rows to show: «can-xem» the doubtful, «chac-chan» the others, anything else all of them."""
        if name not in PARTS:
            return self.lines
        return [line for line in self.lines if line.doubtful == (name == "can-xem")]


def sheet_of(intake: Intake, *, doubtful_first: bool = True) -> Sheet:
    """The proposals of an intake (one query), doubtful ones first unless the order of the paper is asked for."""
    rows = list(Proposal.objects.filter(intake=intake).order_by("order"))
    lines = []
    above = ""
    for row in rows:
        lines.append(ProposalLine(row, fingerprint(row.state, row.task), say_timing(row.task.timing), above))
        above = (row.task.code or str(row.order)) if row.state != "dropped" else above
    kept = [row for row in rows if row.state != "dropped"]
    duties = sum(row.task.duty for row in kept)
    doubtful = sum(bool(row.doubts) for row in kept)
    if doubtful_first:
        lines.sort(key=lambda line: (not line.doubtful, line.row.order))
    return Sheet(
        lines=lines,
        tasks=len(kept) - duties,
        duties=duties,
        certain=len(kept) - doubtful,
        doubtful=doubtful,
        right=sum(row.state == "right" for row in kept),
        dropped=len(rows) - len(kept),
        notes=absent_sentences([row.task for row in kept]),
    )


def reading_of(intake: Intake) -> ReadingValue | None:
    """The reading behind an intake, None when there is none."""
    found = reading_of_file(intake.file_id, intake.part)
    return found.value if found else None


def adopted_from(intake: Intake) -> Plan | None:
    """The plan that was taken into tracking from this intake, or None."""
    if intake.document_id is None:
        return None
    return Plan.objects.filter(Q(document=intake.document_id) | Q(source=intake.document_id)).first()


def units_to_adopt_for(user: User) -> QuerySet[Unit]:
    """Units in whose name one may take a plan into tracking."""
    return Unit.objects.filter(in_scope(user, ""), valid_to__isnull=True)


def plans_to_implement(user: User) -> QuerySet[Plan]:
    """Plans that a new plan may implement: of one's own unit and below it, and tracked ones of the units above."""
    hat = user.hat
    if hat is None or hat.scope is None:
        return Plan.objects.none()
    above = Q(unit__in=hat.scope.ancestor_ids, tracked_from__isnull=False)
    return Plan.objects.filter(in_scope(user, "unit") | above).select_related("unit", "document")


def row_above(row: Proposal) -> Proposal | None:
    """The row that a row would be joined to: the nearest above it that was not left out."""
    rows = Proposal.objects.filter(intake=row.intake_id, order__lt=row.order).exclude(state="dropped")
    return rows.order_by("-order").first()
